"""The conversations: listed as they are scrolled to, one read at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from appliance.core.talk_records import (
    Conversation,
    ConversationLine,
    ConversationsPage,
    ConversationTurn,
    Handoff,
    Only,
)
from gui.ask import ask
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.dialogs.teach import TeachDialog
from gui.presenters import talk
from gui.saving import save
from gui.widgets import basics
from gui.widgets.empty_state import EmptyState
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.records import ROOT, Index
from gui.widgets.turn_view import TurnView
from gui.words import tr

PAGE = 50
TYPING_MS = 300


class TalksModel(QAbstractListModel):
    """Conversations, the last touched first; older ones come as the list is scrolled."""

    loaded = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: list[ConversationLine] = []
        self._next = ""
        self._round = 0
        self._busy = False
        self.only, self.text = Only.ALL, ""

    def reload(self) -> None:
        """Ask anew; what is on screen stays until the answer comes."""
        self._round += 1
        self._ask("", fresh=True)

    def line(self, row: int) -> ConversationLine:
        return self._lines[row]

    def row_of(self, session: str) -> int:
        """Return the row of a conversation, or -1."""
        return next((row for row, line in enumerate(self._lines) if line.id == session), -1)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return talk.line(self._lines[index.row()])
        return None

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802
        return bool(self._next) and not self._busy

    def fetchMore(self, parent: Index) -> None:  # noqa: N802
        self._ask(self._next, fresh=False)

    def _ask(self, before: str, *, fresh: bool) -> None:
        self._busy = True
        shop, only, text = self._desk.shop.id, self.only, self.text
        ask(
            self,
            lambda: self._desk.client.conversations(shop, only, text, before, PAGE),
            partial(self._take, self._round, fresh),
            self._desk.failed,
        )

    def _take(self, asked_in: int, fresh: bool, page: ConversationsPage) -> None:
        if asked_in != self._round:
            return
        self._busy = False
        self._next = page.next
        if fresh:
            self.beginResetModel()
            self._lines = list(page.conversations)
            self.endResetModel()
        else:
            last = len(self._lines)
            self.beginInsertRows(QModelIndex(), last, last + len(page.conversations) - 1)
            self._lines += page.conversations
            self.endInsertRows()
        self.loaded.emit(page.total)


class TalksTab(QWidget):
    """`changed` is emitted when something was approved, dealt with or deleted."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Conversation | None = None
        self.model = TalksModel(desk, self)
        self.only = basics.named(basics.Choice(), tr("Which conversations"))
        for value, words in talk.filters():
            self.only.addItem(words, str(value))
        self.search = basics.named(QLineEdit(clearButtonEnabled=True), tr("Search conversations"))
        self.search.setPlaceholderText(tr("Search in questions and answers"))
        self._typed = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typed.timeout.connect(self._find)
        self.search.textChanged.connect(lambda: self._typed.start())
        self.only.currentIndexChanged.connect(self._find)
        self.list = self._listed()
        self._arrange()
        self.model.loaded.connect(self._loaded)
        self.list.selectionModel().currentChanged.connect(self._chosen)

    def reload(self) -> None:
        self.model.reload()

    def _listed(self) -> QListView:
        listed = basics.named(QListView(), tr("Conversations"))
        listed.setModel(self.model)
        listed.setUniformItemSizes(True)
        listed.setTextElideMode(Qt.TextElideMode.ElideRight)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        listed.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        listed.setMinimumSize(QSize(240, 120))
        basics.identified(listed, "talks")
        return listed

    def _arrange(self) -> None:
        self._side = QStackedWidget()
        self._side.addWidget(self.list)
        self._side.addWidget(
            EmptyState(tr("No conversations yet"), tr("What customers ask your bot appears here."))
        )
        self._side.addWidget(EmptyState(tr("Nothing fits"), tr("Try another word or another choice.")))
        left = QWidget()
        left.setLayout(basics.column(self.only, self.search, self._side))
        self._talk = QStackedWidget()
        self._talk.addWidget(EmptyState(tr("Choose a conversation"), tr("It is shown here, word for word.")))
        self._talk.addWidget(self._reading())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._talk)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([330, 520])
        split.handle(1).setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.banner = ErrorBanner()
        layout = basics.column(self.banner, split)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _reading(self) -> QWidget:
        self._standing = basics.label()
        self.dealt = basics.button(tr("Dealt with"), self._deal, primary=True)
        self.keep = basics.button(tr("Save a copy…"), self._save)
        self.delete = basics.button(tr("Delete…"), self._ask_deletion, about=tr("this conversation"))
        top = basics.row(self._standing, self.dealt, self.keep, self.delete)
        top.setStretch(0, 1)
        self._turns = QVBoxLayout()
        self._turns.setSpacing(12)
        inside = QWidget()
        layout = basics.column(self._turns)
        layout.addStretch()
        inside.setLayout(layout)
        told = basics.label(
            tr("E-mail addresses, numbers and other personal details were replaced before it was stored."),
            "quiet",
        )
        holder = QWidget()
        self._area = basics.scrolled(inside)
        column = basics.column(top, self._area, told)
        column.setStretch(1, 1)
        column.setContentsMargins(8, 0, 0, 0)
        holder.setLayout(column)
        return holder

    # --- the list ---

    def _find(self) -> None:
        self.model.only, self.model.text = Only(self.only.currentData()), self.search.text().strip()
        self.model.reload()

    def _loaded(self, total: int) -> None:
        narrowed = self.model.only is not Only.ALL or bool(self.model.text)
        self._side.setCurrentIndex(0 if self.model.rowCount() else 2 if narrowed else 1)
        if self._shown is not None:
            row = self.model.row_of(self._shown.line.id)
            if row >= 0:
                self.list.setCurrentIndex(self.model.index(row))
                return
            self._close()
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def _chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            self.open(self.model.line(current.row()).id)

    # --- the conversation ---

    def open(self, session: str) -> None:
        """Read a conversation."""
        shop = self._desk.shop.id
        ask(
            self,
            lambda: self._desk.client.conversation(shop, session),
            self._show,
            lambda error: self._close(),
        )

    def _show(self, read: Conversation) -> None:
        same = self._shown is not None and self._shown.line.id == read.line.id
        if same and self._shown == read:
            return
        self._shown = read
        words, tone = talk.standing(read.line)
        self._standing.setText(words)
        basics.set_tone(self._standing, tone)
        self.dealt.setVisible(read.line.handoff is not Handoff.NONE)
        waiting = read.line.handoff is Handoff.WANTED
        self.dealt.setText(tr("Dealt with") if waiting else tr("Not dealt with"))
        self.dealt.setAccessibleName(self.dealt.text())
        basics.clear(self._turns)
        for turn in read.turns:
            self._turns.addWidget(TurnView(turn, self._teach))
        self._talk.setCurrentIndex(1)
        if not same:
            self.banner.hide()
            self._area.verticalScrollBar().setValue(0)

    def _close(self) -> None:
        self._shown = None
        self._talk.setCurrentIndex(0)

    def _teach(self, turn: ConversationTurn) -> None:
        answer = turn.answer if turn.answered else ""
        dialog = TeachDialog(self._desk, turn.question, answer, parent=self)
        dialog.accepted.connect(self.changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _deal(self) -> None:
        if self._shown is None:
            return
        line = self._shown.line
        self._call(
            lambda: self._desk.client.deal_with(
                self._desk.shop.id, line.id, done=line.handoff is Handoff.WANTED
            )
        )

    def _ask_deletion(self) -> None:
        if self._shown is None:
            return
        session = self._shown.line.id
        question = tr("It is gone for good, and what the guard's log keeps of its texts with it.")
        if ask_first(self, tr("Delete this conversation?"), question, tr("Delete")):
            self._close()
            self._call(
                lambda: self._desk.client.erase_conversation(self._desk.shop.id, session, confirm=True)
            )

    def _call(self, call: Callable[[], None]) -> None:
        ask(self, call, lambda _: self.changed.emit(), self._desk.failed)

    def _save(self) -> None:
        read = self._shown
        if read is None:
            return
        file, _ = QFileDialog.getSaveFileName(self, tr("Save a copy"), talk.file_name(read))
        if file:
            ask(
                self,
                lambda: save(Path(file), lambda part: part.write_text(talk.saved(read), "utf-8")),
                lambda _: self.banner.tell(tr("Saved"), file),
                self.banner.show_error,
            )
