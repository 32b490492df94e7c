"""The shipped detector alone: time for a message on one thread, and how well it tells attacks from the rest.

    python -m bench.detector [--file FILE.jsonl] [--rounds N] [--by kind|theme|lang|source]

FILE holds lines `{"text", "label": 0|1, "kind"?, "lang"?, "source"?}`; without one, the rows of our own that
training never sees are judged. Long texts are judged window by window, kinds of documents by the policies'
thresholds for documents. Times are wall-clock milliseconds.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from appliance.core import windows
from appliance.guard.policy import BALANCED, POLICIES
from models.classifier import OnnxDetector
from models.guard import bundled, measure, rows
from models.guard.build import DOCUMENT_KINDS
from models.guard.rows import Row

DOCUMENTS = (*DOCUMENT_KINDS, "shop-buried")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.detector", description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--by", choices=("kind", "theme", "lang", "source"), default="kind")
    wish = parser.parse_args(arguments)
    detector = bundled.load()
    judged = rows.read(wish.file) if wish.file else rows.own("held_out")
    print(f"{detector.model_id}, {len(judged)} texts")
    _time(detector, [row.text for row in judged if len(row.text) <= 300], wish.rounds)
    _judge(detector, judged, wish.by)


def _time(detector: OnnxDetector, texts: Sequence[str], rounds: int) -> None:
    spent = []
    for text in texts * rounds:
        started = time.perf_counter()
        detector.score([text])
        spent.append(1000 * (time.perf_counter() - started))
    window = "the parcel is late and nobody answers " * 10
    started = time.perf_counter()
    detector.score([window[: windows.WINDOW]])
    full = 1000 * (time.perf_counter() - started)
    p95 = sorted(spent)[int(0.95 * len(spent))]
    print(f"message: median {statistics.median(spent):.1f} ms, p95 {p95:.1f} ms; full window {full:.1f} ms")


def _judge(detector: OnnxDetector, judged: Sequence[Row], key: str) -> None:
    scores = _scores(detector, judged)
    buried = np.array([row.kind in DOCUMENTS or row.kind.startswith("indirect") for row in judged], bool)
    for name, chosen in (("messages", ~buried), ("documents", buried)):
        some = [row for row, one in zip(judged, chosen, strict=True) if one]
        if some:
            _policies(name, some, scores[chosen])
    limits = np.where(buried, BALANCED.document, BALANCED.detector)
    above = scores - limits  # so that one threshold, 0, serves both places
    print(f"\nBy {key}, policy balanced:\n\n| group | attacks | found | innocent | false alarms |")
    print("|---|---|---|---|---|")
    for name, found in measure.by(lambda row: str(getattr(row, key)), 0.0, judged, above).items():
        print(measure.line(name, found))


def _policies(name: str, judged: Sequence[Row], scores: measure.Scores) -> None:
    truth = np.array([row.attack for row in judged])
    if truth.any() and not truth.all():
        one_percent = measure.threshold_for(scores[~truth], 0.01)
        recall = measure.at(one_percent, judged, scores).recall
        area = measure.auc(scores[truth], scores[~truth])
        print(f"\n{name}: AUC {area:.4f}, recall at 1 % false alarms {recall:.3f}")
    for policy in POLICIES:
        limit = policy.document if name == "documents" else policy.detector
        found = measure.at(limit, judged, scores)
        f1 = "–" if found.f1 is None else f"{found.f1:.3f}"
        print(f"{policy.name} (from {limit}): F1 {f1}, {measure.line('all', found)}")


def _scores(detector: OnnxDetector, judged: Sequence[Row]) -> measure.Scores:
    """Return the highest score of each text's windows."""
    pieces = [[row.text[a:b] for a, b in windows.ranges(row.text)] for row in judged]
    scores = np.array(detector.score([piece for some in pieces for piece in some]))
    firsts = np.cumsum([0, *(len(some) for some in pieces)])[:-1]
    return np.asarray(np.maximum.reduceat(scores, firsts), np.float64)


if __name__ == "__main__":
    main()
