"""What customers asked and the bot did not know, ranked, so that the owner answers what counts first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from appliance.core.talk_records import TurnRef, Unanswered
from gui.ask import Newest, ask
from gui.desk import Desk
from gui.dialogs.teach import TeachDialog
from gui.presenters import quantities, talk
from gui.widgets import basics, records
from gui.widgets.empty_state import EmptyState
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.records import Records
from gui.words import tr


class UnansweredTab(QWidget):
    """`counted` says how many there are, `changed` that one was answered or put aside."""

    counted = Signal(int)
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(self)
        self.model = Records[Unanswered](
            (
                (tr("Question"), lambda group: group.question),
                (tr("Asked"), talk.times),
                (tr("Last"), lambda group: quantities.when(group.latest)),
            )
        )
        self.table = records.table(self.model, tr("Questions without an answer"))
        for column in (1, 2):
            self.table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents
            )
        self.table.doubleClicked.connect(lambda _: self._teach())
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self._others = basics.label(kind="quiet")
        self.banner = ErrorBanner()
        self.teach = basics.button(tr("Approve an answer…"), self._teach, primary=True)
        self.aside = basics.button(tr("Needs no answer"), self._put_aside)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(tr("Nothing is open"), tr("Questions that the bot could not answer appear here."))
        )
        self._stack.addWidget(self.table)
        buttons = basics.row(self._others, self.aside, self.teach)
        buttons.setStretch(0, 1)
        told = basics.label(
            tr("The most often asked first. Questions that ask the same stand together."), "quiet"
        )
        layout = basics.column(told, self.banner, self._stack, buttons)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._chosen(QModelIndex())

    def reload(self) -> None:
        shop = self._desk.shop.id
        self._newest.ask(lambda: self._desk.client.unanswered(shop), self._show, self._desk.failed)

    def _show(self, groups: Sequence[Unanswered]) -> None:
        self.model.show_rows(groups)
        self._stack.setCurrentIndex(1 if groups else 0)
        self._chosen(QModelIndex())
        if groups:
            self.table.selectRow(0)
        self.counted.emit(len(groups))

    def _chosen(self, current: QModelIndex) -> None:
        for button in (self.teach, self.aside):
            button.setEnabled(current.isValid())
        others = talk.others(self.model.record(current.row())) if current.isValid() else ""
        self._others.setText(
            tr("Also: {others}").format(others=others.replace("\n", " · ")) if others else ""
        )

    def _current(self) -> Unanswered:
        return self.model.record(self.table.currentIndex().row())

    def _teach(self) -> None:
        group = self._current()
        dialog = TeachDialog(self._desk, group.question, others=talk.others(group), parent=self)
        dialog.accepted.connect(lambda: self._settle(group.turns, told=False))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _put_aside(self) -> None:
        self._settle(self._current().turns, told=True)

    def _settle(self, turns: tuple[TurnRef, ...], *, told: bool, settled: bool = True) -> None:
        shop = self._desk.shop.id

        def done(_: None) -> None:
            self.banner.hide()
            if told:
                undo = (tr("Undo"), lambda: self._settle(turns, told=False, settled=False))
                self.banner.tell(tr("Put aside"), tr("This question is not listed any more."), "good", undo)
            self.changed.emit()

        ask(self, lambda: self._desk.client.settle(shop, turns, settled=settled), done, self._desk.failed)
