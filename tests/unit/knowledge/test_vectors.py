"""Vectors in real Chroma, and the matrix made of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from appliance.knowledge.vectors import Matrix, VectorStore, key_of


def unit(*values: float) -> np.ndarray:
    row = np.array(values, np.float32)
    return row / np.linalg.norm(row)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    made = VectorStore(tmp_path / "vectors")
    yield made
    made.close()


def test_the_key_tells_models_and_texts_apart() -> None:
    assert key_of("a", "bc") != key_of("ab", "c")
    assert key_of("m", "text") == key_of("m", "text")
    assert len(key_of("m", "text")) == 32


def test_vectors_come_back_and_missing_ones_do_not(store: VectorStore) -> None:
    store.add({"a": unit(1, 2, 3), "b": unit(3, 2, 1)})
    found = store.get(["b", "nope"])
    assert list(found) == ["b"]
    np.testing.assert_allclose(found["b"], unit(3, 2, 1), rtol=1e-6)
    store.delete(["a"])
    assert store.keys() == {"b"}


def test_a_rewrite_keeps_what_it_is_given_in_another_folder(store: VectorStore, tmp_path: Path) -> None:
    store.add({"a": unit(1, 2, 3), "b": unit(3, 2, 1)})
    (before,) = (tmp_path / "vectors").glob("chroma-*")
    store.rewrite({"b": unit(3, 2, 1)})
    (after,) = (tmp_path / "vectors").glob("chroma-*")
    assert after != before
    assert store.keys() == {"b"}


def test_a_store_is_opened_again_with_what_it_held(store: VectorStore, tmp_path: Path) -> None:
    store.add({"a": unit(1, 2, 3)})
    store.close()
    again = VectorStore(tmp_path / "vectors")
    assert again.keys() == {"a"}
    again.close()


def test_rows_are_found_by_id_and_strangers_are_not() -> None:
    matrix = Matrix(np.array([2, 5, 9]), np.stack([unit(1, 0), unit(0, 1), unit(1, 1)]))
    assert matrix.positions(np.array([9, 3, 2, 11])).tolist() == [2, -1, 0, -1]
    np.testing.assert_allclose(matrix.cosines(unit(1, 0)), [1, 0, 2**-0.5], rtol=1e-6)
