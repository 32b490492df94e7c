"""Model files on USB sticks that are plugged in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QStorageInfo
from PySide6.QtWidgets import QDialog, QHeaderView, QStackedWidget, QWidget

from gui.ask import ask
from gui.presenters import quantities
from gui.widgets import basics, records
from gui.widgets.empty_state import EmptyState
from gui.widgets.records import Records
from gui.words import tr

PLACES = ("/media", "/run/media", "/mnt", "/Volumes")
DEPTH = 4
MOST = 100


def roots() -> list[Path]:
    """Return where sticks and other drives that come and go are mounted."""
    mounted = (Path(volume.rootPath()) for volume in QStorageInfo.mountedVolumes() if volume.isReady())
    return [root for root in mounted if any(root.is_relative_to(place) for place in PLACES)]


def models_below(places: Iterable[Path]) -> list[tuple[Path, int]]:
    """Return (file, bytes) of the GGUF files on these drives, not deeper than a person puts them."""
    found: list[tuple[Path, int]] = []
    for place in places:
        for depth in range(DEPTH):
            for file in place.glob("*/" * depth + "*.gguf"):
                try:
                    if file.is_file():
                        found.append((file, file.stat().st_size))
                except OSError:
                    continue  # the stick was pulled, or may not be read
                if len(found) == MOST:
                    return found
    return found


class Sticks(QDialog):
    """Ends accepted with `file` set, or rejected."""

    file: Path

    def __init__(self, parent: QWidget | None = None, where: Callable[[], Iterable[Path]] = roots) -> None:
        super().__init__(parent)
        self._where = where
        self.setWindowTitle(tr("Add a model from a USB stick"))
        self.model = Records[tuple[Path, int]](
            (
                (tr("File"), lambda found: found[0].name),
                (tr("Size"), lambda found: quantities.size(found[1])),
                (tr("Folder"), lambda found: str(found[0].parent)),
            )
        )
        self.model.setParent(self)
        self._table = records.table(self.model, tr("Model files"), stretch=2)
        for column in (0, 1):
            self._table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents
            )
        self._table.selectionModel().currentRowChanged.connect(self._chosen)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                tr("No model file found"),
                tr("Plug the stick in, wait until the computer shows it, look again."),
            )
        )
        self._stack.addWidget(self._table)
        self.add = basics.button(tr("Add"), self._accept, primary=True)
        buttons = basics.row(
            basics.button(tr("Look again"), self.look), basics.button(tr("Cancel"), self.reject), self.add
        )
        buttons.insertStretch(1)
        self.setLayout(basics.column(self._stack, buttons, margin=16, spacing=12))
        basics.open_at(self, 640, 360)
        self._chosen(QModelIndex())
        self.look()

    def look(self) -> None:
        """Look at the drives again, in a thread: a stick may be slow."""
        places = list(self._where())
        ask(self, lambda: models_below(places), self._show, lambda error: None)

    def _show(self, found: Sequence[tuple[Path, int]]) -> None:
        self.model.show_rows(found)
        self._stack.setCurrentIndex(1 if found else 0)
        self._chosen(QModelIndex())
        if found:
            self._table.selectRow(0)

    def _chosen(self, current: QModelIndex) -> None:
        self.add.setEnabled(current.isValid())

    def _accept(self) -> None:
        self.file, _ = self.model.record(self._table.currentIndex().row())
        self.accept()
