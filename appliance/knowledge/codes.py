"""Codes by which a customer can name one product exactly: SKU, barcode, model number, handle, whole title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from appliance.core.products import Product
from appliance.knowledge import words

LONGEST_RUN = 10
"""Words of a question that may together spell one code or title."""

_NAMING = re.compile(
    r"\b(model|mpn|part|article|item|manufacturer)\b.*\b(no|nr|number|code|id|mpn)\b|^(mpn|model)$", re.I
)
_QUANTITY = re.compile(
    r"\d+(?:[.,]\d+)?(?:[a-z]{1,4}|inch|mbit|pack|pcs|port|pin|bit|core)|[x\d]+p?|\d+(?:in|x)\d+\w*"
)
_FOR = frozenset(("for", "fits", "compatible", "with", "replaces", "für", "pour", "para"))


class CodeKind(IntEnum):
    """What a code is, best evidence first."""

    SKU = 0
    BARCODE = 1
    MODEL = 2
    KEY = 3
    TITLE = 4
    IN_TITLE = 5
    FITS = 6


@dataclass(frozen=True)
class Code:
    code: str
    kind: CodeKind
    variant: int | None = None


def of_product(product: Product) -> set[Code]:
    """Return every code that names `product`, in compact form."""
    codes = {
        Code(words.compact(product.key), CodeKind.KEY),
        Code(words.compact(product.title), CodeKind.TITLE),
    }
    for number, variant in enumerate(product.variants):
        codes.add(Code(words.compact(variant.sku), CodeKind.SKU, number))
        codes.add(Code(words.compact(variant.barcode).lstrip("0"), CodeKind.BARCODE, number))
    for name, value in product.attributes:
        if _NAMING.search(name) and len(value) <= 40:
            codes.add(Code(words.compact(value), CodeKind.MODEL))
    codes |= set(_in_title(product.title))
    return {code for code in codes if len(code.code) >= 2}


def asked(question: str) -> dict[str, tuple[int, str]]:
    """Return what in `question` may be a code: compact form → (number of words, the words as typed).

    One word must look like a code (a digit in it, or inner punctuation), unless it is all that was asked.
    """
    chunks = question.split()
    content = words.content_words(question)
    found: dict[str, tuple[int, str]] = {}
    for start, end, joined in words.runs(chunks, LONGEST_RUN):
        said = " ".join(chunks[start:end])
        if end - start > 1 or _looks_like_code(said) or words.content_words(said) == content:
            found.setdefault(joined.lstrip("0") or joined, (end - start, said))
            found.setdefault(joined, (end - start, said))
    return {code: named for code, named in found.items() if len(code) >= 2}


def _in_title(title: str) -> Iterator[Code]:
    chunks = title.split()
    for start, end, joined in words.runs(chunks, 2):
        if end - start == 2 and not _splits_a_code(chunks[start], chunks[end - 1]):
            continue
        if not _is_model_number(joined):
            continue
        fits = any(words.compact(chunk) in _FOR for chunk in chunks[max(0, start - 3) : start])
        yield Code(joined, CodeKind.FITS if fits else CodeKind.IN_TITLE)


def _is_model_number(code: str) -> bool:
    if len(code) < 4 or code.isalpha():
        return False
    if code.isdigit():
        return len(code) >= 5
    return any(letter.isdigit() for letter in code) and not _QUANTITY.fullmatch(code)


def _splits_a_code(first: str, second: str) -> bool:
    """Whether two words of a title are one code typed with a space ("SM G950F", "WH 1000XM4")."""
    short = len(first) <= 4 and first.isupper() and first.isalnum()
    if not short or not second[:1].isalnum() or not any(letter.isdigit() for letter in second):
        return False
    return not words.is_quantity(first) and not words.is_quantity(second)


def _looks_like_code(said: str) -> bool:
    inner = said.strip("?!.,;:()\"'")
    return any(c.isdigit() for c in inner) or any(c in "-_/." for c in inner[1:-1])
