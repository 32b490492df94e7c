"""The node's verbs as jobs: one after another, whoever asks."""

from __future__ import annotations

from appliance.core.node import NodeProgress
from appliance.core.schemas import Job
from appliance.jobs import Context, Kind, Params, Result
from appliance.service.parts import Node

KIND = "node"
LANE = "cluster"


def kind(node: Node) -> Kind:
    """Return the kind of job that does one verb; its parameters are the verb and its options."""

    def run(_: Job, params: Params, context: Context) -> Result:
        def told(step: NodeProgress) -> None:
            context.step(step.title, step.done, step.total)

        return node.change(params["verb"], params["options"], told).model_dump(mode="json")

    return Kind(KIND, run, lambda shop: LANE)
