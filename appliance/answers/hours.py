"""Opening hours: which weekdays a line of a page covers, what it says of them, and which day is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from appliance.answers import text
from appliance.answers.language import Lexicon, lexicon
from appliance.answers.policy import Page
from appliance.answers.topics import Topic
from appliance.answers.understand import Question

_TIME = re.compile(r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.|uhr|h)?", re.IGNORECASE)
LONGEST = 70
"""Characters after the days of a line that tells opening hours."""
_MONEY = re.compile(r"[$€£]")
_RANGE = re.compile(r"\s*(?:to|through|until|till|-|–|—|bis|à|au|al?|至|到)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Hours:
    """What the shop's pages say of one weekday (0 = Monday): the times as written, or closed."""

    day: int
    text: str
    closed: bool
    page: Page | None


def hours_of(day: int, pages: Sequence[Page], profile: str, words: Lexicon) -> Hours | None:
    """Return the opening hours of a weekday from a line that covers it, pages before the profile."""
    for page in sorted(pages, key=lambda page: not _about_hours(page)):
        for line in page.passage.text.splitlines():
            found = None if _OTHER_HOURS.search(line) else _line_hours(day, line, words)
            if found:
                return replace(found, page=page)
    for part in re.split(r"[;\n]|,\s(?=[^\W\d]{3})", profile):
        found = _line_hours(day, part, words)
        if found:
            return found
    return None


_OTHER_HOURS = re.compile(
    r"phone|telephone|e-?mail|answered|deliver|dispatch|order|pick.?up|call|courier|workshop|class|evening|"
    r"telefon|livraison|entrega|liefer",
    re.IGNORECASE,
)
_HOURS_HEADING = re.compile(r"hour|open|trading|öffnung|horaire|horario|营业", re.IGNORECASE)


def _about_hours(page: Page) -> bool:
    return bool(_HOURS_HEADING.search(f"{page.title} {page.passage.heading} {page.document}"))


def _line_hours(day: int, line: str, words: Lexicon) -> Hours | None:
    folded = text.fold(line)
    days = _days_of(folded, words)
    if day not in days:
        return None
    rest = _after_days(line, words)
    if len(rest) > LONGEST or _MONEY.search(rest):
        return None  # "our luthier works Tuesday to Friday; a setup is $65"
    closed = any(re.search(rf"(?<!\w){re.escape(text.fold(w))}(?!\w)", folded) for w in _closed_words(words))
    times = _TIME.findall(rest)
    if closed and len(times) < 2:
        return Hours(day, "", True, None)
    if len(times) < 2:
        return None
    return Hours(day, rest.strip(" |:;,.-–"), False, None)


def _closed_words(words: Lexicon) -> list[str]:
    return [
        *words.data["days"]["closed"],
        *lexicon("en").data["days"]["closed"],
        "geschlossen",
        "fermé",
        "cerrado",
    ]


def _day_names(words: Lexicon) -> dict[str, int]:
    names: dict[str, int] = {}
    for code in dict.fromkeys(("en", words.code, "de", "fr", "es")):
        names |= {text.fold(name): day for name, day in lexicon(code).data["days"]["names"].items()}
    return names


def _days_of(folded: str, words: Lexicon) -> set[int]:
    """Return the weekdays a line covers: "Tuesday to Friday", "Mon, Wed and Sat", "weekends", "daily"."""
    names = _day_names(words)
    pattern = re.compile(
        r"(?<!\w)(" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")s?\.?(?!\w)"
    )
    found = [(match, names[match.group(1)]) for match in pattern.finditer(folded)]
    days: set[int] = set()
    for index, (match, day) in enumerate(found):
        days.add(day)
        if index + 1 < len(found):
            following, other = found[index + 1]
            if _RANGE.fullmatch(folded[match.end() : following.start()]):
                days |= {(day + step) % 7 for step in range((other - day) % 7 + 1)}
    if re.search(
        r"(?<!\w)(?:daily|every day|seven days|7 days|täglich|tous les jours|todos los dias)(?!\w)", folded
    ):
        days |= set(range(7))
    if re.search(r"(?<!\w)weekdays?(?!\w)|werktags", folded):
        days |= set(range(5))
    if re.search(r"(?<!\w)weekends?(?!\w)|wochenende", folded):
        days |= {5, 6}
    return days


def _after_days(line: str, words: Lexicon) -> str:
    """Return the part of a line after the names of its days."""
    names = "|".join(sorted(map(re.escape, _day_names(words)), key=len, reverse=True))
    last = 0
    for match in re.finditer(rf"(?<!\w)(?:{names})s?\.?(?!\w)", text.fold(line)):
        last = match.end()
    return line[last:]


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


def asks_holiday(question: Question) -> bool:
    return _says(question, question.lexicon.data["days"]["holidays"])


def _says(question: Question, phrases: Sequence[str]) -> bool:
    if question.language == "zh":
        return any(phrase in question.folded for phrase in phrases)
    return any(
        re.search(rf"(?<!\w){re.escape(text.fold(phrase))}(?!\w)", question.folded) for phrase in phrases
    )
