"""How many threads to compute with: as many as measure fastest now, tried again as the load changes.

Two threads on two idle cores read prompts twice as fast as one; with the other core busy they wait for
each other at every operator and are many times slower than one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

FIRST_RETRY = 2.0  # seconds until a losing thread count gets another try
LAST_RETRY = 60.0
WEIGHT = 0.5  # of the newest measurement: a sudden load shows after one or two steps


class ThreadChoice:
    """Keeps the cost of each thread count up to date for one kind of work, and says which to use."""

    def __init__(self, candidates: Sequence[int], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._costs: dict[int, float | None] = dict.fromkeys(candidates)
        self._tried = dict.fromkeys(candidates, clock())
        self._retry = dict.fromkeys(candidates, FIRST_RETRY)

    def threads(self) -> int:
        """Return the count to use for the next step: an unmeasured one, one due for a try, or the best."""
        unknown = [count for count, cost in self._costs.items() if cost is None]
        if unknown:
            return unknown[0]
        now, best = self._clock(), self._best()
        due = [c for c in self._costs if c != best and now - self._tried[c] >= self._retry[c]]
        return due[0] if due else best

    def record(self, threads: int, cost: float) -> None:
        """Note that a step with this many threads cost so many seconds a token."""
        old = self._costs[threads]
        trial = old is not None and threads != self._best()
        self._costs[threads] = cost if old is None or trial else WEIGHT * cost + (1 - WEIGHT) * old
        self._tried[threads] = self._clock()
        if trial and threads != self._best():
            self._retry[threads] = min(2 * self._retry[threads], LAST_RETRY)
        elif trial:
            self._retry = dict.fromkeys(self._costs, FIRST_RETRY)

    def _best(self) -> int:
        known = {count: cost for count, cost in self._costs.items() if cost is not None}
        return min(known, key=known.__getitem__)
