"""The encoder of topics as it ships: whole, small and right about plain cases and their near-misses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.answers import intent
from appliance.core import errors
from models import pinned
from models.classifier import OnnxClassifier
from models.intents import bundled


@pytest.fixture(scope="module")
def encoder() -> Iterator[OnnxClassifier]:
    yield bundled.load()


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("what does one of those go for", "price"),
        ("how much do I have to fork out for the big one", "price"),
        ("any chance you've a spare one knocking about", "stock"),
        ("can it be delivered up to the door in Leeds", "shipping"),
        ("it arrived smashed, I'd like my money back", "returns"),
        ("it packed up after three months, am I covered", "warranty"),
        ("where's my parcel, I ordered on tuesday", "order"),
        ("until when can I pop in tomorrow", "hours"),
        ("could I talk to an actual human", "handoff"),
        ("geht das auch mit Paypal oder nur mit Karte", "payment"),
        ("combien coûte la petite lampe", "price"),
        ("¿cuándo vuelve a estar disponible la chaqueta azul?", "restock"),
        ("这个可以退货吗", "returns"),
        ("送料はいくらですか", "shipping"),
    ],
)
def test_plain_questions_are_heard(encoder: OnnxClassifier, said: str, topic: str) -> None:
    shares = encoder.probabilities([said])[0]
    assert encoder.labels[int(shares.argmax())] == topic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("how much is the shirt", "how much is postage for the shirt"),
        ("do you have the jacket in red", "will you have the jacket in red again"),
        ("can I bring the drill back", "can I bring my dog"),
        ("when do you open", "when will my order be here"),
    ],
)
def test_near_misses_are_told_apart(encoder: OnnxClassifier, one: str, other: str) -> None:
    best = encoder.probabilities([one, other]).argmax(axis=1)
    assert best[0] != best[1]


def test_it_stays_small(encoder: OnnxClassifier) -> None:
    assert sum(path.stat().st_size for path in bundled.FOLDER.iterdir()) < 25_000_000
    assert encoder.model_id == pinned.facts(bundled.FOLDER)["model"]


def test_a_damaged_one_is_refused_and_answers_get_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = Path(shutil.copytree(bundled.FOLDER, tmp_path / "encoder"))
    (copied / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(errors.ModelRefused, match=r"tokenizer\.json"):
        bundled.load(copied)

    def refused() -> OnnxClassifier:
        return bundled.load(copied)

    monkeypatch.setattr(intent, "load", refused)
    intent._encoder.cache_clear()
    intent.meant.cache_clear()
    try:
        assert intent.meant("what does it cost") is None
    finally:
        intent._encoder.cache_clear()
        intent.meant.cache_clear()
