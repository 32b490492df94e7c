"""How the chat looks to a customer with what is typed now; drawn here, as the window shows no web pages."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QFrame, QLabel

from gui.colours import contrast
from gui.presenters import profile
from gui.widgets import basics
from gui.words import tr

WIDTH = 290
FALLBACK = "#1f6feb"
GROUND, TEXT, SOFT, SURFACE, LINE = "#ffffff", "#1b1f24", "#57606a", "#f1f3f5", "#d5dae0"
"""The chat page's own colours, whatever the window's theme is."""


class ChatPreview(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        basics.identified(self, "chat-preview")
        self.setStyleSheet(f"QFrame#chat-preview {{ background: {GROUND}; border: 1px solid {LINE}; }}")
        self._name, self._label = _text(f"color: {TEXT}; font-weight: 600;"), _text(f"color: {SOFT};")
        self._greeting = _text(f"background: {SURFACE}; color: {TEXT}; border-radius: 10px; padding: 7px;")
        self._question = _text("")
        self._answer = _text(f"background: {SURFACE}; color: {TEXT}; border-radius: 10px; padding: 7px;")
        self._away = _text(f"background: {SURFACE}; color: {TEXT}; border: 1px solid {LINE}; padding: 6px;")
        asked = basics.row(self._question)
        asked.insertStretch(0, 1)
        layout = basics.column(
            self._name, self._label, self._greeting, asked, self._answer, self._away, spacing=8, margin=12
        )
        layout.addStretch()
        self.setLayout(layout)
        self._label.setText(tr("You are talking to an AI assistant."))
        self._question.setText(tr("Do you have this in blue?"))

    def show_chat(self, name: str, greeting: str, colour: str, away: str, tone: str) -> None:
        """Show the chat with these words and this colour; one that is no colour is left as it was."""
        self._name.setText(name)
        self._greeting.setText(
            greeting or tr("Hello! Ask about products, prices, stock, delivery or returns.")
        )
        self._answer.setText(profile.sample_answer(tone))
        self._away.setText(away)
        self._away.setVisible(bool(away))
        ground = colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else FALLBACK
        on = max(("#ffffff", "#000000"), key=lambda text: contrast(text, ground))
        self._question.setStyleSheet(f"background: {ground}; color: {on}; border-radius: 10px; padding: 7px;")
        self.setAccessibleName(tr("Preview of the chat: {greeting}").format(greeting=self._greeting.text()))


def _text(style: str) -> QLabel:
    made = basics.label()
    made.setStyleSheet(style)
    return made
