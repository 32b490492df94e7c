"""The exam that a shop's bot sits before it goes live, and again when what it stands on has changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from appliance.core.exam import ExamCases, ExamStatus, ExamWish, Setting
from appliance.core.schemas import JobStarted, JobState
from appliance.service.auth import Opened, OwnedShop
from appliance.service.deps import Box
from appliance.service.parts import Appliance

router = APIRouter(prefix="/api/v1/shops/{shop}/guard/exam", tags=["exam"])


@router.get("")
def get_status(box: Box, profile: OwnedShop, shop: Opened) -> ExamStatus:
    """Where the shop stands: the last result, whether it still counts, the exam under way."""
    return shop.examiner.status(_under_way(box, profile.id))


@router.post("", status_code=202)
def start(box: Box, profile: OwnedShop, wish: ExamWish) -> JobStarted:
    """Sit the exam as a job. Its result is kept; customers are answered meanwhile, and come first."""
    subject = "Quick look" if wish.quick else "Exam"
    job = box.jobs.start("exam", shop=profile.id, subject=subject, params=wish.model_dump(mode="json"))
    return JobStarted(job=job)


@router.get("/cases")
def list_cases(
    shop: Opened,
    setting: Setting | None = None,
    failed: bool | None = None,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> ExamCases:
    """The messages of the last exam, what was answered, and why a failure is one."""
    return shop.examiner.cases(setting, failed, offset, limit)


def _under_way(box: Appliance, shop: str) -> str:
    """Return the id of the shop's exam that waits or runs; empty when there is none."""
    jobs = box.jobs.changes(0, lambda job: job.shop == shop and job.kind == "exam").jobs
    waiting = (JobState.QUEUED, JobState.RUNNING)
    return next((job.id for job in jobs if job.state in waiting), "")
