"""Rows of a source: what a file holds and what is stored of it; live, held back or retired."""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from appliance.core import products
from appliance.core.products import Passage, Product
from appliance.core.schemas import Verdict
from appliance.knowledge import indexing
from appliance.knowledge.schema import LIVE, QUARANTINED, RETIRED


@dataclass(frozen=True)
class Entry:
    """One product or passage of a file: its key and content hash, and the text whose vector stands for it.

    `title` is the document's title and empty for a product; `position` counts passages from 0.
    """

    key: str
    hash: str
    item: Product | Passage
    embedded: str
    title: str = ""
    position: int = 0

    @property
    def table(self) -> str:
        return "products" if isinstance(self.item, Product) else "passages"


@dataclass(frozen=True)
class Held:
    """Why an entry is kept out of search: the verdict and the text it was given about."""

    verdict: Verdict
    text: str


@dataclass(frozen=True)
class Stored:
    """What the database has of an entry."""

    id: int
    hash: str
    state: int


def of_product(product: Product) -> Entry:
    return Entry(product.key, product.content_hash(), product, indexing.embedded_product(product))


def of_passages(passages: Sequence[Passage], title: str) -> Iterator[Entry]:
    """Yield an entry a passage; one that occurs twice gets two keys."""
    seen: dict[str, int] = {}
    for position, passage in enumerate(passages):
        said = json.dumps([title, passage.heading, passage.text, passage.page])
        digest = hashlib.sha256(said.encode()).hexdigest()
        seen[digest] = seen.get(digest, 0) + 1
        text = indexing.embedded_passage(passage, title)
        yield Entry(f"{digest}-{seen[digest]}", digest, passage, text, title, position)


def stored(db: sqlite3.Connection, table: str, source: str) -> dict[str, Stored]:
    """Return the rows of `source` that are live or held, by key."""
    query = f"SELECT key, id, hash, state FROM {table} WHERE source = ? AND state != {RETIRED}"
    return {key: Stored(*rest) for key, *rest in db.execute(query, (source,))}


def of_others(db: sqlite3.Connection, source: str, keys: Collection[str]) -> dict[str, Stored]:
    """Return the products of `keys` that are live or held in other sources than `source`, by key."""
    query = f"SELECT key, id, hash, state FROM products WHERE source != ? AND state != {RETIRED} ORDER BY id"
    return {key: Stored(*rest) for key, *rest in db.execute(query, (source,)) if key in keys}


def insert(
    db: sqlite3.Connection, entry: Entry, vector: str, source: str, import_id: int, held: Held | None
) -> None:
    """Store `entry`; unless `held` it is findable once the transaction commits."""
    state = QUARANTINED if held else LIVE
    common = (source, entry.key, entry.hash, state, import_id, vector)
    if isinstance(entry.item, Product):
        row = _insert_product(db, common, entry.item)
    else:
        row = _insert_passage(db, common, entry.item, entry.position)
    if held:
        _insert_held(db, entry.table, row, held)
    elif isinstance(entry.item, Product):
        indexing.add_product(db, row, entry.item)
    else:
        indexing.add_passage(db, row, entry.item, entry.title)


def retire(db: sqlite3.Connection, table: str, ids: Sequence[int], import_id: int) -> list[Product]:
    """Take rows out of the catalogue, kept for undo; return the products that were live."""
    gone = _unindex(db, table, ids)
    query = f"UPDATE {table} SET retired_from = state, state = {RETIRED}, retired_by = ? WHERE id = ?"
    db.executemany(query, [(import_id, row) for row in ids])
    return gone


def erase(db: sqlite3.Connection, table: str, ids: Sequence[int]) -> list[Product]:
    """Delete rows for good; return the products that were live."""
    gone = _unindex(db, table, ids)
    db.executemany(f"DELETE FROM {table} WHERE id = ?", [(row,) for row in ids])
    db.executemany("DELETE FROM quarantine WHERE kind = ? AND item = ?", [(table, row) for row in ids])
    return gone


def restore(db: sqlite3.Connection, table: str, import_id: int) -> list[Product]:
    """Bring back the rows that an import retired, as they were; return the products that are live again."""
    back = _ids(db, table, f"retired_by = ? AND retired_from = {LIVE}", import_id)
    db.execute(
        f"UPDATE {table} SET state = retired_from, retired_by = NULL, retired_from = NULL "
        "WHERE retired_by = ?",
        (import_id,),
    )
    return publish(db, table, back)


def publish(db: sqlite3.Connection, table: str, ids: Iterable[int]) -> list[Product]:
    """Make rows findable; return the products among them."""
    made = []
    for row in ids:
        if table == "products":
            product = load_product(db, row)
            indexing.add_product(db, row, product)
            made.append(product)
        else:
            passage, title = load_passage(db, row)
            indexing.add_passage(db, row, passage, title)
    return made


def load_product(db: sqlite3.Connection, row: int) -> Product:
    record = db.execute("SELECT record FROM products WHERE id = ?", (row,)).fetchone()[0]
    return products.from_json(json.loads(record))


def load_passage(db: sqlite3.Connection, row: int) -> tuple[Passage, str]:
    """Return the passage and its document's title."""
    query = (
        "SELECT p.text, p.heading, p.page, s.title FROM passages p "
        "LEFT JOIN sources s ON s.id = p.source WHERE p.id = ?"
    )
    text, heading, page, title = db.execute(query, (row,)).fetchone()
    return Passage(text, heading, page), title or ""


def embedded(db: sqlite3.Connection, table: str, row: int) -> str:
    """Return the text whose vector stands for a stored row."""
    if table == "products":
        return indexing.embedded_product(load_product(db, row))
    return indexing.embedded_passage(*load_passage(db, row))


def purge_retired(db: sqlite3.Connection) -> None:
    """Forget what the import before the last one replaced."""
    for table in ("products", "passages"):
        gone = f"SELECT id FROM {table} WHERE state = {RETIRED}"
        db.execute(f"DELETE FROM quarantine WHERE kind = ? AND item IN ({gone})", (table,))
        db.execute(f"DELETE FROM {table} WHERE state = {RETIRED}")


def added_by(db: sqlite3.Connection, table: str, import_id: int) -> list[int]:
    return _ids(db, table, f"added_by = ? AND state != {RETIRED}", import_id)


def of_source(db: sqlite3.Connection, table: str, source: str) -> list[int]:
    """Return the ids of all rows of `source`, retired ones too."""
    return _ids(db, table, "source = ?", source)


def referenced(db: sqlite3.Connection) -> set[str]:
    """Return the keys of all vectors that any row still needs."""
    return {row[0] for row in db.execute("SELECT vector FROM products UNION SELECT vector FROM passages")}


def _unindex(db: sqlite3.Connection, table: str, ids: Sequence[int]) -> list[Product]:
    live = [row for row in ids if _state(db, table, row) == LIVE]
    if table == "passages":
        indexing.drop_passages(db, live)
        return []
    gone = [load_product(db, row) for row in live]
    indexing.drop_products(db, live)
    return gone


def _state(db: sqlite3.Connection, table: str, row: int) -> int:
    return int(db.execute(f"SELECT state FROM {table} WHERE id = ?", (row,)).fetchone()[0])


def _ids(db: sqlite3.Connection, table: str, condition: str, value: str | int) -> list[int]:
    query = f"SELECT id FROM {table} WHERE {condition} ORDER BY id"
    return [row[0] for row in db.execute(query, (value,))]


def _insert_product(db: sqlite3.Connection, common: tuple[str | int, ...], product: Product) -> int:
    prices = [float(variant.price) for variant in product.variants if variant.price is not None]
    shown = (product.title, product.brand, "\n".join(product.categories), min(prices, default=None))
    cursor = db.execute(
        "INSERT INTO products (source, key, hash, state, added_by, vector, title, brand, category, price, "
        "record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*common, *shown, json.dumps(products.to_json(product), ensure_ascii=False)),
    )
    return int(cursor.lastrowid or 0)


def _insert_passage(
    db: sqlite3.Connection, common: tuple[str | int, ...], passage: Passage, position: int
) -> int:
    cursor = db.execute(
        "INSERT INTO passages (source, key, hash, state, added_by, vector, text, heading, page, position) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*common, passage.text, passage.heading, passage.page, position),
    )
    return int(cursor.lastrowid or 0)


def _insert_held(db: sqlite3.Connection, table: str, row: int, held: Held) -> None:
    verdict = held.verdict
    start, end = verdict.span or (None, None)
    db.execute(
        "INSERT INTO quarantine (kind, item, scanner, reason, score, span_start, span_end, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (table, row, verdict.scanner, verdict.reason, verdict.score, start, end, held.text),
    )
