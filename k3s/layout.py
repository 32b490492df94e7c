"""Every path of a node, below one root: "/" in earnest, a folder in tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """Where K3s and our own records of it live."""

    root: Path = Path("/")

    @property
    def whole_machine(self) -> bool:
        """Whether the machine is K3s's: below another root its network and mounts are left alone."""
        return self.root == Path("/")

    @property
    def binary(self) -> Path:
        """Its name decides what it is: it must be called k3s."""
        return self.root / "usr/local/bin/k3s"

    @property
    def previous_binary(self) -> Path:
        """What this machine had in the binary's place before ours."""
        return self.state / "previous/k3s"

    @property
    def outdated_binary(self) -> Path:
        """The K3s that the last upgrade replaced."""
        return self.state / "outdated/k3s"

    @property
    def config(self) -> Path:
        return self.root / "etc/rancher/k3s/config.yaml"

    @property
    def kubeconfig(self) -> Path:
        return self.root / "etc/rancher/k3s/k3s.yaml"

    @property
    def node_password(self) -> Path:
        return self.root / "etc/rancher/node/password"

    @property
    def data(self) -> Path:
        """K3s's data directory."""
        return self.root / "var/lib/rancher/k3s"

    @property
    def server(self) -> Path:
        return self.data / "server"

    @property
    def database(self) -> Path:
        return self.server / "db/state.db"

    @property
    def etcd(self) -> Path:
        return self.server / "db/etcd"

    @property
    def snapshots(self) -> Path:
        return self.server / "db/snapshots"

    @property
    def kubelet_config(self) -> Path:
        """What a joined box may ask its cluster with: about itself."""
        return self.data / "agent/kubelet.kubeconfig"

    @property
    def images(self) -> Path:
        """Image tars here are imported when K3s starts."""
        return self.data / "agent/images"

    @property
    def kubelet(self) -> Path:
        return self.root / "var/lib/kubelet"

    @property
    def pod_logs(self) -> tuple[Path, ...]:
        """What pods printed: it may hold customers' words."""
        return (self.root / "var/log/pods", self.root / "var/log/containers")

    @property
    def run(self) -> Path:
        return self.root / "run/k3s"

    @property
    def tasks(self) -> Path:
        """containerd's folders of the containers that run, by their ids; gone after the machine restarted."""
        return self.run / "containerd/io.containerd.runtime.v2.task/k8s.io"

    @property
    def state(self) -> Path:
        """Our own records of the node, root only."""
        return self.root / "var/lib/shopwarden-node"

    @property
    def journal(self) -> Path:
        return self.state / "journal.json"

    @property
    def backup_key(self) -> Path:
        """The box's own key for backups of the node; whoever moves to another machine needs it."""
        return self.state / "backup.key"

    @property
    def last_backup(self) -> Path:
        """Where and when the owner's last backup was written."""
        return self.state / "last-backup.json"

    @property
    def left_data(self) -> Path:
        """A note that the data which uninstalling left is ours: a later install goes on with it."""
        return self.state / "left-data"

    @property
    def log(self) -> Path:
        return self.root / "var/log/shopwarden-k3s.log"

    @property
    def pid_file(self) -> Path:
        return self.root / "run/shopwarden-k3s.pid"

    @property
    def unit(self) -> Path:
        return self.root / "etc/systemd/system/shopwarden-k3s.service"

    @property
    def trusted_keys(self) -> Path:
        """Ed25519 public keys (PEM) whose bundles this box accepts, besides the product's own."""
        return self.root / "etc/shopwarden/trusted-keys"
