"""The plain objects of a namespace: what limits it, closes it and names it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from kubernetes import client as k8s

from k3s.manifests.words import ACCOUNT, ENGINE_PORT, MANAGED, SECRETS, Manifest


def namespace(name: str, labels: Mapping[str, str]) -> Any:
    levels = ("enforce", "audit", "warn")
    security = {f"pod-security.kubernetes.io/{level}": "restricted" for level in levels}
    return k8s.V1Namespace(
        api_version="v1", kind="Namespace", metadata=meta(name, "", {**labels, **security})
    )


def quota(space: str, labels: Mapping[str, str]) -> Any:
    most = {
        **{"pods": "2", "persistentvolumeclaims": "2", "services": "0", "secrets": "6", "configmaps": "4"},
        **{"requests.cpu": "1", "requests.memory": "1Gi", "limits.cpu": "4", "limits.memory": "2Gi"},
        "requests.ephemeral-storage": "4Gi",
    }
    return k8s.V1ResourceQuota(
        api_version="v1",
        kind="ResourceQuota",
        metadata=meta("quota", space, labels),
        spec=k8s.V1ResourceQuotaSpec(hard=most),
    )


def limits(space: str, labels: Mapping[str, str]) -> Any:
    """What a container gets that asks for nothing."""
    item = k8s.V1LimitRangeItem(
        type="Container",
        default={"cpu": "1", "memory": "512Mi", "ephemeral-storage": "1Gi"},
        default_request={"cpu": "50m", "memory": "64Mi", "ephemeral-storage": "64Mi"},
    )
    return k8s.V1LimitRange(
        api_version="v1",
        kind="LimitRange",
        metadata=meta("limits", space, labels),
        spec=k8s.V1LimitRangeSpec(limits=[item]),
    )


def account(space: str, labels: Mapping[str, str]) -> Any:
    return k8s.V1ServiceAccount(
        api_version="v1",
        kind="ServiceAccount",
        metadata=meta(ACCOUNT, space, labels),
        automount_service_account_token=False,
    )


def secret(space: str, labels: Mapping[str, str], values: Mapping[str, str]) -> Any:
    data: dict[str, bytes | str] = {k: base64.b64encode(v.encode()).decode() for k, v in values.items()}
    return k8s.V1Secret(
        api_version="v1", kind="Secret", metadata=meta(SECRETS, space, labels), type="Opaque", data=data
    )


def service(space: str, labels: Mapping[str, str]) -> Any:
    return k8s.V1Service(
        api_version="v1",
        kind="Service",
        metadata=meta("engine", space, labels),
        spec=k8s.V1ServiceSpec(
            selector=dict(labels),
            ports=[k8s.V1ServicePort(port=ENGINE_PORT, target_port=ENGINE_PORT, protocol="TCP")],
        ),
    )


def meta(name: str, space: str, labels: Mapping[str, str]) -> Any:
    return k8s.V1ObjectMeta(name=name, namespace=space or None, labels={**MANAGED, **labels})


def plain(*objects: Any) -> tuple[Manifest, ...]:
    """Return the objects as the API reads them."""
    plain: Any = k8s.ApiClient().sanitize_for_serialization
    return tuple(plain(one) for one in objects)
