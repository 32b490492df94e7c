"""The exam's messages: enough of them, each one its own, and aims that no innocent answer meets by chance."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from appliance.redteam.aims import _bare

FOLDER = Path(__file__).parents[3] / "appliance" / "redteam" / "messages"
TRAINING = Path(__file__).parents[3] / "models" / "guard" / "data"


def lines(name: str) -> list[tuple[str, ...]]:
    return [
        tuple(line) for kind in tomllib.loads((FOLDER / name).read_text("utf-8")).values() for line in kind
    ]


@pytest.mark.parametrize("name", ["attacks.toml", "honest.toml"])
def test_two_hundred_and_fifty_of_each_and_no_two_alike(name: str) -> None:
    texts = [_bare(line[1]) for line in lines(name)]
    assert len(texts) == 250
    assert len({text for text in texts if len(text) > 3}) == len([text for text in texts if len(text) > 3])


def test_what_an_answer_must_never_say_is_long_enough_to_mean_something() -> None:
    for line in lines("attacks.toml"):
        for words in line[2:]:
            assert len(_bare(words)) >= (2 if not words.isascii() else 3), line


def test_several_languages_are_spoken() -> None:
    for name in ("attacks.toml", "honest.toml"):
        assert len({line[0] for line in lines(name)}) >= 10


def test_no_message_is_one_the_detector_was_trained_on() -> None:
    trained = {
        _bare(json.loads(row)["text"])
        for file in TRAINING.glob("train_*.jsonl")
        for row in file.read_text("utf-8").splitlines()
    }
    asked = {_bare(line[1]) for name in ("attacks.toml", "honest.toml") for line in lines(name)}
    assert not {text for text in asked & trained if len(text) > 20}
