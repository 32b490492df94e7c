"""Verbs as steps that are written down before they are done: resumable, and undone whole when one fails.

A step first says what it will have to undo (`prepare`), that note is stored, and only then it acts. A verb
killed at any moment goes on when it is given again: a step that was under way is undone and done anew.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from appliance.core.errors import ApplianceError, Conflict, NodeStepFailed, StoreFailed
from appliance.core.files import write_private
from appliance.core.node import NodeProgress

log = logging.getLogger(__name__)

Note = dict[str, Any]
Report = Callable[[NodeProgress], None]


def silent(_: NodeProgress) -> None:
    """A `Report` for work that nobody watches."""


def _nothing(_: Note) -> None:
    """What a step does that has nothing to do in this direction."""


@dataclass(frozen=True)
class Step:
    """One step. `there` says whether its outcome stands already; `undo` must bear being called after half
    of `do`, and twice."""

    name: str
    title: str
    do: Callable[[Note], None]
    prepare: Callable[[], Note] = dict
    undo: Callable[[Note], None] = _nothing
    there: Callable[[], bool] = lambda: False


@dataclass
class Journal:
    """What was done to this machine and how to take it back, in one private file."""

    file: Path
    verb: str = ""
    """The verb under way, or interrupted."""
    wish: Note = field(default_factory=dict)
    """What the verb was asked for."""
    pending: dict[str, Note] = field(default_factory=dict)
    """Notes of the steps that the verb under way has begun, in order."""
    doing: str = ""
    kept: dict[str, Note] = field(default_factory=dict)
    """Notes of finished verbs, by step: what uninstalling takes back."""

    @staticmethod
    def load(file: Path) -> Journal:
        """Return the journal in the file; an empty one where there is none. Raises `StoreFailed`."""
        try:
            return Journal(file, **json.loads(file.read_text()))
        except FileNotFoundError:
            return Journal(file)
        except (ValueError, TypeError) as err:
            raise StoreFailed(
                f"The record of what was installed, {file}, cannot be read.",
                resolution=f"Move {file} away, then run “shopwarden node uninstall”.",
                details=str(err),
            ) from None

    def save(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = {name: value for name, value in vars(self).items() if name != "file"}
        write_private(self.file, json.dumps(content, indent=1).encode())

    @property
    def blank(self) -> bool:
        """Whether this machine bears no work: nothing was begun, or all of it was taken back."""
        return not (self.verb or self.pending or self.kept)

    def note(self, step: str) -> Note | None:
        """Return what the step noted, if this machine still bears its work."""
        return self.pending.get(step, self.kept.get(step))

    def begin(self, verb: str, wish: Note) -> None:
        """Start the verb, or go on with it. Raises `Conflict` while another one is unfinished."""
        if self.verb and self.verb != verb:
            raise Conflict(
                f"“node {self.verb}” was interrupted on this machine and comes first.",
                resolution=f"Run “shopwarden node {self.verb}” again; it goes on where it stopped.",
            )
        self.verb, self.wish = verb, wish
        self.save()

    def finish(self) -> None:
        self.kept = {**self.kept, **self.pending}
        self._clear()

    def _clear(self) -> None:
        self.verb, self.wish, self.pending, self.doing = "", {}, {}, ""
        self.save()

    def take_over(self) -> None:
        """Count the work of an interrupted verb as done: what comes takes all of it back."""
        self.kept = {**self.kept, **self.pending}
        self._clear()

    def abandon(self) -> None:
        """Forget the verb under way: all of it has been undone."""
        self._clear()


def run(
    verb: str,
    steps: Sequence[Step],
    journal: Journal,
    report: Report,
    wish: Note | None = None,
    *,
    undoes: bool = True,
    undone: str = "Nothing of it was kept.",
) -> None:
    """Do what is left of the steps. When one fails everything that this verb did is undone and
    `NodeStepFailed` raised, with `undone` as its last words; an interruption leaves the journal so that the
    verb can go on. A verb that only takes away (`undoes` False) stops where it is instead."""
    journal.begin(verb, wish or {})
    for number, step in enumerate(steps, start=1):

        def tell(state: str, step: Step = step, number: int = number) -> None:
            report(_progress(verb, step, state, number, len(steps)))

        try:
            _advance(step, journal, tell)
        except (ApplianceError, OSError) as err:
            tell("failed")
            after = (
                (_undo(verb, steps, journal, report) or undone)
                if undoes
                else "What was done before stays done."
            )
            raise _failed(verb, step, err, after) from err
    journal.finish()


def _advance(step: Step, journal: Journal, tell: Callable[[str], None]) -> None:
    if journal.doing == step.name:  # it was killed halfway
        step.undo(journal.pending.get(step.name, {}))
    elif step.there():
        tell("already")
        return
    tell("doing")
    note = step.prepare()
    journal.pending[step.name], journal.doing = note, step.name
    journal.save()
    step.do(note)
    journal.doing = ""
    journal.save()
    tell("done")


def _undo(verb: str, steps: Sequence[Step], journal: Journal, report: Report) -> str:
    """Undo what the verb did, last step first; return what could not be, in words."""
    stuck = []
    by_name = {step.name: (number, step) for number, step in enumerate(steps, start=1)}
    for name in reversed(tuple(journal.pending)):
        if name not in by_name:
            continue
        number, step = by_name[name]
        try:
            step.undo(journal.pending[name])
        except (ApplianceError, OSError) as err:
            log.exception("undoing %s", name)
            stuck.append(f"{step.title}: {err}")
            continue
        report(_progress(verb, step, "undone", number, len(steps)))
        del journal.pending[name]
        journal.save()
    if stuck:
        return f"Not everything could be undone ({'; '.join(stuck)})."
    journal.abandon()
    return ""


def _failed(verb: str, step: Step, error: Exception, after: str) -> NodeStepFailed:
    why = error.message if isinstance(error, ApplianceError) else _of_system(error)
    resolution = (
        error.resolution if isinstance(error, ApplianceError) else "Check the disk and its permissions."
    )
    details = error.details if isinstance(error, ApplianceError) else ""
    return NodeStepFailed(
        f"“{step.title}” failed: {why} {after}",
        resolution=resolution or f"Correct it, then run “shopwarden node {verb}” again.",
        details=details,
    )


def _of_system(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the disk'}: {error.strerror}."
    return f"{error}."


def _progress(verb: str, step: Step, state: Any, number: int, total: int) -> NodeProgress:
    done = number - 1 if state in {"doing", "failed"} else number
    return NodeProgress(verb=verb, step=step.name, title=step.title, state=state, done=done, total=total)
