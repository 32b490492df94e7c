"""What every verb works with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from appliance.core.errors import NodeNotReady
from appliance.core.node import NodeState, NodeStatus
from k3s import service, shell, status, versions
from k3s.layout import Layout
from k3s.shell import Run
from k3s.steps import Report, silent

POLL_SECONDS = 0.5
IN_A_ROW = 3
"""A node that is ready once may flap; ready three times in a row it is."""


@dataclass(frozen=True)
class Context:
    """A machine, how to run programs on it, and who hears of progress."""

    layout: Layout = field(default_factory=Layout)
    run: Run = shell.run
    report: Report = silent
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    owners: frozenset[int] = frozenset({0})
    """Who may own a binary that runs as root."""
    proc: Path = field(default=Path("/proc/sys"))

    @property
    def keeper(self) -> service.Keeper:
        return service.keeper(self.layout, self.run)

    def version(self) -> str:
        """Return the installed K3s's version; nothing where there is none."""
        return versions.of(self.run, self.layout.binary) if self.layout.binary.exists() else ""

    def status(self) -> NodeStatus:
        """Return how K3s is by itself: what waiting for it looks at."""
        return status.status(self.layout, self.keeper, self.version())


def wait_ready(context: Context, seconds: float) -> NodeStatus:
    """Return once the node is ready and stays so. Raises `NodeNotReady` with the log's reason."""
    deadline, in_a_row = context.monotonic() + seconds, 0
    while True:
        now = context.status()
        in_a_row = in_a_row + 1 if now.state is NodeState.READY else 0
        if in_a_row >= IN_A_ROW:
            return now
        if context.monotonic() > deadline:
            raise _not_ready(context, now, seconds)
        context.sleep(POLL_SECONDS)


def _not_ready(context: Context, last: NodeStatus, seconds: float) -> NodeNotReady:
    log = context.keeper.log(20)
    reason = status.why(context.layout, context.keeper)
    return NodeNotReady(
        f"The node was not ready after {seconds:.0f} s. {reason.message if reason else last.message}",
        resolution=reason.fix if reason else f"Read {context.layout.log} or run “shopwarden node status”.",
        details=log,
    )
