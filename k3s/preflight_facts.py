"""What preflight looks at, gathered once: the checks themselves are pure."""

from __future__ import annotations

import gzip
import json
import os
import platform
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network
from pathlib import Path

from appliance.core.node import Level, NodeCheck
from k3s import commands
from k3s.layout import Layout
from k3s.shell import SAFE_PATH, Run

TOOLS = ("iptables", "ipset", "conntrack", "nft", "ip", "mount", "modprobe", "setpriv")
KERNEL = ("overlay", "br_netfilter", "nf_conntrack", "veth", "bridge", "iptable_nat", "nf_tables")
OURS = frozenset({"cni0", "flannel.1", "shopwarden0", "kube-ipvs0"})
"""Interfaces that K3s or we have made: their routes clash with nothing."""


@dataclass(frozen=True)
class Route:
    device: str
    network: IPv4Network


@dataclass(frozen=True)
class Facts:
    """A machine as preflight sees it. Sizes are bytes; `kernel` says for a feature whether it is there,
    None where that cannot be told."""

    system: str = "Linux"
    machine: str = "x86_64"
    root: bool = True
    kernel_release: str = "6.1.0"
    kernel: Mapping[str, bool | None] = field(default_factory=dict)
    controllers: frozenset[str] = frozenset({"cpu", "cpuset", "memory", "pids"})
    cgroup_version: int = 2
    contained: bool = False
    memory: int = 8 << 30
    disk_free: int = 100 << 30
    inodes_free: int = 1 << 20
    filesystem: str = "ext4"
    cpus: int = 4
    swap: int = 0
    tools: Mapping[str, bool] = field(default_factory=lambda: dict.fromkeys(TOOLS, True))
    ports_taken: tuple[int, ...] = ()
    routes: tuple[Route, ...] = ()
    default_route: bool = True
    pinned: str = ""
    pods: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    clock: str = "synchronised"
    year: int = 2026
    hostname: str = "shop"
    firewalls: tuple[str, ...] = ()
    installed: bool = False
    foreign: bool = False
    """A K3s that is not ours is on this machine."""


def found(check: str, level: Level, title: str, message: str, fix: str = "") -> NodeCheck:
    """Return what a check found."""
    return NodeCheck(check=check, level=level, title=title, message=message, fix=fix)


def gather(
    layout: Layout,
    run: Run,
    ports: Sequence[int],
    *,
    pods: Sequence[str],
    services: Sequence[str],
    pinned: str,
    installed: bool,
) -> Facts:
    """Look at this machine."""
    import time

    import psutil

    from k3s import containerd

    where = _existing(layout.data)
    disk, inodes = shutil.disk_usage(where), os.statvfs(where)
    routes = _routes(run)
    return Facts(
        system=platform.system(),
        machine=platform.machine(),
        root=os.geteuid() == 0,
        kernel_release=platform.release(),
        kernel={name: _feature(name) for name in KERNEL},
        controllers=_controllers(),
        cgroup_version=2 if Path("/sys/fs/cgroup/cgroup.controllers").exists() else 1,
        contained=containerd.contained(),
        memory=psutil.virtual_memory().total,
        disk_free=disk.free,
        inodes_free=inodes.f_favail if inodes.f_files else 1 << 20,
        filesystem=_filesystem(where),
        cpus=os.cpu_count() or 1,
        swap=psutil.swap_memory().total,
        tools={name: shutil.which(name, path=SAFE_PATH) is not None for name in TOOLS},
        ports_taken=() if installed else tuple(port for port in ports if _taken(port)),
        routes=tuple(route for route in routes if route.network.prefixlen),
        default_route=any(not route.network.prefixlen for route in routes),
        pinned=pinned,
        pods=tuple(pods),
        services=tuple(services),
        clock=_clock(),
        year=time.gmtime().tm_year,
        hostname=socket.gethostname(),
        firewalls=tuple(name for name in ("ufw", "firewalld") if _active(name)),
        installed=installed,
        foreign=not installed
        and not layout.left_data.exists()
        and (layout.server.exists() or (layout.run / "containerd/containerd.sock").exists()),
    )


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _feature(name: str) -> bool | None:
    """Whether the kernel has the feature: loaded, built in, or there to load."""
    if Path("/sys/module", name).exists():
        return True
    configured = _kernel_config().get(_OPTIONS[name])
    if configured == "y":
        return True
    modules = Path("/lib/modules", platform.release())
    for listing in ("modules.builtin", "modules.dep"):
        file = modules / listing
        if file.exists() and f"/{name}.ko" in file.read_text():
            return True
    if configured is None and not (modules / "modules.dep").exists():
        return None
    return False


_OPTIONS = {
    "overlay": "CONFIG_OVERLAY_FS",
    "br_netfilter": "CONFIG_BRIDGE_NETFILTER",
    "nf_conntrack": "CONFIG_NF_CONNTRACK",
    "veth": "CONFIG_VETH",
    "bridge": "CONFIG_BRIDGE",
    "iptable_nat": "CONFIG_IP_NF_NAT",
    "nf_tables": "CONFIG_NF_TABLES",
}


def _kernel_config() -> dict[str, str]:
    for file in (Path("/proc/config.gz"), Path(f"/boot/config-{platform.release()}")):
        try:
            text = gzip.decompress(file.read_bytes()).decode() if file.suffix == ".gz" else file.read_text()
        except OSError:
            continue
        return dict(line.split("=", 1) for line in text.splitlines() if line.startswith("CONFIG_"))
    return {}


def _controllers() -> frozenset[str]:
    unified = Path("/sys/fs/cgroup/cgroup.controllers")
    if unified.exists():
        return frozenset(unified.read_text().split())
    lines = Path("/proc/cgroups").read_text().splitlines()[1:]
    return frozenset(line.split()[0] for line in lines if line.split()[3] == "1")


def _filesystem(path: Path) -> str:
    import psutil

    mounts = sorted(psutil.disk_partitions(all=True), key=lambda mount: len(mount.mountpoint), reverse=True)
    return next((mount.fstype for mount in mounts if path.is_relative_to(mount.mountpoint)), "")


def _routes(run: Run) -> list[Route]:
    found = []
    for route in json.loads(run(commands.routes()) or "[]"):
        text = "0.0.0.0/0" if route.get("dst") == "default" else str(route.get("dst", ""))
        kind = route.get("type", "unicast")
        if ":" in text or kind != "unicast" or route.get("dev") in {*OURS, "lo"}:
            continue
        found.append(Route(str(route.get("dev", "")), IPv4Network(text, strict=False)))
    return found


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104  # to see whether it is free everywhere
        except OSError:
            return True
    return False


def _clock() -> str:
    """Return "synchronised", "unsynchronised" or "unknown"."""
    if not shutil.which("timedatectl") or not Path("/run/systemd/system").is_dir():
        return "unknown"
    done = subprocess.run(
        ("timedatectl", "show", "--property", "NTPSynchronized", "--value"),  # noqa: S607
        capture_output=True, text=True, check=False, timeout=10,
    )  # fmt: skip
    return "synchronised" if done.stdout.strip() == "yes" else "unsynchronised"


def _active(unit: str) -> bool:
    if not Path("/run/systemd/system").is_dir():
        return False
    done = subprocess.run(
        ("systemctl", "is-active", "--quiet", unit),  # noqa: S607
        capture_output=True, check=False, timeout=10,
    )  # fmt: skip
    return done.returncode == 0
