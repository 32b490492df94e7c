"""What an import would change, before it happens, and what becomes of products the file does not hold."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from appliance.core.errors import ApplianceError
from appliance.core.schemas import ImportDiff, ImportRequest
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import catalogue
from gui.widgets import basics

EXAMPLES = 4


class Changes(QWidget):
    """Hidden until `compare` has found that there is something to compare with. `missing` is the owner's
    choice, None when there is none to make; `chosen` says that it was made anew."""

    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round = 0
        self.missing: Literal["keep", "remove"] | None = None
        self.counts = basics.label(kind="strong")
        self._examples = QVBoxLayout()
        self._examples.setSpacing(2)
        self.keep, self.remove = QRadioButton(), QRadioButton()
        group = QButtonGroup(self)
        self.keep.clicked.connect(lambda: self._choose("keep"))
        self.remove.clicked.connect(lambda: self._choose("remove"))
        for button in (self.keep, self.remove):
            group.addButton(button)
        self.setLayout(basics.column(self.counts, self._examples, self.keep, self.remove, spacing=4))
        self.hide()

    def compare(self, wish: ImportRequest) -> None:
        """Ask what this import would do."""
        self._round += 1
        asked_in, shop = self._round, self._desk.shop.id

        def show(diff: ImportDiff) -> None:
            if asked_in == self._round:
                self._show(diff)

        def failed(_: ApplianceError) -> None:
            if asked_in == self._round:
                self.hide()  # the import itself will say why

        ask(self, lambda: self._desk.client.compare_import(shop, wish), show, failed)

    def _show(self, diff: ImportDiff) -> None:
        self.setVisible(bool(diff.source))
        self.counts.setText(catalogue.changes(diff))
        basics.clear(self._examples)
        for change in diff.examples[:EXAMPLES]:
            self._examples.addWidget(
                basics.label(catalogue.change(change, self._desk.shop.currency), "quiet")
            )
        absent = diff.removed + diff.kept
        if absent and self.missing is None:
            self.missing = "remove" if diff.removed else "keep"
        keep, remove = catalogue.missing(absent)
        self.keep.setText(keep)
        self.remove.setText(remove)
        for button in (self.keep, self.remove):
            button.setVisible(bool(absent))
        (self.remove if self.missing == "remove" else self.keep).setChecked(True)

    def _choose(self, value: Literal["keep", "remove"]) -> None:
        if value != self.missing:
            self.missing = value
            self.chosen.emit()
