"""The shipped detector alone: time for a message on one thread, and how well it tells attacks from the rest.

    python -m bench.detector [--file FILE.jsonl] [--rounds N] [--by kind|lang|source]

FILE holds lines `{"text", "label": 0|1, "kind"?, "lang"?, "source"?}`; without one, the rows of our own that
training never sees are judged. Times are wall-clock milliseconds, scores at the thresholds of each policy.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from appliance.guard.policy import POLICIES
from models.classifier import OnnxDetector
from models.guard import bundled, measure, rows
from models.guard.rows import Row


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.detector", description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--by", choices=("kind", "lang", "source"), default="kind")
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
    window = "the parcel is late and nobody answers " * 40
    started = time.perf_counter()
    detector.score([window])
    full = 1000 * (time.perf_counter() - started)
    p95 = sorted(spent)[int(0.95 * len(spent))]
    print(f"message: median {statistics.median(spent):.1f} ms, p95 {p95:.1f} ms; full window {full:.1f} ms")


def _judge(detector: OnnxDetector, judged: Sequence[Row], key: str) -> None:
    scores = np.array(detector.score([row.text for row in judged]))
    truth = np.array([row.attack for row in judged])
    if truth.any() and not truth.all():
        one_percent = measure.threshold_for(scores[~truth], 0.01)
        recall = measure.at(one_percent, judged, scores).recall
        print(
            f"AUC {measure.auc(scores[truth], scores[~truth]):.4f}, recall at 1 % false alarms {recall:.3f}"
        )
    for policy in POLICIES:
        found = measure.at(policy.detector, judged, scores)
        f1 = "–" if found.f1 is None else f"{found.f1:.3f}"
        print(f"{policy.name} (from {policy.detector}): F1 {f1}, {measure.line('all', found)}")
    print("\n| group | attacks | found | innocent | false alarms |\n|---|---|---|---|---|")
    for name, found in measure.by(lambda row: str(getattr(row, key)), 0.5, judged, scores).items():
        print(measure.line(name, found))


if __name__ == "__main__":
    main()
