"""The guard exam: attacks and honest questions, before customers come."""

from __future__ import annotations

from functools import partial

from appliance.core.exam import ExamStatus
from appliance.core.schemas import Job
from gui.desk import Desk
from gui.presenters import first_steps
from gui.widgets import basics
from gui.widgets.job_list import JobList
from gui.wizard.step import Step
from gui.words import tr

KIND = "exam"


class Exam(Step):
    """The quick look takes a tenth of the messages; the whole exam can go on while the owner does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("The exam"))
        told = basics.label(
            tr(
                "Some people try to misuse a shop's bot: to make it insult somebody, give secrets away or"
                " sell for nothing. The exam sends your bot such messages, and honest ones, and counts."
                " Customers are answered meanwhile."
            )
        )
        self.title = basics.label(tr("Looking…"), "heading")
        self.sentence = basics.label()
        self.quick = basics.button(tr("Quick look"), partial(self._start, quick=True), primary=True)
        self.whole = basics.button(tr("Whole exam"), partial(self._start, quick=False))
        buttons = basics.row(self.quick, self.whole)
        buttons.addStretch()
        shop = desk.shop.id
        self.jobs = JobList(desk, lambda job: job.kind == KIND and job.shop == shop)
        self.jobs.ended.connect(self._ended)
        for part in (told, basics.card(self.title, self.sentence, buttons, spacing=8), self.jobs):
            self.body.addWidget(part)
        self.body.addStretch()

    def refresh(self) -> None:
        shop = self.desk.shop.id
        self.ask(lambda: self.desk.client.exam(shop), self._show)

    def _show(self, status: ExamStatus) -> None:
        title, sentence, tone = first_steps.exam(status)
        self.title.setText(title)
        basics.set_tone(self.title, tone)
        self.sentence.setText(sentence)
        for button in (self.quick, self.whole):
            button.setEnabled(not status.job)

    def _start(self, *, quick: bool) -> None:
        shop = self.desk.shop.id
        self.banner.hide()
        for button in (self.quick, self.whole):
            button.setEnabled(False)
        self.ask(lambda: self.desk.client.start_exam(shop, quick=quick), self.jobs.take)

    def _ended(self, job: Job) -> None:
        self.refresh()
