"""A look at the box twice a minute, for the tray and for whoever has to be told something."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.ask import ask
from gui.desk import Desk
from gui.presenters.alerts import Watch

if TYPE_CHECKING:
    from appliance.core.owner_schemas import Figures, Vitals

BEAT_MS = 30_000


class Pulse(QObject):
    """`alerted` brings the alerts of a look that found something new."""

    alerted = Signal(list)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shop = ""
        self._watch = Watch()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self.look)
        desk.connected.connect(self._timer.start)

    def look(self) -> None:
        """Ask how things stand; nothing is told while there is no shop or no service."""
        if not self._desk.has_shop:
            return
        shop, client = self._desk.shop.id, self._desk.client
        if shop != self._shop:
            self._shop, self._watch = shop, Watch()
        ask(self, lambda: (client.figures(shop, 1), client.vitals()), self._told, lambda error: None)

    def _told(self, found: tuple[Figures, Vitals]) -> None:
        if alerts := self._watch.look(found[0].days[-1], found[1], time.monotonic()):
            self.alerted.emit(alerts)
