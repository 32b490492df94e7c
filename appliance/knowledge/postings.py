"""What each word is worth in each product: BM25 by FTS5, asked once a word and state of the shop.

BM25 of a question is the sum over its words, so what SQLite scored for one question serves every other that
holds the word. The words that many products hold, which are dear to score, are those asked again and again.
"""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FIELD_WEIGHTS = (4.0, 2.0, 2.0, 0.5, 1.0)
"""BM25 weights of title, brand, category, description and options."""
MOST = 300_000
"""Rows remembered at most, 16 bytes each; the words not asked for longest are forgotten first."""

_SCORED = (
    f"SELECT rowid, -bm25(product_words, {', '.join(map(str, FIELD_WEIGHTS))}) FROM product_words "
    "WHERE product_words MATCH ?"
)
_NAMED = (
    "SELECT rowid, 1 FROM product_words WHERE product_words MATCH '{title brand category options}: ' || ?"
)


@dataclass(frozen=True)
class Matches:
    """Row ids and their scores; higher is better."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float64]


NONE = Matches(np.zeros(0, np.int64), np.zeros(0))


class Postings:
    """The products of words, by id, ascending. Belongs to one state of the shop. Thread-safe."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, str], Matches] = OrderedDict()
        self._rows = 0

    def scored(self, db: sqlite3.Connection, form: str) -> Matches:
        """Return the products that hold a word, or a phrase, with its share of their BM25."""
        return self._of(db, _SCORED, form)

    def named(self, db: sqlite3.Connection, form: str) -> NDArray[np.int64]:
        """Return the products that hold it elsewhere than in the description."""
        return self._of(db, _NAMED, form).ids

    def _of(self, db: sqlite3.Connection, query: str, form: str) -> Matches:
        with self._lock:
            if found := self._known.get((query, form)):
                self._known.move_to_end((query, form))
                return found
        found = _matches(db.execute(query, (f'"{form}"',)).fetchall())
        with self._lock:
            if (query, form) not in self._known:
                self._known[query, form] = found
                self._rows += len(found.ids)
            while self._rows > self._most:
                self._rows -= len(self._known.popitem(last=False)[1].ids)
        return found


def together(parts: list[Matches]) -> Matches:
    """Return every product of `parts` with the sum of its scores, best first, among equals by id."""
    if not parts:
        return NONE
    ids, places = np.unique(np.concatenate([part.ids for part in parts]), return_inverse=True)
    scores = np.zeros(len(ids))
    np.add.at(scores, places, np.concatenate([part.scores for part in parts]))
    return best_first(ids, scores)


def best_first(ids: NDArray[np.int64], scores: NDArray[np.float64]) -> Matches:
    order = np.argsort(-scores, kind="stable")
    return Matches(ids[order], scores[order])


def among(ids: NDArray[np.int64], sorted_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return for each of `ids` whether it is one of `sorted_ids`, which ascend."""
    if not len(sorted_ids):
        return np.zeros(len(ids), np.bool_)
    places = np.minimum(np.searchsorted(sorted_ids, ids), len(sorted_ids) - 1)
    return np.asarray(sorted_ids[places] == ids, np.bool_)


def _matches(rows: list[tuple[int, float]]) -> Matches:
    if not rows:
        return NONE
    found = np.array(rows, np.float64)  # exact: ids are far below 2**53
    return Matches(found[:, 0].astype(np.int64), found[:, 1].copy())
