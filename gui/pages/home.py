"""Is the bot answering, what to do next, today in numbers, and where customers find it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from appliance.core.schemas import EngineStatus, GuardHour, Health
from gui.desk import Desk
from gui.pages.page import Page
from gui.presenters import box, profile
from gui.widgets import basics
from gui.widgets.bars import Bars
from gui.widgets.copy_field import CopyField
from gui.words import tr


@dataclass(frozen=True)
class _Facts:
    engine: EngineStatus
    health: Health
    products: int
    documents: int
    hours: tuple[GuardHour, ...]


class Home(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Home"))
        self._title = basics.label(tr("Looking…"), "heading")
        self._message = basics.label(kind="quiet")
        self._standing = basics.card(self._title, self._message)
        self._steps = QVBoxLayout()
        self._next = basics.card(basics.label(tr("What to do next"), "heading"), self._steps)
        self._next.hide()
        self._questions, self._stopped, self._known = (basics.label("–", "figure") for _ in range(3))
        self.bars = Bars(tr("Questions in the last seven days"))
        inside = QWidget()
        inside.setLayout(
            basics.column(self._standing, self._next, self._figures(), self._places(), spacing=12)
        )
        inside.layout().addStretch()  # type: ignore[union-attr]
        self.body.addWidget(basics.scrolled(inside))

    def refresh(self) -> None:
        self._page.set_text(profile.chat_page(self.desk.client.url, self.desk.shop.id))
        self.ask(self._look, self._show)

    # --- parts ---

    def _figures(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        told = (
            (self._questions, tr("questions today")),
            (self._stopped, tr("turned away by the guard today")),
            (self._known, tr("products known")),
        )
        for place, (figure, words) in enumerate(told):
            grid.addWidget(_figure(figure, words), 0, place)
            grid.setColumnStretch(place, 1)
        week = basics.card(
            basics.label(tr("Questions in the last seven days"), "strong"),
            basics.label(tr("Those that the guard turned away stand on top, in another colour."), "quiet"),
            self.bars,
        )
        grid.addWidget(week, 1, 0, 1, 3)
        holder = QWidget()
        holder.setLayout(grid)
        return holder

    def _places(self) -> QFrame:
        self._page = CopyField(tr("Address of the chat page"))
        visit = basics.button(tr("Open the chat page"), self._open, primary=True)
        embed = basics.button(tr("Put it on your website"), partial(self.desk.page_wanted.emit, "chatbot"))
        buttons = basics.row(visit, embed)
        buttons.addStretch()
        return basics.card(
            basics.label(tr("Where your bot is"), "heading"),
            basics.label(tr("The chat page as this computer sees it:"), "quiet"),
            self._page,
            buttons,
        )

    # --- what the service says ---

    def _look(self) -> _Facts:
        client, shop = self.desk.client, self.desk.shop.id
        sources = client.sources(shop)
        return _Facts(
            engine=client.engine(),
            health=client.health(),
            products=client.products(shop, limit=1).total,
            documents=sum(source.kind == "document" for source in sources),
            hours=client.guard_hours(shop, 8),
        )

    def _show(self, facts: _Facts) -> None:
        standing = box.standing(facts.engine, facts.health, facts.products, facts.documents)
        self._title.setText(standing.title)
        basics.set_tone(self._title, standing.tone)
        self._message.setText(standing.message)
        questions, stopped = box.today(facts.hours)
        for label, figure in (
            (self._questions, questions),
            (self._stopped, stopped),
            (self._known, facts.products),
        ):
            label.setText(f"{figure:,}")
        self.bars.show_days(box.week(facts.hours))
        self._show_steps(box.steps(self.desk.shop, facts.products, facts.documents))

    def _show_steps(self, steps: list[box.Step]) -> None:
        basics.clear(self._steps)
        left = [step for step in steps if not step.done]
        for step in left:
            go = basics.button(
                tr("Go there"), partial(self.desk.page_wanted.emit, step.page), about=step.text
            )
            line = basics.row(basics.label(step.text), spacing=12)
            line.setStretch(0, 1)
            line.addWidget(go)
            self._steps.addLayout(line)
        self._next.setVisible(bool(left))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._page.text()))


def _figure(figure: QLabel, words: str) -> QFrame:
    figure.setAccessibleName(words)
    return basics.card(figure, basics.label(words, "quiet"), spacing=0)
