"""Steps that several verbs share: bundle, binary, images, firewall, service, start."""

from __future__ import annotations

import contextlib
import platform
import shutil
from collections.abc import Callable
from pathlib import Path

from appliance.core.errors import CommandFailed, InvalidInput
from appliance.core.files import write_private
from appliance.core.node import NodeProgress, NodeState
from k3s import bundle, commands, containerd, firewall, options, place, pods, sysctls
from k3s.context import Context, wait_ready
from k3s.steps import Journal, Note, Step
from k3s.versions import number, of


def staging(context: Context) -> Path:
    """Where a bundle is unpacked: a folder of root's own."""
    return context.layout.state / "bundle"


def firewall_file(context: Context) -> Path:
    return context.layout.state / "firewall.nft"


def source_of(context: Context, fetched: Path | None, binary: Path | None) -> Path:
    """Return the binary to install. Raises `InvalidInput` where there is none or it cannot be trusted."""
    source = staging(context) / "k3s" if fetched else binary or context.layout.binary
    if not source.is_file():
        raise InvalidInput(
            f"There is no K3s at {source}.", resolution="Give an install bundle with --bundle."
        )
    if not fetched:
        place.trusted(source, owners=context.owners)
    return source


def unpacked(context: Context, file: Path, verb: str) -> Step:
    """The bundle, checked and unpacked into a folder of root's own."""

    def told(done: int, total: int) -> None:
        context.report(
            NodeProgress(verb=verb, step="bundle", title="Checking the bundle", state="doing",
                         done=done >> 20, total=total >> 20)
        )  # fmt: skip

    return Step(
        "bundle",
        "Checking the bundle",
        do=lambda note: _unpack(context, file, told),
        undo=lambda note: shutil.rmtree(staging(context), ignore_errors=True),
    )


def _unpack(context: Context, file: Path, told: Callable[[int, int], None]) -> None:
    folder = staging(context)
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    manifest = bundle.unpack(file, folder, context.layout.trusted_keys, told)
    if manifest.machine != platform.machine():
        raise InvalidInput(
            f"The bundle is for {manifest.machine}, this machine is {platform.machine()}.",
            resolution=f"Get the bundle for {platform.machine()}.",
        )
    of(context.run, folder / "k3s")


def placed(context: Context, source: Callable[[], Path], old: Path | None = None) -> Step:
    """K3s in its place; `old` is where what was there before is kept."""
    target, old = context.layout.binary, old or context.layout.previous_binary

    def prepare() -> Note:
        return {"placed": True, "before": target.exists()}

    def do(note: Note) -> None:
        if note["before"]:
            place.copy(target, old, 0o755)
        place.copy(source(), target, 0o755)
        of(context.run, target)

    def undo(note: Note) -> None:
        if note.get("before") and old.exists():
            place.copy(old, target, 0o755)
        elif not note.get("before"):
            target.unlink(missing_ok=True)

    def there() -> bool:
        return place.digest(target) == place.digest(source())

    return Step("binary", "Putting K3s in its place", do=do, prepare=prepare, undo=undo, there=there)


def images(context: Context) -> Step:
    """The bundle's images where K3s imports them from when it starts."""
    target, source = context.layout.images, staging(context)

    def names() -> list[str]:
        return [Path(entry.name).name for entry in bundle.read(source).files if entry.name != "k3s"]

    def prepare() -> Note:
        """`names` are all that uninstalling takes away, `new` what undoing this does."""
        known = Journal.load(context.layout.journal).kept.get("images", {}).get("names", ())
        new = [name for name in names() if not (target / name).exists()]
        return {"names": sorted({*known, *names()}), "new": new}

    def do(_: Note) -> None:
        target.mkdir(parents=True, exist_ok=True)
        for name in names():
            place.copy(source / "images" / name, target / name, 0o644)

    def undo(note: Note) -> None:
        for name in note.get("new", ()):
            (target / name).unlink(missing_ok=True)

    def there() -> bool:
        return all(place.digest(target / n) == place.digest(source / "images" / n) for n in names())

    return Step("images", "Bringing the images", do=do, prepare=prepare, undo=undo, there=there)


def contained(context: Context, inside: bool) -> Step:
    """A template for containerd where this machine is a container `inside` another."""
    file = containerd.template(context.layout.data)

    def do(_: Note) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(containerd.TEMPLATE)

    def not_needed() -> bool:
        new = number(of(context.run, context.layout.binary))[:2] >= containerd.BASE_SINCE
        return new or not inside or file.exists()

    return Step(
        "contained",
        "Fitting K3s to this container",
        do=do,
        undo=lambda note: file.unlink(missing_ok=True),
        there=not_needed,
    )


def kept(context: Context, argv: commands.Argv, device: str, node_address: str) -> Step:
    before = before_start(context, device, node_address)
    return Step(
        "service",
        "Setting K3s up to start with the machine",
        do=lambda note: context.keeper.install(argv, before),
        undo=lambda note: context.keeper.remove(),
        there=context.keeper.installed,
    )


def before_start(context: Context, device: str, node_address: str) -> tuple[commands.Argv, ...]:
    """Return what must be done before each start of K3s; the last one, the firewall, must succeed."""
    if not context.layout.whole_machine:
        return ()
    pinned = (
        (
            commands.add_link(device, "dummy"),
            commands.add_link(device, "bridge"),  # does nothing but on a kernel without dummies
            commands.add_address(device, node_address),
            commands.link_up(device),
        )
        if device == options.PINNED_DEVICE
        else ()
    )
    return (*pinned, ("nft", "--file", str(firewall_file(context))))


def started(context: Context, wait: int) -> Step:
    layout = context.layout

    def do(_: Note) -> None:
        context.keeper.start()
        wait_ready(context, wait)
        if layout.kubeconfig.exists() and layout.kubeconfig.stat().st_mode & 0o077:
            layout.kubeconfig.chmod(0o600)

    def undo(note: Note) -> None:
        with contextlib.suppress(CommandFailed):
            context.keeper.stop()
        pods.end(layout, context.run)
        if note.get("fresh"):  # nothing but this attempt's own data
            shutil.rmtree(layout.data, ignore_errors=True)
            layout.kubeconfig.unlink(missing_ok=True)

    def there() -> bool:
        return context.status().state is NodeState.READY

    return Step(
        "start",
        "Starting K3s",
        do=do,
        prepare=lambda: {"fresh": not layout.server.exists()},
        undo=undo,
        there=there,
    )


def closed(context: Context, text: str) -> Step:
    """The firewall's table, in force and in a file for the next start."""
    run, file = context.run, firewall_file(context)

    def do(_: Note) -> None:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(file, text.encode())
        firewall.close(run, text)

    def undo(_: Note) -> None:
        firewall.remove(run)
        file.unlink(missing_ok=True)

    return Step(
        "firewall",
        "Closing K3s's ports towards the LAN",
        do=do,
        undo=undo,
        there=lambda: file.exists() and file.read_text() == text and firewall.closed(run),
    )


def remembered(context: Context, journal: Journal) -> Step:
    """The machine's settings that K3s will change, noted once: later values are K3s's own."""

    def undo(note: Note) -> None:
        sysctls.restore(note.get("values", {}), context.proc)

    return Step(
        "sysctls",
        "Remembering the system's settings",
        do=lambda note: None,
        prepare=lambda: {"values": sysctls.remember(context.proc)},
        undo=undo,
        there=lambda: journal.note("sysctls") is not None,
    )
