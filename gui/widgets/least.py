"""A frame for what needs some room: it fills the frame, and is scrolled where the frame has less."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class AtLeast(QScrollArea):
    """Shows a widget no smaller than `least`. Qt's own resizing gives it the height that it would like."""

    def __init__(self, inside: QWidget, least: QSize) -> None:
        super().__init__()
        self._inside, self._least = inside, least
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._inside.resize(self.viewport().size().expandedTo(self._least))
