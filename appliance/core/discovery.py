"""What `service.json` says: where the service of a data directory listens, and the token of this run."""

from __future__ import annotations

from pydantic import ValidationError

from appliance.core.paths import Paths
from appliance.core.schemas import Record


class ServiceFile(Record):
    """`token` is an administrator's and ends with the process `pid`."""

    url: str
    token: str
    pid: int
    version: str


def read(paths: Paths) -> ServiceFile | None:
    """Return what the service left, or None when there is nothing to be read. It may be stale."""
    try:
        return ServiceFile.model_validate_json(paths.service_file.read_bytes())
    except (OSError, ValidationError):
        return None
