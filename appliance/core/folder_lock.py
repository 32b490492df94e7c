"""Whoever serves a shop holds its folder: two processes can never write to one shop, not even by mistake.

The lock is the kernel's (flock): it ends with its process, however that dies, and holds between a
container and its host.
"""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

from appliance.core import owners
from appliance.core.errors import ShopAway

LOOK_SECONDS = 0.05


class FolderLock:
    """The lock of one shop's folder, taken by this object or not."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / ".serving"
        self._handle = -1

    def take(self) -> None:
        """Take the lock at once. Raises `ShopAway` when another process serves the shop."""
        if not self._try():
            raise ShopAway(
                f"The shop in {self._file.parent} is being served by another process.",
                resolution="See “shopwarden runtime status”, and wait until it has let go.",
            )

    def wait(self, stopping: threading.Event) -> bool:
        """Take the lock as soon as its holder lets go; False when `stopping` was set before that."""
        while not self._try():
            if stopping.wait(LOOK_SECONDS):
                return False
        return True

    def release(self) -> None:
        """Let go; what was made in the folder belongs to its owner, who may be the next to serve it."""
        if self._handle >= 0:
            with contextlib.suppress(FileNotFoundError):  # the folder of a shop that is deleted
                owners.give(self._file.parent, self._file.parent.stat().st_uid)
            os.close(self._handle)
            self._handle = -1

    def _try(self) -> bool:
        import fcntl  # which only Unix has; this module is importable everywhere

        if self._handle >= 0:
            return True
        handle = os.open(self._file, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True
