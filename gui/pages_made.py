"""The pages of the window, made bit by bit: when one is wanted, and one after another while nothing is."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.desk import Desk
from gui.navigation import PAGES

if TYPE_CHECKING:
    from gui.pages.page import Page

IDLE_MS = 150
"""Between two steps of a page that nobody waits for: the window has time for everything else."""


class PagesMade(QObject):
    """`begun` brings a page that is being made, `ready` one that was wanted, whole. No step holds the window
    for long."""

    begun = Signal(object)
    ready = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: dict[str, Page] = {}
        self._wanted = ""
        self._soon = QTimer(self, interval=0)
        self._soon.timeout.connect(self._go_on)
        self._idle = QTimer(self, interval=IDLE_MS)
        self._idle.timeout.connect(self._make_ahead)

    def __bool__(self) -> bool:
        return bool(self._known)

    def want(self, name: str) -> Page:
        """Return this page and make it before any other; `ready` follows, at once if it is whole."""
        self._wanted = name
        self._idle.stop()
        page = self._page(name)
        if page.is_whole:
            self._go_on()
        else:
            self._soon.start()
        return page

    def whole(self, name: str) -> Page:
        """Return the page, made to its end now."""
        page = self._page(name)
        while page.make_on():
            pass
        return page

    def forget(self) -> tuple[Page, ...]:
        """Return the pages there are, which are known no more."""
        self._soon.stop()
        self._idle.stop()
        gone = tuple(self._known.values())
        self._known.clear()
        return gone

    def _page(self, name: str) -> Page:
        if name not in self._known:
            self._known[name] = made = getattr(import_module(f"gui.pages.{name}"), PAGES[name])(self._desk)
            self.begun.emit(made)
        return self._known[name]

    def _go_on(self) -> None:
        """Make a step of the wanted page, or show it."""
        page = self._page(self._wanted)
        if page.make_on():
            return
        self._soon.stop()
        self._idle.start()
        self.ready.emit(page)

    def _make_ahead(self) -> None:
        """Make a step of a page that was not looked at yet."""
        name = next((name for name in PAGES if name not in self._known or not self._known[name].is_whole), "")
        if not name:
            self._idle.stop()
        elif name in self._known:
            self._known[name].make_on()
        else:
            self._page(name)
