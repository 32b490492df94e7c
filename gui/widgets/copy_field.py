"""A text to take away: read-only, with a button that copies it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.widgets import basics
from gui.words import tr


class CopyField(QWidget):
    def __init__(self, about: str, text: str = "") -> None:
        super().__init__()
        self._line = basics.named(QLineEdit(text, readOnly=True), about)
        self._line.setCursorPosition(0)
        self._button = basics.button(tr("Copy"), self._copy, about=about)
        layout = basics.row(spacing=8)
        layout.addWidget(self._line, 1)
        layout.addWidget(self._button)
        self.setLayout(layout)

    def set_text(self, text: str) -> None:
        self._line.setText(text)
        self._line.setCursorPosition(0)
        self._button.setText(tr("Copy"))

    def text(self) -> str:
        return self._line.text()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._line.text())
        self._button.setText(tr("Copied"))
