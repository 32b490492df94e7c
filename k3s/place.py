"""Putting files where K3s looks for them, such that what was there can come back."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from appliance.core.errors import InvalidInput


def trusted(file: Path, *, owners: frozenset[int] = frozenset({0})) -> None:
    """Raise `InvalidInput` unless nobody but root can have changed the file: it will run as root."""
    real = file.resolve()
    for part in (real, *real.parents):
        info = part.stat()
        loose = info.st_mode & 0o022 and not (part.is_dir() and info.st_mode & 0o1000)
        if info.st_uid not in owners or loose:
            raise InvalidInput(
                f"{part} can be changed by other users, and K3s runs as root.",
                resolution=f"Copy it as root: “install -o root -m 755 {file} /usr/local/bin/k3s”.",
            )


def digest(file: Path) -> str:
    """Return the file's SHA-256; nothing for one that is not there."""
    if not file.exists():
        return ""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def copy(source: Path, target: Path, mode: int) -> None:
    """Put a copy in the target's place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    try:
        shutil.copyfile(source, draft)
        draft.chmod(mode)
        with draft.open("rb") as stream:
            os.fsync(stream.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
