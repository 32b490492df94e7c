"""The two sides of a conversation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from appliance.core.schemas import ChatAnswer
from gui.presenters import answers
from gui.widgets import basics
from gui.widgets.product_card import ProductCard
from gui.words import tr

CARDS = 6
ACROSS = 3
SHORT = 60
"""Characters of a question that fit into a line in the smallest window."""


class Bubble(QWidget):
    """A frame of at most six sevenths of the width, on the speaker's side."""

    def __init__(self, kind: str, *, right: bool) -> None:
        super().__init__()
        self.frame = QFrame()
        self.frame.setProperty("kind", kind)
        self.inside = QVBoxLayout(self.frame)
        self.inside.setContentsMargins(12, 10, 12, 10)
        self.inside.setSpacing(6)
        self.line = basics.row(spacing=0)
        self.line.addWidget(self.frame, 6)
        self.line.insertStretch(0 if right else 1, 1)
        self.setLayout(self.line)


class Question(Bubble):
    def __init__(self, text: str) -> None:
        super().__init__("customer", right=True)
        made = basics.label if len(text) > SHORT else basics.short
        self.inside.addWidget(made(text))
        if len(text) <= SHORT:
            self.line.setStretchFactor(self.frame, 0)
        self.setAccessibleName(tr("You: {text}").format(text=text))


class Answer(Bubble):
    """Grows while it is worded; then come cards, sources, and why. `explained` is emitted when the owner
    unfolds the reasons for the first time: `add_reasons` brings what has to be asked for."""

    explained = Signal()

    def __init__(self) -> None:
        super().__init__("bot", right=False)
        self._grid = QGridLayout()
        self.text = basics.label(tr("…"))
        self._words = ""
        self.inside.addWidget(self.text)

    def add(self, piece: str) -> None:
        self._words += piece
        self.text.setText(self._words)

    def break_off(self) -> None:
        """Say that nothing more comes."""
        self.inside.addWidget(basics.label(tr("Stopped."), "quiet"))
        self.text.setVisible(bool(self._words))

    def finish(self, answer: ChatAnswer) -> None:
        """Show the answer that counts: what was streamed before was a draft of it."""
        self._words = answer.answer
        self.text.setText(answer.answer)
        self.setAccessibleName(tr("Bot: {text}").format(text=answer.answer))
        if answer.products:
            self.inside.addLayout(_cards(answer))
        if sources := answers.sources(answer):
            self.inside.addWidget(basics.label(sources, "quiet"))
        self._add_reasons(answer)

    def add_reasons(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show further (what, value) pairs below the reasons that are there."""
        for what, value in rows:
            name, place = basics.short(what, "quiet"), self._grid.rowCount()
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(basics.label(value), place, 1)

    def _add_reasons(self, answer: ChatAnswer) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self.add_reasons(answers.reasons(answer))
        reasons = QWidget()
        reasons.setLayout(self._grid)
        reasons.hide()
        asked = False

        def unfold() -> None:
            nonlocal asked
            reasons.setVisible(fold.isChecked())
            if not asked:
                asked = True
                self.explained.emit()

        fold = basics.button(tr("Why this answer?"), unfold, flat=True)
        fold.setCheckable(True)
        line = basics.row(fold)
        line.addStretch()
        self.inside.addLayout(line)
        self.inside.addWidget(reasons)


def _cards(answer: ChatAnswer) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(8)
    for place, card in enumerate(answer.products[:CARDS]):
        grid.addWidget(ProductCard(card), place // ACROSS, place % ACROSS)
    for across in range(ACROSS):
        grid.setColumnStretch(across, 1)
    return grid
