"""Is the box well, where its data is, how the window looks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from appliance.core.schemas import Finding, Health
from appliance.core.version import VERSION
from gui import language, theme
from gui.desk import Desk
from gui.pages.page import Page
from gui.presenters import box
from gui.theme import Choice
from gui.widgets import basics, form
from gui.widgets.copy_field import CopyField
from gui.words import tr


class System(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("System"))
        self.buttons.addWidget(basics.button(tr("Check again"), self.refresh))
        self._findings = QVBoxLayout()
        self._findings.setSpacing(10)
        self._version = basics.label(kind="quiet")
        health = basics.card(basics.label(tr("Health of this box"), "heading"), self._findings)
        inside = QWidget()
        layout = basics.column(health, self._places(), self._looks(), spacing=12)
        layout.addStretch()
        inside.setLayout(layout)
        self.body.addWidget(basics.scrolled(inside))

    def refresh(self) -> None:
        self.ask(self.desk.client.health, self._show)

    def _show(self, health: Health) -> None:
        basics.clear(self._findings)
        for finding in health.findings:
            self._findings.addWidget(_finding(finding))
        self._version.setText(
            tr("Shopwarden {service} (window {window}, Qt {qt})").format(
                service=health.version, window=VERSION, qt=qVersion()
            )
        )

    def _places(self) -> QFrame:
        paths = self.desk.paths
        parts: list[QWidget] = [basics.label(tr("Where everything is"), "heading")]
        for name, folder in ((tr("Data folder"), paths.data), (tr("Log folder"), paths.logs)):
            field = CopyField(name, str(folder))
            line = basics.row(field, basics.button(tr("Open"), partial(_open, str(folder)), about=name))
            line.setStretch(0, 1)
            holder = QWidget()
            holder.setLayout(line)
            parts += [basics.label(name, "strong"), holder]
        return basics.card(*parts, self._version)

    def _looks(self) -> QFrame:
        names = [
            (Choice.SYSTEM, tr("As this computer is set")),
            (Choice.LIGHT, tr("Light")),
            (Choice.DARK, tr("Dark")),
        ]
        self.theme = form.choice(tr("Theme"), [(str(choice), words) for choice, words in names])
        self.theme.set_text(str(self.desk.preferences.value("theme", str(Choice.SYSTEM))))
        self.theme.changed.connect(self._choose_theme)
        languages = [(language.SYSTEM, tr("As this computer is set")), *language.LANGUAGES.items()]
        self.language = form.choice(tr("Language"), languages)
        self.language.set_text(str(self.desk.preferences.value("language", language.SYSTEM)))
        self.language.changed.connect(self._choose_language)
        for field in (self.theme, self.language):
            field.setMaximumWidth(320)
        return basics.card(basics.label(tr("The window"), "heading"), self.theme, self.language)

    def _choose_theme(self) -> None:
        choice = Choice(self.theme.text())
        self.desk.preferences.setValue("theme", str(choice))
        theme.choose(choice)

    def _choose_language(self) -> None:
        chosen, app = self.language.text(), QApplication.instance()
        assert isinstance(app, QApplication)
        self.desk.preferences.setValue("language", chosen)
        language.choose(app, chosen)
        QTimer.singleShot(0, self.desk, self.desk.language_changed.emit)  # this page goes with the old words


def _finding(finding: Finding) -> QWidget:
    word, tone = box.level(finding)
    top = basics.row(basics.label(box.check_title(finding), "strong"), basics.short(word, tone=tone))
    top.setStretch(0, 1)
    parts = [basics.label(box.finding(finding))]
    if fix := box.fix(finding):
        parts.append(basics.label(fix, "strong"))
    holder = QWidget()
    holder.setLayout(basics.column(top, *parts, spacing=2))
    return holder


def _open(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
