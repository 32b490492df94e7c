"""Shops as workloads of K3s: the runtime port's other side. Every call may be repeated."""

from __future__ import annotations

import base64
import contextlib
import json
import logging
import os
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from appliance.core import owners
from appliance.core.errors import NodeNotReady, ShopAway, WorkloadFailed
from appliance.core.folder_lock import FolderLock
from appliance.core.paths import Paths
from appliance.core.ports import Endpoint, JobContext
from appliance.core.settings import Settings
from appliance.core.version import VERSION
from k3s import config
from k3s.api import TENANT_LABEL, Node, Pod
from k3s.objects import COLLECTIONS, Objects

log = logging.getLogger(__name__)

IMAGE = f"localhost/shopwarden:{VERSION}"
START_SECONDS = 300.0
TAKE_OVER_SECONDS = 60.0
STOP_SECONDS = 90.0
LOOK_SECONDS = 0.1
PROBE_SECONDS = 2.0
DOOR, ENGINE_TOKEN = "door", "engine"
WAITING, READY = "waiting", "ready"
"""What a workload's /readyz says: it could take over, it serves."""
HOPELESS = frozenset(
    {"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "CrashLoopBackOff", "CreateContainerConfigError"}
)
PASSED_ON = ("chat_model", "embedding_model", "threads", "queue_limit", "upload_limit_mb")
LIMITS = ("messages_per_minute", "messages_per_day")


class K3sWorkloads:
    """Implements `core.ports.Workloads`. `secrets_of` returns what of the box's secrets a shop needs."""

    def __init__(
        self, paths: Paths, settings: Settings, secrets_of: Callable[[str], Mapping[str, str]]
    ) -> None:
        self._paths = paths
        self._settings = settings
        self._secrets_of = secrets_of
        self._kubeconfig = Path(settings.kubeconfig)
        self._doors: dict[str, str] = {}

    def present(self) -> bool:
        return os.access(self._kubeconfig, os.R_OK)

    def start(self, shop: str, job: JobContext) -> None:
        job.step("Preparing the shop's place in K3s")
        folder = self._paths.shop(shop).root
        with self._cluster() as cluster:
            self._wait_gone(cluster, shop, job)
            owners.readable(self._paths.models)
            owners.give(folder, owners.USER)
            space, wanted = self._wanted(cluster, shop)
            for manifest in wanted:
                cluster.apply(manifest)
            cluster.prune(wanted, space, f"{TENANT_LABEL}={shop}")
            job.step("Starting the shop's workload")
            self._wait(cluster, shop, {WAITING, READY}, START_SECONDS, job)

    def take_over(self, shop: str, job: JobContext) -> Endpoint:
        with self._cluster() as cluster:
            address = self._wait(cluster, shop, {READY}, TAKE_OVER_SECONDS, job)
            return Endpoint(address, self._door(cluster, shop))

    def endpoint(self, shop: str) -> Endpoint:
        with self._cluster() as cluster:
            pod = self._pod(cluster, shop)
            if not _address(pod):
                raise ShopAway(
                    f"This shop's workload does not run at this moment. {_reason(pod)}".strip(),
                    resolution="Run “shopwarden runtime status”, or ask again in a minute.",
                )
            return Endpoint(_address(pod), self._door(cluster, shop))

    def stop(self, shop: str, job: JobContext) -> None:
        job.step("Stopping the shop's workload")
        folder = self._paths.shop(shop).root
        try:
            with self._cluster() as cluster:
                self._end(cluster, shop)
        except NodeNotReady:
            if not _free(folder):
                raise
            log.warning("K3s does not answer; nobody serves %s, so it can come home", shop)
        owners.give(folder, self._paths.shops.stat().st_uid)

    def remove(self, shop: str) -> None:
        from k3s import manifests

        self._doors.pop(shop, None)
        if not self._kubeconfig.exists() and _free(self._paths.shop(shop).root):
            return  # K3s was taken off this box, and all of the shop's with it
        with self._cluster() as cluster:
            self._end(cluster, shop)
            cluster.delete(f"{COLLECTIONS['Namespace']}/{manifests.namespace_of(shop)}")
            cluster.prune((), manifests.namespace_of(shop), f"{TENANT_LABEL}={shop}")

    def drift(self, shop: str) -> tuple[str, ...]:
        with self._cluster() as cluster:
            space, wanted = self._wanted(cluster, shop)
            return cluster.drift(wanted, space)

    def _wanted(self, cluster: Objects, shop: str) -> tuple[str, tuple[dict[str, Any], ...]]:
        """Return the shop's namespace and what belongs there; the shared engine is there afterwards."""
        from k3s import manifests

        box = self._box(cluster)
        url, token = self._engine(cluster, box)
        given = {DOOR: self._door(cluster, shop), **self._secrets_of(shop)}
        given |= {ENGINE_TOKEN: token} if url else {}
        tenant = manifests.Tenant(shop, self._paths.shop(shop).root, given, url)
        return manifests.namespace_of(shop), manifests.tenant(box, tenant)

    def _engine(self, cluster: Objects, box: Any) -> tuple[str, str]:
        """Return where the shared language model answers and its token, both empty on a box without one."""
        from k3s import manifests

        if not self._settings.chat_model:
            return "", ""
        token = self._known(cluster, manifests.ENGINE, ENGINE_TOKEN) or secrets.token_urlsafe(32)
        lent = (node.name for node in cluster.nodes() if node.engine and node.ready)
        wanted = manifests.engine(box, token, tuple(dict.fromkeys((box.node, *lent))))
        made = {m["kind"]: cluster.apply(m) for m in wanted}
        cluster.prune(wanted, manifests.ENGINE, f"{manifests.ROLE}=engine")
        address = made["Service"]["spec"]["clusterIP"]
        return f"http://{address}:{manifests.ENGINE_PORT}", token

    def _box(self, cluster: Objects) -> Any:
        from k3s import manifests

        here = self._here(cluster)
        return manifests.Box(
            image=IMAGE,
            node=here.name,
            address=here.address,
            models=self._paths.models,
            forbidden=(f"{here.address}:{cluster.port()}", f"{here.address}:10250"),
            environment=self._environment(),
            seccomp=self._settings.seccomp_profile,
        )

    def _here(self, cluster: Objects) -> Node:
        """Return this box's own node: others of the cluster do not have the shops' folders."""
        own = config.read(self._kubeconfig.with_name("config.yaml")).get("node-name")
        for node in cluster.nodes():
            if node.ready and own in (None, node.name):
                return node
        raise NodeNotReady("The node is not ready.", resolution="Run “shopwarden node status”.")

    def _environment(self) -> dict[str, str]:
        """Return the settings of this box that shape a shop's answers, as variables."""
        chosen = {name: str(getattr(self._settings, name)) for name in (*PASSED_ON, *LIMITS)}
        return {f"SHOPWARDEN_{name.upper()}": value for name, value in chosen.items()}

    def _door(self, cluster: Objects, shop: str) -> str:
        """Return the secret between the box and the shop's workload, made on first use."""
        from k3s import manifests

        if shop not in self._doors:
            known = self._known(cluster, manifests.namespace_of(shop), DOOR)
            self._doors[shop] = known or secrets.token_urlsafe(32)
        return self._doors[shop]

    def _known(self, cluster: Objects, space: str, name: str) -> str:
        meta = {"namespace": space, "name": "secrets"}
        found = cluster.get({"kind": "Secret", "metadata": meta}) or {}
        return base64.b64decode((found.get("data") or {}).get(name, "")).decode()

    def _wait(self, cluster: Objects, shop: str, states: set[str], seconds: float, job: JobContext) -> str:
        """Return the workload's address once it says one of the states. Raises `WorkloadFailed`."""
        deadline, said = time.monotonic() + seconds, ""
        while time.monotonic() < deadline:
            pod = self._pod(cluster, shop)
            if _address(pod) and (said := _state(_address(pod))) in states:
                return _address(pod)
            reason = _reason(pod)
            if reason.partition(":")[0] in HOPELESS:
                raise _failed(reason)
            job.step("Waiting for the shop's workload")
            time.sleep(LOOK_SECONDS)
        raise _failed(
            _reason(self._pod(cluster, shop)) or f"it says “{said or 'nothing'}” after {seconds:.0f} s"
        )

    def _end(self, cluster: Objects, shop: str) -> None:
        """Return once nobody in the cluster serves the shop, nor will. Pods are told themselves: Kubernetes'
        own collector takes seconds to. That it has let go of the folder is what counts: a pod lingers for
        seconds after its processes."""
        from k3s import manifests

        space = manifests.namespace_of(shop)
        cluster.delete(_deployment(shop))
        for path in (f"/apis/apps/v1/namespaces/{space}/replicasets", f"/api/v1/namespaces/{space}/pods"):
            for item in cluster.list(path, labelSelector=f"{TENANT_LABEL}={shop}"):
                cluster.delete(f"{path}/{item['metadata']['name']}")
        self._wait_stopped(cluster, shop)

    def _wait_stopped(self, cluster: Objects, shop: str) -> None:
        deadline, folder = time.monotonic() + STOP_SECONDS, self._paths.shop(shop).root
        while there := _pods(cluster, shop):
            if all(_leaving(pod) for pod in there) and _free(folder):
                return
            if time.monotonic() > deadline:
                raise WorkloadFailed(
                    "The shop's workload does not end.",
                    resolution="Run “shopwarden node status”, then again.",
                )
            time.sleep(LOOK_SECONDS)

    def _wait_gone(self, cluster: Objects, shop: str, job: JobContext) -> None:
        """A namespace that is being deleted takes nothing new."""
        from k3s import manifests

        meta = {"name": manifests.namespace_of(shop)}
        deadline = time.monotonic() + STOP_SECONDS
        while _leaving(cluster.get({"kind": "Namespace", "metadata": meta})):
            if time.monotonic() > deadline:
                raise WorkloadFailed("What was left of the shop in K3s does not go away.")
            job.step("Waiting until what was left of the shop in K3s is gone")
            time.sleep(LOOK_SECONDS * 5)

    def _pod(self, cluster: Objects, shop: str) -> Mapping[str, Any]:
        """Return the newest pod of the shop that is not on its way out."""
        there = [pod for pod in _pods(cluster, shop) if not _leaving(pod)]
        return max(there, key=lambda pod: str(pod["metadata"].get("creationTimestamp")), default={})

    @contextlib.contextmanager
    def _cluster(self) -> Iterator[Objects]:
        with contextlib.closing(Objects(self._kubeconfig)) as cluster:
            yield cluster


def _deployment(shop: str) -> str:
    from k3s import manifests

    return f"{COLLECTIONS['Deployment'].format(manifests.namespace_of(shop))}/{manifests.WORKLOAD}"


def _pods(cluster: Objects, shop: str) -> list[dict[str, Any]]:
    from k3s import manifests

    path = f"/api/v1/namespaces/{manifests.namespace_of(shop)}/pods"
    return cluster.list(path, labelSelector=f"{TENANT_LABEL}={shop}")


def _leaving(item: Mapping[str, Any] | None) -> bool:
    return bool(item and item["metadata"].get("deletionTimestamp"))


def _address(pod: Mapping[str, Any]) -> str:
    """Return where a pod's shop answers; "" before its first container has started."""
    from k3s import manifests

    status = pod.get("status", {})
    running = any("running" in s.get("state", {}) for s in status.get("containerStatuses") or ())
    return f"http://{status['podIP']}:{manifests.SHOP_PORT}" if running and status.get("podIP") else ""


def _reason(pod: Mapping[str, Any]) -> str:
    return Pod(pod).reason() if pod else ""


def _state(address: str) -> str:
    """Return what the workload says of itself, "" while it says nothing."""
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=PROBE_SECONDS) as answer:  # noqa: S310
            return str(json.load(answer)["status"])
    except urllib.error.HTTPError as err:  # 503 until it serves, with its state in words
        with err, contextlib.suppress(ValueError, KeyError, TypeError):
            return str(json.load(err)["status"])
    except (OSError, ValueError, KeyError):
        pass
    return ""


def _free(folder: Path) -> bool:
    """Whether nobody serves the shop in this folder, which may be gone."""
    lock = FolderLock(folder)
    try:
        lock.take()
    except ShopAway:
        return False
    except OSError:
        return not folder.exists()
    lock.release()
    return True


def _failed(reason: str) -> WorkloadFailed:
    image = "Image" in reason.partition(":")[0] or "ImagePull" in reason
    return WorkloadFailed(
        f"The shop's workload did not come up: {reason}",
        resolution=f"Load the image {IMAGE} into K3s: “shopwarden node upgrade --bundle FILE”."
        if image
        else "The shop runs where it ran before. Run “shopwarden node status”.",
    )
