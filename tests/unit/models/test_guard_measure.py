"""Figures that decide what is shipped: checked against hand counts and scikit-learn's definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score, roc_auc_score

from models.guard import measure
from models.guard.build import BALANCED, LENIENT, calibration
from models.guard.rows import OWN, Row


def row(attack: bool, kind: str = "k", source: str = "pool") -> Row:
    return Row("text", attack, kind, source, "en")


def test_auc_is_one_when_every_attack_is_above_every_innocent_text() -> None:
    assert measure.auc(np.array([3.0, 4.0]), np.array([1.0, 2.0])) == 1


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=30), st.lists(st.integers(0, 5), min_size=1, max_size=30)
)
def test_auc_agrees_with_scikit_learn(attacks: list[int], innocent: list[int]) -> None:
    truth = [1] * len(attacks) + [0] * len(innocent)
    ours = measure.auc(np.array(attacks, float), np.array(innocent, float))
    assert ours == pytest.approx(roc_auc_score(truth, attacks + innocent))


@given(
    st.lists(st.floats(-5, 5), min_size=1, max_size=60),
    st.floats(0, 1),
)
def test_no_more_false_alarms_than_asked_for(scores: list[float], share: float) -> None:
    threshold = measure.threshold_for(np.array(scores), share)
    assert sum(score >= threshold for score in scores) <= share * len(scores)


def test_a_threshold_is_no_stricter_than_needed() -> None:
    threshold = measure.threshold_for(np.array([0.1, 0.2, 0.3, 0.9]), 0.25)
    assert 0.3 < threshold < 0.9


def test_recall_false_alarms_and_f1_at_a_threshold() -> None:
    rows = [row(True), row(True), row(True), row(False), row(False)]
    scores = np.array([0.9, 0.8, 0.1, 0.7, 0.2])
    found = measure.at(0.7, rows, scores)
    assert (found.attacks, found.innocent) == (3, 2)
    assert found.recall == pytest.approx(2 / 3)
    assert found.false_alarms == pytest.approx(1 / 2)
    assert found.f1 == pytest.approx(f1_score([1, 1, 1, 0, 0], scores >= 0.7))


def test_a_group_without_attacks_has_no_recall() -> None:
    found = measure.by(lambda row: row.kind, 0.5, [row(False, "a"), row(True, "b")], np.array([0.9, 0.9]))
    assert found["a"].recall is None
    assert found["a"].false_alarms == 1
    assert found["b"].false_alarms is None
    assert measure.line("a", found["a"]) == "| a | 0 | – | 1 | 100.0 % |"


def test_calibration_holds_for_our_rows_and_for_those_of_the_pool() -> None:
    dice = np.random.default_rng(1)
    rows = [row(False)] * 400 + [row(False, source=OWN)] * 400
    margins = np.concatenate([dice.normal(-4, 1, 400), dice.normal(0, 6, 400)])
    scale, shift = calibration(rows, margins)
    shares = 1 / (1 + np.exp(-(scale * margins + shift)))
    assert (shares[400:] >= 0.5).mean() == pytest.approx(BALANCED[0])
    assert (shares[400:] >= 0.8).mean() == pytest.approx(int(LENIENT[0] * 400) / 400)
    assert (shares[:400] >= 0.5).mean() == 0


def test_a_handful_of_odd_rows_does_not_set_the_threshold() -> None:
    rows = [row(False)] * 200 + [row(False, source=OWN)] * 3
    margins = np.concatenate([np.linspace(-3, -1, 200), [9.0, 9.0, 9.0]])
    scale, shift = calibration(rows, margins)
    assert -shift / scale < 0


def test_scores_stay_apart_when_all_margins_are_close() -> None:
    rows = [row(False)] * 300
    scale, shift = calibration(rows, np.linspace(-3, -2.9, 300))
    assert scale == pytest.approx(np.log(4) / 1.5)
    assert scale * -2.9 + shift == pytest.approx(0, abs=0.05)
