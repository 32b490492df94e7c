"""What importing a file changes: the source it belongs to, and which rows come, go and stay."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from appliance.core import errors
from appliance.core.cards import card
from appliance.core.products import Product
from appliance.core.schemas import ImportDiff, ProductChange, RowProblem
from appliance.knowledge import rows
from appliance.knowledge.rows import Entry
from appliance.knowledge.schema import QUARANTINED

SAME_SOURCE = 0.5
"""Share of a file's keys that a source must know for the file to be about that source, and share of the
source's keys that a file of another name must hold to replace it whole."""

EXAMPLES = 20
"""Products shown of each kind of change."""


@dataclass(frozen=True)
class Target:
    """Where a file's rows go. `id` is "" for a new source. A `partial` file brings some rows of the source
    up to date and leaves the others alone."""

    id: str = ""
    partial: bool = False


@dataclass(frozen=True)
class Plan:
    """What changes: `fresh` entries come in and `leaving` rows go. `changed` counts keys in both,
    `removed` keys that are gone, `kept` those that a partial file did not name."""

    source: str
    partial: bool
    fresh: tuple[Entry, ...]
    leaving: tuple[int, ...]
    changed: int
    removed: int
    unchanged: int
    kept: int
    held_before: int


def target(
    db: sqlite3.Connection,
    name: str,
    kind: str,
    keys: Collection[str],
    *,
    replaces: str | None = None,
    missing: str | None = None,
) -> Target:
    """Return the source that a file is about.

    `replaces` names it; else it is the one of the same name, or the one that knows most of the file's keys.
    `missing` says what becomes of its rows that the file does not hold: "keep" or "remove"; by itself a
    file of another name with a small part of the source is taken for an update of that part, as a list
    of ten new prices must not empty a catalogue. Raises `errors.NotFound` for an unknown source.
    """
    names = {row[0]: row[1] for row in db.execute("SELECT id, name FROM sources WHERE kind = ?", (kind,))}
    if replaces and replaces not in names:
        raise errors.NotFound(f"There is no source “{replaces}” to replace.", resolution="Choose another.")
    chosen = replaces or next((source for source, known in names.items() if known == name), "")
    if kind != "catalogue" or not keys:
        return Target(chosen)
    there = {source: set(rows.stored(db, "products", source)) for source in names}
    chosen = chosen or _closest(there, keys)
    if not chosen:
        return Target()
    named = bool(replaces) or names[chosen] == name
    whole = named or len(there[chosen].intersection(keys)) >= SAME_SOURCE * len(there[chosen])
    return Target(chosen, partial=not whole if missing is None else missing == "keep")


def plan(
    db: sqlite3.Connection, goal: Target, table: str, entries: Sequence[Entry]
) -> tuple[Plan, tuple[RowProblem, ...]]:
    """Return what importing `entries` into the source changes, and what the owner dropped before.

    A product stands once in a shop: the same key in another source gives way to the newer file.
    """
    there = rows.stored(db, table, goal.id)
    elsewhere = rows.of_others(db, goal.id, {e.key for e in entries}) if table == "products" else {}
    dropped = {row[0] for row in db.execute("SELECT hash FROM decisions WHERE decision = 'dropped'")}
    refused = tuple(_dropped_problem(entry) for entry in entries if entry.hash in dropped)
    wanted = {entry.key: entry for entry in entries if entry.hash not in dropped}
    known = {**elsewhere, **there}
    same = {key for key, entry in wanted.items() if key in known and known[key].hash == entry.hash}
    missing = [key for key in there if key not in wanted]
    stays = same.union(missing) if goal.partial else same
    superseded = [
        row.id for key, row in elsewhere.items() if key in wanted and (key not in same or key in there)
    ]
    made = Plan(
        source=goal.id or secrets.token_hex(6),
        partial=goal.partial,
        fresh=tuple(entry for key, entry in wanted.items() if key not in same),
        leaving=(*(row.id for key, row in there.items() if key not in stays), *superseded),
        changed=sum(key in known for key in wanted) - len(same),
        removed=0 if goal.partial else len(missing),
        unchanged=len(same),
        kept=len(missing) if goal.partial else 0,
        held_before=sum(known[key].state == QUARANTINED for key in same),
    )
    return made, refused


def difference(db: sqlite3.Connection, planned: Plan, table: str, refused: int) -> ImportDiff:
    """Return what a plan would do, with the first products of each kind of change."""
    known = db.execute("SELECT 1 FROM sources WHERE id = ?", (planned.source,)).fetchone()
    counted = ImportDiff(
        source=planned.source if known else "",
        added=len(planned.fresh) - planned.changed,
        changed=planned.changed,
        removed=planned.removed,
        unchanged=planned.unchanged,
        kept=planned.kept,
        refused=refused,
    )
    return counted if table != "products" else counted.model_copy(update={"examples": _examples(db, planned)})


def _examples(db: sqlite3.Connection, planned: Plan) -> tuple[ProductChange, ...]:
    leaving = {
        product.key: card(product) for product in (rows.load_product(db, row) for row in planned.leaving)
    }
    coming = {entry.key: card(entry.item) for entry in planned.fresh if isinstance(entry.item, Product)}
    shown: dict[tuple[bool, bool], list[ProductChange]] = {}
    for key in {**coming, **leaving}:
        alike = shown.setdefault((key in leaving, key in coming), [])
        if len(alike) < EXAMPLES:
            alike.append(ProductChange(before=leaving.get(key), after=coming.get(key)))
    return tuple(change for alike in shown.values() for change in alike)


def _closest(there: Mapping[str, set[str]], keys: Collection[str]) -> str:
    """Return the source that knows most of the keys, if it knows enough of them, or ""."""
    shares = {source: len(known.intersection(keys)) / len(set(keys)) for source, known in there.items()}
    best = max(shares, key=lambda source: shares[source], default="")
    return best if best and shares[best] >= SAME_SOURCE else ""


def _dropped_problem(entry: Entry) -> RowProblem:
    row = entry.item.row if isinstance(entry.item, Product) else entry.position + 1
    return RowProblem(row=row, message="You dropped this row from quarantine; it stays out until it changes.")
