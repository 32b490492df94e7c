"""Candidates get a glance; the likeliest are read, and what was read decides."""

from __future__ import annotations

import numpy as np
import pytest

from appliance.answers import evidence, pointing
from appliance.answers.evidence import Weights

WIDTH = 2


def weights(*of: float) -> Weights:
    return Weights(np.zeros(len(of)), np.ones(len(of)), np.array(of), 0.0)


@pytest.fixture(autouse=True)
def models(monkeypatch: pytest.MonkeyPatch) -> None:
    """The glance sees the first feature; whoever reads believes the reader's odds alone."""
    read = weights(*[0.0] * WIDTH, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
    monkeypatch.setattr(evidence, "fitted", lambda: {"pages": weights(1.0, 0.0), "pages_read": read})


def features(*glance: float) -> np.ndarray:
    return np.array([[value, 0.0] for value in glance])


def test_without_a_reader_the_glance_judges() -> None:
    sure = evidence.judge("pages", features(2.0, -2.0), lambda kept: np.zeros(len(kept)))
    assert sure[0] > 0.8 > 0.2 > sure[1]


def test_what_is_read_overrules_the_glance() -> None:
    odds = {0: -3.0, 1: 3.0}
    sure = evidence.judge("pages", features(2.0, -2.0), lambda kept: np.array([odds[n] for n in kept]))
    assert sure[1] > 0.9 and sure[0] < 0.1


def test_only_the_likeliest_are_read_and_the_rest_is_not_sure_at_all() -> None:
    read: list[int] = []

    def odds_of(kept: object) -> np.ndarray:
        read.extend(kept)  # type: ignore[call-overload]
        return np.ones(len(read))

    sure = evidence.judge("pages", features(*np.arange(10.0)), odds_of)
    assert read == [9, 8, 7, 6]
    assert not sure[:6].any() and (sure[6:] > 0.5).all()


@pytest.mark.parametrize(
    ("column", "above"),
    [([], []), ([3.0], [3.0]), ([1.0, 4.0, 2.0], [-3.0, 2.0, -2.0]), ([2.0, 2.0, 1.0], [0.0, 0.0, -1.0])],
)
def test_a_gap_is_to_the_best_of_the_others(column: list[float], above: list[float]) -> None:
    assert evidence.gap(np.array(column)).tolist() == above


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("pages", evidence.PAGE_FEATURES),
        ("record", evidence.RECORD_FEATURES),
        ("pointing", pointing.FEATURES),
    ],
)
def test_the_models_that_ship_fit_their_features(
    kind: str, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    fitted = evidence.fitted()
    assert len(fitted[kind].mean) == len(names)
    assert len(fitted[f"{kind}_read"].mean) == len(names) + len(evidence.READ_FEATURES)
