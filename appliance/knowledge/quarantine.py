"""Rows the guard held back: shown to the owner with the reason, released or dropped by their content."""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import sqlite3

from appliance.core import errors
from appliance.core.schemas import Quarantined
from appliance.knowledge import indexing, rows
from appliance.knowledge.schema import LIVE, QUARANTINED

_LIST = """
SELECT q.id, q.kind, q.item, q.scanner, q.reason, q.score, q.span_start, q.span_end, q.text, s.name
FROM quarantine q
JOIN (SELECT 'products' AS kind, id, source, state FROM products
      UNION ALL SELECT 'passages', id, source, state FROM passages) i ON i.kind = q.kind AND i.id = q.item
JOIN sources s ON s.id = i.source
WHERE i.state = 1 ORDER BY q.id
"""


def listed(db: sqlite3.Connection) -> tuple[Quarantined, ...]:
    return tuple(_record(db, *row) for row in db.execute(_LIST).fetchall())


def waiting(db: sqlite3.Connection, id_: str) -> tuple[str, int]:
    """Return table and row of the quarantined item `id_`; raises `errors.NotFound`."""
    row = db.execute("SELECT kind, item FROM quarantine WHERE id = ?", (id_,)).fetchone()
    if row is None or _state(db, *row) != QUARANTINED:
        raise errors.NotFound(f"Nothing is quarantined as “{id_}”.", resolution="Reload the list.")
    return str(row[0]), int(row[1])


def release(db: sqlite3.Connection, id_: str) -> None:
    """Make the item findable, and let its content in at every later import."""
    table, row = waiting(db, id_)
    _decide(db, table, row, "released")
    db.execute(f"UPDATE {table} SET state = {LIVE} WHERE id = ?", (row,))
    db.execute("DELETE FROM quarantine WHERE id = ?", (id_,))
    indexing.count_words(db, rows.publish(db, table, [row]), ())


def drop(db: sqlite3.Connection, id_: str) -> None:
    """Delete the item, and keep its content out at every later import."""
    table, row = waiting(db, id_)
    _decide(db, table, row, "dropped")
    rows.erase(db, table, [row])


def _decide(db: sqlite3.Connection, table: str, row: int, decision: str) -> None:
    digest = db.execute(f"SELECT hash FROM {table} WHERE id = ?", (row,)).fetchone()[0]
    db.execute("INSERT OR REPLACE INTO decisions VALUES (?, ?)", (digest, decision))


def _state(db: sqlite3.Connection, table: str, row: int) -> int | None:
    found = db.execute(f"SELECT state FROM {table} WHERE id = ?", (row,)).fetchone()
    return found[0] if found else None


def _record(
    db: sqlite3.Connection,
    id_: int,
    table: str,
    item: int,
    scanner: str,
    reason: str,
    score: float | None,
    start: int | None,
    end: int | None,
    text: str,
    source: str,
) -> Quarantined:
    if table == "products":
        product = rows.load_product(db, item)
        title, row = product.title, product.row
    else:
        passage, title = rows.load_passage(db, item)
        title, row = passage.heading or title, 0
    span = None if start is None or end is None else (start, end)
    kind = "product" if table == "products" else "passage"
    return Quarantined(
        id=str(id_), kind=kind, title=title, source=source, scanner=scanner, reason=reason, score=score,
        span=span, text=text, row=row,
    )  # fmt: skip
