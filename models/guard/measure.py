"""How well scores tell attacks from innocent texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.guard.rows import Row

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """At one threshold; shares are None where there was nothing to find."""

    attacks: int
    innocent: int
    recall: float | None
    false_alarms: float | None
    f1: float | None


def auc(attacks: Scores, innocent: Scores) -> float:
    """Return the chance that an attack scores above an innocent text, ties counting half."""
    ordered = np.sort(innocent)
    below, upto = np.searchsorted(ordered, attacks, "left"), np.searchsorted(ordered, attacks, "right")
    return float((below + upto).mean() / 2 / len(innocent))


def threshold_for(innocent: Scores, share: float) -> float:
    """Return the lowest score, among those seen, at which at most `share` of the innocent raise an alarm.

    A text raises an alarm at or above the threshold.
    """
    ordered = np.sort(innocent)[::-1]
    allowed = int(share * len(ordered))
    return float(np.nextafter(ordered[allowed], np.inf)) if allowed < len(ordered) else float("-inf")


def at(threshold: float, rows: Sequence[Row], scores: Scores) -> Measure:
    truth = np.array([row.attack for row in rows], bool)
    alarm = scores >= threshold
    found, false = int((alarm & truth).sum()), int((alarm & ~truth).sum())
    attacks, innocent = int(truth.sum()), int((~truth).sum())
    return Measure(
        attacks,
        innocent,
        found / attacks if attacks else None,
        false / innocent if innocent else None,
        2 * found / (attacks + found + false) if attacks else None,
    )


def by(
    key: Callable[[Row], str], threshold: float, rows: Sequence[Row], scores: Scores
) -> dict[str, Measure]:
    """Return the measures of every group of rows, by name."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[key(row)].append(place)
    return {
        name: at(threshold, [rows[place] for place in places], scores[places])
        for name, places in sorted(groups.items())
    }


def line(name: str, found: Measure) -> str:
    """Return a row of a Markdown table."""
    recall, false_alarms = _percent(found.recall), _percent(found.false_alarms)
    return f"| {name} | {found.attacks} | {recall} | {found.innocent} | {false_alarms} |"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
