"""Our reading of a Unigram vocabulary is that of `tokenizers`, token by token, for the one that ships."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from models import unigram
from models.guard import bundled
from models.training import vocabulary

SHIPPED = bundled.FOLDER / "tokenizer.json"
PIECES = (*vocabulary.SPECIAL, "▁", "▁a", "a", "b", "ab", "▁ab", "bab", "▁ba")
SCORES = (0.0, 0.0, 0.0, 0.0, -1.0, -2.5, -1.5, -2.0, -1.9, -2.9, -2.2, -2.1)
ODD = st.sampled_from(" \t\n\x1c\xa0▁Σςéʼn的的在👩🚀\u200d")
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), ODD), max_size=90)


def theirs(path: Path, most: int) -> Tokenizer:
    read = Tokenizer.from_file(str(path))
    read.no_padding()
    read.enable_truncation(most)
    return read


@lru_cache(maxsize=8)
def both(path: Path, most: int) -> tuple[unigram.Unigram, Tokenizer]:
    ours = unigram.load(path, most)
    assert isinstance(ours, unigram.Unigram)
    return ours, theirs(path, most)


def same(path: Path, most: int, texts: list[unigram.Text]) -> None:
    ours, other = both(path, most)
    found = [encoding.ids for encoding in ours.encode_batch(texts)]
    assert found == [encoding.ids for encoding in other.encode_batch(texts)]


@settings(deadline=None)  # the first example reads the vocabulary
@given(st.lists(TEXTS, max_size=4))
def test_any_text_becomes_the_tokens_that_the_library_makes_of_it(texts: list[str]) -> None:
    same(SHIPPED, 256, list(texts))


@settings(deadline=None)  # the first example reads the vocabulary
@given(TEXTS, TEXTS, st.sampled_from([8, 9, 24]))
def test_any_two_texts_read_together_do_too(first: str, second: str, most: int) -> None:
    same(SHIPPED, most, [(first, second), first])


@settings(deadline=None)  # the first example reads the vocabulary
@given(st.text("ab zΣ", max_size=30))
def test_small_vocabularies_with_many_ways_through_a_word(small: Path, text: str) -> None:
    same(small, 64, [text])


@pytest.mark.parametrize("name", ["held_out.jsonl", "held_out_documents.jsonl"])
def test_the_texts_that_the_detector_is_judged_by(name: str) -> None:
    lines = (bundled.FOLDER.parent / "data" / name).read_text("utf-8").splitlines()
    same(SHIPPED, 256, [json.loads(line)["text"] for line in lines])


def test_a_vocabulary_of_another_kind_is_the_librarys_own(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    described = vocabulary.tokenizer(PIECES, SCORES)
    described["model"]["byte_fallback"] = True
    path.write_text(json.dumps(described), "utf-8")
    read = unigram.load(path, 4)
    assert isinstance(read, Tokenizer)
    assert read.encode_batch(["ab ab ab"])[0].ids == theirs(path, 4).encode("ab ab ab").ids


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vocabulary") / "tokenizer.json"
    vocabulary.write(path, PIECES, SCORES)
    return path
