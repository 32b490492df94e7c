"""The client's calls about K3s on the box."""

from __future__ import annotations

from typing import Any

from appliance.client_calls import JSON, Calls, parse
from appliance.core.node import NodePreflight, NodeStatus, NodeWish
from appliance.core.schemas import Job, JobStarted


class NodeCalls(Calls):
    """The node's verbs; `options` are those of the command line."""

    def node(self) -> NodeStatus:
        """Return how K3s really is at this moment."""
        return self._get(NodeStatus, "/api/v1/node")

    def node_verbs(self) -> tuple[str, ...]:
        """Return what can be done to it from here; nothing where the service may not."""
        return self._get(tuple[str, ...], "/api/v1/node/verbs")

    def node_preflight(self, **options: Any) -> NodePreflight:
        return self._send(NodePreflight, "POST", "/api/v1/node/preflight", NodeWish(options=options))

    def node_change(self, verb: str, *, confirm: bool = False, **options: Any) -> Job:
        """Start a verb as a job. Raises `NeedsConfirmation` with the sentence to show."""
        response = self._request(
            "POST",
            f"/api/v1/node/{verb}",
            params={"confirm": confirm},
            content=NodeWish(options=options).model_dump_json(),
            headers=JSON,
        )
        return parse(JobStarted, response).job
