"""axe-core over the pages, what stays visible on small screens, and right-to-left."""

from __future__ import annotations

import pytest
from chat_browser import Page, open_chat, violations
from stand_in import Hold, StandIn, make_answer, make_card, make_shop, make_source

pytestmark = pytest.mark.slow

LONG = "Merino Jumper with a Name That Goes On and an-unbreakable-part-of-more-than-forty-letters"
VISIBLE = """
const box = document.querySelector(arguments[0]).getBoundingClientRect();
const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
const inside = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;
return box.width > 0 && inside && document.querySelector(arguments[0]).contains(at);
"""


def converse(page: Page, service: StandIn) -> None:
    """Fill the page with one of everything, and leave an answer under way."""
    cards = (
        make_card(image="/picture.svg", compare_at="120", brand="Acme"),
        make_card(title=LONG, availability="out_of_stock", url="https://market.example/x"),
        make_card(title="Hat", availability="backorder", url="", options={}),
    )
    sources = (
        make_source(excerpt="Two to four days.", url="https://acme.example/delivery"),
        make_source(page=None),
    )
    text = "There are **three**:\n\n- one\n- two\n\nSee https://acme.example/jumpers for more."
    service.answers(
        "Which jumpers do you have?", ("answer", make_answer(text, products=cards, sources=sources))
    )
    service.refuses(
        "Refused", 503, {"detail": "Nine people are waiting already.", "resolution": "Ask again later."}
    )
    service.answers("Last", ("position", {"position": 1}), ("delta", {"text": "An answer under way"}), Hold())
    page.ask("Which jumpers do you have?")
    page.wait(lambda: page.all(".card"))
    page.find("summary").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(320, 640), (1280, 800)])
def test_axe_finds_nothing(page: Page, service: StandIn, scheme: str, size: tuple[int, int]) -> None:
    page.size(*size)
    page.media(prefers_color_scheme=scheme)
    open_chat(page, service)
    page.shot(f"chat-start-{scheme}-{size[0]}")
    converse(page, service)
    page.shot(f"chat-cards-{scheme}-{size[0]}")
    assert page.run("return document.documentElement.scrollHeight <= innerHeight"), (
        "only the conversation scrolls"
    )
    assert violations(page) == []
    page.ask("Refused")
    page.wait(lambda: page.all(".problem"))
    page.ask("Last")
    page.wait_text("#draft", "under way")
    page.shot(f"chat-busy-{scheme}-{size[0]}")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_privacy_notice(page: Page, service: StandIn, scheme: str) -> None:
    page.media(prefers_color_scheme=scheme)
    page.open(f"{service.url}/shops/acme/privacy")
    page.wait_text("h1", "Privacy notice")
    page.shot(f"privacy-{scheme}")
    assert violations(page) == []
    page.open(f"{service.url}/shops/nobody/chat")
    assert violations(page) == []


@pytest.mark.parametrize("colour", ["#ffffff", "#000000", "#ffd700"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_shop_colour_keeps_its_contrast(page: Page, service: StandIn, colour: str, scheme: str) -> None:
    service.shops["acme"] = make_shop(colour=colour)
    page.media(prefers_color_scheme=scheme)
    open_chat(page, service)
    converse(page, service)
    page.shot(f"colour-{colour[1:]}-{scheme}")
    assert violations(page) == []


@pytest.mark.parametrize("size", [(320, 640), (320, 480), (640, 400), (1280, 800), (320, 256)])
@pytest.mark.parametrize("query", ["", "?embed=1"])
def test_label_and_notice_are_in_sight_before_the_first_message(
    page: Page, service: StandIn, size: tuple[int, int], query: str
) -> None:
    page.size(*size)
    open_chat(page, service, query=query)
    assert page.run(VISIBLE, "#ai-label")
    assert page.run(VISIBLE, "#privacy-link")
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [(320, 640), (640, 400), (320, 256)])
def test_nothing_overflows_sideways_and_the_label_stays(
    page: Page, service: StandIn, size: tuple[int, int]
) -> None:
    page.size(*size)
    service.shops["acme"] = make_shop(
        name="A Shop With a Very Long Name, Sons and Daughters Proprietary Limited"
    )
    open_chat(page, service)
    converse(page, service)
    page.shot(f"small-{size[0]}x{size[1]}")
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    assert page.run(VISIBLE, "#ai-label")


def test_a_host_cannot_theme_the_label_away(page: Page, service: StandIn) -> None:
    service.shops["acme"] = make_shop(
        colour="#ffffff;} .ai-label{display:none", greeting="<style>*{display:none}</style>"
    )
    open_chat(page, service)
    assert page.run(VISIBLE, "#ai-label")
    assert page.text("#ai-label").startswith("You are talking to an AI assistant. It can make mistakes")


def test_names_and_roles(page: Page, service: StandIn) -> None:
    open_chat(page, service)
    named = {css: page.find(css).accessible_name for css in ("#message", "#send", "#log", "#scroller")}
    assert named == {
        "#message": "Your message",
        "#send": "Send",
        "#log": "Messages",
        "#scroller": "Conversation",
    }
    described = page.find("#message").get_attribute("aria-describedby")
    assert described == "ai-label privacy", "in the widget the focus skips both"
    assert page.find("#log").aria_role == "log"
    assert page.find("#status").aria_role == "status"
    assert page.run("return document.documentElement.lang") == "en"


def test_focus_is_visible(page: Page, service: StandIn) -> None:
    open_chat(page, service)
    converse(page, service)
    for css in (
        "#message",
        "#send",
        "#restart",
        "#privacy-link",
        ".suggestion",
        "summary",
        ".card a",
        "#scroller",
    ):
        node = page.find(css)
        page.run("arguments[0].focus({focusVisible: true})", node)
        assert node.value_of_css_property("outline-style") == "solid", css


def test_right_to_left_text_turns_the_page(page: Page, service: StandIn) -> None:
    open_chat(page, service)
    page.run("document.documentElement.dir = 'rtl'")
    converse(page, service)
    page.shot("rtl")
    question = page.find(".you .bubble").rect
    answer = page.all(".assistant .bubble")[-1].rect
    assert question["x"] < answer["x"]
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
