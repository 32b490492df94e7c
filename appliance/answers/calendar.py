"""Days that a question or a page's line names: weekdays, months, dates, holidays, "the first Wednesday"."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - a date here is a month and a day
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from appliance.answers import text

Date = tuple[int, int]
"""Month and day."""

_HOLIDAYS: dict[str, tuple[str, Date | None]] = {
    "christmas eve": (
        "christmas eve|xmas eve|heiligabend|heilig abend|reveillon|nochebuena|vigilia di natale|平安夜",
        (12, 24),
    ),
    "christmas day": ("christmas day|xmas day|weihnachtstag|noel|navidad|natale|圣诞", (12, 25)),
    "boxing day": (
        "boxing day|st stephen's day|zweiter weihnachtstag|2. weihnachtstag|santo stefano",
        (12, 26),
    ),
    "new year's eve": (
        "new year's eve|new years eve|silvester|saint-sylvestre|nochevieja|san silvestro|除夕",
        (12, 31),
    ),
    "new year's day": (
        "new year's day|new years day|neujahr|nouvel an|jour de l'an|ano nuevo|capodanno|元旦",
        (1, 1),
    ),
    "christmas": ("christmas|xmas|weihnachten", (12, 25)),
    "new year": ("new year", None),
    "good friday": ("good friday|karfreitag|vendredi saint|viernes santo|venerdi santo", None),
    "easter sunday": (
        "easter sunday|ostersonntag|dimanche de paques|domingo de pascua|domenica di pasqua",
        None,
    ),
    "easter monday": (
        "easter monday|ostermontag|lundi de paques|lunes de pascua|lunedi di pasqua|pasquetta",
        None,
    ),
    "easter": ("easter|ostern|paques|pascua|pasqua", None),
    "anzac day": ("anzac day", (4, 25)),
    "australia day": ("australia day", (1, 26)),
    "independence day": ("independence day|fourth of july", (7, 4)),
    "thanksgiving": ("thanksgiving", None),
    "labour day": ("labou?r day|tag der arbeit|fete du travail|festa dei lavoratori|festa del lavoro", None),
    "assumption day": ("assumption day|maria himmelfahrt|assomption|ferragosto", (8, 15)),
    "advent": ("advent", None),
    "black friday": ("black friday", None),
    "cyber monday": ("cyber monday", None),
    "public holidays": (
        "(?:public|bank|legal|national) holidays?|feiertage?n?|jours? feries?"
        "|(?:giorn[oi] )?festiv[oi]s?|festivita|法定节假日|节假日",
        None,
    ),
}  # fmt: skip
_PUBLIC = "public holidays"
_NO_NAME = (
    "every|which|that|what|all|any|same|next|each|the|one|per|a|of|working|business|week|market|delivery|packing"
    "|open"
)
_NAMED_DAY = re.compile(rf"(?<!\w)(?!(?:{_NO_NAME}) )([a-z']{{3,}} day)(?!\w)")
_MONTHS = (
    "january januar janner janvier enero gennaio jan|february februar fevrier febrero febbraio feb"
    "|march marz mars marzo"
    "|april avril abril aprile apr|mayo maggio|june juni juin junio giugno jun"
    "|july juli juillet julio luglio jul|august aout agosto aug"
    "|september septembre septiembre settembre sept sep|october oktober octobre octubre ottobre oct okt"
    "|november novembre noviembre nov|december dezember decembre diciembre dicembre dec dez"
)
_MONTH_OF = {name: n for n, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))}|may|mai)"
_IS_MAY = (
    r"(?<!\w)(?:(?<=in )|(?<=of )|(?<=from )|(?<=im )|(?<=en )|(?<=until )|(?<=to )|(?<=\d )|(?<=, ))ma[yi]"
    r"(?!\w)"
    r"|(?<!\w)ma[yi](?= (?:\d|to|through|until|and|bis|a)\b)"
)
_ORDINALS = (
    (
        "first",
        "1st",
        "erste",
        "ersten",
        "1.",
        "premier",
        "premiere",
        "primer",
        "primero",
        "primo",
        "prima",
        "第一个",
    ),
    ("second", "2nd", "zweite", "zweiten", "2.", "deuxieme", "segundo", "secondo", "seconda", "第二个"),
    ("third", "3rd", "dritte", "dritten", "3.", "troisieme", "tercer", "terzo", "terza", "第三个"),
    ("fourth", "4th", "vierte", "vierten", "4.", "quatrieme", "cuarto", "quarto", "quarta", "第四个"),
    ("last", "letzte", "letzten", "dernier", "ultimo", "ultima", "最后一个"),
)
_OF_A_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\w+tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
    r"|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica)"
)
_DAYS = r"\d{1,2}(?:st|nd|rd|th|\.)?"


@dataclass(frozen=True)
class When:
    """The days a question is about; what it does not name is empty. `days`: weekdays, 0 is Monday."""

    days: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    dates: frozenset[Date] = frozenset()
    ordinals: frozenset[int] = frozenset()
    holidays: frozenset[str] = frozenset()

    @property
    def special(self) -> bool:
        """Whether an exception's day is named, for which general hours are no answer."""
        return bool(self.dates or self.ordinals or self.holidays)


def named(folded: str) -> When:
    """Return the months, dates, ordinals and holidays of a folded text; weekdays are left to `hours`."""
    dates = _dates(folded)
    holidays = _holidays(folded)
    dates |= {date for name in holidays if (date := _HOLIDAYS.get(name, ("", None))[1])}
    return When(
        months=frozenset(_months(folded)),
        dates=frozenset(dates),
        ordinals=frozenset(_ordinals(folded)),
        holidays=frozenset(holidays),
    )


def of_moment(now: datetime) -> When:
    """Return what a moment is: its weekday, month, date and place in the month."""
    return When(
        frozenset({now.weekday()}),
        frozenset({now.month}),
        frozenset({(now.month, now.day)}),
        frozenset({(now.day - 1) // 7}),
    )


def with_holidays(when: When, now: datetime, country: str) -> When:
    """Return what a question is about with the holidays that fall on its dates: shops are closed on "bank
    holidays", and customers ask for 25 December, or whether it is open today. `country` is an ISO code."""
    days = [_next(date, now) for date in when.dates]
    found = {name for day in days if day for name in _holidays_on(day, country)}
    return replace(when, holidays=when.holidays | found)


def _next(date: Date, now: datetime) -> Day | None:
    """Return the day from today on that has this date; None for 30 February."""
    for year in (now.year, now.year + 1):
        with contextlib.suppress(ValueError):
            day = Day(year, *date)
            if day >= now.date():
                return day
    return None


def _holidays_on(day: Day, country: str) -> frozenset[str]:
    """Return the names of the holidays on a day: those of a date all over the world, and the country's public
    ones, which are public holidays too."""
    fixed = {name for name, (_, date) in _HOLIDAYS.items() if date == (day.month, day.day)}
    told = _public(country, day.year).get(day)
    named_so = _holidays(text.fold(told)) | {_PUBLIC} if told else set()
    return frozenset(fixed | named_so)


@lru_cache(maxsize=8)
def _public(country: str, year: int) -> Mapping[Day, str]:
    """Return the public holidays of a year in a country, in English where they are known so; none for a
    country without a calendar."""
    import holidays  # takes a while, and only a date or "today" needs it

    if country not in holidays.list_supported_countries():
        return {}
    return holidays.country_holidays(country, years=year, language="en_US")


@lru_cache(maxsize=2048)
def is_exception(line: str) -> bool:
    """Return whether a line is for some days of the year only. A season may be that of the weekly hours
    ("May through October only")."""
    from appliance.answers.hours import weekdays_in  # which needs this module first

    folded = text.fold(line)
    when = named(folded)
    season = bool(_RANGE.search(folded)) and bool(weekdays_in(line))
    in_months = bool(when.months and _IN_MONTHS.search(folded))
    return bool(when.ordinals or when.holidays or (when.dates and not season) or in_months)


def concerns(line: str, when: When) -> bool:
    """Return whether an exception's line is about one of the days asked for."""
    from appliance.answers.hours import weekdays_in

    told = named(text.fold(line))
    days = weekdays_in(line)
    if when.holidays & told.holidays or when.dates & _spanned(line, told):
        return True
    if when.ordinals & told.ordinals and when.days & days:
        return True
    if when.special and not when.days:
        return False
    hits = bool(when.months & told.months) and not told.dates
    return hits and (not days or not when.days or bool(days & when.days))


def comes_again(line: str, days: frozenset[int]) -> bool:
    """Return whether an exception comes on one of these weekdays month by month or for a season."""
    from appliance.answers.hours import weekdays_in

    told = named(text.fold(line))
    return bool((told.ordinals or told.months) and not told.dates and days & weekdays_in(line))


def words_in(folded: str) -> set[str]:
    """Return the words of a folded text that name months, dates, holidays or a place in the month."""
    ordinals = {word for names in _ORDINALS for word in names}
    forms = "|".join(forms for forms, _ in _HOLIDAYS.values())
    holidays = {
        word for match in re.findall(rf"(?<!\w)(?:{forms})(?!\w)", folded) for word in text.tokens(match)
    }
    months = {"may", "mai", "month", "months", "monat", "mois", "mes", "mese", *_MONTH_OF}
    return {w for w in text.tokens(folded) if w in months or w in ordinals or w in holidays or w.isdigit()}


def of_any_holiday(line: str, when: When) -> bool:
    """Return whether a line is for all public holidays, one of which is asked for."""
    eves = {"christmas eve", "new year's eve", "advent"}
    return bool(when.holidays - eves) and _PUBLIC in named(text.fold(line)).holidays


_RANGE = re.compile(rf"{_MONTH}(?: {_DAYS})? (?:to|through|until|till|-|–|bis|a|au|al) (?:{_DAYS} )?{_MONTH}")
_IN_MONTHS = re.compile(rf"(?:^|[^\w])(?:in|of|during|im|en) {_MONTH}|^(?:{_MONTH}|from|im|in)(?!\w)")


def _months(folded: str) -> set[int]:
    plain = re.sub(_IS_MAY, "mayo", folded)
    found = [
        (match, _MONTH_OF[match.group().rstrip(".")])
        for match in re.finditer(
            rf"(?<!\w)(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})(?!\w)", plain
        )
    ]
    months = {month for _, month in found}
    for (first, one), (second, other) in pairwise(found):
        between = plain[first.end() : second.start()]
        if re.fullmatch(rf" (?:{_DAYS} )?(?:to|through|until|till|-|–|bis|a|au|al) (?:{_DAYS} )?", between):
            months |= {(one - 1 + step) % 12 + 1 for step in range((other - one) % 12 + 1)}
    return months | {int(n) for n in re.findall(r"(\d{1,2})月", folded) if 1 <= int(n) <= 12}


def _dates(folded: str) -> set[Date]:
    plain = re.sub(_IS_MAY, "mayo", folded)
    found: set[Date] = set()
    joined = r"(?: ?(?:,|and|und|et|y|e|&|or|oder|to|-|–|bis|au|al) ?)"
    month = rf"(?P<month>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})(?!\w)"
    before = rf"(?<![\w:.])(?P<days>{_DAYS}(?:{joined}{_DAYS})*) ?(?:of |de |d')?{month}"
    not_after = rf"(?!\d|:| ?[ap]\.?m| ?{month.replace('?P<month>', '?:')})"
    after = rf"(?<!\w){month} (?P<days>{_DAYS}(?:{joined}{_DAYS})*){not_after}"
    for pattern in (before, after):
        for match in re.finditer(pattern, plain):
            days = [int(day) for day in re.findall(r"\d+", match["days"])]
            if re.search(r"to|-|–|bis|au|al", match["days"]) and len(days) == 2:
                days = list(range(days[0], days[1] + 1))
            found |= {(_MONTH_OF[match["month"]], day) for day in days if 1 <= day <= 31}
    return found | {(int(m), int(d)) for m, d in re.findall(r"(\d{1,2})月(\d{1,2})[日号]", folded)}


def _spanned(line: str, told: When) -> frozenset[Date]:
    """Return the dates of a line; "from 24 December until 2 January" holds those between as well."""
    folded = text.fold(line)
    dates = sorted(told.dates)
    if len(dates) != 2 or not re.search(r"(?<!\w)(?:until|till|to|bis|au|al|hasta|through)(?!\w)", folded):
        return told.dates
    order = sorted(dates, key=lambda date: _position(folded, date))
    (first, one), (last, other) = order
    every = [(month, day) for month in range(1, 13) for day in range(1, 32)]
    start, end = every.index((first, one)), every.index((last, other))
    span = every[start : end + 1] if start <= end else every[start:] + every[: end + 1]
    return frozenset(span)


def _position(folded: str, date: Date) -> int:
    names = [name for name, month in _MONTH_OF.items() if month == date[0]]
    return min((at for name in names if (at := folded.find(name)) >= 0), default=0)


def _ordinals(folded: str) -> set[int]:
    return {
        n
        for n, names in enumerate(_ORDINALS)
        if any(
            re.search(rf"(?<!\w){re.escape(name)} ?(?:{_OF_A_DAY})", folded) for name in names[:-1] or names
        )
        or any(name in folded for name in names if text.is_cjk(name))
    }


def _holidays(folded: str) -> set[str]:
    found, rest = set(), folded
    for name, (forms, _) in _HOLIDAYS.items():
        cjk = text.is_cjk(folded)
        pattern = rf"(?:{forms})" if cjk else rf"(?<!\w)(?:{forms})(?!\w)"
        if re.search(pattern, rest):
            found.add(name)
            rest = re.sub(pattern, " ", rest)
    return found | set(_NAMED_DAY.findall(rest))
