"""A worker process does not outlive whoever started it, not even one that was killed."""

from __future__ import annotations

import os
import threading


def end_with_parent(pipe: int) -> None:
    """End this process when the other end of `pipe` is closed, even in the middle of a native call.

    The kernel closes it however the parent ends. PR_SET_PDEATHSIG would not do: it fires when the parent's
    *thread* that started us ends.
    """
    threading.Thread(target=_wait, args=(pipe,), name="parent", daemon=True).start()


def _wait(pipe: int) -> None:
    while os.read(pipe, 4096):  # not a buffered file: its lock is in the way when the process ends by itself
        pass
    os._exit(1)
