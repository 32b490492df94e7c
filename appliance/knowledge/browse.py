"""The catalogue as a list: filters in SQL, facets, pages of products, one product by its code."""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from appliance.core import products
from appliance.core.products import Product
from appliance.knowledge import words
from appliance.knowledge.hits import Facets, Filters
from appliance.knowledge.schema import LIVE

_SORTS = {
    "": "id",
    "title": "title COLLATE NOCASE, id",
    "-title": "title COLLATE NOCASE DESC, id",
    "price": "price IS NULL, price, id",
    "-price": "price IS NULL, price DESC, id",
    "brand": "brand COLLATE NOCASE, title COLLATE NOCASE, id",
}


@dataclass(frozen=True)
class Offers:
    """Price (NaN = none) and stock of every live variant, in the order of product id and position."""

    products: NDArray[np.int64]
    positions: NDArray[np.int64]
    prices: NDArray[np.float64]
    available: NDArray[np.bool_]


def offers(db: sqlite3.Connection) -> Offers:
    query = "SELECT product, position, price, available FROM variants ORDER BY product, position"
    rows = db.execute(query).fetchall()
    products_, positions, prices, available = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Offers(
        np.array(products_, np.int64),
        np.array(positions, np.int64),
        np.array(prices, np.float64),
        np.array(available, np.bool_),
    )


def allowed(db: sqlite3.Connection, there: Offers, filters: Filters) -> NDArray[np.int64]:
    """Return the ids of the live products of which one variant meets all of `filters`, ascending.

    Options, brand and category are looked up in SQL; prices and stock, which match thousands, in memory.
    """
    fits = np.ones(len(there.products), np.bool_)
    if filters.price_min is not None:
        fits &= there.prices >= float(filters.price_min)
    if filters.price_max is not None:
        fits &= there.prices <= float(filters.price_max)
    if filters.in_stock is not None:
        fits &= there.available == filters.in_stock
    for name, value in filters.options:
        fits &= _offered(db, there, words.fold(name), words.fold(value))
    for test, wanted in (
        ("brand = ? COLLATE NOCASE", filters.brand),
        ("instr(lower(category), lower(?)) > 0", filters.category),
    ):
        if wanted:
            rows = db.execute(
                f"SELECT id FROM products WHERE state = {LIVE} AND {test}", (wanted,)
            ).fetchall()
            fits &= np.isin(there.products, np.array([row[0] for row in rows], np.int64))
    ids = there.products[fits]  # ascending: a product's variants stand together
    return np.asarray(ids[np.diff(ids, prepend=-1) != 0], np.int64)


def _offered(db: sqlite3.Connection, there: Offers, name: str, value: str) -> NDArray[np.bool_]:
    """Return for each variant whether it has the option; an empty name stands for any."""
    query = "SELECT product, position FROM options WHERE value = ? AND (name = ? OR ? = '')"
    rows = np.array(db.execute(query, (value, name, name)).fetchall(), np.int64).reshape(-1, 2)
    span = int(there.positions.max(initial=0)) + 1
    return np.isin(there.products * span + there.positions, rows[:, 0] * span + rows[:, 1])


def facets(db: sqlite3.Connection) -> Facets:
    """Return what the live products can be narrowed by."""
    total = db.execute(f"SELECT count(*) FROM products WHERE state = {LIVE}").fetchone()[0]
    low, high = db.execute("SELECT min(price), max(price) FROM variants").fetchone()
    in_stock = db.execute("SELECT count(DISTINCT product) FROM variants WHERE available = 1").fetchone()[0]
    return Facets(
        products=total,
        options=_options(db),
        brands=_counts(db, "brand"),
        categories=_counts(db, "category"),
        price_min=None if low is None else Decimal(str(low)),
        price_max=None if high is None else Decimal(str(high)),
        in_stock=in_stock,
    )


def page(db: sqlite3.Connection, offset: int, limit: int, text: str, sort: str) -> tuple[int, list[Product]]:
    """Return how many live products match `text` and a page of them; without `sort` in the file's order."""
    condition, values = f"state = {LIVE}", list[str]()
    if expression := _expression(text):
        condition += " AND (id IN (SELECT rowid FROM product_words WHERE product_words MATCH ?)"
        condition += " OR id IN (SELECT product FROM codes WHERE code = ?)"
        condition += " OR id IN (SELECT rowid FROM product_grams WHERE instr(name, ?)))"
        values = [expression, words.compact(text), words.fold(text).strip()]
    total = db.execute(f"SELECT count(*) FROM products WHERE {condition}", values).fetchone()[0]
    order = _SORTS.get(sort, _SORTS[""])
    query = f"SELECT record FROM products WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"
    records = db.execute(query, (*values, limit, offset)).fetchall()
    return total, [products.from_json(json.loads(record)) for (record,) in records]


def one(db: sqlite3.Connection, key: str) -> Product | None:
    """Return the live product of this key, else of this SKU or barcode, or None."""
    query = f"SELECT record FROM products WHERE key = ? AND state = {LIVE} ORDER BY id LIMIT 1"
    row = (
        db.execute(query, (key,)).fetchone()
        or db.execute(
            "SELECT p.record FROM codes c JOIN products p ON p.id = c.product WHERE c.code IN (?, ?) "
            "AND c.kind <= 3 ORDER BY c.kind, p.id LIMIT 1",
            (words.compact(key), words.compact(key).lstrip("0")),
        ).fetchone()
    )
    return products.from_json(json.loads(row[0])) if row else None


def _expression(text: str) -> str:
    """Return a full-text query for every word of `text`, the last one as a beginning."""
    typed = words.words(text)
    return " ".join([*(f'"{word}"' for word in typed[:-1]), f'"{typed[-1]}"*']) if typed else ""


def _options(db: sqlite3.Connection) -> dict[str, dict[str, int]]:
    query = (
        "SELECT name, value, min(shown_name), min(shown_value), count(DISTINCT product) FROM options "
        "GROUP BY name, value ORDER BY count(DISTINCT product) DESC"
    )
    shown: dict[str, str] = {}
    counted: dict[str, dict[str, int]] = {}
    for name, _, shown_name, shown_value, count in db.execute(query):
        title = shown.setdefault(name, shown_name)
        counted.setdefault(title, {})[shown_value] = count
    return counted


def _counts(db: sqlite3.Connection, column: str) -> dict[str, int]:
    query = (
        f"SELECT {column}, count(*) FROM products WHERE state = {LIVE} AND {column} != '' GROUP BY {column}"
    )
    counts: Counter[str] = Counter()
    for value, count in db.execute(query):
        counts.update(dict.fromkeys(value.split("\n"), count))
    return dict(counts.most_common())


def cheapest(db: sqlite3.Connection, ids: NDArray[np.int64], k: int) -> list[int]:
    """Return up to `k` of the products `ids`, the cheapest first, those without a price last."""
    wanted = set(ids.tolist())
    query = f"SELECT id FROM products WHERE state = {LIVE} ORDER BY price IS NULL, price, id"
    return [row[0] for row in db.execute(query) if row[0] in wanted][:k]
