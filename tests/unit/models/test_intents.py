"""Ways of asking: rewordings stay together, calibration is honest, and a tiny encoder learns and ships."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import numpy as np
import pytest
from tiny_models import write_bert

from appliance.answers.topics import Topic
from models import pinned
from models.intents import bundled, folds, measure, train, ways
from models.intents.ways import Way
from models.training import artefact
from models.training.network import Network, Plan

EVAL = Path(__file__).parents[2] / "data/eval"
OF_MEANING = {"cheapest", "dearest", "other"}
"""Topics that only meaning tells apart."""
NO_WAYS = {Topic.TAUGHT, Topic.UNCLEAR}


def way(line: str, topic: str = "price", language: str = "en") -> Way:
    return Way(topic, line, language, ("lamp", "scarf"))


def test_every_topic_has_ways_in_every_language() -> None:
    wanted = {topic.value for topic in Topic if topic not in NO_WAYS} | OF_MEANING
    told = ways.read()
    for language in ("de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "tr", "zh"):
        assert {way.topic for way in told if way.language == language} == wanted, language


def test_no_way_is_a_question_of_the_exams() -> None:
    asked = {
        bare(json.loads(line)["question"])
        for file in EVAL.glob("*/questions.jsonl")
        for line in file.read_text("utf-8").splitlines()
    }
    learned = {bare(way.of(product)) for way in ways.read() for product in way.products}
    assert asked and not asked & learned


def bare(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))


def test_a_gap_is_filled_with_one_of_the_products() -> None:
    asked = way("how much is the {p}")
    assert asked.gapped and asked.filled(random.Random(1)) in {
        "how much is the lamp",
        "how much is the scarf",
    }
    assert not way("what does it cost").gapped


def test_rewordings_are_of_one_family_and_so_of_one_part() -> None:
    told = [
        way("how much is the {p}"),
        way("how much is that {p}, then"),
        way("what would a {p} set me back"),
    ]
    told += [way("how much is the {p}", topic="stock"), way("how much is the {p}", language="de")]
    found = folds.families(told)
    assert found[0] == found[1]
    assert len(set(found)) == 4
    part = folds.deal(told * 2, 5, seed=1)
    assert part[:5] == part[5:] == folds.deal(told * 2, 5, seed=1)[:5]


def test_the_temperature_undoes_too_much_confidence() -> None:
    dice = np.random.default_rng(2)
    logits = dice.normal(0, 2, size=(5000, 3))
    truth = (logits + dice.gumbel(size=logits.shape)).argmax(axis=1)  # as often as the logits say
    assert measure.temperature(logits, truth) == pytest.approx(1, abs=0.1)
    assert measure.temperature(logits * 2, truth) == pytest.approx(0.5, abs=0.06)
    assert measure.calibration_error(logits, truth) < 0.03
    assert measure.calibration_error(logits * 3, truth) > 0.06


def test_the_report_has_a_line_a_language_and_a_topic() -> None:
    logits = np.array([[2.0, 0], [2, 0], [0, 2]])
    lines = list(measure.report(logits, np.array([0, 1, 1]), ("price", "stock"), ["en", "de", "en"]))
    assert lines[0].startswith("66.7% of 3 right")
    assert "| de | 1 | 0.0% |" in lines and "| stock | 1 | 100% | 1 | 0% | price |" in lines


@pytest.mark.slow
def test_a_tiny_encoder_learns_and_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    topics = ("price", "returns", "shipping")
    begin = write_bert(tmp_path / "start", labels=topics)
    told = [way("how much is the {p}"), way("return the {p}", "returns"), way("do you ship it", "shipping")]
    monkeypatch.setattr(train, "PLAN", Plan(passes=150, rate=3e-3, frozen=0, noise=0))
    network = train.learn(begin, told, topics)
    scale = train.judge(network, told, topics)
    measure.sharpen(network, scale)
    network.save(tmp_path / "trained")
    artefact.export(tmp_path / "trained", train.NAME)
    artefact.ship(tmp_path / "trained", tmp_path / "out", {"scale": scale})
    encoder = bundled.load(tmp_path / "out")
    texts = ["how much is the lamp", "return the scarf", "do you ship it"]
    shares = encoder.probabilities(texts)
    assert [encoder.labels[best] for best in shares.argmax(axis=1)] == list(topics)
    exact = measure.probabilities(Network(tmp_path / "trained").logits(texts))
    assert np.abs(shares - exact).max() < 0.05  # seven bits beside full precision
    assert pinned.facts(tmp_path / "out")["model"] == encoder.model_id
