"""Jobs of shops that run elsewhere, told here as they change: one list of work for the window and the API."""

from __future__ import annotations

import logging
import threading

from appliance.core.errors import ApplianceError
from appliance.core.runtime import Runtime
from appliance.jobs import Jobs
from appliance.service import forward
from appliance.service.runtimes import Runtimes

log = logging.getLogger(__name__)

POLL_SECONDS = 5.0
"""Of one long poll: a box that stops is not kept longer."""
PAUSE_SECONDS = 2.0


class Mirrors:
    """One follower for each shop that runs elsewhere."""

    def __init__(self, runtimes: Runtimes, jobs: Jobs) -> None:
        self._runtimes = runtimes
        self._jobs = jobs
        self._stopping = threading.Event()
        self._following: dict[str, threading.Thread] = {}

    def moved(self, shop: str) -> None:
        """Follow the shop's jobs if it runs elsewhere; a follower of one that came home ends by itself."""
        if self._runtimes.of(shop) is Runtime.EMBEDDED or shop in self._following:
            return
        thread = threading.Thread(target=self._follow, args=(shop,), name=f"jobs of {shop}", daemon=True)
        self._following[shop] = thread
        thread.start()

    def close(self) -> None:
        self._stopping.set()

    def _follow(self, shop: str) -> None:
        cursor = 0
        while self._wanted(shop):
            try:
                with forward.client(self._runtimes.endpoint(shop)) as there:
                    while self._wanted(shop):
                        page = there.jobs(cursor, POLL_SECONDS)
                        cursor = page.cursor
                        for job in page.jobs:
                            if job.shop == shop and self._wanted(shop):
                                self._jobs.mirror(job)
            except ApplianceError as err:
                log.info("jobs of %s: %s", shop, err.message)
                self._stopping.wait(PAUSE_SECONDS)
        self._following.pop(shop, None)

    def _wanted(self, shop: str) -> bool:
        return not self._stopping.is_set() and self._jobs.is_elsewhere(shop)
