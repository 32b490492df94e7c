"""The window never stands still: what its own thread works between two turns of the event loop.

Counted in processor time of that thread, so that a busy machine changes nothing.
"""

from __future__ import annotations

import csv
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from opened_window import SAMPLE, Opened, drop, learn
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget

from appliance.core.schemas import Shop
from gui.dialogs.preview import PreviewDialog
from gui.navigation import PAGES
from gui.pages.page import Page

pytestmark = pytest.mark.slow

LONGEST_SECONDS = 0.1
ROWS = 3_000


class Turns:
    """Watches the event loop it was made in."""

    def __init__(self) -> None:
        self.longest, self.count = 0.0, 0
        self._last = time.thread_time()
        self._clock = QTimer(interval=2)
        self._clock.timeout.connect(self._turn)
        self._clock.start()

    def _turn(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.count += 1

    def stop(self) -> None:
        self._clock.stop()


@contextmanager
def watched() -> Iterator[Turns]:
    gc.collect()
    gc.freeze()  # what the test itself holds is not the window's to sweep
    turns = Turns()
    yield turns
    turns.stop()
    gc.unfreeze()


def test_an_import_is_watched_without_a_stop(opened: Opened, shop: Shop, tmp_path: Path) -> None:
    """Judged by the quicker of two imports: what else the machine does adds to a turn and never takes
    away; the window's own work is in both."""
    page = opened.page("knowledge")
    opened.wait(lambda: _all_made(opened))  # the making of pages has a test of its own
    longest = []
    for again in (1, 2):
        file = _catalogue(tmp_path / f"products-{again}.csv", again)
        drop(page, file)
        opened.wait(lambda: any(dialog.isVisible() for dialog in opened.window.findChildren(PreviewDialog)))
        (dialog,) = (d for d in opened.window.findChildren(PreviewDialog) if d.isVisible())
        opened.wait(dialog._import.isEnabled)
        with watched() as turns:
            dialog._import.click()
            opened.wait(lambda rows=again * ROWS: page.products.model.rowCount() == rows)
            bar = page.products.table.verticalScrollBar()
            for part in range(1, 20):
                bar.setValue(bar.maximum() * part // 20)
                opened.bot.wait(20)
        assert turns.count > 50
        longest.append(turns.longest)
    assert min(longest) < LONGEST_SECONDS


def _catalogue(file: Path, part: int) -> Path:
    with file.open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("Handle", "Name", "Price", "Stock", "SKU"))
        for number in range(part * ROWS, (part + 1) * ROWS):
            rows.writerow(
                (f"p{number}", f"Product {number:05}", f"{number / 7:.2f}", number % 9, f"S-{number}")
            )
    return file


def test_no_page_keeps_the_window_waiting(opened: Opened, shop: Shop) -> None:
    """Neither when it is made, on its first visit, nor when it is filled again. Making is allowed twice the
    time here: other programs' work lengthens even a thread's own time."""
    learn(opened.client, shop, SAMPLE / "catalogue.csv", SAMPLE / "returns.md")
    slow = {}
    for visit, longest in (("first", 2 * LONGEST_SECONDS), ("second", LONGEST_SECONDS)):
        for name in PAGES:
            with watched() as turns:
                _visit(opened, name)
            if turns.longest >= longest:
                slow[visit, name] = turns.longest
    assert slow == {}


def test_pages_are_made_while_nobody_waits_for_them(opened: Opened, shop: Shop) -> None:
    with watched() as turns:
        opened.wait(lambda: _all_made(opened))
    assert turns.longest < 2 * LONGEST_SECONDS


def _all_made(opened: Opened) -> bool:
    pages = opened.window.findChildren(Page)
    return {type(page).__name__ for page in pages} == set(PAGES.values()) and all(p.is_whole for p in pages)


def _visit(opened: Opened, name: str) -> None:
    """Look at a page and each of its tabs, as an owner does: nothing is made before it is asked for."""
    opened.window.go_to(name)
    opened.wait(lambda: type(opened.window.stack.currentWidget()).__name__ == PAGES[name])
    page = opened.window.stack.currentWidget()
    opened.bot.wait(200)
    for tabs in page.findChildren(QTabWidget):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            opened.bot.wait(50)


def test_the_watch_sees_work(opened: Opened) -> None:
    """A watch that saw nothing would pass everything."""
    with watched() as turns:
        opened.bot.wait(20)
        end = time.thread_time() + 2 * LONGEST_SECONDS
        while time.thread_time() < end:
            pass
        opened.bot.wait(20)
    assert turns.longest >= LONGEST_SECONDS
