"""What whoever helps may see: read it first, then save it where you like."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QListWidget, QPlainTextEdit, QWidget

from appliance.core.errors import ApplianceError
from appliance.core.owner_schemas import BundlePart
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import box
from gui.saving import save
from gui.widgets import basics
from gui.widgets.error_banner import ErrorBanner
from gui.words import tr

NAME = "shopwarden-help.zip"
LIST_WIDTH = 260


class DiagnosticsTab(QWidget):
    """What is shown is what is saved: the file is made of the very texts on screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.parts: tuple[BundlePart, ...] = ()
        self._asking = False
        self._banner = ErrorBanner()
        self.list = basics.named(QListWidget(), tr("Files of the bundle"))
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._choose)
        self.text = basics.named(QPlainTextEdit(readOnly=True), tr("What is in the file"))
        self.text.setTabChangesFocus(True)
        self.save = basics.button(tr("Save…"), self._ask_where, primary=True)
        self.save.setEnabled(False)
        told = basics.label(
            tr(
                "If somebody helps you, give them this bundle. It holds no customer's words, no names, no"
                " addresses and no passwords; read it before you save it. It is sent nowhere."
            )
        )
        bottom = basics.row(self.save)
        bottom.insertStretch(0)
        middle = basics.row(self.list, self.text)
        middle.setStretch(1, 1)
        layout = basics.column(told, self._banner, middle, bottom)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Gather the bundle, once at a time: it takes the service a while."""
        if not self._asking:
            client, self._asking = self._desk.client, True
            ask(self, client.diagnostics, self._show, self._not_shown)

    def _not_shown(self, error: ApplianceError) -> None:
        self._asking = False
        self._desk.failed(error)

    def _show(self, parts: tuple[BundlePart, ...]) -> None:
        self._asking = False
        kept = max(0, self.list.currentRow())
        self.parts = parts
        self.list.clear()
        self.list.addItems([box.bundle_part(part) for part in parts])
        self.list.setCurrentRow(min(kept, len(parts) - 1))
        self.save.setEnabled(bool(parts))

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.parts):
            self.text.setPlainText(self.parts[row].text)

    def _ask_where(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file, _ = QFileDialog.getSaveFileName(self, tr("Save the help bundle"), str(Path(documents) / NAME))
        if file:
            self.write(Path(file))

    def write(self, file: Path) -> None:
        """Save the bundle there."""
        parts = self.parts

        def fill(file: Path) -> None:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
                for part in parts:
                    bundle.writestr(part.name, part.text)

        ask(self, lambda: save(file, fill), self._saved, self._not_saved)

    def _saved(self, file: Path) -> None:
        self._banner.tell(tr("Saved"), str(file))

    def _not_saved(self, error: ApplianceError) -> None:
        self._banner.show_error(error)
