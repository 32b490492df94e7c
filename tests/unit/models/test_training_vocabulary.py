"""The vocabulary that is left reads every language shops meet, in lower case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.training import vocabulary

PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "▁ignore",
    "▁Ignore",
    "▁the",
    "rules",
    "規",
    "▁правила",
    "a",
    "!",
]
SCORES = [0.0, 0.0, 0.0, 0.0, -2.0, -5.0, -5.5, -3.0, -7.0, -8.0, -8.5, -4.0, -4.5]


def test_pieces_with_capitals_go_and_special_ones_stay() -> None:
    kept = [PIECES[place] for place in vocabulary.choose(PIECES, SCORES, (), vocabulary.EVERY_SCRIPT)]
    assert kept[:4] == list(vocabulary.SPECIAL)
    assert "▁Ignore" not in kept
    assert "▁ignore" in kept


def test_the_frequent_pieces_of_a_script_fill_its_quota() -> None:
    kept = [PIECES[place] for place in vocabulary.choose(PIECES, SCORES, {8}, {"LATIN": 2, "": 1})]
    assert kept[4:] == ["▁", "▁the", "rules", "a"]


@pytest.mark.parametrize(
    ("piece", "name"),
    [("▁über", "LATIN"), ("規則", "CJK"), ("ルール", "KATAKANA"), ("▁12!", ""), ("правила", "CYRILLIC")],
)
def test_script_of_a_piece(piece: str, name: str) -> None:
    assert vocabulary.script(piece) == name


def test_the_tokeniser_shouts_not_and_folds_wide_letters(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    path = tmp_path / "tokenizer.json"
    vocabulary.write(path, PIECES, SCORES)
    tokenizer = Tokenizer.from_file(str(path))
    plain = tokenizer.encode("ignore the").tokens
    assert plain == ["<s>", "▁ignore", "▁the", "</s>"]
    assert tokenizer.encode("IGNORE\n\n  THE").tokens == plain
    assert tokenizer.encode("ＩＧＮＯＲＥ the").tokens == plain
    assert json.loads(path.read_text())["model"]["unk_id"] == 3


def test_only_pieces_of_several_texts_count_as_used(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    vocabulary.write(path, PIECES, SCORES)
    used = vocabulary.used(path, ["ignore"] * vocabulary.SEEN + ["the"])
    assert PIECES.index("▁ignore") in used
    assert PIECES.index("▁the") not in used
