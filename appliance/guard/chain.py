"""The hash chain of the guard log: how a line is packed, hashed and checked. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

GENESIS = "0" * 64
"""The hash that the first line goes on from."""


def pack(body: dict[str, Any]) -> str:
    """Return the canonical JSON of a line: keys sorted, no spaces, ASCII."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def unpack(packed: str) -> dict[str, Any]:
    """Return what was packed; an empty line for text that somebody else wrote there."""
    try:
        body = json.loads(packed)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def link(previous: str, packed: str) -> str:
    """Return sha256(previous hash, newline, canonical JSON) in hex."""
    return hashlib.sha256(f"{previous}\n{packed}".encode()).hexdigest()


def text_hash(salt: str, text: str) -> str:
    """Return the hash under which a line knows its text; the salt keeps short texts from being guessed."""
    return hashlib.sha256(f"{salt}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def columns(body: dict[str, Any]) -> tuple[Any, ...]:
    """Return what queries use, as the line states it: kind, time, place, decision, scanner, session."""
    return (
        body["kind"],
        body["time"],
        body.get("place"),
        body.get("decision"),
        body.get("scanner", ""),
        body.get("session", ""),
    )


def first_broken(
    rows: Iterable[tuple[Any, ...]], start: tuple[int, str], head: tuple[int, str], erased: set[int]
) -> int | None:
    """Return the id of the first line that does not follow from the one before it, or None.

    A row is (id, *columns, packed, previous, hash, salt, text); `start` is the last removed line and
    `head` the last written one, both (id, hash); `erased` are the lines that may have lost their text.
    """
    expected, previous = start[0] + 1, start[1]
    for row in rows:
        if not _holds(row, expected, previous, erased):
            return expected
        expected, previous = expected + 1, row[9]
    return None if (expected - 1, previous) == head else expected


def _holds(row: tuple[Any, ...], expected: int, previous: str, erased: set[int]) -> bool:
    entry, *stated, packed, stated_previous, digest, salt, text = row
    if entry != expected or stated_previous != previous or link(previous, packed) != digest:
        return False
    body = unpack(packed)
    if body.get("id") != entry or columns(body) != tuple(stated):
        return False
    if text is None:
        return not body["text_hash"] or entry in erased
    return bool(body["text_hash"] == text_hash(salt, text))
