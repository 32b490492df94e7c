"""Objects of the cluster as we want them: applied server-side, pruned, compared with what is there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from appliance.core.errors import WorkloadFailed
from k3s import api

MANAGER = "shopwarden"
MANAGED = "app.kubernetes.io/managed-by"
CALL_SECONDS = 20.0
COLLECTIONS = {
    "Namespace": "/api/v1/namespaces",
    "PersistentVolume": "/api/v1/persistentvolumes",
    "ResourceQuota": "/api/v1/namespaces/{}/resourcequotas",
    "LimitRange": "/api/v1/namespaces/{}/limitranges",
    "NetworkPolicy": "/apis/networking.k8s.io/v1/namespaces/{}/networkpolicies",
    "ServiceAccount": "/api/v1/namespaces/{}/serviceaccounts",
    "Secret": "/api/v1/namespaces/{}/secrets",
    "PersistentVolumeClaim": "/api/v1/namespaces/{}/persistentvolumeclaims",
    "Service": "/api/v1/namespaces/{}/services",
    "Deployment": "/apis/apps/v1/namespaces/{}/deployments",
}
"""Where the kinds that we apply live."""
FOREIGN = {
    **{kind: COLLECTIONS[kind] for kind in ("NetworkPolicy", "Service", "Deployment")},
    "Role": "/apis/rbac.authorization.k8s.io/v1/namespaces/{}/roles",
    "RoleBinding": "/apis/rbac.authorization.k8s.io/v1/namespaces/{}/rolebindings",
    "DaemonSet": "/apis/apps/v1/namespaces/{}/daemonsets",
    "StatefulSet": "/apis/apps/v1/namespaces/{}/statefulsets",
}
"""What somebody else could put beside ours to open a way in or out."""
CLUSTERS_OWN = frozenset({MANAGER, "k3s", "kube-controller-manager", "kubelet"})
"""Whose writing is no drift: the controllers of Kubernetes, which are `k3s` itself in older versions."""
PASSING = ("managedFields", "resourceVersion", "generation", "uid", "creationTimestamp")

Manifest = Mapping[str, Any]


class Objects(api.Api):
    """The cluster's API for whoever changes it. Calls raise `NodeNotReady` when it cannot be had, and
    `WorkloadFailed` with its words when it refuses."""

    def apply(self, manifest: Manifest, *, pretend: bool = False) -> dict[str, Any]:
        """Return the object as the cluster has it once ours is applied; `pretend` changes nothing."""
        query = {"fieldManager": MANAGER, "force": "true"} | ({"dryRun": "All"} if pretend else {})
        status, text = self._send("PATCH", path_of(manifest), query, manifest)
        if status not in {200, 201}:
            raise _refused(manifest, text)
        found: dict[str, Any] = json.loads(text)
        return found

    def get(self, manifest: Manifest) -> dict[str, Any] | None:
        """Return the object of this kind and name as it is."""
        return self._item(path_of(manifest))

    def list(self, path: str, **query: str) -> list[dict[str, Any]]:
        return self._items(path, **query)

    def delete(self, path: str) -> bool:
        """Let the object and what belongs to it be deleted; False when it is not there."""
        status, text = self._send("DELETE", path, {"propagationPolicy": "Background"}, None)
        if status not in {200, 202, 404}:
            raise WorkloadFailed(f"Kubernetes keeps {path}.", details=text[-500:])
        return status != 404

    def prune(self, wanted: Sequence[Manifest], space: str, selector: str) -> tuple[str, ...]:
        """Delete what we applied once and want no more, there and of the volumes of `selector`, and whatever
        others put into the namespace to open it."""
        for kind, item in self._added(wanted, space):
            self.delete(f"{FOREIGN[kind].format(space)}/{item['metadata']['name']}")
        kept = {path_of(manifest) for manifest in wanted}
        gone = []
        for kind, item in self._ours(space, selector):
            path = path_of({"kind": kind, **item})
            if path not in kept and self.delete(path):
                gone.append(path)
        return tuple(gone)

    def drift(self, wanted: Iterable[Manifest], space: str) -> tuple[str, ...]:
        """Return what is not as we applied it, in words, sorted."""
        wanted = tuple(wanted)
        changed = [word for manifest in wanted if (word := self._change(manifest))]
        added = [f"{_named(kind, item)} was added" for kind, item in self._added(wanted, space)]
        return tuple(sorted((*changed, *added)))

    def _added(self, wanted: Sequence[Manifest], space: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield what others put beside ours."""
        names = {(m["kind"], m["metadata"]["name"]) for m in wanted}
        for kind, path in FOREIGN.items():
            for item in self.list(path.format(space)):
                ours = (item["metadata"].get("labels") or {}).get(MANAGED) == MANAGER
                if not ours and (kind, item["metadata"]["name"]) not in names:
                    yield kind, item

    def _change(self, manifest: Manifest) -> str:
        found, name = self.get(manifest), _named(manifest["kind"], manifest)
        if found is None:
            return f"{name} is missing"
        if found["metadata"].get("deletionTimestamp"):
            return f"{name} is being deleted"
        if _lasting(self.apply(manifest, pretend=True)) != _lasting(found) or _others(found):
            return f"{name} was changed"
        return ""

    def _ours(self, space: str, selector: str) -> Iterable[tuple[str, dict[str, Any]]]:
        for kind, collection in COLLECTIONS.items():
            if "{}" in collection:
                ours = self.list(collection.format(space), labelSelector=f"{MANAGED}={MANAGER}")
                yield from ((kind, item) for item in ours)
        volumes = self.list(COLLECTIONS["PersistentVolume"], labelSelector=selector)
        yield from (("PersistentVolume", item) for item in volumes)

    def _send(
        self, method: str, path: str, query: Mapping[str, str], body: Manifest | None
    ) -> tuple[int, str]:
        with api.translated():
            client = self._client()
            _, url, headers, *_ = client.param_serialize(
                method, path, query_params=[], auth_settings=["BearerToken"]
            )
            headers["Content-Type"] = (
                "application/apply-patch+yaml" if body is not None else "application/json"
            )
            answer = client.call_api(
                method,
                f"{url}?{urlencode(query)}",
                headers,
                json.dumps(body) if body is not None else None,  # JSON is YAML
                _request_timeout=CALL_SECONDS,
            )
            answer.read()
            return int(answer.status), bytes(answer.data).decode()


def path_of(manifest: Manifest) -> str:
    """Return an object's path in the API."""
    meta = manifest["metadata"]
    return f"{COLLECTIONS[manifest['kind']].format(meta.get('namespace', ''))}/{meta['name']}"


def _named(kind: str, item: Manifest) -> str:
    return f"{kind} {item['metadata']['name']}"


def _lasting(item: Manifest) -> dict[str, Any]:
    """Return the object without what every write changes."""
    meta = {name: value for name, value in item["metadata"].items() if name not in PASSING}
    return {**{k: v for k, v in item.items() if k != "status"}, "metadata": meta}


def _others(item: Manifest) -> bool:
    """Whether somebody but us and the cluster's own controllers wrote into what the object asks for."""
    return any(
        entry.get("manager") not in CLUSTERS_OWN
        and entry.get("subresource") != "status"
        and set(entry.get("fieldsV1") or {}) & {"f:spec", "f:data", "f:automountServiceAccountToken"}
        for entry in item["metadata"].get("managedFields") or ()
    )


def _refused(manifest: Manifest, text: str) -> WorkloadFailed:
    try:
        why = json.loads(text)["message"]
    except (ValueError, KeyError, TypeError):
        why = text[-500:]
    return WorkloadFailed(
        f"Kubernetes refuses the {_named(manifest['kind'], manifest)}: {why}",
        resolution="The shop runs where it ran before. Run “shopwarden node status”.",
    )
