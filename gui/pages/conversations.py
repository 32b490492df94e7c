"""What customers said: every conversation, what stayed without an answer, and the answers approved for it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QTabWidget

from gui.desk import Desk
from gui.pages.approved import ApprovedTab
from gui.pages.page import Page
from gui.pages.talks import TalksTab
from gui.pages.unanswered import UnansweredTab
from gui.widgets import basics
from gui.words import tr


class Conversations(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Conversations"))

    def make(self) -> Iterator[None]:
        self.talks = TalksTab(self.desk)
        yield
        self.unanswered = UnansweredTab(self.desk)
        yield
        self.approved = ApprovedTab(self.desk)
        yield
        self.tabs = basics.named(QTabWidget(), tr("Conversations"))
        self.tabs.addTab(self.talks, tr("All"))
        self.tabs.addTab(self.unanswered, tr("Without an answer"))
        self.tabs.addTab(self.approved, tr("Approved answers"))
        self.body.addWidget(self.tabs, 1)
        for tab in (self.talks, self.unanswered, self.approved):
            tab.changed.connect(self.refresh)
        self.unanswered.counted.connect(self._show_open)

    def refresh(self) -> None:
        for tab in (self.talks, self.unanswered, self.approved):
            tab.reload()

    def _show_open(self, count: int) -> None:
        text = tr("Without an answer ({n})").format(n=count) if count else tr("Without an answer")
        self.tabs.setTabText(self.tabs.indexOf(self.unanswered), text)
