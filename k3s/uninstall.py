"""Uninstalling: tenants are exported first, what install made is taken back, the rest is listed."""

from __future__ import annotations

import contextlib
import shutil
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from appliance.core.errors import Conflict, NodeNotReady
from appliance.core.files import write_private
from appliance.core.node import NodeResult
from k3s import address, api, config, containerd, firewall, parts, place, pods, sysctls
from k3s.context import Context
from k3s.layout import Layout
from k3s.options import PINNED_DEVICE, Uninstall
from k3s.steps import Journal, Note, Step, run

REMOVED = "K3s is removed from this box."
NOTHING = "There was no K3s of Shopwarden's to remove."


def uninstall(context: Context, wish: Uninstall) -> NodeResult:
    """Take away what install made; return what was left on purpose. Data goes only when asked. Raises
    `Conflict` for a K3s that is somebody else's."""
    journal = Journal.load(context.layout.journal)
    _ours(context, journal)
    there = context.keeper.installed() or journal.kept or journal.pending
    if journal.verb != "uninstall":
        journal.take_over()
    work = Work(context, wish, journal)
    run("uninstall", work.steps(), journal, context.report, wish.model_dump(mode="json"), undoes=False)
    _sign(context.layout)
    left = (*_left(context.layout), *_shops(context.layout, journal.kept.get("tenants", {})))
    context.layout.journal.unlink(missing_ok=True)
    return NodeResult(verb="uninstall", message=REMOVED if there else NOTHING, left=left)


def folders(context: Context) -> tuple[api.TenantFolder, ...]:
    """Return the tenants' folders that K3s uses, as far as it can still say; volumes inside its own data
    directory always."""
    found: set[api.TenantFolder] = set()
    # Folders outside its data directory are not touched anyway.
    with contextlib.suppress(NodeNotReady), contextlib.closing(api.Api(context.layout.kubeconfig)) as cluster:
        found |= set(cluster.tenant_folders())
    storage = context.layout.data / "storage"
    if storage.is_dir():
        found |= {api.TenantFolder(folder.name, folder) for folder in storage.iterdir() if folder.is_dir()}
    return tuple(sorted(found, key=lambda folder: (folder.tenant, folder.path)))


def _ours(context: Context, journal: Journal) -> None:
    layout = context.layout
    known = context.keeper.installed() or journal.kept or journal.pending or layout.left_data.exists()
    if layout.server.exists() and not known:
        raise Conflict(
            "The K3s on this machine is not one that Shopwarden installed.",
            resolution="Remove it with its own k3s-uninstall.sh after saving what it holds.",
        )


def _sign(layout: Layout) -> None:
    """Note that the data is ours as long as there is any: a later install goes on with it."""
    if layout.server.exists():
        write_private(layout.left_data, b"")
    else:
        layout.left_data.unlink(missing_ok=True)


def _left(layout: Layout) -> list[str]:
    named = (
        (layout.data, "K3s's data: its store, images and volumes"),
        (layout.kubelet, "what the kubelet kept of pods"),
        *((folder, "what pods printed") for folder in layout.pod_logs),
        (layout.state / "exports", "exported tenants"),
        (layout.state / "backups", "backups of the node"),
        (layout.backup_key, "the key that opens them"),
        (layout.node_password, "the password of this node"),
        (layout.log, "K3s's log"),
        (layout.last_backup, "the note of the last backup"),
        (layout.left_data, "the note that this data is Shopwarden's"),
    )
    return [f"{path}: {what}" for path, what in named if _holds(path)]


def _shops(layout: Layout, note: Note) -> list[str]:
    """Return the folders of shops that ran in K3s: they are the box's own, and serve nobody now."""
    folders = {
        tenant: path for tenant, path in note.get("found", ()) if not Path(path).is_relative_to(layout.data)
    }
    home = "“shopwarden runtime use embedded --shop {}” brings it home"
    return [f"{path}: the shop {tenant}; {home.format(tenant)}" for tenant, path in folders.items()]


def _holds(path: Path) -> bool:
    """Whether there is something: a mount point that cannot be removed may stay as an empty folder."""
    return any(path.iterdir()) if path.is_dir() else path.exists()


@dataclass(frozen=True)
class Work:
    """The steps of one uninstallation; each bears being done twice."""

    context: Context
    wish: Uninstall
    journal: Journal

    def steps(self) -> tuple[Step, ...]:
        context, layout = self.context, self.context.layout
        deleting = (Step("data", "Deleting K3s's data", do=self._delete),) if self.wish.delete_data else ()
        return (
            self._found(),
            Step("stop", "Stopping K3s", do=lambda note: context.keeper.stop()),
            Step("pods", "Ending the pods", do=lambda note: pods.end(layout, context.run)),
            Step("export", "Exporting the tenants", do=self._export),
            Step("service", "Removing the service", do=lambda note: context.keeper.remove()),
            Step("firewall", "Removing the firewall's table", do=self._open),
            Step("address", "Removing the pinned address", do=self._unpin),
            Step("sysctls", "Putting the system's settings back", do=self._settings),
            Step("files", "Removing what was installed", do=self._files),
            *deleting,
        )

    def _found(self) -> Step:
        """Who has a folder is asked while K3s can still say; it is archived once nobody writes to it."""

        def prepare() -> Note:
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            target = self.wish.export or self.context.layout.state / "exports" / stamp
            found = [
                [folder.tenant, str(folder.path)] for folder in folders(self.context) if folder.path.exists()
            ]
            return {"folder": str(target), "found": found}

        return Step(
            "tenants",
            "Looking up the tenants",
            do=lambda note: None,
            prepare=prepare,
            there=lambda: "tenants" in self.journal.pending,
        )

    def _export(self, _: Note) -> None:
        """Write each tenant's folder as an archive, whole or not at all."""
        note = self.journal.pending["tenants"]
        target = Path(note["folder"])
        for number, (tenant, path) in enumerate(note["found"], start=1):
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
            _archive(api.TenantFolder(tenant, Path(path)), target / f"{tenant}-{number}.tar.gz")

    def _open(self, _: Note) -> None:
        firewall.remove(self.context.run)
        parts.firewall_file(self.context).unlink(missing_ok=True)

    def _unpin(self, _: Note) -> None:
        if self._made("address"):
            address.remove(self.context.run, PINNED_DEVICE)

    def _settings(self, _: Note) -> None:
        sysctls.restore(self._made("sysctls").get("values", {}), self.context.proc)

    def _files(self, _: Note) -> None:
        layout = self.context.layout
        for name in self._made("images").get("names", ()):
            (layout.images / name).unlink(missing_ok=True)
        if "contained" in self.journal.kept:
            containerd.template(layout.data).unlink(missing_ok=True)
        binary = self._made("binary")
        if binary.get("before") and layout.previous_binary.exists():
            place.copy(layout.previous_binary, layout.binary, 0o755)
        elif binary:
            layout.binary.unlink(missing_ok=True)
        if "config" in self.journal.kept or config.read(layout.config).get("write-kubeconfig"):
            layout.kubeconfig.unlink(missing_ok=True)
            config.remove(layout.config)
        kept = (layout.previous_binary.parent, layout.outdated_binary.parent, layout.state / "restore")
        for folder in (parts.staging(self.context), *kept):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(layout.run, ignore_errors=True)

    def _delete(self, _: Note) -> None:
        layout = self.context.layout
        for folder in (layout.data, layout.kubelet, *layout.pod_logs):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (layout.node_password, layout.last_backup):  # it is no backup of what comes later
            file.unlink(missing_ok=True)

    def _made(self, step: str) -> Note:
        """Return what install noted of a step it did."""
        return self.journal.kept.get(step, {})


def _archive(folder: api.TenantFolder, file: Path) -> None:
    draft = file.with_name(f"{file.name}.part")
    try:
        with tarfile.open(draft, "w:gz") as tar:
            draft.chmod(0o600)
            tar.add(folder.path, arcname=folder.tenant)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
