"""Whether a shop is open at a moment, as far as its opening hours in its own words tell."""

from __future__ import annotations

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from appliance.answers.hours import hours_of
from appliance.answers.language import lexicon
from appliance.core.schemas import Shop

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


def is_open(shop: Shop, now: datetime) -> bool | None:
    """Return whether the shop is open at this moment; None when its hours do not tell."""
    try:
        local = now.astimezone(ZoneInfo(shop.time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        return None
    if not shop.opening_hours.strip():
        return None
    found = hours_of(local.weekday(), shop.opening_hours, lexicon("en"))
    if found is None:  # a day that no line names, where others are named, is a day off
        return False if _names_any_day(shop.opening_hours) else None
    if found.closed:
        return False
    spans = _spans(found.text)
    return any(start <= local.time() < end for start, end in spans) if spans else None


def away_text(shop: Shop, now: datetime) -> str:
    """Return what the shop says while it is closed; nothing while it is open or that is not known."""
    return shop.away_text if shop.away_text and is_open(shop, now) is False else ""


def _names_any_day(hours: str) -> bool:
    return any(hours_of(day, hours, lexicon("en")) for day in range(7))


def _spans(text: str) -> list[tuple[time, time]]:
    """Return the times of a day in pairs: "9–12:30, 1:30–5 pm" are two. A closing hour that is not after
    its opening is one of the afternoon."""
    found = [_minutes(*match) for match in _CLOCK.findall(text)]
    spans = []
    for (start, start_half), (end, end_half) in zip(found[::2], found[1::2], strict=False):
        if (
            start_half is None
            and end_half == "pm"
            and start < 12 * 60
            and end - 12 * 60 > start
            and start < 7 * 60
        ):
            start += 12 * 60  # "1:30–5 pm"
        if end <= start and end_half is None:
            end += 12 * 60
        if 0 <= start < end <= 24 * 60:
            spans.append((_time(start), _time(end)))
    return spans


def _minutes(hour: str, minute: str, half: str) -> tuple[int, str | None]:
    """Return minutes since midnight, and am or pm where it was written."""
    hours, said = int(hour), half.replace(".", "").lower() or None
    if said == "pm" and hours < 12:
        hours += 12
    if said == "am" and hours == 12:
        hours = 0
    return hours * 60 + int(minute or 0), said


def _time(minutes: int) -> time:
    return time.max if minutes >= 24 * 60 else time(minutes // 60, minutes % 60)
