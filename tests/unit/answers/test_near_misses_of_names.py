"""Near-misses: a SKU inside another name, one size of two numbers, a named order, a load and no weight."""

import pytest
from stall import SATURDAY, SHOP, Paged, Stall, ask, last_reply, variant

from appliance.answers.composer import Composer
from appliance.answers.evidence import _worth
from appliance.answers.resolve import resolve
from appliance.answers.understand import understand
from appliance.core.products import Product
from appliance.knowledge.hits import ProductHit

PLU = variant("PLU-R4", "34.20")
BOARD = Product("plu", "PLU R4 Board", "A board.", variants=(PLU,))
WIFI = Product("wifi", "PLU R4 WiFi Board", "With Bluetooth.", variants=(variant("PLU-R4W", "49.00"),))
TYRE = Product(
    "tyre",
    "Ridgeline Tyre",
    "For gravel.",
    variants=(variant("T-38", "72.00", width="700 x 38"), variant("T-45", "76.00", width="700 x 45")),
)
STOOL = Product(
    "nils", "Nils Stool", "Weighs 3.1 kg. Carries up to 120 kg.", variants=(variant("NS", "79.00"),)
)
OLIVES = Product(
    "olives", "Green Olives", "A jar of 370 g.", variants=(variant("GO", "4.60", quantity=None),)
)
SOLD = Stall((BOARD, WIFI, TYRE, STOOL, OLIVES))


@pytest.mark.parametrize(
    ("asked", "meant"), [("what is the price of the PLU R4 WiFi", WIFI), ("price of the PLU R4", BOARD)]
)
def test_a_sku_that_begins_another_name_is_not_that_product(asked: str, meant: Product) -> None:
    hits = [ProductHit(WIFI, 1.0, "exact", True, 1.0, None), ProductHit(BOARD, 1.0, "exact", True, 1.0, PLU)]
    assert resolve(understand(asked, SOLD.knows), hits).products == (meant,)


def test_two_numbers_of_one_size_are_no_comparison() -> None:
    said = ask(SOLD, "how much is the 700 x 45 Ridgeline tyre each")
    assert "$76.00" in said
    assert "$72.00" not in said
    assert "$4.00" in ask(SOLD, "how much more is the Ridgeline tyre in 45 than in 38?")


@pytest.mark.parametrize(
    ("asked", "attribute"),
    [
        ("how heavy a person can use the stool", "load"),
        ("what is the weight limit of it", "load"),
        ("wie schwer darf man sein", "load"),
        ("quel poids supporte le tabouret", "load"),
        ("how heavy is the stool", "weight"),
        ("wie schwer ist der Hocker", "weight"),
    ],
)
def test_what_it_bears_is_not_what_it_weighs(asked: str, attribute: str) -> None:
    assert understand(asked, lambda word: True).attribute == attribute


def test_whose_order_is_named_is_told_no_rule() -> None:
    pages = Paged(("Orders", "Have your order number handy, it begins with FF."), document="orders.md")
    reply = last_reply(Composer(SHOP, pages, lambda: SATURDAY), "where has order FF20817 got to?")
    assert not reply.answered
    assert reply.text.startswith("I can't see orders")


def test_a_jar_of_370_grams_is_no_count_of_jars() -> None:
    assert "370" not in ask(SOLD, "how many jars of green olives are in stock?")


def test_the_field_weight_is_no_load() -> None:
    asked = understand("how many kilos can each hook hold", lambda word: True)
    assert asked.attribute == "load"
    assert _worth(asked, "Weight: 1.1 kg") < 1
    assert _worth(asked, "Max. weight: 10 kg") == 1
    assert _worth(asked, "Carries up to 10 kg.") == 1
