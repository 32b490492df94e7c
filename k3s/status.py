"""The node as it really is: by its lease, not by a Ready that a stopped node leaves behind."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import warnings
from datetime import UTC, datetime
from pathlib import Path

from appliance.core.errors import NodeNotReady
from appliance.core.node import NodeState, NodeStatus
from k3s import api, config, health, pods, reasons
from k3s.layout import Layout
from k3s.service import Keeper, Running
from k3s.steps import Journal

STALE_SECONDS = 40.0
"""Kubernetes gives a node up after this long without a renewed lease (they are renewed every 10 s)."""

PATIENCE_SECONDS = 60.0
"""A fresh start takes 20-30 s; what takes longer is worth a look into the log."""

LOG_LINES = 2000

ENDED = "K3s ended and is being started again."

SLACK_SECONDS = 2.0
"""A process's start is known to about a second: a lease from just before a restart is not the new one's."""


def status(layout: Layout, keeper: Keeper, version: str, now: datetime | None = None) -> NodeStatus:
    """Return the node's status. Never raises for a node that is in a bad way: that is what it tells."""
    if os.geteuid() != 0 and layout.whole_machine and not _readable(layout.state):
        return _from_outside(layout)
    unfinished = Journal.load(layout.journal).verb
    if not layout.config.exists() or not keeper.installed():
        return _plain(NodeState.ABSENT, "K3s is not installed by Shopwarden on this box.", unfinished)
    running, ends = keeper.running(), keeper.ends()
    if running is None and ends is None:
        return _of_disk(layout, version, NodeState.STOPPED, "K3s is stopped.", unfinished)
    now = now or datetime.now(UTC)
    if running is None:
        found = _of_disk(layout, version, NodeState.STARTING, "K3s is starting.", unfinished)
    else:
        found = _asked(layout, running, version, now, unfinished)
    if ends and found.state is NodeState.STARTING:
        found = found.model_copy(update={"state": NodeState.UNREADY, "message": ENDED})
    long = running is None or _long(running, now)
    if found.state is NodeState.READY or found.todo or not (ends or long):
        return found
    reason = why(layout, keeper)
    if reason is None:
        return found
    return found.model_copy(update={"message": f"{found.message} {reason.message}", "todo": reason.fix})


def why(layout: Layout, keeper: Keeper) -> reasons.Reason | None:
    """Return why K3s does not come up: by the log of its present start, and where it ended by itself before
    that one, by that one's too."""
    starts = 2 if keeper.ends() and keeper.running() else 1
    joining = "server" in config.read(layout.config)
    return reasons.of(keeper.log(LOG_LINES), joining=joining, starts=starts)


def _long(running: Running, now: datetime) -> bool:
    return now.timestamp() - running.since > PATIENCE_SECONDS


def expiry(data: Path) -> datetime | None:
    """Return when the first of K3s's certificates expires, the server's or the agent's (it renews them at a
    start in the 90 days before)."""
    from cryptography import x509

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # K3s before 1.22 gives serial number 0, which is none
        ends = []
        for file in (*(data / "server/tls").glob("*.crt"), *(data / "agent").glob("*.crt")):
            with contextlib.suppress(OSError, ValueError):  # a K3s that starts is writing it
                if not file.stem.endswith("-ca"):
                    [first, *_] = x509.load_pem_x509_certificates(file.read_bytes())
                    ends.append(first.not_valid_after_utc)
    return min(ends, default=None)


def _asked(layout: Layout, running: Running, version: str, now: datetime, unfinished: str) -> NodeStatus:
    """Return what a running K3s says of itself, checked against its lease."""
    wanted = config.read(layout.config)
    name = str(wanted.get("node-name", ""))
    base = _of_disk(layout, version, NodeState.STARTING, "K3s is starting.", unfinished)
    joined = "server" in wanted
    kubeconfig = layout.kubelet_config if joined else layout.kubeconfig
    try:
        with contextlib.closing(api.Api(kubeconfig)) as cluster:
            node, lease = cluster.node(name), cluster.lease(name)
            state, message = judge(node, lease, running, now)
            known = not joined and state is not NodeState.STARTING  # a starting one has enough to do
            alive = functools.partial(pods.runs, layout)
            workloads = cluster.workloads(name, alive) if known else ()
    except NodeNotReady as err:
        return base.model_copy(update=_silent(layout, wanted, long=_long(running, now), said=err.message))
    if node is None:
        return base.model_copy(update={"message": message})
    return base.model_copy(
        update={
            "state": state,
            "message": message,
            "version": node.version or version,
            "address": node.address,
            "lease_age": max(0.0, (now - lease).total_seconds()) if lease else None,
            "workloads": workloads,
        }
    )


def _silent(layout: Layout, wanted: config.Config, *, long: bool, said: str) -> dict[str, object]:
    """Return what to say of a K3s that runs and cannot be asked."""
    if not long:
        return {"message": f"K3s is starting. {said}"}
    if "server" in wanted:
        goes_on = "What runs here goes on." if pods.shims(layout) else "Nothing starts here meanwhile."
        message = f"The provider's cluster at {wanted['server']} cannot be reached. {goes_on}"
        todo = "Check the line to the provider; it goes on by itself once that stands."
        return {"state": NodeState.UNREADY, "message": message, "todo": todo}
    return {"state": NodeState.UNREADY, "message": f"K3s runs, but {said[0].lower()}{said[1:]}"}


def judge(
    node: api.Node | None, lease: datetime | None, running: Running, now: datetime
) -> tuple[NodeState, str]:
    """Return the state of a node by its record and its lease, and that state in a sentence."""
    if node is None:
        return NodeState.STARTING, "K3s is starting: the node has not registered yet."
    if lease is None or lease.timestamp() < running.since + SLACK_SECONDS:
        return NodeState.STARTING, "K3s is starting: its node has not reported since."
    age = (now - lease).total_seconds()
    if age > STALE_SECONDS:
        return NodeState.UNREADY, f"The node has not reported for {age:.0f} s, whatever Kubernetes says."
    if not node.ready:
        if not _long(running, now):
            return NodeState.STARTING, "K3s is starting."
        reason = f": {node.reason}" if node.reason else ""
        return NodeState.UNREADY, f"Kubernetes says that the node is not ready{reason}."
    return NodeState.READY, "K3s is running."


def _plain(state: NodeState, message: str, unfinished: str = "") -> NodeStatus:
    return NodeStatus(state=state, message=message, unfinished=unfinished)


def _of_disk(layout: Layout, version: str, state: NodeState, message: str, unfinished: str) -> NodeStatus:
    wanted, saved = config.read(layout.config), health.last_backup(layout)
    return NodeStatus(
        state=state,
        message=message,
        version=version,
        name=str(wanted.get("node-name", "")),
        address=str(wanted.get("node-ip", "")),
        disk_free=shutil.disk_usage(layout.data if layout.data.exists() else layout.root).free,
        certificates_expire=expiry(layout.data),
        last_backup=saved.created,
        last_backup_file=saved.file,
        unfinished=unfinished,
    )


def _from_outside(layout: Layout) -> NodeStatus:
    """Return what a user without root can see."""
    if not layout.config.exists():
        return _plain(NodeState.ABSENT, "K3s is not installed by Shopwarden on this box.")
    answers = api.ping(6443)
    said = "It answers on this box." if answers else "It does not answer on this box."
    return _plain(NodeState.UNKNOWN, f"K3s is installed. {said} Its details need an administrator.")


def _readable(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.X_OK)


def used(layout: Layout) -> int:
    """Return the bytes of K3s's data; files that vanish meanwhile do not count. It looks at every file: for
    whoever asks once, not for waiting."""
    total, folders = 0, [str(layout.data)]
    while folders:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    with contextlib.suppress(OSError):
                        total += entry.stat(follow_symlinks=False).st_size
    return total
