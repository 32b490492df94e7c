"""Search latency at 20,000 products, against raw FTS5 and raw Chroma queries in the same run.

Run: python -m bench.knowledge.search [--products N] [--queries N] [--work DIR]. Milliseconds of wall time,
one query at a time; "find_products" includes embedding the question.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np

from appliance.core.paths import ShopPaths
from appliance.core.ports import Embedder, Vectors
from appliance.core.products import Product
from appliance.knowledge import indexing
from appliance.knowledge.hits import Filters
from appliance.knowledge.knowledge import Knowledge
from bench.figures import show
from bench.knowledge import electronics, embedding, ingest, queries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "shopwarden-bench")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    products, truths = electronics.catalogue(chosen.products)
    kinds = {name: (kind.queries, kind.related) for name, kind in electronics.kinds().items()}
    asked = [*queries.graded(truths, kinds), *queries.known(products, truths, each=40)]
    texts = [query.text for query in asked][:: max(1, len(asked) // chosen.queries)]
    own = embedding.product_embedder(chosen.work / "models")
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), products, texts, own, Drawn(own))


def measure(
    folder: Path, products: Sequence[Product], texts: Sequence[str], own: Embedder, stored: Embedder
) -> None:
    """Print the table; `stored` gives the products' vectors, `own` embeds each question afresh."""
    shop = Knowledge(ShopPaths(folder / "shop"), lambda: stored, currency="AUD")
    file = ingest.write(folder / "catalogue.csv", products)
    shop.import_file(file, "catalogue.csv", job=embedding.Quiet())
    shop.close()
    started = time.perf_counter()
    shop = Knowledge(ShopPaths(folder / "shop"), lambda: own)
    shop.warm()
    opened = time.perf_counter() - started
    print(f"{len(products)} products, {len(texts)} queries, one at a time")
    show("search", "opened and warm", opened * 1000, "ms")
    words, _ = _clocked("raw FTS5, OR of the words, 10 rows", texts, fulltext(folder / "shop" / "shop.db"))
    plain, narrowed = chroma(folder / "chroma", products, stored)
    vectors = dict(zip(texts, own.embed(texts), strict=True))
    graph, _ = _clocked("raw Chroma query, 10 rows", texts, lambda text: plain(vectors[text]))
    where, _ = _clocked("raw Chroma query with a price `where`", texts, lambda text: narrowed(vectors[text]))
    _clocked("embedding the question", texts, lambda text: own.embed([text]))
    ours, _ = _clocked("find_products, question embedded too", texts, lambda text: shop.find_products(text))
    limits = Filters(price_max=Decimal(300), in_stock=True)
    filtered, _ = _clocked(
        "find_products under $300 in stock",
        texts,
        lambda text: shop.find_products(f"{text} ", filters=limits),
        goal="<= 20",
    )
    show("search", "median, as a ratio to raw FTS5", ours / words, "x")
    show("search", "median, as a ratio to raw Chroma", ours / graph, "x")
    show("search", "filtered median, as a ratio to Chroma's `where`", filtered / where, "x")
    shop.close()


def fulltext(database: Path) -> Callable[[str], object]:
    db = sqlite3.connect(database)
    query = (
        "SELECT rowid FROM product_words WHERE product_words MATCH ? "
        "ORDER BY bm25(product_words, 4, 2, 2, 0.5, 1) LIMIT 10"
    )

    def ask(text: str) -> object:
        expression = " OR ".join(f'"{word}"' for word in re.findall(r"[^\W_]+", text.lower()))
        return db.execute(query, (expression,)).fetchall()

    return ask


def chroma(
    folder: Path, products: Sequence[Product], embedder: Embedder
) -> tuple[Callable[[np.ndarray], object], Callable[[np.ndarray], object]]:
    """Return a plain and a filtered query on a collection as Chroma makes it."""
    import chromadb

    settings = chromadb.Settings(anonymized_telemetry=False)
    collection = chromadb.PersistentClient(str(folder), settings).create_collection("texts")
    for start in range(0, len(products), 1000):
        batch = products[start : start + 1000]
        rows = embedder.embed([indexing.embedded_product(product) for product in batch])
        prices = [{"price": float(product.variants[0].price or 0)} for product in batch]
        collection.add(ids=[product.key for product in batch], embeddings=rows, metadatas=prices)
    return (
        lambda row: collection.query(query_embeddings=[row], n_results=10),
        lambda row: collection.query(query_embeddings=[row], n_results=10, where={"price": {"$lte": 300.0}}),
    )


def _clocked(
    title: str, texts: Sequence[str], ask: Callable[[str], object], goal: str = ""
) -> tuple[float, float]:
    """Show p50 and p95 of `ask` over `texts` in milliseconds, and return them; the goal is p95's."""
    for text in texts[:5]:
        ask(text)
    times = []
    for text in texts:
        start = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - start) * 1000)
    median, high = (float(value) for value in np.percentile(times, [50, 95]))
    show("search", f"{title}: p50", median, "ms")
    show("search", f"{title}: p95", high, "ms", goal)
    return median, high


class Drawn:
    """Unit vectors drawn by chance in place of the products' own: how long a search takes depends on how
    many there are, not on what they mean, and twenty thousand need not be embedded."""

    def __init__(self, model: Embedder) -> None:
        self.model_id, self.dimension = model.model_id, model.dimension
        self._chance = np.random.default_rng(7)

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = self._chance.standard_normal((len(texts), self.dimension)).astype(np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


if __name__ == "__main__":
    main()
