"""Messages that ask two things are parted, and only those."""

from __future__ import annotations

import pytest

from appliance.answers import clauses


@pytest.mark.parametrize(
    ("message", "first", "second"),
    [
        ("how much is it and do you ship to Perth", "how much is it?", "do you ship to Perth?"),
        ("Is the tent waterproof? How heavy is it?", "Is the tent waterproof?", "How heavy is it?"),
        ("hi, is it solid oak, and from what age is it?", "hi, is it solid oak?", "from what age is it?"),
        ("For the enamel: what thins it and how long till dry?", "For the enamel: what thins it?",
         "For the enamel: how long till dry?"),
        ("Was kostet das Zelt und liefert ihr nach Wien?", "Was kostet das Zelt?", "liefert ihr nach Wien?"),
        ("¿Cuánto cuesta eso y hacen envíos a Perú?", "¿Cuánto cuesta eso?", "hacen envíos a Perú?"),
        ("Quanto costa la tenda e spedite a Roma?", "Quanto costa la tenda?", "spedite a Roma?"),
        ("Avete la taglia L? E a che ora chiudete?", "Avete la taglia L?", "a che ora chiudete?"),
    ],
)  # fmt: skip
def test_two_questions_are_parted(message: str, first: str, second: str) -> None:
    assert clauses.parts(message) == (first, second)


@pytest.mark.parametrize(
    "message",
    [
        "Do you sell salt and pepper mills?",
        "is it red and blue",
        "how much vitamin e is in the cream",
        "avete sale e pepe?",
        "how much is the tent and how many?",
        "do you have the lamp? in red?",
        "I love tea and what is this?",
        "is there a bundle with what I need and is it cheaper and does it come soon and can I swap it",
        "",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert clauses.parts(message) == (message,)


def test_it_is_what_the_part_before_was_about() -> None:
    assert clauses.about("how long does it keep hot, its lid off?", "Flask $1") == (
        "how long does Flask $1 keep hot, its lid off?"
    )
    assert clauses.about("what's its weight?", "Flask") == "what's its weight?"
