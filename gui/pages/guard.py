"""What the guard decided and why, how the bot does in its exam, and how strict the guard is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QTabWidget

from gui.desk import Desk
from gui.pages.guard_exam import ExamTab
from gui.pages.guard_lines import LinesTab
from gui.pages.guard_policy import PolicyTab
from gui.pages.page import Page
from gui.widgets import basics
from gui.words import tr


class Guard(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Guard log"))

    def make(self) -> Iterator[None]:
        self.lines = LinesTab(self.desk)
        yield
        self.exam = ExamTab(self.desk)
        yield
        self.policy = PolicyTab(self.desk)
        yield
        self.tabs = basics.named(QTabWidget(), tr("Guard log"))
        self.tabs.addTab(self.lines, tr("Decisions"))
        self.tabs.addTab(self.exam, tr("Exam"))
        self.tabs.addTab(self.policy, tr("How strict"))
        self.body.addWidget(self.tabs, 1)
        self.lines.corrected.connect(self.exam.reload)

    def refresh(self) -> None:
        for tab in (self.lines, self.exam, self.policy):
            tab.reload()
