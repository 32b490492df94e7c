"""Every argument list that K3s and the system are called with."""

from __future__ import annotations

from pathlib import Path

import pytest

from k3s import commands

K3S, CONFIG = Path("/usr/local/bin/k3s"), Path("/etc/rancher/k3s/config.yaml")


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (commands.version(K3S), "/usr/local/bin/k3s --version"),
        (commands.server(K3S, CONFIG), "/usr/local/bin/k3s server --config /etc/rancher/k3s/config.yaml"),
        (commands.agent(K3S, CONFIG), "/usr/local/bin/k3s agent --config /etc/rancher/k3s/config.yaml"),
        (
            commands.import_image(K3S, Path("/a.tar")),
            "/usr/local/bin/k3s ctr --namespace k8s.io images import /a.tar",
        ),
        (commands.list_images(K3S), "/usr/local/bin/k3s ctr --namespace k8s.io images list --quiet"),
        (
            commands.etcd_snapshot(K3S, Path("/d"), "before"),
            "/usr/local/bin/k3s etcd-snapshot save --data-dir /d --name before",
        ),
        (
            commands.cluster_reset(K3S, CONFIG, Path("/s")),
            "/usr/local/bin/k3s server --config /etc/rancher/k3s/config.yaml"
            " --cluster-reset --cluster-reset-restore-path /s",
        ),
        (commands.add_link("d0", "dummy"), "ip link add d0 type dummy"),
        (commands.add_address("d0", "10.1.1.1"), "ip address replace 10.1.1.1/32 dev d0"),
        (commands.link_up("d0"), "ip link set d0 up"),
        (commands.delete_link("d0"), "ip link delete d0"),
        (commands.addresses(), "ip -json address show"),
        (commands.routes(), "ip -json route show table all"),
        (commands.load_rules(), "nft --file -"),
        (commands.table_rules("t"), "nft list table inet t"),
        (commands.systemctl("start", commands.UNIT), "systemctl start shopwarden-k3s.service"),
        (
            commands.journal(9),
            "journalctl --unit shopwarden-k3s.service --lines 9 --output cat --no-pager",
        ),
    ],
)
def test_arguments(built: commands.Argv, expected: str) -> None:
    assert " ".join(built) == expected
