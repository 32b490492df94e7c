"""The answers that the owner has approved: the bot says them word for word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from appliance.core.talk_records import Taught
from gui.ask import Newest, ask
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.dialogs.teach import TeachDialog
from gui.presenters import talk
from gui.widgets import basics, records
from gui.widgets.empty_state import EmptyState
from gui.widgets.records import Records
from gui.words import tr


class ApprovedTab(QWidget):
    """`changed` is emitted when an answer was added, changed or deleted."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(self)
        self.model = Records[Taught](
            (
                (tr("Question"), lambda taught: taught.question),
                (tr("Answer"), lambda taught: " ".join(taught.answer.split())),
                (tr("Used"), talk.used),
            )
        )
        self.table = records.table(self.model, tr("Approved answers"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.table.doubleClicked.connect(lambda _: self._edit())
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.add = basics.button(tr("Add an answer…"), self._add, primary=True)
        self.edit = basics.button(tr("Change…"), self._edit, about=tr("the chosen answer"))
        self.delete = basics.button(tr("Delete…"), self._ask_deletion, about=tr("the chosen answer"))
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                tr("No approved answers yet"),
                tr("Approve one for a question, and the bot says it word for word from then on."),
            )
        )
        self._stack.addWidget(self.table)
        buttons = basics.row(self.delete, self.edit, self.add)
        buttons.insertStretch(0)
        column = basics.column(self._stack, buttons)
        column.setStretch(0, 1)
        self.setLayout(column)
        self._chosen(QModelIndex())

    def reload(self) -> None:
        shop = self._desk.shop.id
        self._newest.ask(lambda: self._desk.client.taught(shop), self._show, self._desk.failed)

    def _show(self, answers: Sequence[Taught]) -> None:
        self.model.show_rows(answers)
        self._stack.setCurrentIndex(1 if answers else 0)
        self._chosen(QModelIndex())
        if answers:
            self.table.selectRow(0)

    def _chosen(self, current: QModelIndex) -> None:
        for button in (self.edit, self.delete):
            button.setEnabled(current.isValid())

    def _current(self) -> Taught:
        return self.model.record(self.table.currentIndex().row())

    def _add(self) -> None:
        self._open(TeachDialog(self._desk, parent=self))

    def _edit(self) -> None:
        taught = self._current()
        others = "\n".join(taught.wordings)
        self._open(TeachDialog(self._desk, taught.question, taught.answer, others, taught.id, self))

    def _open(self, dialog: TeachDialog) -> None:
        dialog.accepted.connect(self.changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_deletion(self) -> None:
        taught, shop = self._current(), self._desk.shop.id
        question = tr("The bot answers “{question}” from your records and pages again.").format(
            question=taught.question
        )
        if ask_first(self, tr("Delete this answer?"), question, tr("Delete")):
            ask(
                self,
                lambda: self._desk.client.forget_taught(shop, taught.id),
                lambda _: self.changed.emit(),
                self._desk.failed,
            )
