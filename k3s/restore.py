"""Restoring the node's state: what was there before is set aside, never deleted, and comes back if the
restored node does not become ready."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from appliance.core.errors import CommandFailed, NodeNotReady
from appliance.core.node import NodeResult
from k3s import backup, commands, config, pods
from k3s.context import Context, wait_ready
from k3s.options import Restore
from k3s.steps import Journal, Note, Step, run

CARRIED = ("node-name", "cluster-cidr", "service-cidr", "cluster-dns", "secrets-encryption", "cluster-init")
"""Settings that belong to the state: pods and services in it were made under them."""


def restore(context: Context, wish: Restore) -> NodeResult:
    """Put a backup's state in the place of the present one and start it. The backup is checked whole before
    anything is touched."""
    layout = context.layout
    if not context.keeper.installed():
        raise NodeNotReady(
            "K3s is not installed on this box.",
            resolution="Run “shopwarden node install” first, then restore into it.",
        )
    journal = Journal.load(layout.journal)
    work = Work(context, wish, _aside(context, journal))
    run("restore", work.steps(), journal, context.report, wish.model_dump(mode="json"))
    shutil.rmtree(work.opened, ignore_errors=True)
    left = (f"The state before is kept in {work.aside}.",) if work.aside.exists() else ()
    return NodeResult(verb="restore", message="The backup's state is in place and running.", left=left)


def _aside(context: Context, journal: Journal) -> Path:
    """Return where the present state goes: the same place when an interrupted restore goes on."""
    noted = journal.pending.get("aside", {}).get("aside") if journal.verb == "restore" else None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return Path(noted) if noted else context.layout.data / f"server.before-restore-{stamp}"


@dataclass(frozen=True)
class Work:
    """The steps of one restore."""

    context: Context
    wish: Restore
    aside: Path

    @property
    def opened(self) -> Path:
        return self.context.layout.state / "restore"

    def steps(self) -> tuple[Step, ...]:
        return (
            self.read(),
            self.stopped(),
            self.set_aside(),
            self.placed(),
            self.started(),
        )

    def read(self) -> Step:
        def do(_: Note) -> None:
            shutil.rmtree(self.opened, ignore_errors=True)
            key = backup.passphrase(self.context.layout, self.wish.key)
            backup.read(self.wish.file, key, self.opened)

        return Step(
            "read",
            "Checking the backup",
            do=do,
            undo=lambda note: shutil.rmtree(self.opened, ignore_errors=True),
        )

    def stopped(self) -> Step:
        keeper = self.context.keeper

        def do(_: Note) -> None:
            keeper.stop()
            pods.end(self.context.layout, self.context.run)

        def undo(note: Note) -> None:
            if note.get("was_running"):
                keeper.start()

        return Step(
            "stop",
            "Stopping K3s",
            do=do,
            prepare=lambda: {"was_running": keeper.running() is not None},
            undo=undo,
        )

    def set_aside(self) -> Step:
        layout, aside = self.context.layout, self.aside
        pairs = (
            (layout.server, aside),
            (layout.node_password, aside.with_name(f"{aside.name}.password")),
            (layout.config, aside.with_name(f"{aside.name}.config.yaml")),
        )

        def do(_: Note) -> None:
            for present, kept in pairs:
                if present.exists() and not kept.exists():
                    if present == layout.config:
                        shutil.copy2(present, kept)
                    else:
                        shutil.move(present, kept)  # /etc may be on another filesystem

        def undo(_: Note) -> None:
            for present, kept in pairs:
                if kept.exists():
                    shutil.rmtree(present) if present.is_dir() else present.unlink(missing_ok=True)
                    shutil.move(kept, present)

        return Step(
            "aside",
            "Setting the present state aside",
            do=do,
            prepare=lambda: {"aside": str(aside)},
            undo=undo,
        )

    def placed(self) -> Step:
        layout = self.context.layout

        def do(_: Note) -> None:
            shutil.rmtree(layout.server, ignore_errors=True)
            shutil.copytree(self.opened / "server", layout.server)
            self._configure()
            if (self.opened / "password").exists():
                layout.node_password.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(self.opened / "password", layout.node_password)
            self._store()

        def undo(_: Note) -> None:
            shutil.rmtree(layout.server, ignore_errors=True)

        return Step("place", "Putting the backup in place", do=do, undo=undo)

    def _configure(self) -> None:
        """Take over what belongs to the state; paths and addresses stay this machine's own."""
        layout = self.context.layout
        theirs = config.read(self.opened / "config.yaml")
        ours = {key: value for key, value in config.read(layout.config).items() if key not in CARRIED}
        config.write(layout.config, {**ours, **{key: theirs[key] for key in CARRIED if key in theirs}})

    def _store(self) -> None:
        layout, store = self.context.layout, self.opened / "store"
        kind = "etcd" if config.read(layout.config).get("cluster-init") else "sqlite"
        layout.database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if kind == "sqlite":
            shutil.copy2(store, layout.database)
            return
        reset = commands.cluster_reset(layout.binary, layout.config, store)
        self.context.run(reset, timeout=self.wish.wait)

    def started(self) -> Step:
        def undo(_: Note) -> None:
            with contextlib.suppress(CommandFailed):
                self.context.keeper.stop()
            pods.end(self.context.layout, self.context.run)

        def do(_: Note) -> None:
            self.context.keeper.start()
            wait_ready(self.context, self.wish.wait)

        return Step("start", "Starting K3s", do=do, undo=undo)
