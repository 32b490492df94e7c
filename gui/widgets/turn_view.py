"""A question and its answer as they were said, for the owner who reads them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from appliance.core.talk_records import ConversationTurn
from gui.presenters import talk
from gui.widgets import basics
from gui.widgets.messages import SHORT, Bubble
from gui.words import tr


class TurnView(QWidget):
    """`teach` is called when the owner wants to approve an answer for the question."""

    def __init__(self, turn: ConversationTurn, teach: Callable[[ConversationTurn], object]) -> None:
        super().__init__()
        asked = Bubble("customer", right=True)
        made = basics.label if len(turn.question) > SHORT else basics.short
        asked.inside.addWidget(made(turn.question or tr("(can no longer be read)")))
        if len(turn.question) <= SHORT:
            asked.line.setStretchFactor(asked.frame, 0)
        basics.named(asked, tr("Customer: {text}").format(text=turn.question))
        said = Bubble("bot", right=False)
        said.inside.addWidget(basics.label(turn.answer))
        for words, tone in talk.turn(turn):
            said.inside.addWidget(basics.label(words, "quiet" if tone == "quiet" else "", tone=tone))
        if talk.teachable(turn):
            line = basics.row(
                basics.button(tr("Approve an answer…"), lambda: teach(turn), flat=True, about=turn.question)
            )
            line.addStretch()
            said.inside.addLayout(line)
        basics.named(said, tr("Bot: {text}").format(text=turn.answer))
        self.setLayout(basics.column(asked, said, spacing=8))
