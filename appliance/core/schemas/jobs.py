"""Long work that runs beside the requests."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from appliance.core.schemas.record import Record


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


class Job(Record):
    """Long work as a record; every change is an event. `total` None means that it is not known.

    `cursor` grows with every change of any job: pass the largest one seen as `after` to wait for news.
    """

    id: str
    kind: str
    shop: str = ""
    subject: str = ""
    state: JobState = JobState.QUEUED
    stage: str = ""
    done: int = 0
    total: int | None = None
    created: datetime
    finished: datetime | None = None
    error: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    cursor: int = 0


class JobsPage(Record):
    jobs: tuple[Job, ...]
    cursor: int


class JobStarted(Record):
    """What a call answers (202) that goes on as a job."""

    job: Job
