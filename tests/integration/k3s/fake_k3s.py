"""A believable K3s: it refuses what the real one refuses, and takes its time. Run by an executable named
`k3s` that `install` writes. What it does was recorded from a real v1.21.2; times are 20 times shorter."""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import secrets
import signal
import ssl
import sys
import tarfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, NoReturn

import yaml
from fake_api import Cluster, report
from fake_kubelet import Kubelet
from fake_store import Store, now
from fake_tls import ca_hash, kubeconfig, make

SERVER_KEYS = frozenset(
    {
        *("data-dir", "node-name", "node-ip", "advertise-address", "flannel-iface", "tls-san", "pause-image"),
        *("flannel-backend",),
        *("https-listen-port", "cluster-cidr", "service-cidr", "cluster-dns", "disable", "cluster-init"),
        *("disable-helm-controller", "write-kubeconfig", "write-kubeconfig-mode", "secrets-encryption"),
    }
)
AGENT_KEYS = frozenset(
    {
        *("data-dir", "server", "token", "node-name", "node-ip", "flannel-iface", "pause-image"),
        *("node-label", "node-taint"),
    }
)
API_AFTER, READY_AFTER, NODE_AFTER, LEASE_EVERY = 0.2, 0.5, 0.7, 0.3
RETRY = 0.2
TASKS = Path("run/k3s/containerd/io.containerd.runtime.v2.task/k8s.io")


def install(file: Path, version: str = "v1.31.4+k3s1", breaks: str = "") -> Path:
    """Write an executable named k3s of that version; `breaks` is "never-ready" or "exits" for a bad one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"#!{sys.executable} -I\n"
        f"import sys\n"
        f"if sys.argv[1:] == ['--version']:\n"
        f"    print('k3s version {version} (a562d090)\\ngo version go1.22.9')\n"
        f"    sys.exit()\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        f"import fake_k3s\nfake_k3s.main({version!r}, {breaks!r})\n"
    )
    file.chmod(0o755)
    return file


def main(version: str, breaks: str) -> None:
    if Path(sys.argv[0]).name != "k3s":
        fail(f"unknown personality {sys.argv[0]}")
    wish = parser().parse_args()
    wish.run(wish, version, breaks)


def parser() -> argparse.ArgumentParser:
    top = _Parser(prog="k3s", allow_abbrev=False)
    commands = top.add_subparsers(required=True)
    server = commands.add_parser("server", allow_abbrev=False)
    server.add_argument("--config", type=Path, required=True)
    server.add_argument("--cluster-reset", action="store_true")
    server.add_argument("--cluster-reset-restore-path", type=Path)
    server.set_defaults(run=Server.run)
    agent = commands.add_parser("agent", allow_abbrev=False)
    agent.add_argument("--config", type=Path, required=True)
    agent.set_defaults(run=run_agent)
    snapshot = commands.add_parser("etcd-snapshot", allow_abbrev=False).add_subparsers(required=True)
    save = snapshot.add_parser("save", allow_abbrev=False)
    save.add_argument("--data-dir", type=Path, required=True)
    save.add_argument("--name", required=True)
    save.set_defaults(run=save_snapshot)
    return top


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"Incorrect Usage: flag provided but not defined: {message}", file=sys.stderr)
        sys.exit(1)


def say(level: str, text: str) -> None:
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    print(f'time="{stamp}" level={level} msg="{text}"', file=sys.stderr, flush=True)


def fail(text: str) -> NoReturn:
    say("fatal", text)
    sys.exit(1)


def configured(file: Path, keys: frozenset[str]) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text())
    for key in found.keys() - keys:
        fail(f"flag provided but not defined: -{key}")
    return found


def unpack(data: Path, version: str) -> None:
    """The first call of any subcommand unpacks the binary's own files."""
    mark = data / "data" / hashlib.sha256(version.encode()).hexdigest()
    if not mark.exists():
        say("info", f"Preparing data dir {mark}")
        (mark / "bin").mkdir(parents=True)
        (mark / "bin/k3s").write_bytes(b"\0" * 4096)


class Server:
    """`k3s server`."""

    @staticmethod
    def run(wish: argparse.Namespace, version: str, breaks: str) -> None:
        say("info", f"Starting k3s {version} (a562d090)")
        if breaks == "exits":
            fail("starting kubernetes: preparing server: a planted fault")
        Server(wish, version, breaks).serve()

    def __init__(self, wish: argparse.Namespace, version: str, breaks: str) -> None:
        self.config = configured(wish.config, SERVER_KEYS)
        self.version, self.breaks = version, breaks
        self.data = Path(self.config["data-dir"])
        self.port = int(self.config.get("https-listen-port", 6443))
        self.home = wish.config.parent
        unpack(self.data, version)
        if wish.cluster_reset:
            self.reset(wish.cluster_reset_restore_path)
        self.token = self.prepare()

    def reset(self, snapshot: Path) -> None:
        """Take the snapshot as the state and end, as etcd's reset does."""
        target = self.etcd()
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(snapshot.read_bytes())
        say(
            "info",
            "Managed etcd cluster membership has been reset, restart without --cluster-reset flag now.",
        )
        sys.exit(0)

    def etcd(self) -> Path:
        return self.data / "server/db/etcd/member/snap/db"

    def prepare(self) -> str:
        """Make what a server makes at its first start, check what a later one finds; return the token."""
        server = self.data / "server"
        for folder in (server / "cred", server / "db", self.data / "agent/images", self.home.parent / "node"):
            folder.mkdir(parents=True, exist_ok=True)
        make(server / "tls", ["127.0.0.1", str(self.config.get("node-ip", "127.0.0.1"))])
        token = server / "token"
        if not token.exists():
            token.write_text(f"K10{ca_hash(server / 'tls')}::server:{secrets.token_hex(16)}\n")
            token.chmod(0o600)
        if self.config.get("secrets-encryption"):
            key = server / "cred/encryption-config.json"
            if not key.exists():
                key.write_text(json.dumps({"kind": "EncryptionConfiguration", "key": secrets.token_hex(16)}))
                key.chmod(0o600)
        password = self.home.parent / "node/password"
        if not password.exists():
            password.write_text(secrets.token_hex(16))
            password.chmod(0o600)
        return token.read_text().strip()

    def serve(self) -> None:
        etcd = self.config.get("cluster-init")
        store = Store(self.etcd() if etcd else self.data / "server/db/state.db")
        self.check(store)
        self.images()
        time.sleep(API_AFTER)
        cluster = Cluster(store, self.data / "server/tls", self.token.rpartition(":")[2])
        try:
            cluster.serve(self.port)
        except OSError:
            fail(f"preparing server: listen tcp :{self.port}: bind: address already in use")
        signal.signal(signal.SIGTERM, lambda *_: os._exit(1))
        self.kubeconfig()
        say("info", f"Running kube-apiserver --secure-port=6444 --advertise-port={self.port}")
        time.sleep(READY_AFTER - API_AFTER)
        cluster.ready.set()
        if self.breaks == "never-ready":
            threading.Event().wait()
        time.sleep(NODE_AFTER - READY_AFTER)
        self.kubelet()
        name, address = self.config["node-name"], self.config.get("node-ip", "127.0.0.1")
        say("info", f"k3s is up and running, node {name}")
        kubelet = Kubelet(store, self.data / "agent/pods")
        while True:
            report(store, name, address, self.version, {})
            advance(store, name, self.data.parents[3] / TASKS)
            kubelet.sync()
            time.sleep(LEASE_EVERY)

    def kubelet(self) -> None:
        """What a kubelet leaves behind outside K3s's data directory."""
        root = self.data.parents[3]
        for kept in ("var/lib/kubelet/device-plugins/DEPRECATION", "var/log/pods/shop_bot_1/bot/0.log"):
            (root / kept).parent.mkdir(parents=True, exist_ok=True)
            (root / kept).write_text("left\n")

    def check(self, store: Store) -> None:
        """A store that was made with another token or node password cannot be used."""
        digest = hashlib.sha256(self.token.encode()).hexdigest()
        known = store.get("/bootstrap")
        if known and known["token"] != digest:
            fail("preparing server: bootstrap data already found and encrypted with different token")
        store.put("/bootstrap", {"token": digest})
        password = hashlib.sha256((self.home.parent / "node/password").read_bytes()).hexdigest()
        node = store.get("/node-password")
        if node and node["hash"] != password:
            say(
                "error",
                "Node password rejected, duplicate hostname or contents of '/etc/rancher/node/password'",
            )
            self.breaks = "never-ready"
        store.put("/node-password", node or {"hash": password})

    def images(self) -> None:
        """Import the image tars; a bad one is logged and left."""
        for file in sorted((self.data / "agent/images").glob("*.tar")):
            try:
                with tarfile.open(file) as tar:
                    tar.getmember("index.json")
                say("info", f"Imported images from {file} in 0.1s")
            except (tarfile.TarError, KeyError):
                say("error", f"Error encountered while importing {file}: archive/tar: invalid tar header")

    def kubeconfig(self) -> None:
        file = Path(self.config["write-kubeconfig"])
        file.write_text(kubeconfig(self.data / "server/tls", self.port))
        file.chmod(int(str(self.config.get("write-kubeconfig-mode", "0600")), 8))


def advance(store: Store, node: str, tasks: Path) -> None:
    """Controllers: a Deployment gets its pods, they become ready, and containerd has their tasks; one that is
    gone takes its pods along."""
    for space in store.list("/api/v1/namespaces"):
        if space["metadata"].get("deletionTimestamp"):
            _tidy(store, space["metadata"]["name"])
    for pod in store.list("/api/v1/pods"):
        meta = pod["metadata"]
        owner = f"/apis/apps/v1/namespaces/{meta['namespace']}/deployments/{meta['name'].rpartition('-')[0]}"
        if "app" in (meta.get("labels") or {}) and not store.get(owner):
            space = f"/api/v1/namespaces/{meta['namespace']}/pods"
            store.merge(f"{space}/{meta['name']}", {"metadata": {"deletionTimestamp": now()}})
    for item in store.list("/apis/apps/v1/deployments"):
        meta, wanted = item["metadata"], int(item.get("spec", {}).get("replicas", 1))
        if int(item.get("status", {}).get("readyReplicas") or 0) == wanted:
            continue
        space = f"/api/v1/namespaces/{meta['namespace']}/pods"
        template = item["spec"]["template"]
        for number in range(wanted):
            name = f"{meta['name']}-{number}"
            pod_meta = {**template.get("metadata", {}), "name": name, "namespace": meta["namespace"]}
            spec = {**template["spec"], "nodeName": node}
            status = {
                "phase": "Running",
                "containerStatuses": [_started(c, tasks) for c in spec["containers"]],
            }
            store.put(f"{space}/{name}", {"metadata": pod_meta, "spec": spec, "status": status})
        path = f"/apis/apps/v1/namespaces/{meta['namespace']}/deployments/{meta['name']}"
        store.merge(path, {"status": {"readyReplicas": wanted, "replicas": wanted}})


def _tidy(store: Store, space: str) -> None:
    """A namespace goes once its pods have gone."""
    pods = f"/api/v1/namespaces/{space}/pods"
    for item in store.list(f"/apis/apps/v1/namespaces/{space}/deployments"):
        store.delete(f"/apis/apps/v1/namespaces/{space}/deployments/{item['metadata']['name']}")
    for pod in store.list(pods):
        store.merge(f"{pods}/{pod['metadata']['name']}", {"metadata": {"deletionTimestamp": now()}})
    if not store.list(pods):
        store.delete(f"/api/v1/namespaces/{space}")


def _started(container: dict[str, Any], tasks: Path) -> dict[str, Any]:
    task = secrets.token_hex(32)
    (tasks / task).mkdir(parents=True)
    return {
        "name": container["name"], "ready": True, "restartCount": 0, "containerID": f"containerd://{task}",
    }  # fmt: skip


def run_agent(wish: argparse.Namespace, version: str, _breaks: str) -> None:
    """`k3s agent`: tries for ever, saying why not."""
    say("info", f"Starting k3s agent {version} (a562d090)")
    config = configured(wish.config, AGENT_KEYS)
    unpack(Path(config["data-dir"]), version)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(1))
    password = wish.config.parent.parent / "node/password"
    if not password.exists():
        password.parent.mkdir(parents=True, exist_ok=True)
        password.write_text(secrets.token_hex(16))
    while True:
        try:
            _join(config, password.read_text(), version)
        except (OSError, ValueError) as err:
            say("error", str(err))
        time.sleep(RETRY)


def _join(config: dict[str, Any], password: str, version: str) -> None:
    server, token = config["server"], str(config["token"])
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with urllib.request.urlopen(f"{server}/cacerts", context=context, timeout=5) as answer:
        found = hashlib.sha256(answer.read()).hexdigest()
    secure = re.match(r"K10([0-9a-f]{64})::", token)
    if secure and secure[1] != found:
        raise ValueError(
            f"token CA hash does not match the Cluster CA certificate hash: {secure[1]} != {found}"
        )
    body = {
        "name": config["node-name"], "password": password, "version": version,
        "address": config.get("node-ip", "127.0.0.1"), "labels": config.get("node-label"),
        "taints": config.get("node-taint"),
    }  # fmt: skip
    login = base64.b64encode(f"node:{token.rpartition(':')[2]}".encode()).decode()
    request = urllib.request.Request(
        f"{server}/fake/join", json.dumps(body).encode(), {"Authorization": f"Basic {login}"}
    )
    try:
        with urllib.request.urlopen(request, context=context, timeout=5) as answer:
            file = Path(config["data-dir"]) / "agent/kubelet.kubeconfig"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.loads(answer.read())["kubeconfig"])
    except urllib.error.HTTPError as err:
        said = json.loads(err.read())["message"]
        raise ValueError(
            "Failed to configure agent: failed to retrieve configuration from server:"
            f" https://127.0.0.1:6444/v1-k3s/config: {err.code} {said}"
        ) from None


def save_snapshot(wish: argparse.Namespace, version: str, _breaks: str) -> None:
    """`k3s etcd-snapshot save`: refuses without etcd, as the real one does."""
    unpack(wish.data_dir, version)
    etcd = wish.data_dir / "server/db/etcd/member/snap/db"
    if not etcd.exists():
        fail("etcd datastore disabled")
    import sqlite3

    target = wish.data_dir / "server/db/snapshots" / f"{wish.name}-node-{int(time.time())}"
    target.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(etcd) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    say("info", f"Saving etcd snapshot to {target}")
