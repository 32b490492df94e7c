"""A shop's days in numbers, from the outcomes of its conversations: counts and times, never words."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from appliance.conversations import Outcome
from appliance.core.owner_schemas import DayFigures, Figures
from appliance.core.talk_records import NO_QUESTION

NOT_ASKED = frozenset({"blocked", "off_topic"})
"""Intents of messages that were turned away: no customer waited for an answer to them."""
HANDOFF = "handoff"


def of(outcomes: Iterable[Outcome], days: int, zone: ZoneInfo, now: datetime | None = None) -> Figures:
    """Return the last `days` days, today included."""
    last = (now or datetime.now(UTC)).astimezone(zone).date()
    by_day: dict[date, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_day[outcome.at.astimezone(zone).date()].append(outcome)
    wanted = (last - timedelta(days=ago) for ago in range(days - 1, -1, -1))
    return Figures(days=tuple(_day(day, by_day.get(day, [])) for day in wanted))


def first_moment(days: int, zone: ZoneInfo, now: datetime | None = None) -> datetime:
    """Return when the first of the last `days` days began."""
    last = (now or datetime.now(UTC)).astimezone(zone).date() - timedelta(days=days - 1)
    return datetime(last.year, last.month, last.day, tzinfo=zone)


def _day(day: date, outcomes: list[Outcome]) -> DayFigures:
    asked = [outcome for outcome in outcomes if outcome.intent not in NOT_ASKED]
    times = [outcome.milliseconds for outcome in asked if outcome.milliseconds is not None]
    return DayFigures(
        day=day,
        conversations=len({outcome.session for outcome in outcomes}),
        questions=len(outcomes),
        unanswered=sum(not outcome.answered and outcome.intent not in NO_QUESTION for outcome in outcomes),
        handoffs=sum(outcome.intent == HANDOFF for outcome in asked),
        blocked=sum(outcome.intent == "blocked" for outcome in outcomes),
        answer_ms=statistics.median(times) if times else None,
    )
