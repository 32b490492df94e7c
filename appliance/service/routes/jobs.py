"""Long work: what changed since the caller last looked, and how to stop it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from appliance.core.schemas import Job, JobsPage, JobStarted
from appliance.service.auth import Owner
from appliance.service.deps import Box
from appliance.service.parts import Appliance
from appliance.service.tailing import WAIT_SECONDS, first_news
from appliance.tenants import Principal

router = APIRouter(prefix="/api/v1", tags=["jobs"])


@router.get("/jobs")
async def list_jobs(
    box: Box,
    principal: Owner,
    after: Annotated[int, Query(ge=0, le=2**60)] = 0,
    wait: Annotated[float, Query(ge=0, le=WAIT_SECONDS, allow_inf_nan=False)] = 0,
) -> JobsPage:
    """Jobs changed after the cursor; with `wait`, the answer comes when there are any or that many
    seconds later."""
    return await first_news(
        lambda: box.jobs.changes(after, lambda job: principal.opens(job.shop)),
        lambda page: bool(page.jobs) or box.jobs.closing,
        wait,
        (box.jobs.watched,),
    )


@router.get("/jobs/{job}")
async def get_job(box: Box, principal: Owner, job: str) -> Job:
    """One job as it is now."""
    return _visible(box, principal, job)


@router.post("/jobs/{job}/cancel")
async def cancel_job(box: Box, principal: Owner, job: str) -> Job:
    """Ask the job to stop; it does at its next step."""
    return box.jobs.cancel(_visible(box, principal, job).id)


@router.post("/jobs/{job}/again", status_code=202)
async def run_job_again(box: Box, principal: Owner, job: str) -> JobStarted:
    """Do the work of an ended job again, as a new job."""
    return JobStarted(job=box.jobs.run_again(_visible(box, principal, job).id))


def _visible(box: Appliance, principal: Principal, job_id: str) -> Job:
    """Return the job; one of a foreign shop is not there."""
    return box.jobs.find(job_id, lambda job: principal.opens(job.shop))
