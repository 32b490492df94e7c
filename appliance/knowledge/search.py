"""Ranking: words and meaning fused, and codes and names that were spelt out put first.

The fusion is convex over scores normalised per question (Bruch, Gai, Ingber: "An Analysis of Fusion
Functions for Hybrid Retrieval", 2022). The weight of meaning falls where words alone pin down a few products.
"""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from appliance.core import products
from appliance.core.products import Product
from appliance.knowledge import codes, lexical, words
from appliance.knowledge.codes import CodeKind
from appliance.knowledge.hits import ProductHit
from appliance.knowledge.postings import Postings, among
from appliance.knowledge.schema import LIVE
from appliance.knowledge.vectors import Matrix

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Tuning:
    """Constants of the ranking, chosen by `bench/knowledge/tune.py` over several catalogues."""

    meaning: float = 0.65
    """Weight of vectors for a broad question."""
    meaning_narrow: float = 0.2
    """Weight of vectors when the words pin down one product."""
    broad: int = 12
    """How many products hold all words when a question counts as half broad."""
    depth: int = 500
    """The vector score is 0 at this rank."""
    echo: float = 0.4
    """Share of the vector score that is nearness to the best products of a first pass (feedback)."""
    whole: float = 0.15
    """Bonus of holding every word of the question."""


TUNING = Tuning()
MANY = 8
"""A code that more products share names none of them."""
_FEEDBACK = 10
_SUITS = 0.75
WORD_HITS = 400
"""Products that are scored by words when no filter is set."""


@dataclass(frozen=True)
class Named:
    """How a question names a product: the kind of code, and the variant it names.

    `strength` orders products that one question names: the longest title first.
    """

    kind: CodeKind
    strength: int
    variant: int | None
    whole: bool = True
    """False for a title with further words around it."""


@dataclass(frozen=True)
class Ranked:
    id: int
    score: float
    named: Named | None


def rank(
    db: sqlite3.Connection,
    matrix: Matrix,
    postings: Postings,
    terms: Sequence[lexical.Term],
    question: str,
    vector: NDArray[np.float32] | None,
    k: int,
    allowed: NDArray[np.int64] | None = None,
    tuning: Tuning = TUNING,
) -> list[Ranked]:
    """Return up to `k` products, best first, out of `allowed` row ids, ascending (None = all).

    Without `vector` words alone decide. A product in SQLite that `matrix` does not know yet is left out.
    """
    lexis = _by_words(db, matrix, postings, terms, question, allowed)
    scores = lexis
    if vector is not None:
        whole = _positions(matrix, lexical.match_all(db, terms, WORD_HITS))
        broad = breadth(db, matrix, lexis, terms, len(whole), tuning)
        scores = fuse(matrix, lexis, whole, broad, vector, tuning)
    found = named(db, question)
    if allowed is not None:
        scores[~among(matrix.ids, allowed)] = 0.0
        inside = among(np.array(list(found), np.int64), allowed)
        found = {row: name for (row, name), fits in zip(found.items(), inside, strict=True) if fits}
    found = _meant(found, matrix, lexis)
    order = _best(scores, k + len(found))
    ranked = [Ranked(int(matrix.ids[n]), float(scores[n]), None) for n in order if scores[n] > 0]
    return _exact_first(ranked, found, matrix, scores)[:k]


def breadth(
    db: sqlite3.Connection,
    matrix: Matrix,
    lexis: Scores,
    terms: Sequence[lexical.Term],
    whole: int,
    tuning: Tuning,
) -> float:
    """Return how broad a question is, 0..1: 0 names one product, 1 is a kind of product or a description.

    Some products hold every word: the fewer, the narrower. None does: a long question is a name with
    something wrong in it when the best product by words holds nearly all of it.
    """
    asked = [term.forms[0] for term in terms if term.asked]
    if len(asked) < 2:
        return 1.0
    if whole:
        return whole / (whole + tuning.broad)
    if len(asked) < 4 or not lexis.any():
        return 1.0
    row = int(matrix.ids[int(np.argmax(lexis))])
    names = db.execute("SELECT title, brand, category FROM product_words WHERE rowid = ?", (row,)).fetchone()
    held = words.coverage(asked, " ".join(names)) if names else 0.0
    return float(np.clip((0.9 - held) / 0.4, 0.0, 1.0))


def fuse(
    matrix: Matrix,
    lexis: Scores,
    whole: NDArray[np.intp],
    broad: float,
    vector: NDArray[np.float32],
    tuning: Tuning,
) -> Scores:
    """Return one score a product, 0..1: word scores `lexis` and the cosines to `vector`, fused.

    `whole` are the positions of the products that hold every word of a question as `broad` as `breadth` says.
    """
    meaning = _stretched(matrix.cosines(vector), tuning.depth)
    first = tuning.meaning * meaning + (1 - tuning.meaning) * lexis
    top = _best(first, _FEEDBACK)
    heart = (matrix.rows[top] * first[top, None].astype(np.float32)).sum(axis=0)
    near = np.flatnonzero(first)
    echo = _stretched(np.vecdot(matrix.rows[near], heart), tuning.depth)
    meaning *= 1 - tuning.echo
    meaning[near] += tuning.echo * echo
    weight = tuning.meaning_narrow + (tuning.meaning - tuning.meaning_narrow) * broad
    scores = weight * meaning + (1 - weight) * lexis
    scores[whole] += tuning.whole
    return scores / (1 + tuning.whole)


def named(db: sqlite3.Connection, question: str) -> dict[int, Named]:
    """Return the products that `question` names by a code or a whole title.

    A code that many products share names none of them.
    """
    asked = codes.asked(question)
    if not asked:
        return {}
    marks = ", ".join("?" * len(asked))
    query = f"SELECT code, product, kind, variant FROM codes WHERE code IN ({marks})"
    rows = db.execute(query, tuple(asked)).fetchall()
    shared = {code: len({row for c, row, _, _ in rows if c == code}) for code in asked}
    total = len(words.content_words(question))
    found: dict[int, Named] = {}
    for code, row, kind, variant in rows:
        length = asked[code][0]
        if shared[code] > MANY or (kind == CodeKind.TITLE and length < 2 and total > 1):
            continue
        whole = kind != CodeKind.TITLE or length >= total
        name = Named(CodeKind(kind), 2 + length if kind == CodeKind.TITLE else 1, variant, whole)
        if row not in found or (name.strength, -name.kind) > (found[row].strength, -found[row].kind):
            found[row] = name
    return _owners_first(db, question, found)


def _owners_first(db: sqlite3.Connection, question: str, found: dict[int, Named]) -> dict[int, Named]:
    """Put what only fits a code behind its owner, unless the question says more than the owner's name."""
    owners = [row for row, name in found.items() if name.kind is not CodeKind.FITS]
    if not owners or len(owners) == len(found):
        return found
    marks = ", ".join("?" * len(owners))
    query = f"SELECT title || ' ' || brand FROM product_words WHERE rowid IN ({marks})"
    names = " ".join(row[0] for row in db.execute(query, owners))
    if words.coverage(words.content_words(question), f"{names} {' '.join(codes.asked(question))}") < 1.0:
        return found
    return {row: replace(n, strength=0) if n.kind is CodeKind.FITS else n for row, n in found.items()}


def hydrate(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[Product, str]]:
    """Return the live products `ids` with the names of their sources."""
    marks = ", ".join("?" * len(ids))
    query = (
        "SELECT p.id, p.record, s.name FROM products p JOIN sources s ON s.id = p.source "
        f"WHERE +p.state = {LIVE} AND p.id IN ({marks})"  # "+": the ids find rows, not the index of states
    )
    rows = db.execute(query, tuple(ids)).fetchall()
    return {row: (products.from_json(json.loads(record)), source) for row, record, source in rows}


def to_hits(db: sqlite3.Connection, ranked: Sequence[Ranked], asked: Sequence[str]) -> list[ProductHit]:
    """Return the hits for `ranked`, with the share of the words `asked` each covers."""
    there = hydrate(db, [r.id for r in ranked])
    return [_hit(*there[r.id], r, asked) for r in ranked if r.id in there]


def _hit(product: Product, source: str, ranked: Ranked, asked: Sequence[str]) -> ProductHit:
    name = ranked.named
    variant = product.variants[name.variant] if name and name.variant is not None else None
    coverage = words.coverage(asked, _named_text(product))
    return ProductHit(product, ranked.score, source, name is not None, coverage, variant)


def _named_text(product: Product) -> str:
    options = {f"{n} {v}" for variant in product.variants for n, v in variant.options}
    skus = [variant.sku for variant in product.variants]
    return " ".join(
        (product.title, product.brand, *product.categories, *product.tags, *sorted(options), *skus)
    )


def _by_words(
    db: sqlite3.Connection,
    matrix: Matrix,
    postings: Postings,
    terms: Sequence[lexical.Term],
    question: str,
    allowed: NDArray[np.int64] | None,
) -> Scores:
    scores = np.zeros(len(matrix.ids))
    limit = WORD_HITS if allowed is None else None
    found = lexical.match(db, postings, terms, len(matrix.ids), limit)
    parts = lexical.match_parts(db, question, terms, WORD_HITS)
    for matches, weight in ((found, 1.0), (parts, 1.0)):
        ids, values = matches.ids, matches.scores
        if allowed is not None:
            kept = among(ids, allowed)
            ids, values = ids[kept], values[kept]
        if len(ids):
            places = matrix.positions(ids)
            there = places >= 0
            scores[places[there]] += weight * values[there] / max(values.max(), 1e-9)
    scores /= scores.max(initial=1.0)
    return scores


def _positions(matrix: Matrix, ids: NDArray[np.int64]) -> NDArray[np.intp]:
    places = matrix.positions(ids)
    return places[places >= 0]


def _stretched(cosines: NDArray[np.float32], depth: int) -> Scores:
    """Return `cosines` with the best at 1 and the one at rank `depth` at 0, nothing below 0."""
    if not len(cosines):
        return np.zeros(0)
    last = min(depth, len(cosines))
    low, high = float(np.partition(cosines, -last)[-last]), float(cosines.max())
    scores: Scores = np.maximum((cosines.astype(np.float64) - low) / max(high - low, 1e-9), 0.0)
    return scores


def _best(scores: Scores, k: int) -> NDArray[np.intp]:
    k = min(k, len(scores))
    if not k:
        return np.zeros(0, np.intp)
    top = np.argpartition(-scores, k - 1)[:k]
    return top[np.lexsort((top, -scores[top]))]


def _meant(found: dict[int, Named], matrix: Matrix, lexis: Scores) -> dict[int, Named]:
    """Return `found` without titles inside a longer question that suits another product clearly better."""
    best = lexis.max(initial=0.0)
    places = matrix.positions(np.array(list(found), np.int64))
    shares = [float(lexis[place]) if place >= 0 else 0.0 for place in places]
    return {
        row: name
        for (row, name), share in zip(found.items(), shares, strict=True)
        if name.whole or share >= _SUITS * best
    }


def _exact_first(
    ranked: list[Ranked], found: dict[int, Named], matrix: Matrix, scores: Scores
) -> list[Ranked]:
    ids = np.array(list(found), np.int64)
    exact = [
        Ranked(row, 1.0 + (float(scores[place]) if place >= 0 else 0.0), found[row])
        for row, place in zip(found, matrix.positions(ids), strict=True)
    ]
    exact.sort(key=lambda r: (-found[r.id].strength, -r.score, r.id))
    return exact + [r for r in ranked if r.id not in found]
