"""What Kubernetes itself says: the only module that imports the `kubernetes` client, and only when asked.

Answers are read as JSON and turned into records here, so that an older or newer server than the client's
models still makes sense.
"""

from __future__ import annotations

import contextlib
import functools
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from appliance.core.errors import NodeNotReady
from appliance.core.node import NodeWorkload

CALL_SECONDS = 5.0
LEASES = "kube-node-lease"
TENANT_LABEL = "shopwarden.dev/tenant"
ENGINE_LABEL = "shopwarden.dev/engine"
"""On a node that runs a replica of the shared language model, whose weights lie where the box has them."""
LAST_WORDS = 300
"""Characters."""
WAITING = frozenset({"ContainerCreating", "PodInitializing", ""})


@dataclass(frozen=True)
class Node:
    """A node as the cluster's store has it; `ready` may be stale."""

    name: str
    ready: bool
    address: str
    version: str
    reason: str = ""
    engine: bool = False
    """Whether it lends itself to a replica of the language model."""


@dataclass(frozen=True)
class TenantFolder:
    """A folder of this machine that a tenant's pods use."""

    tenant: str
    path: Path


def ping(port: int, ca: Path | None = None) -> bool:
    """Whether a K3s server answers on loopback; needs no login."""
    context = ssl.create_default_context(cafile=str(ca) if ca and ca.exists() else None)
    if not (ca and ca.exists()):  # "pong" alone proves nothing but that the port is served
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with urllib.request.urlopen(
            f"https://127.0.0.1:{port}/ping", timeout=CALL_SECONDS, context=context
        ) as answer:
            return bool(answer.read(16).strip() == b"pong")
    except (OSError, ValueError):
        return False


class Api:
    """A cluster's API, by its kubeconfig. Every call raises `NodeNotReady` when it cannot be had. Whoever
    opens it closes it."""

    def __init__(self, kubeconfig: Path) -> None:
        self._kubeconfig = kubeconfig

    def close(self) -> None:
        """Close the connections that are kept for the next call."""
        if "_opened" in vars(self):
            self._opened.rest_client.pool_manager.clear()

    def ready(self) -> bool:
        """Whether the API server says that all of it is ready."""
        try:
            return self._text("/readyz") == "ok"
        except NodeNotReady:
            return False

    def node(self, name: str) -> Node | None:
        """Return one node: what a joined box may ask about itself."""
        found = self._item(f"/api/v1/nodes/{name}")
        return _node(found) if found else None

    def nodes(self) -> tuple[Node, ...]:
        return tuple(_node(item) for item in self._items("/api/v1/nodes"))

    def port(self) -> int:
        """Return the port that the API server listens on."""
        return urlsplit(self._client().configuration.host).port or 443

    def lease(self, node: str) -> datetime | None:
        """Return when the node's kubelet last renewed its lease."""
        found = self._item(f"/apis/coordination.k8s.io/v1/namespaces/{LEASES}/leases/{node}")
        renewed = (found or {}).get("spec", {}).get("renewTime")
        return datetime.fromisoformat(renewed) if renewed else None

    def workloads(self, node: str, alive: Callable[[str], bool]) -> tuple[NodeWorkload, ...]:
        """Return every Deployment, with why its pods are missing where they are. `alive` says of a container
        of this node, by its id, whether it runs: after a start or a restore the store still has the old ones
        as ready."""
        pods = tuple(Pod(item, node, alive) for item in self._items("/api/v1/pods"))
        found = self._items("/apis/apps/v1/deployments")
        return tuple(_workload(item, pods) for item in found)

    def tenant_folders(self) -> tuple[TenantFolder, ...]:
        """Return the folders of this machine that our tenants write to: their `local` volumes."""
        found = {
            TenantFolder(volume["metadata"]["labels"][TENANT_LABEL], Path(spec["local"]["path"]))
            for volume in self._items("/api/v1/persistentvolumes", labelSelector=TENANT_LABEL)
            if "local" in (spec := volume["spec"]) and "ReadWriteOnce" in spec.get("accessModes", ())
        }
        return tuple(sorted(found, key=lambda folder: (folder.tenant, folder.path)))

    def _items(self, path: str, **query: str) -> list[dict[str, Any]]:
        found: dict[str, Any] = json.loads(self._text(path, **query))
        return list(found.get("items") or ())

    def _item(self, path: str) -> dict[str, Any] | None:
        status, text = self._answer(path, {})
        if status == 404:
            return None
        found: dict[str, Any] = json.loads(_good(path, status, text))
        return found

    def _text(self, path: str, **query: str) -> str:
        return _good(path, *self._answer(path, query))

    def _answer(self, path: str, query: Mapping[str, str]) -> tuple[int, str]:
        with translated():
            answer = self._client().call_api(*self._address(path, query), _request_timeout=CALL_SECONDS)
            answer.read()
            return int(answer.status), bytes(answer.data).decode()

    def _address(self, path: str, query: Mapping[str, str]) -> tuple[str, str, dict[str, str]]:
        client = self._client()
        method, url, headers, *_ = client.param_serialize(
            "GET", path, query_params=list(query.items()), auth_settings=["BearerToken"]
        )
        return method, url, headers

    @functools.cached_property
    def _opened(self) -> Any:
        """The client below its typed calls: those would import a second's worth of models."""
        from kubernetes import client, config

        wanted = client.Configuration()
        wanted.retries = False  # who asks, asks again
        config.load_kube_config(str(self._kubeconfig), client_configuration=wanted, persist_config=False)  # type: ignore[no-untyped-call]
        return client.ApiClient(wanted)

    def _client(self) -> Any:
        if not self._kubeconfig.exists():
            raise NodeNotReady("K3s has not written its kubeconfig yet.", resolution="Wait a minute.")
        return self._opened


def _good(path: str, status: int, text: str) -> str:
    if status != 200:
        raise NodeNotReady(f"Kubernetes answered {status} to {path}.", details=text[-500:])
    return text


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn what the client library raises into `NodeNotReady`."""
    from kubernetes.client.exceptions import ApiException, OpenApiException
    from kubernetes.config.config_exception import ConfigException
    from urllib3.exceptions import HTTPError

    try:
        yield
    except ApiException as err:
        raise NodeNotReady(f"Kubernetes answered {err.status} {err.reason}.") from None
    except (HTTPError, OpenApiException, ConfigException, OSError, ValueError) as err:
        raise NodeNotReady(
            "Kubernetes does not answer.",
            resolution="Run “shopwarden node status”.",
            details=f"{type(err).__name__}: {err}",
        ) from None


def _node(item: Mapping[str, Any]) -> Node:
    status = item.get("status", {})
    conditions: list[dict[str, str]] = status.get("conditions") or []
    ready = next((c for c in conditions if c.get("type") == "Ready"), {})
    addresses = {a["type"]: a["address"] for a in status.get("addresses", ())}
    return Node(
        name=item["metadata"]["name"],
        ready=ready.get("status") == "True",
        address=addresses.get("InternalIP", ""),
        version=status.get("nodeInfo", {}).get("kubeletVersion", ""),
        reason=ready.get("message", ""),
        engine=ENGINE_LABEL in (item["metadata"].get("labels") or {}),
    )


@dataclass(frozen=True)
class Pod:
    """A pod as the store has it, looked at from the machine `node`."""

    item: Mapping[str, Any]
    node: str = ""
    alive: Callable[[str], bool] = bool

    @property
    def containers(self) -> list[dict[str, Any]]:
        status = self.item.get("status", {})
        return [*status.get("initContainerStatuses", ()), *status.get("containerStatuses", ())]

    @property
    def restarts(self) -> int:
        return sum(int(status.get("restartCount", 0)) for status in self.containers)

    @property
    def ready(self) -> bool:
        serving = self.item.get("status", {}).get("containerStatuses", ())
        return bool(serving) and all(status.get("ready") and self._runs(status) for status in serving)

    def _runs(self, status: Mapping[str, Any]) -> bool:
        here = self.item["spec"].get("nodeName") == self.node
        return not here or self.alive(str(status.get("containerID", "")).rpartition("//")[2])

    def belongs(self, namespace: str, labels: Mapping[str, str]) -> bool:
        meta = self.item["metadata"]
        theirs: Mapping[str, str] = meta.get("labels") or {}
        return bool(meta["namespace"] == namespace) and labels.items() <= theirs.items()

    def reason(self) -> str:
        """Return why the pod does not run, as Kubernetes names it, with the last words of one that ended."""
        for status in self.containers:
            waiting = status.get("state", {}).get("waiting", {})
            if waiting.get("reason", "") not in WAITING:
                said = _last_words(status) or waiting.get("message", "")
                return f"{waiting['reason']}: {said}".rstrip(": ")
        for condition in self.item.get("status", {}).get("conditions", ()):
            if condition.get("status") != "True" and condition.get("reason") == "Unschedulable":
                return f"Unschedulable: {condition.get('message', '')}"
        return ""


def _last_words(status: Mapping[str, Any]) -> str:
    """Return the last line that a container which ended again and again has said."""
    ended = status.get("lastState", {}).get("terminated", {})
    lines = str(ended.get("message", "")).strip().splitlines()
    return lines[-1][:LAST_WORDS] if lines else ""


def _workload(item: Mapping[str, Any], pods: tuple[Pod, ...]) -> NodeWorkload:
    meta, wanted = item["metadata"], int(item.get("spec", {}).get("replicas", 1))
    labels = item.get("spec", {}).get("selector", {}).get("matchLabels", {})
    mine = [pod for pod in pods if pod.belongs(meta["namespace"], labels)]
    said = int(item.get("status", {}).get("readyReplicas") or 0)
    ready = min(said, sum(pod.ready for pod in mine))
    return NodeWorkload(
        namespace=meta["namespace"],
        name=meta["name"],
        ready=ready,
        wanted=wanted,
        restarts=sum(pod.restarts for pod in mine),
        reason=next((why for pod in mine if (why := pod.reason())), "") if ready < wanted else "",
    )
