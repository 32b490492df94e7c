"""Records of the guard log as its reader sees it: counts over time, the owner's word and what it changed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from appliance.core.schemas import Decision, GuardEntry, Record


class Bucket(StrEnum):
    """How wide a bar of the chart is. Days and weeks (from Monday) are those of the shop's time zone."""

    TEN_MINUTES = "10min"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


class GuardBucket(Record):
    """Decisions from `start` until the next bucket's start. `reviewed` were answered from records only or
    mended, `declined` were off-topic."""

    start: datetime
    allowed: int = 0
    reviewed: int = 0
    declined: int = 0
    blocked: int = 0


class GuardCounts(Record):
    """Decisions over time, oldest bucket first and empty ones included. `scanners` counts by who decided
    against a text, `places` counts all decisions."""

    bucket: Bucket
    since: datetime
    until: datetime
    buckets: tuple[GuardBucket, ...]
    total: GuardBucket
    scanners: dict[str, int]
    places: dict[str, int]


class GuardCorrection(Record):
    """A text of which the owner said "fine" or "attack", and which still counts. `area` is where it holds:
    "message", "document" or "answer"; `entry` is the line it answers, None for a release from quarantine.
    """

    id: str
    says: str
    area: str
    text: str
    entry: int | None = None


class GuardEffect(Record):
    """What the owner's word changed: the decision on the line's text before and from now on, in a sentence
    too. `released` counts texts that left quarantine with it."""

    entry: GuardEntry
    before: Decision
    now: Decision
    sentence: str
    released: int = 0
