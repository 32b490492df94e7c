"""Words are the same on the way in and at the query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.knowledge import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("64 GB", "64gb"),
        ("Café crème", "cafe creme"),
        ('15.6" screen', "15.6 inch screen"),
        ("STRASSE", "straße"),
        ("ﬁne", "fine"),
        ("500 ml bottle", "500ml bottle"),
    ],
)
def test_two_spellings_are_one(one: str, other: str) -> None:
    assert words.words(one) == words.words(other)


def test_japanese_keeps_its_voicing_marks() -> None:
    assert words.fold("ガ") != words.fold("カ")


def test_a_number_without_unit_is_found_where_the_unit_stands_beside_it() -> None:
    assert {"64gb", "64"} <= set(words.words(words.index_text("Stick 64 GB")))


def test_hyphenated_words_are_indexed_joined_as_well() -> None:
    assert {"t", "shirt", "tshirt"} <= set(words.words(words.index_text("T-shirt")))


@pytest.mark.parametrize("form", ["SM-G950F", "sm g950f", "SMG950F", "sm.g950f"])
def test_codes_ignore_punctuation(form: str) -> None:
    assert words.compact(form) == "smg950f"


def test_stopwords_go_unless_nothing_else_is_left() -> None:
    assert words.content_words("do you have a red jumper?") == ["red", "jumper"]
    assert words.content_words("what is it") == ["what", "is", "it"]


def test_coverage_counts_plurals_and_not_near_words() -> None:
    assert words.coverage(["jumpers", "wool"], "Wool jumper") == 1.0
    assert words.coverage(["boots", "purple"], "Leather boot") == 0.5
    assert words.coverage(["cat"], "Catalogue") == 0.0
    assert words.coverage([], "anything") == 0.0


@given(st.text(max_size=200))
def test_any_text_has_words_and_indexes_them(text: str) -> None:
    indexed = set(words.words(words.index_text(text)))
    assert all(word == words.fold(word) for word in words.words(text))
    assert words.compact(words.compact(text)) == words.compact(text)
    assert all(word.strip() for word in indexed)
