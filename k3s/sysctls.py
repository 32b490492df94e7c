"""Settings of the whole machine that K3s changes: remembered before, put back when it goes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

log = logging.getLogger(__name__)

CHANGED = (
    # the kubelet
    "kernel.panic", "kernel.panic_on_oops", "vm.overcommit_memory", "vm.panic_on_oom",
    "kernel.keys.root_maxkeys", "kernel.keys.root_maxbytes",
    # K3s's agent, kube-proxy and the pod network; ip_forward first, it resets the others
    "net.ipv4.ip_forward", "net.ipv4.conf.all.forwarding", "net.ipv4.conf.default.forwarding",
    "net.ipv4.conf.all.route_localnet", "net.bridge.bridge-nf-call-iptables",
    "net.netfilter.nf_conntrack_max", "net.netfilter.nf_conntrack_tcp_timeout_established",
    "net.netfilter.nf_conntrack_tcp_timeout_close_wait",
)  # fmt: skip


def remember(proc: Path = Path("/proc/sys")) -> dict[str, str]:
    """Return the present values; settings that this kernel has not (yet) are left out."""
    found = {}
    for name in CHANGED:
        file = _file(proc, name)
        if file.exists():
            found[name] = file.read_text().strip()
    return found


def restore(values: Mapping[str, str], proc: Path = Path("/proc/sys")) -> list[str]:
    """Put the values back; return the names that the kernel did not take."""
    refused = []
    for name, value in values.items():
        file = _file(proc, name)
        try:
            if file.exists() and file.read_text().strip() != value:
                file.write_text(value)
        except OSError as err:
            log.warning("sysctl %s was not put back: %s", name, err)
            refused.append(name)
    return refused


def _file(proc: Path, name: str) -> Path:
    """Only known names: what a note says is written below /proc as root."""
    if name not in CHANGED:
        raise ValueError(f"{name} is not ours to set")
    return proc.joinpath(*name.split("."))
