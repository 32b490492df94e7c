"""Calibrate the trained classifier and build what ships: ONNX in 8 bits, its tokeniser, `facts.json`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from appliance.core import windows
from models.encoder import Encoder
from models.guard import bundled, measure
from models.guard.measure import Scores
from models.guard.rows import OWN, Row
from models.training import artefact
from models.training.network import Network

ARTEFACT = bundled.FOLDER
NAME = "shopwarden-guard"
# Shares of innocent messages that may raise an alarm at the score 0.5 (the policy “balanced”) and at 0.8
# (“lenient”): of ours, which are near-misses written to be hard, and of the pool's, prompts of every kind.
BALANCED, LENIENT = (0.02, 0.05), (0.007, 0.02)
# Share of innocent documents that may, at the score that `facts.json` recommends for documents.
DOCUMENTS = 0.03
DOCUMENT_KINDS = ("benign-doc", "benign-composed", "benign-composed-mail", "benign-shop-ui", "shop-doc")
AT_LENIENT = 0.8
STEEPEST = 1.5  # of margin between the two; less would turn every score into 0 or 1
ROUNDING = 1e-3  # of margin, so that the worst of the allowed stays below 0.5 in single precision
LEAST = 50  # innocent rows that either needs to have a say


def build(
    trained: Path, target: Path, *, own: Sequence[Row], pool: Sequence[Row], say: Callable[[str], None]
) -> None:
    """Write the artefact; `own` and `pool` are rows that the training did not see."""
    folder = trained.with_name(NAME)
    shutil.rmtree(folder, ignore_errors=True)
    network = Network(trained)
    network.save(folder)
    say(artefact.export(folder, NAME))
    innocent = [row for row in (*own, *pool) if not row.attack]
    messages = [row for row in innocent if row.kind not in DOCUMENT_KINDS]
    documents = [row for row in innocent if row.kind in DOCUMENT_KINDS]
    scale, shift = calibration(messages, margins(folder, messages))
    whole = [row for row in own if len(windows.ranges(row.text)) == 1]
    apart = _difference(network.margins([row.text for row in whole]), margins(folder, whole))
    say(f"torch against ONNX: margins differ by {apart:.3f}")
    fold(network, scale, shift)
    network.save(folder)
    artefact.export(folder, NAME)
    held = 1 / (1 + np.exp(-margins(folder, documents)))
    calibrated = {
        "scale": round(scale, 4),
        "shift": round(shift, 4),
        "messages": len(messages),
        "documents": len(documents),
        "document_threshold": round(measure.threshold_for(held, DOCUMENTS), 4),
    }
    say(f"calibration: {calibrated}")
    artefact.ship(folder, target, calibrated)


def margins(folder: Path, judged: Sequence[Row]) -> Scores:
    """Return the differences of the two logits that the exported graph gives, the highest of each text's
    windows: as a text is judged when serving."""
    pieces = [[row.text[a:b] for a, b in windows.ranges(row.text)] for row in judged]
    logits = Encoder(folder).run([piece for some in pieces for piece in some])
    firsts = np.cumsum([0, *(len(some) for some in pieces)])[:-1]
    return np.asarray(np.maximum.reduceat(logits[:, 1] - logits[:, 0], firsts), np.float64)


def _difference(left: Scores, right: Scores) -> float:
    return float(np.abs(left - right).mean()) if len(left) else 0.0


def calibration(innocent: Sequence[Row], found: Scores) -> tuple[float, float]:
    """Return scale and shift of the margin, so that its logistic has the promised shares at 0.5 and 0.8."""
    own = np.array([row.source == OWN for row in innocent])
    groups = [(found[group], number) for number, group in enumerate((own, ~own)) if group.sum() >= LEAST]
    half, sure = (
        max(measure.threshold_for(some, shares[number]) for some, number in groups or [(found, 0)])
        for shares in (BALANCED, LENIENT)
    )
    scale = float(np.log(AT_LENIENT / (1 - AT_LENIENT)) / max(sure - half, STEEPEST))
    return scale, -scale * half - ROUNDING


def fold(network: Network, scale: float, shift: float) -> None:
    """Make the calibration part of the last layer: the artefact needs no code of its own."""
    last = network.model.classifier
    last.weight.data.mul_(scale)
    last.bias.data.mul_(scale)
    last.bias.data[1] += shift
