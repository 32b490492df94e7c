"""How this computer feels: processor, memory, disk and, where there is one, temperature."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from appliance.core.owner_schemas import Vitals
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import box
from gui.widgets import basics
from gui.widgets.spark import Spark
from gui.words import tr

BEAT_MS = 2_000


class VitalsCard(QFrame):
    """Looks every two seconds while it is seen, and not otherwise."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asking = False
        self.setProperty("kind", "card")
        self.sparks = {
            "processor": Spark(tr("Processor")),
            "memory": Spark(tr("Memory")),
            "disk": Spark(tr("Disk")),
            "temperature": Spark(tr("Temperature")),
        }
        self.sparks["temperature"].hide()
        line = QHBoxLayout()
        line.setSpacing(24)
        for spark in self.sparks.values():
            line.addWidget(spark, 1)
        title = basics.label(tr("This computer"), "heading")
        self.setLayout(basics.column(title, line, spacing=8, margin=16))
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._look)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()

    def _look(self) -> None:
        if not self._asking:
            self._asking = True
            ask(self, lambda: self._desk.client.vitals(), self._show, lambda error: self._rest())

    def _rest(self) -> None:
        self._asking = False

    def _show(self, vitals: Vitals) -> None:
        self._rest()
        for name, (value, words) in box.vitals(vitals).items():
            self.sparks[name].show()
            self.sparks[name].add(value, words)
