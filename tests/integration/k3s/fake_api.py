"""The fake cluster's HTTPS API: /ping for everybody, the rest for holders of its client certificate."""

from __future__ import annotations

import base64
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml
from fake_store import Object, Store, merged, now
from fake_tls import kubeconfig

KINDS = frozenset(
    {
        *("namespaces", "nodes", "pods", "services", "serviceaccounts", "secrets", "configmaps", "endpoints"),
        *("resourcequotas", "limitranges", "events", "persistentvolumes", "persistentvolumeclaims"),
        *("leases", "deployments", "replicasets", "daemonsets", "statefulsets", "networkpolicies"),
        *("roles", "rolebindings", "clusterroles", "clusterrolebindings", "priorityclasses"),
    }
)
LISTS = {"leases": "LeaseList", "deployments": "DeploymentList"}


class Cluster:
    """What the server's process knows."""

    def __init__(self, store: Store, tls: Path, token: str) -> None:
        self.store = store
        self.tls = tls
        self.token = token
        self.ready = threading.Event()

    def serve(self, port: int) -> ThreadingHTTPServer:
        """Listen; raises OSError when the port is taken."""
        cluster = self

        class Handler(_Handler):
            state = cluster

        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(
            self.tls / "serving-kube-apiserver.crt", self.tls / "serving-kube-apiserver.key"
        )
        context.verify_mode = ssl.CERT_OPTIONAL
        context.load_verify_locations(self.tls / "client-ca.crt")
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


class _Handler(BaseHTTPRequestHandler):
    state: Cluster
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        path, query = self._address()
        if path == "/ping":
            self._send(200, "pong", "text/plain")
        elif path == "/cacerts":
            self._send(200, (self.state.tls / "server-ca.crt").read_text(), "text/plain")
        elif self._known():
            self._get(path, query)

    def do_POST(self) -> None:
        path, _ = self._address()
        body = self._body()
        if path == "/fake/join":
            self._join(body)
        elif self._known():
            full = f"{path}/{body['metadata']['name']}"
            if self.state.store.get(full):
                self._status(409, "AlreadyExists", f"{full} already exists")
            else:
                self._json(201, self.state.store.put(full, _namespaced(path, body)))

    def do_PUT(self) -> None:
        path, _ = self._address()
        body = self._body()
        if self._known():
            self._json(200, self.state.store.put(path, _namespaced(path, body)))

    def do_PATCH(self) -> None:
        """Server-side apply and merge patches: both end as one merged object here. A `dryRun` stores nothing;
        who wrote what is on record as `managedFields`."""
        path, query = self._address()
        body = _namespaced(path, self._body())
        if not self._known():
            return
        space = body["metadata"].get("namespace")
        if space and not self.state.store.get(f"/api/v1/namespaces/{space}"):
            self._status(404, "NotFound", f'namespaces "{space}" not found')
        elif "merge-patch" in self.headers["Content-Type"] and self.state.store.get(path) is None:
            self._status(404, "NotFound", f"{path} not found")
        elif "dryRun" in query:
            self._json(200, merged(self.state.store.get(path) or {}, body))
        else:
            manager = query.get("fieldManager", ["kubectl-edit"])[0]
            self._json(200, self.state.store.merge(path, _signed(self.state.store.get(path), body, manager)))

    def do_DELETE(self) -> None:
        path, _ = self._address()
        self._body()
        if not self._known():
            return
        if self.state.store.get(path) is None:
            self._status(404, "NotFound", f"{path} not found")
            return
        if "/pods/" in path or path.split("/")[-2] == "namespaces":  # what is in it ends first
            leaving = {"name": path.rpartition("/")[2], "deletionTimestamp": now()}
            self.state.store.merge(path, _namespaced(path, {"metadata": leaving}))
        else:
            self.state.store.delete(path)
        self._json(200, {"kind": "Status", "apiVersion": "v1", "status": "Success"})

    def _get(self, path: str, query: dict[str, list[str]]) -> None:
        if path == "/readyz":
            ready = self.state.ready.is_set()
            self._send(200 if ready else 500, "ok" if ready else "[-]poststarthook failed", "text/plain")
        elif path == "/version":
            self._json(200, {"major": "1", "minor": "31", "gitVersion": "v1.31.4+k3s1"})
        elif path.rpartition("/")[2] in KINDS and path.split("/")[-2] not in KINDS:
            self._list(path, query)
        elif (found := self.state.store.get(path)) is None:
            self._status(404, "NotFound", f"{path} not found")
        else:
            self._json(200, found)

    def _list(self, path: str, query: dict[str, list[str]]) -> None:
        items = self.state.store.list(path)
        for wish in ",".join(query.get("labelSelector", [])).split(","):
            key, _, value = wish.partition("=")
            if key:
                items = [i for i in items if _has(i, key, value)]
        kind = LISTS.get(path.rpartition("/")[2], "List")
        self._json(200, {"kind": kind, "apiVersion": "v1", "metadata": {}, "items": items})

    def _join(self, body: Object) -> None:
        """An agent's registration: by token, and by the password that its name was first used with."""
        given = base64.b64decode(self.headers.get("Authorization", "Basic ").split()[1]).decode()
        if given.partition(":")[2] != self.state.token:
            self._status(401, "Unauthorized", "Unauthorized")
            return
        secret = f"/api/v1/namespaces/kube-system/secrets/{body['name']}.node-password.k3s"
        known = self.state.store.get(secret)
        if known and known["data"] != {"hash": body["password"]}:
            self._status(403, "Forbidden", "Node password rejected, duplicate hostname or contents of"
                         " '/etc/rancher/node/password' may not match server node-passwd entry")  # fmt: skip
            return
        meta = {"name": f"{body['name']}.node-password.k3s", "namespace": "kube-system"}
        self.state.store.put(secret, {"metadata": meta, "data": {"hash": body["password"]}})
        report(self.state.store, body["name"], body["address"], body["version"], body)
        port = int(self.headers["Host"].rpartition(":")[2])
        self._json(200, {"kubeconfig": kubeconfig(self.state.tls, port)})

    def _known(self) -> bool:
        """Whether the caller showed the client certificate; says 401 if not."""
        if self.connection.getpeercert():
            return True
        self._status(401, "Unauthorized", "Unauthorized")
        return False

    def _address(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        return parts.path.rstrip("/"), parse_qs(parts.query)

    def _body(self) -> Object:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        found: Object = yaml.safe_load(raw) if raw else {}
        return found

    def _status(self, code: int, reason: str, message: str) -> None:
        self._json(
            code, {"kind": "Status", "status": "Failure", "reason": reason, "message": message, "code": code}
        )

    def _json(self, code: int, body: Object) -> None:
        self._send(code, json.dumps(body), "application/json")

    def _send(self, code: int, text: str, kind: str) -> None:
        data = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _has(item: Object, key: str, value: str) -> bool:
    labels = item["metadata"].get("labels") or {}
    return labels.get(key) == value if value else key in labels


def _signed(before: Object | None, body: Object, manager: str) -> Object:
    """Return the change with its writer on record, and what the API server fills in by itself."""
    fields = {"manager": manager, "fieldsV1": {f"f:{key}": {} for key in body if key in {"spec", "data"}}}
    wrote = (before or {}).get("metadata", {}).get("managedFields", ())
    known = [] if manager == "shopwarden" else [f for f in wrote if f["manager"] != manager]  # it forces
    signed = {**body, "metadata": {**body["metadata"], "managedFields": [*known, fields]}}
    if body.get("kind") == "Service" and not before:
        signed["spec"] = {"clusterIP": "10.43.7.7", **body["spec"]}
    return signed


def _namespaced(path: str, item: Object) -> Object:
    """Give the object the namespace of its path."""
    _, found, rest = path.partition("/namespaces/")
    space, more, _ = rest.partition("/")
    meta: dict[str, Any] = {**item.get("metadata", {}), **({"namespace": space} if found and more else {})}
    return {**item, "metadata": meta}


def report(store: Store, name: str, address: str, version: str, more: Object) -> None:
    """A kubelet's report: the node is ready, its lease is renewed."""
    meta: Object = {"name": name}
    if more.get("labels"):
        meta["labels"] = dict(label.split("=", 1) for label in more["labels"])
    node = {
        "kind": "Node",
        "metadata": meta,
        "spec": {"taints": more.get("taints") or []},
        "status": {
            "addresses": [{"type": "InternalIP", "address": address}],
            "conditions": [{"type": "Ready", "status": "True", "message": "kubelet is posting ready status"}],
            "nodeInfo": {"kubeletVersion": version},
        },
    }
    store.put(f"/api/v1/nodes/{name}", node)
    lease = {"metadata": {"name": name, "namespace": "kube-node-lease"}, "spec": {"renewTime": now()}}
    store.put(f"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{name}", lease)
