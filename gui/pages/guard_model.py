"""The lines of the guard's log as a table: new ones come by themselves, older ones as it is scrolled."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from appliance.core.errors import ApplianceError
from appliance.core.schemas import GuardEntry, GuardPage
from gui import theme
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import guard, quantities
from gui.presenters.heard import heard
from gui.widgets.records import ROOT, Index
from gui.words import tr

PAGE = 100
WAIT_SECONDS = 10.0
AGAIN_MS = 3000


class LinesModel(QAbstractTableModel):
    """Lines that fit the filter, newest first; `follow` waits for newer ones until `rest`."""

    loaded = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._titles = (tr("When"), tr("Decision"), tr("Where"), tr("Text"))
        self._lines: list[GuardEntry] = []
        self._older = self._busy = self._following = self._ready = False
        self._cursor = self._round = 0
        self.filters: dict[str, str] = {}
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._listen)

    def reload(self) -> None:
        self._round += 1
        self._ask({}, self._fresh)

    def follow(self) -> None:
        if not self._following:
            self._following = True
            self._listen()

    def rest(self) -> None:
        self._following = False
        self._again.stop()

    def entry(self, row: int) -> GuardEntry:
        return self._lines[row]

    def put(self, entry: GuardEntry) -> None:
        """Show a line as it is now."""
        for row, known in enumerate(self._lines):
            if known.id == entry.id:
                self._lines[row] = entry
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._titles) - 1))

    # --- what the view asks ---

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = (
                quantities.when(entry.time),
                guard.decision(entry),
                guard.place(entry),
                guard.text(entry) or heard(entry.reason),
            )
            return words[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QColor(getattr(theme.current(), guard.tone(entry)))
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802
        return self._older and not self._busy

    def fetchMore(self, parent: Index) -> None:  # noqa: N802
        self._busy = True
        self._ask({"before": self._lines[-1].id}, self._append)

    # --- fetching ---

    def _ask(self, more: dict[str, Any], taken: Any) -> None:
        shop, filters = self._desk.shop.id, {**self.filters, **more}
        ask(
            self,
            lambda: self._desk.client.guard_log(shop, PAGE, **filters),
            partial(self._take, self._round, taken),
            self._failed,
        )

    def _take(self, asked_in: int, taken: Any, page: GuardPage) -> None:
        if asked_in == self._round:
            self._busy = False
            taken(page)

    def _failed(self, error: ApplianceError) -> None:
        self._busy = False
        self._desk.failed(error)

    def _fresh(self, page: GuardPage) -> None:
        self.beginResetModel()
        self._lines = list(page.entries)
        self.endResetModel()
        self._older, self._cursor, self._ready = page.older, page.cursor, True
        self.loaded.emit(page.total)
        if self._following:
            self._listen()

    def _append(self, page: GuardPage) -> None:
        first = len(self._lines)
        self.beginInsertRows(QModelIndex(), first, first + len(page.entries) - 1)
        self._lines += page.entries
        self.endInsertRows()
        self._older = page.older

    def _listen(self) -> None:
        """Wait for newer lines in a thread; nothing is asked before the first page is there."""
        if not self._following or not self._ready:
            return
        shop, filters, after = self._desk.shop.id, dict(self.filters), self._cursor
        ask(
            self,
            lambda: self._desk.client.guard_log(shop, PAGE, wait=WAIT_SECONDS, after=after, **filters),
            partial(self._heard, self._round),
            lambda _: self._again.start(),
        )

    def _heard(self, asked_in: int, page: GuardPage) -> None:
        if asked_in != self._round or not self._following:
            return
        if page.entries:
            self.beginInsertRows(QModelIndex(), 0, len(page.entries) - 1)
            self._lines[:0] = page.entries
            self.endInsertRows()
            self._cursor = page.entries[0].id
            self.loaded.emit(-1)
        self._listen()
