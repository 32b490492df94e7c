"""Words that are no options but names or kinds, what is hired and not bought, reductions, other scripts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from stall import OUT, SATURDAY, SHOP, Stall, last_reply, variant

from appliance.answers.composer import Composer
from appliance.answers.language import detect
from appliance.answers.reply import Reply
from appliance.core.products import Passage, Product
from appliance.knowledge.hits import PassageHit

ASSAM = Product(
    "assam", "Assam Breakfast", "Malty.", categories=("Black tea",), variants=(variant("A-1", "4.20"),)
)
GREY = Product(
    "earl",
    "Earl Grey Flower",
    "With bergamot.",
    categories=("Black tea",),
    variants=(variant("E-1", "4.60"),),
)
SENCHA = Product("sencha", "Sencha", "Grassy.", categories=("Green tea",), variants=(variant("S-1", "7.50"),))
TIMER = Product(
    "timer", "Sand Tea Timer", "Beech.", categories=("Teaware",), variants=(variant("T-1", "14.25"),)
)
CUP = Product(
    "cup",
    "Glass Mug",
    "Two walls.",
    categories=("Teaware",),
    variants=(variant("M-1", "9.00", colour="Black"), variant("M-2", "9.00", colour="Sand")),
)
BOX = Product(
    "box",
    "Explorer Gift Box",
    "Five tins.",
    variants=(replace(variant("B-1", "27.50"), compare_at=Decimal("32.00")),),
)
BIKE = Product("bike", "Voltway E-Bike", "Range up to 60 miles.", variants=(variant("V-1", "2499.00"),))
DAY_PASS = Product("pass", "Kayak Rental Day Pass", "One day.", variants=(variant("K-1", "35.00"),))
GLOVES = Product(
    "gloves",
    "Gel Gloves",
    "Half fingers.",
    variants=(variant("G-S", "24.00", size="S"), variant("G-M", "24.00", OUT, 0, size="M")),
)
HELMET = Product(
    "helmet",
    "Summit Helmet",
    "Light.",
    variants=(variant("H-M", "89.00", size="M (54-58 cm)"), variant("H-L", "95.00", size="L (58-62 cm)")),
)
CHAIN = Product("chain", "Speed Chain 126 links", "Quick link included.", variants=(variant("C-1", "39.00"),))
RENTALS = "Rentals: $45 a day for the Trailhound, $70 a day for the Voltway."


class Teas(Stall):
    def __init__(self) -> None:
        super().__init__((ASSAM, GREY, SENCHA, TIMER, CUP, BOX, BIKE, DAY_PASS, GLOVES, HELMET, CHAIN))

    def find_passages(self, query: str, k: int = 5) -> list[PassageHit]:
        wraps = Passage("Gift wrapping costs $2.50 per item.")
        return [
            PassageHit(Passage(RENTALS, "Rentals"), "store.md", "Our stores", 0.5, 0.5, "p-0"),
            PassageHit(wraps, "shop.md", "Shop", 0.5, 0.5, "p-1"),
        ]


def ask(message: str) -> Reply:
    return last_reply(Composer(SHOP, Teas(), lambda: SATURDAY), message)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("what black teas do you have", {ASSAM, GREY}),
        ("what green teas do you sell", {SENCHA}),
        ("Do you have earl gray?", {GREY}),
        ("is the glass mug in stock in black", {CUP}),  # here it is a colour
    ],
)
def test_a_colour_in_a_name_or_kind_is_no_option(asked: str, named: set[Product]) -> None:
    reply = ask(asked)
    assert reply.answered
    assert set(reply.products) == named
    assert "doesn't come in" not in reply.text


def test_a_colour_that_a_product_lacks_is_still_denied() -> None:
    assert "Glass Mug doesn't come in green" in ask("do you have the glass mug in green?").text


def test_no_total_of_what_two_numbers_count() -> None:
    assert "come to" not in ask("how much are two glass mugs and one sand timer?").text


@pytest.mark.parametrize(
    "asked", ["how much to rent the Voltway for a day?", "what does it cost to hire a voltway e-bike"]
)
def test_the_price_of_a_thing_is_not_what_it_costs_to_hire_it(asked: str) -> None:
    said = ask(asked).text
    assert "2,499" not in said
    assert "$70 a day" in said


def test_what_is_sold_as_a_rental_has_its_price() -> None:
    assert "$35.00" in ask("how much is the kayak rental day pass?").text


def test_the_price_of_a_gift_box_is_not_that_of_gift_wrapping() -> None:
    assert "$27.50" in ask("how much is the gift box").text


def test_a_product_that_is_reduced_is_told_when_a_discount_is_asked_for() -> None:
    said = ask("gift box discount?").text
    assert "$27.50" in said
    assert "reduced from $32.00" in said


@pytest.mark.parametrize(
    ("said", "language"),
    [("食パンはいくらですか？", "en"), ("이거 얼마예요?", "en"), ("这个多少钱？", "zh"), ("價錢?", "zh")],
)
def test_kana_and_hangul_are_not_chinese(said: str, language: str) -> None:
    assert detect(said) == language


def test_what_is_not_understood_is_answered_in_the_shops_own_language() -> None:
    assert detect("食パンはいくらですか？", "de") == "de"


def ask_on(*turns: str) -> Reply:
    return last_reply(Composer(SHOP, Teas(), lambda: SATURDAY), *turns)


def test_a_size_in_words_is_no_part_of_a_name() -> None:
    assert "Gel Gloves (M) is out of stock" in ask("do you have gloves in medium?").text


def test_an_option_that_is_named_is_told_of_not_listed() -> None:
    said = ask_on("summit helmet in large?", "and in medium?").text
    assert "M (54-58 cm)" in said
    assert "in stock" in said
    assert "comes in" not in said


def test_options_that_are_asked_for_are_listed() -> None:
    assert "S, M" in ask("what sizes do the gel gloves come in").text


def test_what_is_counted_in_a_title_may_help() -> None:
    assert "126 links" in ask("how many links does the speed chain have?").text


def test_the_range_of_a_thing_is_not_the_shops() -> None:
    assert "60 miles" in ask("what's the range of the voltway e-bike?").text
