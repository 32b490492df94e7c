"""The icon beside the clock: how the bot is, what is new, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from gui import theme
from gui.presenters.alerts import Alert
from gui.words import tr

SIZE = 64
DOT = 26
TOLD_MS = 10_000


def available() -> bool:
    """Whether this desktop has a place for it."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """`opened` wants the window, at a page if one is named; `quit_wanted` says whether the bot goes on."""

    opened = Signal(str)
    quit_wanted = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = ""
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(lambda: self.opened.emit(self._page))
        self.state = ("", "quiet")
        self.speak_anew()

    def speak_anew(self) -> None:
        """Word the menu in the language spoken now."""
        self.menu.clear()
        self.status = self.menu.addAction(self.state[0] or tr("Your bot is starting…"))
        self.status.setEnabled(False)
        self.menu.addSeparator()
        self._add(tr("Open Shopwarden"), lambda: self.opened.emit(""))
        self.menu.addSeparator()
        self._add(tr("Close the window, the bot goes on"), lambda: self.quit_wanted.emit(True))
        self._add(tr("Stop the bot and quit"), lambda: self.quit_wanted.emit(False))
        self.show_state(*self.state)

    def show_state(self, words: str, tone: str) -> None:
        """Say how the bot is: in the menu, in the tip, and by a dot on the icon."""
        self.state = (words, tone)
        said = words or tr("Your bot is starting…")
        self.status.setText(said)
        self.icon.setToolTip(f"Shopwarden · {said}")
        self.icon.setIcon(_with_dot(tone))

    def tell(self, alert: Alert) -> None:
        """Show a notification; a click on it opens the page that it is about."""
        self._page = alert.page
        kinds = QSystemTrayIcon.MessageIcon
        kind = kinds.Warning if alert.warning else kinds.Information
        self.icon.showMessage(alert.title, alert.message, kind, TOLD_MS)

    def _add(self, text: str, chosen: object) -> QAction:
        action = self.menu.addAction(text)
        action.triggered.connect(chosen)
        return action

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.opened.emit("")


def _with_dot(tone: str) -> QIcon:
    """Return the program's icon with a dot in the tone's colour; the words beside it say the same."""
    picture = QPixmap(QIcon(str(theme.ASSETS / "icon.svg")).pixmap(SIZE, SIZE))
    colours = {"good": "#2e9e5b", "warning": "#e0a106", "bad": "#d0342c"}
    if tone in colours and not picture.isNull():
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours[tone]))
        painter.setPen(QColor("#ffffff"))
        painter.drawEllipse(picture.width() - DOT - 1, picture.height() - DOT - 1, DOT, DOT)
        painter.end()
    return QIcon(picture)
