"""Moving a shop from one runtime to the other: nothing lost, away for seconds, back again on failure."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from appliance.core.errors import ApplianceError, WorkloadFailed
from appliance.core.ports import Endpoint, JobContext
from appliance.core.runtime import Runtime
from appliance.jobs import Jobs
from appliance.service import forward
from appliance.service.parts import OpenShops
from appliance.service.runtimes import Runtimes

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Counted:
    """What a shop knows, counted on both sides of a move."""

    products: int
    sources: int


class Mover:
    """Moves shops, one at a time."""

    def __init__(self, runtimes: Runtimes, shops: OpenShops) -> None:
        self._runtimes = runtimes
        self._shops = shops

    def join(self, jobs: Jobs, moved: Callable[[str], None]) -> None:
        """Work with these jobs; `moved` is told of each shop that has moved. Moving is a job itself."""
        self._jobs = jobs
        self._moved = moved

    def move(self, shop: str, target: Runtime, job: JobContext) -> dict[str, float]:
        """Return for how many seconds the shop was away. Raises what kept it where it was. A shop that is in
        K3s already is applied again: what others changed there is put right."""
        if self._runtimes.of(shop) is target:
            if target is Runtime.K3S:
                self._runtimes.workloads.start(shop, job)
            return {"away_seconds": 0.0}
        away = self._to_workload(shop, job) if target is Runtime.K3S else self._home(shop, job)
        self._moved(shop)
        return {"away_seconds": round(away, 2)}

    def _to_workload(self, shop: str, job: JobContext) -> float:
        workloads = self._runtimes.workloads
        workloads.stop(shop, job)  # what a move left that was cut off would hold the folder
        before = self._count_here(shop)  # opens the shop: until it is handed over its folder is held here
        try:
            workloads.start(shop, job)
            job.step("Handing the shop over")
            with self._runtimes.closed(shop):
                began = time.monotonic()
                self._jobs.hand_over(shop)
                self._shops.close(shop)
                endpoint = workloads.take_over(shop, job)
                self._check(before, count(endpoint, shop))
                self._runtimes.choose(shop, Runtime.K3S)
                return time.monotonic() - began
        except BaseException:
            self._back_here(shop)
            raise

    def _home(self, shop: str, job: JobContext) -> float:
        job.step("Waiting for answers under way")
        before = self._count_there(shop)
        with self._runtimes.closed(shop):
            began = time.monotonic()
            try:
                self._runtimes.workloads.stop(shop, job)
                self._runtimes.choose(shop, Runtime.EMBEDDED)  # from here on it may be opened here
                here = self._count_here(shop)
                self._check(before or here, here)
            except BaseException:
                self._shops.close(shop)
                self._runtimes.choose(shop, Runtime.K3S)
                self._runtimes.workloads.start(shop, _Unwatched())
                self._runtimes.workloads.take_over(shop, _Unwatched())
                raise
            self._jobs.take_back(shop)
            away = time.monotonic() - began
        self._clear(shop)
        return away

    def _back_here(self, shop: str) -> None:
        """The workload goes, and this process serves the shop as before."""
        with self._runtimes.closed(shop):
            self._clear(shop)
            self._runtimes.choose(shop, Runtime.EMBEDDED)
            if self._jobs.is_elsewhere(shop):
                self._jobs.take_back(shop)

    def _clear(self, shop: str) -> None:
        """Leave nothing of the shop in the cluster; what does not go now goes with the next move."""
        try:
            self._runtimes.workloads.stop(shop, _Unwatched())
            self._runtimes.workloads.remove(shop)
        except ApplianceError as err:
            log.warning("what is left of %s in the cluster: %s", shop, err.message)

    def _count_here(self, shop: str) -> Counted:
        knowledge = self._shops.get(shop).knowledge
        return Counted(knowledge.products(0, 1)[0], len(knowledge.sources()))

    def _count_there(self, shop: str) -> Counted | None:
        """Return what the workload counts; None when it does not answer: its shop comes home all the same."""
        try:
            return count(self._runtimes.endpoint(shop, fresh=True), shop)
        except ApplianceError as err:
            log.warning("%s comes home uncounted: %s", shop, err.message)
            return None

    def _check(self, before: Counted, after: Counted) -> None:
        if before != after:
            raise WorkloadFailed(
                f"The shop had {before.products} products before the move and {after.products} after it.",
                resolution="It runs where it ran before. Send the log to whoever looks after this box.",
            )


class _Unwatched:
    """Progress of going back, which cannot be cancelled."""

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Nobody is told."""


def count(endpoint: Endpoint, shop: str) -> Counted:
    """Return what a workload's shop knows, by its own API."""
    with forward.client(endpoint) as there:
        return Counted(there.products(shop, limit=1).total, len(there.sources(shop)))
