"""Each source left out in turn, by a head on frozen features: `python -m models.guard.leave_one_out`.

The encoder that training starts from has seen no row of ours or of the pool. For each source of the pool a
logistic head learns from all others and our own rows; its threshold is the one with 1 % false alarms on half
of the others' innocent messages, which it did not learn from; then the source itself is judged. A head on
frozen features is far weaker than the encoder trained in full (`crossvalidate`): this says which sources and
kinds are strange to the rest, not how well what ships does. Prints Markdown; eight minutes of a processor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.guard import measure, passages, rows, train
from models.guard.build import DOCUMENT_KINDS
from models.guard.measure import Scores
from models.guard.rows import Row
from models.training.network import Network

EACH = 120  # rows of each (source, label)
OWN = 1200
LEAST = 15  # rows of a label that a source needs for a figure
FALSE_ALARMS = 0.01
RIDGE = 3.0
STEPS = 12

Features = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Left:
    """What a head that never read `family` says of its rows: scores above 0 are alarms."""

    family: str
    judged: Sequence[Row]
    scores: Scores
    others: Scores
    """Of the other sources' innocent messages that the head did not learn from."""

    @property
    def auc(self) -> float | None:
        """Against the source's own innocent rows, or where it has none, against the others'."""
        truth = np.array([row.attack for row in self.judged], bool)
        calm = self.scores[~truth] if (~truth).sum() >= LEAST else self.others
        return measure.auc(self.scores[truth], calm) if truth.sum() >= LEAST else None


def left_out(all_of_them: Sequence[Row], features: Features) -> Iterator[Left]:
    """Yield every source of the pool, judged by what was learnt from all the others."""
    truth = np.array([row.attack for row in all_of_them], bool)
    quiet = np.array([not row.attack and row.kind not in DOCUMENT_KINDS for row in all_of_them], bool)
    kept_back = quiet & (np.arange(len(truth)) % 2 == 0)
    for family in sorted({name for row in all_of_them for name in row.families if row.source != rows.OWN}):
        inside = np.array([family in row.families for row in all_of_them], bool)
        weights = head(features[~inside & ~kept_back], truth[~inside & ~kept_back])
        scores = _scored(features, weights)
        threshold = measure.threshold_for(scores[~inside & kept_back], FALSE_ALARMS)
        judged = [row for row, here in zip(all_of_them, inside, strict=True) if here]
        yield Left(family, judged, scores[inside] - threshold, scores[~inside & kept_back] - threshold)


def head(features: Features, truth: Mask) -> Features:
    """Return weights, the last one the constant: ridge logistic regression by Newton's method, both classes
    of equal say."""
    inputs = np.hstack([features, np.ones((len(features), 1))])
    share = np.where(truth, 0.5 / max(1, truth.sum()), 0.5 / max(1, (~truth).sum())) * len(truth)
    weights = np.zeros(inputs.shape[1])
    ridge = RIDGE * np.eye(inputs.shape[1])
    ridge[-1, -1] = 1e-6
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (share * (chance - truth)) + ridge @ weights
        bend = (inputs * (share * chance * (1 - chance))[:, None]).T @ inputs + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


def _scored(features: Features, weights: Features) -> Scores:
    return np.asarray(features @ weights[:-1] + weights[-1], np.float64)


def report(found: Sequence[Left]) -> Iterator[str]:
    """Yield the lines of two Markdown tables: by source and by kind."""
    yield from (
        "| source left out | attacks | found | innocent | false alarms | AUC |",
        "|---|---|---|---|---|---|",
    )
    for left in found:
        at = measure.at(0.0, left.judged, left.scores)
        yield f"{measure.line(left.family, at)} {'–' if left.auc is None else f'{left.auc:.3f}'} |"
    yield from ("", "| kind | attacks | found | innocent | false alarms |", "|---|---|---|---|---|")
    judged = [row for left in found for row in left.judged]
    scores = np.concatenate([left.scores for left in found])
    for kind, at in measure.by(lambda row: row.kind, 0.0, judged, scores).items():
        yield measure.line(kind, at)


def chosen(pool: Sequence[Row], own: Sequence[Row]) -> list[Row]:
    """Return the rows that are learned from and judged, cut to what the encoder reads."""
    ours = rows.sampled(own, OWN / max(1, len(own)) * np.sqrt(max(1, len(own))), seed=5)[:OWN]
    return [*passages.fitting(rows.capped(pool, EACH, seed=5), seed=5), *passages.fitting(ours, seed=5)]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pool", default="")
    parser.add_argument(
        "--work", type=Path, default=Path(".train-guard"), help="where “start” lies or is made"
    )
    wish = parser.parse_args(arguments)
    pool = rows.pool(rows.pool_folder(wish.pool))
    judged = chosen(pool, rows.own("train") + rows.own("refine"))
    features = Network(train.begun(wish.work, pool)).features([row.text for row in judged])
    spread = (features - features.mean(0)) / (features.std(0) + 1e-9)
    for line in report(list(left_out(judged, spread))):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
