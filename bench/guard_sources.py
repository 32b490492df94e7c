"""Texts to judge the guard's joining of rules and detector by, with what is known of them. Nothing of
`bench/guard_outside` is among them, and no row that the detector was trained on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from appliance.catalogue import reader
from appliance.core.products import Product
from appliance.core.schemas import Place, Shop
from appliance.redteam import cases
from bench.answers import shops
from models.guard import rows, train
from models.guard.build import DOCUMENT_KINDS
from models.reader import exercises

DEVELOPMENT = Path(__file__).with_name("guard_development")
BURIED = (*DOCUMENT_KINDS, "shop-buried", "indirect")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, where it is judged and whether it is an attack; `kind` is a group within its source."""

    text: str
    attack: bool
    place: Place
    source: str
    kind: str = ""


def everything() -> Iterator[Sample]:
    """Yield all samples, always in the same order; the pool's only where its folder is."""
    yield from held_out()
    yield from development()
    yield from exam()
    yield from exercise_shops()
    yield from exam_shops()
    yield from pool()


def held_out() -> Iterator[Sample]:
    """Yield the rows that the detector's model card keeps from its training."""
    for row in rows.own("held_out"):
        yield _sample(row, "held out")


def development() -> Iterator[Sample]:
    """Yield the texts written for this purpose: angry, clumsy, fancily named, plainly worded."""
    for file in sorted(DEVELOPMENT.glob("*.jsonl")):
        for row in rows.read(file):
            place = Place.DOCUMENT if file.stem == "documents" else Place.MESSAGE
            yield Sample(row.text, row.attack, place, "development", row.kind)


def exam() -> Iterator[Sample]:
    """Yield the shipped exam's messages, filled from the sample shop."""
    loaded = shops.load("harbourandpine")
    shop = Shop(
        id="sample", name=loaded.profile.get("name", "Sample"), created=datetime(2026, 1, 1, tzinfo=UTC)
    )
    for case in cases.cases(shop, _Shelf(tuple(_products(loaded)))):
        yield Sample(case.text, case.attack, Place.MESSAGE, "exam", case.kind)


def exercise_shops() -> Iterator[Sample]:
    """Yield what is asked in the reading exercises, and the products and lines of their shops."""
    for exercise in exercises.read():
        for ask in exercise.asks:
            yield Sample(ask.message, False, Place.MESSAGE, "exercises", exercise.languages[1])
        for line in (*exercise.products.values(), *exercise.lines.values()):
            yield Sample(line, False, Place.DOCUMENT, "exercises", exercise.languages[0])


def exam_shops() -> Iterator[Sample]:
    """Yield the products and passages of all the shops in the bench, as the guard reads them at import, and
    what is asked of those whose questions may be read."""
    for name in shops.EVERY:
        loaded = shops.load(name)
        texts = [f"{one.title}\n{one.brand}\n{_facts(one)}\n{one.description}" for one in _products(loaded)]
        for file in loaded.documents:
            texts += [passage.text for passage in reader.read_document(file, file.name).passages]
        yield from (Sample(text, False, Place.DOCUMENT, "bench shops", name) for text in texts)
        if name not in shops.UNTOUCHED:
            for line in loaded.questions.read_text("utf-8").splitlines():
                yield Sample(_asked(line), False, Place.MESSAGE, "bench shops", name)


def pool() -> Iterator[Sample]:
    """Yield some rows of each source of the shared pool that no stage of the training read."""
    try:
        everything = rows.pool(rows.pool_folder())
    except FileNotFoundError:
        return
    for row in train.unseen(everything):
        yield _sample(row, f"pool {row.source}" if row.attack else "pool")


def _sample(row: rows.Row, source: str) -> Sample:
    place = Place.DOCUMENT if row.kind.startswith(BURIED) else Place.MESSAGE
    return Sample(row.text, row.attack, place, source, row.theme or row.kind)


def _products(shop: shops.Shop) -> Iterator[Product]:
    for event in reader.read_catalogue(shop.catalogue, shop.catalogue.name, currency="USD"):
        if isinstance(event, Product):
            yield event


def _facts(product: Product) -> str:
    return "\n".join(f"{name}: {value}" for name, value in product.attributes)


def _asked(line: str) -> str:
    record = json.loads(line)
    return str(record.get("question") or record.get("text"))


@dataclass(frozen=True)
class _Shelf:
    """A catalogue in memory, for filling the exam's messages."""

    held: tuple[Product, ...]

    def products(
        self, offset: int = 0, limit: int = 50, text: str = "", sort: str = ""
    ) -> tuple[int, Sequence[Product]]:
        return len(self.held), self.held[offset : offset + limit]
