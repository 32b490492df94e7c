"""Make the English reader from nothing: `python -m models.reader.english` (`make train-reader` makes both).

    --quick             a few shops, to see that everything runs
    --work FOLDER       weights in full precision and the report stay here
    --out FOLDER        where the artefact goes (else where it ships from)

It reads what is English, message and line; the reader of all languages (`train`) reads the rest. It starts
from all-MiniLM-L6-v2, which has seen a thousand million English pairs of sentences. The exercises of English
shops are read with all wrong candidates that are alike in letters or near in meaning, then the near ones
again, and the weights of before and after are averaged. A twentieth of the shops is held out whole, as in
`train`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from models.intents.train import say
from models.reader import bundled, exercises, measure, second_pass, train
from models.reader.exercises import LABELS, Exercise
from models.training import artefact, start
from models.training.network import Labelled, Plan

NAME = "shopwarden-reader-english"
PLAN = Plan(rate=2e-4, head=8, frozen=1, noise=0.3, batch=1024, smoothing=0.05, seed=47)
AGAIN = Plan(rate=1e-4, head=2, frozen=1, noise=0.3, batch=1024, smoothing=0.05, seed=62)
PRODUCTS = 0.8  # of the shops are asked for products beside what lies near
NEAR_SEED, AGAIN_SEED = 41, 61


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--work", type=Path, default=Path(".train-reader"))
    parser.add_argument("--out", type=Path, default=bundled.ENGLISH)
    wish = parser.parse_args(arguments)
    kept, held = (
        [shop for shop in shops if shop.languages == second_pass.ENGLISH]
        for shops in train.parted(exercises.read())
    )
    if wish.quick:
        kept, held = kept[: train.QUICK_SHOPS], held[:1]
    begin, made = wish.work / "start-english", wish.work / NAME
    start.classify(begin, train.embedder_folder(), LABELS)
    embed = train.embedder()
    network = train.learn(begin, train.shown(kept, LABELS, train.SHOWN) + near(kept, embed, NEAR_SEED), PLAN)
    first = network.weights()
    network.train(near(kept, embed, AGAIN_SEED), AGAIN, say)
    network.blend(first)
    for line in measure.reading(network, held, LABELS):
        say(line)
    network.save(made)
    say(artefact.export(made, NAME, train.samples(held, LABELS)))
    artefact.ship(made, wish.out, {"exercises": len(kept)})


def near(kept: Sequence[Exercise], embed: second_pass.Embed, seed: int) -> list[Labelled]:
    """Return all messages with wrong candidates near them in meaning or in letters."""
    return second_pass.rows(kept, embed, LABELS, products=PRODUCTS, most=None, seed=seed)


if __name__ == "__main__":
    main()
