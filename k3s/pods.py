"""Ending what K3s leaves running and mounted when it stops: shims, mounts, interfaces, packet rules."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.core.errors import CommandFailed
from k3s import config
from k3s.layout import Layout
from k3s.shell import Run

if TYPE_CHECKING:
    import psutil

GRACE_SECONDS = 10.0
INTERFACES = ("cni0", "flannel.1", "flannel-wg", "kube-ipvs0")
RULES = ("KUBE-", "CNI-", "FLANNEL", "flannel")
SUBNET = Path("/run/flannel/subnet.env")


def end(layout: Layout, run: Run) -> None:
    """End every pod of this node and take its mounts away; on the real machine its network traces too."""
    _end_processes(layout)
    _unmount(layout, run)
    if layout.whole_machine:
        clear_network(run, _pod_networks(layout))
        for name in Path("/run/netns").glob("cni-*"):
            name.unlink(missing_ok=True)
        for folder in (Path("/var/lib/cni"), SUBNET.parent):
            shutil.rmtree(folder, ignore_errors=True)


def _pod_networks(layout: Layout) -> frozenset[str]:
    """Return the pods' ranges: older flannel's rules bear no name of Kubernetes's, only these."""
    found = {str(config.read(layout.config).get("cluster-cidr", ""))}
    with contextlib.suppress(FileNotFoundError):
        lines = (line.partition("=") for line in SUBNET.read_text().splitlines())
        found |= {value for key, _, value in lines if key == "FLANNEL_NETWORK"}
    return frozenset(found - {""})


def runs(layout: Layout, container: str) -> bool:
    """Whether the container has a task in this node's containerd."""
    return bool(container) and (layout.tasks / container).is_dir()


def shims(layout: Layout) -> list[psutil.Process]:
    """Return the containerd shims of this node: those that talk to its containerd or run from its data."""
    import psutil

    socket = str(layout.run / "containerd/containerd.sock")
    found = []
    for process in psutil.process_iter(["name", "cmdline"]):
        line = process.info["cmdline"] or []
        if str(process.info["name"] or "").startswith("containerd-shim") and socket in line:
            found.append(process)
    return found


def _end_processes(layout: Layout) -> None:
    import psutil

    ours = []
    for shim in shims(layout):
        with contextlib.suppress(psutil.NoSuchProcess):
            ours += [*shim.children(recursive=True), shim]
    for process in ours:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, alive = psutil.wait_procs(ours, GRACE_SECONDS)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, GRACE_SECONDS)


def _unmount(layout: Layout, run: Run) -> None:
    for mount in _mounts(layout):
        with contextlib.suppress(CommandFailed):
            run(("umount", "--lazy", mount))


def _mounts(layout: Layout) -> list[str]:
    """Return what is mounted for pods, deepest first."""
    below = (f"{layout.run}/", f"{layout.kubelet}/", "/run/netns/cni-" if layout.whole_machine else "\0")
    lines = Path("/proc/self/mounts").read_text().splitlines()
    points = {line.split()[1].encode().decode("unicode_escape") for line in lines}
    return sorted((point for point in points if point.startswith(below)), key=len, reverse=True)


def clear_network(run: Run, networks: frozenset[str]) -> None:
    """Take away K3s's interfaces and packet rules, and the routes to pods of other nodes."""
    for name in INTERFACES:
        with contextlib.suppress(CommandFailed):
            run(("ip", "link", "delete", name))
    for network in networks:
        with contextlib.suppress(CommandFailed):
            run(("ip", "route", "flush", "root", network))
    for save, restore in (("iptables-save", "iptables-restore"), ("ip6tables-save", "ip6tables-restore")):
        with contextlib.suppress(CommandFailed):
            run((restore,), stdin="".join(without_ours(run((save,)), networks)))
    with contextlib.suppress(CommandFailed):
        for name in run(("ipset", "list", "-name")).split():
            if name.startswith("KUBE-"):
                run(("ipset", "destroy", name))


def without_ours(rules: str, networks: frozenset[str]) -> Iterator[str]:
    """Yield the lines that are neither Kubernetes's nor about the pods' networks; everybody else's rules stay
    as they are."""
    for line in rules.splitlines(keepends=True):
        if not any(sign in line for sign in RULES) and not networks & set(line.split()):
            yield line
