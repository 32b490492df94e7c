"""What is meant among several products: the cheapest of a kind, all but one, one against another."""

import pytest
from stall import PAINT, SATURDAY, SHOP, Stall, last_reply, variant

from appliance.answers.composer import Composer
from appliance.core.products import Product

INK = Product(
    "ink", "Copper Fountain Pen Ink", "For pens.", "Copper", ("Ink",), variants=(variant("IN-1", "11.00"),)
)
SCHOOL_PEN = Product(
    "pen-a",
    "Kontor School Fountain Pen",
    "Light.",
    "Brandt",
    ("Fountain Pens",),
    variants=(variant("PE-1", "24.00"),),
)
PISTON_PEN = Product(
    "pen-b",
    "Heron Piston Fountain Pen – 14k",
    "Heavy.",
    "Heron",
    ("Fountain Pens",),
    variants=(variant("PE-2", "245.00"),),
)
POCKET_PEN = Product(
    "pen-c", "Heron Mini", "Small.", "Heron", ("Fountain Pens",), variants=(variant("PE-3", "19.00"),)
)
FOX = Product("fox", "Floppy Fox", "A toy.", "", ("Dog > Toys",), variants=(variant("TO-1", "6.50"),))
MAT = Product("mat", "Snuffle Mat", "Hide treats.", "", ("Dog > Toys",), variants=(variant("TO-2", "18.00"),))
TUNNEL = Product(
    "tunnel", "Crinkle Tunnel", "A toy.", "", ("Cat > Toys",), variants=(variant("TO-3", "30.00"),)
)
CLAY = Product(
    "clay",
    "Clay Cat Litter 10 kg",
    "Clumps.",
    "",
    ("Cat > Litter & Trays",),
    variants=(variant("LI-8", "9.00"),),
)
WOOD = Product(
    "wood", "Wood Cat Litter", "Pellets.", "", ("Cat > Litter & Trays",), variants=(variant("LI-9", "6.50"),)
)
TRAY = Product(
    "tray",
    "Cat Litter Tray with Flap",
    "Hooded.",
    "",
    ("Cat > Litter & Trays",),
    variants=(variant("LI-7", "4.00"),),
)
TREE = Product("tree", "Loft Cat Tree", "Tall.", "", ("Cat > Trees",), variants=(variant("CT-1", "65.00"),))
GRAND = Product(
    "grand", "Loft Cat Tree Grande", "Taller.", "", ("Cat > Trees",), variants=(variant("CT-2", "165.00"),)
)
KIND_OF = (INK, SCHOOL_PEN, PISTON_PEN, POCKET_PEN, FOX, MAT, TUNNEL, CLAY, WOOD, TRAY, TREE, GRAND)
KINDS = Composer(SHOP, Stall(KIND_OF), lambda: SATURDAY)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What's the cheapest fountain pen you carry?", "Heron Mini at $19.00"),
        ("just curious haha, what's the most expensive fountain pen you've got?", "14k at $245.00"),
        ("What's the dearest dog toy you do?", "Snuffle Mat at $18.00"),
        ("What's the cheapest cat litter you'll sell me?", "Wood Cat Litter at $6.50"),
        ("which of your dog toys would cost me the least", "Floppy Fox at $6.50"),
        ("cheapest cat litter, not counting wood", "Clay Cat Litter 10 kg at $9.00"),
        ("cheapest ink", "Copper Fountain Pen Ink at $11.00"),
    ],
)
def test_the_cheapest_is_one_of_those_things(question: str, says: str) -> None:
    assert says in last_reply(KINDS, question).text


@pytest.mark.parametrize(
    "question", ["what's your cheapest pencil", "most expensive cat toy box", "cheapest pen holder"]
)
def test_a_superlative_of_what_is_not_sold_is_no_guess(question: str) -> None:
    reply = last_reply(KINDS, question)
    assert not reply.answered
    assert "$" not in reply.text


def test_the_cheapest_of_those_listed() -> None:
    assert "Floppy Fox" in last_reply(KINDS, "do you have dog toys", "which one is the cheapest?").text


@pytest.mark.parametrize(
    "question",
    [
        "Was kostet der normale Loft Cat Tree, nicht der Grande?",
        "how much is the Loft cat tree, not the Grande",
    ],
)
def test_a_product_that_is_not_meant_is_not_told(question: str) -> None:
    said = last_reply(KINDS, question).text
    assert "165" not in said
    assert "65" in said


HARD = Product(
    "hard",
    "Tide Logbook, Hardcover",
    "Lies flat. Thick paper of 90 gsm.",
    variants=(variant("TL-H", "22.00"),),
)
SOFT = Product(
    "soft", "Tide Logbook, Softcover", "Light. Thin paper of 80 gsm.", variants=(variant("TL-S", "17.00"),)
)
BYPASS = Product("byp", "Heron No. 2 Bypass Secateurs", "Cuts 20 mm.", variants=(variant("SE-1", "64.95"),))
LEFT = Product(
    "left", "Heron No. 2 Left-Handed Secateurs", "Cuts 20 mm.", variants=(variant("SE-2", "69.95"),)
)
BLADE = Product("blade", "Heron No. 2 Replacement Blade", "A blade.", variants=(variant("SE-3", "19.95"),))
PILZ = tuple(
    Product(f"pilz-{c}", f"Pilz lamp, {c}", "Weighs 900 g.", variants=(variant(f"PI-{c}", price),))
    for c, price in (("moss", "59.00"), ("cream", "47.00"))
)
MINI = Product("mini", "Pilz mini lamp, cream", "Weighs 400 g.", variants=(variant("PM-1", "39.00"),))
PAIRS = Composer(SHOP, Stall((HARD, SOFT, BYPASS, LEFT, BLADE, *PILZ, MINI, PAINT)), lambda: SATURDAY)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("How heavy are the Pilz and the Pilz mini each?", ("900 g", "400 g"), "$"),
        (
            "price difference between the ordinary No. 2 and the left-handed version?",
            ("$5.00", "$69.95"),
            "$19.95",
        ),
        (
            "How much more is the pan paint box with 24 pans instead of 12?",
            ("$68.00", "$39.00", "$29.00"),
            "come to",
        ),
        ("which is cheaper, the tide logbook hardcover or the softcover", ("Softcover is cheaper",), "90"),
    ],
)
def test_what_is_asked_of_two_is_told_of_both(question: str, says: tuple[str, ...], never: str) -> None:
    said = last_reply(PAIRS, question).text
    assert all(each in said for each in says)
    assert never not in said


def test_a_comparison_of_something_else_tells_no_prices() -> None:
    said = last_reply(PAIRS, "Hardcover logbook versus softcover: which one has the thicker paper?").text
    assert not said.startswith("Tide Logbook, Hardcover costs")
    assert "cheaper" not in said


def test_a_family_of_several_prices_is_not_compared_by_price() -> None:
    assert (
        "$59.00"
        not in last_reply(PAIRS, "which is cheaper, the pilz or the pilz mini").text.split("mini")[-1]
    )


def test_two_sizes_of_one_product_are_no_two_products() -> None:
    said = last_reply(PAIRS, "what is the price difference between the two widths of the pan paint box?").text
    assert "Logbook" not in said
    sizes = last_reply(PAIRS, "What is the price difference between the two sizes of the pan paint box?").text
    assert "lamp" not in sizes
