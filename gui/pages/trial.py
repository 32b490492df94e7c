"""Asking the bot as a customer would, with what lay behind each answer."""

from __future__ import annotations

from functools import partial
from threading import Event

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from appliance.core.errors import ApplianceError
from appliance.core.schemas import AnswerEvent, ChatAnswer, Delta, ProductsPage, Queued
from gui.ask import ask, on_gui
from gui.desk import Desk
from gui.presenters import answers
from gui.widgets import basics
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.messages import Answer, Question
from gui.words import tr

LONGEST = 4000


class TrialTab(QWidget):
    """One conversation at a time. Stop keeps what was said; Clear begins a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._session: str | None = None
        self._stop_asked: Event | None = None
        self._answer: Answer | None = None
        self._banner = ErrorBanner()
        self._said = QVBoxLayout()
        self._said.setSpacing(10)
        self._suggested = QHBoxLayout()
        self._state = basics.label(kind="quiet")
        self.question = basics.named(QLineEdit(maxLength=LONGEST), tr("Your question"))
        self.question.setPlaceholderText(tr("Ask what a customer would ask"))
        self.question.returnPressed.connect(self._send)
        self.send = basics.button(tr("Ask"), self._send, primary=True)
        self.stop = basics.button(tr("Stop"), self._stop)
        self.clear = basics.button(tr("Start over"), self._clear)
        self._arrange()
        self._settle()

    def _arrange(self) -> None:
        inside = QWidget()
        talk = QVBoxLayout(inside)
        talk.setContentsMargins(0, 8, 0, 8)
        talk.addLayout(self._said)
        talk.addStretch()
        self._area = basics.scrolled(inside)
        entry = basics.row(self.question, self.send, self.stop, self.clear)
        layout = basics.column(self._banner, self._area)
        layout.addLayout(self._suggested)
        layout.addWidget(self._state)
        layout.addLayout(entry)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        shop = self._desk.shop.id
        ask(self, lambda: self._desk.client.products(shop, limit=2), self._suggest, lambda error: None)

    def ask_bot(self, question: str) -> None:
        """Ask, and show the answer as it comes."""
        if self._stop_asked is not None or not question.strip():
            return
        self._banner.hide()
        basics.clear(self._suggested)
        self.question.clear()
        self._said.addWidget(Question(question))
        self._answer = answer = Answer()
        answer.explained.connect(partial(self._explain, answer, question))
        self._said.addWidget(answer)
        self._stop_asked = stop = Event()
        self._settle()
        shop, session = self._desk.shop.id, self._session
        ask(
            self,
            partial(self._listen, shop, question, session, stop),
            partial(self._ended, stop),
            partial(self._failed, stop),
        )
        self._follow()

    def _explain(self, answer: Answer, question: str) -> None:
        """Ask what else was looked at, and what each check of the guard said."""
        shop, session, client = self._desk.shop.id, self._session or "", self._desk.client

        def look() -> list[tuple[str, str]]:
            hits = (*client.search(shop, question, 3), *client.search(shop, question, 2, "passage"))
            judged = client.guard_log(shop, 2, session=session, kind="decision")
            return answers.looked_at(hits, judged.entries)

        ask(answer, look, answer.add_reasons, lambda error: None)

    # --- in the thread of the call ---

    def _listen(self, shop: str, question: str, session: str | None, stop: Event) -> None:
        for event in self._desk.client.chat_events(shop, question, session):
            if stop.is_set():
                return
            on_gui(self, partial(self._hear, stop, event))

    # --- what comes back ---

    def _hear(self, stop: Event, event: AnswerEvent) -> None:
        if stop is not self._stop_asked or self._answer is None:
            return
        match event:
            case Queued(position=ahead):
                self._state.setText(answers.position(ahead))
            case Delta(text=text):
                self._answer.add(text)
            case ChatAnswer():
                self._session = event.session
                self._answer.finish(event)
        self._follow()

    def _ended(self, stop: Event, _: None) -> None:
        if stop is self._stop_asked:
            self._stop_asked = None
            self._settle()

    def _failed(self, stop: Event, error: ApplianceError) -> None:
        if stop is self._stop_asked:
            self._stop_asked = None
            if self._answer is not None:
                self._answer.break_off()
            self._banner.show_error(error)
            self._settle()

    # --- buttons ---

    def _send(self) -> None:
        self.ask_bot(self.question.text())

    def _stop(self) -> None:
        if self._stop_asked is not None:
            self._stop_asked.set()
            self._stop_asked = None
            if self._answer is not None:
                self._answer.break_off()
            self._settle()

    def _clear(self) -> None:
        self._stop()
        self._session = self._answer = None
        basics.clear(self._said)
        self._banner.hide()
        self._settle()
        self.refresh()

    def _suggest(self, page: ProductsPage) -> None:
        basics.clear(self._suggested)
        if self._said.count():
            return
        titles = [product.title for product in page.products]
        asked = answers.suggestions(titles, bool(self._desk.shop.opening_hours))
        buttons = [basics.button(text, partial(self.ask_bot, text)) for text in asked]
        for button in buttons:
            self._suggested.addWidget(button)
        basics.in_order(*buttons, self.question, self.send, self.stop, self.clear)
        self._suggested.addStretch()

    def _settle(self) -> None:
        """Show the buttons that do something now."""
        busy = self._stop_asked is not None
        self._state.setText(tr("Sending…") if busy else "")
        self._state.setVisible(busy)
        self.send.setVisible(not busy)
        self.stop.setVisible(busy)
        self.clear.setEnabled(self._said.count() > 0)
        self.question.setFocus()

    def _follow(self) -> None:
        bar = self._area.verticalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum()))
