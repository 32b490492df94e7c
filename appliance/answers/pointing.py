"""How surely a question points at a product although its words do not settle it.

`resolve` is sure or silent: a chatty customer's words ("for my nephew's birthday") count as the product's and
no record holds them. A small logistic model, fitted by `python -m bench.answers.tune` with each shop left out
in turn, weighs how the best candidates are named, what they lack and how they mean alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from appliance.answers import evidence, reading, text
from appliance.answers.language import HEAD_FIRST
from appliance.answers.records import EMPTY, IN_DESCRIPTION, Record, has, record_of, worth
from appliance.answers.resolve import Match, Resolution, match, may_lack, said, tags_apart
from appliance.answers.sense import Sense
from appliance.answers.shelf import Shelf
from appliance.answers.topics import POLICIES, Topic
from appliance.answers.understand import Question
from appliance.knowledge.hits import ProductHit

Numbers = NDArray[np.float64]

SURE = 0.75
"""How surely a question must point at a product. With each shop left out, 0.75 answered 10 of 269 questions
that no product answers, and pointed 966 of 1,155 others rightly and 16 wrongly; 0.8 did 8, 935 and 13."""
TIE = 0.1
"""How near another product comes to be a choice."""
_TOLD = (Topic.PRICE, Topic.STOCK, Topic.QUANTITY, Topic.OPTIONS, Topic.SKU, Topic.BARCODE)

FEATURES = (
    *("title", "named", "coverage", "of_others", "of_shop", "of_nobody"),
    *("headless", "last_headless", "likeness", "likeness_of_run", "likeness_of_last"),
    *("heads", "headless_title", "headless_likeness", "titled_headless", "both_headless", "heads_title"),
    *("run", "run_whole", "held", "in_prose", "score", "searched", "long", "words"),
    *("title_gap", "named_gap", "coverage_gap", "score_gap", "likeness_gap", "run_likeness_gap", "heads_gap"),
    *("browsing", "unclear", "told", "attribute", "describe", "policy", "foreign", "asked"),
)


def point(question: Question, hits: Sequence[ProductHit], shelf: Shelf) -> Resolution:
    """Return the products that a question most surely points at, or none with the nearest."""
    if not hits or not question.chunks or question.superlative:
        return Resolution(nearest=tuple(hit.product for hit in hits[:3]))
    matches = tags_apart([match(question, hit) for hit in hits], question)
    products = [found.product for found in matches]
    sure = evidence.judge(
        "pointing",
        features(question, hits, matches, shelf),
        lambda kept: reading.meant(question.text, [products[n] for n in kept]),
    )
    sure = np.where([found.strange_number for found in matches], 0.0, sure)
    order = np.argsort(-sure, kind="stable")
    nearest = tuple(matches[n].product for n in order[:3])
    if sure[order[0]] < SURE or _nameless(question, matches[order[0]]):
        return Resolution(nearest=nearest, sure=float(sure[order[0]]))
    chosen = [matches[n] for n in order if sure[n] >= sure[order[0]] - TIE]
    return Resolution(tuple(found.product for found in chosen), nearest, share=chosen[0].title_share)


def _nameless(question: Question, found: Match) -> bool:
    """Return whether what is asked for is no word of the product and its names are none of the question's:
    "got any weaving looms" means no needle that is "for weaving in ends"."""
    record = record_of(found.product)
    named = any(has(word, said(question)) for word in (*record.title, *record.kinds) if word not in EMPTY)
    return question.chunks[-1][-1] in found.missing and not named


def features(
    question: Question, hits: Sequence[ProductHit], matches: Sequence[Match], shelf: Shelf
) -> Numbers:
    """Return (len(hits), len(FEATURES)) numbers."""
    records = [record_of(found.product) for found in matches]
    own = [
        _named(question, found, record, records, shelf)
        for found, record in zip(matches, records, strict=True)
    ]
    alike = _likeness(question, matches, Sense(shelf))
    scores = np.array([(hit.score, hit.coverage) for hit in hits], np.float64)
    table = _table(np.array(own, np.float64), alike, scores)
    return np.hstack([table, np.tile(_of_question(question), (len(hits), 1))])


def _named(
    question: Question, found: Match, record: Record, records: Sequence[Record], shelf: Shelf
) -> list[float]:
    """Return what one candidate is called by, and what of the question it lacks."""
    content = dict.fromkeys((*question.words, *question.soft))
    held = [worth(word, record, question.twins) for word in content]
    lacks = [w for w, much in zip(content, held, strict=True) if much == 0 and not may_lack(w, question)]
    others = {stem for other in records for stem in other.title}
    of_others = sum(text.stem(word) in others for word in lacks)
    of_shop = sum(shelf.knows(word) for word in lacks) - of_others
    heads = {chunk[0] if question.language in HEAD_FIRST else chunk[-1] for chunk in question.chunks}
    words = said(question)
    named = sum(has(word, words) for word in dict.fromkeys(record.title) if word not in EMPTY)
    return [
        found.title_share, named, found.coverage, of_others, of_shop, len(lacks) - of_others - of_shop,
        bool(heads & set(lacks)), question.chunks[-1][-1] in lacks, has(_head(found.product.title), words),
        found.naming, found.chunk, sum(much == 1 for much in held),
        sum(much == IN_DESCRIPTION for much in held), len(record.title), len(content),
    ]  # fmt: skip


@lru_cache(maxsize=4096)
def _head(title: str) -> str:
    """Return the stem of the noun of a title: the last word before what is said of it, "Kettle, 1.2 l"."""
    said = re.split(r"[(,;:–—|/]| - | with | in | for | of the |\d", title)[0]
    words = text.tokens(said) or text.tokens(title)
    return text.stem(words[-1]) if words else ""


def _likeness(question: Question, matches: Sequence[Match], sense: Sense) -> Numbers:
    """Return (n, 3) cosines of each title to the question, its nearest run of words and its last word."""
    titles = [found.product.title for found in matches]
    runs = tuple(" ".join(chunk) for chunk in question.chunks)
    readings = (question.readings, runs, (question.chunks[-1][-1],))
    return np.array([sense.likeness(reading, titles) for reading in readings], np.float64).T


def _table(own: Numbers, alike: Numbers, scores: Numbers) -> Numbers:
    """Return the columns of `FEATURES` that are of a candidate, those against the best other among them."""
    title, named, coverage, of_others, of_shop, of_nobody, headless, last, heads = own[:, :9].T
    likeness, of_run, of_last = alike.T
    against = (title, named, coverage, scores[:, 0], likeness, of_run, heads * title)
    columns = (
        title, named, coverage, of_others, of_shop, of_nobody,
        headless, last, likeness, of_run, of_last, heads, headless * title,
        headless * of_run, (1 - heads) * title, headless * (1 - heads), heads * title,
        *own[:, 9:13].T, *scores.T, *own[:, 13:].T, *map(evidence.gap, against),
    )  # fmt: skip
    return np.stack(columns, axis=1)


def _of_question(question: Question) -> Numbers:
    topic = question.topic
    asked = [word for word in question.all_words if word not in question.lexicon.fillers]
    flags = (topic is Topic.BROWSE, topic is Topic.UNCLEAR, topic in _TOLD, topic is Topic.ATTRIBUTE)
    return np.array(
        [*flags, topic is Topic.DESCRIBE, topic in POLICIES, question.language != "en", len(asked)],
        np.float64,
    )
