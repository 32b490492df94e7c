"""The tokeniser of a Unigram vocabulary, read in less than half the memory that `tokenizers` takes for one.

`tokenizers` keeps the pieces in a tree of hash tables: 42 MB for the detector's 50,000. Here they are the
keys of one dictionary, and the best way through a word is found by looking up its parts. Letters are
normalised and words are parted by `tokenizers` itself, as the file says; a test holds all of it against it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Text = str | tuple[str, str]
"""A text, or two that are read together."""

UNKNOWN_COSTS = 10.0
"""How much less likely than the rarest piece a letter is that stands in no piece."""
WORDS_KEPT, LONG = 4096, 32
"""Words whose tokens are kept, unless they have more letters."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """What is read of a text."""

    ids: list[int]


class Unigram:
    """`encode_batch` as that of `tokenizers`, for `single` and `pair` templates of the file. Thread-safe."""

    def __init__(self, described: Mapping[str, Any], most: int) -> None:
        """`described` is the content of `tokenizer.json`; at most `most` tokens of a text are read."""
        model = described["model"]
        self._numbers = {sys.intern(piece): number for number, (piece, _) in enumerate(model["vocab"])}
        self._scores = [float(score) for _, score in model["vocab"]]
        self._longest = max(map(len, self._numbers))
        self._unknown: int = model["unk_id"]
        self._unknown_score = min(self._scores) - UNKNOWN_COSTS
        self._parts = _without_pieces(described)
        self._templates = _templates(described["post_processor"])
        self._most = most
        self._kept = lru_cache(WORDS_KEPT)(self._best)

    def encode_batch(self, texts: Sequence[Text]) -> list[Encoding]:
        """Return the tokens of every text, cut to what is read."""
        return [Encoding(self._whole([text] if isinstance(text, str) else list(text))) for text in texts]

    def _whole(self, texts: list[str]) -> list[int]:
        """Return the tokens of one text or two between the marks of their template."""
        template = self._templates[len(texts) - 1]
        marks = sum(len(entry) for entry in template if isinstance(entry, tuple))
        read = [self._tokens(text) for text in texts]
        rooms = _rooms([len(tokens) for tokens in read], self._most - marks)
        kept = [tokens[:room] for tokens, room in zip(read, rooms, strict=True)]
        return [
            number for entry in template for number in (entry if isinstance(entry, tuple) else kept[entry])
        ]

    def _tokens(self, text: str) -> list[int]:
        parts = self._parts
        if parts.normalizer is not None:
            text = parts.normalizer.normalize_str(text)
        words = parts.pre_tokenizer.pre_tokenize_str(text) if parts.pre_tokenizer else [(text, (0, 0))]
        return [
            number
            for word, _ in words
            for number in (self._kept(word) if len(word) <= LONG else self._best(word))
        ]

    def _best(self, word: str) -> tuple[int, ...]:
        """Return the pieces whose scores add up to most; letters unknown in a row are one token."""
        size, numbers, scores = len(word), self._numbers, self._scores
        best = [0.0] + [float("-inf")] * size
        came: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        for start in range(size):
            single, reached = False, best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                number = numbers.get(word[start:end])
                if number is None:
                    continue
                single = single or end == start + 1
                if reached + scores[number] > best[end]:
                    best[end], came[end] = reached + scores[number], (start, number)
            if not single and reached + self._unknown_score > best[start + 1]:
                best[start + 1], came[start + 1] = reached + self._unknown_score, (start, self._unknown)
        found: list[int] = []
        end = size
        while end:
            end, number = came[end]
            if number != self._unknown or found[-1:] != [number]:
                found.append(number)
        return tuple(reversed(found))


def load(path: Path, most: int) -> Unigram | Tokenizer:
    """Return the tokeniser of a `tokenizer.json` that reads at most `most` tokens of a text."""
    from tokenizers import Tokenizer

    described = json.loads(path.read_text("utf-8"))
    if _known(described):
        return Unigram(described, most)
    read = Tokenizer.from_file(str(path))
    read.no_padding()
    read.enable_truncation(most)
    return read


def _known(described: Mapping[str, Any]) -> bool:
    """Return whether the file needs nothing that only `tokenizers` can do."""
    model, ends = described["model"], described.get("post_processor") or {}
    return (
        model.get("type") == "Unigram"
        and not model.get("byte_fallback")
        and model.get("unk_id") is not None
        and not described.get("added_tokens")
        and ends.get("type") == "TemplateProcessing"
    )


def _without_pieces(described: Mapping[str, Any]) -> Tokenizer:
    """Return what normalises and parts words."""
    from tokenizers import Tokenizer

    bare = {"type": "Unigram", "unk_id": 0, "vocab": [["?", 0.0]], "byte_fallback": False}
    return Tokenizer.from_str(json.dumps({**described, "model": bare, "post_processor": None}))


def _templates(ends: Mapping[str, Any]) -> list[list[tuple[int, ...] | int]]:
    """Return what a text, and two, become: the ids of marks, and which of the texts stands where."""
    marks = {name: tuple(mark["ids"]) for name, mark in ends["special_tokens"].items()}

    def entry(part: Mapping[str, Any]) -> tuple[int, ...] | int:
        if "SpecialToken" in part:
            return marks[part["SpecialToken"]["id"]]
        return "AB".index(part["Sequence"]["id"])

    return [[entry(part) for part in ends[name]] for name in ("single", "pair")]


def _rooms(sizes: Sequence[int], room: int) -> list[int]:
    """Return how many tokens of each text are read: of two, the longer one gives way first."""
    if sum(sizes) <= room:
        return list(sizes)
    if len(sizes) == 1:
        return [room]
    short = min(sizes)
    rest = max(short, room - short)
    if short > room or short + rest > room:
        short, rest = room // 2, room - room // 2
    return [short, rest] if sizes[0] <= sizes[1] else [rest, short]
