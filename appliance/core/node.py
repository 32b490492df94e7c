"""Records of the K3s node: what its commands print, the API answers and the window draws."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from appliance.core.schemas import Record


class Level(StrEnum):
    """How a preflight check turned out. Only FATAL keeps K3s from being installed."""

    GOOD = "good"
    NOTICE = "notice"
    PROBLEM = "problem"
    FATAL = "fatal"
    UNKNOWN = "unknown"


class NodeCheck(Record):
    """One preflight check: what was found in a sentence, and the one fix when something is wrong."""

    check: str
    level: Level
    title: str
    message: str
    fix: str = ""


class NodePreflight(Record):
    """All checks, worst first. `fit` is False when one of them is fatal. `plan` says what installing would
    change on this machine, a line each; nothing where K3s is installed already."""

    fit: bool
    checks: tuple[NodeCheck, ...]
    plan: tuple[str, ...] = ()


class NodeState(StrEnum):
    """ABSENT: not installed. STARTING: running, its lease not renewed yet. UNREADY: its lease is stale or
    Kubernetes says so. UNKNOWN: this user may not look."""

    ABSENT = "absent"
    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    UNREADY = "unready"
    UNKNOWN = "unknown"


class NodeWorkload(Record):
    """One Deployment as it really is; `reason` says why pods are missing."""

    namespace: str
    name: str
    ready: int
    wanted: int
    restarts: int = 0
    reason: str = ""


class NodeStatus(Record):
    """The node as it is at this moment: `message` says it in the owner's words, `todo` the one thing to do
    (nothing when all is well). Sizes are bytes; `lease_age` is seconds since the kubelet last renewed its
    lease."""

    state: NodeState
    message: str
    todo: str = ""
    version: str = ""
    name: str = ""
    address: str = ""
    lease_age: float | None = None
    workloads: tuple[NodeWorkload, ...] = ()
    disk_free: int = 0
    disk_used: int = 0
    certificates_expire: datetime | None = None
    last_backup: datetime | None = None
    last_backup_file: str = ""
    unfinished: str = ""
    """The verb that was interrupted and goes on when it is given again."""


class NodeWish(Record):
    """What the caller of a verb chooses; each verb checks its own options."""

    options: dict[str, Any] = Field(default_factory=dict)


class NodeResult(Record):
    """What a verb that changes the node did. `left` lists what it deliberately did not remove."""

    verb: str
    message: str
    left: tuple[str, ...] = ()
    details: dict[str, Any] = Field(default_factory=dict)


class NodeProgress(Record):
    """One line of progress of a verb: step `done` of `total`."""

    event: Literal["step"] = "step"
    verb: str
    step: str
    title: str
    state: Literal["doing", "done", "already", "undone", "failed"]
    done: int
    total: int
