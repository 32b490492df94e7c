"""The ranking on a small catalogue in memory: what must come first, and what must not."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
import pytest

from appliance.core.products import Product, Variant
from appliance.knowledge import indexing, lexical, rows, schema, search
from appliance.knowledge.postings import FIELD_WEIGHTS, Postings, together
from appliance.knowledge.vectors import Matrix

TITLES = (
    "Sonya WH-1000XM4 wireless headphones black",
    "Case for Sonya WH-1000XM4",
    "Sonya WH-1000XM5 wireless headphones",
    "Kingsten DataStick USB 64 GB",
    "Kingsten DataStick USB 128 GB",
    "Harbour Merino Crew",
    "Harbour Merino",
    "Organic cotton T-shirt",
    "Copper kettle",
    "Green tea 青茶 from the hills",
    "Playstation controller",
    "Brown leather boots",
    "Crème brûlée dish",
)


class Shelf:
    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = titles
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        schema.migrate(self.db)
        made = [
            Product(key=f"k{n}", title=t, variants=(Variant(sku=f"SKU{n}77"),)) for n, t in enumerate(titles)
        ]
        for row, product in enumerate(made, 1):
            indexing.add_product(self.db, row, product)
        indexing.count_words(self.db, made, ())
        self.lexicon = lexical.Lexicon.load(self.db)
        self.postings = Postings()
        rows = np.random.default_rng(1).normal(size=(len(titles), 16)).astype(np.float32)
        self.matrix = Matrix(
            np.arange(1, len(titles) + 1), rows / np.linalg.norm(rows, axis=1, keepdims=True)
        )

    def ranked(
        self, question: str, like: int | None = None, allowed: Sequence[int] | None = None
    ) -> list[search.Ranked]:
        vector = None if like is None else self.matrix.rows[like]
        only = None if allowed is None else np.array(allowed, np.int64)
        terms = self.lexicon.terms(question)
        return search.rank(self.db, self.matrix, self.postings, terms, question, vector, 5, only)

    def first(self, question: str, like: int | None = None) -> str:
        return self.titles[self.ranked(question, like)[0].id - 1]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(TITLES)


@pytest.mark.parametrize(
    "question", ["WH-1000XM4", "wh1000xm4", "wh 1000 xm4", "Sonya WH1000XM4", "do you sell the wh-1000xm4?"]
)
def test_a_model_number_is_first_however_it_is_written(shelf: Shelf, question: str) -> None:
    for like in (None, 8):
        assert shelf.first(question, like) == TITLES[0]
        assert shelf.ranked(question, like)[0].named is not None


def test_the_case_comes_first_when_the_case_is_asked_for(shelf: Shelf) -> None:
    for question in ("case for WH-1000XM4", "WH-1000XM4 case"):
        assert shelf.first(question) == TITLES[1]


def test_a_sku_beats_everything_even_vectors(shelf: Shelf) -> None:
    assert shelf.ranked("SKU877", like=0)[0].id == 9


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("headpones", TITLES[2]),
        ("headphnoes wireles black", TITLES[0]),
        ("usb 64gb", TITLES[3]),
        ("128 gb stick", TITLES[4]),
        ("tshirt", TITLES[7]),
        ("t shirts", TITLES[7]),
        ("kett", TITLES[8]),
        ("青茶", TITLES[9]),
        ("青", TITLES[9]),
        ("play station", TITLES[10]),
        ("boot", TITLES[11]),
        ("creme brulee", TITLES[12]),
        ("leatherboots", TITLES[11]),
    ],
)
def test_slips_parts_plurals_accents_and_scripts_are_found_by_words(
    shelf: Shelf, question: str, title: str
) -> None:
    assert shelf.first(question) == title


def test_a_whole_title_comes_before_one_it_begins_with(shelf: Shelf) -> None:
    assert shelf.first("Harbour Merino Crew") == "Harbour Merino Crew"
    assert shelf.first("Harbour Merino") == "Harbour Merino"
    assert shelf.first("how much is the Harbour Merino Crew?") == "Harbour Merino Crew"


@pytest.mark.parametrize("question", ["violin", "table", "zzz", "?", "hoots"])
def test_unknown_words_match_nothing_by_words(shelf: Shelf, question: str) -> None:
    assert shelf.ranked(question) == []


def test_meaning_finds_what_words_do_not(shelf: Shelf) -> None:
    found = shelf.ranked("something for my cuppa", like=8)
    assert found[0].id == 9
    assert found[0].named is None
    assert 0 < found[0].score <= 1


def test_only_allowed_products_are_ranked(shelf: Shelf) -> None:
    assert {r.id for r in shelf.ranked("sonya headphones", like=0, allowed=[3, 9])} <= {3, 9}
    assert shelf.ranked("WH-1000XM4", like=0, allowed=[]) == []


def test_a_code_many_products_share_names_none() -> None:
    shelf = Shelf([f"Widget AB-1234 number {n}" for n in range(12)])
    assert all(r.named is None for r in shelf.ranked("AB-1234", like=3))
    assert len(shelf.ranked("AB-1234", like=3)) == 5


def test_an_empty_shop_has_no_answer() -> None:
    assert Shelf(()).ranked("anything") == []


def test_words_scored_one_by_one_add_up_to_the_bm25_of_the_question(shelf: Shelf) -> None:
    forms = ("sonya", "wireless", "merino")
    weights = ", ".join(map(str, FIELD_WEIGHTS))
    query = f"SELECT rowid, -bm25(product_words, {weights}) FROM product_words WHERE product_words MATCH ?"
    whole = dict(shelf.db.execute(query, (" OR ".join(forms),)).fetchall())
    for postings in (Postings(), Postings(most=0)):
        for _ in range(2):
            found = together([postings.scored(shelf.db, form) for form in forms])
            assert dict(zip(found.ids.tolist(), found.scores.tolist(), strict=True)) == pytest.approx(whole)
            assert found.scores.tolist() == sorted(found.scores.tolist(), reverse=True)


def test_reading_what_was_found_takes_the_same_work_in_a_shop_of_any_size() -> None:
    few, many = (_steps_to_hydrate(count) for count in (20, 2000))
    assert many == few


def _steps_to_hydrate(count: int) -> int:
    """Return how many instructions SQLite runs to read ten products out of `count`."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(db)
    db.execute("INSERT INTO sources VALUES ('s', 'cat.csv', 'catalogue', 'csv', '', '', 0, 0, '', 1)")
    for number in range(count):
        product = Product(key=f"k{number}", title=f"Mug {number}", variants=(Variant(sku=f"M{number}"),))
        rows.insert(db, rows.of_product(product), "vector", "s", 1, None)
    steps: list[None] = []
    db.set_progress_handler(lambda: steps.append(None), 1)
    assert len(search.hydrate(db, range(1, 11))) == 10
    return len(steps)
