"""The gate before the customer's eyes: what may be said, what may not, and the near misses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.answers import check

TENT = "The Ridge 2 Tent costs $349.00."
LAMP = "The Ridge Lamp costs $49.95."
STOCK = "Yes, the Ridge 2 Tent is in stock."
GONE = "No, the Bruny Jacket (Red / L) is out of stock at the moment."
RETURNS = "You can return unworn items within 30 days for a refund."
SALE = "Sale items cannot be returned."
SHIPPING = "Standard shipping is free for orders of $150 or more within Australia."


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ("The Ridge 2 Tent costs $349.", [TENT]),
        ("The mat is 60 cm wide.", ["The non-slip mat is 60 cm wide."]),
        ("Ridge 2 Tent è disponibile.", ["Sì, Ridge 2 Tent è disponibile."]),
        ("Our Ridge 2 Tent is $349.00!", [TENT]),
        ("Great question!", [TENT]),
        ("Yes, the Ridge 2 Tent is in stock right now.", [STOCK]),
        ("No, sorry, the Bruny Jacket in Red L is out of stock.", [GONE]),
        ("Unworn items can be returned within 30 days for a refund.", [RETURNS]),
        ("You can return unworn items within thirty days for a refund.", [RETURNS]),
        ("Shipping is free within Australia for orders of $150 or more.", [SHIPPING]),
    ],
)
def test_what_the_record_says_may_be_said(said: str, evidence: list[str]) -> None:
    assert check.unsupported(said, evidence) == ()


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ("The Ridge 2 Tent costs $394.00.", [TENT]),
        ("Ridge 2 Tent non è disponibile.", ["Sì, Ridge 2 Tent è disponibile."]),
        ("Ridge 2 Tent costa 349,00 $, un vero sconto.", ["Ridge 2 Tent costa 349,00 $."]),
        ("Resi entro 30 settimane.", ["Resi entro 30 giorni."]),
        ("Siamo aperti il lunedì.", ["Siamo aperti il martedì."]),
        ("The Ridge 2 Tent costs $34.90.", [TENT]),
        ("The Ridge 2 Tent costs $49.95.", [TENT, LAMP]),
        ("The Ridge 2 Tent costs about $350.", [TENT]),
        ("The Ridge 2 Tent costs 349 euros and weighs 2 kg.", [TENT]),
        ("The Ridge 4 Tent costs $349.00.", [TENT]),
        ("No, the Ridge 2 Tent is in stock.", [STOCK]),
        ("The Ridge 2 Tent is not in stock.", [STOCK]),
        ("Yes, the Bruny Jacket in Red L is in stock.", [GONE]),
        ("No, the Bruny Jacket in Blue L is out of stock.", [GONE]),
        ("You can return unworn items within 60 days for a refund.", [RETURNS]),
        ("You can return unworn items within 30 weeks for a refund.", [RETURNS]),
        ("Sale items can be returned.", [SALE]),
        ("You cannot return unworn items within 30 days.", [RETURNS]),
        ("Standard shipping is free within Australia.", ["Standard shipping costs $9.95 within Australia."]),
        ("We guarantee the Ridge 2 Tent costs $349.00.", [TENT]),
        ("You get a 10% discount on the Ridge 2 Tent.", [TENT]),
        ("We are open on Monday.", ["We are open on Tuesday."]),
        ("It is made of titanium and floats on water.", ["It is made of steel."]),
        ("The SKU is HP-RT-2B.", ["The SKU of Ridge 2 Tent is HP-RT-2A."]),
        ("Everything is handmade in Hobart.", []),
    ],
)
def test_what_no_record_says_is_stopped(said: str, evidence: list[str]) -> None:
    assert check.unsupported(said, evidence)


def test_a_number_of_the_question_does_not_become_sayable() -> None:
    assert check.unsupported("Yes, the Ridge 2 Tent costs $5.", [TENT], "is the Ridge 2 Tent $5?")


def test_words_of_the_question_may_be_repeated() -> None:
    said = "For your camping holiday, the Ridge 2 Tent costs $349.00."
    assert check.unsupported(said, [TENT], "what does it cost for my camping holiday?") == ()


def test_nothing_claimed_needs_no_evidence() -> None:
    assert check.unsupported("Hello, welcome!", []) == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("$1,299.00", [(Decimal("1299"), "money")]),
        ("1.234,50 €", [(Decimal("1234.5"), "money")]),
        ("30 days", [(Decimal(30), "day")]),
        ("3 to 7 business days", [(Decimal(3), ""), (Decimal(7), "day")]),
        ("thirty days", [(Decimal(30), "day")]),
        ("9:30 am", [(Decimal("9.3"), "am")]),
        ("10% off", [(Decimal(10), "percent")]),
        ("this one", []),
    ],
)
def test_quantities(said: str, expected: list[tuple[Decimal, str]]) -> None:
    found = check.quantities(said)
    assert [(value.normalize(), unit) for value, unit in found] == [(v.normalize(), u) for v, u in expected]


@pytest.mark.parametrize(
    ("said", "fact", "stands"),
    [
        ("Our Ridge 2 Tent is $349.", TENT, True),
        ("The tent is lovely.", TENT, False),
        ("Yes, the Ridge 2 is in stock.", STOCK, True),
        ("It is lovely.", STOCK, False),
        ("No, it is gone.", STOCK, False),
    ],
)
def test_covers(said: str, fact: str, stands: bool) -> None:
    assert check.covers(said, fact) is stands


@given(st.text(max_size=300), st.lists(st.text(max_size=100), max_size=4))
def test_any_text_can_be_checked(said: str, evidence: list[str]) -> None:
    check.unsupported(said, evidence)


@given(st.integers(2, 99_999), st.integers(2, 99_999))
def test_a_different_price_never_passes(real: int, said: int) -> None:
    found = check.unsupported(f"The Ridge Tent costs ${said}.", [f"The Ridge Tent costs ${real}."])
    assert bool(found) is (real != said)
