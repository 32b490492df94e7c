"""Chooses the constants of the ranking over several catalogues, each time leaving one out.

Run: python -m bench.knowledge.tune [--products N] [--work DIR]. For every set it prints nDCG@10 of
graded queries against the whole truth, and against a pool of BM25's first 40 ("raw": what is outside counts
as wrong; "judged": it is skipped), and how often a known item asked by code, name, part of a name, shuffled
name or with a slip comes first.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from appliance.core.ports import Embedder
from appliance.core.products import Product
from appliance.knowledge import indexing, lexical, schema, search
from appliance.knowledge.postings import Postings
from appliance.knowledge.search import Tuning
from appliance.knowledge.vectors import Matrix
from bench.knowledge import boutiques, electronics, embedding, queries
from bench.knowledge.electronics import Truth
from bench.knowledge.queries import Asked, Query

Ranking = Callable[["Asking"], Sequence[int]]
NAMES = ("exact", "partial", "shuffled", "slip")


@dataclass(frozen=True)
class Asking:
    """A query with all that the ranking needs, so that a grid of constants is cheap to try."""

    query: Query
    vector: NDArray[np.float32]
    terms: Sequence[lexical.Term]
    plain: Sequence[int]


@dataclass(frozen=True)
class Shop:
    db: sqlite3.Connection
    matrix: Matrix
    postings: Postings
    asked: Sequence[Asking]


def shop(
    products: Sequence[Product], truths: Sequence[Truth], kinds: Asked, embedder: Embedder, each: int
) -> Shop:
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(db)
    for row, product in enumerate(products, 1):
        indexing.add_product(db, row, product)
    indexing.count_words(db, products, ())
    vectors = embedder.embed([indexing.embedded_product(product) for product in products])
    matrix = Matrix(np.arange(1, len(products) + 1), vectors)
    lexicon = lexical.Lexicon.load(db)
    wanted = queries.graded(truths, kinds) + queries.known(products, truths, each=each)
    made = embedder.embed([query.text for query in wanted])
    return Shop(
        db,
        matrix,
        Postings(),
        [_asking(db, matrix, lexicon, q, v) for q, v in zip(wanted, made, strict=True)],
    )


def ours(shop: Shop, tuning: Tuning) -> Ranking:
    def ranking(asking: Asking) -> Sequence[int]:
        asked = (asking.terms, asking.query.text, asking.vector)
        ranked = search.rank(shop.db, shop.matrix, shop.postings, *asked, 50, tuning=tuning)
        return [r.id - 1 for r in ranked]

    return ranking


def meaning_only(shop: Shop) -> Ranking:
    return lambda asking: np.argsort(-(shop.matrix.rows @ asking.vector))[:50].tolist()


def measure(shop: Shop, ranking: Ranking) -> dict[str, float]:
    """Return the mean of every figure over the queries it applies to."""
    found: dict[str, list[float]] = {}
    for asking in shop.asked:
        order, query = ranking(asking), asking.query
        if query.family != "graded":
            found.setdefault(query.family, []).append(float(bool(order) and order[0] in query.grades))
            continue
        pool = {item: query.grades.get(item, 0) for item in asking.plain[:40]}
        found.setdefault("true", []).append(ndcg(order, query.grades))
        if any(pool.values()):
            found.setdefault("raw", []).append(ndcg(order, pool))
            found.setdefault("judged", []).append(ndcg([item for item in order if item in pool], pool))
    return {name: float(np.mean(values)) for name, values in found.items()}


def ndcg(order: Sequence[int], grades: Mapping[int, int], k: int = 10) -> float:
    """Return nDCG@k with gains 2^grade - 1 (Järvelin and Kekäläinen, 2002)."""
    ideal = sorted(grades.values(), reverse=True)[:k]
    best = sum((2**grade - 1) / np.log2(n + 2) for n, grade in enumerate(ideal))
    return float(
        sum((2 ** grades.get(item, 0) - 1) / np.log2(n + 2) for n, item in enumerate(order[:k])) / best
    )


def grid() -> list[Tuning]:
    base = Tuning()
    changes: list[dict[str, float]] = [
        {},
        *({"meaning": v} for v in (0.5, 0.6, 0.7, 0.75)),
        *({"echo": v} for v in (0.0, 0.2, 0.6)),
        *({"depth": v} for v in (100, 200, 1000)),
        *({"whole": v} for v in (0.0, 0.2)),
        *({"broad": v} for v in (4, 30)),
        *({"meaning_narrow": v} for v in (0.1, 0.3)),
    ]
    return [replace(base, **change) for change in changes]


def objective(figures: Mapping[str, float]) -> float:
    """Graded and named queries weigh the same; "raw" is left out, for its pool is BM25's own."""
    graded = (figures["true"] + figures["judged"]) / 2
    return graded + sum(figures[name] for name in (*NAMES, "code")) / 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=6000)
    parser.add_argument("--each", type=int, default=80)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "shopwarden-bench")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    own = embedding.product_embedder(chosen.work / "models")
    embedder = embedding.Cached(own, chosen.work / "vectors.npz")
    report({name: shop(*made, embedder, chosen.each) for name, made in catalogues(chosen.products).items()})


def catalogues(count: int) -> dict[str, tuple[Sequence[Product], Sequence[Truth], Asked]]:
    """Return four catalogues of two generators, with and without categories and nouns in titles."""
    electronic = {name: (kind.queries, kind.related) for name, kind in electronics.kinds().items()}
    feed, feed_truth = electronics.catalogue(count)
    named, named_truth = electronics.catalogue(count, seed=11, noun=1.0)
    small, small_truth = boutiques.catalogue(count // 2)
    other, other_truth = boutiques.catalogue(count // 2, seed=22)
    return {
        "electronics": (feed, feed_truth, electronic),
        "electronics, nouns": (_bare(named), named_truth, electronic),
        "boutiques": (small, small_truth, boutiques.kinds()),
        "boutiques, bare": (_bare(other), other_truth, boutiques.kinds()),
    }


def report(shops: Mapping[str, Shop]) -> None:
    tunings = grid()
    results = {
        name: [measure(shop, ours(shop, tuning)) for tuning in tunings] for name, shop in shops.items()
    }
    for name, shop in shops.items():
        print(f"\n{name}")
        _print("BM25 alone", measure(shop, lambda asking: asking.plain))
        _print("vectors alone", measure(shop, meaning_only(shop)))
        for tuning, figures in zip(tunings, results[name], strict=True):
            _print(_named(tuning), figures)
    print("\nchosen without the set named, and what it then gets there")
    for left in shops:
        sums = [
            sum(objective(results[name][n]) for name in shops if name != left) for n in range(len(tunings))
        ]
        best = int(np.argmax(sums))
        print(f"  {left}: {_named(tunings[best])}")
        _print("", results[left][best])


def _asking(
    db: sqlite3.Connection,
    matrix: Matrix,
    lexicon: lexical.Lexicon,
    query: Query,
    vector: NDArray[np.float32],
) -> Asking:
    terms = lexicon.terms(query.text)
    expression = " OR ".join(f'"{word}"' for word in re.findall(r"[^\W_]+", query.text.lower()))
    statement = (
        "SELECT rowid - 1 FROM product_words WHERE product_words MATCH ? "
        "ORDER BY bm25(product_words, 4, 2, 2, 0.5, 0.5) LIMIT 50"
    )
    plain = [row[0] for row in db.execute(statement, (expression,))]
    return Asking(query, vector, terms, plain)


def _bare(products: Sequence[Product]) -> list[Product]:
    return [replace(product, categories=()) for product in products]


def _named(tuning: Tuning) -> str:
    base = Tuning()
    changed = {name: value for name, value in vars(tuning).items() if value != getattr(base, name)}
    return ", ".join(f"{name} {value}" for name, value in changed.items()) or "as chosen"


def _print(title: str, figures: Mapping[str, float]) -> None:
    shown = ("true", "raw", "judged", "code", "sku", *NAMES)
    print(f"  {title:22s}", "  ".join(f"{name} {figures[name]:.3f}" for name in shown if name in figures))


if __name__ == "__main__":
    main()
