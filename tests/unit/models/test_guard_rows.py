"""The rows of the recipe: what belongs together stays together, and our own data is what the card says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from models.guard import rows


def write(path: Path, *records: dict[str, object]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def test_the_pool_is_read_from_every_file_of_its_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", {"text": "x", "label": 1, "kind": "direct", "source": "s", "lang": "de"})
    write(tmp_path / "b.jsonl", {"text": "y", "label": 0, "kind": "benign", "source": "t", "lang": "en"})
    found = rows.pool(tmp_path)
    assert [(row.text, row.attack, row.source, row.lang) for row in found] == [
        ("x", True, "s", "de"),
        ("y", False, "t", "en"),
    ]


def test_a_wrong_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="jsonl"):
        rows.pool(tmp_path)


def test_the_pool_is_named_by_argument_then_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(rows.POOL, "from-environment")
    assert rows.pool_folder("given") == Path("given")
    assert rows.pool_folder() == Path("from-environment")
    monkeypatch.delenv(rows.POOL)
    assert rows.pool_folder() == Path(rows.DEFAULT_POOL)


@pytest.mark.parametrize(
    ("source", "families"),
    [
        (
            "composed:s-labs/prompt-injection-dataset+saleor/saleor",
            {"s-labs/prompt-injection-dataset", "saleor/saleor"},
        ),
        ("composed:multidogo+bitext", {"multidogo", "bitext"}),
        ("neuralchemy/Prompt-injection-dataset:hackaprompt", {"neuralchemy/Prompt-injection-dataset"}),
        ("lakera/gandalf", {"lakera/gandalf"}),
    ],
)
def test_parts_of_a_data_set_are_one_family(source: str, families: set[str]) -> None:
    assert rows.Row("x", True, "k", source, "en").families == families


def test_no_source_outweighs_the_others() -> None:
    many = [rows.Row(str(n), n % 2 == 0, "k", "large", "en") for n in range(100)]
    few = [rows.Row(str(n), True, "k", "small", "en") for n in range(3)]
    found = rows.capped([*many, *few], 10, seed=1)
    assert Counter((row.source, row.attack) for row in found) == {
        ("large", True): 10,
        ("large", False): 10,
        ("small", True): 3,
    }
    assert found == rows.capped([*many, *few], 10, seed=1)
    assert found != rows.capped([*many, *few], 10, seed=2)


def test_our_own_rows_are_labelled_and_kept_apart() -> None:
    train, held_out = rows.own("train"), rows.own("held_out")
    assert len(train) > 1000
    assert len(held_out) > 150
    assert not {row.text for row in train} & {row.text for row in held_out}
    assert not {row.theme for row in train} & {row.theme for row in held_out}
    assert {row.source for row in (*train, *held_out)} == {rows.OWN}
    languages = {"en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja", "ar", "ru"}
    for attack in (True, False):
        assert {row.lang for row in train if row.attack is attack} >= languages


def test_large_sources_teach_more_but_do_not_drown_small_ones() -> None:
    large = [rows.Row(str(n), True, "k", "large", "en") for n in range(400)]
    small = [rows.Row(str(n), True, "k", "small", "sw") for n in range(4)]
    found = rows.sampled([*large, *small], 3, seed=1)
    assert Counter(row.source for row in found) == {"large": 60, "small": 4}
    assert found == rows.sampled([*large, *small], 3, seed=1) != sorted(found, key=lambda row: row.text)
