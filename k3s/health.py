"""What ails a node, in the owner's words, and the one thing to do: the worst first."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from appliance.core.files import write_private
from appliance.core.node import NodeState, NodeStatus
from k3s.layout import Layout

LOW_DISK = 1 << 30
"""Kubernetes ends workloads when a twentieth of the disk is left; a store that cannot write stops K3s."""
RENEW = timedelta(days=30)
OLD_BACKUP = timedelta(days=30)


@dataclass(frozen=True)
class Backup:
    """The owner's last backup."""

    file: str = ""
    created: datetime | None = None


@dataclass(frozen=True)
class Trouble:
    """`message` goes on from “K3s is running, but …”; nothing for what is no trouble yet."""

    todo: str
    message: str = ""


def remember_backup(layout: Layout, file: Path, created: datetime) -> None:
    note = {"file": str(file), "created": created.isoformat()}
    write_private(layout.last_backup, json.dumps(note).encode())


def last_backup(layout: Layout) -> Backup:
    """Return the last backup that was written; an empty one where there is none."""
    with contextlib.suppress(FileNotFoundError, ValueError, KeyError):
        found = json.loads(layout.last_backup.read_text())
        return Backup(found["file"], datetime.fromisoformat(found["created"]))
    return Backup()


def told(
    status: NodeStatus, seen: tuple[Trouble, ...] = (), *, joined: bool = False, now: datetime | None = None
) -> NodeStatus:
    """Return the status with the one thing to do; `seen` are troubles of the machine around it. A `joined`
    box's state is its provider's to back up."""
    if status.unfinished:
        todo = f"Run “shopwarden node {status.unfinished}” again; it goes on where it stopped."
        return status.model_copy(update={"todo": todo})
    if status.state is NodeState.STOPPED:
        return status.model_copy(update={"todo": "Start it: “shopwarden node start”."})
    if status.state in {NodeState.ABSENT, NodeState.UNKNOWN}:
        return status
    around = () if status.todo else (*seen, *_wants(status, joined, now or datetime.now(UTC)))
    worst = next(iter((*_full(status), *around)), None)
    if worst is None:
        return status
    return status.model_copy(update={"message": _sentence(status, worst.message), "todo": worst.todo})


def _sentence(status: NodeStatus, trouble: str) -> str:
    if not trouble:
        return status.message
    if status.state is NodeState.READY:
        return f"K3s is running, but {trouble}"
    return f"{trouble[0].upper()}{trouble[1:]} {status.message}"


def _full(status: NodeStatus) -> Iterator[Trouble]:
    """What is measured comes before what the log says, which a full disk floods with other words."""
    if status.disk_free < LOW_DISK:
        left = f"{status.disk_free / 1e9:.1f} GB"
        yield Trouble("Free some disk space.", f"its disk is nearly full: {left} are left.")


def _wants(status: NodeStatus, joined: bool, now: datetime) -> Iterator[Trouble]:
    """Yield what a running node wants, worst first."""
    if status.state is not NodeState.READY:
        return
    for workload in status.workloads:
        if workload.ready < workload.wanted:
            name, why = f"{workload.namespace}/{workload.name}", workload.reason or "it is starting."
            yield Trouble("Wait a minute; if it stays so, restart that shop's bot.", f"{name} is not: {why}")
    expire = status.certificates_expire
    if expire and expire - now < RENEW:
        yield Trouble(
            "Stop and start it once: K3s then renews them by itself.",
            f"its certificates expire on {expire:%Y-%m-%d}.",
        )
    if not joined and (status.last_backup is None or now - status.last_backup > OLD_BACKUP):
        yield Trouble("Back it up: “shopwarden node backup FILE”, onto another disk.")
