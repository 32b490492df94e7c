"""Light, dark, or as the desktop is: palette and style sheet of the whole application."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui.colours import DARK, LIGHT, Colours

ASSETS = Path(__file__).parent / "assets"
SMALLEST_POINTS = 10
CHOSEN = "chosen theme"


class Choice(StrEnum):
    """What the owner chose. SYSTEM follows the desktop, also while the window is open."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


SCHEMES = {
    Choice.SYSTEM: Qt.ColorScheme.Unknown,
    Choice.LIGHT: Qt.ColorScheme.Light,
    Choice.DARK: Qt.ColorScheme.Dark,
}


def prepare(app: QApplication) -> None:
    """Set style and font size once; `choose` may follow."""
    app.setStyle("Fusion")
    font = app.font()
    if font.pointSize() < SMALLEST_POINTS:
        font.setPointSize(SMALLEST_POINTS)
        app.setFont(font)
    app.styleHints().colorSchemeChanged.connect(_paint)


def choose(choice: Choice) -> None:
    """Show the theme from now on."""
    app = QGuiApplication.instance()
    assert isinstance(app, QApplication)
    app.setProperty(CHOSEN, choice)
    app.styleHints().setColorScheme(SCHEMES[choice])
    _paint()


def current() -> Colours:
    """Return the colours on screen. Not every platform takes a wish for its own scheme, so ours decides."""
    app = QGuiApplication.instance()
    chosen = SCHEMES[Choice(str((app and app.property(CHOSEN)) or Choice.SYSTEM))]
    if chosen is Qt.ColorScheme.Unknown:
        chosen = QGuiApplication.styleHints().colorScheme()
    return DARK if chosen is Qt.ColorScheme.Dark else LIGHT


def _paint() -> None:
    app = QGuiApplication.instance()
    assert isinstance(app, QApplication)
    colours = current()
    scheme = "dark" if colours is DARK else "light"
    app.setPalette(_palette(colours))
    sheet = Template((ASSETS / "style.qss").read_text("utf-8"))
    app.setStyleSheet(sheet.substitute(asdict(colours), assets=ASSETS.as_posix(), scheme=scheme))


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window,), colours.window),
        ((role.Base, role.ToolTipBase, role.Button), colours.surface),
        ((role.AlternateBase,), colours.sunken),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText,), colours.quiet),
        ((role.Highlight,), colours.selected),
        ((role.HighlightedText,), colours.text),
        ((role.Link, role.LinkVisited, role.Accent), colours.accent),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.edge))
    return palette
