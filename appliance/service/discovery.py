"""How a window or a command finds the service of a data directory, and why there is never a second one."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator

from appliance.core import private
from appliance.core.discovery import ServiceFile, read
from appliance.core.errors import AlreadyRunning
from appliance.core.files import write_private
from appliance.core.paths import Paths
from appliance.core.version import VERSION


@contextlib.contextmanager
def hold(paths: Paths) -> Iterator[None]:
    """Hold the data directory, kept private. Raises `AlreadyRunning` when somebody else holds it.

    The kernel lets go of the lock when the process dies, however it dies.
    """
    with private.making():
        paths.data.mkdir(parents=True, exist_ok=True)
        with paths.lock.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise _in_use(paths) from None
            private.mend(paths.data)
            yield


@contextlib.contextmanager
def announced(paths: Paths, url: str, token: str) -> Iterator[None]:
    """Tell in service.json, for this user only, where the service listens while the block runs."""
    entry = ServiceFile(url=url, token=token, pid=os.getpid(), version=VERSION)
    write_private(paths.service_file, entry.model_dump_json().encode())
    try:
        yield
    finally:
        paths.service_file.unlink(missing_ok=True)


def _in_use(paths: Paths) -> AlreadyRunning:
    known = read(paths)
    who = f"the service with process id {known.pid}" if known else "another Shopwarden command"
    return AlreadyRunning(
        f"The data directory {paths.data} is in use by {who}.",
        resolution="Wait until it has finished, stop it, or choose another --data-dir.",
    )
