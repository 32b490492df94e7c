"""Which language model suits this computer, and how long its answers take, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from appliance.core.owner_schemas import Vitals
from appliance.core.schemas import Job, JobState, ModelInfo
from gui.presenters import box, quantities
from gui.words import counted, tr

SHARE = 0.6
"""Of the memory a model may take: the rest is for products, search, the window and the system."""
READ_TOKENS, WRITTEN_TOKENS = 220, 60
"""A usual answer: what the model reads anew for it, and what it writes."""
PATIENCE_SECONDS = 8.0
"""What a customer waits for a worded answer; facts never wait for the model."""


@dataclass(frozen=True)
class Candidate:
    """A language model as the owner chooses it. `seconds` is None where nothing was measured yet."""

    info: ModelInfo
    fits: bool
    seconds: float | None
    measured: bool
    recommended: bool = False


def with_measures(models: Iterable[ModelInfo], jobs: Iterable[Job]) -> tuple[ModelInfo, ...]:
    """Return the models with the speeds that were measured on this computer."""
    speeds = {
        str(job.result.get("id")): job.result
        for job in sorted(jobs, key=lambda job: job.cursor)
        if job.kind == "model-bench" and job.state is JobState.FINISHED and job.result
    }
    return tuple(
        info.model_copy(
            update={name: speeds[info.id].get(name) for name in ("prompt_speed", "generation_speed")}
        )
        if info.id in speeds
        else info
        for info in models
    )


def candidates(models: Sequence[ModelInfo], vitals: Vitals) -> list[Candidate]:
    """Return the language models, smallest first; at most one is recommended: the largest that fits and
    answers in time."""
    chat = sorted((info for info in models if info.kind == "chat"), key=lambda info: info.memory_bytes)
    known = next((info for info in chat if _measured(info) is not None), None)
    found = [_candidate(info, known, vitals) for info in chat]
    good = [one for one in found if one.fits and one.seconds is not None and one.seconds <= PATIENCE_SECONDS]
    best = good[-1].info.id if good else ""
    return [Candidate(one.info, one.fits, one.seconds, one.measured, one.info.id == best) for one in found]


def _candidate(info: ModelInfo, known: ModelInfo | None, vitals: Vitals) -> Candidate:
    measured = _measured(info)
    seconds = measured
    if measured is None and known is not None and known.memory_bytes:
        base = _measured(known)
        seconds = base * info.memory_bytes / known.memory_bytes if base is not None else None
    fits = info.memory_bytes <= SHARE * vitals.memory_total
    return Candidate(info, fits, seconds, measured is not None)


def _measured(info: ModelInfo) -> float | None:
    """Return the seconds of a usual answer; time is proportional to what is read and written."""
    if not info.generation_speed or not info.prompt_speed:
        return None
    return READ_TOKENS / info.prompt_speed + WRITTEN_TOKENS / info.generation_speed


def download(info: ModelInfo) -> str:
    """Return the words on the button that fetches a model; not every model's size is known before."""
    if not info.size_bytes:
        return tr("Download")
    return tr("Download ({size})").format(size=quantities.size(info.size_bytes))


def facts(candidate: Candidate) -> str:
    """Return size, memory, licence and languages in a line."""
    return box.model_facts(box.model(candidate.info))


def time(candidate: Candidate) -> str:
    """Return how long a worded answer takes on this computer."""
    if candidate.seconds is None:
        return tr("How long its answers take here is not measured yet.")
    rounded = max(1, round(candidate.seconds))
    if candidate.measured:
        said = counted(
            rounded,
            tr("A worded answer takes about {n} second (measured here)."),
            tr("A worded answer takes about {n} seconds (measured here)."),
        )
    else:
        said = counted(
            rounded,
            tr("A worded answer takes about {n} second (estimated from what was measured here)."),
            tr("A worded answer takes about {n} seconds (estimated from what was measured here)."),
        )
    return said


def verdict(candidate: Candidate) -> tuple[str, str]:
    """Return (words, tone): whether it suits this computer."""
    need = quantities.size(candidate.info.memory_bytes)
    if not candidate.fits:
        return tr("Too big for this computer: it needs {size} of memory").format(size=need), "bad"
    if candidate.recommended:
        return tr("Best for this computer"), "good"
    if candidate.seconds is not None and candidate.seconds > PATIENCE_SECONDS:
        return tr("Fits, but customers would wait long"), "warning"
    return tr("Fits this computer"), "quiet"
