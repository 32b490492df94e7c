"""Products imported a second, against sentence-transformers with Chroma's defaults in the same run.

Run: python -m bench.knowledge.ingest [--products N] [--work DIR]. CPU seconds of the whole process on one
thread, so that a busy machine changes little; the model is loaded before the clock starts on both sides. Ours
includes reading the file, the guard's rules, full text, codes, vectors in Chroma and the transaction.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from appliance.core.paths import ShopPaths
from appliance.core.products import Product
from appliance.core.schemas import ImportResult, Shop
from appliance.guard.shop_guard import ShopGuard
from appliance.knowledge.knowledge import Knowledge
from bench.figures import show
from bench.knowledge import electronics, embedding


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "shopwarden-bench")
    chosen = parser.parse_args()
    products, _ = electronics.catalogue(chosen.products)
    with tempfile.TemporaryDirectory() as folder:
        ours, again = own(products, Path(folder), chosen.work / "models")
        theirs = baseline(products, Path(folder) / "chroma")
    print(f"{len(products)} products, CPU seconds of one process")
    count = len(products)
    show("ingest", "sentence-transformers, Chroma's defaults", count / theirs, "products/CPU-s")
    show("ingest", "shopwarden, guard and full text included", count / ours, "products/CPU-s")
    show("ingest", "times as many", theirs / ours, "x", ">= 4")
    show("ingest", "the same file with 1 % of its rows changed", count / again, "products/CPU-s")


def own(products: Sequence[Product], folder: Path, models: Path) -> tuple[float, float]:
    """Return the CPU seconds of the first import, and of another with 1 % of the rows changed."""
    import chromadb  # noqa: F401  (loading the library is not importing products)

    embedder = embedding.product_embedder(models)
    embedder.embed(["warm"])
    guard = ShopGuard(Shop(id="bench", name="Bench", created=datetime.now(UTC)), None)
    guard.load()
    shop = Knowledge(ShopPaths(folder / "shop"), lambda: embedder, currency="AUD", screen=guard.check)
    file = write(folder / "catalogue.csv", products)
    first = _clocked(lambda: shop.import_file(file, "catalogue.csv", job=embedding.Quiet()))
    altered = [p if n % 100 else _altered(p) for n, p in enumerate(products)]
    file = write(folder / "catalogue.csv", altered)
    results: list[ImportResult] = []
    again = _clocked(lambda: results.append(shop.import_file(file, "catalogue.csv", job=embedding.Quiet())))
    assert results[0].embedded == results[0].changed == len(range(0, len(products), 100))
    shop.close()
    return first, again


def baseline(products: Sequence[Product], folder: Path) -> float:
    """Return the CPU seconds that sentence-transformers and a Chroma collection as it comes take."""
    import chromadb
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    model = SentenceTransformer(str(embedding.weights()), device="cpu")
    model.encode(["warm"])
    settings = chromadb.Settings(anonymized_telemetry=False)
    collection = chromadb.PersistentClient(str(folder), settings).create_collection("texts")
    texts = [f"{product.title}\n{product.description}" for product in products]

    def run() -> None:
        for start in range(0, len(texts), 1000):
            batch = texts[start : start + 1000]
            rows = model.encode(batch, show_progress_bar=False)
            ids = [str(start + n) for n in range(len(batch))]
            collection.add(ids=ids, embeddings=rows, documents=batch)

    return _clocked(run)


def write(path: Path, products: Sequence[Product]) -> Path:
    """Write `products` as a plain table, one variant each."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["SKU", "Title", "Description", "Brand", "Category", "Price", "Stock", "Barcode"])
        for product in products:
            variant = product.variants[0]
            texts = (variant.sku, product.title, product.description, product.brand, product.categories[0])
            writer.writerow([*texts, variant.price, variant.quantity, variant.barcode])
    return path


def _altered(product: Product) -> Product:
    return replace(product, description=f"{product.description} Now in a new box.")


def _clocked(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
