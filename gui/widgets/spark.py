"""A quantity over the last minutes as a small line, with its present value in words."""

from __future__ import annotations

from collections import deque
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from gui import charts, theme
from gui.widgets import basics

KEPT = 60
HEIGHT = 44


class Spark(QFrame):
    """`highest` is the top of the scale; None takes the highest value so far."""

    def __init__(self, name: str, highest: float | None = 100.0) -> None:
        super().__init__()
        self._name = name
        self._highest = highest
        self._values: deque[float] = deque(maxlen=KEPT)
        self._pyqtgraph: Any = None
        self._plot: Any = None
        self._box: Any = None
        self._curve: Any = None
        self.value = basics.short("–", "strong")
        top = basics.row(basics.label(name, "quiet"), self.value)
        top.setStretch(0, 1)
        self._layout = QVBoxLayout()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addLayout(top)
        self.setLayout(self._layout)

    @property
    def points(self) -> int:
        """How many values are drawn."""
        return len(self._values)

    def add(self, value: float, words: str) -> None:
        """Draw one more value."""
        self._values.append(value)
        self.value.setText(words)
        self.setAccessibleName(f"{self._name}: {words}")
        if self._pyqtgraph is None:
            charts.fetch(self, self._begin)
        else:
            self._draw()

    @property
    def drawn(self) -> bool:
        return self._plot is not None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another theme: draw in its colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._plot is not None:
            self._colour()

    def _begin(self, pyqtgraph: Any) -> None:
        if self._plot is not None:
            return
        self._pyqtgraph = pyqtgraph
        # a view and a curve: a whole PlotWidget takes ten times as long to make, with axes that nobody sees
        self._plot = plot = pyqtgraph.GraphicsView()
        self._box = pyqtgraph.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._curve = pyqtgraph.PlotCurveItem()
        self._box.addItem(self._curve)
        self._box.setXRange(0, KEPT - 1, padding=0)
        plot.setCentralItem(self._box)
        plot.setFixedHeight(HEIGHT)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setAccessibleName(self._name)
        self._colour()
        self._layout.addWidget(plot)
        self._draw()

    def _colour(self) -> None:
        colours = theme.current()
        self._plot.setBackground(colours.surface)
        self._curve.setPen(self._pyqtgraph.mkPen(colours.accent, width=2))

    def _draw(self) -> None:
        first = KEPT - len(self._values)
        self._box.setYRange(0, self._highest or max(self._values) * 1.1 or 1, padding=0.05)
        self._curve.setData(list(range(first, KEPT)), list(self._values))
