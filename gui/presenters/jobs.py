"""Long work in words: what it is, how far it is, how long it still takes, how it ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from appliance.core.errors import ApplianceError
from appliance.core.schemas import ImportResult, Job, JobState, RowProblem
from gui.presenters import node, quantities
from gui.presenters.heard import all_heard, heard
from gui.words import counted, tr

UNDER_WAY = frozenset({JobState.QUEUED, JobState.RUNNING})
SURE_AFTER_SECONDS = 2.0
"""A time left told earlier would jump about."""


@dataclass(frozen=True)
class JobView:
    """What a row shows. `percent` is None while the total is not known."""

    title: str
    state: str
    percent: int | None
    tone: str
    can_cancel: bool
    can_run_again: bool
    ended: bool


def view(job: Job, left: float | None = None) -> JobView:
    """Return how a job is shown; `left` are the seconds it still takes, when known."""
    under_way = job.state in UNDER_WAY
    return JobView(
        title=title(job),
        state=_progress(job, left) if under_way else ending(job),
        percent=percent(job) if under_way else None,
        tone={JobState.FINISHED: "good", JobState.FAILED: "bad"}.get(job.state, "quiet"),
        can_cancel=under_way,
        can_run_again=job.state in (JobState.FAILED, JobState.INTERRUPTED, JobState.CANCELLED)
        and job.kind != "undo-import",
        ended=not under_way,
    )


def title(job: Job) -> str:
    """Return what the job does, in a few words."""
    if job.kind == node.KIND:
        return node.job_title(job)
    words = {
        "import": tr("Importing {subject}"),
        "undo-import": tr("Undoing the last import"),
        "rebuild-index": tr("Building the search index again"),
        "model-install": tr("Installing {subject}"),
        "model-fetch": tr("Downloading {subject}"),
        "model-add": tr("Adding {subject}"),
        "model-bench": tr("Measuring {subject}"),
        "model-verify": tr("Checking {subject}"),
        "exam": tr("Examining your bot"),
        "move-shop": tr("Moving {subject}"),
        "model-tune": tr("Tuning {subject} for this computer"),
    }
    return words.get(job.kind, job.kind).format(subject=job.subject)


def percent(job: Job) -> int | None:
    """Return how much of the present step is done."""
    if not job.total:
        return None
    return max(0, min(100, round(100 * job.done / job.total)))


def stage(text: str) -> str:
    """Return the service's word for a step in the owner's."""
    known = {
        "Reading…": tr("Reading the file"),
        "Checking…": tr("Checking for harmful text"),
        "Embedding…": tr("Learning the contents"),
        "Saving…": tr("Saving"),
        "Comparing with its hashes": tr("Comparing every byte"),
        "Resuming": tr("Going on where it stopped"),
        "": tr("Starting"),
    }
    return known.get(text) or heard(text).rstrip("…")


def _progress(job: Job, left: float | None) -> str:
    if job.state is JobState.QUEUED and not job.stage:
        return tr("Waiting for its turn")
    parts = [stage(job.stage)]
    if job.total:
        parts.append(f"{job.done:,} / {job.total:,}")
    if left is not None:
        parts.append(quantities.seconds_left(left))
    return " · ".join(parts)


def ending(job: Job) -> str:
    """Return how the job ended, in a sentence."""
    match job.state:
        case JobState.CANCELLED:
            return tr("Cancelled. Nothing was changed.")
        case JobState.INTERRUPTED:
            return tr("Interrupted. Nothing was changed.")
        case JobState.FAILED:
            error = error_of(job)
            return all_heard(error.message, error.resolution)
        case _ if job.kind == "model-verify":
            return tr("Every file is complete and unchanged.")
        case _ if job.kind == node.KIND:
            return node.done(job)
        case _:
            result = import_result(job)
            return summary(result, undone=job.kind == "undo-import") if result else tr("Done.")


def error_of(job: Job) -> ApplianceError:
    return ApplianceError.from_problem(job.error or {})


def import_result(job: Job) -> ImportResult | None:
    """Return what an import did; None when the job was none or has not finished."""
    if job.kind not in ("import", "undo-import") or job.result is None:
        return None
    try:
        return ImportResult.model_validate(job.result)
    except ValidationError:
        return None


def summary(result: ImportResult, *, undone: bool = False) -> str:
    """Return what an import did: "Done: 3 added, 1 changed, 63 unchanged; 2 rows refused."."""
    if undone:
        return tr("Undone: {added} brought back, {removed} taken out.").format(
            added=result.added, removed=result.removed
        )
    counts = (
        (result.added, tr("{n} added")),
        (result.changed, tr("{n} changed")),
        (result.removed, tr("{n} removed")),
        (result.unchanged, tr("{n} unchanged")),
    )
    said = ", ".join(words.format(n=f"{count:,}") for count, words in counts if count)
    text = tr("Done: {counts}").format(counts=said or tr("nothing new"))
    if result.refused:
        text += "; " + counted(result.refused, tr("{n} row left out"), tr("{n} rows left out"))
    if result.quarantined:
        text += "; " + counted(
            result.quarantined, tr("{n} held back for you to judge"), tr("{n} held back for you to judge")
        )
    if remarks := sum(not found.refused for found in result.problems):
        text += "; " + counted(remarks, tr("{n} thing to look at"), tr("{n} things to look at"))
    return text + "."


def problems(job: Job) -> tuple[RowProblem, ...]:
    """Return what an import left out and, after that, what it only remarks on."""
    result = import_result(job)
    return tuple(sorted(result.problems, key=lambda found: not found.refused)) if result else ()


class Pace:
    """Guesses the time left of one job from how fast its present step has gone so far."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage: str | None = None
        self._from = (0.0, 0)

    def left(self, job: Job) -> float | None:
        """Return the seconds left, or None while nothing can be said. Call it at every change."""
        now = self._clock()
        if job.stage != self._stage:
            self._stage, self._from = job.stage, (now, job.done)
        began, before = self._from
        done = job.done - before
        if not job.total or done <= 0 or now - began < SURE_AFTER_SECONDS:
            return None
        return (now - began) / done * max(0, job.total - job.done)


def can_undo(known: Iterable[Job]) -> bool:
    """Return whether the last finished change of a shop's knowledge was an import."""
    changes = [
        job for job in known if job.state is JobState.FINISHED and job.kind in ("import", "undo-import")
    ]
    newest = max(changes, key=lambda job: job.finished or job.created, default=None)
    return newest is not None and newest.kind == "import"


def strip(under_way: list[Job]) -> str:
    """Return the line at the bottom of the window: what goes on in the background."""
    if not under_way:
        return ""
    newest = under_way[-1]
    done = percent(newest)
    said = title(newest) if done is None else f"{title(newest)} · {done} %"
    more = len(under_way) - 1
    return f"{said} · " + counted(more, tr("{n} more"), tr("{n} more")) if more else said
