"""The tables of `shop.db` and how an older file is brought up to date (PRAGMA user_version).

`state` of a product or passage: 0 live, 1 quarantined, 2 retired. A retired row belongs to the state before
the last import and is what undoing it brings back. Only live rows have entries in the side tables
(full text, trigrams, codes, variants, words). Ids are never used twice, so an index in memory that is a
moment old can miss a row but never show a wrong one.
"""

from __future__ import annotations

import sqlite3

LIVE, QUARANTINED, RETIRED = 0, 1, 2

FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, format TEXT NOT NULL, title TEXT NOT NULL,
    imported TEXT NOT NULL, refused INTEGER NOT NULL, size INTEGER NOT NULL, file TEXT NOT NULL,
    import INTEGER NOT NULL
);
CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, kind TEXT NOT NULL, before TEXT,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE products (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL,
    state INTEGER NOT NULL, added_by INTEGER NOT NULL, retired_by INTEGER, retired_from INTEGER,
    vector TEXT NOT NULL, title TEXT NOT NULL, brand TEXT NOT NULL, category TEXT NOT NULL, price REAL,
    record TEXT NOT NULL
);
CREATE INDEX products_by_source ON products (source, state);
CREATE INDEX products_by_key ON products (key, state);
CREATE INDEX products_by_title ON products (state, title);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL,
    state INTEGER NOT NULL, added_by INTEGER NOT NULL, retired_by INTEGER, retired_from INTEGER,
    vector TEXT NOT NULL, text TEXT NOT NULL, heading TEXT NOT NULL, page INTEGER, position INTEGER NOT NULL
);
CREATE INDEX passages_by_source ON passages (source, state);
CREATE VIRTUAL TABLE product_words USING fts5(
    title, brand, category, body, options, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE product_grams USING fts5(name, compact, tokenize = "trigram");
CREATE VIRTUAL TABLE passage_words USING fts5(
    title, heading, text, tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE passage_grams USING fts5(text, tokenize = "trigram");
CREATE TABLE codes (code TEXT NOT NULL, product INTEGER NOT NULL, kind INTEGER NOT NULL, variant INTEGER);
CREATE INDEX codes_by_code ON codes (code);
CREATE INDEX codes_by_product ON codes (product);
CREATE TABLE variants (
    product INTEGER NOT NULL, position INTEGER NOT NULL, price REAL, available INTEGER NOT NULL,
    PRIMARY KEY (product, position)
) WITHOUT ROWID;
CREATE INDEX variants_by_price ON variants (price);
CREATE TABLE options (
    product INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    shown_name TEXT NOT NULL, shown_value TEXT NOT NULL
);
CREATE INDEX options_by_product ON options (product, position);
CREATE INDEX options_by_value ON options (value, name);
CREATE TABLE words (word TEXT PRIMARY KEY, products INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, item INTEGER NOT NULL, scanner TEXT NOT NULL,
    reason TEXT NOT NULL, score REAL, span_start INTEGER, span_end INTEGER, text TEXT NOT NULL
);
CREATE TABLE decisions (hash TEXT PRIMARY KEY, decision TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mappings (signature TEXT PRIMARY KEY, mapping TEXT NOT NULL) WITHOUT ROWID;
"""

MIGRATIONS = (FIRST,)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the open database up to the newest version, one transaction a step."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        db.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")
