"""Measures in any unit, the cells of a table that a question is about, and what a follow-up replaces."""

from decimal import Decimal

import pytest

from appliance.answers import followups, tables
from appliance.answers.measures import in_digits, measures, spans
from appliance.answers.understand import Question, understand


def asked(message: str) -> Question:
    return understand(message, lambda word: False)


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("a kilo", "1 kg"),
        ("half a litre", "500 ml"),
        ("1.5 l", "1500 ml"),
        ("six-inch", '6"'),
        ("1000 g", "1kg"),
    ],
)
def test_a_measure_is_the_same_in_any_unit(said: str, other: str) -> None:
    assert measures(said) == measures(other) != frozenset()


@pytest.mark.parametrize("said", ["a gift", "half past 5", "5 minutes", "model A m"])
def test_what_measures_nothing_is_no_measure(said: str) -> None:
    assert measures(said) == frozenset()


def test_spelled_measures_become_digits_and_money_stays() -> None:
    assert in_digits("half a litre or a kilo") == "500 ml or 1 kg"
    assert in_digits("under two pounds") == "under two pounds"


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("Up to 2 kg", 0, 2000),
        ("2 to 15 kg", 2000, 15000),
        ("500 g to 5 kg", 500, 5000),
        ("over 1.5 m", 1500, "inf"),
    ],
)
def test_a_bracket_is_read(said: str, low: int, high: int | str) -> None:
    (found,) = spans(said)
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


def test_no_bracket_in_running_text() -> None:
    assert not spans("2 to 3 working days")


POST = "Express post; Small parcel (under 500 g): $10.90; Parcel (500 g to 5 kg): $17.00; Takes: 1 to 2 days"


def test_the_price_of_another_weight_is_not_read_out() -> None:
    said = tables.narrowed(POST, asked("How much is express post for a 2 kg parcel?"))
    assert said == "Express post; Parcel (500 g to 5 kg): $17.00; Takes: 1 to 2 days"
    assert tables.narrowed(POST, asked("How much is express post?")) == POST


def test_a_row_for_another_weight_or_postcode_is_left_out() -> None:
    assert tables.narrowed("Parcel: 2 to 15 kg; Price: $9", asked("postage for 1 kg")) == ""
    assert tables.narrowed("Area: BS9 to BS16; Price: £5", asked("delivery to BS3")) == ""
    assert tables.narrowed("Area: BS1 to BS8; Price: £3.50", asked("delivery to BS3"))


@pytest.mark.parametrize(
    ("place", "price"),
    [("Northern Ireland", "€7"), ("Ireland", "€5"), ("France", "€14"), ("Scotland", "€12")],
)
def test_the_column_of_the_place_is_read_out_alone(place: str, price: str) -> None:
    row = "Parcel: small; Ireland: €5; Northern Ireland: €7; Great Britain: €12; Rest of EU: €14"
    said = tables.narrowed(row, asked(f"postage to {place}?"))
    assert price in said.split(": ")[-1]
    assert said.count("€") == 1


@pytest.mark.parametrize(
    ("earlier", "later", "kept", "gone"),
    [
        ("What does postage cost to Melbourne?", "And to New Zealand?", "postage cost", "Melbourne"),
        ("when are you open on saturday", "what about sunday", "when are you open", "saturday"),
    ],
)
def test_a_follow_up_replaces_place_and_day(earlier: str, later: str, kept: str, gone: str) -> None:
    both = followups.merged(earlier, asked(later))
    assert kept in both and later in both and gone not in both


SIZES = [
    "Size: Small (up to 10 kg); For example: Yorkie, Shih Tzu; Bath: £30; Full groom: £42",
    "Size: Medium (10 to 20 kg); For example: cocker, springer; Bath: £38; Full groom: £54",
    "Size: Giant (over 35 kg); For example: Bernese, St Bernard; Bath: £65; Full groom: £95",
]
SERVICES = [
    "Where: Mainland; Service: Standard; Price: £3.95",
    "Where: Mainland; Service: Next working day; Price: £6.95",
    "Where: Highlands and Islands; Service: Standard; Price: £8.50",
]


@pytest.mark.parametrize(
    ("rows", "message", "kept"),
    [
        (SIZES, "what is a full groom for a springer", [1]),
        (SIZES, "how much is a bath for a yorkie or a bernese?", [0, 2]),
        (SIZES, "what does a full groom cost", [0, 1, 2]),
        (SIZES, "a groom for a poodle", [0, 1, 2]),
        (SIZES, "a groom for a medium dog", [1]),
        (SERVICES, "standard delivery to the islands", [2]),
        (SERVICES, "standard or next working day?", [0, 1, 2]),
        (SERVICES, "what is delivery on the mainland", [0, 1]),
    ],
)
def test_rows_are_chosen_by_the_thing_they_are_for(rows: list[str], message: str, kept: list[int]) -> None:
    assert tables.rows_asked_for(rows, asked(message)) == kept


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("Zone: 2; Countries: Austria, Netherlands; Parcel: €9.90", "Austria, Netherlands"),
        ("Where: Canada; Price: $16", "Canada"),
        ("Zone: A; Price: $16", "A"),
    ],
)
def test_the_cell_that_says_where(row: str, place: str) -> None:
    assert tables.place_of(row) == place
