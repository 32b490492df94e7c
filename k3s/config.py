"""K3s's own configuration as we write it: /etc/rancher/k3s/config.yaml, readable by root alone.

Keys are K3s's flags. Tokens go in here rather than in argv, where every user could read them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from appliance.core.files import write_private
from k3s.api import ENGINE_LABEL, TENANT_LABEL
from k3s.layout import Layout
from k3s.options import PINNED_DEVICE, Install, JoinPool

ADD_ONS = ("coredns", "local-storage", "metrics-server", "servicelb", "traefik")
"""What K3s brings along. Those whose images a bundle does not carry are switched off."""

Config = Mapping[str, Any]


def server(
    layout: Layout,
    wish: Install,
    *,
    name: str,
    address: str,
    pods: str,
    services: str,
    kept_add_ons: frozenset[str] = frozenset(),
) -> Config:
    """Return the configuration of a shop's own single node, or of one that others join over an overlay. One
    node needs no tunnel, and so no open UDP port; an overlay carries its own addresses only, not those of
    pods, which go in a tunnel there."""
    chosen: dict[str, Any] = {
        "data-dir": str(layout.data),
        "node-name": name,
        "node-ip": address,
        "advertise-address": address,
        "flannel-iface": wish.device,
        "flannel-backend": "host-gw" if wish.device == PINNED_DEVICE else "vxlan",
        "tls-san": [address, "127.0.0.1"],
        "https-listen-port": wish.port,
        "cluster-cidr": pods,
        "service-cidr": services,
        "cluster-dns": _tenth(services),
        "disable": [add_on for add_on in ADD_ONS if add_on not in kept_add_ons],
        "disable-helm-controller": True,
        "write-kubeconfig": str(layout.kubeconfig),
        "write-kubeconfig-mode": "0600",
        "secrets-encryption": True,
    }
    if wish.etcd:
        chosen["cluster-init"] = True
    if wish.pause_image:
        chosen["pause-image"] = wish.pause_image
    return chosen


def agent(layout: Layout, wish: JoinPool, *, name: str, address: str) -> Config:
    """Return the configuration of a box that joins a provider's cluster for its own workloads only."""
    chosen: dict[str, Any] = {
        "data-dir": str(layout.data),
        "server": wish.server,
        "token": wish.token,
        "node-name": name,
    }
    if address:
        chosen["node-ip"] = address
    if wish.device:
        chosen["flannel-iface"] = wish.device
    if wish.pause_image:
        chosen["pause-image"] = wish.pause_image
    labels = {TENANT_LABEL: wish.tenant, ENGINE_LABEL: "lent" if wish.engine else ""}
    if any(labels.values()):
        chosen["node-label"] = [f"{key}={value}" for key, value in labels.items() if value]
    if wish.tenant:
        chosen["node-taint"] = [f"{TENANT_LABEL}={wish.tenant}:NoSchedule"]
    return chosen


def read(file: Path) -> Config:
    """Return the configuration in the file; nothing where there is none."""
    import yaml  # here: the service imports this module at its start and seldom reads the file

    try:
        return yaml.safe_load(file.read_text()) or {}
    except FileNotFoundError:
        return {}


def write(file: Path, config: Config) -> None:
    import yaml

    file.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    write_private(file, yaml.safe_dump(dict(config), sort_keys=False).encode())


def remove(file: Path) -> None:
    """Remove the configuration, and its folder unless something else is in it."""
    file.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        file.parent.rmdir()


def _tenth(services: str) -> str:
    """Return the address of the cluster's DNS: the tenth of the service range."""
    from ipaddress import ip_network

    return str(ip_network(services)[10])
