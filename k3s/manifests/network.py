"""Who may speak to whom: nothing comes in and nothing goes out but what is named here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kubernetes import client as k8s

from k3s.manifests.objects import meta
from k3s.manifests.words import ENGINE_PORT, POLICY, ROLE, TENANT, Box


def policy(space: str, labels: Mapping[str, str], ingress: list[Any], egress: list[Any]) -> Any:
    """Nothing in and nothing out but what is named."""
    return k8s.V1NetworkPolicy(
        api_version="networking.k8s.io/v1",
        kind="NetworkPolicy",
        metadata=meta(POLICY, space, labels),
        spec=k8s.V1NetworkPolicySpec(
            pod_selector=k8s.V1LabelSelector(),
            policy_types=["Ingress", "Egress"],
            ingress=ingress,
            egress=egress,
        ),
    )


def from_the_box(box: Box, port: int) -> list[Any]:
    """The node reaches its own pods in any case; this lets it reach those on other nodes."""
    peer = k8s.V1NetworkPolicyPeer(ip_block=k8s.V1IPBlock(cidr=f"{box.address}/32"))
    return [k8s.V1NetworkPolicyIngressRule(_from=[peer], ports=[_port(port)])]


def from_the_shops() -> Any:
    shops = k8s.V1LabelSelector(
        match_expressions=[k8s.V1LabelSelectorRequirement(key=TENANT, operator="Exists")]
    )
    peer = k8s.V1NetworkPolicyPeer(namespace_selector=shops)
    return k8s.V1NetworkPolicyIngressRule(_from=[peer], ports=[_port(ENGINE_PORT)])


def to_the_engine() -> list[Any]:
    engines = k8s.V1LabelSelector(match_labels={ROLE: "engine"})
    peer = k8s.V1NetworkPolicyPeer(namespace_selector=engines)
    return [k8s.V1NetworkPolicyEgressRule(to=[peer], ports=[_port(ENGINE_PORT)])]


def _port(port: int) -> Any:
    return k8s.V1NetworkPolicyPort(port=port, protocol="TCP")
