"""`python -m bench.answers.tune`: fit what tells topics and evidence apart; print how left-out shops fare.

Writes `appliance/answers/intents/head.npz` and `appliance/answers/evidence.json`. Learns from the ways of
asking in `models/intents/ways/en.toml`, from `training/records.txt` and from the questions of
`tests/data/eval`; each shop in turn is left out to measure. Give it the data directory of an earlier run
of `bench.answers`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.answers import evidence, intent, pointing, policy, reading, text
from appliance.answers.desk import CANDIDATES
from appliance.answers.resolve import match, tags_apart
from appliance.answers.sense import Sense
from appliance.answers.settling import settle
from appliance.answers.understand import Question, understand
from appliance.core.paths import Paths
from appliance.core.products import Product
from appliance.knowledge.knowledge import Knowledge
from bench.answers import facts, questions
from bench.answers.shops import EVERY, NAMES, ROOT, UNTOUCHED, Item, load
from models.catalog import Kind
from models.embedder import OnnxEmbedder
from models.store import ModelStore

RECORDS = Path(__file__).parent / "training/records.txt"
HEAD = ROOT / "appliance/answers/intents/head.npz"
EVIDENCE = ROOT / "appliance/answers/evidence.json"
PAGES = 8
OF_PRODUCTS = ("attribute", "unrecorded")
OF_PAGES = ("contact", "hours", "policy", "returns", "shipping", "warranty")
"""Kinds of questions that a page must answer; to another kind a page without its facts is no answer."""
OF_NO_PRODUCT = ("contact", "hours", "notsold", "offtopic")
"""Kinds of questions that no product answers, unless the question names one all the same."""
CHUNK = 64
DECAY = 3e-3
RANKED_DECAY = 10.0
STEPS = 30
TINY = 1e-5


Pair = tuple[str, str | Product]
"""A message and a line or a product."""

ODDS: dict[Pair, float] = {}
"""What the reader said of the pairs it has read: each takes 10 to 30 ms."""


@dataclass(frozen=True)
class Example:
    """One question's candidates, lines or products: their features, and which of them serve it."""

    group: str
    message: str
    features: NDArray[np.float64]
    right: NDArray[np.float64]
    candidates: Sequence[str | Product] = ()

    def pairs(self, kept: Sequence[int]) -> list[Pair]:
        return [(self.message, self.candidates[place]) for place in kept]

    def likeliest(self, glance: evidence.Weights) -> list[Pair]:
        """Return the pairs that are read after a glance."""
        return self.pairs(evidence.likeliest(glance.probabilities(self.features)))

    def read(self, glance: evidence.Weights) -> Example:
        """Return the likeliest candidates with what is known once they are read."""
        sure = glance.probabilities(self.features)
        kept = evidence.likeliest(sure)
        odds = np.array([ODDS[pair] for pair in self.pairs(kept)])
        features = evidence.read_features(self.features[kept], sure[kept], odds)
        return Example(self.group, self.message, features, self.right[kept])


def read_all(found: Sequence[Example], glance: evidence.Weights) -> list[Example]:
    """Return the examples once their likeliest candidates are read, on all cores."""
    new = list({pair: None for example in found for pair in example.likeliest(glance) if pair not in ODDS})
    if new:
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            ODDS.update(zip(new, pool.map(odds_of, new, chunksize=CHUNK), strict=True))
    return [example.read(glance) for example in found]


def odds_of(pair: Pair) -> float:
    message, candidate = pair
    if isinstance(candidate, Product):
        return float(reading.meant(message, [candidate])[0])
    return float(reading.answers(message, [candidate])[0])


def main() -> int:
    """Fit, print how each shop does when it is left out, and write what was fitted."""
    parser = argparse.ArgumentParser(prog="python -m bench.answers.tune", description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    wish = parser.parse_args()
    paths = Paths(wish.data_dir)
    embedder = loaded(paths)
    made = intent.fit(embedder.embed)
    np.savez_compressed(
        HEAD, model=embedder.model_id, topics=np.array(made.topics),
        weights=made.weights.astype(np.float16), bias=made.bias.astype(np.float16),
    )  # fmt: skip
    pages: list[Example] = []
    record: list[Example] = []
    pointed: list[Example] = []
    for name in (name for name in EVERY if name not in UNTOUCHED):
        shelf = Knowledge(paths.shop(name), lambda: embedder)
        of_pages, of_record = examples_of(name, shelf)
        pointed += pointing_examples(name, shelf)
        pages += of_pages
        record += of_record
        if name == NAMES[0]:
            record += list(written(shelf))
        shelf.close()
    stored = {}
    for kind, found in (("pages", pages), ("record", record), ("pointing", pointed)):
        left_out(kind, found, read=False)
        stored[kind] = fit_ranked(found)
        stored[f"{kind}_read"] = fit(read_all(found, weights_of(stored[kind])))
        left_out(f"{kind}_read", found, read=True)
    EVIDENCE.write_text(json.dumps(stored, indent=1) + "\n")
    return 0


def loaded(paths: Paths) -> OnnxEmbedder:
    """Return the embedder that the box of these paths uses."""
    store = ModelStore(paths.models)
    embedder = OnnxEmbedder(store.folder(store.active(Kind.EMBEDDING)))
    embedder.load()
    return embedder


def examples_of(name: str, shelf: Knowledge) -> tuple[list[Example], list[Example]]:
    """Return the page examples and the record examples of one shop's questions."""
    pages: list[Example] = []
    record: list[Example] = []
    sense = Sense(shelf)
    for asked in questions.read("all", (name,)):
        if asked.turns:
            continue
        if asked.kind != "smalltalk" and (made := page_example(asked, shelf, sense)):
            pages.append(made)
        if asked.kind in OF_PRODUCTS and (made := product_example(asked, shelf, sense)):
            record += made
    return pages, record


def page_example(asked: questions.Question, shelf: Knowledge, sense: Sense) -> Example | None:
    """Return the example of a question that pages answer or do not; None when no line is marked."""
    question = understand(asked.text, shelf.knows)
    lines = candidates(shelf, asked.text)
    right = marks(asked, [line.text for line in lines])
    if right is None and asked.kind not in OF_PAGES:
        right = np.zeros(len(lines))
    if right is None or not lines:
        return None
    features = evidence.page_features(question, lines, sense)
    return Example(asked.shop, question.text, features, right, [line.headed for line in lines])


def pointing_examples(name: str, shelf: Knowledge) -> list[Example]:
    """Return the examples of which products one shop's questions point at."""
    items = load(name).items
    found = (pointing_example(asked, shelf, items) for asked in questions.read("all", (name,)))
    return [example for example in found if example]


def pointing_example(
    asked: questions.Question, shelf: Knowledge, items: Mapping[str, Item]
) -> Example | None:
    """Return the candidates of a question that names products, or asks for what the shop does not have; a
    question for an option that a product lacks is neither."""
    heard = understand(asked.text, shelf.knows)
    question = settle(heard, Sense(shelf).meant(heard))
    hits = [hit for hit in shelf.find_products(" ".join((*question.words, *question.soft)), CANDIDATES)
            if hit.product.published]  # fmt: skip
    none = (
        asked.kind in OF_NO_PRODUCT
        and not question.wanted
        and not any(w[0].isdigit() for w in question.words)
    )
    if asked.turns or not hits or not question.chunks or not (asked.expect.products or none):
        return None
    names = {name for product in asked.expect.products for name in items[product].names}
    right = [{hit.product.key, *(v.sku for v in hit.product.variants)} & names for hit in hits]
    matches = tags_apart([match(question, hit) for hit in hits], question)
    features = pointing.features(question, hits, matches, shelf)
    products = [found.product for found in matches]
    return Example(
        asked.shop, question.text, features, np.array(list(map(bool, right)), np.float64), products
    )


def candidates(shelf: Knowledge, said: str) -> list[evidence.Candidate]:
    found = []
    for place, hit in enumerate(shelf.find_passages(said, PAGES)):
        page = policy.Page(hit.id, hit.document, hit.title, hit.passage)
        heading = hit.passage.heading
        found += [
            evidence.Candidate(line.text, heading, hit.title, place, hit.score)
            for line in policy.lines_of(page)
        ]
    return found


def product_example(asked: questions.Question, shelf: Knowledge, sense: Sense) -> list[Example] | None:
    """Return the example of a question about a product, and the same with its answer struck out."""
    product = shelf.product(asked.expect.products[0]) if asked.expect.products else None
    if product is None:
        return None
    lines = [f"{name}: {value}" for name, value in product.attributes] + text.sentences(product.description)
    right = marks(asked, lines)
    if right is None or not lines:
        return None
    question = understand(asked.text, shelf.knows)
    return with_and_without(asked.shop, question, product.title, lines, right, sense)


def with_and_without(
    group: str,
    question: Question,
    title: str,
    lines: Sequence[str],
    right: NDArray[np.float64],
    sense: Sense,
) -> list[Example]:
    """Return the example of a product's lines, and the same with what answers struck out."""
    made = []
    for kept in [range(len(lines))] + [np.flatnonzero(right == 0)] * bool(right.any()):
        told = [lines[place] for place in kept]
        if told:
            features = evidence.record_features(question, title, told, sense)
            headed = [reading.under(title, line) for line in told]
            made.append(Example(group, question.text, features, right[list(kept)], headed))
    return made


def marks(asked: questions.Question, lines: Sequence[str]) -> NDArray[np.float64] | None:
    """Return 1 for each line that holds all that is expected; None when the expectation marks no line."""
    if not asked.answerable:
        return np.zeros(len(lines))
    expect = asked.expect
    groups = [*expect.all_of, *([expect.any_of] if expect.any_of else [])] or [expect.decides]
    right = np.array(
        [float(all(any(facts.says(line, fact) for fact in group) for group in groups)) for line in lines]
    )
    return right if right.any() else None


def written(shelf: Knowledge) -> Iterator[Example]:
    """Yield the examples of `training/records.txt`, in folds of their own."""
    sense, title, lines, number = Sense(shelf), "", [], 0
    for line in RECORDS.read_text().splitlines()[3:]:
        if line.startswith("# "):
            title, lines, number = line[2:], [], number + 1
        elif line.startswith("- "):
            lines.append(line[2:])
        elif " = " in line:
            said, _, which = line.rpartition(" = ")
            right = np.array([float(str(n) in which.split()) for n in range(1, len(lines) + 1)])
            question = understand(said, set(text.tokens(" ".join([title, *lines]))).__contains__)
            yield from with_and_without(f"written {number % 4}", question, title, lines, right, sense)


def left_out(kind: str, found: Sequence[Example], *, read: bool) -> None:
    """Print how the lines of each shop are judged by a model that has not seen it."""
    good: list[tuple[bool, float]] = []
    none: list[float] = []
    for group in sorted({example.group for example in found}):
        others = [example for example in found if example.group != group]
        mine = [example for example in found if example.group == group]
        weights = weights_of(fit_ranked(others))
        if read:
            others, mine = read_all(others, weights), read_all(mine, weights)
            weights = weights_of(fit(others))
        for example, whole in zip(mine, (e for e in found if e.group == group), strict=True):
            sure = weights.probabilities(example.features)
            best = int(sure.argmax())
            if whole.right.any():
                good.append((bool(example.right[best]), float(sure[best])))
            else:
                none.append(float(sure[best]))
    print(f"{kind}: best line right {sum(right for right, _ in good)} of {len(good)}")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        told = sum(right and sure >= least for right, sure in good)
        wrong = sum(not right and sure >= least for right, sure in good)
        print(f"  from {least}: right {told}, another line {wrong}, none {len(good) - told - wrong}; "
              f"unanswerable answered {sum(sure >= least for sure in none)} of {len(none)}")  # fmt: skip


def weights_of(stored: Mapping[str, Any]) -> evidence.Weights:
    return evidence.Weights(
        *(np.array(stored[name]) for name in ("mean", "scale", "weights")), stored["bias"]
    )


def fit(found: Sequence[Example]) -> dict[str, Any]:
    """Return the logistic model of the lines: how likely each is right once it is read."""
    mean, scale = _spread(found)
    theta = _logistic(_all_features(found, mean, scale), found, DECAY * len(found))
    return _stored(mean, scale, theta)


def fit_ranked(found: Sequence[Example]) -> dict[str, Any]:
    """Return the model of a glance, which puts a question's right lines before its others; its scores are
    made probabilities by a logistic model of their own.

    It maximises the probability that a line drawn by the softmax of a question's scores is a right one
    (ListNet, Cao et al. 2007, with several right lines), by Newton's method with the curvature of the part
    that is convex, and half a step where a whole one goes too far.
    """
    mean, scale = _spread(found)
    asked = [((e.features - mean) / scale, e.right > 0) for e in found if e.right.any()]
    theta = np.zeros(len(mean))
    for _ in range(STEPS):
        step, now = _ranked_step(asked, theta), _surprise(asked, theta)
        while _surprise(asked, theta - step) > now and np.abs(step).max() > TINY:
            step = step / 2
        theta -= step
    scores = _all_features(found, mean, scale) @ theta
    steep, bias = _logistic(scores[:, None], found, 0.0)
    return _stored(mean, scale, np.append(theta * steep, bias))


Asked = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""A question's candidates: their features, (lines, features), and which of them are right."""


def _ranked_step(asked: Sequence[Asked], theta: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what Newton's method takes off the weights."""
    slope, curve = RANKED_DECAY * theta, RANKED_DECAY * np.eye(len(theta))
    for lines, right in asked:
        every, only = _softmax(lines @ theta), _softmax(np.where(right, lines @ theta, -np.inf))
        middle = every @ lines
        slope = slope + middle - only @ lines
        curve += (lines * every[:, None]).T @ lines - np.outer(middle, middle)
    return np.linalg.solve(curve, slope)


def _surprise(asked: Sequence[Asked], theta: NDArray[np.float64]) -> float:
    """Return how unlikely the right lines are, with what the weights cost."""
    told = sum(-np.log(_softmax(lines @ theta)[right].sum() + 1e-300) for lines, right in asked)
    return float(told + RANKED_DECAY / 2 * theta @ theta)


def _spread(found: Sequence[Example]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean and the deviation of each feature over all candidates."""
    features = np.concatenate([example.features for example in found])
    return features.mean(axis=0), features.std(axis=0) + 1e-6


def _all_features(
    found: Sequence[Example], mean: NDArray[np.float64], scale: NDArray[np.float64]
) -> NDArray[np.float64]:
    return (np.concatenate([example.features for example in found]) - mean) / scale


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    powers: NDArray[np.float64] = np.exp(scores - scores.max())
    return powers / powers.sum()


def _logistic(rows: NDArray[np.float64], found: Sequence[Example], decay: float) -> NDArray[np.float64]:
    """Return the weights of the rows' columns and the bias, (columns + 1,); all but the bias decay."""
    right = np.concatenate([example.right for example in found])
    worth = np.concatenate([worth_of(example.right) for example in found])
    rows = np.c_[rows, np.ones(len(rows))]
    decays = decay * np.r_[np.ones(rows.shape[1] - 1), 0]
    theta = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-rows @ theta))
        slope = rows.T @ (worth * (sure - right)) + decays * theta
        curve = (rows * (worth * sure * (1 - sure))[:, None]).T @ rows + np.diag(decays + 1e-9)
        theta -= np.linalg.solve(curve, slope)
    return theta


def _stored(
    mean: NDArray[np.float64], scale: NDArray[np.float64], theta: NDArray[np.float64]
) -> dict[str, Any]:
    """Return a model as it is written down; the last of `theta` is the bias."""
    return {
        "mean": mean.round(5).tolist(), "scale": scale.round(5).tolist(),
        "weights": theta[:-1].round(5).tolist(), "bias": round(float(theta[-1]), 5),
    }  # fmt: skip


def worth_of(right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each line's weight: the right ones of a question sum to 1, the others to 2."""
    return np.where(right > 0, 1 / max(1.0, right.sum()), 2 / max(1.0, len(right) - right.sum()))


if __name__ == "__main__":
    raise SystemExit(main())
