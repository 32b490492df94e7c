"""The entries of one row in the side tables: full text, trigrams, codes, variants, options, words."""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from appliance.core.products import Availability, Passage, Product
from appliance.knowledge import codes, words

EMBEDDED = 1200
"""Characters of a text that are embedded; the model reads some 256 word pieces and drops the rest."""

_AVAILABLE = {
    Availability.IN_STOCK: 1,
    Availability.BACKORDER: 1,
    Availability.UNKNOWN: 1,
    Availability.OUT_OF_STOCK: 0,
}
_DESCRIBING = frozenset(("color", "colour", "size", "material"))


def embedded_product(product: Product) -> str:
    """Return the text whose vector stands for `product`: name and description, never attributes."""
    return f"{product.title}\n{product.description}".strip()[:EMBEDDED]


def embedded_passage(passage: Passage, title: str) -> str:
    """Return the text whose vector stands for `passage`."""
    head = " - ".join(dict.fromkeys(filter(None, (title, passage.heading))))
    return f"{head}\n{passage.text}".strip()[:EMBEDDED]


def add_product(db: sqlite3.Connection, row: int, product: Product) -> None:
    """Make `product` findable under the id `row`."""
    fields = _fields(product)
    db.execute(
        "INSERT INTO product_words (rowid, title, brand, category, body, options) VALUES (?, ?, ?, ?, ?, ?)",
        (row, *fields),
    )
    named = words.fold(f"{product.title} {product.brand} {' '.join(product.categories)}")
    dense = words.compact(f"{product.title}{product.brand}")
    db.execute("INSERT INTO product_grams (rowid, name, compact) VALUES (?, ?, ?)", (row, named, dense))
    found = [(code.code, row, int(code.kind), code.variant) for code in codes.of_product(product)]
    db.executemany("INSERT INTO codes (code, product, kind, variant) VALUES (?, ?, ?, ?)", found)
    _add_variants(db, row, product)


def drop_products(db: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Make the products `rows` unfindable."""
    ids = [(row,) for row in rows]
    for table in ("product_words", "product_grams"):
        db.executemany(f"DELETE FROM {table} WHERE rowid = ?", ids)
    for table in ("codes", "variants", "options"):
        db.executemany(f"DELETE FROM {table} WHERE product = ?", ids)


def add_passage(db: sqlite3.Connection, row: int, passage: Passage, title: str) -> None:
    texts = [words.index_text(text) for text in (title, passage.heading, passage.text)]
    db.execute("INSERT INTO passage_words (rowid, title, heading, text) VALUES (?, ?, ?, ?)", (row, *texts))
    folded = words.fold(f"{passage.heading} {passage.text}")
    db.execute("INSERT INTO passage_grams (rowid, text) VALUES (?, ?)", (row, folded))


def drop_passages(db: sqlite3.Connection, rows: Iterable[int]) -> None:
    ids = [(row,) for row in rows]
    for table in ("passage_words", "passage_grams"):
        db.executemany(f"DELETE FROM {table} WHERE rowid = ?", ids)


def count_words(db: sqlite3.Connection, added: Iterable[Product], dropped: Iterable[Product]) -> None:
    """Keep `words` what it is: how many live products use each word, for typos and partial words."""
    counts: Counter[str] = Counter()
    for product in added:
        counts.update(_vocabulary(product))
    for product in dropped:
        counts.subtract(_vocabulary(product))
    changed = [(word, count) for word, count in counts.items() if count]
    db.executemany(
        "INSERT INTO words VALUES (?, ?) "
        "ON CONFLICT (word) DO UPDATE SET products = products + excluded.products",
        changed,
    )
    db.execute("DELETE FROM words WHERE products <= 0")


def _vocabulary(product: Product) -> set[str]:
    return {word for field in _fields(product) for word in words.words(field) if len(word) <= 40}


def _fields(product: Product) -> tuple[str, str, str, str, str]:
    options = {value for variant in product.variants for _, value in variant.options}
    texts = (
        product.title,
        product.brand,
        " ".join((*product.categories, *product.tags)),
        product.description,
        " ".join(sorted(options)),
    )
    title, brand, category, body, values = (words.index_text(text) for text in texts)
    return title, brand, category, body, values


def _add_variants(db: sqlite3.Connection, row: int, product: Product) -> None:
    described = [pair for pair in product.attributes if words.fold(pair[0]) in _DESCRIBING]
    for number, variant in enumerate(product.variants):
        price = None if variant.price is None else float(variant.price)
        db.execute(
            "INSERT INTO variants VALUES (?, ?, ?, ?)", (row, number, price, _AVAILABLE[variant.availability])
        )
        pairs = [(row, number, words.fold(n), words.fold(v), n, v) for n, v in (*variant.options, *described)]
        db.executemany("INSERT INTO options VALUES (?, ?, ?, ?, ?, ?)", pairs)
