"""The service behind the bot: since when it runs, where its data is, and a clear way to stop it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QWidget

from appliance.core.owner_schemas import Vitals
from appliance.core.schemas import Health
from appliance.core.version import VERSION
from gui.ask import ask
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.presenters import box
from gui.widgets import basics
from gui.widgets.copy_field import CopyField
from gui.words import tr


class ServiceTab(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.state = basics.label(tr("Looking…"), "strong")
        self.facts = basics.label(kind="quiet")
        self.stop = basics.button(tr("Stop the bot…"), self._ask_stop)
        buttons = basics.row(self.stop)
        buttons.addStretch()
        told = basics.label(
            tr("The bot answers customers whether this window is open or not, until you stop it here."),
            "quiet",
        )
        inside = QWidget()
        running = basics.card(
            basics.label(tr("The bot's service"), "heading"), self.state, self.facts, told, buttons
        )
        layout = basics.column(running, self._places(), spacing=12)
        layout.addStretch()
        inside.setLayout(layout)
        self.setLayout(basics.column(basics.scrolled(inside)))

    def refresh(self) -> None:
        client = self._desk.client
        ask(self, lambda: (client.alive(), client.vitals()), self._show, self._desk.failed)

    def _show(self, found: tuple[Health, Vitals]) -> None:
        health, vitals = found
        self.state.setText(box.running(vitals))
        basics.set_tone(self.state, "good")
        self.facts.setText(
            tr("Shopwarden {service} (window {window}, Qt {qt}) at {address}").format(
                service=health.version, window=VERSION, qt=qVersion(), address=self._desk.client.url
            )
        )
        self.stop.setVisible(self._desk.can_halt())
        self.stop.setEnabled(True)

    def _places(self) -> QFrame:
        paths = self._desk.paths
        parts: list[QWidget] = [basics.label(tr("Where everything is"), "heading")]
        for name, folder in ((tr("Data folder"), paths.data), (tr("Log folder"), paths.logs)):
            field = CopyField(name, str(folder))
            line = basics.row(field, basics.button(tr("Open"), partial(_open, str(folder)), about=name))
            line.setStretch(0, 1)
            holder = QWidget()
            holder.setLayout(line)
            parts += [basics.label(name, "strong"), holder]
        return basics.card(*parts)

    def _ask_stop(self) -> None:
        question = tr("Customers get no answers until you start it again. Nothing is lost.")
        if ask_first(self, tr("Stop the bot?"), question, tr("Stop the bot")):
            self.stop.setEnabled(False)
            self._desk.halt_wanted.emit()


def _open(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
