"""Builders of argument lists; pure. Each returns one command as `shell.Run` takes it."""

from __future__ import annotations

from pathlib import Path

UNIT = "shopwarden-k3s.service"
SOCKET = "/run/k3s/containerd/containerd.sock"

Argv = tuple[str, ...]


def add_address(device: str, address: str) -> Argv:
    return ("ip", "address", "replace", f"{address}/32", "dev", device)


def add_link(device: str, kind: str) -> Argv:
    return ("ip", "link", "add", device, "type", kind)


def addresses() -> Argv:
    return ("ip", "-json", "address", "show")


def agent(binary: Path, config: Path) -> Argv:
    return (str(binary), "agent", "--config", str(config))


def cluster_reset(binary: Path, config: Path, snapshot: Path) -> Argv:
    """Start from an etcd snapshot; ends by itself when it is restored."""
    return (
        str(binary), "server", "--config", str(config),
        "--cluster-reset", "--cluster-reset-restore-path", str(snapshot),
    )  # fmt: skip


def delete_link(device: str) -> Argv:
    return ("ip", "link", "delete", device)


def etcd_snapshot(binary: Path, data: Path, name: str) -> Argv:
    return (str(binary), "etcd-snapshot", "save", "--data-dir", str(data), "--name", name)


def import_image(binary: Path, tar: Path) -> Argv:
    return (str(binary), "ctr", "--namespace", "k8s.io", "images", "import", str(tar))


def journal(lines: int) -> Argv:
    return ("journalctl", "--unit", UNIT, "--lines", str(lines), "--output", "cat", "--no-pager")


def link_up(device: str) -> Argv:
    return ("ip", "link", "set", device, "up")


def list_images(binary: Path) -> Argv:
    return (str(binary), "ctr", "--namespace", "k8s.io", "images", "list", "--quiet")


def load_rules() -> Argv:
    """Apply the rules given by stdin, all or none."""
    return ("nft", "--file", "-")


def routes() -> Argv:
    return ("ip", "-json", "route", "show", "table", "all")


def server(binary: Path, config: Path) -> Argv:
    return (str(binary), "server", "--config", str(config))


def systemctl(verb: str, *more: str) -> Argv:
    return ("systemctl", verb, *more)


def table_rules(table: str) -> Argv:
    return ("nft", "list", "table", "inet", table)


def version(binary: Path) -> Argv:
    return (str(binary), "--version")
