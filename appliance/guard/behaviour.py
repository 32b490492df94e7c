"""Repeated attacks from one session or address slow down, then stop. Pure: the clock is given."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_S = 900.0
"""Attacks older than this are forgotten, and with them the stop."""
SLOW_FROM = 3
STOP_FROM = 6
LONGEST_PAUSE_S = 8.0
ADDRESS_FACTOR = 4
"""A café's guests share one address: it may sin four times as often as a session."""
KEYS = 20_000


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody is treated: seconds to wait before the next answer, and whether there is none."""

    attacks: int
    pause_s: float
    stopped: bool


class Behaviour:
    """Counts attacks in a sliding window by session and by address; remembers the latest KEYS of them."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._attacks: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def attacked(self, session: str, address: str = "", *, ago_s: float = 0.0) -> None:
        """Note an attack, made so many seconds ago. An empty session or address is nobody's and is not
        counted."""
        with self._lock:
            for key in _keys(session, address):
                times = self._attacks.setdefault(key, deque(maxlen=STOP_FROM * ADDRESS_FACTOR))
                times.append(self._clock() - ago_s)
                self._attacks.move_to_end(key)
            while len(self._attacks) > KEYS:
                self._attacks.popitem(last=False)

    def standing(self, session: str, address: str = "") -> Standing:
        with self._lock:
            counts = {key: self._count(key) for key in _keys(session, address)}
        attacks = max(
            (count // (ADDRESS_FACTOR if key[0] == "a" else 1) for key, count in counts.items()), default=0
        )
        pause = min(2.0 ** (attacks - SLOW_FROM), LONGEST_PAUSE_S) if attacks >= SLOW_FROM else 0.0
        return Standing(attacks, pause, attacks >= STOP_FROM)

    def _count(self, key: str) -> int:
        times = self._attacks.get(key, deque())
        while times and times[0] <= self._clock() - WINDOW_S:
            times.popleft()
        if not times:
            self._attacks.pop(key, None)
        return len(times)


def _keys(session: str, address: str) -> list[str]:
    return [f"s {session}"] * bool(session) + [f"a {address}"] * bool(address)
