"""How a file was understood, before anything of it is stored; the owner can correct the columns."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from appliance.core.errors import ApplianceError
from appliance.core.schemas import ColumnGuess, ImportRequest, Preview, Upload
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import catalogue
from gui.widgets import basics
from gui.widgets.changes import Changes
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.product_card import ProductCard
from gui.words import tr

CARDS = 3
PASSAGES = 4
PROBLEMS = 5
GATHER_MS = 300


class PreviewDialog(QDialog):
    """Ends accepted with `wish` set, or rejected."""

    def __init__(self, desk: Desk, upload: Upload, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._upload = upload
        self._first = self._preview = preview
        self._changed: dict[str, str] = {}
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self._look_again)
        self.wish = ImportRequest(upload=upload.id)
        self.setWindowTitle(tr("Add {file}").format(file=preview.file))
        self._banner = ErrorBanner()
        self._problems = QVBoxLayout()
        self._sample = QHBoxLayout() if preview.kind == "catalogue" else QVBoxLayout()
        self._strict = QCheckBox(
            tr("Import nothing if a row cannot be read (otherwise such rows are left out)")
        )
        self._strict.setVisible(preview.kind == "catalogue")
        self.changes = Changes(desk)
        self.changes.chosen.connect(self._compare)
        self._import = basics.button(tr("Import"), self._accept, primary=True)
        self.setLayout(self._arranged())
        basics.open_at(self, 860, 600)
        self._show()

    def _arranged(self) -> QVBoxLayout:
        """Put what may be long into a part that scrolls; what decides stays in sight."""
        inside = QWidget()
        inside.setLayout(self._explained())
        buttons = basics.row(basics.button(tr("Cancel"), self.reject), self._import)
        buttons.insertStretch(0)
        return basics.column(
            basics.label(self._first.file, "heading"),
            basics.label(catalogue.understood(self._first)),
            self._banner,
            basics.scrolled(inside),
            self._strict,
            buttons,
            margin=16,
            spacing=10,
        )

    def _explained(self) -> QVBoxLayout:
        layout = basics.column(spacing=10)
        layout.addLayout(self._problems)
        if self._first.kind == "catalogue":
            layout.addWidget(basics.label(tr("What each column means. Correct what is wrong."), "strong"))
            layout.addWidget(self._columns(), 1)
            if more := catalogue.unshown(self._first):
                layout.addWidget(basics.label(more, "quiet"))
            layout.addWidget(basics.label(tr("The first products, as customers would see them:"), "strong"))
        layout.addLayout(self._sample)
        if self._first.kind != "catalogue":
            layout.addStretch()
        if self._first.replaces and self._first.kind != "catalogue":
            layout.addWidget(basics.label(catalogue.replacing(self._first), tone="warning"))
        layout.addWidget(self.changes)
        return layout

    # --- columns ---

    def _columns(self) -> QTableWidget:
        guesses = catalogue.columns(self._first)
        table = basics.named(QTableWidget(len(guesses), 3), tr("Columns of the file"))
        table.setHorizontalHeaderLabels([tr("Column"), tr("Means"), tr("First value")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its choices take it, row after row
        table.setWordWrap(False)
        for place, guess in enumerate(guesses):
            combo, name = self._choice(guess), QTableWidgetItem(guess.column)
            combo.focused.connect(partial(table.scrollToItem, name))
            table.setItem(place, 0, name)
            table.setCellWidget(place, 1, combo)
            table.setItem(place, 2, QTableWidgetItem(guess.sample))
            table.setRowHeight(place, combo.sizeHint().height() + 4)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 200)
        table.setColumnWidth(1, 240)
        table.setMinimumHeight(140)
        return table

    def _choice(self, guess: ColumnGuess) -> basics.Choice:
        combo = basics.named(
            basics.Choice(), tr("Meaning of the column {column}").format(column=guess.column)
        )
        for name, words in catalogue.choices(self._first, guess):
            combo.addItem(words, name)
        combo.setCurrentIndex(combo.findData(guess.field or "attribute"))
        combo.currentIndexChanged.connect(lambda _: self._choose(guess.column, combo))
        return combo

    def _choose(self, column: str, combo: basics.Choice) -> None:
        self._changed[column] = str(combo.currentData())
        self._import.setEnabled(False)
        self._gather.start()

    def _look_again(self) -> None:
        shop, mapping = self._desk.shop.id, catalogue.mapping(self._first, self._changed)
        ask(
            self,
            lambda: self._desk.client.preview(shop, self._upload.id, mapping),
            self._understood,
            self._failed,
        )

    def _understood(self, preview: Preview) -> None:
        self._banner.hide()
        self._preview = preview
        self._show()

    def _failed(self, error: ApplianceError) -> None:
        self._banner.show_error(error)

    # --- what would come of it ---

    def _show(self) -> None:
        basics.clear(self._problems)
        for problem in self._preview.problems[:PROBLEMS]:
            self._problems.addWidget(basics.label(catalogue.problem(problem), tone="warning"))
        basics.clear(self._sample)
        for card in self._preview.products[:CARDS]:
            self._sample.addWidget(ProductCard(card, self._desk.shop.currency), 1)
        for passage in self._preview.passages[:PASSAGES]:
            self._sample.addWidget(basics.card(basics.label(passage)))
        self._import.setEnabled(catalogue.importable(self._preview))
        self._compare()

    def _compare(self) -> None:
        if self._first.kind == "catalogue":
            self.changes.compare(self._asked())

    def _asked(self) -> ImportRequest:
        """Return the import as it is chosen now."""
        return ImportRequest(
            upload=self._upload.id,
            mapping=catalogue.mapping(self._first, self._changed),
            on_problem="stop" if self._strict.isChecked() else "skip",
            replaces=self._first.replaces or None,
            missing=self.changes.missing,
        )

    def _accept(self) -> None:
        self.wish = self._asked()
        self.accept()
