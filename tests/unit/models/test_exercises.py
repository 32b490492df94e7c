"""Reading exercises: understood as written, refused when they make no sense; what is learned from them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from tiny_models import write_bert

from models.reader import bundled, exercises, measure, second_pass, train
from models.training import artefact
from models.training.network import Network, Plan

EVAL = Path(__file__).parents[2] / "data/eval"
OUTSIDE = Path(__file__).parents[3] / "bench/answers/outside"

SHOP = """# trade: lamps; lines: en; questions: de
## products
1. Oslo lamp | Lamps
2. Oslo shade | Spares
## lines
a1. Oslo lamp | Weight: 2 kg
p1. Returns | You have 30 days.
## questions
wie schwer ist die Oslo = a1
how tall is it = -
a new shade for my Oslo > 2
sizes 1 2 = - = a1, p1
"""


def test_an_exercise_is_read(tmp_path: Path) -> None:
    (tmp_path / "shop.txt").write_text(SHOP)
    (shop,) = exercises.read(tmp_path)
    assert shop.languages == ("en", "de")
    assert [(ask.message, ask.of_lines, set(ask.right)) for ask in shop.asks] == [
        ("wie schwer ist die Oslo", True, {"a1"}),
        ("how tall is it", True, set()),
        ("a new shade for my Oslo", False, {"2"}),
        ("sizes 1 2 = -", True, {"a1", "p1"}),
    ]
    assert shop.candidates(shop.asks[2]) == shop.products


@pytest.mark.parametrize("line", ["how tall is it", "how tall is it = a9", "how tall is it > a1"])
def test_an_exercise_that_makes_no_sense_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "shop.txt").write_text(f"{SHOP}{line}\n")
    with pytest.raises(ValueError, match="how tall is it"):
        exercises.read(tmp_path)


def test_a_message_is_shown_right_and_likely_wrong_candidates(tmp_path: Path) -> None:
    (tmp_path / "shop.txt").write_text(SHOP)
    (shop,) = exercises.read(tmp_path)
    shown = [list(exercises.pairs(ask, shop, random.Random(1))) for ask in shop.asks[:3]]
    weighs = ("wie schwer ist die Oslo", "Oslo lamp | Weight: 2 kg")
    assert (weighs, exercises.ANSWERS) in shown[0]
    assert {label for _, label in shown[1]} == {exercises.SILENT}
    assert {label for _, label in shown[2]} == {exercises.MEANT, exercises.OTHER}


def test_the_second_pass_shows_wrong_candidates_near_in_meaning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shop.txt").write_text(SHOP.replace("questions: de", "questions: en"))
    (shop,) = exercises.read(tmp_path)
    monkeypatch.setattr(second_pass, "ALIKE", 0)
    monkeypatch.setattr(second_pass, "NEAR", 1)
    monkeypatch.setattr(second_pass, "PRODUCTS", 0.0)

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        """Say that what is asked of heights lies at the line on weights, and all else at the returns."""
        weighty = np.array(["tall" in text or "Weight" in text for text in texts])
        return np.stack([weighty, ~weighty], axis=1).astype(np.float32)

    told = {
        (pair, exercises.LABELS[label]) for pair, label in second_pass.rows([shop], embed, exercises.LABELS)
    }
    weight, returns = shop.lines["a1"], shop.lines["p1"]
    assert told == {
        (("wie schwer ist die Oslo", weight), exercises.ANSWERS),
        (("wie schwer ist die Oslo", returns), exercises.SILENT),
        (("how tall is it", weight), exercises.SILENT),
        (("sizes 1 2 = -", weight), exercises.ANSWERS),
        (("sizes 1 2 = -", returns), exercises.ANSWERS),
    }


def test_the_exercises_that_ship_are_understood() -> None:
    done = exercises.read()
    assert len(done) > 100
    assert all(shop.lines and shop.products and shop.asks for shop in done)
    none = [not ask.right for shop in done for ask in shop.asks if ask.of_lines]
    assert 0.25 < sum(none) / len(none) < 0.45


def test_no_exercise_asks_a_question_of_the_exams() -> None:
    told = {bare(ask.message) for shop in exercises.read() for ask in shop.asks}
    files = [file for folder in (EVAL, OUTSIDE) for file in folder.glob("*/questions.jsonl")]
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    asked = {bare(json.loads(line)["question"]) for line in lines}
    assert asked and not asked & told


def bare(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))


@pytest.mark.slow
def test_a_tiny_reader_is_trained_and_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shop.txt").write_text(SHOP)
    (shop,) = exercises.read(tmp_path)
    begin = write_bert(tmp_path / "start", labels=exercises.LABELS)
    monkeypatch.setattr(train, "PLAN", Plan(passes=20, rate=3e-3, frozen=0, noise=0))
    rows = train.shown([shop], exercises.LABELS, 1)
    network = train.learn(begin, rows, train.PLAN)
    before = network.weights()
    network.train(rows, Plan(passes=1, rate=1e-3, frozen=0, noise=0))
    after = network.weights()
    network.blend(before)
    bias = "classifier.bias"
    assert torch.allclose(network.weights()[bias], (before[bias] + after[bias]) / 2)
    report = list(measure.reading(network, [shop], exercises.LABELS))
    assert any(line.startswith("| lines | others |") for line in report)
    network.save(tmp_path / "trained")
    artefact.export(tmp_path / "trained", train.NAME)
    artefact.ship(tmp_path / "trained", tmp_path / "out", {})
    shares = bundled.load(tmp_path / "out").probabilities([pair for pair, _ in rows])
    exact = Network(tmp_path / "trained").logits([pair for pair, _ in rows])
    assert (shares.argmax(axis=1) == exact.argmax(axis=1)).mean() > 0.9


RETURNS = "Returns | You may return unused goods within 30 days."
DELIVERY = "Delivery | Parcels take two to four days."


def test_the_reader_that_ships_tells_plain_cases_apart() -> None:
    assert odds("can the mug go in the dishwasher", "Oslo mug | Dishwasher safe on the top rack.") > 0
    assert odds("can the mug go in the dishwasher", "Oslo mug | Capacity: 350 ml") < 0
    assert odds("how long do i have to send it back", RETURNS) > 0
    assert odds("how many days to return something", DELIVERY) < 0


@pytest.mark.parametrize(
    ("message", "answering", "silent"),
    [
        ("how long do i have to send it back", RETURNS, DELIVERY),
        ("wie schwer ist die lampe", "Lampe Nord | Gewicht: 1,2 kg", "Lampe Nord | Breite: 30 cm"),
        (
            "do you ship to norway",
            "Delivery | We deliver all over Scandinavia for €12.",
            "Delivery | We pack in recycled card.",
        ),
    ],
)
def test_the_line_that_answers_is_read_as_likelier_than_one_beside_it(
    message: str, answering: str, silent: str
) -> None:
    assert odds(message, answering) > max(0, odds(message, silent) + 1)


def odds(message: str, line: str) -> float:
    """Return the log odds, by the reader that ships, that a line answers."""
    encoder = bundled.load()
    shares = np.log(encoder.probabilities([(message, line)])[0])
    return float(
        shares[encoder.labels.index(exercises.ANSWERS)] - shares[encoder.labels.index(exercises.SILENT)]
    )
