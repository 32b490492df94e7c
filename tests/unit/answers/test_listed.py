"""A line that lists what is asked for, to be paid with or sent to, is a yes; a denial is quoted."""

from __future__ import annotations

import pytest
from stall import Paged, ask

from appliance.answers.page_replies import _is_listed
from appliance.answers.understand import understand

CARDS = "Online: Visa, Mastercard, Klarna, Apple Pay and Google Pay."
PLACES = "Delivery is to addresses in the United Kingdom, the Channel Islands and the Isle of Man."


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("do you take klarna", CARDS),
        ("Can I pay with Apple Pay?", CARDS),
        ("Do you deliver to the Isle of Man?", PLACES),
        ("Do you ship to the Channel Islands?", PLACES),
    ],
)
def test_what_a_line_lists_is_a_yes(asked: str, line: str) -> None:
    assert _is_listed(understand(asked, lambda word: True), line)


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("do you take paypal", CARDS),
        ("do you take klarna", "We take Visa and Mastercard, but no Klarna."),
        ("do you take klarna", "Klarna only in the shop."),
        ("do you take klarna", "Klarna if the basket is over 50 pounds."),
        ("Don't you take Klarna?", "Visa and Mastercard. Klarna is not taken."),
        ("how do I pay with klarna", CARDS),
        ("Do you deliver wine to the Isle of Man?", PLACES),
        ("Do you deliver to the Isle of Man on Saturdays?", PLACES),
        ("Do you deliver to the Isle of Man?", "We do not deliver to the Isle of Man."),
        ("Is delivery to the Isle of Man free?", PLACES),
        ("Do you deliver to the Isle of Man?", "To the Isle of Man except in winter."),
        ("Is the Isle of Man jumper warm?", PLACES),
    ],
)
def test_what_is_more_or_less_than_the_list_is_none(asked: str, line: str) -> None:
    assert not _is_listed(understand(asked, lambda word: True), line)


def test_the_customer_reads_the_yes_and_the_line() -> None:
    stall = Paged(("Paying", CARDS), document="paying.md")
    assert ask(stall, "Do you take Klarna?") == f"Yes: {CARDS}"
