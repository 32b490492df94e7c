"""One decision of the guard in full, and the owner's word on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from appliance.core.guard_records import GuardEffect
from appliance.core.schemas import Decision, GuardEntry
from gui import theme
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import guard
from gui.presenters.heard import heard
from gui.widgets import basics
from gui.widgets.error_banner import ErrorBanner
from gui.words import tr

TEXT_HEIGHT = 96


class Line(QWidget):
    """One line in full: what decided, the text with that part marked, every check, the owner's word."""

    changed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entry: GuardEntry | None = None
        self.banner = ErrorBanner()
        self._decision = basics.label(kind="heading")
        self._reason, self._facts, self._word = basics.label(), basics.label(kind="quiet"), basics.label()
        self.text = basics.named(QPlainTextEdit(readOnly=True), tr("The text"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(TEXT_HEIGHT)
        self._checks = QVBoxLayout()
        self.fine = basics.button(tr("This was fine"), partial(self._say, "fine"))
        self.attack = basics.button(tr("This was an attack"), partial(self._say, "attack"))
        self.undo = basics.button(tr("Undo"), partial(self._say, "undo"), about=tr("your word"))
        inside = QWidget()
        buttons = basics.column(self.fine, self.attack, self.undo, spacing=6)
        parts = (self._decision, self._reason, self.text, self._word, buttons, self._facts, self._checks)
        whole = basics.column(*parts)
        whole.addStretch()
        inside.setLayout(whole)
        self._holder = basics.scrolled(inside)  # a low window scrolls it and covers nothing
        column = basics.column(self.banner, self._holder)
        column.setStretch(1, 1)
        column.setContentsMargins(8, 0, 0, 0)
        self.setLayout(column)
        self._holder.hide()
        self.setMinimumWidth(260)

    def show_entry(self, entry: GuardEntry) -> None:
        """Show a line."""
        if self._entry is None or self._entry.id != entry.id:
            self.banner.hide()
        self._entry = entry
        self._holder.show()
        self._decision.setText(guard.decision(entry))
        basics.set_tone(self._decision, guard.tone(entry))
        self._reason.setText(heard(entry.reason))
        self._facts.setText(guard.facts(entry))
        self._word.setText(guard.word(entry))
        self._word.setVisible(bool(entry.feedback))
        self.text.setPlainText(entry.text or guard.text(entry))
        self._mark(entry)
        judged = entry.kind == "decision" and entry.text is not None
        self.fine.setVisible(judged and entry.feedback != "fine" and entry.decision is not Decision.ALLOW)
        self.attack.setVisible(judged and entry.feedback != "attack" and entry.decision is not Decision.BLOCK)
        self.undo.setVisible(bool(entry.feedback))
        basics.clear(self._checks)
        for said in entry.verdicts:
            self._checks.addWidget(basics.label(guard.verdict(said), "quiet"))

    def _mark(self, entry: GuardEntry) -> None:
        """Mark the part of the text that decided, and scroll to it; Qt counts in UTF-16."""
        marks = []
        if entry.span and entry.text:
            start, end = (len(entry.text[:place].encode("utf-16-le")) // 2 for place in entry.span)
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            shade = QTextCharFormat()
            shade.setBackground(QColor(theme.current().warning_ground))
            shade.setFontUnderline(True)
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, shade
            marks.append(mark)
            cursor.setPosition(start)
            self.text.setTextCursor(cursor)
        self.text.setExtraSelections(marks)

    def _say(self, says: str) -> None:
        entry, shop = self._entry, self._desk.shop.id
        if entry is not None:
            ask(
                self,
                lambda: self._desk.client.guard_feedback(shop, entry.id, says),
                self._said,
                self.banner.show_error,
            )

    def _said(self, effect: GuardEffect) -> None:
        self.show_entry(effect.entry)
        self.banner.tell(guard.word(effect.entry) or tr("Taken back"), guard.effect(effect.entry))
        self.changed.emit(effect.entry)
