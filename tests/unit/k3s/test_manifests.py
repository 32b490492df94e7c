"""What a shop is in the cluster: valid for old and new Kubernetes, confined, and closed to everybody else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest

from k3s import manifests
from k3s.manifests import Box, Manifest, Tenant

BOX = Box(
    image="localhost/shopwarden:1",
    node="node1",
    address="10.213.77.1",
    models=Path("/var/lib/shopwarden/models"),
    forbidden=("10.213.77.1:6443", "10.213.77.1:10250"),
    environment={"SHOPWARDEN_THREADS": "2", "SHOPWARDEN_CHAT_MODEL": ""},
)
SHOP = Tenant(
    shop="camp",
    folder=Path("/var/lib/shopwarden/shops/camp"),
    secrets={"door": "s3cret"},
    engine_url="http://10.43.0.9:8766",
)


def everything() -> tuple[Manifest, ...]:
    return (*manifests.tenant(BOX, SHOP), *manifests.engine(BOX, "token", ("node1", "node2")))


def only(kind: str, found: tuple[Manifest, ...] | None = None) -> Manifest:
    [one] = (m for m in found or manifests.tenant(BOX, SHOP) if m["kind"] == kind)
    return one


def pods() -> list[dict[str, Any]]:
    return [m["spec"]["template"]["spec"] for m in everything() if m["kind"] == "Deployment"]


@pytest.mark.parametrize("version", ["1.25", "1.31", "1.37"])
def test_kubernetes_official_schemas_take_every_object(version: str) -> None:
    for manifest in everything():
        kubernetes_validate.validate(manifest, version, strict=True)


def test_the_schemas_are_looked_at_closely() -> None:
    wrong = only("Deployment")
    wrong["spec"]["template"]["spec"]["containers"][0]["imagePullPolice"] = "Never"
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, "1.31", strict=True)


def test_every_namespace_is_restricted() -> None:
    for space in (m for m in everything() if m["kind"] == "Namespace"):
        for level in ("enforce", "audit", "warn"):
            assert space["metadata"]["labels"][f"pod-security.kubernetes.io/{level}"] == "restricted"


def test_no_container_may_do_anything_but_its_work() -> None:
    """What PodSecurity `restricted` asks for, and more: older versions do not ask."""
    for pod in pods():
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["securityContext"]["runAsUser"] == 65532
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not {"hostNetwork", "hostPID", "hostIPC"} & pod.keys()
        for container in (*pod["initContainers"], *pod["containers"]):
            context = container["securityContext"]
            assert context["readOnlyRootFilesystem"] and context["runAsNonRoot"]
            assert context["allowPrivilegeEscalation"] is False
            assert context["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"].keys() == {"cpu", "memory", "ephemeral-storage"}
        for volume in pod["volumes"]:
            assert volume.keys() - {"name"} <= {"emptyDir", "persistentVolumeClaim", "secret"}


def test_nothing_comes_in_but_the_box_and_nothing_goes_out_but_to_the_engine() -> None:
    policy = only("NetworkPolicy")["spec"]
    assert policy["podSelector"] == {}
    assert set(policy["policyTypes"]) == {"Ingress", "Egress"}
    [way_in], [way_out] = policy["ingress"], policy["egress"]
    assert way_in["from"] == [{"ipBlock": {"cidr": "10.213.77.1/32"}}]
    assert way_in["ports"] == [{"port": 8765, "protocol": "TCP"}]
    assert way_out["to"] == [{"namespaceSelector": {"matchLabels": {manifests.ROLE: "engine"}}}]
    assert way_out["ports"] == [{"port": 8766, "protocol": "TCP"}]


def test_a_box_without_a_language_model_lets_nothing_out() -> None:
    alone = manifests.tenant(BOX, Tenant("camp", Path("/shops/camp"), {}))
    assert only("NetworkPolicy", alone)["spec"]["egress"] == []


def test_the_engine_is_for_shops_and_goes_nowhere() -> None:
    policy = only("NetworkPolicy", manifests.engine(BOX, "token"))["spec"]
    peers = [peer for rule in policy["ingress"] for peer in rule["from"]]
    assert {
        "namespaceSelector": {"matchExpressions": [{"key": manifests.TENANT, "operator": "Exists"}]}
    } in peers
    assert policy["egress"] == []


def test_a_box_without_a_language_model_tells_its_shops_so() -> None:
    """A setting that is empty is a choice: left out, the pod would fetch the starter model."""
    [pod] = (m for m in manifests.tenant(BOX, SHOP) if m["kind"] == "Deployment")
    environment = pod["spec"]["template"]["spec"]["containers"][0]["env"]
    assert {"name": "SHOPWARDEN_CHAT_MODEL", "value": ""} in environment


def test_a_pod_waits_until_its_network_is_closed() -> None:
    for pod in pods():
        [waits] = pod["initContainers"]
        assert waits["args"][:2] == ["runtime", "wait-closed"]
        assert set(BOX.forbidden) <= set(waits["args"])


def test_the_folder_is_a_volume_for_this_claim_on_this_node_alone() -> None:
    [volume] = (
        m for m in manifests.tenant(BOX, SHOP)
        if m["kind"] == "PersistentVolume" and m["metadata"]["name"] == "shop-camp-folder"
    )  # fmt: skip
    assert volume["spec"]["local"] == {"path": "/var/lib/shopwarden/shops/camp"}
    assert volume["spec"]["claimRef"] == {"namespace": "shop-camp", "name": "folder"}
    assert volume["spec"]["persistentVolumeReclaimPolicy"] == "Retain"
    [term] = volume["spec"]["nodeAffinity"]["required"]["nodeSelectorTerms"]
    assert term["matchExpressions"][0]["values"] == ["node1"]


def test_secrets_are_nowhere_but_in_the_secret() -> None:
    shown = [m for m in manifests.tenant(BOX, SHOP) if m["kind"] != "Secret"]
    assert "s3cret" not in json.dumps(shown)
    assert only("Secret")["data"] == {"door": "czNjcmV0"}


def test_each_node_has_an_engine_of_its_own_behind_one_address() -> None:
    found = manifests.engine(BOX, "token", ("node1", "node2"))
    deployments = [m for m in found if m["kind"] == "Deployment"]
    nodes = {d["spec"]["template"]["spec"]["nodeSelector"]["kubernetes.io/hostname"] for d in deployments}
    assert nodes == {"node1", "node2"}
    selector = only("Service", found)["spec"]["selector"]
    for deployment in deployments:
        assert selector.items() <= deployment["spec"]["template"]["metadata"]["labels"].items()
