"""What a node's record and its lease say together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from appliance.core.node import NodeState
from k3s import status
from k3s.api import Node
from k3s.service import Running

NOW = datetime(2026, 11, 26, 18, tzinfo=UTC)
UNCHECKED = "container runtime status check may not have completed yet"


@pytest.mark.parametrize(
    ("age", "state", "says"),
    [
        (20, NodeState.STARTING, "K3s is starting."),
        (200, NodeState.UNREADY, f"Kubernetes says that the node is not ready: {UNCHECKED}."),
    ],
)
def test_a_young_node_that_is_not_ready_is_starting(age: int, state: NodeState, says: str) -> None:
    """Seen on a real one for the first seconds after K3s was killed: the kubelet's words are no fault yet."""
    node = Node("box", ready=False, address="", version="", reason=UNCHECKED)
    running = Running(1, NOW.timestamp() - age)
    found, message = status.judge(node, NOW - timedelta(seconds=3), running, NOW)
    assert (found, message) == (state, says)
