"""What a stranger's text may become on the page: words, and little else."""

from __future__ import annotations

import pytest
from chat_browser import Page, open_chat
from stand_in import StandIn, make_answer, make_card, make_shop, make_source

pytestmark = pytest.mark.slow

ATTACK = "<img src=x onerror=document.title='hit'><script>document.title='hit'</script>"
HTML = "m.renderText(a[0], ['acme.example']).map(n => n.outerHTML).join('')"
TEXTS = [
    ("", ""),
    ("One.\nTwo.\n\n\n Three.", '<p dir="auto">One.<br>Two.</p><p dir="auto"> Three.</p>'),
    (
        "See:\n- a\n* b\nEnd",
        '<p dir="auto">See:</p><ul dir="auto"><li>a</li><li>b</li></ul><p dir="auto">End</p>',
    ),
    ("1. a\r\n2) b", '<ol dir="auto"><li>a</li><li>b</li></ol>'),
    ("**a** **b", '<p dir="auto"><strong>a</strong> **b</p>'),
    ("2 ** 3 ** 4", '<p dir="auto">2 ** 3 ** 4</p>'),
    ("1.5 kg", '<p dir="auto">1.5 kg</p>'),
    ("-5 °C", '<p dir="auto">-5 °C</p>'),
    ("**<b>x</b>**", '<p dir="auto"><strong>&lt;b&gt;x&lt;/b&gt;</strong></p>'),
    ("[x](javascript:alert(1))", '<p dir="auto">[x](javascript:alert(1))</p>'),
    ("https://evil.example/acme.example", '<p dir="auto">https://evil.example/acme.example</p>'),
    ("https://acme.example.evil.example", '<p dir="auto">https://acme.example.evil.example</p>'),
    ("https://acme.example@evil.example/", '<p dir="auto">https://acme.example@evil.example/</p>'),
    ("https://notacme.example/", '<p dir="auto">https://notacme.example/</p>'),
    (
        "See https://www.acme.example/a?b=1.",
        '<p dir="auto">See <a href="https://www.acme.example/a?b=1" target="_blank" rel="noopener">'
        "https://www.acme.example/a?b=1</a>.</p>",
    ),
]


@pytest.mark.parametrize(("text", "html"), TEXTS)
def test_text_becomes_paragraphs_lists_bold_and_own_links(
    page: Page, service: StandIn, text: str, html: str
) -> None:
    open_chat(page, service)
    assert page.module("text.js", HTML, text) == html


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "shown"),
    [
        ("1234.50", "AUD", "en-AU", "$1,234.50"),
        ("1234.50", "EUR", "de-DE", "1.234,50\xa0€"),
        ("1200", "JPY", "en-AU", "JPY\xa01,200"),
        ("9007199254740993.25", "AUD", "en-AU", "$9,007,199,254,740,993.25"),
        ("5.00", "", "en-AU", "5.00"),
        ("5.00", "dollars", "en-AU", "5.00 dollars"),
    ],
)
def test_prices_are_exact_in_the_visitors_way_of_writing(
    page: Page, service: StandIn, amount: str, currency: str, locale: str, shown: str
) -> None:
    open_chat(page, service)
    assert page.module("cards.js", "m.money(...a)", amount, currency, locale) == shown


@pytest.mark.parametrize(
    "colour", ["#000000", "#ffffff", "#1f6feb", "#ffd700", "#767676", "#777777", "#00ff00"]
)
def test_text_on_any_shop_colour_is_readable(page: Page, service: StandIn, colour: str) -> None:
    open_chat(page, service)
    text = page.module("theme.js", "m.textOn(a[0])", colour)
    assert contrast(colour, text) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #rrggbb colours (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_attacks_in_an_answer_stay_text(page: Page, service: StandIn) -> None:
    service.shops["acme"] = make_shop(name=f"Shop {ATTACK}", greeting=ATTACK)
    cards = (
        make_card(
            title=ATTACK, brand=ATTACK, url="javascript:document.title='hit'", options={ATTACK: (ATTACK,)}
        ),
        make_card(title="Data", url="data:text/html,<script>alert(1)</script>", image="javascript:alert(1)"),
        make_card(title="Plain", image="http://pictures.example/a.png", currency="<b>", url="//evil.example"),
    )
    sources = (make_source(title=ATTACK, url="javascript:alert(1)", excerpt=ATTACK),)
    service.answers(
        "Hi", ("delta", {"text": ATTACK}), ("answer", make_answer(ATTACK, products=cards, sources=sources))
    )
    open_chat(page, service)
    title = page.driver.title
    page.ask("Hi")
    page.wait(lambda: page.all(".sources"))
    page.find("summary").click()
    assert page.all("#log img, #log script, #log a") == []
    assert page.text("#log").count("onerror") >= 6
    page.run("for (const node of document.querySelectorAll('.card *')) node.click()")
    assert page.driver.title == title
    assert page.console() == []


def test_a_problem_and_a_message_are_text_too(page: Page, service: StandIn) -> None:
    service.refuses(ATTACK, 500, {"title": "T", "detail": ATTACK})
    open_chat(page, service)
    page.ask(ATTACK)
    page.wait_text(".problem", "onerror")
    assert page.all("#log img, #log script") == []
    assert page.driver.title == "Acme Outdoor"


def test_links_to_other_sites_name_their_host(page: Page, service: StandIn) -> None:
    cards = (make_card(url="https://market.example/jumper"), make_card(url="/products/jumper"))
    source = make_source(url="https://other.example/x", page=None)
    service.answers("Hi", ("answer", make_answer("Two.", products=cards, sources=(source,))))
    open_chat(page, service)
    page.ask("Hi")
    page.wait(lambda: page.all(".card"))
    assert page.find(".foreign").text == "market.example"
    assert len(page.all("#log a")) == 1


def test_pictures_come_from_https_or_this_service_and_vanish_when_broken(
    page: Page, service: StandIn
) -> None:
    cards = tuple(make_card(title=image, image=image) for image in ("/picture.svg", "/missing.png"))
    service.answers("Hi", ("answer", make_answer("Two.", products=cards)))
    open_chat(page, service)
    page.ask("Hi")
    page.wait(lambda: len(page.all(".card")) == 2 and len(page.all(".card img")) == 1)
    assert page.find(".card img").get_attribute("src") == f"{service.url}/picture.svg"
    assert page.module("links.js", "m.pictureAddress(a[0])", "http://other.example/a.png") is None
    assert (
        page.module("links.js", "m.pictureAddress(a[0])", "https://cdn.example/a.png")
        == "https://cdn.example/a.png"
    )


def test_stock_is_said_in_words_and_unknown_stock_is_not_guessed(page: Page, service: StandIn) -> None:
    states = ("in_stock", "out_of_stock", "backorder", "unknown")
    cards = tuple(make_card(availability=state, price=None, options={}) for state in states)
    service.answers("Hi", ("answer", make_answer("Four.", products=cards)))
    open_chat(page, service)
    page.ask("Hi")
    page.wait(lambda: page.all(".card"))
    shown = [
        [node.text for node in card.find_elements("css selector", ".stock")] for card in page.all(".card")
    ]
    assert shown == [["In stock"], ["Out of stock"], ["Can be ordered"], []]


def test_a_price_range_and_follow_up_questions(page: Page, service: StandIn) -> None:
    cards = (make_card(price_max="129.00"), make_card(title="Wool Hat", price_max="89.90", compare_at="80"))
    service.answers("Hi", ("answer", make_answer("Two.", products=cards)))
    service.answers(
        "What is the difference between Merino Jumper and Wool Hat?", ("answer", make_answer("Size."))
    )
    open_chat(page, service)
    page.ask("Hi")
    page.wait(lambda: page.all(".card"))
    assert [node.text for node in page.all(".price")] == ["$89.90 to $129.00", "$89.90"]
    page.find(".suggestion").click()
    page.wait_text("#log", "Size.")


def test_an_unanswered_question_leads_to_the_shop(page: Page, service: StandIn) -> None:
    service.answers("Hi", ("answer", make_answer("I don't know.", answered=False)))
    open_chat(page, service)
    page.ask("Hi")
    page.wait_text("#log", "I don't know.")
    assert [node.text for node in page.all(".suggestion")] == ["How can I contact you?"]


def test_an_answer_longer_than_the_screen_is_read_from_its_beginning(page: Page, service: StandIn) -> None:
    service.answers("Hi", ("answer", make_answer("First words.\n\n" + "\n\n".join(["More."] * 60))))
    open_chat(page, service)
    page.ask("Hi")
    page.wait_text("#log", "First words.")
    top = page.run("return document.querySelector('#log > :last-child').getBoundingClientRect().top")
    start = page.run("return document.querySelector('#scroller').getBoundingClientRect().top")
    assert start <= top <= start + 40
