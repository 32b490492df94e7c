"""Upgrading K3s: a snapshot first, and back to it when the new version does not become ready."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from appliance.core.errors import CommandFailed, InvalidInput, NodeNotReady
from appliance.core.node import NodeResult
from k3s import backup, config, options, parts
from k3s.context import Context, wait_ready
from k3s.steps import Journal, Note, Step, run
from k3s.versions import number, of

RETURN_SECONDS = 180.0


def upgrade(context: Context, wish: options.Upgrade) -> NodeResult:
    """Run the newer K3s, or the old one as it was. Raises `InvalidInput` for a step that Kubernetes does not
    support, and `NodeStepFailed` once the old version runs again."""
    if not context.keeper.installed():
        raise NodeNotReady("K3s is not installed.", resolution="Run “shopwarden node install”.")
    journal = Journal.load(context.layout.journal)
    before = str(journal.pending.get("newer", {}).get("from") or context.version())
    work = Work(context, wish, before)
    undone = f"K3s {before} is in its place again."
    run("upgrade", work.steps(), journal, context.report, wish.model_dump(mode="json"), undone=undone)
    shutil.rmtree(parts.staging(context), ignore_errors=True)
    after = context.version()
    message = f"K3s {after} is running." if after != before else f"K3s {after} was running already."
    return NodeResult(verb="upgrade", message=message, details={"from": before, "to": after})


def allowed(before: str, after: str) -> None:
    """Raise `InvalidInput` for going back, or over more than one minor version: Kubernetes does neither."""
    (major, minor, patch), (new_major, new_minor, new_patch) = number(before), number(after)
    if (new_major, new_minor, new_patch) < (major, minor, patch):
        raise InvalidInput(
            f"{after} is older than the installed {before}.",
            resolution="Restore a backup of the older version instead.",
        )
    if new_major == major and new_minor > minor + 1:
        raise InvalidInput(
            f"{after} skips versions after {before}.",
            resolution=f"Upgrade to v{major}.{minor + 1} first.",
        )


@dataclass(frozen=True)
class Work:
    """The steps of one upgrade from the version `before`."""

    context: Context
    wish: options.Upgrade
    before: str

    def steps(self) -> tuple[Step, ...]:
        fetched = (parts.unpacked(self.context, self.wish.bundle, "upgrade"),) if self.wish.bundle else ()
        return (
            *fetched,
            self.checked(),
            *((parts.images(self.context),) if self.wish.bundle else ()),
            self.snapshot(),
            self.stopped(),
            self.binary(),
            self.started(),
        )

    def source(self) -> Path:
        return parts.source_of(self.context, self.wish.bundle, self.wish.binary)

    def checked(self) -> Step:
        def do(_: Note) -> None:
            allowed(self.before, of(self.context.run, self.source()))

        return Step("version", "Comparing the versions", do=do)

    def snapshot(self) -> Step:
        """A plain copy of store and keys in root's own folder: returning must need no key."""
        layout = self.context.layout

        def prepare() -> Note:
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            return {"file": str(layout.state / f"backups/before-upgrade-{stamp}.swnode")}

        def do(note: Note) -> None:
            file = Path(note["file"])
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            backup.save(self.context, options.Backup(file=file))

        return Step("snapshot", "Saving K3s's state", do=do, prepare=prepare)

    def stopped(self) -> Step:
        """K3s stops, the pods go on. Undoing brings the saved store back and starts what is installed."""
        context = self.context

        def undo(_: Note) -> None:
            self._bring_back()
            context.keeper.start()
            wait_ready(context, RETURN_SECONDS)

        return Step("stop", "Stopping K3s", do=lambda note: context.keeper.stop(), undo=undo)

    def _bring_back(self) -> None:
        layout = self.context.layout
        note = Journal.load(layout.journal).pending.get("snapshot")
        if note is None or config.read(layout.config).get("cluster-init"):
            return  # etcd's own data stands: an older K3s reads what a newer patch wrote
        opened = layout.state / "return"
        shutil.rmtree(opened, ignore_errors=True)
        backup.read(Path(note["file"]), backup.passphrase(layout, None), opened)
        for leftover in layout.database.parent.glob("state.db*"):
            leftover.unlink()
        shutil.copy2(opened / "store", layout.database)
        shutil.rmtree(opened)

    def binary(self) -> Step:
        """A step of its own name: what uninstalling takes back is what installing noted."""
        placed = parts.placed(self.context, self.source, self.context.layout.outdated_binary)
        return Step(
            "newer",
            placed.title,
            do=placed.do,
            prepare=lambda: {**placed.prepare(), "from": self.before},
            undo=placed.undo,
            there=placed.there,
        )

    def started(self) -> Step:
        context = self.context

        def do(_: Note) -> None:
            context.keeper.start()
            wait_ready(context, self.wish.wait)

        def undo(_: Note) -> None:
            with contextlib.suppress(CommandFailed):
                context.keeper.stop()

        return Step("start", "Starting the new K3s", do=do, undo=undo)
