"""One piece of long work: what it is, how far, how long still, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from gui.widgets import basics
from gui.words import tr


class ProgressRow(QFrame):
    """`cancelled` is emitted when the owner wants it stopped."""

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = basics.label(title, "strong")
        self.state = basics.label(kind="quiet")
        self._bar = basics.named(
            QProgressBar(textVisible=False), tr("Progress of: {title}").format(title=title)
        )
        self._bar.setRange(0, 0)
        self._cancel = basics.button(tr("Cancel"), self.cancelled.emit, about=title)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._cancel)
        words = basics.column(self.title, self.state, spacing=2)
        top = basics.row(spacing=12)
        top.addLayout(words, 1)
        top.addLayout(self._buttons)
        self.setProperty("kind", "card")
        self.setLayout(basics.column(top, self._bar, margin=12))

    def advance(self, state: str, percent: int | None, *, can_cancel: bool = True) -> None:
        """Show how far it is; None is a bar that only says that something goes on."""
        self.state.setText(state)
        self._bar.setRange(0, 0 if percent is None else 100)
        if percent is not None:
            self._bar.setValue(percent)
        self._cancel.setEnabled(can_cancel)

    def finish(self, state: str, tone: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """Show how it ended, with a button for each of `actions`."""
        self.state.setText(state)
        basics.set_tone(self.state, tone)
        self._bar.hide()
        basics.clear(self._buttons)
        for text, pressed in actions:
            self._buttons.addWidget(basics.button(text, pressed, about=self.title.text()))
