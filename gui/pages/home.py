"""Is the bot answering, what to do next, today in numbers, and how the computer feels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from appliance.core.owner_schemas import Figures, Setup
from appliance.core.schemas import EngineStatus, Health
from gui.desk import Desk
from gui.pages.page import Page
from gui.presenters import box, profile
from gui.widgets import basics
from gui.widgets.bars import Bars
from gui.widgets.copy_field import CopyField
from gui.widgets.vitals_card import VitalsCard
from gui.words import tr

DAYS = 7
REFRESH_MS = 30_000


@dataclass(frozen=True)
class _Facts:
    engine: EngineStatus
    health: Health
    products: int
    documents: int
    setup: Setup


class Home(Page):
    """Looks again twice a minute while it is in front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Home"))

    def make(self) -> Iterator[None]:
        self._title = basics.label(tr("Looking…"), "heading")
        self._message = basics.label(kind="quiet")
        self._mend = QVBoxLayout()
        self._standing = basics.card(self._title, self._message, self._mend)
        self._steps = QVBoxLayout()
        self._next = basics.card(basics.label(tr("What to do next"), "heading"), self._steps)
        self._next.hide()
        self._shown: object = None
        self.figures = {name: basics.label("–", "figure") for name in box.figure_words()}
        yield
        self.bars = Bars(tr("Questions in the last seven days"))
        yield
        self.vitals = VitalsCard(self.desk)
        yield
        inside = QWidget()
        self._where = self._places()
        parts = (self._standing, self._next, self._numbers(), self.vitals, self._where)
        inside.setLayout(basics.column(*parts, spacing=12))
        inside.layout().addStretch()  # type: ignore[union-attr]
        self.body.addWidget(basics.scrolled(inside))
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(lambda: self.refresh() if self.isVisible() else None)
        self._timer.start()
        self.desk.lost.connect(self._show_silent)

    def refresh(self) -> None:
        self.banner.hide()
        shop = self.desk.shop
        self._page.set_text(profile.chat_page(profile.reached_at(shop, self.desk.client.url), shop.id))
        self._seen.setText(
            tr("The chat page as your customers see it:")
            if shop.public_url
            else tr("The chat page as this computer sees it:")
        )
        self.ask(self._look, self._show)
        self.ask(lambda: self.desk.client.figures(shop.id, DAYS), self._count)

    # --- parts ---

    def _numbers(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        words = box.figure_words()
        for place, (name, figure) in enumerate(self.figures.items()):
            grid.addWidget(_figure(figure, words[name]), 0, place)
            grid.setColumnStretch(place, 1)
        week = basics.card(
            basics.label(tr("Questions in the last seven days"), "strong"),
            basics.label(tr("Those that the guard turned away stand on top, in another colour."), "quiet"),
            self.bars,
        )
        grid.addWidget(week, 1, 0, 1, len(self.figures))
        holder = QWidget()
        holder.setLayout(grid)
        return holder

    def _places(self) -> QFrame:
        self._page, self._seen = CopyField(tr("Address of the chat page")), basics.label(kind="quiet")
        visit = basics.button(tr("Open the chat page"), self._open, primary=True)
        embed = basics.button(tr("Put it on your website"), partial(self.desk.page_wanted.emit, "chatbot"))
        buttons = basics.row(visit, embed)
        buttons.addStretch()
        return basics.card(
            basics.label(tr("Where your bot is"), "heading"),
            self._seen,
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
            setup=client.setup(shop),
        )

    def _show(self, facts: _Facts) -> None:
        standing = box.standing(facts.engine, facts.health, facts.products, facts.documents)
        self._title.setText(standing.title)
        basics.set_tone(self._title, standing.tone)
        self._message.setText(standing.message)
        steps = box.steps(self.desk.shop, facts.products, facts.documents)
        shown = (standing, tuple(steps), facts.setup)
        if shown != self._shown:  # a button that is made anew loses the keyboard
            self._shown = shown
            self._show_mend(standing)
            self._show_steps([step for step in steps if not step.done], facts.setup)
            basics.in_order(self._standing, self._next, self._where)

    def _count(self, figures: Figures) -> None:
        for name, words in box.figures(figures.days[-1]).items():
            self.figures[name].setText(words)
        self.bars.show_days(box.week(figures))

    def _show_silent(self, why: str) -> None:
        self._shown = None
        basics.clear(self._mend)
        self._title.setText(tr("Your bot is not answering"))
        basics.set_tone(self._title, "bad")
        self._message.setText(why)

    def _show_mend(self, standing: box.Standing) -> None:
        basics.clear(self._mend)
        if standing.page and standing.page != "home":
            line = basics.row(self._way_to(tr("Go there"), standing.page, standing.title))
            line.addStretch()
            self._mend.addLayout(line)

    def _show_steps(self, left: list[box.Step], setup: Setup) -> None:
        basics.clear(self._steps)
        if not setup.finished:
            go_on = partial(self.desk.setup_wanted.emit, self.desk.shop, setup.step)
            self._add_step(tr("Finish the first steps"), basics.button(tr("Go on"), go_on, primary=True))
        for step in left:
            self._add_step(step.text, self._way_to(tr("Go there"), step.page, step.text))
        self._next.setVisible(bool(left) or not setup.finished)

    def _add_step(self, text: str, button: QWidget) -> None:
        line = basics.row(basics.label(text), spacing=12)
        line.setStretch(0, 1)
        line.addWidget(button)
        self._steps.addLayout(line)

    def _way_to(self, text: str, page: str, about: str) -> QWidget:
        return basics.button(text, partial(self.desk.page_wanted.emit, page), about=about)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._page.text()))


def _figure(figure: QLabel, words: str) -> QFrame:
    figure.setAccessibleName(words)
    return basics.card(figure, basics.label(words, "quiet"), spacing=0)
