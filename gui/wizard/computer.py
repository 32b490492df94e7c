"""Is this computer good enough? Each finding says what it means and the one thing to do."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from appliance.core.schemas import Health
from gui.desk import Desk
from gui.presenters import box
from gui.widgets import basics
from gui.widgets.text_card import finding
from gui.wizard.step import Step
from gui.words import tr


class Computer(Step):
    can_skip = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("This computer"))
        self.buttons.addWidget(basics.button(tr("Check again"), self.refresh))
        self.told = basics.label(tr("Looking…"), "heading")
        self._findings = QVBoxLayout()
        self._findings.setSpacing(12)
        self.body.addWidget(basics.card(self.told, self._findings, spacing=12))
        self.body.addStretch()

    def refresh(self) -> None:
        self.ask(self.desk.client.computer, self._show)

    def _show(self, health: Health) -> None:
        self.told.setText(box.computer(health))
        basics.clear(self._findings)
        for found in health.findings:
            self._findings.addWidget(finding(found))
