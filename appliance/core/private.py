"""What a box keeps is its user's alone: no other user of the computer reads a shop's files."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

UMASK = 0o077
PRIVATE = ("appliance.db*", "config.toml*", "logs", "secrets.*", "service.*", "shops", "window.ini*")
SHARED = ("models",)
"""Weights are no secret: workloads, which are other users, read them (`owners.readable`)."""


@contextlib.contextmanager
def making() -> Iterator[None]:
    """Make whatever this process writes while the block runs its user's alone."""
    before = os.umask(UMASK)
    try:
        yield
    finally:
        os.umask(before)


def mend(data: Path) -> None:
    """Take from others what they could do with the box's files; links are not followed.

    Only what is the box's own: somebody may have chosen a folder that holds other things too.
    """
    entries = list(data.iterdir())
    private = [entry for entry in entries if _is_any(entry, PRIVATE)]
    if all(_is_any(entry, PRIVATE + SHARED) for entry in entries):
        _close(data)
    for entry in private:
        _close(entry)
        for root, folders, files in os.walk(entry):
            for name in (*folders, *files):
                _close(Path(root, name))


def _is_any(entry: Path, names: tuple[str, ...]) -> bool:
    return any(fnmatch(entry.name, name) for name in names)


def _close(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError, PermissionError):  # a passing file; another user's
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & UMASK:
            path.chmod(stat.S_IMODE(mode) & ~UMASK)
