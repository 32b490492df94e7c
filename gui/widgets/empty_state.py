"""What a list shows while there is nothing in it: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.widgets import basics


class EmptyState(QWidget):
    def __init__(self, title: str, message: str) -> None:
        super().__init__()
        lines = (basics.label(title, "heading"), basics.label(message, "quiet"))
        for line in lines:
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = basics.column(margin=24)
        layout.addStretch()
        for line in lines:
            layout.addWidget(line)
        layout.addStretch()
        self.setLayout(layout)
