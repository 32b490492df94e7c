"""Labels, buttons and layouts in the window's style; the style sheet tells them apart by `kind`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

Widget = TypeVar("Widget", bound=QWidget)

BORDER = QSize(16, 48)
"""What a desktop draws around a window."""


class _Text(QLabel):
    """A label whose least height is a line: what Qt asks for is the height at the least width, which makes
    scroll areas scroll that need not."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().lineSpacing())


class Choice(QComboBox):
    """A combo box that a wheel scrolls past instead of changing it."""

    focused = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.focused.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


def label(text: str = "", kind: str = "", *, tone: str = "") -> QLabel:
    """Return a label that wraps, and whose text the mouse can select. What it shows is never markup."""
    made = _Text(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setProperty("kind", kind)
    made.setProperty("tone", tone)
    return made


def short(text: str = "", kind: str = "", *, tone: str = "") -> QLabel:
    """Return a label of one line that takes the width it needs."""
    made = label(text, kind, tone=tone)
    made.setWordWrap(False)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Give the widget another tone; the style sheet is asked again."""
    restyle(widget, "tone", tone)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def named(widget: Widget, name: str) -> Widget:
    """Return the widget with the name under which a screen reader knows it."""
    widget.setAccessibleName(name)
    if isinstance(widget, QTabWidget):
        widget.tabBar().setAccessibleName(name)  # it is what has the focus
    return widget


def identified(widget: Widget, name: str) -> Widget:
    """Return the widget with the name under which the style sheet knows it."""
    widget.setObjectName(name)
    return widget


def button(
    text: str, pressed: Callable[[], object], *, primary: bool = False, flat: bool = False, about: str = ""
) -> QPushButton:
    """Return a button. `about` names what it acts on, for those who hear instead of see ("Remove" what?)."""
    made = QPushButton(text)
    made.setProperty("primary", primary)
    made.setProperty("flat", flat)
    made.setAutoDefault(False)
    made.setAccessibleName(f"{text}: {about}" if about else text)
    made.clicked.connect(lambda: pressed())
    return made


def column(*parts: QWidget | QBoxLayout, spacing: int = 8, margin: int = 0) -> QVBoxLayout:
    """Return the parts below each other."""
    layout = QVBoxLayout()
    fill(layout, parts, spacing, margin)
    return layout


def row(*parts: QWidget | QBoxLayout, spacing: int = 8, margin: int = 0) -> QHBoxLayout:
    """Return the parts beside each other."""
    layout = QHBoxLayout()
    fill(layout, parts, spacing, margin)
    return layout


def fill(
    layout: QBoxLayout, parts: Sequence[QWidget | QBoxLayout], spacing: int = 8, margin: int = 0
) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def card(*parts: QWidget | QBoxLayout, spacing: int = 6) -> QFrame:
    """Return a framed group of parts below each other."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    frame.setLayout(column(*parts, spacing=spacing, margin=16))
    return frame


def scrolled(inside: QWidget) -> QScrollArea:
    """Return an area that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setObjectName("scrolled")
    area.setWidget(inside)
    return area


def room(window: QWidget) -> QSize:
    """Return the largest size that a window may have to be on its screen whole."""
    return window.screen().availableSize() - BORDER


def open_at(window: QWidget, width: int, height: int) -> None:
    """Give a window this size, or what its screen has room for."""
    window.resize(QSize(width, height).boundedTo(room(window)))


def in_order(*parts: QWidget) -> None:
    """Let Tab go through these, and what is in them, one after another: what is made later comes last by
    itself, wherever it stands."""
    reached = [
        widget
        for part in parts
        for widget in (part, *part.findChildren(QWidget))
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    for before, after in itertools.pairwise(reached):
        QWidget.setTabOrder(before, after)


def clear(layout: QBoxLayout) -> None:
    """Delete everything in the layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            assert isinstance(inner, QBoxLayout)
            clear(inner)
