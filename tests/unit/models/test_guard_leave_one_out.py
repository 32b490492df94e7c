"""Each source left out in turn: what a head learns, and that it never learns from the source it judges."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_models import write_bert

from models.guard import leave_one_out
from models.guard.rows import OWN, Row
from models.training.network import Network


def rows_of(source: str, attacks: int, calm: int, kind: str = "k") -> list[Row]:
    return [Row(f"{source} {n}", n < attacks, kind, source, "en") for n in range(attacks + calm)]


def seen(rows: list[Row], odd: str = "") -> leave_one_out.Features:
    """Return features that give attacks away, but for those of `odd`, which look innocent."""
    dice = np.random.default_rng(3)
    told = np.array([row.attack and row.source != odd for row in rows])
    sign = told[:, None] * 4.0 + dice.normal(0, 0.3, (len(rows), 1))
    return np.hstack([sign, dice.normal(size=(len(rows), 2))])


def test_a_head_separates_what_can_be_separated() -> None:
    rows = rows_of("a", 30, 30)
    weights = leave_one_out.head(seen(rows), np.array([row.attack for row in rows]))
    scores = seen(rows) @ weights[:-1] + weights[-1]
    assert (scores[:30] > 0).all() and (scores[30:] < 0).all()


def test_few_attacks_weigh_as_much_as_many_innocent_texts() -> None:
    rows = rows_of("a", 4, 400)
    weights = leave_one_out.head(seen(rows), np.array([row.attack for row in rows]))
    assert (seen(rows)[:4] @ weights[:-1] + weights[-1] > 0).all()


def test_a_source_like_the_others_is_found_and_a_strange_one_is_not() -> None:
    rows = [row for source in ("a", "b", "odd") for row in rows_of(source, 40, 120)]
    found = {left.family: left for left in leave_one_out.left_out(rows, seen(rows, odd="odd"))}
    assert found["a"].auc == pytest.approx(1, abs=0.01)
    assert (found["a"].scores[:40] > 0).mean() > 0.9
    assert found["odd"].auc is not None and found["odd"].auc < 0.8
    assert (found["odd"].scores[:40] > 0).mean() < 0.2


def test_a_composed_row_is_left_out_with_both_of_its_sources_and_ours_with_none() -> None:
    both = Row("in", True, "k", "composed:a+b:part", "en")
    rows = [*rows_of("a", 20, 40), *rows_of("b", 20, 40), both, Row("ours", True, "k", OWN, "en")]
    found = {left.family: left for left in leave_one_out.left_out(rows, seen(rows))}
    assert set(found) == {"a", "b"}
    assert all(both in left.judged for left in found.values())


def test_a_source_without_attacks_has_no_auc_and_one_without_innocent_rows_takes_the_others() -> None:
    rows = [*rows_of("a", 40, 80), *rows_of("calm", 0, 40), *rows_of("bad", 40, 0)]
    found = {left.family: left for left in leave_one_out.left_out(rows, seen(rows))}
    assert found["calm"].auc is None
    assert found["bad"].auc == pytest.approx(1, abs=0.01)


def test_the_report_has_a_line_for_every_source_and_every_kind() -> None:
    rows = [*rows_of("a", 40, 80, "direct"), *rows_of("b", 40, 80, "buried"), *rows_of("c", 0, 30, "calm")]
    lines = list(leave_one_out.report(list(leave_one_out.left_out(rows, seen(rows)))))
    assert [line.split(" | ")[0] for line in lines if line.startswith("| ")] == [
        "| source left out", "| a", "| b", "| c", "| kind", "| buried", "| calm", "| direct",
    ]  # fmt: skip
    assert lines[4].endswith("| – |")


def test_features_are_a_row_a_text_in_order(tmp_path: Path) -> None:
    network = Network(write_bert(tmp_path / "start", labels=("benign", "injection")))
    texts = ["return the lamp", "gift", "how much is the scarf"]
    both, alone = network.features(texts), network.features(texts[2:])
    assert both.shape == (3, both.shape[1]) and network.features([]).shape[0] == 0
    assert np.allclose(both[2], alone[0], atol=1e-6)
    assert np.allclose(network.margins(texts)[1], network.margins(["gift"])[0], atol=1e-6)


def test_the_rows_are_those_of_the_pool_and_ours() -> None:
    own = [Row(f"ours {n}", n % 2 == 0, "shop-attack", OWN, "en") for n in range(50)]
    rows = leave_one_out.chosen(rows_of("a", 300, 300), own)
    assert sum(row.source == "a" for row in rows) == 2 * leave_one_out.EACH
    assert sum(row.source == OWN for row in rows) == 50
