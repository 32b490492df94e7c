"""Reading the guard log: pages, single lines, counts. Every function works on the log's own connection."""

# ruff: noqa: S608 (conditions and columns are our own; values are bound)

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from appliance.core.errors import NotFound
from appliance.core.guard_records import Bucket, GuardCounts
from appliance.core.schemas import Decision, GuardEntry, GuardPage, Place, ScanStatus, Verdict
from appliance.guard import chain, log_query, log_text, normalise
from appliance.guard.log_query import JOINED, Filter

_COLUMNS = "entries.id, entries.body, opened(entries.id, texts.text), corrections.says"


MOST_ATTACKS = 5000


def prepare(database: sqlite3.Connection, opened: Callable[[object, str | bytes | None], str | None]) -> None:
    """Teach a connection the functions that open a kept text, by its line's id, and that search texts."""
    database.create_function("opened", 2, opened)
    database.create_function("holds", 3, _holds, deterministic=True)


def page(database: sqlite3.Connection, chosen: Filter, limit: int) -> GuardPage:
    """Return a page of the lines that fit, newest first: the newest ones, those just below `before`, or
    with `after` alone those just above it."""
    fits, values = log_query.conditions(chosen)
    total = _count(database, fits, values)
    on_page, ends = log_query.paging(chosen)
    upwards = bool(chosen.after and not chosen.before)
    found = _lines(database, f"{fits} AND {on_page}", [*values, *ends], limit, upwards=upwards)
    if not found:
        return GuardPage(total=total, entries=(), cursor=last(database))
    found = found[::-1] if upwards else found
    older = _count(database, f"{fits} AND entries.id < ?", [*values, found[-1].id])
    newer = _count(database, f"{fits} AND entries.id > ?", [*values, found[0].id])
    cursor = found[0].id if newer else last(database)
    return GuardPage(total=total, entries=tuple(found), older=older > 0, newer=newer > 0, cursor=cursor)


def upwards(database: sqlite3.Connection, chosen: Filter, after: int, limit: int) -> list[GuardEntry]:
    """Return the next lines above an id that fit, oldest first."""
    fits, values = log_query.conditions(chosen)
    return _lines(database, f"{fits} AND entries.id > ?", [*values, after], limit, upwards=True)


def attacks(database: sqlite3.Connection, since: datetime) -> list[GuardEntry]:
    """Return the messages held as attacks since then, oldest first; see `is_attack`."""
    held = "kind = 'decision' AND place = 'message' AND decision != 'allow' AND time >= ? AND session != ''"
    lines = _lines(database, held, [log_query.moment(since)], MOST_ATTACKS, upwards=True)
    return [line for line in lines if any(map(is_attack, line.verdicts))]


def is_attack(verdict: Verdict) -> bool:
    """Whether somebody tried something: off-topic questions and failed checks are nobody's attack."""
    return (
        verdict.decision is not Decision.ALLOW
        and verdict.status is ScanStatus.SUCCESS
        and verdict.scanner not in ("scope", "log", "behaviour")
    )


def entry(database: sqlite3.Connection, entry_id: int) -> GuardEntry:
    """Return one line. Raises `NotFound`."""
    found = _lines(database, "entries.id = ?", [entry_id], 1, upwards=True)
    if not found:
        raise no_such_line(entry_id)
    return found[0]


def last(database: sqlite3.Connection) -> int:
    """Return the id of the last line that was ever written."""
    return int(database.execute("SELECT id FROM head").fetchone()[0])


def counts(
    database: sqlite3.Connection,
    since: datetime,
    until: datetime,
    bucket: Bucket,
    zone: tzinfo,
    place: Place | None,
) -> GuardCounts:
    """Return the decisions between two times. Raises `InvalidInput` for more bars than a chart can show."""
    limits = (log_query.moment(since), log_query.moment(until))
    since, until = map(datetime.fromisoformat, limits)
    counted = list(log_query.tallies(database.execute(log_query.COUNTS, limits)))
    chosen = [tally for tally in counted if place in (None, tally.place)]
    places, scanners = Counter[str](), Counter[str]()
    for tally in counted:
        places[tally.place.value] += tally.lines
    for tally in chosen:
        scanners[tally.scanner] += tally.lines if tally.decision is not Decision.ALLOW else 0
    return GuardCounts(
        bucket=bucket,
        since=since,
        until=until,
        buckets=log_query.buckets(chosen, bucket, since, until, zone),
        total=log_query.total(chosen, since),
        scanners={name: lines for name, lines in scanners.most_common() if lines},
        places=dict(places),
    )


def no_such_line(entry_id: int) -> NotFound:
    return NotFound(f"The guard log has no line {entry_id}.", resolution="List the log and choose a line.")


def _lines(
    database: sqlite3.Connection, where: str, values: Sequence[object], limit: int, *, upwards: bool
) -> list[GuardEntry]:
    order = "ASC" if upwards else "DESC"
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM {JOINED} WHERE {where} ORDER BY entries.id {order} LIMIT ?", (*values, limit)
    )
    return [_entry(row) for row in rows.fetchall()]


def _count(database: sqlite3.Connection, where: str, values: Sequence[object]) -> int:
    row = database.execute(f"SELECT count(*) FROM {JOINED} WHERE {where}", tuple(values)).fetchone()
    return int(row[0])


def _holds(text: str | None, body: str, wanted: str) -> bool:
    """Whether a line's text, its reason or its file's name holds the folded words."""
    fields = chain.unpack(body)
    said = (text or "", str(fields.get("reason", "")), str(fields.get("source", "")))
    return any(wanted in normalise.fold(words) for words in said)


def _entry(row: tuple[Any, ...]) -> GuardEntry:
    body = chain.unpack(row[1])
    fields = {name: body[name] for name in GuardEntry.model_fields if name in body}
    if body["kind"] != "decision":
        fields["reason"] = log_text.told(body)
    return GuardEntry.model_validate({**fields, "text": row[2], "feedback": row[3] or ""})
