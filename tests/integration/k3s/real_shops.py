"""A real K3s that runs shops: installed, with our image in it, on a machine of namespaces."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import real_machine
from real_machine import RealDriver

from appliance.core.settings import Settings
from k3s import manifests
from k3s.objects import COLLECTIONS, Objects
from k3s.versions import number

PROFILE = "no-clone3.json"
NO_CLONE3 = {
    "defaultAction": "SCMP_ACT_ALLOW",
    "syscalls": [{"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38}],
}
"""What docs/k3s.md says of a K3s before 1.22: its containerd is too old for our libc."""


def why_not() -> str:
    """Return why no shop can run in a real K3s here; nothing where one can."""
    if reason := real_machine.why_not():
        return reason
    if not Path(os.environ.get("SHOPWARDEN_K3S_IMAGES") or "/nowhere").is_dir():
        return "no images for a real K3s: SHOPWARDEN_K3S_IMAGES names no folder of tars with its pause image"
    return ""


@contextlib.contextmanager
def ready(root: Path, image: Path) -> Iterator[RealDriver]:
    """Yield the machine with K3s running. Its network is this thread's while the block runs."""
    with real_machine.real(root) as machine:
        pause = _bring_images(machine)
        machine.call("install", binary=str(machine.binary), pause_image=pause)
        machine.run("k3s", "ctr", "--namespace", "k8s.io", "images", "import", str(image))
        with machine.network():
            yield machine


def settings(machine: RealDriver) -> Settings:
    """Return the settings of a box beside this K3s that does without a language model."""
    kubeconfig = machine.path("/etc/rancher/k3s/k3s.yaml")
    return Settings(chat_model="", kubeconfig=str(kubeconfig), seccomp_profile=_seccomp(machine))


def _seccomp(machine: RealDriver) -> str:
    """Return the profile that this K3s needs, put in its place; none for a newer one."""
    if number(str(machine.call("status")["version"])) >= (1, 22, 0):
        return ""
    folder = machine.path("/var/lib/kubelet/seccomp")
    folder.mkdir(exist_ok=True)
    (folder / PROFILE).write_text(json.dumps(NO_CLONE3))
    return PROFILE


def clear(kubeconfig: Path) -> None:
    """Leave no shop in the cluster, nor anything of one."""
    with contextlib.closing(Objects(kubeconfig)) as cluster:
        for kind in ("Namespace", "PersistentVolume"):
            for found in cluster.list(COLLECTIONS[kind], labelSelector=manifests.TENANT):
                cluster.delete(f"{COLLECTIONS[kind]}/{found['metadata']['name']}")
            while cluster.list(COLLECTIONS[kind], labelSelector=manifests.TENANT):
                time.sleep(0.2)


def _bring_images(machine: RealDriver) -> str:
    """Put the images where K3s imports them; return the pause image's name if one of them is called so."""
    target = machine.path("/var/lib/rancher/k3s/agent/images")
    target.mkdir(parents=True)
    pause = ""
    for file in sorted(Path(os.environ["SHOPWARDEN_K3S_IMAGES"]).glob("*.tar")):
        shutil.copy(file, target)
        if file.name.startswith("pause"):
            with tarfile.open(file) as tar:
                listed = tar.extractfile("manifest.json")
                assert listed
                [pause] = json.load(listed)[0]["RepoTags"]
    return pause
