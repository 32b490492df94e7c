"""How well personal information is found: precision and recall by kind on labelled lines of our own.

    python -m bench.pii [--wrong]

A finding is right when it overlaps a labelled piece of the same kind; another kind's label is a mistake of
kind, counted for both. Half of the lines are near-misses: order numbers, barcodes, SKUs, prices, dates.
The last 118 lines were written for recognisers that were done: at first sight they found 63 of the 65 pieces
in them, and nothing else. The two (an abbreviated street, "my licence number") were taught afterwards.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from appliance.guard import pii

LINES = Path(__file__).parents[1] / "tests" / "data" / "guard" / "pii.jsonl"
Labelled = tuple[str, int, int]


@dataclass
class Score:
    """Counts of one kind."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass
class Report:
    """Scores by kind, and the lines that were not read as labelled."""

    kinds: dict[str, Score] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    @property
    def whole(self) -> Score:
        sums: Counter[str] = Counter()
        for score in self.kinds.values():
            sums.update(vars(score))
        return Score(**sums)


def measure(lines: Sequence[str]) -> Report:
    """Return how the recognisers read labelled JSON lines {"text", "personal": [[kind, start, end]]}."""
    report = Report()
    for line in lines:
        record = json.loads(line)
        labels = [tuple(label) for label in record["personal"]]
        found = [(finding.kind, *finding.span) for finding in pii.find(record["text"])]
        for outcome, kind in _compared(labels, found):
            score = report.kinds.setdefault(kind, Score())
            setattr(score, outcome, getattr(score, outcome) + 1)
            if outcome != "right":
                report.mistakes.append(f"{outcome} {kind}: {record['text']}")
    return report


def _compared(labels: Sequence[Labelled], found: Sequence[Labelled]) -> Iterator[tuple[str, str]]:
    for label in labels:
        yield ("right" if any(_same(label, other) for other in found) else "missed"), label[0]
    for finding in found:
        if not any(_same(finding, label) for label in labels):
            yield "wrong", finding[0]


def _same(one: Labelled, other: Labelled) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each kind and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list what was not read as labelled")
    chosen = parser.parse_args(arguments)
    lines = LINES.read_text("utf-8").splitlines()
    report = measure(lines)
    print(f"{'personal information':24}{'labelled':>9}{'precision':>11}{'recall':>9}   ({len(lines)} lines)")
    for kind, score in (*sorted(report.kinds.items()), ("all", report.whole)):
        print(f"{kind:24}{score.right + score.missed:>9}{score.precision:>11.1%}{score.recall:>9.1%}")
    if chosen.wrong:
        print("\n".join(report.mistakes))


if __name__ == "__main__":
    main()
