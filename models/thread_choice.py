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
    """Keeps the cost of each thread count up to date and says which to use.

    Costs of different kinds of work are made comparable by dividing by the least that was ever measured
    for that kind, so that a slow token speaks against reading a prompt with as many threads too.
    """

    def __init__(self, candidates: Sequence[int], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._costs = dict.fromkeys(candidates, 1.0)
        self._least: dict[int, float] = {}
        self._tried = dict.fromkeys(candidates, clock())
        self._retry = dict.fromkeys(candidates, FIRST_RETRY)

    def threads(self, *, trial: bool) -> int:
        """Return the best count, or with `trial` (for a step so small that a bad choice does not hurt) one
        that was not measured for a while."""
        now, best = self._clock(), self._best()
        if trial:
            for count, tried in self._tried.items():
                if count != best and now - tried >= self._retry[count]:
                    return count
        return best

    def record(self, threads: int, kind: int, cost: float) -> None:
        """Note that a step of `kind` tokens with this many threads cost so many seconds a token."""
        if kind not in self._least:
            # Tokens computed together never cost more each than fewer would.
            smaller = [least for size, least in self._least.items() if size < kind]
            self._least[kind] = min(smaller, default=cost)
        old_best = self._best()
        stale = threads != old_best
        if cost < self._least[kind]:  # what was measured before is that much dearer than it seemed
            factor = self._least[kind] / cost
            self._costs = {count: factor * known for count, known in self._costs.items()}
            self._least[kind] = cost
        relative, old = cost / self._least[kind], self._costs[threads]
        self._costs[threads] = relative if stale else WEIGHT * relative + (1 - WEIGHT) * old
        self._tried[threads] = self._clock()
        if self._best() != old_best:
            self._retry = dict.fromkeys(self._costs, FIRST_RETRY)
        elif stale:
            self._retry[threads] = min(2 * self._retry[threads], LAST_RETRY)

    def _best(self) -> int:
        return min(self._costs, key=self._costs.__getitem__)
