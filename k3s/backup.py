"""Backups of the node: its store, token, certificates, credentials, node password and configuration.

The store is copied while K3s runs: SQLite's own online copy takes the write-ahead log along, etcd makes a
snapshot. All of it is sealed with a passphrase or with the box's own key. Tenants' folders are not in it:
they are backed up with the shops.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import secrets
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field

from appliance.core.errors import BackupRefused, InvalidInput, NodeNotReady
from appliance.core.files import write_private
from appliance.core.node import NodeResult
from appliance.core.sealed import Opener, Sealer
from k3s import commands, config, health
from k3s.context import Context
from k3s.layout import Layout
from k3s.options import Backup
from k3s.place import digest

CONTENTS = "contents.json"
NAME = r"^(store|password|config\.yaml|server/(token|(tls|cred)/[A-Za-z0-9._/-]{1,200}))$"


class Contents(BaseModel):
    """What a backup holds: every file with its SHA-256, so that half a backup is none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Annotated[int, Field(ge=1, le=1)] = 1
    kind: Literal["sqlite", "etcd"]
    k3s_version: str
    node: str
    created: datetime
    files: dict[Annotated[str, Field(pattern=NAME)], str]


def backup(context: Context, wish: Backup) -> NodeResult:
    """Write a backup, and remember that there is one. Raises what `save` raises."""
    contents = save(context, wish)
    health.remember_backup(context.layout, wish.file, contents.created)
    where = wish.key or context.layout.backup_key
    return NodeResult(
        verb="backup",
        message=f"K3s's state is in {wish.file}. It opens only with the key in {where}.",
        details=contents.model_dump(mode="json", exclude={"files"}),
    )


def save(context: Context, wish: Backup) -> Contents:
    """Write a backup that `read` has read back. Raises `NodeNotReady` where there is nothing to back up."""
    layout = context.layout
    if not layout.server.exists():
        raise NodeNotReady(
            "There is no K3s state on this box.", resolution="Run “shopwarden node install” first."
        )
    if not wish.file.parent.is_dir():
        raise InvalidInput(f"There is no folder {wish.file.parent}.", resolution="Choose another place.")
    key = passphrase(layout, wish.key)
    with _folder(context) as folder:
        store = folder / "store"
        kind = _copy_store(context, store)
        contents = _write(layout, wish.file, key, store, kind, context.version())
        read(wish.file, key, folder / "checked")
    return contents


def passphrase(layout: Layout, file: Path | None) -> str:
    """Return the passphrase in the file, else the box's own key, made the first time."""
    if file:
        found = file.read_text().strip()
        if len(found) < 8:
            raise InvalidInput(
                f"The passphrase in {file} is too short.", resolution="Use 8 characters or more."
            )
        return found
    if not layout.backup_key.exists():
        layout.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(layout.backup_key, secrets.token_urlsafe(32).encode())
    return layout.backup_key.read_text().strip()


def read(file: Path, key: str, into: Path) -> Contents:
    """Open the backup into the folder and return its contents, every file checked. Raises
    `BackupRefused`; the folder is then empty."""
    into.mkdir(mode=0o700, parents=True)
    try:
        with file.open("rb") as source:
            opener = Opener(source, key)
            with tarfile.open(fileobj=cast(IO[bytes], opener), mode="r|") as tar:
                contents = _unpack(tar, into)
            while opener.read(1 << 20):  # the last frame proves that nothing was cut off
                pass
    except FileNotFoundError:
        shutil.rmtree(into)
        raise BackupRefused(f"There is no {file}.", resolution="Check the path.") from None
    except (tarfile.TarError, ValueError) as err:
        shutil.rmtree(into)
        raise BackupRefused(
            "The backup is damaged.", resolution="Use another copy of it.", details=str(err)
        ) from None
    except BaseException:
        shutil.rmtree(into)
        raise
    return contents


def _unpack(tar: tarfile.TarFile, into: Path) -> Contents:
    contents: Contents | None = None
    found = {}
    for member in tar:
        stream = tar.extractfile(member) if member.isreg() else None
        if stream is None:
            raise ValueError(f"{member.name} is no file")
        if contents is None:
            contents = Contents.model_validate_json(stream.read())
            continue
        if member.name not in contents.files:
            raise ValueError(f"{member.name} is not in the contents")
        target = into / member.name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        running = hashlib.sha256()
        with target.open("xb") as out:
            while chunk := stream.read(1 << 20):
                out.write(chunk)
                running.update(chunk)
        target.chmod(member.mode & 0o700)
        found[member.name] = running.hexdigest()
    if contents is None or found != contents.files:
        raise ValueError("files are missing or changed")
    return contents


def _copy_store(context: Context, target: Path) -> Literal["sqlite", "etcd"]:
    layout = context.layout
    if layout.database.exists():
        _copy_sqlite(layout.database, target)
        return "sqlite"
    if not layout.etcd.exists():
        raise NodeNotReady("K3s has not made its store yet.", resolution="Start it, then try again.")
    if context.keeper.running() is None:
        raise NodeNotReady(
            "A store in etcd can be backed up only while K3s runs.",
            resolution="Run “shopwarden node start” first.",
        )
    name = f"shopwarden-{secrets.token_hex(4)}"
    context.run(commands.etcd_snapshot(layout.binary, layout.data, name), timeout=300)
    snapshot = next(file for file in layout.snapshots.iterdir() if file.name.startswith(name))
    shutil.move(snapshot, target)  # ours may be another filesystem than K3s's
    return "etcd"


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy a live database with what its write-ahead log holds."""
    with (
        contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as live,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupRefused(
                "K3s's store is damaged.", resolution="Restore the last good backup with “node restore”."
            )


def _files(layout: Layout) -> dict[str, bytes]:
    """Return the small files that belong to the store, by their names in the backup."""
    named = {"password": layout.node_password, "config.yaml": layout.config}
    found = {name: file.read_bytes() for name, file in named.items() if file.exists()}
    below = [file for folder in ("tls", "cred") for file in (layout.server / folder).rglob("*")]
    for file in (layout.server / "token", *sorted(below)):
        if file.is_file() and not file.is_symlink():
            found[f"server/{file.relative_to(layout.server)}"] = file.read_bytes()
    return found


def _write(
    layout: Layout, target: Path, key: str, store: Path, kind: Literal["sqlite", "etcd"], version: str
) -> Contents:
    small = _files(layout)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in small.items()}
    contents = Contents(
        kind=kind,
        k3s_version=version,
        node=str(config.read(layout.config).get("node-name", "")),
        created=datetime.now(UTC),
        files={**digests, "store": digest(store)},
    )
    draft = target.with_name(f"{target.name}.part")
    try:
        with draft.open("wb") as out, Sealer(out, key) as sealer, store.open("rb") as stream:
            draft.chmod(0o600)
            with tarfile.open(fileobj=cast(Any, sealer), mode="w|") as tar:
                _add(tar, CONTENTS, io.BytesIO(contents.model_dump_json().encode()))
                _add(tar, "store", stream)
                for name, data in small.items():
                    _add(tar, name, io.BytesIO(data))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return contents


def _add(tar: tarfile.TarFile, name: str, stream: IO[bytes]) -> None:
    info = tarfile.TarInfo(name)
    info.size = stream.seek(0, io.SEEK_END)
    info.mode = 0o600
    stream.seek(0)
    tar.addfile(info, stream)


@contextlib.contextmanager
def _folder(context: Context) -> Iterator[Path]:
    """Yield a folder that nobody else can look into; it is gone afterwards."""
    context.layout.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=context.layout.state, prefix="backup-") as name:
        yield Path(name)
