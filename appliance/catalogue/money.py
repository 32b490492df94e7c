"""Prices written by people become exact decimals. What "1.234" means is decided per column, not per cell.

General parsers (price-parser, babel) judge one string at a time; in a column the neighbours settle it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from appliance.catalogue.text import Number, clean

_GROUP_MARKS = " \u00a0\u202f\u2009'’"
_NUMBER = re.compile(rf"(?:\d{{1,3}}(?:[{_GROUP_MARKS}]\d{{3}})+(?!\d)|\d+)(?:[.,]\d+)*|[.,]\d+", re.ASCII)
_NEGATIVE = re.compile(r"[-−–]\s*\D{0,4}$|\(\D{0,4}$")
_AT_LEAST = re.compile(
    r"\b(from|ab|desde|a partir|à partir|dès|da|vanaf|starting|up to|bis)\b|起", re.IGNORECASE
)
_FREE = frozenset({"free", "gratis", "kostenlos", "gratuit", "gratuito", "免费"})
_CODES = frozenset(
    [
        "AED",
        "ARS",
        "AUD",
        "BGN",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "FJD",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JPY",
        "KRW",
        "KWD",
        "LKR",
        "MAD",
        "MXN",
        "MYR",
        "NGN",
        "NOK",
        "NZD",
        "PEN",
        "PGK",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TRY",
        "TWD",
        "UAH",
        "USD",
        "VND",
        "ZAR",
    ]
)
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_SYMBOLS = (
    ("AU$", "AUD"), ("A$", "AUD"), ("US$", "USD"), ("NZ$", "NZD"), ("CA$", "CAD"), ("C$", "CAD"),
    ("HK$", "HKD"),
    ("S$", "SGD"), ("R$", "BRL"), ("€", "EUR"), ("£", "GBP"), ("₹", "INR"), ("₩", "KRW"), ("₺", "TRY"),
    ("₽", "RUB"), ("฿", "THB"), ("₫", "VND"), ("₪", "ILS"), ("₱", "PHP"), ("zł", "PLN"), ("Kč", "CZK"),
    ("元", "CNY"), ("RMB", "CNY"), ("Fr.", "CHF"), ("euro", "EUR"), ("Euro", "EUR"),
)  # fmt: skip
_SHARED_SYMBOLS = {
    "$": frozenset(["AUD", "USD", "NZD", "CAD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "FJD"]),
    "¥": frozenset({"JPY", "CNY"}),
    "￥": frozenset({"CNY", "JPY"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A price cell as read. `value` is None with a `problem` in words, or with none for an empty cell."""

    value: Decimal | None = None
    currency: str = ""
    problem: str = ""


def currency_in(text: str, expected: str = "") -> str:
    """Return the ISO 4217 code that a text names, or "".

    A sign that several currencies share ("$") means `expected` when that is one of them; with no
    expectation it stays unknown, and against another one "$" means the US dollar.
    """
    for code in _CODE.findall(text):
        if code in _CODES:
            return str(code)
    for symbol, code in _SYMBOLS:
        if symbol in text:
            return code
    for symbol, codes in _SHARED_SYMBOLS.items():
        if symbol in text:
            return expected if expected in codes else "USD" if symbol == "$" and expected else ""
    return ""


@dataclass(slots=True)
class Evidence:
    """What the cells of a column say about its decimal mark and its currency."""

    points: int = 0
    commas: int = 0
    currencies: set[str] = field(default_factory=set)

    def add(self, cell: str) -> None:
        if isinstance(cell, Number) or not cell or cell.isdigit():
            return
        for number in _NUMBER.findall(cell):
            mark = _certain_mark(_ungrouped(number))
            self.points += mark == "."
            self.commas += mark == ","
        if not cell.replace(".", "").replace(",", "").isdigit() and (code := currency_in(cell)):
            self.currencies.add(code)

    def decimal_mark(self, default: str = "") -> str:
        """Return "." or ",", or `default` when no cell settles it ("1.234" alone does not)."""
        if self.points == self.commas:
            return default
        return "." if self.points > self.commas else ","

    def __iadd__(self, other: Evidence) -> Evidence:
        self.points += other.points
        self.commas += other.commas
        self.currencies |= other.currencies
        return self


def read(cell: str, decimal_mark: str = "", expected: str = "") -> Amount:
    """Return the amount in a cell of a column whose decimal mark is known ("" = a lone mark before three
    digits groups thousands)."""
    text = clean(cell)
    if not text:
        return Amount()
    if isinstance(text, Number):
        return _checked(text, text, "")
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        return _without_number(text) if not numbers else Amount(problem=f"“{text[:40]}” is not one price")
    if _AT_LEAST.search(text) or "%" in text:
        return Amount(problem=f"“{text[:40]}” is not one price")
    if _NEGATIVE.search(text[: text.index(numbers[0])]):
        return Amount(problem=f"the price “{text[:40]}” is negative")
    return _checked(_canonical(_ungrouped(numbers[0]), decimal_mark), text, currency_in(text, expected))


def _checked(number: str, text: str, currency: str) -> Amount:
    if not re.fullmatch(r"\d{0,12}(\.\d{0,10})?", number) or number in ("", "."):
        return Amount(problem=f"“{text[:40]}” is not a price")
    whole, point, fraction = number.partition(".")
    if point:
        fraction = fraction.rstrip("0").ljust(2, "0")  # 32.0000 and 32.00 are the same price
    return Amount(Decimal(f"{whole or '0'}{point}{fraction}"), currency)


def _without_number(text: str) -> Amount:
    if text.casefold() in _FREE:
        return Amount(Decimal("0.00"))
    return Amount(currency=currency_in(text))


def _ungrouped(number: str) -> str:
    return (
        number
        if number.isascii() and number.replace(".", "").replace(",", "").isdigit()
        else re.sub(f"[{_GROUP_MARKS}]", "", number)
    )


def _certain_mark(number: str) -> str:
    """Return the decimal mark that a number proves by itself, or ""."""
    point, comma = number.rfind("."), number.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    mark = "." if point >= 0 else ","
    parts = number.split(mark)
    if len(parts) == 1:
        return ""
    if len(parts) > 2:
        return "," if mark == "." else "."
    head, tail = parts
    certain = len(tail) != 3 or len(head) > 3 or head in ("", "0")
    return mark if certain else ""


def _canonical(number: str, decimal_mark: str) -> str:
    """Return the number with a point as decimal mark and no grouping."""
    mark = _certain_mark(number) or decimal_mark
    if mark == ",":
        return number.replace(".", "").replace(",", ".")
    if mark == ".":
        return number.replace(",", "")
    return number.replace(",", "").replace(".", "")
