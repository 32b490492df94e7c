"""Three questions from the owner's own catalogue, answered."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from appliance.core.owner_schemas import TrialQuestion
from gui.desk import Desk
from gui.pages.trial import TrialTab
from gui.presenters import first_steps
from gui.widgets import basics
from gui.wizard.step import Step
from gui.words import tr


class Trial(Step):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Try your bot"))
        self.told = basics.label()
        self.questions: list[str] = []
        self._asked = QVBoxLayout()
        self.talk = TrialTab(desk)
        self.body.addWidget(self.told)
        self.body.addLayout(self._asked)
        self.body.addWidget(self.talk, 1)

    def refresh(self) -> None:
        shop = self.desk.shop.id
        self.ask(lambda: self.desk.client.trial_questions(shop), self._show)

    def _show(self, questions: tuple[TrialQuestion, ...]) -> None:
        self.questions = [first_steps.question(question) for question in questions]
        self.told.setText(
            tr("These questions are made from your own products. Ask them, or anything a customer would ask.")
            if self.questions
            else tr("Your bot knows no products yet: go back and add your product list.")
        )
        basics.clear(self._asked)
        buttons = [basics.button(text, partial(self.talk.ask_bot, text)) for text in self.questions]
        for button in buttons:
            line = basics.row(button)
            line.addStretch()
            self._asked.addLayout(line)
        basics.in_order(*buttons, self.talk)
