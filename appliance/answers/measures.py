"""Measures in a text, in one unit of their kind: "a kilo", "1 kg" and "1000 g" are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from appliance.answers import text

Measure = tuple[str, Decimal]
"""A kind of unit ("g", "ml", "mm", …) and the amount in it."""

_UNITS: dict[str, tuple[str, str]] = {
    form: kind
    for unit, kind in (
        ("kg", ("g", "1000")),
        ("g", ("g", "1")),
        ("l", ("ml", "1000")),
        ("cl", ("ml", "10")),
        ("ml", ("ml", "1")),
        ("m", ("mm", "1000")),
        ("cm", ("mm", "10")),
        ("mm", ("mm", "1")),
        ("inch", ("inch", "1")),
        ("ft", ("ft", "1")),
        ("lb", ("lb", "1")),
        ("oz", ("oz", "1")),
    )
    for form in (unit, *text.UNIT_FORMS[unit].split())
}
_HALF, _QUARTER = Decimal("0.5"), Decimal("0.25")
_SPELLED = "|".join(sorted(text.NUMBER_WORDS, key=len, reverse=True))
_FORMS = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_HALVES, _QUARTERS = ("half", "demi", "halb", "medi", "mezz"), ("quart", "viertel", "cuart")
_PART = (
    r"half|demi|halbe[nmrs]?|medi[oa]|mezzo|(?:a )?quarter|viertel|un quart|un cuarto|un quarto"
    r"|an?|une?|uno|ein(?:e[nmrs]?)?"
)
_MEASURE = re.compile(
    rf"(?<![\w.,/])(?P<value>\d+(?:[.,]\d+)?|{_SPELLED})[\s-]?(?P<unit>{_FORMS})(?!\w)"
    rf"|(?<!\w)(?P<part>{_PART})[\s-](?:(?:an?|of an?|de|di)\s)?"
    r"(?P<whole>kilos?|kg|lit(?:re|er|ro)|met(?:re|er|ro))(?!\w)"
)
_SIDE = r"(\d+(?:[.,]\d+)?)\s?(mm|cm|m|inch|ft)?"
_BY = r"\s?(?:x|×|by|mal|auf|sur|por)\s?"
_SIDES = re.compile(rf"(?<![\w.,/]){_SIDE}{_BY}{_SIDE}(?:{_BY}{_SIDE})?(?!\w)")
_NUMBER = r"\d+(?:[.,]\d+)?"
_UP = r"(?:\+|and (?:up|over|more|above)|or more|plus|und mehr|et plus|y mas|e oltre)"
_BETWEEN = re.compile(
    rf"(?<![\w.,/])(?P<low>{_NUMBER})\s?(?P<of_low>{_FORMS})?\s?(?:-|–|—|to|bis|a|al|至|到)\s?"
    rf"(?P<high>{_NUMBER})[\s-]?(?P<unit>{_FORMS})(?!\w)"
)
_UP_TO = re.compile(
    r"(?<!\w)(?:up to|under|below|less than|max\.?|bis(?: zu)?|unter|jusqu'a|moins de|hasta|menos de"
    r"|fino a|sotto(?: i)?)"
    rf"\s*(?P<high>{_NUMBER})[\s-]?(?P<unit>{_FORMS})(?!\w)"
)
_FROM = re.compile(
    r"(?<!\w)(?:over|above|from|more than|heavier than|longer than|min\.?|ab|uber|mehr als|plus de|des|mas de"
    r"|desde|oltre(?: i)?|da)"
    rf"\s(?P<low>{_NUMBER})[\s-]?(?P<unit>{_FORMS})(?!\w)(?!\s?(?:-|–|—|to|bis)\s?\d)"
)
_AND_UP = re.compile(rf"(?<![\w.,/-])(?P<low>{_NUMBER})\s?(?P<unit>{_FORMS})\s?{_UP}")
_BY_UNIT = re.compile(r"(?<!\w)(?P<unit>kilo|lit(?:re|er|ro)|met(?:re|er|ro)|pound)[\s-](?=[^\W\d_]{3})")
_NO_THING = re.compile(rf"(?:\d|{_SPELLED}|{_PART}|per|by the|pro|au|al|the half)[\s-]$")
"""What stands before a unit that measures and names no thing: "2 litre", "per kilo"."""
_DURATIONS: dict[str, tuple[str, int]] = {
    form: unit
    for forms, unit in (
        ("day days tag tage tagen jour jours dia dias giorno giorni 天", ("day", 1)),
        ("week weeks woche wochen semaine semaines semana semanas settimana settimane 周", ("week", 1)),
        ("month months monat monate monaten mois mes meses mese mesi 个月", ("month", 1)),
        ("year years jahr jahre jahren ans annee annees ano anos anno anni 年", ("month", 12)),
    )
    for form in forms.split()
}
_LASTING = re.compile(
    rf"(?<![\w.,/-])(?P<value>{_NUMBER}|{_SPELLED}|{_PART})(?: an?)?[\s-]?"
    rf"(?P<unit>{'|'.join(sorted(_DURATIONS, key=len, reverse=True))})(?!\w)"
)
_INCHES = re.compile(r"(\d)\s?(?:\"|″|”)")


@lru_cache(maxsize=4096)
def measures(said: str) -> frozenset[Measure]:
    """Return every measure that a text names, in digits or in words."""
    found: set[Measure] = set()
    for match in _MEASURE.finditer(_INCHES.sub(r"\1 inch", text.fold(said))):
        kind, times = _UNITS[match.group("unit") or match.group("whole")]
        value = _value(match)
        if value is not None:
            found.add((kind, (value * Decimal(times)).normalize()))
    return frozenset(found)


def by_number(said: str) -> dict[str, Measure]:
    """Return the measures of a text by their number as it is written: "6 mm" is {"6": ("mm", 6)}."""
    found = {}
    for match in _MEASURE.finditer(_INCHES.sub(r"\1 inch", text.fold(said))):
        kind, times = _UNITS[match.group("unit") or match.group("whole")]
        value = _value(match)
        if match.group("value") and value is not None:
            found[match.group("value")] = (kind, (value * Decimal(times)).normalize())
    return found


@lru_cache(maxsize=4096)
def sides(said: str) -> frozenset[tuple[Decimal, ...]]:
    """Return every "180 x 90" that a text names, as written and, with a unit, in the least one."""
    found: set[tuple[Decimal, ...]] = set()
    for match in _SIDES.finditer(text.fold(said)):
        numbers = [
            value for group in (1, 3, 5) if (value := text.number(match.group(group) or "")) is not None
        ]
        units = [match.group(group) for group in (2, 4, 6)][: len(numbers)]
        found.add(tuple(numbers))
        if units[-1]:
            times = [Decimal(_UNITS[unit or units[-1]][1]) for unit in units]
            found.add(tuple((n * t).normalize() for n, t in zip(numbers, times, strict=True)))
    return frozenset(found)


@dataclass(frozen=True)
class Span:
    """A range of measures of one kind, both ends in it; an open one begins with 0 or has no end."""

    kind: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal("Infinity")

    def holds(self, measure: Measure) -> bool:
        kind, amount = measure
        return kind == self.kind and self.low <= amount <= self.high


@lru_cache(maxsize=4096)
def spans(said: str) -> frozenset[Span]:
    """Return every range that a text names: "20-30 kg", "500 g to 5 kg", "up to 8 kg", "over 70 kg"."""
    folded = _INCHES.sub(r"\1 inch", text.fold(said))
    found: set[Span] = set()
    for match in _BETWEEN.finditer(folded):
        kind, high = _amount(match["high"], match["unit"])
        of_low, low = _amount(match["low"], match["of_low"] or match["unit"])
        found |= {Span(kind, low, high)} if of_low == kind else set()
    for match in _UP_TO.finditer(folded):
        kind, high = _amount(match["high"], match["unit"])
        found.add(Span(kind, high=high))
    for pattern in (_FROM, _AND_UP):
        for match in pattern.finditer(folded):
            found.add(Span(*_amount(match["low"], match["unit"])))
    return frozenset(found)


def _amount(said: str, unit: str) -> Measure:
    """Return the measure of a number and a unit as written."""
    kind, times = _UNITS[unit]
    return kind, ((text.number(said) or Decimal(0)) * Decimal(times)).normalize()


@lru_cache(maxsize=4096)
def lasting(said: str) -> frozenset[Measure]:
    """Return how long a text says something goes on, a year in months: "half a year" is ("month", 6)."""
    found: set[Measure] = set()
    for match in _LASTING.finditer(text.fold(said)):
        kind, times = _DURATIONS[match.group("unit")]
        told = match.group("value")
        half = told.startswith(_HALVES)
        value = _HALF if half else text.NUMBER_WORDS.get(told) or text.number(told) or Decimal(1)
        found.add((kind, (value * times).normalize()))
    return frozenset(found)


def one_of(folded: str) -> frozenset[Measure]:
    """Return the units that a folded text names a thing by without a number: "the litre bottle"."""
    found = (m for m in _BY_UNIT.finditer(folded) if not _NO_THING.search(folded[: m.start()]))
    named = (_UNITS[match.group("unit")] for match in found)
    return frozenset((kind, Decimal(times).normalize()) for kind, times in named)


def begins(folded: str) -> bool:
    """Return whether a folded text begins with a measure: "a kilo of it"."""
    return bool(_MEASURE.match(folded))


def in_digits(folded: str) -> str:
    """Return a folded text with its measures in digits and short units: "half a litre" is "500 ml"."""

    def written(match: re.Match[str]) -> str:
        unit, value = match.group("unit") or match.group("whole"), _value(match)
        if value is None or unit.startswith("pound"):  # which may be money
            return match.group()
        if value in (_HALF, _QUARTER):
            kind, times = _UNITS[unit]
            return f"{(value * Decimal(times)).normalize():f} {kind}"
        said = match.group("value") or ""
        return f"{said if said[:1].isdigit() else f'{value:f}'} {text.unit(unit)}"

    return _MEASURE.sub(written, folded)


def _value(match: re.Match[str]) -> Decimal | None:
    if match.group("part"):
        said = match.group("part").removeprefix("a ").removeprefix("un ")
        return _HALF if said.startswith(_HALVES) else _QUARTER if said.startswith(_QUARTERS) else Decimal(1)
    said = match.group("value")
    return text.NUMBER_WORDS.get(said) or text.number(said)
