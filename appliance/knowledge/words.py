"""How texts become words, codes and the text that is embedded: the same on the way in and at the query."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"\d+(?:[.,]\d+)+[^\W\d_]*|[^\W_]+")
_HYPHENATED = re.compile(r"(?<![^\W_])([^\W_]+(?:[-/.][^\W_]+)+)")
_INCH = re.compile(r"(\d)\s*(?:\"|″|”|''|-?\s?inch(?:es)?\b|-in\b)")
_QUANTITY = re.compile(
    r"(?<![\w.])(\d+(?:[.,]\d+)?)[\s-]?"
    r"(gb|tb|mb|mhz|ghz|hz|mm|cm|m|km|kg|g|mg|lb|oz|l|ml|cl|w|kw|v|mah|wh|db|mp|dpi|rpm|inch|pcs)\b"
)
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+"
)
_UNTELLING = """
a about am an and any are as at be been but by can could cost did do does for from get give got had has
have hello hey hi how i if in is it its like looking many may me much my need not of on one or our please
price sell selling shop show should some something stock tell thank thanks that the their them there
these they this those to us want was we were what when where which who will with would you your buy
available find order im id ive dont whats
"""
STOPWORDS = frozenset(_UNTELLING.split())


def fold(text: str) -> str:
    """Return `text` compatible-composed, caseless and without Latin accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", plain)))


def words(text: str) -> list[str]:
    """Return the folded words of `text`; quantities are one word ("64 GB" and "64GB" are both "64gb")."""
    return _WORD.findall(_glue(fold(text)))


def index_text(text: str) -> str:
    """Return what full text stores: folded, quantities glued and bare, hyphenated words joined as well."""
    folded = _INCH.sub(r"\1inch ", fold(text))
    joined = " ".join(compact(match) for match in _HYPHENATED.findall(folded) if not _QUANTITY.search(match))
    glued = _QUANTITY.sub(r"\1\2 \1", folded)
    return f"{glued} {joined}" if joined else glued


def content_words(text: str) -> list[str]:
    """Return the words of `text` that carry meaning; all of them when there is no other."""
    every = words(text)
    return [word for word in every if word not in STOPWORDS] or every


def compact(text: str) -> str:
    """Return `text` folded, letters and digits only: "SM-G950F" and "sm g950f" are the same code."""
    return "".join(_WORD.findall(fold(text))).replace(".", "").replace(",", "")


def is_quantity(text: str) -> bool:
    """Whether `text` is a number with a unit and nothing else."""
    return bool(_QUANTITY.fullmatch(fold(text)))


def stem(word: str) -> str:
    """Return `word` without an English plural ending, for comparing words outside full text."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def unspaced(text: str) -> list[str]:
    """Return the runs of `text` in scripts written without spaces (Chinese, Japanese, Thai and others)."""
    return _UNSPACED.findall(fold(text))


def runs(chunks: list[str], longest: int) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, compact form) of every run of up to `longest` neighbouring chunks."""
    forms = [compact(chunk) for chunk in chunks]
    for start in range(len(forms)):
        for end in range(start + 1, min(len(forms), start + longest) + 1):
            if joined := "".join(forms[start:end]):
                yield start, end, joined


def coverage(query: Iterable[str], text: str) -> float:
    """Return the share of the words `query` that occur in `text`, plural or singular, 0..1."""
    asked = list(query)
    if not asked:
        return 0.0
    folded = index_text(text)
    there = {stem(word) for word in _WORD.findall(folded)}
    dense = compact(text)
    return sum(_occurs(word, there, dense) for word in asked) / len(asked)


def _occurs(word: str, there: set[str], dense: str) -> bool:
    if stem(word) in there:
        return True
    long_enough = len(word) >= 5 or bool(_UNSPACED.match(word))
    return long_enough and compact(word) in dense


def _glue(folded: str) -> str:
    return _QUANTITY.sub(r"\1\2", _INCH.sub(r"\1inch ", folded))
