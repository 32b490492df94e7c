"""The files that the bot's knowledge comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from appliance.core.schemas import Source
from gui.ask import Newest, ask
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.presenters import catalogue, quantities
from gui.widgets import basics, records
from gui.widgets.empty_state import EmptyState
from gui.widgets.records import Records
from gui.words import tr


class FilesTab(QWidget):
    """`removed` is emitted when a file and what came from it is gone."""

    removed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(self)
        self.model = Records[Source](
            (
                (tr("File"), lambda source: source.name),
                (tr("Kind"), catalogue.kind),
                (tr("Contents"), catalogue.contents),
                (tr("Left out"), lambda source: f"{source.refused:,}" if source.refused else ""),
                (tr("Added"), lambda source: quantities.when(source.imported)),
                (tr("Size"), lambda source: quantities.size(source.size_bytes)),
            )
        )
        self._table = records.table(self.model, tr("Files"))
        for column in range(1, self.model.columnCount()):
            self._table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents
            )
        self._remove = basics.button(tr("Remove…"), self._ask_removal, about=tr("the chosen file"))
        self._remove.setEnabled(False)
        self._table.selectionModel().currentRowChanged.connect(self._chosen)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(tr("No files yet"), tr("Product lists and documents appear here.")))
        self._stack.addWidget(self._table)
        told = basics.label(
            tr("Add a newer version of a file at any time: only what changed is learned anew."), "quiet"
        )
        bottom = basics.row(told, self._remove)
        bottom.setStretch(0, 1)
        self.setLayout(basics.column(self._stack, bottom))

    def reload(self) -> None:
        shop = self._desk.shop.id
        self._newest.ask(lambda: self._desk.client.sources(shop), self._show, self._desk.failed)

    def _show(self, sources: Sequence[Source]) -> None:
        self.model.show_rows(sources)
        self._stack.setCurrentIndex(1 if sources else 0)
        self._remove.setEnabled(False)

    def _chosen(self, current: QModelIndex) -> None:
        self._remove.setEnabled(current.isValid())

    def _ask_removal(self) -> None:
        source = self.model.record(self._table.currentIndex().row())
        question = tr("The bot forgets {contents} of “{name}”. This cannot be undone.").format(
            contents=catalogue.contents(source), name=source.name
        )
        if ask_first(self, tr("Remove this file?"), question, tr("Remove")):
            shop = self._desk.shop.id
            self._remove.setEnabled(False)
            ask(
                self,
                lambda: self._desk.client.remove_source(shop, source.id, confirm=True),
                lambda _: self.removed.emit(),
                self._desk.failed,
            )
