"""What the reader judges reaches the answers, and without it they go on as before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from appliance.answers import reading
from appliance.core.products import Product
from models.reader import bundled, exercises


class Reader:
    """Judges by whether message and line share their last word."""

    labels = ("price", *exercises.LABELS)

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def probabilities(self, texts: Sequence[tuple[str, str]]) -> np.ndarray:
        self.seen += texts
        yes = np.array([float(one.split()[-1] == other.split()[-1]) for one, other in texts])
        shares = np.stack([0 * yes, yes, 1 - yes, yes, 1 - yes], axis=1)
        return np.asarray(0.98 * shares + 0.004, np.float32)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(reading, "encoder", lambda folder=bundled.FOLDER: made)
    reading._of_pair.cache_clear()
    yield made
    reading._of_pair.cache_clear()


def test_log_odds_tell_lines_apart(reader: Reader) -> None:
    odds = reading.answers("is it heavy", ["Lamp | heavy", "Lamp | tall"])
    assert odds[0] > 3 and odds[1] < -3
    assert reader.seen[0] == ("is it heavy", "Lamp | heavy")


def test_a_product_is_read_with_its_categories_and_brand(reader: Reader) -> None:
    product = Product(key="p", title="Quiet Hour", categories=("Lamps",), brand="Nord")
    assert reading.described(product) == "Quiet Hour | Lamps | Nord"
    assert reading.meant("a lamp by Nord", [product])[0] > 3


def test_a_strangers_page_of_text_is_not_read_whole(reader: Reader) -> None:
    reading.answers("x" * 10_000, ["y" * 10_000])
    assert max(len(part) for part in reader.seen[0]) == reading.LONGEST


def test_without_the_encoder_nothing_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "encoder", lambda folder=bundled.FOLDER: None)
    reading._of_pair.cache_clear()
    assert not reading.answers("is it heavy", ["Lamp | heavy"]).any()
    reading._of_pair.cache_clear()


GERMAN = "Rückgabe | Du kannst die Ware innerhalb von 30 Tagen zurückgeben, wenn sie unbenutzt ist."
ENGLISH = "Returns | You may return the goods within 30 days if they are unused."


@pytest.mark.parametrize(
    ("message", "line", "folder"),
    [
        ("how long do i have to return it", ENGLISH, bundled.ENGLISH),
        ("wie lange kann ich das zurückgeben", GERMAN, bundled.FOLDER),
        ("wie lange kann ich das zurückgeben", ENGLISH, bundled.FOLDER),
        ("how long do i have to return it", GERMAN, bundled.FOLDER),
    ],
)
def test_what_is_english_has_a_reader_of_its_own(
    monkeypatch: pytest.MonkeyPatch, message: str, line: str, folder: Path
) -> None:
    asked: list[Path] = []

    def load(folder: Path) -> Reader:
        asked.append(folder)
        return Reader()

    monkeypatch.setattr(reading.bundled, "load", load)
    reading.encoder.cache_clear()
    reading._of_pair.cache_clear()
    reading.answers(message, [line])
    reading.encoder.cache_clear()
    reading._of_pair.cache_clear()
    assert asked == [folder]


def test_a_reader_that_is_damaged_leaves_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Reader()
    monkeypatch.setattr(
        reading, "encoder", lambda folder=bundled.FOLDER: made if folder == bundled.FOLDER else None
    )
    reading._of_pair.cache_clear()
    odds = reading.answers("is it heavy", ["Lamp | heavy"])
    reading._of_pair.cache_clear()
    assert odds[0] > 3
