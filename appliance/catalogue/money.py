"""Prices written by people become exact decimals. What "1.234" means is decided per column, not per cell.

General parsers (price-parser, babel) judge one string at a time; in a column the neighbours settle it. A
cell that says more than one plain price ("from", "per kg", "+ VAT", an unknown mark) is no price: a wrong one
costs the shop money, a missing one is told to its owner.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_currency_precision

from appliance.catalogue.currencies import currency_in, named, without_names
from appliance.catalogue.text import Number, clean

_GROUP_MARKS = " \u00a0\u202f\u2009'’"
_NUMBER = re.compile(
    rf"(?:\d{{1,3}}(?:[{_GROUP_MARKS}]\d{{3}})+(?!\d)|\d+)(?:[.,]\d+)*|(?<![A-Za-z])[.,]\d+", re.ASCII
)
_FOREIGN_MARKS = {"٫": ".", "٬": ","}
_FOREIGN = re.compile(r"[^\D0-9]|[٫٬]")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}", re.ASCII)
"""Thousands, or lakhs as India writes them."""
_NEGATIVE = re.compile(r"[-−–]\s*\D{0,4}$|\(\D{0,4}$")
_NOT_ONE = re.compile(
    r"\b(?:from|ab|desde|a partir|à partir|dès|da|vanaf|från|starting|up to|bis|was|statt|instead of)\b"
    r"|\b(?:lakhs?|crore)\b|起|万|千|[<>≤≥]|\+\s*$|%",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:ca|circa|approx\w*|about|around|roughly|etwa|ungefähr|environ|env|unos|aprox\w*)\b|[~≈]|约",
    re.IGNORECASE,
)
_TAX = r"(?:vat|gst|hst|sales tax|tax(?:es)?|mwst|mehrwertsteuer|ust|steuern?|tva|iva|btw|moms)\b"
_UNTAXED = re.compile(
    r"(?:\+|\b(?:plus|ex|exc|excl|exkl|excluding|exclusive|without|before|zzgl|zuzüglich|ohne|hors|sans|sin"
    rf"|más|mas|più|senza|sem|not incl\w*)\b)\W*(?:of\s+)?{_TAX}"
    rf"|{_TAX}\W*(?:not|no|nicht|non|excl\w*|exkl\w*)\b|\b(?:net|netto|ht)\b|不含税|未税",
    re.IGNORECASE,
)
_PER = re.compile(
    r"(?:/|\b(?:per|pro|par|por|al|an?|je)\s)\s*(?:the\s+)?([^\W\d_]+)|每\s*([^\W\d_])", re.IGNORECASE
)
_PIECES = frozenset([
    "piece", "pieces", "pc", "pcs", "pce", "item", "unit", "each", "ea", "st", "stk", "stck", "stück",
    "stueck", "stuk", "pièce", "pieza", "ud", "unidad", "unità", "pezzo", "pz", "un", "unidade", "pair",
    "paar", "paire", "set", "pack", "packung", "box", "bottle", "flasche", "bouteille", "artikel",
    "article", "szt", "шт", "件", "个", "只", "双", "套", "盒", "瓶",
])  # fmt: skip
_CENTS = re.compile(r"\s?(?:(p|(?i:pence|penny))|¢|cts?|c|(?i:cents?|centimes?|céntimos?))(?![\w&/])")
_CENT_CURRENCIES = frozenset(["EUR", "USD", "AUD", "NZD", "CAD", "SGD", "HKD", "TWD", "ZAR", "FJD"])
_MOST_CENT_DIGITS = 4
_FREE = frozenset({"free", "gratis", "kostenlos", "gratuit", "gratuito", "免费"})
_WORD = re.compile(r"[^\W\d_\u2e80-\uffff]+")
"""A word of an alphabet: in Chinese all are short."""
_LONGEST_MARK = 3
"""A word of so few letters beside a number may be a currency, a unit or a thousand: "Ft", "m", "k"."""
_HARMLESS = frozenset([
    "ea", "pc", "pcs", "st", "stk", "u", "ud", "uds", "un", "pz", "je", "à", "per", "pro", "par", "por",
    "al", "p", "pp", "a", "an", "the", "and", "und", "et", "y", "e", "exc", "ex", "inc", "vat", "gst",
    "hst", "tax", "tva", "iva", "btw", "ust", "ttc", "de", "rrp", "uvp", "pvp", "srp", "vk", "nur",
    "now", "new", "our",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A price cell as read. `value` is None with a `problem` in words, or with none for an empty cell."""

    value: Decimal | None = None
    currency: str = ""
    problem: str = ""


@dataclass(slots=True)
class Evidence:
    """What the cells of a column say about its decimal mark and its currency."""

    points: int = 0
    commas: int = 0
    currencies: set[str] = field(default_factory=set)

    def add(self, cell: str) -> None:
        if isinstance(cell, Number) or not cell or cell.isdigit():
            return
        cell = _in_ascii_digits(cell)
        for number in map(_ungrouped, _NUMBER.findall(cell)):
            mark = _certain_mark(number) if _is_well_formed(number) else ""
            self.points += mark == "."
            self.commas += mark == ","
        if not cell.replace(".", "").replace(",", "").isdigit() and (
            code := currency_in(_NUMBER.sub("0", cell))
        ):
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
    digits groups thousands). `expected` is the currency of the column, else of the shop."""
    text = clean(cell)
    if not text:
        return Amount()
    if isinstance(text, Number):
        return _checked(text, text, "")
    text = _in_ascii_digits(text)
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return _without_number(text)
    if len(numbers) > 1:
        return _problem(text, "is not one price")
    number = numbers[0]
    digits = _ungrouped(number[0])
    if decimal_mark and expected and _is_thousands_or_not(digits, decimal_mark, expected):
        return _problem(text, "is not clear: thousands, or more decimals than prices have")
    if digits == text:
        return _checked(_canonical(digits, decimal_mark), text, "")
    before, after = text[: number.start()], text[number.end() :]
    if _NEGATIVE.search(before):
        return Amount(problem=f"the price “{text[:40]}” is negative")
    if cents := _CENTS.match(after):
        after = after[cents.end() :]
        beside = f"{before} {after}"
        if not named(beside) or digits.isdigit():
            return _cents(digits, text, beside, bool(cents[1]), expected)
    what, currency = _beside(f"{before}0{after}", expected)
    return _problem(text, what) if what else _checked(_canonical(digits, decimal_mark), text, currency)


@lru_cache(maxsize=4096)
def _beside(text: str, expected: str) -> tuple[str, str]:
    """Return what makes a text with 0 for its number something else than a price, and its currency.

    Most cells of a column differ in the number alone, so that this is asked once for all of them.
    """
    if _NOT_ONE.search(text):
        return "is not one price", ""
    if _ABOUT.search(text):
        return "is not an exact price", ""
    if _UNTAXED.search(text):
        return "is a price before tax", ""
    if unit := next(filter(_is_measure, map("".join, _PER.findall(text))), ""):
        return f"is a price per {unit}", ""
    currency = currency_in(text, expected)
    if expected and not currency and (shared := named(text)):
        return f"may be in {' or '.join(shared[:4])}", ""
    words = (word for word in _WORD.findall(without_names(text)) if len(word) <= _LONGEST_MARK)
    strange = next((word for word in words if word.casefold() not in _HARMLESS | _PIECES), "")
    if strange and not (strange == "R" and currency == "ZAR"):
        return f"has the mark “{strange}”, which is not known", ""
    return "", currency


def _is_measure(unit: str) -> bool:
    """Return whether a price for so much of a thing is none of the thing: per kg, but not per piece."""
    word = unit.casefold()
    return word not in _PIECES and (not named(unit) or word.startswith("pound"))


def _cents(digits: str, text: str, beside: str, pence: bool, expected: str) -> Amount:
    """Return the amount of "99p" or "50 ct" in a shop whose money has cents."""
    strange = named(beside) or not (pence or not expected or expected in _CENT_CURRENCIES)
    if strange or not digits.isdigit() or len(digits) > _MOST_CENT_DIGITS or _WORD.search(beside):
        return _problem(text, "is not clear: whole or hundredths")
    return Amount(Decimal(digits).scaleb(-2), "GBP" if pence else "")


def _problem(text: str, what: str) -> Amount:
    return Amount(problem=f"“{text[:40]}” {what}")


def _checked(number: str, text: str, currency: str) -> Amount:
    if not re.fullmatch(r"\d{0,12}(\.\d{0,10})?", number) or number in ("", "."):
        return _problem(text, "is not a price")
    whole, point, fraction = number.partition(".")
    if point:
        fraction = fraction.rstrip("0").ljust(2, "0")  # 32.0000 and 32.00 are the same price
    return Amount(Decimal(f"{whole or '0'}{point}{fraction}"), currency)


def _without_number(text: str) -> Amount:
    if text.casefold() in _FREE:
        return Amount(Decimal("0.00"))
    return Amount(currency=currency_in(text))


def _in_ascii_digits(text: str) -> str:
    """Return the text with the digits and marks of other scripts, "٣٫٥٠", as 3.50."""
    if text.isascii() or not _FOREIGN.search(text):
        return text
    return _FOREIGN.sub(
        lambda found: _FOREIGN_MARKS.get(found[0]) or str(unicodedata.decimal(found[0])), text
    )


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


def _is_well_formed(number: str) -> bool:
    """Return whether the marks in a number can be read: "1.234.567,89" and "1,23,456.00", but not "1.2.3"."""
    if number.count(".") + number.count(",") < 2:
        return True
    mark = _certain_mark(number)
    whole = number.rpartition(mark)[0] if mark in number else number
    return len(set(whole) & {".", ","}) == 1 and _GROUPED.fullmatch(whole) is not None


def _is_thousands_or_not(number: str, decimal_mark: str, currency: str) -> bool:
    """Return whether a number such as 12.345 is among prices like 12.34: nobody can tell what it is."""
    _, mark, tail = number.partition(decimal_mark)
    return (
        bool(mark) and len(tail) == 3 and not _certain_mark(number) and get_currency_precision(currency) < 3
    )


def _canonical(number: str, decimal_mark: str) -> str:
    """Return the number with a point as decimal mark and no grouping, "" when its marks contradict."""
    if not _is_well_formed(number):
        return ""
    mark = _certain_mark(number) or decimal_mark
    if mark == ",":
        return number.replace(".", "").replace(",", ".")
    if mark == ".":
        return number.replace(",", "")
    return number.replace(",", "").replace(".", "")
