"""An owner's detector, its scores moved so that a policy's thresholds mean what they mean for ours.

Every classifier has scores of its own: at 0.5 one alarms at every tenth customer, another at none. So it
judges, once, the innocent messages of ours that no detector learned from, and its margins are stretched and
shifted by the same shares as those of the detector that ships.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from appliance.core import windows
from appliance.core.ports import Detector

FILE = "calibration.json"
LEAST = 50  # innocent messages, below which nothing can be said
_SURE = 1e-7  # of a score's distance from 0 and 1, so that its margin is a number

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of the model named: the margin, log(p / (1 - p)), is multiplied by `scale` and moved by `shift`."""

    model: str
    scale: float
    shift: float


class Calibrated:
    """Implements `ports.Detector` by another detector and its calibration."""

    def __init__(self, detector: Detector, calibration: Calibration) -> None:
        self._detector = detector
        self._calibration = calibration

    @property
    def model_id(self) -> str:
        return self._detector.model_id

    def score(self, texts: Sequence[str]) -> list[float]:
        moved = self._calibration.scale * margins(self._detector.score(texts)) + self._calibration.shift
        return [float(score) for score in 1 / (1 + np.exp(-moved))]


def calibrated(detector: Detector, folder: Path) -> Detector:
    """Return the detector of a folder of the model store with its calibration, which is made and kept there
    the first time. Without our rows it is returned as it is."""
    known = _read(folder / FILE)
    if known is None or known.model != detector.model_id:
        known = measured(detector)
        if known is None:
            return detector
        _keep(folder / FILE, known)
    return Calibrated(detector, known)


def measured(detector: Detector) -> Calibration | None:
    """Return what makes the detector's false alarms on our innocent messages those of ours, or None when
    there are too few of them."""
    from models.guard import build, rows

    innocent = [
        row for row in rows.own("held_out") if not row.attack and row.kind not in build.DOCUMENT_KINDS
    ]
    if len(innocent) < LEAST:
        return None
    highest = [
        max(detector.score([row.text[start:end] for start, end in windows.ranges(row.text)]))
        for row in innocent
    ]
    scale, shift = build.calibration(innocent, margins(highest))
    return Calibration(detector.model_id, scale, shift)


def margins(scores: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return log(p / (1 - p)) of each score."""
    chances = np.clip(np.array(scores, np.float64), _SURE, 1 - _SURE)
    return np.asarray(np.log(chances / (1 - chances)), np.float64)


def _read(path: Path) -> Calibration | None:
    try:
        return Calibration(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _keep(path: Path, calibration: Calibration) -> None:
    try:
        path.write_text(json.dumps(asdict(calibration)), "utf-8")
    except OSError as fault:  # it is measured again at the next start
        log.warning("the calibration of %s could not be kept: %s", calibration.model, fault.strerror)
