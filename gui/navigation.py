"""The pages there are, and the list of them at the left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from gui import theme
from gui.widgets import basics
from gui.words import tr

PAGES = {
    "home": "Home",
    "chatbot": "Chatbot",
    "knowledge": "Knowledge",
    "conversations": "Conversations",
    "guard": "Guard",
    "models": "Models",
    "privacy": "Privacy",
    "system": "System",
}
"""Module below `gui.pages` → its class, in the order of the navigation. A page has an icon in `assets`."""
WIDTH = 176
ICON = QSize(20, 20)


def titles() -> dict[str, str]:
    """Return the words for every page."""
    return {
        "home": tr("Home"),
        "chatbot": tr("Chatbot"),
        "knowledge": tr("Knowledge"),
        "conversations": tr("Conversations"),
        "guard": tr("Guard log"),
        "models": tr("Models"),
        "privacy": tr("Privacy"),
        "system": tr("System"),
    }


def made() -> QListWidget:
    """Return the list, one line a page; hidden until there is a shop."""
    listed = basics.named(basics.identified(QListWidget(), "navigation"), tr("Pages"))
    listed.setFixedWidth(WIDTH)
    listed.setIconSize(ICON)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    words = titles()
    for name in PAGES:
        listed.addItem(QListWidgetItem(QIcon(str(theme.ASSETS / f"{name}.svg")), words[name]))
    listed.hide()
    return listed
