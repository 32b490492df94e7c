"""The health of the box, a finding a check."""

from __future__ import annotations

from appliance.core.schemas.record import Record


class Finding(Record):
    """One health check: what it means and the one fix. `level` is good, notice, problem or unknown."""

    check: str
    level: str
    title: str
    message: str
    fix: str = ""


class Health(Record):
    status: str
    version: str
    findings: tuple[Finding, ...] = ()
