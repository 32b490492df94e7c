"""The table of products: pages are fetched from the service as they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from appliance.core.products import Product
from appliance.core.schemas import ProductsPage
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import catalogue
from gui.widgets import basics, records
from gui.widgets.empty_state import EmptyState
from gui.widgets.records import ROOT, Index
from gui.words import tr

PAGE = 100
PAGES_KEPT = 60
PAGES_AT_ONCE = 3
GATHER_MS = 30
"""A scroll bar that is dragged passes thousands of rows; only where it rests is fetched."""
TYPING_MS = 250


class ProductsModel(QAbstractTableModel):
    """As many rows as the shop has products that fit `search`; those not fetched yet show "…"."""

    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._columns: tuple[tuple[str, str, Callable[[Product], str]], ...] = (
            (tr("Product"), "title", lambda product: product.title),
            (tr("Code"), "", catalogue.codes),
            (tr("Price"), "price", catalogue.price),
            (tr("Stock"), "", catalogue.stock),
            (tr("Brand"), "brand", lambda product: product.brand),
            (tr("Choices"), "", catalogue.options),
        )
        self._pages: OrderedDict[int, tuple[Product, ...]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._total = 0
        self._text = self._sort = ""
        self._round = 0
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._fetch_wanted)

    def search(self, text: str) -> None:
        self._text = text
        self.reload()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = self._columns[column][1] if 0 <= column < len(self._columns) else ""
        descending = order is Qt.SortOrder.DescendingOrder and name in ("title", "price")
        self._sort = f"-{name}" if descending else name
        self.reload()

    def reload(self) -> None:
        """Ask anew; what is on screen stays until the answer comes."""
        self._round += 1
        self._asked.clear()
        self._wanted.clear()
        self._fetch(0, fresh=True)

    # --- what the view asks ---

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        product = self.product(index.row())
        if product is None:
            return "…" if index.column() == 0 and role == Qt.ItemDataRole.DisplayRole else None
        return self._columns[index.column()][2](product)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._columns[section][0]
        return None

    def product(self, row: int) -> Product | None:
        """Return the product of a row; None when it is being fetched."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            if number not in self._asked:
                self._wanted[number] = None
                self._wanted.move_to_end(number)
                if not self._gather.isActive():  # else repaints would put it off for ever
                    self._gather.start()
            return None
        return page[place] if place < len(page) else None

    # --- fetching ---

    def _fetch_wanted(self) -> None:
        latest = list(self._wanted)[-PAGES_AT_ONCE:]
        self._wanted.clear()
        for number in latest:
            self._fetch(number)

    def _fetch(self, number: int, *, fresh: bool = False) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        text, sort, offset, shop = self._text, self._sort, number * PAGE, self._desk.shop.id
        ask(
            self,
            lambda: self._desk.client.products(shop, offset, PAGE, text, sort),
            partial(self._take, self._round, number, fresh),
            self._desk.failed,
        )

    def _take(self, asked_in: int, number: int, fresh: bool, page: ProductsPage) -> None:
        if asked_in != self._round:
            return
        self._asked.discard(number)
        if fresh or page.total != self._total:
            self.beginResetModel()
            self._pages.clear()
            self._total = page.total
            self._pages[number] = page.products
            self.endResetModel()
            self.counted.emit(page.total)
            return
        self._pages[number] = page.products
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        last = min((number + 1) * PAGE, self._total) - 1
        self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(self._columns) - 1))


class ProductsTab(QWidget):
    """Search line, how many there are, and the table."""

    counted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.model = ProductsModel(desk, self)
        self._search = basics.named(QLineEdit(clearButtonEnabled=True), tr("Search products"))
        self._search.setAcceptDrops(False)  # a file dropped here is meant for the page
        self._search.setPlaceholderText(tr("Search products by name, code or brand"))
        self._typed = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typed.timeout.connect(self._find)
        self._search.textChanged.connect(lambda: self._typed.start())
        self._total = basics.short(kind="quiet")
        self.table = records.table(self.model, tr("Products"))
        self._arrange()
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(tr("No products yet"), tr("Drop your product list here, or choose “Add file…”."))
        )
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(tr("No product fits"), tr("Try fewer or other words.")))
        top = basics.row(self._search, self._total, spacing=12)
        top.setStretch(0, 1)
        self.setLayout(basics.column(top, self._stack))
        self.model.counted.connect(self._show_total)

    def reload(self) -> None:
        self.model.reload()

    def _arrange(self) -> None:
        for column, width in ((1, 130), (2, 150), (3, 100), (4, 115), (5, 130)):
            self.table.setColumnWidth(column, width)
        header = self.table.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.sortIndicatorChanged.connect(lambda *_: self.table.scrollToTop())
        self.table.setSortingEnabled(True)
        header.setMinimumSectionSize(60)

    def _find(self) -> None:
        self.table.scrollToTop()
        self.model.search(self._search.text().strip())

    def _show_total(self, total: int) -> None:
        searched = bool(self._search.text().strip())
        self._total.setText(catalogue.total(total, searched))
        self._search.setVisible(bool(total or searched))
        self._total.setVisible(bool(total or searched))
        self._stack.setCurrentIndex(1 if total else 2 if searched else 0)
        if not searched:
            self.counted.emit(total)
