"""The box: is it well, its service, its log, what to send to whoever helps, and how the window looks."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from appliance.core.schemas import Health
from gui.desk import Desk
from gui.pages.diagnostics import DiagnosticsTab
from gui.pages.log import LogTab
from gui.pages.node import NodeTab
from gui.pages.page import Page
from gui.pages.service import ServiceTab
from gui.pages.window import WindowTab
from gui.widgets import basics
from gui.widgets.text_card import finding
from gui.words import tr


class System(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("System"))

    def make(self) -> Iterator[None]:
        self.buttons.addWidget(basics.button(tr("Check again"), self.refresh))
        self._findings = QVBoxLayout()
        self._findings.setSpacing(12)
        self._findings.addWidget(basics.label(tr("Looking…"), "quiet"))
        health = QWidget()
        layout = basics.column(basics.card(basics.label(tr("Health of this box"), "heading"), self._findings))
        layout.addStretch()
        health.setLayout(layout)
        yield
        self.service = ServiceTab(self.desk)
        yield
        self.node = NodeTab(self.desk)
        self.node.worth.connect(self._show_node)
        yield
        self.log = LogTab(self.desk)
        yield
        self.diagnostics = DiagnosticsTab(self.desk)
        yield
        self.window_tab = WindowTab(self.desk)
        yield
        self.tabs = basics.named(QTabWidget(), tr("System"))
        self.tabs.addTab(basics.scrolled(health), tr("Health"))
        self.tabs.addTab(self.service, tr("Service"))
        self.tabs.addTab(self.node, "K3s")
        self._show_node(False)
        self.tabs.addTab(self.log, tr("Log"))
        self.tabs.addTab(self.diagnostics, tr("Help bundle"))
        self.tabs.addTab(self.window_tab, tr("Window"))
        self.tabs.currentChanged.connect(lambda _: self._refresh_tab())
        self.body.addWidget(self.tabs)

    def refresh(self) -> None:
        self.ask(self.desk.client.health, self._show)
        self.node.refresh()
        self._refresh_tab()

    def _show_node(self, worth: bool) -> None:
        """A box that has no K3s and can have none has no place for it."""
        self.tabs.setTabVisible(self.tabs.indexOf(self.node), worth)

    def _refresh_tab(self) -> None:
        shown = self.tabs.currentWidget()
        if isinstance(shown, ServiceTab | LogTab | DiagnosticsTab):
            shown.refresh()

    def _show(self, health: Health) -> None:
        basics.clear(self._findings)
        for found in health.findings:
            self._findings.addWidget(finding(found))
