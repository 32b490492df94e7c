"""What the service says is said in the window's language, whatever it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.catalogue import reader
from appliance.core.schemas import RowProblem
from gui import collect, service_words, words
from gui.presenters.heard import all_heard, heard

LEAST_SHARE = 0.95
"""Of the service's sentences: a new one is in English until `make translations` was run."""


@pytest.fixture
def shouted() -> Iterator[None]:
    """A language in which everything is shouted, but for the places to fill in."""
    words.use(lambda text: text.upper().replace(" IS ", " WAS "))
    yield
    words.use(lambda text: text)


@pytest.mark.usefixtures("shouted")
@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Free some disk space.", "FREE SOME DISK SPACE."),
        ("tea.csv is empty.", "tea.csv WAS EMPTY."),
        ("Row 7 has no title; it was left out.", "ROW 7 HAS NO TITLE; IT WAS LEFT OUT."),
        ("“Big\nwords” is in use.", "“Big\nwords” WAS IN USE."),
        ("It says “25 years”.", "IT SAYS “25 years”."),
        ("Nobody ever said this.", "Nobody ever said this."),
        ("", ""),
    ],
)
def test_a_sentence_is_heard(sentence: str, said: str) -> None:
    assert heard(sentence) == said


@pytest.mark.usefixtures("shouted")
def test_what_a_sentence_names_is_heard_too() -> None:
    assert heard("K3s is installed. It answers on this box. Its details need an administrator.") == (
        "K3S WAS INSTALLED. IT ANSWERS ON THIS BOX. ITS DETAILS NEED AN ADMINISTRATOR."
    )
    assert all_heard("The disk is full.", "", "Check the path.") == "THE DISK WAS FULL. CHECK THE PATH."


@pytest.mark.usefixtures("shouted")
def test_what_an_import_says_of_a_row_is_heard(tmp_path: Path) -> None:
    prices = (
        "from 12 €",
        "about 12",
        "4.50/kg",
        "19.90 + VAT",
        "12 zorkmid",
        "-3",
        "12.345,6",
        "sold",
        "kr 5",
    )
    rows = [f'S-{place},Thing {place},"{price}"' for place, price in enumerate(prices)]
    file = tmp_path / "list.csv"
    file.write_text("\n".join(["SKU,Name,Price", *rows, "S-1,Other,3", ",,"]), "utf-8")
    read = reader.read_catalogue(file, file.name, currency="AUD")
    found = [one.message for one in read if isinstance(one, RowProblem)]
    assert len(found) > len(prices) / 2
    assert [said for said in found if heard(said) == said] == []


def test_the_service_s_sentences_are_known() -> None:
    said = collect.sentences()
    known = sum(one in service_words.SENTENCES for one in said)
    assert len(said) > 300
    assert known >= LEAST_SHARE * len(said), "run `make translations`, translate"
