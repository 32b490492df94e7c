"""Text as a reader sees it: compatibility forms made plain, invisible characters gone, look-alikes undone.

Every character of the result knows where in the original it came from, so that a span found in the
clean text can be shown in the text the customer wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TAGS = "\U000e0001\U000e0020-\U000e007f"
_VARIATION = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
)
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb\ud800-\udfff"
_JOINERS = "\u200c\u200d"

_FLAG = re.compile(f"\U0001f3f4[{_TAGS}]{{2,8}}\U000e007f")
"""A region's flag is a black flag, the region's code in tag characters and a cancel tag."""
_INVISIBLE = re.compile(f"[{_TAGS}{_VARIATION}{_BIDI}{_ZERO_WIDTH}{_CONTROLS}{_JOINERS}]")
_RUN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_WORD = re.compile(r"\w+")
_PASSES = 4
"""Removing a character can join two that compose, and composing can make one that goes: a few rounds
reach the fixed point on all but text made to resist it, and that is cut down to what is stable."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`text` with, for each of its characters, the index in the original it comes from."""

    text: str
    origins: tuple[int, ...] | None
    """None when nothing changed."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of the original that a range of `text` comes from."""
        if self.origins is None or start >= end:
            return start, max(start, end)
        first = self.origins[start]
        return first, max(first, self.origins[end - 1]) + 1


def normalise(text: str) -> Cleaned:
    """Return the text cleaned; cleaning it again changes nothing."""
    if text.isascii() and not _INVISIBLE.search(text):
        return Cleaned(text, None)
    pairs = [(char, index) for index, char in enumerate(text)]
    for _ in range(_PASSES):
        before = len(pairs), _text(pairs)
        pairs = _unmask(_compose(_drop_invisible(pairs)))
        if (len(pairs), _text(pairs)) == before:
            break
    clean = _text(pairs)
    return Cleaned(clean, None) if clean == text else Cleaned(clean, tuple(index for _, index in pairs))


def fold(text: str) -> str:
    """Return the text in lower case without Latin accents, character for character (same length)."""
    return text.lower() if text.isascii() else "".join(map(_fold_char, text))


def plain_letters(text: str) -> str:
    """Return the text with every look-alike letter of another script as its Latin twin (same length)."""
    return text.translate(confusables())


def tag_text(text: str) -> str:
    """Return the ASCII text that invisible tag characters of `text` spell, flags left out."""
    return "".join(chr(ord(char) - 0xE0000) for char in re.findall(f"[{_TAGS[1:]}]", _FLAG.sub("", text)))


@lru_cache(maxsize=1)
def confusables() -> dict[int, str]:
    """Return letters of other scripts → the Latin letter they look like (Unicode TR39, without Latin's
    own letters: a Turkish ı is no forged i)."""
    from confusable_homoglyphs.confusables import confusables_data

    table = {}
    for char, twins in confusables_data.items():
        if len(char) != 1 or not char.isalpha() or "LATIN" in unicodedata.name(char, "LATIN"):
            continue
        twin = next((twin["c"] for twin in twins if twin["c"].isascii() and twin["c"].isalpha()), "")
        if len(twin) == 1:
            table[ord(char)] = twin.lower() if char.islower() else twin
    return table


@lru_cache(maxsize=20_000)
def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char.casefold())[:1]
    return base if base and not unicodedata.combining(base) and _is_alphabetic(base) else char


def _is_alphabetic(char: str) -> bool:
    """Whether a script has letters with accents (Latin, Greek, Cyrillic, Armenian), not syllables."""
    return ord(char) < 0x590


Pairs = list[tuple[str, int]]


def _text(pairs: Pairs) -> str:
    return "".join(char for char, _ in pairs)


def _drop_invisible(pairs: Pairs) -> Pairs:
    text = _text(pairs)
    flags = {index for flag in _FLAG.finditer(text) for index in range(*flag.span())}
    return [
        pair
        for index, pair in enumerate(pairs)
        if index in flags or not _INVISIBLE.match(pair[0]) or _joins(text, index)
    ]


def _joins(text: str, index: int) -> bool:
    """Whether a joiner or emoji selector here does its work: between emoji, or in a script that shapes."""
    char, before = text[index], text[index - 1 : index] if index else ""
    if char == "\ufe0f":
        return bool(before) and (unicodedata.category(before) == "So" or before in "#*0123456789")
    if char not in _JOINERS or not before:
        return False
    after = text[index + 1 : index + 2]
    if char == "\u200d" and (before == "\ufe0f" or unicodedata.category(before) in ("So", "Sk")):
        return bool(after) and unicodedata.category(after) == "So"
    return _shapes(before) and bool(after) and _shapes(after)


def _shapes(char: str) -> bool:
    """Whether the letters of this script change with joiners: Hebrew to Tibetan, Mongolian, Khmer."""
    return 0x0590 <= ord(char) <= 0x0FFF or 0x1780 <= ord(char) <= 0x18AF


def _compose(pairs: Pairs) -> Pairs:
    text = _text(pairs)
    if unicodedata.is_normalized("NFKC", text):
        return pairs
    composed: Pairs = []
    at = 0
    for run in _RUN.finditer(text):
        composed += pairs[at : run.start()]
        composed += _compose_run(run.group(), [index for _, index in pairs[run.start() : run.end()]])
        at = run.end()
    return composed + pairs[at:]


def _compose_run(run: str, origins: list[int]) -> Pairs:
    whole = unicodedata.normalize("NFKC", run)
    fine = list(_compose_clusters(run, origins))
    if _text(fine) == whole:
        return fine
    return [(char, origins[min(at, len(origins) - 1)]) for at, char in enumerate(whole)]


def _compose_clusters(run: str, origins: list[int]) -> Iterator[tuple[str, int]]:
    """Yield the run's characters composed cluster by cluster: a base with the marks that follow it."""
    start = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or not unicodedata.combining(run[end]):
            for char in unicodedata.normalize("NFKC", run[start:end]):
                yield char, origins[start]
            start = end


def _unmask(pairs: Pairs) -> Pairs:
    """Undo look-alikes in words that mix them with Latin letters; a Russian word stays Russian."""
    text = _text(pairs)
    if text.isascii():
        return pairs
    table = confusables()
    result = list(pairs)
    for word in _WORD.finditer(text):
        if _is_forged(word.group(), table):
            for index in range(*word.span()):
                char, origin = pairs[index]
                result[index] = table.get(ord(char), char), origin
    return result


def _is_forged(word: str, table: dict[int, str]) -> bool:
    if word.isascii() or not any(char.isascii() and char.isalpha() for char in word):
        return False
    foreign = [char for char in word if char.isalpha() and not char.isascii() and not _is_latin(char)]
    return bool(foreign) and all(ord(char) in table for char in foreign)


def _is_latin(char: str) -> bool:
    return ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00
