"""Records of where each shop runs: in the service's own process, or as a workload of its own in K3s."""

from __future__ import annotations

from enum import StrEnum

from appliance.core.schemas import Record


class Runtime(StrEnum):
    """EMBEDDED: the box's service serves the shop. K3S: a workload in a namespace of the shop's own does."""

    EMBEDDED = "embedded"
    K3S = "k3s"


class RuntimeChoice(Record):
    runtime: Runtime


class ShopRuntime(Record):
    """Where a shop runs. `state` is serving, moving or away; `drift` names what in the cluster is not as it
    was applied."""

    shop: str
    runtime: Runtime
    state: str
    message: str = ""
    drift: tuple[str, ...] = ()
