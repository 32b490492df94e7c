"""Reading the guard log: pages both ways, what is found, bars of a chart, exports in pieces."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from appliance.core.errors import InvalidInput
from appliance.core.guard_records import Bucket
from appliance.core.schemas import Decision, GuardEntry, Place
from appliance.guard import log as guard_log
from appliance.guard import log_query
from appliance.guard.log import Filter, GuardLog

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def entry(text: str = "hello", **more: object) -> GuardEntry:
    fields = {
        "id": 0,
        "time": NOW,
        "place": Place.MESSAGE,
        "decision": Decision.ALLOW,
        "scanner": "injection",
        "reason": "Nothing found.",
        "text": text,
        **more,
    }
    return GuardEntry.model_validate(fields)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[GuardLog]:
    opened = GuardLog(tmp_path / "guard.db")
    yield opened
    opened.close()


def ids(log: GuardLog, limit: int = 100, **chosen: object) -> list[int]:
    return [line.id for line in log.entries(Filter(**chosen), limit).entries]  # type: ignore[arg-type]


def test_pages_go_both_ways_and_say_what_is_beyond(log: GuardLog) -> None:
    for number in range(1, 11):
        log.append(entry(f"message {number}"))
    newest = log.entries(limit=3)
    assert [line.id for line in newest.entries] == [10, 9, 8]
    assert (newest.total, newest.older, newest.newer, newest.cursor) == (10, True, False, 10)
    older = log.entries(Filter(before=8), 3)
    assert [line.id for line in older.entries] == [7, 6, 5] and older.older and older.newer
    assert older.cursor == 7
    newer = log.entries(Filter(after=5), 3)
    assert [line.id for line in newer.entries] == [8, 7, 6], "the ones just above, not the newest"
    oldest = log.entries(Filter(before=3), 3)
    assert [line.id for line in oldest.entries] == [2, 1] and not oldest.older
    assert ids(log, after=3, before=6) == [5, 4]


def test_who_follows_the_log_misses_no_line_and_sees_none_twice(log: GuardLog) -> None:
    seen, cursor = [], log.entries().cursor
    for burst in (1, 7, 2):
        for _ in range(burst):
            log.append(entry())
        while True:
            page = log.entries(Filter(after=cursor), 3)
            if not page.entries:
                break
            seen += [line.id for line in reversed(page.entries)]
            cursor = page.cursor
    assert seen == list(range(1, 11))


def test_a_filter_that_fits_nothing_still_moves_the_cursor(log: GuardLog) -> None:
    log.append(entry())
    page = log.entries(Filter(decision=Decision.BLOCK))
    assert (page.total, page.entries, page.cursor) == (0, (), 1)


def test_lines_are_found_by_time_session_feedback_and_words(log: GuardLog) -> None:
    log.append(entry("Où est MA ÉTAGÈRE?", time=NOW - timedelta(days=2), session="s1"))
    marked = log.append(entry("hello", decision=Decision.BLOCK, reason="It asks for a refund."))
    log.append(entry("100% off", time=NOW + timedelta(hours=1)))
    log.feedback(marked, "attack")
    assert ids(log, since=NOW - timedelta(hours=1), kind="decision") == [3, 2]
    assert ids(log, until=NOW) == [1]
    assert ids(log, since=NOW, until=NOW + timedelta(minutes=1), kind="decision") == [2]
    assert ids(log, session="s1") == [1]
    assert ids(log, feedback="attack") == [2] and ids(log, feedback="fine") == []
    assert ids(log, text="étagère") == ids(log, text="ETAGERE") == [1]
    assert ids(log, text="a REFUND") == [2], "the reason is searched too"
    assert ids(log, text="100%") == [3] and ids(log, text="1_0") == []


def test_a_time_without_a_zone_is_utc_and_one_out_of_range_is_refused(log: GuardLog) -> None:
    log.append(entry())
    assert ids(log, since=NOW.replace(tzinfo=None)) == [1]
    with pytest.raises(InvalidInput, match="out of range"):
        log.entries(Filter(since=datetime.max.replace(tzinfo=ZoneInfo("America/New_York"))))


def test_bars_of_a_chart(log: GuardLog) -> None:
    log.append(entry(time=NOW - timedelta(hours=2)))
    log.append(entry(time=NOW, decision=Decision.BLOCK))
    log.append(entry(time=NOW, decision=Decision.REVIEW, scanner="scope"))
    log.append(entry(time=NOW + timedelta(minutes=9), decision=Decision.REVIEW))
    log.append(entry(time=NOW, place=Place.DOCUMENT, decision=Decision.BLOCK))
    until = NOW + timedelta(hours=1)
    counts = log.counts(NOW - timedelta(hours=2), until, place=Place.MESSAGE)
    bars = [(bar.start, bar.allowed, bar.reviewed, bar.declined, bar.blocked) for bar in counts.buckets]
    assert bars == [
        (NOW - timedelta(hours=2), 1, 0, 0, 0),
        (NOW - timedelta(hours=1), 0, 0, 0, 0),
        (NOW, 0, 1, 1, 1),
    ]
    assert counts.scanners == {"injection": 2, "scope": 1} and counts.places == {"message": 4, "document": 1}
    assert (counts.total.allowed, counts.total.blocked) == (1, 1)
    everywhere = log.counts(NOW, until, bucket=Bucket.TEN_MINUTES)
    assert len(everywhere.buckets) == 6 and everywhere.total.blocked == 2


@pytest.mark.parametrize(
    ("bucket", "zone", "time", "start"),
    [
        (Bucket.DAY, "Australia/Sydney", "2026-11-20T12:30+00:00", "2026-11-19T13:00+00:00"),
        (Bucket.DAY, "Australia/Adelaide", "2026-11-20T13:29+00:00", "2026-11-19T13:30+00:00"),
        (Bucket.WEEK, "UTC", "2026-11-20T12:30+00:00", "2026-11-16T00:00+00:00"),
        (Bucket.HOUR, "Asia/Kathmandu", "2026-11-20T12:14+00:00", "2026-11-20T11:15+00:00"),
        (Bucket.TEN_MINUTES, "UTC", "2026-11-20T12:39:59+00:00", "2026-11-20T12:30+00:00"),
    ],
)
def test_a_bucket_starts_where_the_shops_clock_says(bucket: Bucket, zone: str, time: str, start: str) -> None:
    found = log_query.floor(datetime.fromisoformat(time), bucket, ZoneInfo(zone))
    assert found == datetime.fromisoformat(start)


def test_days_stay_whole_when_the_clocks_change() -> None:
    since, until = datetime(2026, 10, 2, tzinfo=UTC), datetime(2026, 10, 7, tzinfo=UTC)
    bars = log_query.buckets((), Bucket.DAY, since, until, ZoneInfo("Australia/Sydney"))
    hours = [(later.start - bar.start) / timedelta(hours=1) for bar, later in itertools.pairwise(bars)]
    assert hours == [24, 24, 23, 24, 24], "on 4 October 2026 Sydney's clocks go forward"


def test_more_bars_than_a_chart_can_show_are_refused(log: GuardLog) -> None:
    with pytest.raises(InvalidInput, match="1000 bars"):
        log.counts(NOW - timedelta(days=90), NOW, bucket=Bucket.TEN_MINUTES)


def test_a_watcher_is_told_of_each_line_until_it_leaves(log: GuardLog) -> None:
    told: list[str] = []
    with log.watched(lambda: told.append("news")):
        log.append(entry())
        log.feedback(1, "fine")
    log.append(entry())
    assert told == ["news", "news"]


def test_an_export_is_read_in_pieces_oldest_first(log: GuardLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_log, "PIECE", 2)
    for number in range(1, 6):
        log.append(entry(f"message {number}"))
    lines = json.loads("".join(log.export("json", Filter(after=1))))
    assert [line["id"] for line in lines] == [2, 3, 4, 5]
    assert json.loads("".join(log.export("json", Filter(session="nobody")))) == []


def test_corrections_name_the_line_they_answer(log: GuardLog) -> None:
    line = log.append(entry(), fingerprint="f1")
    log.feedback(line, "fine")
    log.correct("f2", "document", "fine", "a row")
    assert [known.entry for known in log.corrections()] == [line, None]
    assert log.fingerprint(line) == "f1"
