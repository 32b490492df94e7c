"""The box itself: what this computer can do, how it feels, its log, and a bundle for whoever helps."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from appliance.core.owner_schemas import BundlePart, LogLines, Vitals
from appliance.core.schemas import Health
from appliance.core.version import VERSION
from appliance.service import computer, diagnostics, vitals
from appliance.service.auth import admin
from appliance.service.deps import Box

router = APIRouter(prefix="/api/v1/box", tags=["box"], dependencies=[Depends(admin)])


@router.get("/computer")
def examine_computer(box: Box) -> Health:
    """What this computer can do for a bot, worst first."""
    findings = computer.examine(box)
    return Health(status=findings[0].level, version=VERSION, findings=findings)


@router.get("/vitals")
def get_vitals(box: Box) -> Vitals:
    """Processor, memory, disk and temperature now."""
    return vitals.now(box.paths.data)


@router.get("/log")
def list_log_lines(box: Box, limit: Annotated[int, Query(ge=1, le=5000)] = 500) -> LogLines:
    """The newest lines of the service's log."""
    return LogLines(lines=tuple(diagnostics.log_lines(box.paths.logs, limit)))


@router.get("/diagnostics")
def get_diagnostics(box: Box) -> tuple[BundlePart, ...]:
    """The files of a diagnostics bundle."""
    return diagnostics.bundle(box)
