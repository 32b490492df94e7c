"""The bot itself: what it says of the shop, where it may appear, and a place to try it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QTabWidget

from gui.desk import Desk
from gui.pages.page import Page
from gui.pages.settings import SettingsTab
from gui.pages.trial import TrialTab
from gui.pages.website import WebsiteTab
from gui.widgets import basics
from gui.words import tr


class Chatbot(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Chatbot"))

    def make(self) -> Iterator[None]:
        self.trial = TrialTab(self.desk)
        yield
        self.settings = SettingsTab(self.desk)
        yield from self.settings.make()
        self.website = WebsiteTab(self.desk)
        yield
        self.tabs = basics.named(QTabWidget(), tr("Chatbot"))
        self.tabs.addTab(self.trial, tr("Try it"))
        self.tabs.addTab(self.settings, tr("Settings"))
        self.tabs.addTab(self.website, tr("On your website"))
        self.body.addWidget(self.tabs)

    def refresh(self) -> None:
        self.trial.refresh()
        self.settings.refresh()
        self.website.refresh()
