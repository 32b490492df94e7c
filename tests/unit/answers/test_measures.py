"""Measures are read as customers write them, in each language and case."""

from __future__ import annotations

from decimal import Decimal

import pytest

from appliance.answers import text
from appliance.answers.measures import measures


@pytest.mark.parametrize(
    ("said", "kind", "amount"),
    [
        ("70 m", "mm", 70_000),
        ("mit 70 Metern", "mm", 70_000),
        ("2 Litern", "ml", 2_000),
        ("500 gramos", "g", 500),
        ("due chili", "g", None),
        ("2 chili", "g", 2_000),
        ("80 Zentimetern", "mm", 800),
        ("29 pouces", "inch", 29),
        ("28 Zoll", "inch", 28),
        ("half a litre", "ml", 500),
        ("the quarter-kilo bag", "g", 250),
        ("a quarter of a kilo", "g", 250),
        ("un quart de litre", "ml", 250),
        ("mezzo chilo", "g", None),
        ("mezzo litro", "ml", 500),
    ],
)
def test_a_measure_is_one_amount_in_every_form(said: str, kind: str, amount: int | None) -> None:
    expected = frozenset() if amount is None else frozenset({(kind, Decimal(amount))})
    assert measures(text.fold(said)) == expected


@pytest.mark.parametrize(
    "said", ["die Metern sind lang", "red hot chili sauce", "70 metronomes", "headquarters metres away"]
)
def test_what_is_no_measure(said: str) -> None:
    assert not measures(text.fold(said))
