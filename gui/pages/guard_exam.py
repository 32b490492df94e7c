"""The exam of the bot: how it did, what it failed at, and sitting it again."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from appliance.core.exam import ExamCase, ExamCases, ExamStatus
from appliance.core.schemas import Job
from gui.ask import Newest, ask
from gui.desk import Desk
from gui.presenters import first_steps, guard
from gui.presenters.heard import heard
from gui.widgets import basics, records
from gui.widgets.empty_state import EmptyState
from gui.widgets.job_list import JobList
from gui.widgets.records import Records
from gui.words import tr

KIND = "exam"


class ExamTab(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._status, self._cases = Newest(self), Newest(self)
        self.title = basics.label(kind="heading")
        self._sentence, self._mark, self._when = (
            basics.label(),
            basics.label(kind="quiet"),
            basics.label(kind="quiet"),
        )
        self.whole = basics.button(tr("Sit the exam"), partial(self._start, quick=False), primary=True)
        self.quick = basics.button(tr("Quick look"), partial(self._start, quick=True))
        buttons = basics.row(self.whole, self.quick)
        buttons.addStretch()
        shop = desk.shop.id
        self.jobs = JobList(desk, lambda job: job.kind == KIND and job.shop == shop)
        self.jobs.ended.connect(self._ended)
        self.model = Records[ExamCase](
            (
                (tr("Kind"), guard.kind),
                (tr("Message"), lambda case: " ".join(case.text.split())),
                (tr("Why it counts as failed"), lambda case: heard(case.why)),
            )
        )
        self.table = records.table(self.model, tr("What the bot failed at"), stretch=1)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setColumnWidth(2, 260)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(tr("No failures to show"), tr("What the bot fails at appears here."))
        )
        self._stack.addWidget(self.table)
        standing = basics.card(self.title, self._sentence, self._when, self._mark, buttons)
        column = basics.column(standing, self.jobs, self._stack)
        column.setStretch(2, 1)
        self.setLayout(column)

    def reload(self) -> None:
        shop, client = self._desk.shop.id, self._desk.client
        self._status.ask(lambda: client.exam(shop), self._show, self._desk.failed)
        self._cases.ask(
            lambda: client.exam_cases(shop, failed=True, limit=200), self._show_cases, lambda _: None
        )

    def _show(self, status: ExamStatus) -> None:
        title, sentence, tone = first_steps.exam(status)
        self.title.setText(title)
        basics.set_tone(self.title, tone)
        self._sentence.setText(sentence)
        self._when.setText(guard.finished(status))
        self._when.setVisible(status.result is not None)
        self._mark.setText(guard.mark(status.mark))
        for button in (self.whole, self.quick):
            button.setEnabled(not status.job)

    def _show_cases(self, found: ExamCases) -> None:
        self.model.show_rows(found.cases)
        self._stack.setCurrentIndex(1 if found.cases else 0)

    def _start(self, *, quick: bool) -> None:
        shop = self._desk.shop.id
        for button in (self.whole, self.quick):
            button.setEnabled(False)
        ask(
            self,
            lambda: self._desk.client.start_exam(shop, quick=quick),
            self.jobs.take,
            self._desk.failed,
        )

    def _ended(self, job: Job) -> None:
        self.reload()
