"""Lines of a page that can be quoted: a name alone is none, it belongs to what follows it."""

import pytest

from appliance.answers.policy import Page, lines_of
from appliance.core.products import Passage


def lines(text: str, heading: str = "Good to know") -> list[str]:
    return [line.text for line in lines_of(Page("passage-1", "faq.txt", "FAQ", Passage(text, heading)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Newsletter. Whoever signs up gets 10 % off.", ["Newsletter: Whoever signs up gets 10 % off."]),
        ("Gift cards. Good for three years.", ["Gift cards: Good for three years."]),
        (
            "Paying. Online: Visa only.\nParking. Two cars.",
            ["Paying: Online: Visa only.", "Parking: Two cars."],
        ),
        ("Yes. We wrap presents.", ["Yes.", "We wrap presents."]),
        ("Sorry. It left already.", ["Sorry.", "It left already."]),
    ],
)
def test_a_name_and_what_it_names_are_one_line(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_the_first_word_of_an_answer_names_nothing() -> None:
    assert lines("Slowly. A bit more each day.", "FAQ › How do I change?") == [
        "Slowly.",
        "A bit more each day.",
    ]
