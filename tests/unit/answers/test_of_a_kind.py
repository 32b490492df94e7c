"""Choosing among the products of a kind: most of something, all that are so, what a clause asks beside."""

import pytest
from stall import OUT, SATURDAY, SHOP, Stall, last_reply, variant

from appliance.answers.composer import Composer
from appliance.answers.reply import Reply
from appliance.core.products import Product


def jacket(key: str, title: str, rating: str, price: str, said: str = "Taped seams.") -> Product:
    fields = (("Waterproof rating", rating),) if rating else ()
    return Product(
        key,
        title,
        said,
        categories=("Waterproofs > Jackets",),
        attributes=fields,
        variants=(variant(f"J-{key}", price),),
    )


COASTAL = jacket("coastal", "Coastal Jacket", "15000 mm", "189.00")
FELL = jacket("fell", "Fell Shell", "28000 mm", "279.00")
POCKET = jacket("pocket", "Pocket Jacket", "8000 mm", "55.00")
FLEECE = jacket("fleece", "Fleece Jacket", "", "80.00", "Warm, but not waterproof.")


def game(key: str, title: str, players: str, price: str) -> Product:
    return Product(
        key,
        title,
        "A board and pieces.",
        categories=("Games > Strategy",),
        attributes=(("Players", players),),
        variants=(variant(f"G-{key}", price),),
    )


CHESS = game("chess", "Folding Chess", "2", "89.00")
DUEL = game("duel", "Saltpan", "2", "32.00")
PARTY = game("party", "Quick Fox", "2–8", "24.00")
BIG = game("big", "Lighthouse", "3–6", "64.00")


def vest(key: str, title: str, shelf: str, price: str) -> Product:
    return Product(
        key,
        title,
        "ISO 12402.",
        categories=(f"Lifejackets > {shelf}",),
        variants=(variant(f"L-{key}", price),),
    )


AUTO = vest("auto", "Coast Automatic Lifejacket", "Adult", "105.00")
HAND = vest("hand", "Coast Manual Lifejacket", "Adult", "89.00")
CHILD = vest("child", "Minnow Lifejacket", "Children", "39.00")
STRAP = vest("strap", "Crotch Strap", "Spares", "9.00")


def coffee(key: str, title: str, said: str) -> Product:
    beans = (variant(f"C-{key}", "19.00", grind="Whole bean"), variant(f"C-{key}-D", "19.00", grind="Drip"))
    return Product(key, title, said, variants=beans)


GUATEMALA = coffee("gua", "Guatemala Huehue", "USDA organic certified.")
PERU = coffee("peru", "Peru Cajamarca", "Organic, from a cooperative.")
BRAZIL = coffee("bra", "Brazil Cerrado", "Not organic, but shade-grown.")
CUPPING = Product("cup", "Public Cupping", "Slurp six.", variants=(variant("CUP", "12.00"),))
CUP = Product("mug", "Camp Mug", "Steel.", variants=(variant("MUG", "14.00"),))
MODEL = Product(
    "loco", "Steam Locomotive Model", "Birch ply.", "Rokari", variants=(variant("LOC", "119.00", quantity=2),)
)
KITCHEN = Product(
    "kitchen",
    "Play Kitchen",
    "Hob and oven. Between batches we take back orders.",
    variants=(variant("KIT", "189.00", OUT, 0),),
)
WINTER = Product(
    "winter",
    "Snowshoe Blend",
    "Our winter coffee: apple and clove.",
    variants=(variant("SNO", "18.00", OUT, 0),),
)
THIEVES = Product("thieves", "Orchard Thieves", "Pick fruit.", variants=(variant("OT", "49.00"),))
MARKET = Product(
    "market", "Orchard Thieves: Night Market", "Adds stalls.", variants=(variant("OTN", "27.00"),)
)
DECAF = Product(
    "decaf",
    "Lakehead Decaf",
    "Water process.",
    variants=(
        variant("D-12-W", "18.00", size="12 oz", grind="Whole bean"),
        variant("D-12-E", "18.00", size="12 oz", grind="Espresso"),
        variant("D-2-W", "44.00", size="2 lb", grind="Whole bean"),
        variant("D-2-E", "44.00", OUT, 0, size="2 lb", grind="Espresso"),
    ),
)
GLOVES = Product(
    "gloves",
    "Long Finger Gloves",
    "Only thumb and index finger are cut.",
    variants=(variant("GL-S", "25.00", size="S"), variant("GL-M", "25.00", size="M")),
)
TRAIN = Product(
    "train",
    "Wooden Train Set",
    "Fits Brio and IKEA track.",
    variants=(variant("TR-S", "59.00", set="Starter"), variant("TR-G", "129.00", set="Grand")),
)
JACKETS = (COASTAL, FELL, POCKET, FLEECE)
GAMES = (CHESS, DUEL, PARTY, BIG)
VESTS = (AUTO, HAND, CHILD, STRAP)
OTHERS = (
    GUATEMALA,
    PERU,
    BRAZIL,
    CUPPING,
    CUP,
    MODEL,
    KITCHEN,
    WINTER,
    THIEVES,
    MARKET,
    DECAF,
    GLOVES,
    TRAIN,
)


def ask(*turns: str) -> Reply:
    return last_reply(Composer(SHOP, Stall((*JACKETS, *GAMES, *VESTS, *OTHERS)), lambda: SATURDAY), *turns)


def test_the_most_of_a_kind_is_told_by_its_field() -> None:
    said = ask("whats the most waterproof jacket you sell")
    assert said.products == (FELL,)
    assert "28000 mm" in said.text


def test_the_least_of_a_kind_is_told_by_its_field() -> None:
    assert ask("which is the least waterproof jacket").products == (POCKET,)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("which of your beans are certified organic", {GUATEMALA, PERU}),
        ("Do you have games made for exactly two players?", {CHESS, DUEL}),
        ("which games are for five players", {PARTY, BIG}),
        ("waterproof jackets under $200?", {COASTAL, POCKET}),
        ("I have got a hundred dollars at most: what waterproof jackets are within reach?", {POCKET}),
    ],
)
def test_all_that_are_so_are_listed(asked: str, found: set[Product]) -> None:
    said = ask(asked)
    assert set(said.products) == found, said.text


def test_what_no_record_of_a_kind_says_is_not_listed() -> None:
    said = ask("which of your jackets are flame retardant")
    assert "Fell Shell" not in said.text or not said.answered, said.text


def test_what_is_to_be_without_something_is_not_listed_with_it() -> None:
    said = ask("which of your beans are not organic")
    assert not said.text.startswith("We have"), said.text


def test_a_thing_that_is_not_sold_is_not_the_one_in_focus() -> None:
    said = ask("Do you have the 2 lb Lakehead Decaf as whole beans?", "and a 2 lb steak?")
    assert "Lakehead" not in said.text or not said.answered, said.text


def test_a_cupping_is_no_cup() -> None:
    assert ask("Cheapest mug?").products == (CUP,)


def test_what_is_for_a_thing_is_not_the_cheapest_of_them() -> None:
    assert ask("what is your cheapest lifejacket for adults").products == (HAND,)


def test_a_clause_that_no_record_decides_leaves_a_choice() -> None:
    said = ask("Which is your cheapest lifejacket for adults that goes off on its own when you fall in?")
    assert said.products == (HAND, AUTO), said.text
    assert "The cheapest is" not in said.text


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("Roughly how many of the Rokari steam trains have you still got?",), "2"),
        (("is the winter blend with the clove back yet",), "out of stock"),
        (("Is the play kitchen in stock?",), "Between batches we take back orders."),
        (
            ("We wore out Orchard Thieves and there's a night market you can add. What's that cost?",),
            "$27.00",
        ),
        (("how much is orchard thieves",), "$49.00"),
        (
            ("Do you have the 2 lb Lakehead Decaf as whole beans?", "And ground for espresso?"),
            "(2 lb, Espresso) is out of stock",
        ),
        (("Do you have the 12 oz Lakehead Decaf as whole beans?", "And ground for espresso?"), "is in stock"),
        (("do yuo have the camp mug",), "$14.00"),
        (("how mutch for the camp mug",), "$14.00"),
    ],
)
def test_what_is_asked_is_told(turns: tuple[str, ...], says: str) -> None:
    said = ask(*turns)
    assert says in said.text and said.answered, said.text


def test_whether_what_is_gone_can_be_ordered_is_told_by_its_record_alone() -> None:
    told = ask("The play kitchen is gone. Could I still put in an order for one?")
    assert told.answered and "back orders" in told.text
    silent = ask("The Snowshoe Blend is gone. Could I still order one?")
    assert not silent.answered and not silent.text.startswith("No"), silent.text


def test_half_of_a_difference_is_none() -> None:
    said = ask("What is the price difference between the Snowshoe Blend and the Icicle Blend?")
    assert "$18.00" not in said.text or not said.answered, said.text


@pytest.mark.parametrize(
    "asked",
    [
        "On the long finger gloves, which fingertips are missing?",
        "do the long finger gloves run true to size or should i adjust",
        "Will your wooden train set join onto IKEA track?",
    ],
)
def test_options_are_no_answer_to_something_else(asked: str) -> None:
    assert "comes in" not in ask(asked).text
