"""The chart library, fetched when a chart is first drawn.

PySide makes each of its classes when the name is first asked for, and the process crashes when two threads do
so at once; pyqtgraph asks for all of them while it is imported. So only what is not Qt's is imported in a
thread; the names are asked for on the GUI thread, a few at a time, and the library is imported there too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

import shiboken6
from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer

from gui.ask import ask

BESIDE = ("numpy", "numpy.typing", "cProfile", "decimal", "multiprocessing.connection", "pydoc", "subprocess")
"""What pyqtgraph imports that knows nothing of Qt, and takes the longest."""

NAMED = (QtCore, QtGui, QtWidgets)
MORE = ("PySide6.QtSvg", "PySide6.QtOpenGLWidgets", "PySide6.QtTest")

TURN_SECONDS = 0.01
"""How long the window may be held at a time; the last step takes some 0.1 s."""


class _Library(QObject):
    """Brings pyqtgraph to all who wait for it, one in a turn of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.module: Any = None
        self._waiting: dict[QObject, Callable[[Any], None]] = {}
        self._steps = _steps()
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(self._turn)

    def wanted(self, owner: QObject, then: Callable[[Any], None]) -> None:
        first = not self._waiting
        self._waiting[owner] = then
        if first:
            ask(self, _beside, self._begin, self._begin)

    def _begin(self, _: object) -> None:
        self._clock.start()

    def _turn(self) -> None:
        if self.module is None:
            self._fetch()
        elif self._waiting:
            owner = next(iter(self._waiting))
            then = self._waiting.pop(owner)
            if shiboken6.isValid(owner):
                then(self.module)
        else:
            self._clock.stop()

    def _fetch(self) -> None:
        end = time.monotonic() + TURN_SECONDS
        for _ in self._steps:
            if time.monotonic() > end:
                return
        self.module = import_module("pyqtgraph")


def _beside() -> None:
    for name in BESIDE:
        import_module(name)


def _steps() -> Iterator[None]:
    for module in NAMED:
        for name in dir(module):
            getattr(module, name)
            yield
    for name in MORE:
        import_module(name)
        yield


@cache
def _library() -> _Library:
    return _Library()


def fetch(owner: QObject, then: Callable[[Any], None]) -> None:
    """Call `then` with the module pyqtgraph: at once if it is here, else when it is and `owner` still is.
    To be called on the GUI thread."""
    library = _library()
    if library.module is None:
        library.wanted(owner, then)
    else:
        then(library.module)
