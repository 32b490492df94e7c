"""Progress of a job on stderr: a bar on a terminal, a line per stage elsewhere."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from appliance.core.errors import ApplianceError, Cancelled, Conflict

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.schemas import Job

BAR = 24


class Progress:
    """Shows the changes of one job."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._stage = ""

    def show(self, job: Job) -> None:
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{line(job)[:width]:<{width}}", end="", file=self._stream, flush=True)
        elif job.stage and job.stage != self._stage:
            print(f"{job.subject}: {job.stage}", file=self._stream, flush=True)
        self._stage = job.stage

    def end(self) -> None:
        if self._live:
            print("\r\033[K", end="", file=self._stream, flush=True)


def line(job: Job) -> str:
    """Return one line that tells where the job stands."""
    head = f"{job.subject}: {job.stage}" if job.subject else job.stage
    if not job.total:
        return head
    full = min(BAR, BAR * job.done // job.total)
    return f"{head} [{'#' * full}{'.' * (BAR - full)}] {job.done}/{job.total}"


def finish(client: Client, start: Callable[[], Job]) -> Job:
    """Start a job, show it until it ends and return it. Raises what it failed with; Ctrl-C cancels it, even
    one that comes before the job has told its id."""
    progress = Progress()
    with _late_interrupt() as came:
        job = start()
    try:
        if came:
            raise KeyboardInterrupt
        for job in client.follow(job):  # noqa: B020  # each is the same job, newer
            progress.show(job)
    except KeyboardInterrupt:
        client.cancel(job.id)
        raise
    finally:
        progress.end()
    if job.error:
        raise ApplianceError.from_problem(job.error)
    if job.state == "cancelled":
        raise Cancelled(f"“{job.subject}” was cancelled.")
    if job.state == "interrupted":
        raise Conflict(
            f"“{job.subject}” was interrupted.", resolution=f"Go on with: shopwarden jobs again {job.id}"
        )
    return job


@contextmanager
def _late_interrupt() -> Iterator[list[int]]:
    """Collect what Ctrl-C sends while the block runs, instead of breaking it off."""
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield came
    finally:
        signal.signal(signal.SIGINT, before)
