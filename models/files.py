"""Files of weights: hash, copy, write; whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from appliance.core import errors, owners
from appliance.core.ports import JobContext

CHUNK = 1 << 22  # bytes between two looks at whether the job is still wanted
SPARE = 500_000_000  # bytes of disk that stay free: the shops write there too


def sha256(path: Path, job: JobContext | None = None, name: str = "") -> str:
    """Return the hash of a file, called `name` to the user; raises Cancelled when the job is stopped."""
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if job:
                job.step(f"Checking {name or path.name}", done, total)
    return digest.hexdigest()


def copy(source: Path, target: Path, job: JobContext) -> None:
    """Copy a file with progress; it is on the disk when this returns."""
    total, done = source.stat().st_size, 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(CHUNK):
            writing.write(chunk)
            done += len(chunk)
            job.step(f"Copying {source.name}", done, total)
        os.fsync(writing.fileno())


def link(source: Path, target: Path, job: JobContext) -> None:
    """Give a file that nobody edits a second name, or copy it where that is impossible."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or a file system without hard links
        copy(source, target, job)


def write_json(path: Path, value: Any) -> None:
    """Write whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(value, file, indent=1, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    new.chmod(0o644)
    new.replace(path)


def replace_folder(new: Path, target: Path) -> None:
    """Put a finished folder, readable for all, in the place of another, or of none."""
    owners.readable(new)
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    shutil.rmtree(old, ignore_errors=True)


def require_space(folder: Path, needed: int) -> None:
    """Raise StoreFailed unless the disk has room for so many bytes more."""
    free = shutil.disk_usage(folder).free - SPARE
    if needed > free:
        raise errors.StoreFailed(
            f"The model needs {needed / 1e9:.1f} GB of disk; {max(0, free) / 1e9:.1f} GB can be used.",
            resolution="Free some disk space, or choose a smaller model.",
        )
