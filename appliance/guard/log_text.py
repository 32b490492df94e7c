"""The guard log for people: what its own lines say, and the whole of it as JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from appliance.core.schemas import GuardEntry

_COLUMNS = (
    "id", "kind", "time", "place", "decision", "scanner", "status", "reason", "score", "threshold", "span",
    "text", "session", "source", "policy", "model", "detector", "prompt_version", "duration_ms", "feedback",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def told(body: dict[str, Any]) -> str:
    """Return what a line of the log's own kinds says, in a sentence."""
    if body["kind"] == "looked":
        return str(body["reason"])
    if body["kind"] == "pruned":
        return f"Lines up to {body['upto']} were removed, being older than the log is kept."
    if body["kind"] == "erased":
        return f"The texts of {len(body['ids'])} lines were erased."
    about = f"line {body['about']}" if "about" in body else "a text"
    return f"The owner said of {about}: {body['says']}."


def looked_at(source: str, of: str, count: int, held: int) -> str:
    """Return what the line about an import says; `of` is "rows" or "parts"."""
    if of == "rows":
        return f"Rows of “{source}” looked at: {count:,}, held back: {held:,}."
    return f"Parts of “{source}” looked at: {count:,}, held back: {held:,}."


def as_json(entries: Iterable[GuardEntry]) -> Iterator[str]:
    """Yield one JSON array, a line of it for each line of the log."""
    before = "[\n"
    for entry in entries:
        yield before + json.dumps(entry.model_dump(mode="json"), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_csv(entries: Iterable[GuardEntry]) -> Iterator[str]:
    """Yield the lines as CSV; a cell that a spreadsheet would run as a formula gets a leading quote."""
    yield _row(_COLUMNS)
    for entry in entries:
        record = entry.model_dump(mode="json")
        yield _row([_cell(record[column]) for column in _COLUMNS])


FORMS = {"json": as_json, "csv": as_csv}


def _row(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else str(value)
