"""Variants told in other words than the shop's, and near-misses that tell none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stall import OUT, SATURDAY, SHOP, Stall, last_reply, variant

from appliance.answers.composer import Composer
from appliance.answers.understand import understand
from appliance.answers.variants import select
from appliance.core.products import Product

VEST = Product(
    "vest",
    "Otter Child Vest",
    "Keeps a child afloat.",
    variants=(
        variant("V-1", "39.00", weight="10-15 kg"),
        variant("V-2", "42.00", weight="20-30 kg"),
        variant("V-3", "45.00", weight="30-40 kg"),
        variant("V-4", "52.00", weight="over 50 kg"),
    ),
)
SHORTY = Product(
    "shorty",
    "Junior Shorty",
    "Short legs.",
    variants=(variant("S-1", "20.00", age="5-6"), variant("S-2", "24.00", age="7-8")),
)
GIFT = Product(
    "gift",
    "Gift Subscription",
    "A box each month.",
    variants=(
        variant("G-3", "57.00", length="3 months"),
        variant("G-6", "109.00", length="6 months"),
        variant("G-12", "209.00", length="12 months"),
    ),
)
WASH = Product(
    "wash",
    "Tech Wash",
    "For shells.",
    variants=(variant("W-3", "9.50", volume="300 ml"), variant("W-10", "24.00", volume="1 L")),
)
PUZZLE = Product(
    "puzzle",
    "Ocean Road Jigsaw",
    "A coast.",
    variants=(
        variant("P-5", "27.00", pieces="500"),
        variant("P-10", "32.00", pieces="1000"),
        variant("P-20", "54.00", OUT, 0, pieces="2000"),
    ),
)
TETHER = Product(
    "tether",
    "Safety Tether",
    "Steel hooks.",
    variants=(variant("T-1", "39.00", type="Single"), variant("T-2", "62.00", type="Double")),
)
PLANE = Product(
    "plane",
    "Biplane Model Kit",
    "Needs glue.",
    variants=(variant("K-72", "22.00", scale="1:72"), variant("K-48", "46.00", scale="1:48")),
)
GAME = Product(
    "game",
    "Meridian",
    "Age of sail.",
    variants=(variant("M-S", "99.00", edition="Standard"), variant("M-D", "159.00", edition="Deluxe")),
)
JACKET = Product(
    "jacket",
    "Coastal Jacket",
    "Taped seams.",
    variants=(
        variant("J-L", "189.00", size="L"),
        variant("J-XL", "189.00", size="XL"),
        variant("J-XXL", "199.00", size="XXL"),
    ),
)
KIT = Product(
    "kit",
    "Rearming Kit",
    "For lifejackets.",
    variants=(
        variant("R-A", "24.50", kit="33 g automatic"),
        variant("R-M", "15.50", kit="33 g manual"),
        variant("R-H", "69.00", kit="60 g hydrostatic"),
    ),
)
RAINBOW = Product(
    "rainbow",
    "Arch Stacker",
    "Small has 6 arches, Large has 12. The Small comes in a cotton bag; the Large comes in a wooden crate.",
    variants=(variant("AS-S", "34.00", size="Small"), variant("AS-L", "84.00", size="Large")),
)
SAND = Product(
    "sand",
    "Sculpting Dough",
    "Never dries out.",
    variants=(variant("SD-1", "17.00", weight="1 kg"), variant("SD-3", "41.00", weight="3 kg")),
)
TIN = Product(
    "tin",
    "Origin Box",
    "One farm at a time.",
    variants=(variant("OB-2", "19.00", every="2 weeks"), variant("OB-4", "19.00", every="4 weeks")),
)
POST = Product(
    "post",
    "Sisal Scratching Post",
    "For cats.",
    variants=(variant("SP-60", "24.00", height="60 cm"), variant("SP-85", "36.00", height="85 cm")),
)
MONITORS = Product(
    "mica",
    "Mica Two",
    "In-ear monitors.",
    variants=(variant("M-1", "179.00", plug="3.5 mm"), variant("M-2", "194.00", plug="4.4 mm balanced")),
)
QUICHE = Product(
    "quiche",
    "Leek Quiche",
    "Deep quiche.",
    variants=(variant("Q-1", "4.80", size="Slice"), variant("Q-8", "28.00", size="Whole, serves 8")),
)
EVERY = (POST, RAINBOW, SAND, TIN, VEST, SHORTY, GIFT, WASH, PUZZLE, TETHER, PLANE, GAME, JACKET, KIT)


def named(product: Product, asked: str) -> tuple[str, ...]:
    return select(product, understand(asked, Stall(EVERY).knows)).named


@pytest.mark.parametrize(
    ("product", "asked", "value"),
    [
        (VEST, "otter vest for a child of 25 kg, price?", "20-30 kg"),
        (VEST, "price of the otter vest for a toddler of twelve kilos", "10-15 kg"),
        (VEST, "what is the otter vest for 80 kg", "over 50 kg"),
        (SHORTY, "how much is the junior shorty for a 6 year old", "5-6"),
        (SHORTY, "price of the junior shorty, my son is 7.", "7-8"),
        (GIFT, "I want to give coffee for half a year, what is the gift subscription?", "6 months"),
        (GIFT, "how much is a year of the gift subscription", "12 months"),
        (GIFT, "gift subscription, six months, price?", "6 months"),
        (WASH, "how much is the litre bottle of your tech wash", "1 L"),
        (PUZZLE, "Is the two thousand piece version of the Ocean Road in stock?", "2000"),
        (PUZZLE, "ocean road jigsaw in five hundred pieces", "500"),
        (TETHER, "the safety line with two legs: what do you charge?", "Double"),
        (TETHER, "safety tether with one hook, price?", "Single"),
        (PLANE, "what's the bigger scale biplane cost?", "1:48"),
        (PLANE, "price of the smaller biplane", "1:72"),
        (GAME, "price of the fancier Meridian", "Deluxe"),
        (POST, "scratching post the taller one how much", "85 cm"),
        (POST, "the shorter scratching post, price?", "60 cm"),
        (JACKET, "the coastal jacket in double-XL, price?", "XXL"),
        (JACKET, "coastal jacket xl price", "XL"),
        (JACKET, "coastal jacket, Doppel-XL, price?", "XXL"),
        (RAINBOW, "how much is the stacker with 12 arches", "Large"),
        (RAINBOW, "price of the arch stacker in the cotton bag", "Small"),
        (KIT, "33g automatic rearming kit how much", "33 g automatic"),
        (MONITORS, "the mica two with the balanced plug, what do they cost?", "4.4 mm balanced"),
        (QUICHE, "price of a whole leek quiche", "Whole, serves 8"),
    ],
)
def test_a_value_told_in_other_words(product: Product, asked: str, value: str) -> None:
    assert named(product, asked) == (value,)


@pytest.mark.parametrize(
    ("product", "asked"),
    [
        (VEST, "otter vest for a child of 17 kg, price?"),
        (VEST, "what does the otter vest cost for two kids"),
        (SHORTY, "how much is the junior shorty for a 12 year old"),
        (GIFT, "I have been a customer for a year. What is the price of the gift subscription?"),
        (WASH, "what does the tech wash come to per litre"),
        (PUZZLE, "ocean road jigsaw for my two kids"),
        (PUZZLE, "price of the ocean road in three thousand pieces"),
        (TETHER, "price of two safety tethers"),
        (RAINBOW, "how much is the arch stacker in a box"),
        (RAINBOW, "how much is the arch stacker for 12 people"),
        (RAINBOW, "does the arch stacker have a crate"),
        (POST, "is there anything taller than the scratching post"),
        (GAME, "is there anything fancier than meridian?"),
        (GAME, "I fancy the Meridian, price?"),
        (MONITORS, "does the mica two sound balanced?"),
    ],
)
def test_nothing_is_chosen_that_was_not_told(product: Product, asked: str) -> None:
    assert named(product, asked) == ()


def test_a_measure_at_the_end_of_two_ranges_is_told_of_both() -> None:
    assert named(VEST, "otter vest for a child of 30 kg, price?") == ("20-30 kg", "30-40 kg")


def test_a_size_in_words_that_is_not_sold_stays_refused() -> None:
    chosen = select(JACKET, understand("coastal jacket in triple-XL?", Stall(EVERY).knows))
    assert chosen.refused == ("xxxl",)
    assert chosen.named == ()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("What does an Otter vest cost for a child of 25 kg?", "$42.00"),
        ("I'd like to put a toddler of twelve kilos into an Otter. What will that come to?", "$39.00"),
        ("33g automtic rearmign kit how mcuh", "$24.50"),
        (
            "I'm an XL and I've fallen in love with the Coastal Jacket. What's the availability in my size?",
            "XL",
        ),
        ("Adult Coastal, large. Price?", "$189.00"),
    ],
)
def test_the_variant_is_told(asked: str, says: str) -> None:
    said = last_reply(Composer(SHOP, Stall(EVERY), lambda: SATURDAY), asked)
    assert says in said.text and said.answered, said.text


def ask(message: str) -> str:
    return last_reply(Composer(SHOP, Stall(EVERY), lambda: SATURDAY), message).text


def test_colours_of_what_comes_in_none_are_not_its_weights() -> None:
    assert "comes in" not in ask("What colours does the Sculpting Dough come in?")
    assert "1 kg, 3 kg" in ask("What sizes does the Sculpting Dough come in?")


def test_what_no_option_is_called_is_no_yes() -> None:
    assert not ask("is the meridian rulebook available in german").startswith("Yes")
    assert not ask("is the coastal jacket available in petrol").startswith("Yes")


def test_how_often_something_comes_is_told_by_its_options() -> None:
    assert "2 weeks, 4 weeks" in ask("How often can you send me the origin box?")


HOOK = Product(
    "hook",
    "Barbless Hook",
    "Forged.",
    variants=tuple(variant(f"H-{size}", "4.00", size=size) for size in ("4", "2", "1/0", "2/0")),
)


def test_sizes_counted_in_noughts_are_not_put_in_order() -> None:
    assert not select(HOOK, understand("How much is the bigger Barbless Hook?", lambda _: True)).named
    exact = select(HOOK, understand("How much is the Barbless Hook in 2/0?", lambda _: True))
    assert exact.named == ("2/0",)


VALUES = st.text("0123456789/:.,x-\"' ½kgmlcS()oz°", max_size=12) | st.text(max_size=8)
ORDERS = ("the bigger one", "the smallest", "1/0", "one with two legs", "half a year", "for 12 kilos", "0")


@given(st.lists(VALUES, min_size=1, max_size=4), st.sampled_from(ORDERS))
def test_no_value_of_a_catalogue_is_a_traceback(values: list[str], order: str) -> None:
    made = tuple(variant(f"X-{n}", "4.00", size=value) for n, value in enumerate(values))
    asked = understand(f"How much is the hook, {order}?", lambda _: True)
    select(Product("x", "Barbless Hook", "", variants=made), asked)
