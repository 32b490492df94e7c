"""What the guard held back at import: the owner reads it and decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from appliance.core.schemas import Quarantined
from gui.ask import Newest, ask
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.presenters.heard import heard
from gui.widgets import basics
from gui.words import tr

SHOWN = 50
EXCERPT = 400


class HeldTab(QWidget):
    """`counted` says how many wait; `judged` that one was let in or deleted."""

    counted = Signal(int)
    judged = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(self)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        told = basics.label(
            tr(
                "These texts look as if they want to give the bot orders."
                " Until you decide, the bot does not know them."
            ),
            "quiet",
        )
        inside = QWidget()
        layout = basics.column(told, self._cards, spacing=12)
        layout.addStretch()
        inside.setLayout(layout)
        self.setLayout(basics.column(basics.scrolled(inside)))

    def reload(self) -> None:
        shop = self._desk.shop.id
        self._newest.ask(lambda: self._desk.client.quarantine(shop), self._show, self._desk.failed)

    def _show(self, held: Sequence[Quarantined]) -> None:
        basics.clear(self._cards)
        for item in held[:SHOWN]:
            self._cards.addWidget(self._card(item))
        self.counted.emit(len(held))

    def _card(self, item: Quarantined) -> QFrame:
        release = basics.button(tr("This is fine: let it in"), partial(self._release, item), about=item.title)
        drop = basics.button(tr("Delete…"), partial(self._drop, item), about=item.title)
        buttons = basics.row(release, drop)
        buttons.addStretch()
        place = tr("{title} (row {row})").format(title=item.title, row=item.row) if item.row else item.title
        return basics.card(
            basics.label(place, "strong"),
            basics.label(heard(item.reason), tone="warning"),
            basics.label(_excerpt(item), "quiet"),
            buttons,
        )

    def _release(self, item: Quarantined) -> None:
        shop = self._desk.shop.id
        self._judge(lambda: self._desk.client.release(shop, item.id))

    def _drop(self, item: Quarantined) -> None:
        question = tr("“{title}” is deleted and its content stays out of later imports.").format(
            title=item.title
        )
        if ask_first(self, tr("Delete this text?"), question, tr("Delete")):
            shop = self._desk.shop.id
            self._judge(lambda: self._desk.client.drop(shop, item.id))

    def _judge(self, call: Callable[[], None]) -> None:
        ask(self, call, lambda _: self._done(), self._desk.failed)

    def _done(self) -> None:
        self.judged.emit()
        self.reload()


def _excerpt(item: Quarantined) -> str:
    start, end = item.span or (0, 0)
    first = max(0, start - EXCERPT // 2)
    last = max(end, first + EXCERPT)
    text = " ".join(item.text[first:last].split())
    return ("…" if first else "") + text + ("…" if last < len(item.text) else "")
