"""The guard log for people: what its own lines say, and the whole of it as JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from appliance.core.schemas import GuardEntry

_COLUMNS = (
    "id", "kind", "time", "place", "decision", "scanner", "status", "reason", "score", "threshold", "span",
    "text", "session", "policy", "detector", "prompt_version", "duration_ms", "feedback",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def told(body: dict[str, Any]) -> str:
    """Return what a line of the log's own kinds says, in a sentence."""
    if body["kind"] == "pruned":
        return f"Lines up to {body['upto']} were removed, being older than the log is kept."
    if body["kind"] == "erased":
        return f"The texts of {len(body['ids'])} lines were erased."
    about = f"line {body['about']}" if "about" in body else "a text"
    return f"The owner said of {about}: {body['says']}."


def as_json(entries: Iterable[GuardEntry]) -> str:
    return json.dumps([entry.model_dump(mode="json") for entry in entries], ensure_ascii=False, indent=1)


def as_csv(entries: Iterable[GuardEntry]) -> str:
    """Return the lines as CSV; a cell that a spreadsheet would run as a formula gets a leading quote."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for entry in entries:
        record = entry.model_dump(mode="json")
        writer.writerow([_cell(record[column]) for column in _COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else str(value)
