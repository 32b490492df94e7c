"""What changes in the service's jobs, as Qt signals: one thread that asks and waits for news."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from appliance.core.errors import ApplianceError
from gui.ask import on_gui

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.schemas import Job

WAIT_SECONDS = 10.0


class Feed(QObject):
    """`changed` brings every change of a job, `lost` says once that the service does not answer.

    Jobs that had ended before the feed started are kept in `jobs` but not told.
    """

    changed = Signal(object)
    lost = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: dict[str, Job] = {}
        self._round = 0

    def start(self, client: Client) -> None:
        """Follow this client from now on, and no other."""
        self.stop()
        mine = self._round
        self.jobs.clear()
        threading.Thread(target=self._follow, args=(client, mine), name="feed", daemon=True).start()

    def stop(self) -> None:
        """Tell nothing more; the thread ends when its last question is answered."""
        self._round += 1

    def _follow(self, client: Client, mine: int) -> None:
        from appliance.client import UNDER_WAY

        cursor, wait, first = 0, 0.0, True
        while mine == self._round:
            try:
                page = client.jobs(cursor, wait)
            except ApplianceError as err:
                self._tell(mine, partial(self.lost.emit, err))
                return
            cursor = page.cursor
            for job in page.jobs:
                quiet = first and job.state not in UNDER_WAY
                self._tell(mine, partial(self._keep, job, quiet))
            if not page.jobs:
                wait, first = WAIT_SECONDS, False

    def _tell(self, mine: int, step: Callable[[], None]) -> None:
        on_gui(self, lambda: step() if mine == self._round else None)

    def _keep(self, job: Job, quiet: bool) -> None:
        self.jobs[job.id] = job
        if not quiet:
            self.changed.emit(job)
