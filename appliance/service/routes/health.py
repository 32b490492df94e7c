"""Is the box alive, ready and well: for orchestrators, Prometheus and the owner."""

from __future__ import annotations

import ipaddress

from fastapi import APIRouter, Depends, Request, Response

from appliance.core.schemas import EngineStatus, Health
from appliance.core.version import VERSION
from appliance.service import checks
from appliance.service.auth import Admin, KnownCaller, admin, caller
from appliance.service.deps import Box
from appliance.service.metrics import Metrics

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def alive() -> Health:
    """The process answers."""
    return Health(status="ok", version=VERSION)


@router.get("/readyz", responses={503: {"model": Health}})
async def ready(box: Box, response: Response) -> Health:
    """What the first question needs is loaded. A full disk is told too; the bot still answers."""
    if box.warmed.is_set():
        disk = checks.disk(box)
        return Health(status="ready", version=VERSION, findings=(disk,) if disk.level == "problem" else ())
    response.status_code = 503
    return Health(status="starting", version=VERSION)


@router.get("/api/v1/health")
def examine(box: Box, _: Admin) -> Health:
    """Every health check of the box, worst first."""
    findings = checks.examine(box)
    worst = "problem" if any(finding.level == "problem" for finding in findings) else "good"
    return Health(status=worst, version=VERSION, findings=findings)


@router.get("/api/v1/engine", dependencies=[Depends(caller)])
def engine(box: Box) -> EngineStatus:
    """The language model's worker."""
    return box.engine()


async def metrics_reader(request: Request, known: KnownCaller) -> None:
    """Let a collector on this machine read without a token; through a proxy it needs an admin's."""
    proxied = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    if proxied or not _is_loopback(request):
        await admin(await caller(known))


@router.get("/metrics", dependencies=[Depends(metrics_reader)], response_class=Response)
def metrics(request: Request, box: Box) -> Response:
    """Counters in Prometheus' text format."""
    counters: Metrics = request.app.state.metrics
    status = box.engine()
    counters.waiting.set(status.waiting)
    counters.restarts.set(status.restarts)
    return Response(counters.page(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _is_loopback(request: Request) -> bool:
    try:
        return ipaddress.ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False
