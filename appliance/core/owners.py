"""Whose a folder is: the box's, or while a workload serves it the workload's user's."""

from __future__ import annotations

import os
import stat
from pathlib import Path

USER = 65532
"""The user of the image."""


def give(folder: Path, user: int) -> None:
    """Make the folder and all in it the user's. Links are not followed: a workload can write them."""
    if os.geteuid() != 0:
        return  # whoever is not root owns all of it already
    for path in (folder, *_below(folder)):
        try:
            if path.lstat().st_uid != user:
                os.lchown(path, user, user)
        except FileNotFoundError:  # a passing file of a database
            continue


def readable(folder: Path) -> None:
    """Let everybody read what is in the folder: weights are no secret, and a workload is not their owner."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (folder, *_below(folder)):
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            continue
        wanted = 0o555 if stat.S_ISDIR(mode) or mode & 0o100 else 0o444
        if mode & wanted != wanted:
            path.chmod(stat.S_IMODE(mode) | wanted)


def _below(folder: Path) -> list[Path]:
    found = []
    for root, folders, files in os.walk(folder):
        found += [Path(root) / name for name in (*folders, *files)]
    return found
