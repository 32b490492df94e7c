"""Lines with a mark before them, and a check's finding."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from appliance.core.schemas import Finding
from gui.presenters import box
from gui.widgets import basics

MARKS = {"good": "✓", "warning": "!", "bad": "✕", "quiet": "·"}


def promise(text: str) -> QWidget:
    """Return a line with a tick."""
    return marked("good", basics.label(text))


def marked(tone: str, *lines: QWidget) -> QWidget:
    """Return lines with the mark of a tone before them; the mark repeats in a sign what the colour says."""
    mark = basics.short(MARKS[tone], "strong", tone=tone)
    mark.setFixedWidth(16)
    mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    holder = QWidget()
    layout = basics.row(mark, spacing=8)
    layout.addLayout(basics.column(*lines, spacing=2), 1)
    holder.setLayout(layout)
    return holder


def finding(found: Finding) -> QWidget:
    """Return what a check found: its name and level, what it means, and the one thing to do."""
    word, tone = box.level(found)
    top = basics.row(basics.label(box.check_title(found), "strong"), basics.short(word, tone=tone))
    top.setStretch(0, 1)
    heading = QWidget()
    heading.setLayout(top)
    parts: list[QWidget] = [heading, basics.label(box.finding(found))]
    if fix := box.fix(found):
        parts.append(basics.label(fix, "strong"))
    return marked(tone, *parts)
