"""The ways one text can be read: as it stands, decoded, spelled backwards, cut into windows.

An encoding is only read where the result reads like language: a product code that happens to be
base64 must not add up to a false alarm.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import unquote_to_bytes

from appliance.core import windows as text_windows
from appliance.guard import normalise

LONGEST = 20_000
"""Characters beyond which a text is not decoded as a whole (windows still are read in full)."""

READABLE = 0.4
"""Share of the letters a rewriting made new words of that must belong to common words: orders in disguise
have 0.64 or more, honest sentences read backwards 0.3 or less."""

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{4}(?:\r?\n)?){4,}[A-Za-z0-9+/_-]{0,3}={0,2}")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[\s:,]?){10,}(?![0-9A-Za-z])")
_PERCENT = re.compile(r"(?:[A-Za-z0-9_.~+-]*%[0-9A-Fa-f]{2}){3,}[A-Za-z0-9_.~+-]*")
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*]{1,2}){6,}\w(?!\w)")
_SEPARATOR = re.compile(r"[ .\-_*]")
_WIDE = re.compile(r"[ .\-_*]{2}")
_LEET_WORD = re.compile(r"[a-z]*[0134578@$!|][a-z0134578@$!|]*", re.IGNORECASE)
_LEET = str.maketrans("0134578@$!|", "oieastbasil")
_WORD = re.compile(r"[a-z']+")
_LINE_BREAKS = re.compile(r"[\n\r\t]")


@dataclass(frozen=True, slots=True)
class View:
    """One reading. `span` is the range of the clean text it was made from; `aligned` says that
    character i of `text` is character span[0] + i of the clean text."""

    name: str
    text: str
    span: tuple[int, int]
    aligned: bool = False

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the clean text that a range of this view stands for."""
        return (self.span[0] + start, self.span[0] + end) if self.aligned else self.span


def views(clean: str, hidden_text: str = "") -> tuple[View, ...]:
    """Return the clean text and each plausible decoding of it, without repeats.

    `hidden_text` is what invisible characters of the original spelled.
    """
    whole = (0, len(clean))
    found = [View("plain", clean, whole, aligned=True)]
    if hidden_text:
        found.append(View("tags", hidden_text, whole))
    if len(clean) <= LONGEST:
        found += [View(name, text, span) for name, text, span in _decodings(clean)]
    seen: set[str] = set()
    return tuple(view for view in found if not (view.text in seen or seen.add(view.text)))  # type: ignore[func-returns-value]


def hidden(original: str) -> str:
    """Return what tag characters, which no reader sees, spell in the original."""
    return normalise.tag_text(original)


def windows(text: str) -> tuple[View, ...]:
    """Return the text itself when it is short, else the overlapping windows that cover it."""
    found = text_windows.ranges(text)
    name = "plain" if len(found) == 1 else "window"
    return tuple(View(name, text[a:b], (a, b), aligned=True) for a, b in found)


Decoding = tuple[str, str, tuple[int, int]]


def _decodings(clean: str) -> Iterator[Decoding]:
    for name, pattern, decode in _BLOCKS:
        for match in pattern.finditer(clean):
            text = decode(match.group())
            if text and _reads(text):
                yield name, text, match.span()
    yield from _whole_texts(clean)


def _whole_texts(clean: str) -> Iterator[Decoding]:
    """Readings of the whole text: kept only when what they make new of it is language."""
    folded = normalise.fold(clean)
    for name, change in _REWRITES:
        text = change(folded)
        if text != folded and _makes_language(folded, text):
            yield name, text, (0, len(clean))


def _makes_language(before: str, after: str) -> bool:
    """Whether a rewriting brings out several common words, and little else: read backwards, any Spanish
    sentence holds an "is", an "on" and an "el"."""
    old, known = set(_WORD.findall(before)), common_words()
    new = [word for word in _WORD.findall(after) if word not in old]
    common = [word for word in new if len(word) > 1 and word in known]
    return len(set(common)) >= 3 and sum(map(len, common)) >= READABLE * sum(map(len, new))


def _language(text: str) -> int:
    """Return how many of a text's words are common ones; words of one letter do not count."""
    known = common_words()
    return sum(len(word) > 1 and word in known for word in _WORD.findall(text))


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Return words whose presence tells that a decoding found language, and not noise."""
    data = tomllib.loads((resources.files("appliance.guard") / "words.toml").read_text("utf-8"))
    return frozenset(word for words in data.values() for word in words.split())


def _reads(text: str) -> bool:
    """Whether decoded bytes are text: printable, mostly letters and spaces, some word known."""
    letters = sum(char.isalpha() or char.isspace() for char in text)
    if (
        not text.isprintable()
        and not text.replace("\n", "").replace("\t", "").replace("\r", "").isprintable()
    ):
        return False
    return letters >= 0.7 * len(text) and (not text.isascii() or _language(text.lower()) >= 2)


def _from_base64(text: str) -> str:
    packed = re.sub(r"\s", "", text).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _from_hex(text: str) -> str:
    digits = re.sub(r"0x|\\x|[\s:,]", "", text, flags=re.IGNORECASE)
    try:
        return bytes.fromhex(digits).decode()
    except ValueError:
        return ""


def _from_percent(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode(errors="replace")


def _unleet(text: str) -> str:
    return _LEET_WORD.sub(lambda word: _unleeted(word.group()), text)


def _unleeted(word: str) -> str:
    """A bare number is a measure, though "15" would spell "is"."""
    return word.translate(_LEET) if any(map(str.isalpha, word)) else word


def _close_up(text: str) -> str:
    """Join letters set apart ("i g n o r e  i t"); two separators in a row are a space between words, and
    where there are none the common words are told apart."""
    return _SPACED.sub(lambda run: _join(run.group()), text)


def _join(spaced: str) -> str:
    words = [_SEPARATOR.sub("", word) for word in _WIDE.split(spaced)]
    return " ".join(words) if len(words) > 1 else _segment(words[0])


def _segment(letters: str) -> str:
    """Return the letters cut into common words if that goes without a rest, else as they are."""
    known = common_words()
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        starts = (start for start in range(max(0, end - 14), end) if letters[start:end] in known)
        cuts = [[*before, letters[start:end]] for start in starts if (before := best[start]) is not None]
        best.append(min(cuts, key=len, default=None))
    return " ".join(best[-1] or [letters])


_BLOCKS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("base64", _BASE64, _from_base64),
    ("hex", _HEX, _from_hex),
    ("url", _PERCENT, _from_percent),
)
_REWRITES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("rot13", lambda text: codecs.encode(text, "rot13")),
    ("reversed", lambda text: text[::-1]),
    ("words reversed", lambda text: " ".join(word[::-1] for word in text.split())),
    ("leet", _unleet),
    ("spaced", _close_up),
    ("look-alikes", normalise.plain_letters),
)
