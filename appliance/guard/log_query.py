"""Which lines of the guard log are wanted, as SQL, and how their counts become the bars of a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from appliance.core.errors import InvalidInput
from appliance.core.guard_records import Bucket, GuardBucket
from appliance.core.schemas import Decision, Place
from appliance.guard import normalise

JOINED = (
    "entries LEFT JOIN texts ON texts.id = entries.id LEFT JOIN corrections ON corrections.entry = entries.id"
)
MOST_BUCKETS = 1000
FIRST_YEAR, LAST_YEAR = 2000, 2200
_WIDTH = {
    Bucket.TEN_MINUTES: timedelta(minutes=10),
    Bucket.HOUR: timedelta(hours=1),
    Bucket.DAY: timedelta(days=1),
    Bucket.WEEK: timedelta(days=7),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines to list; empty fields let everything through. `after` and `before` page by id, `since`
    (inclusive) and `until` (exclusive) are times; `text` is looked for in the kept text, the reason and the
    file's name."""

    decision: Decision | None = None
    scanner: str = ""
    place: Place | None = None
    text: str = ""
    kind: str = ""
    after: int = 0
    before: int = 0
    session: str = ""
    feedback: str = ""
    since: datetime | None = None
    until: datetime | None = None


Condition = tuple[str, list[object]]


def conditions(chosen: Filter) -> Condition:
    """Return what the wanted lines fulfil, whatever the page, as SQL with its values."""
    parts: list[tuple[str, object]] = [
        ("entries.decision = ?", chosen.decision),
        ("entries.scanner = ?", chosen.scanner),
        ("entries.place = ?", chosen.place),
        ("entries.kind = ?", chosen.kind),
        ("entries.session = ?", chosen.session),
        ("corrections.says = ?", chosen.feedback),
        ("entries.time >= ?", chosen.since and moment(chosen.since)),
        ("entries.time < ?", chosen.until and moment(chosen.until)),
        ("holds(opened(entries.id, texts.text), entries.body, ?)", normalise.fold(chosen.text)),
    ]
    return _joined(parts)


def paging(chosen: Filter) -> Condition:
    """Return what the lines of the wanted page fulfil besides."""
    return _joined([("entries.id > ?", chosen.after), ("entries.id < ?", chosen.before)])


def moment(time: datetime) -> str:
    """Return a time as the log writes it; one without a zone is UTC. Raises `InvalidInput`."""
    if not FIRST_YEAR <= time.year <= LAST_YEAR:
        raise InvalidInput("This time is out of range.", resolution="Choose another one.")
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


def _joined(parts: list[tuple[str, object]]) -> Condition:
    asked = [(condition, value) for condition, value in parts if value]
    return " AND ".join(condition for condition, _ in asked) or "1", [value for _, value in asked]


# --- counts ------------------------------------------------------------------------------------

COUNTS = (
    "SELECT substr(time, 1, 15), decision, scanner, place, count(*) FROM entries"
    " WHERE kind = 'decision' AND time >= ? AND time < ? GROUP BY 1, 2, 3, 4"
)
"""Decisions by ten minutes: what a time zone's days can be put together from."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Decisions of ten minutes with one outcome."""

    start: datetime
    decision: Decision
    scanner: str
    place: Place
    lines: int


def tallies(rows: Iterable[tuple[Any, ...]]) -> Iterator[Tally]:
    """Yield what `COUNTS` found, typed."""
    for start, decision, scanner, place, lines in rows:
        moment = datetime.fromisoformat(f"{start}0:00+00:00")
        yield Tally(moment, Decision(decision), scanner, Place(place), lines)


def buckets(
    counted: Iterable[Tally], bucket: Bucket, since: datetime, until: datetime, zone: tzinfo
) -> tuple[GuardBucket, ...]:
    """Return every bucket from `since` to `until`, empty ones too. Raises `InvalidInput` for too many."""
    sums: dict[datetime, Counter[str]] = {start: Counter() for start in _starts(bucket, since, until, zone)}
    for tally in counted:
        sums.setdefault(floor(tally.start, bucket, zone), Counter())[outcome(tally)] += tally.lines
    return tuple(GuardBucket(start=start, **sums[start]) for start in sorted(sums))


def total(counted: Iterable[Tally], since: datetime) -> GuardBucket:
    """Return all of the tallies in one."""
    sums: Counter[str] = Counter()
    for tally in counted:
        sums[outcome(tally)] += tally.lines
    return GuardBucket(start=since, **sums)


def outcome(tally: Tally) -> str:
    """Return which of a bucket's counts a tally belongs to."""
    if tally.decision is Decision.BLOCK:
        return "blocked"
    if tally.decision is Decision.REVIEW:
        return "declined" if tally.scanner == "scope" else "reviewed"
    return "allowed"


def floor(time: datetime, bucket: Bucket, zone: tzinfo) -> datetime:
    """Return the start, in UTC, of the bucket that a time falls into."""
    local = time.astimezone(zone)
    if bucket is Bucket.TEN_MINUTES:
        return (local - timedelta(minutes=local.minute % 10)).replace(second=0, microsecond=0).astimezone(UTC)
    if bucket is Bucket.HOUR:
        return local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    back = timedelta(days=midnight.weekday() if bucket is Bucket.WEEK else 0)
    return (midnight - back).astimezone(UTC)


def _starts(bucket: Bucket, since: datetime, until: datetime, zone: tzinfo) -> Iterator[datetime]:
    width = _WIDTH[bucket]
    if (until - since) / width > MOST_BUCKETS:
        raise InvalidInput(
            f"That would be more than {MOST_BUCKETS} bars.", resolution="Choose wider bars or less time."
        )
    start = floor(since, bucket, zone)
    while start < until:
        yield start
        # an hour and a half further, a day may be 23 hours long and its start is found again by its floor
        start = floor(start + width * 1.5, bucket, zone)
