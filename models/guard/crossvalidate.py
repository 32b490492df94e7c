"""How well the recipe does on sources it never saw: `python -m models.guard.crossvalidate`.

The sources of the pool are dealt into folds; a row composed of two belongs to both, so that a carrier is
never known as an attack's alone. For each fold the encoder is trained anew, briefly, on the
other folds and our own rows; the threshold is the one with 1 % false alarms on unread rows of those other
folds; then the fold itself is judged. Prints Markdown. A fold takes ten to twelve minutes of a processor;
`--fold 2` is one alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

import numpy as np

from models.guard import measure, rows, train
from models.guard.build import DOCUMENT_KINDS
from models.guard.rows import Row
from models.training.network import Network, Plan

FOLDS: tuple[tuple[str, ...], ...] = (
    (
        "s-labs/prompt-injection-dataset", "yanismiraoui/prompt_injections", "awslabs/multidogo", "multidogo",
        "Sylius/Sylius", "rancher-sandbox/docs", "rancher-sandbox/docs.rancherdesktop.io", "axa-group/nlp.js",
    ),
    (
        "neuralchemy/Prompt-injection-dataset", "satml-ctf-2024", "lakera/gandalf",
        "bitext/customer-support-intent", "sierra-research/tau-bench",
        "thu-coai/CrossWOZ", "cyberark/FuzzyAI", "cambridgeltl/xcopa",
    ),
    (
        "meta-llama/PurpleLlama", "ReversecLabs/spikee", "llmail-inject", "clinc/oos-eval",
        "deepset/prompt-injections", "gunthercox/chatterbot-corpus",
        "netbirdio/docs", "asappresearch/abcd", "Taskmaster",
    ),
)  # fmt: skip
BRIEF = train.Stage(1.2, Plan(rate=1.5e-4, frozen=4, batch=320, seed=11), own=1, documents=150, composed=200)
FALSE_ALARMS = 0.01
JUDGED = 100  # rows of each (source, label)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pool", default="")
    parser.add_argument(
        "--work", type=Path, default=Path(".train-guard"), help="where “start” lies or is made"
    )
    parser.add_argument("--fold", type=int, action="append", choices=range(1, len(FOLDS) + 1))
    wish = parser.parse_args(arguments)
    pool, own = rows.pool(rows.pool_folder(wish.pool)), rows.own("train") + rows.own("refine")
    start = train.begun(wish.work, pool)
    for number in wish.fold or range(1, len(FOLDS) + 1):
        families = FOLDS[number - 1]
        _say(f"\nFold {number}: {', '.join(families)}\n")
        for line in fold(start, families, pool, own):
            _say(line)


def fold(start: Path, families: Sequence[str], pool: Sequence[Row], own: Sequence[Row]) -> list[str]:
    """Return the lines of one fold's report."""
    others = [row for row in pool if not row.families & set(families)]
    chosen = train.choose(BRIEF, others, own)
    network = Network(start)
    network.train([(row.text, int(row.attack)) for row in chosen], BRIEF.plan)
    unread = _unread(others, {row.text for row in chosen})
    calm = [row for row in unread if not row.attack and row.kind not in DOCUMENT_KINDS]
    threshold = measure.threshold_for(network.margins([row.text for row in calm]), FALSE_ALARMS)
    judged = _unread([row for row in pool if row.families & set(families)], set())
    scores = network.margins([row.text for row in judged])
    truth = np.array([row.attack for row in judged])
    ideal = measure.threshold_for(scores[~truth], FALSE_ALARMS)
    own_recall = measure.at(ideal, judged, scores).recall
    report = [
        "",
        f"AUC {measure.auc(scores[truth], scores[~truth]):.4f}, recall at 1 % here {own_recall:.3f}",
    ]
    report += ["", "| source | attacks | found | innocent | false alarms |", "|---|---|---|---|---|"]
    for key in ("source", "kind"):
        groups = measure.by(attrgetter(key), threshold, judged, scores)
        report += [measure.line(name, found) for name, found in groups.items()]
    held_out = rows.own("held_out")
    ours = measure.by(
        lambda row: f"ours, {row.kind}", threshold, held_out, network.margins([row.text for row in held_out])
    )
    return report + [measure.line(name, found) for name, found in ours.items()]


def _unread(pool: Sequence[Row], read: set[str]) -> list[Row]:
    left = [row for row in pool if row.text not in read and len(row.text) <= train.LONG]
    return rows.capped(left, JUDGED, seed=99)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
