"""Products of one name, told apart by a field; a name that holds the word of an attribute."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stall import OUT, Stall, ask, variant

from appliance.answers.comparisons import _without_named
from appliance.answers.topics import Topic
from appliance.answers.understand import understand
from appliance.core.products import Product


def pot(key: str, size: str, price: str, *stock: object) -> Product:
    return Product(
        key,
        "Moka Pot",
        "Aluminium.",
        categories=("Kitchenware",),
        attributes=(("Unit", size),),
        variants=(variant(f"M-{key}", price, *stock),),
    )


MASCARAS = (
    Product("volume", "Volume Mascara", "Thick brush. Black, 8 ml.", variants=(variant("V-1", "19.00"),)),
    Product(
        "proof", "Waterproof Mascara", "Holds in rain. Black, 8 ml.", variants=(variant("W-1", "21.00"),)
    ),
)
STALL = Stall((pot("small", "3 cups", "27.90"), pot("large", "6 cups", "33.90", OUT, 0), *MASCARAS))


@pytest.mark.parametrize(
    ("messages", "says"),
    [
        (("moka pot 3 cups in stock?", "and 6 cups?"), "out of stock"),
        (("how much is the moka pot, 6 cups", "and 3 cups?"), "$27.90"),
    ],
)
def test_a_follow_up_names_the_twin_by_a_field(messages: tuple[str, ...], says: str) -> None:
    assert says in ask(STALL, *messages)


def test_a_value_that_none_has_is_no_twin() -> None:
    assert ask(STALL, "moka pot 3 cups in stock?", "and 9 cups?").startswith("I couldn't find that")


def test_an_attribute_that_no_cue_said_is_kept() -> None:
    heard = understand("which of the two?", lambda word: True)
    asked = replace(heard, attribute="waterproof", topics=(Topic.COMPARE, Topic.ATTRIBUTE))
    assert _without_named(asked, MASCARAS) is asked


def test_an_attribute_in_a_name_is_not_what_is_weighed() -> None:
    said = ask(STALL, "Which is cheaper, the Volume Mascara or the Waterproof Mascara?")
    assert "$19.00" in said and "$21.00" in said and "Volume Mascara is cheaper" in said
