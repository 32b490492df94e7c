"""The fake node's kubelet, for shops only: what their pods say is run as a process of this machine.

A pod has an address of loopback of its own, so that all can have the same port. Volumes are links: there is
no read-only root, no user, no policy here; those are tried on a real node.
"""

from __future__ import annotations

import base64
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from fake_store import Object, Store, now

SHOP_PROCESS = Path(__file__).parents[2] / "contract/shop_process.py"
TENANT = "shopwarden.dev/tenant"


class Kubelet:
    """Keeps one process for each pod of a shop. `folder` holds what the pods see."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def sync(self) -> None:
        """Start what is missing, end what is to go, tell how the rest is."""
        pods = {str(pod["metadata"]["uid"]): pod for pod in self._store.list("/api/v1/pods")}
        for uid, pod in pods.items():
            path = f"/api/v1/namespaces/{pod['metadata']['namespace']}/pods/{pod['metadata']['name']}"
            if pod["metadata"].get("deletionTimestamp"):
                self._end(uid)
                self._store.delete(path)
            elif uid not in self._running and _of_a_shop(pod):
                self._start(uid, pod, path)
        for uid in self._running.keys() - pods.keys():
            self._end(uid)

    def _start(self, uid: str, pod: Object, path: str) -> None:
        shop, space = pod["metadata"]["labels"][TENANT], pod["metadata"]["namespace"]
        data = self._folder / uid
        for folder in ("shops", "secrets"):
            (data / folder).mkdir(parents=True)
        claims = {
            v["name"]: v["persistentVolumeClaim"]["claimName"]
            for v in pod["spec"]["volumes"]
            if "persistentVolumeClaim" in v
        }
        (data / "shops" / shop).symlink_to(self._bound(space, claims["folder"]))
        secret = self._store.get(f"/api/v1/namespaces/{space}/secrets/secrets") or {}
        for name, value in secret["data"].items():
            (data / "secrets" / name).write_bytes(base64.b64decode(value))
        one, other = os.urandom(2)
        address = f"127.{100 + one % 100}.{other}.7"
        process = subprocess.Popen(
            [sys.executable, "-P", str(SHOP_PROCESS), str(data), shop, "8765", address],
            env={**os.environ, **_environment(pod), "SHOPWARDEN_SECRETS_DIR": str(data / "secrets")},
            stdout=subprocess.DEVNULL,
            stderr=(data / "log").open("wb"),
            start_new_session=True,  # pods go on when K3s ends
        )
        (data / "pid").write_text(str(process.pid))
        self._running[uid] = process
        [told] = pod["status"]["containerStatuses"]
        running = {**told, "state": {"running": {"startedAt": now()}}}
        status = {"phase": "Running", "podIP": address, "containerStatuses": [running]}
        self._store.merge(path, {"status": status})

    def _bound(self, space: str, claim: str) -> Path:
        """Return the folder of a claim: of the volume that was made for it, on this node."""
        found = self._store.get(f"/api/v1/namespaces/{space}/persistentvolumeclaims/{claim}") or {}
        volume: dict[str, Any] = (
            self._store.get(f"/api/v1/persistentvolumes/{found['spec']['volumeName']}") or {}
        )
        assert volume["spec"]["claimRef"] == {"namespace": space, "name": claim}
        return Path(volume["spec"]["local"]["path"])

    def _end(self, uid: str) -> None:
        process = self._running.pop(uid, None)
        if process:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
        (self._folder / uid / "pid").unlink(missing_ok=True)


def _environment(pod: Object) -> dict[str, str]:
    return {one["name"]: one.get("value", "") for one in pod["spec"]["containers"][0]["env"]}


def end_all(folder: Path) -> None:
    """End what goes on after its K3s: a test leaves no process behind."""
    for file in folder.glob("*/pid"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(file.read_text()), signal.SIGKILL)


def _of_a_shop(pod: Object) -> bool:
    """Whether the pod is one of ours and serves a shop."""
    first = pod["spec"]["containers"][0]
    return first.get("args", [])[:2] == ["runtime", "serve"]
