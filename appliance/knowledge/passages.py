"""Finding passages of documents: by meaning, with a little help from the question's own words.

For matching a question to a help page vectors win and fusion hurts, so words only add candidates and a
bonus for the share of the question they cover.
"""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from appliance.core.products import Passage
from appliance.knowledge import words
from appliance.knowledge.hits import PassageHit
from appliance.knowledge.vectors import Matrix

COVERAGE_BONUS = 0.1
_CANDIDATES = 40


def find(
    db: sqlite3.Connection, matrix: Matrix, question: str, vector: NDArray[np.float32] | None, k: int
) -> list[PassageHit]:
    """Return up to `k` passages, best first; without `vector` those that share words with the question."""
    cosines = matrix.cosines(vector) if vector is not None else np.zeros(len(matrix.ids), np.float32)
    nearest = np.argsort(-cosines, kind="stable")[: _CANDIDATES if vector is not None else 0]
    asked = words.content_words(question)
    ids = dict.fromkeys([*(int(matrix.ids[n]) for n in nearest), *_by_words(db, question, asked)])
    places = matrix.positions(np.array(list(ids), np.int64))
    scores = {row: float(cosines[n]) if n >= 0 else 0.0 for row, n in zip(ids, places, strict=True)}
    hits = _hits(db, scores, asked)
    return sorted(hits, key=lambda hit: -(hit.score + COVERAGE_BONUS * hit.coverage))[:k]


def _by_words(db: sqlite3.Connection, question: str, asked: Sequence[str]) -> list[int]:
    expression = " OR ".join(f'"{word}"' for word in asked)
    if not expression:
        return []
    query = (
        "SELECT rowid FROM passage_words WHERE passage_words MATCH ? "
        "ORDER BY bm25(passage_words, 2, 2, 1) LIMIT 20"
    )
    found = [row[0] for row in db.execute(query, (expression,))]
    for run in words.unspaced(question):
        pieces = [run[n : n + 2] for n in range(max(1, len(run) - 1))]
        clause = " OR ".join("instr(text, ?)" for _ in pieces)
        query = f"SELECT rowid FROM passage_grams WHERE {clause} LIMIT 40"
        found += [row[0] for row in db.execute(query, pieces)]
    return found


def _hits(db: sqlite3.Connection, scores: dict[int, float], asked: Sequence[str]) -> list[PassageHit]:
    marks = ", ".join("?" * len(scores))
    query = (
        "SELECT p.id, p.text, p.heading, p.page, s.name, s.title FROM passages p "
        f"JOIN sources s ON s.id = p.source WHERE p.state = 0 AND p.id IN ({marks})"
    )
    hits = []
    for row, text, heading, page, name, title in db.execute(query, tuple(scores)):
        coverage = words.coverage(asked, f"{title} {heading} {text}")
        score = min(1.0, max(0.0, scores[row]))
        hits.append(PassageHit(Passage(text, heading, page), name, title, score, coverage, f"passage-{row}"))
    return hits
