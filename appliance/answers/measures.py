"""Measures in a text, in one unit of their kind: "a kilo", "1 kg" and "1000 g" are the same."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from appliance.answers import text

Measure = tuple[str, Decimal]
"""A kind of unit ("g", "ml", "mm", …) and the amount in it."""

_UNITS: dict[str, tuple[str, str]] = {
    form: unit
    for forms, unit in (
        ("kg kilo kilos kilogram kilograms kilogramm kilogrammes 公斤", ("g", "1000")),
        ("g gram grams gramm grammes gr 克", ("g", "1")),
        ("l litre litres liter liters 升", ("ml", "1000")),
        ("cl centilitre centilitres", ("ml", "10")),
        ("ml millilitre millilitres milliliter milliliters 毫升", ("ml", "1")),
        ("m metre metres meter meters 米", ("mm", "1000")),
        ("cm centimetre centimetres centimeter centimeters 厘米", ("mm", "10")),
        ("mm millimetre millimetres millimeter millimeters 毫米", ("mm", "1")),
        ("inch inches", ("inch", "1")),
        ("ft foot feet", ("ft", "1")),
        ("lb lbs pound pounds", ("lb", "1")),
        ("oz ounce ounces", ("oz", "1")),
    )
    for form in forms.split()
}
_HALF = Decimal("0.5")
_SPELLED = "|".join(sorted(text.NUMBER_WORDS, key=len, reverse=True))
_FORMS = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?<![\w.,/])(?P<value>\d+(?:[.,]\d+)?|{_SPELLED})[\s-]?(?P<unit>{_FORMS})(?!\w)"
    r"|(?<!\w)(?P<part>half|an?)\s(?:(?:an?|of an?)\s)?(?P<whole>kilos?|kg|lit(?:re|er)|met(?:re|er))(?!\w)"
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


def in_digits(folded: str) -> str:
    """Return a folded text with its measures in digits and short units: "half a litre" is "500 ml"."""

    def written(match: re.Match[str]) -> str:
        unit, value = match.group("unit") or match.group("whole"), _value(match)
        if value is None or unit.startswith("pound"):  # which may be money
            return match.group()
        if value == _HALF:
            kind, times = _UNITS[unit]
            return f"{(value * Decimal(times)).normalize():f} {kind}"
        said = match.group("value") or ""
        return f"{said if said[:1].isdigit() else f'{value:f}'} {text.unit(unit)}"

    return _MEASURE.sub(written, folded)


def _value(match: re.Match[str]) -> Decimal | None:
    if match.group("part"):
        return _HALF if match.group("part") == "half" else Decimal(1)
    said = match.group("value")
    return text.NUMBER_WORDS.get(said) or text.number(said)
