"""A week of questions as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import charts, theme
from gui.presenters.box import Day
from gui.widgets import basics
from gui.words import tr

HEIGHT = 150
WIDTH = 0.5
AXIS, NUMBER = 28, 32
"""Pixels below the bars, and above the highest one for its number."""


class Bars(QWidget):
    """Shows nothing but a sentence until there is something to draw."""

    def __init__(self, about: str, empty: str = "", height: int = HEIGHT) -> None:
        super().__init__()
        self._about = about
        self._height = height
        self._nothing = empty or tr("No questions yet.")
        self._days: Sequence[Day] = ()
        self._plot: Any = None
        self._empty = basics.label(kind="quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)

    def show_days(self, days: Sequence[Day]) -> None:
        """Draw a bar for each day: answered below, turned away on top."""
        self._days = days
        words = (f"{day.label} {day.allowed + day.stopped}" for day in days)
        self.setAccessibleName(f"{self._about}: {', '.join(words)}")
        something = any(day.allowed or day.stopped for day in days)
        self._empty.setText("" if something else self._nothing)
        if something:
            charts.fetch(self, self._draw)

    @property
    def drawn(self) -> bool:
        """Whether there is something to see."""
        return self._plot is not None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another theme: draw in its colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._plot is not None:
            self.show_days(self._days)

    def _draw(self, pyqtgraph: Any) -> None:
        self._empty.hide()
        if self._plot is not None:
            self._plot.setParent(None)
            self._plot.deleteLater()
        colours = theme.current()
        self._plot = plot = pyqtgraph.PlotWidget(background=colours.surface)
        plot.setFixedHeight(self._height)
        plot.setFocusPolicy(self.focusPolicy())
        plot.setAccessibleName(self.accessibleName())
        plot.setMouseEnabled(x=False, y=False)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.hideAxis("left")
        axis = plot.getAxis("bottom")
        axis.setTicks([[(place, day.label) for place, day in enumerate(self._days)]])
        axis.setPen(colours.line)
        axis.setTextPen(colours.quiet)
        highest = max(day.allowed + day.stopped for day in self._days)
        plot.setXRange(-WIDTH, len(self._days) - 1 + WIDTH, padding=0)
        plot.setYRange(0, highest * (1 + NUMBER / (self._height - AXIS)), padding=0)
        for place, day in enumerate(self._days):
            self._bar(pyqtgraph, place, day, colours)
        self.layout().addWidget(plot)  # type: ignore[union-attr]

    def _bar(self, pyqtgraph: Any, place: int, day: Day, colours: Any) -> None:
        for start, height, colour in (
            (0, day.allowed, colours.accent),
            (day.allowed, day.stopped, colours.warning),
        ):
            bar = pyqtgraph.BarGraphItem(
                x=[place], y0=[start], height=[height], width=WIDTH, brush=colour, pen=None
            )
            self._plot.addItem(bar)
        if day.allowed or day.stopped:
            count = pyqtgraph.TextItem(str(day.allowed + day.stopped), color=colours.text, anchor=(0.5, 1))
            count.setPos(place, day.allowed + day.stopped)
            self._plot.addItem(count)
