"""How the window looks, speaks and closes."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui import language, theme
from gui.desk import Desk
from gui.theme import Choice
from gui.widgets import basics, form
from gui.words import tr

AFTER_CLOSE = "after_close"
GOES_ON, STOPS = "goes-on", "stops"
WIDTH = 420


class WindowTab(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        themes = [
            (str(Choice.SYSTEM), tr("As this computer is set")),
            (str(Choice.LIGHT), tr("Light")),
            (str(Choice.DARK), tr("Dark")),
        ]
        languages = [(language.SYSTEM, tr("As this computer is set")), *language.LANGUAGES.items()]
        endings = [(GOES_ON, tr("The bot goes on answering")), (STOPS, tr("The bot stops"))]
        self.theme = form.choice(tr("Theme"), themes)
        self.language = form.choice(tr("Language"), languages)
        self.closing = form.choice(tr("When the window is closed"), endings)
        kept = desk.preferences
        for field, name, usual, chosen in (
            (self.theme, "theme", str(Choice.SYSTEM), self._choose_theme),
            (self.language, "language", language.SYSTEM, self._choose_language),
            (self.closing, AFTER_CLOSE, GOES_ON, self._choose_closing),
        ):
            field.set_text(str(kept.value(name, usual)))
            field.changed.connect(chosen)
            form.snug(field).setMaximumWidth(WIDTH)
        layout = basics.column(basics.card(self.theme, self.language, self.closing, spacing=12))
        layout.addStretch()
        self.setLayout(layout)

    def _choose_theme(self) -> None:
        choice = Choice(self.theme.text())
        self._desk.preferences.setValue("theme", str(choice))
        theme.choose(choice)

    def _choose_language(self) -> None:
        chosen, app = self.language.text(), QApplication.instance()
        assert isinstance(app, QApplication)
        self._desk.preferences.setValue("language", chosen)
        language.choose(app, chosen)
        # this page goes with the old words, so not while it is telling
        QTimer.singleShot(0, self._desk, self._desk.language_changed.emit)

    def _choose_closing(self) -> None:
        self._desk.preferences.setValue(AFTER_CLOSE, self.closing.text())
