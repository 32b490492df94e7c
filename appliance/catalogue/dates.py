"""Whether a sale is on, from dates as shops write them. Where "5/6" is in June its file has to show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from babel.dates import get_month_names
from dateutil import parser

_NO_LIMIT = re.compile(r"[-–—]?|0|n/?a|none|null|never|0000-00-00.*", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/]\d")
_YEAR_FIRST = re.compile(r"\d{4}(?:\D|\d{4}\b)")
_DOTTED = re.compile(r"\d{1,2}\.\s*\d{1,2}\.")
_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl")
_OTHER_DEFAULTS = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2001, 2, 2, tzinfo=UTC))
"""A text that leaves the day, the month or the year to these is no whole date: it reads differently."""


def _month(number: int) -> tuple[str, ...]:
    names = (
        get_month_names(width, context, language)[number]
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
    )
    return tuple(dict.fromkeys(name.casefold().rstrip(".") for name in names))


class _Names(parser.parserinfo):
    """The names of months in the languages of shops, and the little words beside them."""

    JUMP = [*parser.parserinfo.JUMP, "de", "del", "den", "der", "do", "le", "il", "el"]  # noqa: RUF012

    def __init__(self) -> None:
        self.MONTHS = [_month(number) for number in range(1, 13)]  # type: ignore[misc]
        super().__init__()


@lru_cache(maxsize=1)
def _names() -> _Names:
    """Return the names, which take a tenth of a second to gather: most files hold no dates."""
    return _Names()


@dataclass(slots=True)
class Evidence:
    """How many dates of a file prove that the day, or the month, comes first in them."""

    day_first: int = 0
    month_first: int = 0

    def add(self, cell: str) -> None:
        if numbers := _NUMBERS.match(cell.strip()):
            first, second = int(numbers[1]), int(numbers[2])
            self.day_first += first > 12 >= second
            self.month_first += second > 12 >= first

    def verdict(self) -> bool | None:
        """Return whether the day comes first; None when no date proves it, or some prove each."""
        return None if bool(self.day_first) == bool(self.month_first) else bool(self.day_first)


def on_sale(start: str, end: str, *, day_first: bool | None = None, today: date | None = None) -> bool | None:
    """Return whether a sale between these dates is on; a blank one is no limit, the last day is part of it.

    None when that hangs on a date that cannot be read, or that is another day where the month comes first.
    """
    now = today or current_day()
    orders = (True, False) if day_first is None else (day_first,)
    verdicts = {_is_on(start.strip(), end.strip(), order, now) for order in orders}
    return verdicts.pop() if len(verdicts) == 1 else None


def current_day() -> date:
    return datetime.now(UTC).date()


def unclear(start: str, end: str, day_first: bool | None = None) -> str:
    """Return the first of two dates that keeps `on_sale` from an answer."""
    orders = (True, False) if day_first is None else (day_first,)
    for text in (start.strip(), end.strip()):
        days = {_day(text, order) for order in orders}
        if not _NO_LIMIT.fullmatch(text) and (None in days or len(days) > 1):
            return text
    return end or start


def _is_on(start: str, end: str, day_first: bool, now: date) -> bool | None:
    first, last = _day(start, day_first), _day(end, day_first)
    begun = True if _NO_LIMIT.fullmatch(start) else None if first is None else first <= now
    goes_on = True if _NO_LIMIT.fullmatch(end) else None if last is None else now <= last
    if begun is False or goes_on is False:
        return False
    return None if begun is None or goes_on is None else True


@lru_cache(maxsize=1024)
def _day(text: str, day_first: bool) -> date | None:
    """Return the day a text means, None when it is no whole date. Dotted dates begin with the day, dates
    that begin with a year go on with the month, in every country."""
    order = bool(_DOTTED.match(text)) or (day_first and not _YEAR_FIRST.match(text))
    try:
        days = {
            parser.parse(text, parserinfo=_names(), dayfirst=order, default=default).date()
            for default in _OTHER_DEFAULTS
        }
    except (ValueError, OverflowError, TypeError):
        return None
    return days.pop() if len(days) == 1 else None
