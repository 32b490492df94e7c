"""Thumbs below an answer, and the words of a shop that is closed, in Debian's chromium."""

from __future__ import annotations

import pytest
from chat_browser import Page, open_chat, violations
from selenium.webdriver.common.keys import Keys
from stand_in import StandIn, make_answer, make_shop

from appliance.core.talk_records import Thumb

pytestmark = pytest.mark.slow

QUESTION = "Do you have the jumper?"


def pressed(page: Page) -> list[str | None]:
    return [button.get_attribute("aria-pressed") for button in page.all(".thumb")]


def answered(page: Page, service: StandIn, **changes: object) -> None:
    service.answers(
        QUESTION, ("answer", make_answer("Yes.", "s-1", **{"turn": 3, "intent": "stock", **changes}))
    )
    open_chat(page, service)
    page.ask(QUESTION)
    page.wait_text("#log", "Yes.")


def test_a_thumb_is_sent_changed_and_taken_back(page: Page, service: StandIn) -> None:
    answered(page, service)
    up, down = page.all(".thumb")
    assert [up.get_attribute("aria-label"), down.get_attribute("aria-label")] == ["Helpful", "Not helpful"]
    up.send_keys(Keys.ENTER)
    page.wait_text("#status", "Thank you.")
    assert pressed(page) == ["true", "false"]
    down.click()
    page.wait(lambda: len(service.thumbs) == 2)
    assert pressed(page) == ["false", "true"]
    down.click()
    page.wait(lambda: len(service.thumbs) == 3)
    assert pressed(page) == ["false", "false"]
    assert [wish.thumb for wish in service.thumbs] == [Thumb.UP, Thumb.DOWN, Thumb.NONE]
    assert {(wish.session, wish.turn) for wish in service.thumbs} == {("s-1", 3)}
    assert violations(page) == []
    page.shot("thumbs")


def test_the_tab_remembers_the_thumb(page: Page, service: StandIn) -> None:
    answered(page, service)
    page.all(".thumb")[1].click()
    page.wait_text("#status", "Thank you.")
    page.driver.refresh()
    page.wait_text("#log", "Yes.")
    assert pressed(page) == ["false", "true"]


def test_a_thumb_that_was_not_taken_goes_back(page: Page, service: StandIn) -> None:
    service.refuse_thumbs = True
    answered(page, service)
    page.all(".thumb")[0].click()
    page.wait_text("#status", "That could not be sent.")
    page.wait(lambda: pressed(page) == ["false", "false"])


def test_small_talk_is_not_judged(page: Page, service: StandIn) -> None:
    answered(page, service, intent="greeting")
    assert page.all(".thumb") == []


def test_a_closed_shop_says_so_above_the_composer(page: Page, service: StandIn) -> None:
    never = "Sunday: closed; Mon-Sat: closed"
    service.shops["acme"] = make_shop(opening_hours=never, away_text="We are away. Leave your number.")
    open_chat(page, service)
    assert page.text("#away") == "We are away. Leave your number."
    assert violations(page) == []
    page.shot("away")
    service.shops["acme"] = make_shop(opening_hours="", away_text="We are away.")
    open_chat(page, service)
    assert not page.find("#away").is_displayed()
