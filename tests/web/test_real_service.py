"""The page against the service itself, whose bot alone is scripted: the two sides agree on the wire."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from chat_browser import Page
from stand_in import Site, make_answer, make_card, running

from appliance import wiring
from appliance.core.paths import Paths
from appliance.core.schemas import (
    AnswerEvent,
    ChatAnswer,
    Delta,
    EngineStatus,
    Queued,
    ShopChange,
    ShopCreate,
)
from appliance.core.settings import Settings
from appliance.service.app import create_app
from appliance.service.parts import Appliance, OpenShop

pytestmark = pytest.mark.slow


@dataclass
class Bot:
    """Says what it was asked, after a place in the queue; "wait" waits until it is cancelled."""

    cancelled: threading.Event = field(default_factory=threading.Event)
    sessions: list[str] = field(default_factory=list)

    def stream(
        self, question: str, session: str, cancel: threading.Event, address: str
    ) -> Iterator[AnswerEvent]:
        self.sessions.append(session)
        yield Queued(position=2)
        yield Delta(text=f"Draft of {question}\nsecond line")
        if question == "wait" and cancel.wait(20):
            self.cancelled.set()
            return
        yield ChatAnswer.model_validate(make_answer(f"Heard: {question}", session, products=(make_card(),)))


@dataclass
class Real:
    box: Appliance
    bot: Bot
    url: str


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Real]:
    bot: Any = Bot()
    nothing: Any = None
    calm: Any = SimpleNamespace(pause=lambda session, address: 0.0)
    shop = OpenShop(nothing, calm, nothing, bot, nothing, nothing, nothing, close=lambda: None)
    parts = wiring.Parts(
        models=SimpleNamespace(tidy=lambda goes_on: None),  # type: ignore[arg-type]
        guard=nothing,
        open_shop=lambda _: shop,
        forget_shop=lambda _: None,
        engine=lambda: EngineStatus(state="off"),
        warm=lambda: None,
        forget_old=lambda: None,
        greet=lambda: None,
        stop=lambda: None,
    )
    box = wiring.build(Paths(tmp_path / "data"), Settings(messages_per_minute=3), make=lambda _: parts)
    with contextlib.closing(box), running(create_app(box)) as url:
        box.tenants.create(ShopCreate(name="Acme Outdoor", id="acme"))
        yield Real(box, bot, url)


def test_a_conversation_until_the_limit_is_reached(page: Page, real: Real) -> None:
    page.open(f"{real.url}/shops/acme/chat")
    for number in range(3):
        page.ask(f"question {number}")
        page.wait_text("#log", f"Heard: question {number}")
    assert len(set(real.bot.sessions)) == 1
    assert len(page.all(".card")) == 3
    page.ask("one too many")
    page.wait_text(".problem", "You can try again in about")
    assert len(real.bot.sessions) == 3


def test_stop_reaches_the_bot(page: Page, real: Real) -> None:
    page.open(f"{real.url}/shops/acme/chat")
    page.ask("wait")
    page.wait_text("#draft", "second line")
    assert page.text("#status") == "2 people ahead of you"
    page.find("#stop").click()
    assert real.bot.cancelled.wait(15)


def test_the_widget_follows_the_shops_list_of_sites(page: Page, real: Real, site: Site) -> None:
    with site.running() as port:
        tag = f'<script src="{real.url}/widget.js" data-shop="acme" async></script>'
        site.pages["/"] = f'<!doctype html><link rel="icon" href="data:,"><title>Acme</title>{tag}'
        origin = f"http://localhost:{port}"
        page.open(f"{origin}/")
        page.wait(lambda: f"{origin} is listed" in " ".join(page.console()))
        real.box.tenants.change("acme", ShopChange(sites=(origin,)))
        page.open(f"{origin}/")
        page.wait(lambda: page.all("[data-shop-chat]"))


def test_a_missing_shop_is_a_page(page: Page, real: Real) -> None:
    page.open(f"{real.url}/shops/nobody/chat")
    assert page.text("h1") == "There is nothing of that name"
    assert "nobody" in page.text("p")
