"""Products of one name, told apart by a field; a name that holds the word of an attribute."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stall import OUT, Stall, ask, variant

from appliance.answers.comparisons import _of_one, _without_named
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


def stool(wood: str, price: str) -> Product:
    return Product(wood, f"Nils Stool, {wood}", f"Of {wood}.", variants=(variant(f"N-{wood}", price),))


STOOLS = Stall((stool("oak", "79.00"), stool("black", "75.00"), *MASCARAS))


@pytest.mark.parametrize(
    ("messages", "says"),
    [
        (("how much is the Nils stool in oak?", "and the black one?"), "Nils Stool, black costs $75.00"),
        (("how much is the Nils stool in black?", "and the black one, is it in stock?"), "Nils Stool, black"),
        (("quanto costa lo stool Nils, oak?", "e quello nero quanto costa?"), "75,00"),
    ],
)
def test_a_follow_up_names_the_sibling_by_the_end_of_its_title(messages: tuple[str, ...], says: str) -> None:
    assert says in ask(STOOLS, *messages)


def test_a_colour_that_no_sibling_has_is_not_answered_with_one() -> None:
    said = ask(STOOLS, "how much is the Nils stool in oak?", "and the red one?")
    assert "$75.00" not in said


def test_each_of_two_is_read_for_itself() -> None:
    asked = understand("is it the Volume or the Waterproof Mascara that lasts longer?", lambda word: True)
    one = _of_one(asked, MASCARAS, MASCARAS[0])
    assert one.text == "Volume Mascara: is it that lasts longer?"
    assert "waterproof" not in one.all_words
    assert one.yes_no == asked.yes_no


def test_neither_alone_says_yes_to_the_same() -> None:
    asked = understand("do both mascaras have the same brush?", lambda word: True)
    assert asked.yes_no
    assert not _of_one(asked, MASCARAS, MASCARAS[1]).yes_no
