"""Conditions inside a customer's words: "under $50", "in red, size M", "in stock", "by Fern & Dune"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from appliance.knowledge import words
from appliance.knowledge.hits import Facets, Filters

_CURRENCY = r"(?:a?u?s?\$|€|£|¥|usd|aud|eur|gbp|nzd)"
_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
_MONEY = rf"(?:{_CURRENCY}|dollars?|bucks|euros?|pounds?)"
_AMOUNT = rf"(?:{_CURRENCY}\s*)?{_NUMBER}\s*{_MONEY}?"
_MARKED = rf"(?:{_CURRENCY}\s*{_NUMBER}|{_NUMBER}\s*{_MONEY})"
_UNIT = r"(?!\s*(?:gb|tb|mb|mm|cm|m|kg|g|ml|l|inch|inches|w|v|mah|years?|months?|days?|people|persons?|%|\"))"
_BETWEEN = re.compile(rf"\b(?:between|from)\s+{_AMOUNT}\s*(?:and|to|-|–)\s*{_AMOUNT}(?![\w.]){_UNIT}", re.I)
_RANGE = re.compile(
    rf"{_CURRENCY}\s*(\d[\d,]*(?:\.\d+)?)\s*(?:-|–|to)\s*{_CURRENCY}?\s*(\d[\d,]*(?:\.\d+)?)\b", re.I
)
_BELOW = re.compile(
    r"\b(?:under|below|less than|cheaper than|up to|at most|max(?:imum)?|no more than|within|not over|<=?)\s*"
    rf"(?:a budget of\s*)?{_AMOUNT}(?![\w.]){_UNIT}",
    re.I,
)
_ABOVE = re.compile(rf"\b(?:over|above|more than|at least|from|min(?:imum)?|>=?)\s*{_MARKED}(?![\w.])", re.I)
_IN_STOCK = re.compile(
    r"\b(?:that (?:is|are) |currently )?(?:in stock|available(?: now| today)?|on hand)\b", re.I
)
_BRAND = re.compile(r"\b(?:by|from|made by|brand)\s+(.{2,40})$", re.I)
_SPLIT = re.compile(r"[\s,;?!]+")


@dataclass(frozen=True)
class Parsed:
    """What is left of the question to search for, and the conditions taken out of it."""

    text: str
    filters: Filters


def parse(question: str, facets: Facets) -> Parsed:
    """Return the conditions in `question`; options and brands are those the shop has."""
    text, low, high = _prices(question)
    text, in_stock = _take(_IN_STOCK, text)
    brand = ""
    if (found := _BRAND.search(text)) and (brand := _known(found[1], facets.brands)):
        text = text[: found.start()]
    text, options = _options(text, facets)
    filters = Filters(
        price_min=low, price_max=high, in_stock=True if in_stock else None, options=options, brand=brand
    )
    return Parsed(" ".join(text.split()).strip(" ,;"), filters)


def _prices(text: str) -> tuple[str, Decimal | None, Decimal | None]:
    for pattern in (_BETWEEN, _RANGE):
        if found := pattern.search(text):
            bounds = sorted(filter(None, (_decimal(found[1]), _decimal(found[2]))))
            if len(bounds) == 2:
                return _without(text, found), bounds[0], bounds[1]
    low = high = None
    if found := _BELOW.search(text):
        high, text = _decimal(found[1]), _without(text, found)
    if found := _ABOVE.search(text):
        low, text = _decimal(found[1] or found[2]), _without(text, found)
    return text, low, high


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    found = pattern.search(text)
    return (_without(text, found), True) if found else (text, False)


def _options(text: str, facets: Facets) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Take out "in red", "size M", "M size" and "red colour" where the shop has such a value."""
    taken: list[tuple[str, str]] = []
    for phrase, pair in _spelt(facets):
        found = re.search(rf"(?<!\w){phrase}(?!\w)", text, re.I)
        if found and pair[0] not in (name for name, _ in taken):
            taken.append(pair)
            text = _without(text, found)
    return text, tuple(taken)


def _spelt(facets: Facets) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the ways to spell each option, the longest value first: "sky blue" before "blue"."""
    pairs = [(name, value) for name, values in facets.options.items() for value in values if len(value) <= 30]
    for name, value in sorted(pairs, key=lambda pair: -len(pair[1])):
        said, called = re.escape(value), re.escape(name)
        yield rf"(?:in )?(?:{called}[:\s]+{said}|{said}\s+{called})", (name, value)
        if not value.isdigit():
            yield rf"in (?:an? |the )?{said}", (name, value)


def _known(said: str, brands: object) -> str:
    """Return the shop's brand that `said` begins with, or ""."""
    wanted = words.words(said)
    names = brands if isinstance(brands, dict) else {}
    fits = [brand for brand in names if (w := words.words(brand)) and wanted[: len(w)] == w == wanted]
    return max(fits, key=len, default="")


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def described(filters: Filters) -> bool:
    """Whether `filters` asks for anything."""
    return filters != Filters()


def merged(parsed: Filters, given: Filters | None) -> Filters:
    """Return `parsed` with what `given` sets put over it."""
    if given is None:
        return parsed
    chosen = {
        name: value
        for name in ("price_min", "price_max", "in_stock")
        if (value := getattr(given, name)) is not None
    }
    named = {name: value for name in ("options", "brand", "category") if (value := getattr(given, name))}
    return replace(parsed, **chosen, **named)
