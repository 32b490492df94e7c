"""How many threads to compute with: as many as measure fastest now, tried again as the load changes.

Two threads on two idle cores read prompts twice as fast as one; with the other core busy they wait for
each other at every operator and are many times slower than one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import psutil

PAUSE = 0.25  # seconds without work after which others' load may have changed
FIRST_RETRY = 2.0  # seconds until a losing thread count gets another try
LAST_RETRY = 60.0
WEIGHT = 0.5  # of the newest measurement: a sudden load shows after one or two steps
SPARE = 0.3  # of a core that may be busy with small things
CLEARLY = 1.3  # times as fast another count must be; steps differ by as much with what is in the cache


class ThreadChoice:
    """Keeps the cost of each thread count up to date and says which to use.

    Costs of steps of different sizes are made comparable by dividing by the least that was ever measured
    for that size, so that a slow token speaks against reading a prompt with as many threads too.
    `candidates` end with the count to begin with.
    """

    def __init__(self, candidates: Sequence[int], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._chosen = candidates[-1]
        self._costs: dict[tuple[int, int], float] = {}  # seconds a token by (threads, size of step)
        self._newest: dict[int, int] = {}  # the size last measured, by threads
        self._least: dict[int, float] = {}
        self._tried = dict.fromkeys(candidates, clock())
        self._retry = dict.fromkeys(candidates, FIRST_RETRY)

    def expect(self, idle: float) -> None:
        """Choose after a pause, when what was measured before says little: the largest count for which
        that many cores were idle meanwhile, or nearly so. The next steps are measured as ever."""
        fitting = [count for count in self._tried if count <= max(1.0, idle + SPARE)]
        self._chosen = max(fitting, default=self._chosen)

    def threads(self, *, trial: bool) -> int:
        """Return the chosen count, or with `trial` (for a step so small that a bad choice does not hurt)
        one that was not measured for a while."""
        now = self._clock()
        if trial:
            for count, tried in self._tried.items():
                if count != self._chosen and now - tried >= self._retry[count]:
                    return count
        return self._chosen

    def record(self, threads: int, tokens: int, seconds: float) -> None:
        """Note what a step of so many tokens cost with so many threads, and choose anew."""
        size, cost = tokens.bit_length(), seconds / tokens
        if threads == self._chosen:
            old = self._costs.get((threads, size), cost)
            self._costs[threads, size] = WEIGHT * cost + (1 - WEIGHT) * old
        else:
            self._costs[threads, size] = cost
            self._retry[threads] = min(2 * self._retry[threads], LAST_RETRY)
        # Tokens computed together never cost more each than fewer would.
        smaller = [least for other, least in self._least.items() if other <= size]
        self._least[size] = min([cost, *smaller])
        self._newest[threads] = size
        self._tried[threads] = self._clock()
        best = min(self._tried, key=self._relative)
        if CLEARLY * self._relative(best) < self._relative(self._chosen):
            self._chosen = best
            self._retry = dict.fromkeys(self._retry, FIRST_RETRY)

    def _relative(self, threads: int) -> float:
        """Return the cost of a token in units of the least for steps of the size last measured."""
        size = self._newest.get(threads)
        return 1.0 if size is None else self._costs[threads, size] / self._least[size]


class IdleCores:
    """How many cores nobody used while this process paused. `read` gives the seconds all cores idled."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        read: Callable[[], float] = lambda: float(psutil.cpu_times().idle),
    ) -> None:
        self._clock = clock
        self._read = read
        self._marks: list[tuple[float, float]] = []
        self.look()

    def cores(self) -> float | None:
        """Return the mean of the pause, of a long one of its last seconds; None for one below `PAUSE`."""
        looked, idle = self._marks[0]
        passed = self._clock() - looked
        return (self._read() - idle) / passed if passed >= PAUSE else None

    def look(self) -> None:
        """Note the present: this process has just worked."""
        self._marks = [(self._clock(), self._read())]

    def go_on(self) -> None:
        """Forget what was before the last call, in a long pause: the load of an hour ago says nothing."""
        self._marks = [self._marks[-1], (self._clock(), self._read())]
