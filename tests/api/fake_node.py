"""A stand-in for K3s: no test of the service may touch the machine it runs on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from appliance.core.errors import NodeUnfit
from appliance.core.node import (
    Level,
    NodeCheck,
    NodePreflight,
    NodeProgress,
    NodeResult,
    NodeState,
    NodeStatus,
)
from k3s import node


class FakeNode:
    """Checks options as the real one does; "install" fails, "stop" waits to be cancelled."""

    def __init__(self) -> None:
        self.done: list[tuple[str, dict[str, Any]]] = []
        self.reached = threading.Event()

    def status(self) -> NodeStatus:
        return NodeStatus(state=NodeState.READY, message="K3s is running.", version="v1.31.4+k3s1")

    def able(self) -> bool:
        return True

    def preflight(self, options: Mapping[str, Any]) -> NodePreflight:
        node.checked("preflight", options)
        check = NodeCheck(check="disk", level=Level.GOOD, title="Disk", message="Enough.")
        return NodePreflight(fit=True, checks=(check,))

    def check(self, verb: str, options: Mapping[str, Any]) -> None:
        node.checked(verb, options)

    def change(
        self, verb: str, options: Mapping[str, Any], told: Callable[[NodeProgress], None]
    ) -> NodeResult:
        step = NodeProgress(verb=verb, step="start", title="Starting K3s", state="doing", done=1, total=2)
        told(step)
        while verb == "stop":
            self.reached.set()
            told(step)
            threading.Event().wait(0.01)
        if verb == "install":
            raise NodeUnfit("The disk is full.", resolution="Free some disk space.")
        self.done.append((verb, dict(options)))
        return NodeResult(verb=verb, message="Done.", left=("the data",))
