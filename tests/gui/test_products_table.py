"""Fifty thousand products: the table asks for what is looked at, and the window never stands still."""

from __future__ import annotations

import time
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from appliance.core.products import Product, Variant
from appliance.core.schemas import ProductsPage
from gui import ask
from gui.pages.products import PAGE, ProductsTab

TOTAL = 50_000


class Shelf:
    """Answers as the service does, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, str, str]] = []

    def products(
        self, shop: str, offset: int = 0, limit: int = 50, text: str = "", sort: str = ""
    ) -> ProductsPage:
        self.asked.append((offset, text, sort))
        total = TOTAL if not text else 2
        numbers = range(offset, min(offset + limit, total))
        if sort.startswith("-"):
            numbers = range(total - 1 - offset, max(-1, total - 1 - offset - limit), -1)
        return ProductsPage(total=total, products=tuple(product(number) for number in numbers))


def product(number: int) -> Product:
    variants = (Variant(sku=f"S{number}", price=Decimal(number), currency="AUD"),)
    return Product(key=str(number), title=f"Product {number:05}", variants=variants)


class Desk(QObject):
    trouble = Signal(object)

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.client = shelf
        self.shop = SimpleNamespace(id="tea")

    def failed(self, error: Exception) -> None:
        raise error


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def tab(qtbot: QtBot, shelf: Shelf) -> ProductsTab:
    ask.prepare()
    desk: Any = Desk(shelf)
    made = ProductsTab(desk)
    desk.setParent(made)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.reload()
    qtbot.waitUntil(lambda: made.model.rowCount() == TOTAL)
    return made


def shown(qtbot: QtBot, tab: ProductsTab, row: int) -> str:
    qtbot.waitUntil(lambda: tab.model.index(row, 0).data() != "…")
    return str(tab.model.index(row, 0).data())


def test_only_what_is_looked_at_is_fetched(qtbot: QtBot, tab: ProductsTab, shelf: Shelf) -> None:
    assert shown(qtbot, tab, 0) == "Product 00000"
    tab.table.scrollToBottom()
    assert shown(qtbot, tab, TOTAL - 1) == "Product 49999"
    bar = tab.table.verticalScrollBar()
    for place in range(0, bar.maximum(), bar.maximum() // 200):
        bar.setValue(place)
        tab.table.viewport().repaint()
    qtbot.wait(200)
    assert len(shelf.asked) < 30


def test_sorting_and_searching_ask_the_service(qtbot: QtBot, tab: ProductsTab, shelf: Shelf) -> None:
    tab.table.scrollToBottom()
    tab.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert tab.table.verticalScrollBar().value() == 0  # what comes first is seen first
    qtbot.waitUntil(lambda: tab.model.index(0, 0).data() == "Product 49999")
    tab._search.setText("teapot")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 2)
    assert shelf.asked[-1] == (0, "teapot", "-title")
    assert tab._total.text() == "2 products found"


def test_pages_far_behind_are_let_go(qtbot: QtBot, tab: ProductsTab) -> None:
    for row in range(0, 80 * PAGE, PAGE):
        shown(qtbot, tab, row)
    assert len(tab.model._pages) <= 60


def test_the_window_does_not_stand_still(qtbot: QtBot, tab: ProductsTab) -> None:
    """The longest gap between two turns of the event loop while rows arrive; generous for busy machines."""
    gaps, last = [], [time.monotonic()]

    def tick() -> None:
        now = time.monotonic()
        gaps.append(now - last[0])
        last[0] = now

    clock = QTimer(interval=5)
    clock.timeout.connect(tick)
    clock.start()
    bar = tab.table.verticalScrollBar()
    for part in range(1, 20):
        bar.setValue(bar.maximum() * part // 20)
        qtbot.wait(20)
    clock.stop()
    assert len(gaps) > 20


def test_a_parent_that_is_gone_gets_no_answer(qtbot: QtBot) -> None:
    ask.prepare()
    owner = QWidget()
    got: list[int] = []
    ask.ask(owner, lambda: time.sleep(0.1) or 1, got.append, lambda error: None)
    owner.deleteLater()
    qtbot.wait(300)
    assert got == []
