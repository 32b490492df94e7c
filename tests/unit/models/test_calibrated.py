"""An owner's detector means by its scores what ours means, whatever they were."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models import calibrated
from models.guard import rows


class Nervous:
    """Thinks the worst of everybody: an attack is 0.999, an innocent text 0.6 and more the longer it is."""

    model_id = "nervous"

    def __init__(self) -> None:
        self.asked = 0

    def score(self, texts: Sequence[str]) -> list[float]:
        self.asked += len(texts)
        return [0.999 if "attack" in text else 0.6 + min(len(text), 300) / 1000 for text in texts]


def test_false_alarms_become_as_rare_as_ours(tmp_path: Path) -> None:
    detector = calibrated.calibrated(Nervous(), tmp_path)
    customers = [row for row in rows.own("held_out") if row.kind in ("shop-benign", "general-benign")]
    scores = np.array(detector.score([row.text for row in customers]))
    assert (np.array(Nervous().score([row.text for row in customers])) > 0.5).all()
    assert (scores >= 0.5).mean() <= 0.02
    assert detector.score(["attack"])[0] > 0.8
    assert detector.model_id == "nervous"


def test_it_is_measured_once_and_anew_for_other_weights(tmp_path: Path) -> None:
    calibrated.calibrated(Nervous(), tmp_path)
    again = Nervous()
    first = calibrated.calibrated(again, tmp_path).score(["a lamp"])
    assert again.asked == 1
    again.model_id = "nervous-2"
    assert calibrated.calibrated(again, tmp_path).score(["a lamp"]) == first
    assert again.asked > 100


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"model": "nervous"}'])
def test_a_damaged_file_is_made_again(tmp_path: Path, kept: str) -> None:
    (tmp_path / calibrated.FILE).write_text(kept, "utf-8")
    assert isinstance(calibrated.calibrated(Nervous(), tmp_path), calibrated.Calibrated)
    assert "scale" in (tmp_path / calibrated.FILE).read_text("utf-8")


def test_what_cannot_be_kept_is_used_all_the_same(tmp_path: Path) -> None:
    assert isinstance(calibrated.calibrated(Nervous(), tmp_path / "gone"), calibrated.Calibrated)


def test_without_rows_of_ours_scores_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "own", lambda part="": [])
    detector = Nervous()
    assert calibrated.calibrated(detector, tmp_path) is detector
