"""Conditions are taken out of a question, and only conditions."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.knowledge import query
from appliance.knowledge.hits import Facets, Filters

FACETS = Facets(
    products=10,
    options={"Colour": {"Red": 3, "Blue": 2, "Sky Blue": 1}, "Size": {"S": 1, "M": 2, "42": 1}},
    brands={"Fern & Dune": 4, "Acme": 2},
)


@pytest.mark.parametrize(
    ("question", "text", "filters"),
    [
        ("jumper under $50", "jumper", Filters(price_max=Decimal(50))),
        ("jumpers less than 49.90 dollars", "jumpers", Filters(price_max=Decimal("49.90"))),
        ("tents over $1,200", "tents", Filters(price_min=Decimal(1200))),
        ("mugs between 10 and 20", "mugs", Filters(price_min=Decimal(10), price_max=Decimal(20))),
        ("mugs $10-$20", "mugs", Filters(price_min=Decimal(10), price_max=Decimal(20))),
        ("a kettle for up to €30", "a kettle for", Filters(price_max=Decimal(30))),
        ("candles in stock", "candles", Filters(in_stock=True)),
        ("jumper in red, size M", "jumper", Filters(options=(("Colour", "Red"), ("Size", "M")))),
        ("dress in sky blue", "dress", Filters(options=(("Colour", "Sky Blue"),))),
        ("boots size 42", "boots", Filters(options=(("Size", "42"),))),
        ("candle by Fern & Dune", "candle", Filters(brand="Fern & Dune")),
        (
            "in stock shirts in blue under $80",
            "shirts",
            Filters(price_max=Decimal(80), in_stock=True, options=(("Colour", "Blue"),)),
        ),
    ],
)
def test_conditions_are_understood(question: str, text: str, filters: Filters) -> None:
    parsed = query.parse(question, FACETS)
    assert parsed.filters.price_min == filters.price_min
    assert parsed.filters.price_max == filters.price_max
    assert parsed.filters.in_stock == filters.in_stock
    assert sorted(parsed.filters.options) == sorted(filters.options)
    assert parsed.filters.brand == filters.brand
    assert parsed.text == text


@pytest.mark.parametrize(
    "question",
    [
        "usb stick 64gb",
        "tent from 2 to 5 people",
        "laptop under 2 kg",
        "red jumper",
        "over ear headphones",
        "stocking filler",
        "game for 42 players",
        "soap from Sydney",
        "indeed a mug",
    ],
)
def test_what_only_looks_like_a_condition_stays(question: str) -> None:
    parsed = query.parse(question, FACETS)
    assert parsed.filters == Filters()
    assert parsed.text == question


@given(st.text(max_size=120))
def test_any_question_can_be_parsed(question: str) -> None:
    parsed = query.parse(question, FACETS)
    assert len(parsed.text) <= len(question)
