"""What the owner is told when nobody looks at the window: somebody wants a person, an attack, a full disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.presenters import quantities
from gui.words import counted, tr

if TYPE_CHECKING:
    from datetime import date

    from appliance.core.owner_schemas import DayFigures, Vitals

WAVE = 10
"""Attempts turned away within `WAVE_SECONDS` that are no single joker any more."""
WAVE_SECONDS = 600.0
DISK_LOW, DISK_FINE = 1_000_000_000, 2_000_000_000
"""Bytes: told below the first, and again only after it has been above the second."""


@dataclass(frozen=True)
class Alert:
    """`page` is one of the window's, or none; a `warning` asks for somebody, other words only tell."""

    title: str
    message: str
    page: str
    warning: bool = True


def together(alerts: Sequence[Alert]) -> Alert:
    """Return several as one notification, as a desktop does not tell which of two was clicked; one of
    several pages leads to none."""
    pages = {alert.page for alert in alerts}
    return Alert(
        " · ".join(alert.title for alert in alerts),
        "\n".join(alert.message for alert in alerts),
        pages.pop() if len(pages) == 1 else "",
        any(alert.warning for alert in alerts),
    )


class Watch:
    """Compares each look with the ones before; the first look tells nothing that is old."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._handoffs = 0
        self._attacks: deque[tuple[float, int]] = deque()
        self._in_wave = False
        self._disk_told = False

    def look(self, today: DayFigures, vitals: Vitals, now: float) -> list[Alert]:
        """Return what is new; `now` are seconds of a clock that never goes back."""
        if today.day != self._day:
            first = self._day is None
            self._day, self._handoffs = today.day, today.handoffs if first else 0
            self._attacks.clear()
        return [*self._wanted(today), *self._wave(today, now), *self._disk(vitals)]

    def _wanted(self, today: DayFigures) -> list[Alert]:
        new, self._handoffs = today.handoffs - self._handoffs, today.handoffs
        if new <= 0:
            return []
        message = counted(
            new, tr("{n} customer asked for a person."), tr("{n} customers asked for a person.")
        )
        return [Alert(tr("Somebody wants to talk to you"), message, "conversations")]

    def _wave(self, today: DayFigures, now: float) -> list[Alert]:
        self._attacks.append((now, today.blocked))
        while self._attacks[0][0] < now - WAVE_SECONDS:
            self._attacks.popleft()
        new = today.blocked - self._attacks[0][1]
        told, self._in_wave = self._in_wave, new >= WAVE
        if told or not self._in_wave:
            return []
        message = tr("{n} attempts to misuse your bot in a few minutes were turned away.").format(n=new)
        return [Alert(tr("Your bot is under attack"), message, "guard")]

    def _disk(self, vitals: Vitals) -> list[Alert]:
        free = vitals.disk_total - vitals.disk_used
        if free > DISK_FINE:
            self._disk_told = False
        if free >= DISK_LOW or self._disk_told:
            return []
        self._disk_told = True
        message = tr("{size} are free. Free some space, or imports will fail.").format(
            size=quantities.size(free)
        )
        return [Alert(tr("The disk is nearly full"), message, "system")]
