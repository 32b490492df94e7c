"""Search by words: BM25 over weighted fields, typos and partial words mended against the shop's own words."""

# ruff: noqa: S608 (only names of our own tables and columns are put into SQL; values are bound)

from __future__ import annotations

import bisect
import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from appliance.knowledge import words
from appliance.knowledge.postings import Matches, Postings, among, best_first, together

RARE_ROWS, RARE_SHARE = 2000, 0.15
"""Rows, or share of all products, that the scored words of one question may match together."""

_ALTERNATIVES = 4
_IN_NAME = 4 * 2.2 / (4 + 1.2)
"""What one occurrence in a title of average length adds, in units of its inverse document frequency."""


@dataclass(frozen=True)
class Term:
    """A word of the question and what is searched for it: itself, a mended form, or what it begins."""

    word: str
    forms: tuple[str, ...]
    known: bool = True
    asked: bool = True
    """False for a word made of two neighbours ("head phones"), which covers nothing that was asked."""
    uses: int = 0
    """How many products use it, about."""

    @property
    def expression(self) -> str:
        return " OR ".join(f'"{form}"' for form in self.forms)


class Lexicon:
    """The words of a shop's products and how many products use each."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._sorted = sorted(counts)
        self._stems: dict[str, int] = {}
        for word, count in counts.items():
            stem = words.stem(word)
            self._stems[stem] = self._stems.get(stem, 0) + count

    @classmethod
    def load(cls, db: sqlite3.Connection) -> Lexicon:
        return cls(dict(db.execute("SELECT word, products FROM words")))

    def knows(self, word: str) -> bool:
        return words.stem(word) in self._stems

    def terms(self, question: str) -> list[Term]:
        """Return the terms of the content words of `question`."""
        asked = words.content_words(question)
        terms = [self._term(word) for word in dict.fromkeys(asked)]
        joined = [
            first + second for first, second in itertools.pairwise(asked) if first + second in self._counts
        ]
        joins = [replace(self._term(word), asked=False) for word in joined if word not in asked]
        return [*terms, *joins]

    def _term(self, word: str) -> Term:
        if self.knows(word):
            return Term(word, (word,), uses=self._uses(word))
        mended = self._begun_by(word) or self._split(word) or self._near(word)
        if not mended:
            return Term(word, (word,), known=False)
        return Term(word, tuple(mended), uses=sum(map(self._uses, mended)))

    def _uses(self, form: str) -> int:
        """Return how many products use a word, or the rarer one of two."""
        return min(self._stems.get(words.stem(part), 0) for part in form.split())

    def _begun_by(self, word: str) -> list[str]:
        """Return the most used words that `word` is the beginning of."""
        if len(word) < 3:
            return []
        return sorted(self._beginning(word), key=lambda w: -self._counts[w])[:_ALTERNATIVES]

    def _beginning(self, start: str) -> list[str]:
        first = bisect.bisect_left(self._sorted, start)
        return self._sorted[first : bisect.bisect_left(self._sorted, start + "\U0010ffff")]

    def _split(self, word: str) -> list[str]:
        """Return the two known words that `word` is made of, as one phrase."""
        if len(word) < 5 or not word.isalpha():
            return []
        cuts = [(word[:n], word[n:]) for n in range(1, len(word))]
        both = [cut for cut in cuts if max(map(len, cut)) >= 4 and all(part in self._counts for part in cut)]
        likely = [cut for cut in both if min(map(len, cut)) >= 3 or cut[0] in ("t", "e", "v")]
        best = max(likely, key=lambda cut: min(self._counts[part] for part in cut), default=None)
        return [" ".join(best)] if best else []

    def _near(self, word: str) -> list[str]:
        """Return known words one slip of the finger away, two for long words (optimal string alignment)."""
        if len(word) < 4 or word.isdigit():
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        slips = 2 if len(word) >= 8 else 1
        starts = {word[0], word[1]}  # slips seldom touch the first letter, unless they swap it
        known = [other for start in starts for other in self._beginning(start)]
        found = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=50)
        near = [
            (distance, -self._counts[other], other) for other, distance, _ in found if _plausible(word, other)
        ]
        least = min((distance for distance, _, _ in near), default=0)
        return [other for distance, _, other in sorted(near) if distance == least][:_ALTERNATIVES]


def match(
    db: sqlite3.Connection, postings: Postings, terms: Sequence[Term], products: int, limit: int | None
) -> Matches:
    """Return the products with any of the rarer `terms`, by BM25, best first. The scores are positive.

    A word that is everywhere decides little, and is dear. Of a shop's `products` only so many are scored;
    more common words then add to the score of those.
    """
    rare, common = split(terms, max(RARE_ROWS, int(RARE_SHARE * products)))
    every = together([postings.scored(db, form) for term in rare for form in term.forms])
    found = Matches(every.ids[:limit], every.scores[:limit])
    if not common or not len(found.ids):
        return found
    scores = found.scores.copy()
    for term in common:
        weight = _IN_NAME * max(np.log((products - term.uses + 0.5) / (term.uses + 0.5)), 1e-6)
        held = [among(found.ids, postings.named(db, form)) for form in term.forms]
        scores[np.logical_or.reduce(held)] += weight
    return best_first(found.ids, scores)


def split(terms: Sequence[Term], rows: int) -> tuple[list[Term], list[Term]]:
    """Return the terms that match about `rows` products together, at least the rarest, and the others."""
    rare: list[Term] = []
    common: list[Term] = []
    for term in sorted(terms, key=lambda term: term.uses):
        rows -= term.uses
        (rare if rows >= 0 or not rare else common).append(term)
    return rare, common


def match_all(db: sqlite3.Connection, terms: Sequence[Term], limit: int) -> NDArray[np.int64]:
    """Return up to `limit` products that hold every term in title, brand, category or options."""
    asked = [term for term in terms if term.asked]
    if not asked:
        return np.zeros(0, np.int64)
    expression = " AND ".join(f"({term.expression})" for term in asked)
    query = "SELECT rowid FROM product_words WHERE product_words MATCH ? LIMIT ?"
    rows = db.execute(query, (f"{{title brand category options}}: ({expression})", limit)).fetchall()
    return np.array([row[0] for row in rows], np.int64)


def match_parts(db: sqlite3.Connection, question: str, terms: Sequence[Term], limit: int) -> Matches:
    """Return products by pieces of words: for terms nothing else knows, and scripts without spaces.

    A product's score is the share of the pieces that its name holds, 0..1.
    """
    pieces = [*_pieces(question, terms)]
    hits: dict[int, float] = {}
    for column, piece in pieces:
        for row in _holding(db, column, piece, limit):
            hits[row] = hits.get(row, 0.0) + 1 / len(pieces)
    ranked = sorted(hits.items(), key=lambda hit: -hit[1])[:limit]
    ids, scores = zip(*ranked, strict=True) if ranked else ((), ())
    return Matches(np.array(ids, np.int64), np.array(scores, np.float64))


def _pieces(question: str, terms: Sequence[Term]) -> Iterator[tuple[str, str]]:
    for run in words.unspaced(question):
        size = 2 if len(run) > 2 else len(run)
        yield from (("name", run[n : n + size]) for n in range(len(run) - size + 1))
    for term in terms:
        if not term.known and len(term.word) >= 3 and not words.unspaced(term.word):
            yield "compact", words.compact(term.word)


def _holding(db: sqlite3.Connection, column: str, piece: str, limit: int) -> list[int]:
    """Return the products whose `column` holds `piece`; the trigram index serves three letters and more."""
    if len(piece) >= 3:
        query = f"SELECT rowid FROM product_grams WHERE {column} MATCH ? LIMIT ?"
        return [row[0] for row in db.execute(query, (f'"{piece}"', limit))]
    query = f"SELECT rowid FROM product_grams WHERE instr({column}, ?) LIMIT ?"
    return [row[0] for row in db.execute(query, (piece, limit))]


def _plausible(word: str, other: str) -> bool:
    """Whether `other` may be meant: slips seldom touch the first letter, and never a digit of a code."""
    same_start = word[0] == other[0] or word[:2] == other[1::-1]
    digits = [c for c in word if c.isdigit()] == [c for c in other if c.isdigit()]
    return same_start and digits
