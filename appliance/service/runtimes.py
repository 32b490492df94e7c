"""Where each shop of the box runs, who is inside at this moment, and how a shop moves.

The choice stands in `appliance.db`. While a shop moves its visitors wait at the gate; who is inside finishes.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator

from appliance.core.errors import ApplianceError, RuntimeMissing, ShopAway
from appliance.core.ports import Endpoint, Workloads
from appliance.core.runtime import Runtime, ShopRuntime
from appliance.tenants import Registry

GATE_SECONDS = 60.0
"""A visitor waits this long for a shop that moves."""
DRAIN_SECONDS = 15.0
"""Answers under way may take this long; what takes longer (a long poll) breaks off."""
LOOK_SECONDS = 0.02


class Runtimes:
    """The runtime of every shop. `workloads` is None on a box that has no cluster."""

    def __init__(self, registry: Registry, workloads: Workloads | None) -> None:
        self._registry = registry
        self._workloads = workloads
        self._inside: Counter[str] = Counter()
        self._moving: set[str] = set()
        self._endpoints: dict[str, Endpoint] = {}
        self._changed = threading.Condition()
        with registry.lock, registry.database as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS runtimes (shop TEXT PRIMARY KEY, runtime TEXT NOT NULL)"
            )
            self._chosen = {
                shop: Runtime(name) for shop, name in database.execute("SELECT shop, runtime FROM runtimes")
            }

    @property
    def workloads(self) -> Workloads:
        """The cluster's side, be it there at this moment or not: a shop comes home from one that is gone.
        Raises `RuntimeMissing` on a box that cannot have one."""
        if self._workloads is None:
            raise _missing()
        return self._workloads

    def check_cluster(self) -> None:
        """Raise `RuntimeMissing` when no shop could move into a cluster at this moment."""
        if not self.workloads.present():
            raise _missing()

    def of(self, shop: str) -> Runtime:
        return self._chosen.get(shop, Runtime.EMBEDDED)

    def elsewhere(self) -> frozenset[str]:
        """Return the shops that this process does not serve itself."""
        return frozenset(shop for shop, runtime in self._chosen.items() if runtime is not Runtime.EMBEDDED)

    def choose(self, shop: str, runtime: Runtime) -> None:
        """Store where the shop runs from now on."""
        with self._registry.lock, self._registry.database as database:
            if runtime is Runtime.EMBEDDED:
                database.execute("DELETE FROM runtimes WHERE shop = ?", (shop,))
                self._chosen.pop(shop, None)
            else:
                database.execute("INSERT OR REPLACE INTO runtimes VALUES (?, ?)", (shop, runtime.value))
                self._chosen[shop] = runtime
        self._endpoints.pop(shop, None)

    def endpoint(self, shop: str, *, fresh: bool = False) -> Endpoint:
        """Return where the shop's workload answers; `fresh` asks the cluster again. Raises `ShopAway`."""
        known = None if fresh else self._endpoints.get(shop)
        if known is None:
            self._endpoints[shop] = known = self.workloads.endpoint(shop)
        return known

    def status(self, shop: str) -> ShopRuntime:
        """Return where the shop runs and how it does, asked at this moment."""
        runtime = self.of(shop)
        if shop in self._moving:
            return ShopRuntime(shop=shop, runtime=runtime, state="moving")
        if runtime is Runtime.EMBEDDED:
            return ShopRuntime(shop=shop, runtime=runtime, state="serving")
        try:
            self.endpoint(shop, fresh=True)
            return ShopRuntime(shop=shop, runtime=runtime, state="serving", drift=self.workloads.drift(shop))
        except ApplianceError as err:
            return ShopRuntime(shop=shop, runtime=runtime, state="away", message=err.message)

    @contextlib.asynccontextmanager
    async def visit(self, shop: str) -> AsyncIterator[None]:
        """Be inside the shop while the block runs; waits while it moves. Raises `ShopAway` in the end."""
        deadline = time.monotonic() + GATE_SECONDS
        while not self._enter(shop):
            if time.monotonic() > deadline:
                raise ShopAway("This shop is moving at this moment.", resolution="Ask again in a minute.")
            await asyncio.sleep(LOOK_SECONDS)
        try:
            yield
        finally:
            with self._changed:
                self._inside[shop] -= 1
                if not self._inside[shop]:
                    del self._inside[shop]
                self._changed.notify_all()

    @contextlib.contextmanager
    def closed(self, shop: str) -> Iterator[None]:
        """Keep everybody out while the block runs; it begins when those inside have finished."""
        with self._changed:
            self._moving.add(shop)
            self._changed.wait_for(lambda: self._inside[shop] <= 0, DRAIN_SECONDS)
        try:
            yield
        finally:
            with self._changed:
                self._moving.discard(shop)

    def forget(self, shop: str) -> None:
        """The shop is being deleted: its workload goes, and everything of it in the cluster."""
        if self.of(shop) is not Runtime.EMBEDDED:
            self.workloads.remove(shop)
            self.choose(shop, Runtime.EMBEDDED)

    def _enter(self, shop: str) -> bool:
        with self._changed:
            if shop in self._moving:
                return False
            self._inside[shop] += 1
            return True


def _missing() -> RuntimeMissing:
    return RuntimeMissing(
        "This box has no K3s to run shops in, or this service may not use it.",
        resolution="Run “shopwarden node install” as root, and the service as root too.",
    )
