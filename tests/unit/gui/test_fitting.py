"""A language model that suits this computer, from what was measured on it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from appliance.core.owner_schemas import Vitals
from appliance.core.schemas import Job, JobState, ModelInfo
from gui.presenters import fitting

GB = 1_000_000_000


def model(name: str, size: float, memory: float, **more: Any) -> ModelInfo:
    return ModelInfo(
        id=name,
        kind=more.pop("kind", "chat"),
        title=name.title(),
        licence="Apache-2.0",
        size_bytes=int(size * GB),
        memory_bytes=int(memory * GB),
        sha256="",
        installed=True,
        active=False,
        **more,
    )


def computer(memory: float) -> Vitals:
    return Vitals(
        at=datetime(2026, 11, 25, tzinfo=UTC),
        processor=0,
        cores=4,
        memory_used=0,
        memory_total=int(memory * GB),
        disk_used=0,
        disk_total=1,
    )


SMALL = model("small", 0.1, 0.2, prompt_speed=440.0, generation_speed=60.0)
MIDDLE, BIG, HUGE = model("middle", 0.4, 0.8), model("big", 0.0, 2.0), model("huge", 8.0, 16.0)
SHELF = (HUGE, model("e", 1, 1, kind="embedding"), SMALL, BIG, MIDDLE)


def test_times_of_others_are_estimated_from_the_one_that_was_measured() -> None:
    found = fitting.candidates(SHELF, computer(8))
    assert [one.info.id for one in found] == ["small", "middle", "big", "huge"]
    assert [one.seconds for one in found] == [1.5, 6.0, 15.0, 120.0]
    assert [one.measured for one in found] == [True, False, False, False]


def test_the_largest_that_fits_and_answers_in_time_is_recommended() -> None:
    assert [one.info.id for one in fitting.candidates(SHELF, computer(8)) if one.recommended] == ["middle"]
    assert [one.info.id for one in fitting.candidates(SHELF, computer(1)) if one.recommended] == ["small"]
    assert not any(one.recommended for one in fitting.candidates(SHELF, computer(0.3)))


def test_nothing_is_promised_before_anything_was_measured() -> None:
    (one,) = fitting.candidates((MIDDLE,), computer(8))
    assert (one.seconds, one.recommended) == (None, False)
    assert fitting.time(one) == "How long its answers take here is not measured yet."


def test_it_is_said_in_words() -> None:
    small, middle, big, huge = fitting.candidates(SHELF, computer(8))
    assert fitting.time(small) == "A worded answer takes about 2 seconds (measured here)."
    assert "estimated" in fitting.time(middle)
    assert [fitting.verdict(one)[1] for one in (small, middle, big, huge)] == [
        "quiet",
        "good",
        "warning",
        "bad",
    ]
    assert [fitting.download(one.info) for one in (middle, big)] == ["Download (400 MB)", "Download"]
    assert "16 GB" in fitting.verdict(huge)[0]


def test_the_last_measure_of_a_job_counts() -> None:
    def job(cursor: int, speed: float, state: JobState = JobState.FINISHED) -> Job:
        result = MIDDLE.model_copy(update={"prompt_speed": speed, "generation_speed": speed})
        return Job(
            id=str(cursor),
            kind="model-bench",
            created=datetime(2026, 11, 25, tzinfo=UTC),
            state=state,
            cursor=cursor,
            result=result.model_dump(mode="json") if state is JobState.FINISHED else None,
        )

    (found,) = fitting.with_measures((MIDDLE,), [job(2, 20.0), job(1, 10.0), job(3, 0, JobState.FAILED)])
    assert (found.prompt_speed, found.generation_speed) == (20.0, 20.0)
