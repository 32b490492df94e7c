"""The guard's log: figures, filters, the lines, and one of them in full."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from appliance.core.guard_records import Bucket, GuardCounts
from appliance.core.schemas import GuardChain, GuardEntry, Place
from gui.ask import Newest, ask
from gui.desk import Desk
from gui.pages.guard_line import Line
from gui.pages.guard_model import LinesModel
from gui.presenters import guard
from gui.saving import save
from gui.widgets import basics, records
from gui.widgets.bars import Bars
from gui.widgets.empty_state import EmptyState
from gui.words import tr

TYPING_MS = 300
COUNT_MS = 3000
CHART_HEIGHT = 84


class LinesTab(QWidget):
    """`corrected` is emitted when the owner's word changed what the guard does."""

    corrected = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._verified = Newest(self)
        self.model = LinesModel(desk, self)
        self.detail = Line(desk)
        self.detail.changed.connect(self._changed)
        self._typed = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typed.timeout.connect(self._find)
        self._counts_due = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._counts_due.timeout.connect(self._count)
        self.bars = Bars(
            tr("Customers' messages in the last seven days"), tr("No messages yet."), CHART_HEIGHT
        )
        self._total, self._chain = basics.label(kind="quiet"), basics.label(kind="quiet")
        self.table = self._tabled()
        self._arrange()
        self.model.loaded.connect(self._loaded)

    def reload(self) -> None:
        self.model.reload()
        self._count()
        shop = self._desk.shop.id
        self._verified.ask(lambda: self._desk.client.guard_verify(shop), self._show_chain, lambda error: None)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.model.follow()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.model.rest()

    def _tabled(self) -> QTableView:
        table = records.table(self.model, tr("Guard log"), stretch=3)
        for column in range(3):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        table.selectionModel().currentRowChanged.connect(self._chosen)
        return table

    def _arrange(self) -> None:
        self.decision = basics.named(basics.Choice(), tr("Which decisions"))
        for value, words in guard.decisions():
            self.decision.addItem(words, str(value))
        self.place = basics.named(basics.Choice(), tr("Where the text stood"))
        for value, words in guard.places():
            self.place.addItem(words, str(value))
        self.search = basics.named(QLineEdit(clearButtonEnabled=True), tr("Search the guard log"))
        self.search.setPlaceholderText(tr("Search in the texts"))
        self.search.textChanged.connect(lambda: self._typed.start())
        for combo in (self.decision, self.place):
            combo.currentIndexChanged.connect(self._find)
        top = basics.row(self.decision, self.place, self.search)
        top.setStretch(2, 1)
        top.addWidget(basics.button(tr("Export…"), self._export, about=tr("what is listed")))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(tr("Nothing here"), tr("What the guard decides appears here.")))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._stack)
        split.addWidget(self.detail)
        split.setChildrenCollapsible(False)
        split.setSizes([520, 330])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        chart = basics.card(self._total, self.bars, spacing=2)
        column = basics.column(chart, top, split, self._chain)
        column.setStretch(2, 1)
        self.setLayout(column)

    # --- filters and figures ---

    def _find(self) -> None:
        self.model.filters = {
            "decision": str(self.decision.currentData()),
            "place": str(self.place.currentData()),
            "text": self.search.text().strip(),
        }
        self.model.reload()

    def _loaded(self, total: int) -> None:
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if not self._counts_due.isActive() and total < 0:
            self._counts_due.start()
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _count(self) -> None:
        shop = self._desk.shop.id
        ask(
            self,
            lambda: self._desk.client.guard_counts(shop, Bucket.DAY, place=Place.MESSAGE),
            self._show_counts,
            lambda error: None,
        )

    def _show_counts(self, counts: GuardCounts) -> None:
        self._total.setText(guard.total(counts.total))
        self.bars.show_days(guard.days(counts, self._desk.shop.time_zone)[-8:])

    def _show_chain(self, chain: GuardChain) -> None:
        words, tone = guard.chain(chain)
        self._chain.setText(words)
        basics.set_tone(self._chain, tone)

    def _chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            self.detail.show_entry(self.model.entry(current.row()))

    def _changed(self, entry: GuardEntry) -> None:
        self.model.put(entry)
        self.corrected.emit()

    def _export(self) -> None:
        kinds = {tr("Table (*.csv)"): "csv", tr("JSON (*.json)"): "json"}
        file, kind = QFileDialog.getSaveFileName(
            self, tr("Export the guard log"), "guard-log.csv", ";;".join(kinds)
        )
        if file:
            form = "json" if file.endswith(".json") else kinds.get(kind, "csv")
            shop, filters = self._desk.shop.id, dict(self.model.filters)
            client = self._desk.client
            ask(
                self,
                lambda: save(Path(file), lambda part: client.guard_export(shop, part, form, **filters)),
                lambda _: self.detail.banner.tell(tr("Exported"), file),
                self.detail.banner.show_error,
            )
