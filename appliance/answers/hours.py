"""Opening hours: which weekdays a line of a page covers, what it says of them, and which day is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from appliance.answers import calendar, text
from appliance.answers.calendar import When
from appliance.answers.language import LANGUAGES, Lexicon, lexicon
from appliance.answers.topics import Topic
from appliance.answers.understand import Question

_TIME = re.compile(r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.|uhr|h)?", re.IGNORECASE)
_CLOCK = rf"(?:{_TIME.pattern}|noon|midday|midnight|mittag|midi|mediod[ií]a|mezzogiorno|mezzanotte)"
_UNTIL = r"(?:-|–|—|\bto\b|until|till|through|\band\b|bis|und|à|\bal?\b|\ball[ae]\b|至|到)"
_SPAN = re.compile(
    rf"{_CLOCK}[^\d,;.]{{0,14}}?{_UNTIL}[^\d,;.]{{0,14}}?{_CLOCK}(?!\d)"
    r"(?!\s*(?:km|kg|cm|mm|m|g|l|ml|%|people|places|seats|litres?|years?)\b)",
    re.IGNORECASE,
)
"""A time to open and one to close: "9 am - 5 pm", "10 bis 18 Uhr"."""
LONGEST = 70
"""Characters after the days of a line that tells opening hours."""
_MONEY = re.compile(r"[$€£]")
_RANGE = re.compile(r"\s*(?:to|through|until|till|-|–|—|bis|à|au|al?|至|到)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Hours:
    """What a line says of one weekday (0 = Monday): the times as written, or closed."""

    day: int
    text: str
    closed: bool


def hours_of(day: int, profile: str, words: Lexicon) -> Hours | None:
    """Return the opening hours of a weekday from the line of a shop's profile that covers it."""
    parts = re.split(r"[;\n]|,\s(?=[^\W\d]{3})", profile)
    return next((found for part in parts if (found := told_of(day, part, words))), None)


OTHER_HOURS = re.compile(
    r"phone|telephone|e-?mail|answered|deliver|dispatch|order|pick.?up|call|courier|workshop|class|evening|"
    r"telefon|livraison|entrega|liefer|consegn|spedizion",
    re.IGNORECASE,
)
"""What a line speaks of that tells no opening hours."""
CLOSED_OR_OPEN = re.compile(
    r"\d\s*(?:[ap]\.?m|:|uhr|h\b|[-–])|open|close|shut|hours|break|usual|geschlossen|zu\b|öffn|offen|ouvert|ferm"
    r"|abier|cerrad|apert(?:[oaie]|ura)\b|chius|营业|休",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Days:
    """Weekdays that a line names together, and where that name stands in it."""

    days: frozenset[int]
    start: int
    end: int


def day_groups(line: str, words: Lexicon) -> list[Days]:
    """Return the groups of weekdays of a line: "Monday to Friday 10–19, Saturday 10–17" has two."""
    folded = text.fold(line)
    groups: list[Days] = []
    previous: frozenset[int] = frozenset()
    for match, days in _mentions(folded, words):
        last = groups[-1] if groups else None
        between = folded[last.end : match.start()] if last else ""
        if last and _RANGE.fullmatch(between):
            first = min(previous)
            span = {(first + step) % 7 for step in range((min(days) - first) % 7 + 1)}
            groups[-1] = Days(last.days | span, last.start, match.end())
        elif last and _AND.fullmatch(between):
            groups[-1] = Days(last.days | days, last.start, match.end())
        else:
            groups.append(Days(days, match.start(), match.end()))
        previous = days
    return groups


_AND = re.compile(r"\s*(?:,|and|&|\+|/|und|et|y|e|、|和|,\s*and)\s*")
_WHOLE_WEEK = (
    r"daily|every day|seven days|7 days|taglich|tous les jours|todos los dias|tutti i giorni|ogni giorno|每天"
)


def _mentions(folded: str, words: Lexicon) -> list[tuple[re.Match[str], frozenset[int]]]:
    """Return every name of weekdays in a folded line with the days it means."""
    names, pattern = _day_names(words.code)
    found = []
    for match in pattern.finditer(folded):
        said = match.group()
        if match["day"]:
            days = {names[match["day"]]}
        elif "end" not in said and said.startswith("we"):
            days = set(range(5))
        else:
            days = {5, 6} if "end" in said else set(range(7))
        found.append((match, frozenset(days)))
    return found


def weekdays_in(line: str) -> frozenset[int]:
    """Return the weekdays that a line of a page names."""
    return frozenset(day for group in day_groups(line, lexicon("en")) for day in group.days)


def told_of(day: int, line: str, words: Lexicon) -> Hours | None:
    """Return what a line says of a weekday: its times, or closed; None when it tells no hours of that day."""
    groups = day_groups(line, words)
    for n, group in enumerate(groups):
        if day not in group.days:
            continue
        rest = line[group.end : groups[n + 1].start if n + 1 < len(groups) else None]
        before = line[: group.start] if n == 0 else ""
        if len(rest) > LONGEST or _MONEY.search(rest):
            return None  # "our luthier works Tuesday to Friday; a setup is $65"
        if _SPAN.search(rest):
            return Hours(day, rest.strip(" |:;,.-–"), False)
        said = rest if _TIME.search(rest) else f"{before} {rest}"
        if _says_closed(said, words):
            return Hours(day, "", True)
    return None


def _says_closed(said: str, words: Lexicon) -> bool:
    return bool(_closed(words.code).search(text.fold(said)))


@lru_cache(maxsize=len(LANGUAGES))
def _closed(code: str) -> re.Pattern[str]:
    """Return what says "closed" in a language and those that a shop's pages may be in."""
    said = [
        *lexicon(code).data["days"]["closed"],
        *lexicon("en").data["days"]["closed"],
        "geschlossen",
        "fermé",
        "cerrado",
        "chiuso",
    ]
    listed = "|".join(re.escape(text.fold(word)) for word in said)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


@lru_cache(maxsize=len(LANGUAGES))
def _day_names(code: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Return the weekdays by their folded names, and what finds them and groups of them in a folded line."""
    names: dict[str, int] = {}
    for other in dict.fromkeys(("en", code, "de", "fr", "es", "it")):
        names |= {text.fold(name): day for name, day in lexicon(other).data["days"]["names"].items()}
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    many = rf"{_WHOLE_WEEK}|weekdays?|werktags|weekends?|wochenende"
    return names, re.compile(rf"(?<!\w)(?:(?P<day>{listed})s?\.?|{many})(?!\w)")


def asked_day(question: Question, now: datetime) -> int | None:
    """Return the weekday a question names (0 = Monday), today and tomorrow by `now`; None without one."""
    days = question.lexicon.data["days"]
    for name, day in sorted(days["names"].items(), key=lambda entry: -len(entry[0])):
        boundary = "" if question.language == "zh" else r"(?<!\w)"
        if re.search(
            boundary + re.escape(text.fold(name)) + ("" if question.language == "zh" else r"s?(?!\w)"),
            question.folded,
        ):
            return int(day)
    if _says(question, days["tomorrow"]) and question.about(Topic.HOURS):
        return (now + timedelta(days=1)).weekday()
    if _says(question, days["today"]):
        return now.weekday()
    return None


def when_asked(question: Question, now: datetime) -> When:
    """Return the days a question is about; today and tomorrow by `now`."""
    day = asked_day(question, now)
    when = calendar.named(question.folded)
    days = frozenset() if day is None else frozenset({day})
    lexical = question.lexicon.data["days"]
    if _says(question, lexical["today"]) and day == now.weekday():
        return replace(calendar.of_moment(now), holidays=when.holidays)
    if _says(question, lexical["tomorrow"]) and day is not None:
        return replace(calendar.of_moment(now + timedelta(days=1)), holidays=when.holidays)
    if day is None and _says(question, lexical["weekdays"]):
        days = frozenset(range(5))
    elif day is None and _says(question, lexical["weekend"]):
        days = frozenset({5, 6})
    general = _says(question, lexical["holidays"]) and not when.holidays
    return replace(
        when, days=days, holidays=when.holidays | ({"public holidays"} if general else frozenset())
    )


def _says(question: Question, phrases: Sequence[str]) -> bool:
    if question.language == "zh":
        return any(phrase in question.folded for phrase in phrases)
    return any(
        re.search(rf"(?<!\w){re.escape(text.fold(phrase))}(?!\w)", question.folded) for phrase in phrases
    )
