"""Which languages the bot answers in, and which of them who writes another is answered in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from appliance.core.schemas import LANGUAGES
from gui.presenters import profile
from gui.widgets import basics
from gui.words import tr


class Languages(QWidget):
    """`text` is the codes with the shop's own first ("de,en"); empty when nothing is ticked."""

    changed = Signal()

    def __init__(self, columns: int = 3) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        for place, code in enumerate(LANGUAGES):
            self.boxes[code] = box = QCheckBox(profile.language(code))
            box.toggled.connect(self._ticked)
            grid.addWidget(box, place // columns, place % columns)
        grid.setColumnStretch(columns, 1)
        told = basics.label(tr("Anyone who writes in another one is answered in"))
        self.own = basics.named(basics.Choice(), told.text())
        self.own.currentIndexChanged.connect(self.changed)
        other = basics.row(self.own)
        other.addStretch()
        layout = basics.column(spacing=6)
        layout.addLayout(grid)
        layout.addWidget(told)
        layout.addLayout(other)
        self.setLayout(layout)
        self.setFocusProxy(self.boxes[LANGUAGES[0]])
        self.set_text(",".join(LANGUAGES))

    def text(self) -> str:
        own = str(self.own.currentData() or "")
        others = [code for code in self._chosen() if code != own]
        return ",".join([own, *others] if own else others)

    def set_text(self, text: str) -> None:
        codes = [code for code in text.split(",") if code in self.boxes]
        self.blockSignals(True)
        for code, box in self.boxes.items():
            box.setChecked(code in codes)
        self._offer(codes[0] if codes else "")
        self.blockSignals(False)

    def _chosen(self) -> list[str]:
        return [code for code, box in self.boxes.items() if box.isChecked()]

    def _ticked(self) -> None:
        self._offer(str(self.own.currentData() or ""))
        self.changed.emit()

    def _offer(self, own: str) -> None:
        """Let one of the ticked languages be the shop's own."""
        chosen = self._chosen()
        self.own.blockSignals(True)
        self.own.clear()
        for code in chosen:
            self.own.addItem(profile.language(code), code)
        self.own.setCurrentIndex(chosen.index(own) if own in chosen else min(0, len(chosen) - 1))
        self.own.blockSignals(False)
        self.own.setEnabled(len(chosen) > 1)
