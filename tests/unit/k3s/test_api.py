"""What the store says of a pod, in words."""

from __future__ import annotations

from typing import Any

import pytest

from k3s.api import Pod

BACKING_OFF = {
    "waiting": {"reason": "CrashLoopBackOff", "message": "back-off 10s restarting failed container"}
}
ENDED = {"terminated": {"exitCode": 1, "message": "Traceback …\nOSError: [Errno 30] Read-only file system\n"}}
PULLING = {"waiting": {"reason": "ErrImagePull", "message": "no such image"}}


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (
            {"state": BACKING_OFF, "lastState": ENDED},
            "CrashLoopBackOff: OSError: [Errno 30] Read-only file system",
        ),
        ({"state": BACKING_OFF}, "CrashLoopBackOff: back-off 10s restarting failed container"),
        ({"state": PULLING}, "ErrImagePull: no such image"),
        ({"state": {"waiting": {"reason": "ContainerCreating"}}}, ""),
        ({"state": {"running": {}}}, ""),
    ],
)
def test_why_a_pod_does_not_run(status: dict[str, Any], reason: str) -> None:
    assert Pod({"status": {"containerStatuses": [status]}}).reason() == reason
