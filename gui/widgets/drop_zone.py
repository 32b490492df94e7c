"""Files dropped anywhere on a widget, and a frame that says that this is possible."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.widgets import basics


def files_of(mime: QMimeData) -> list[Path]:
    """Return the files and folders of this computer that are being dragged."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class DropHint(QFrame):
    """A dashed frame with a sentence and a button; lights up while files are above the page."""

    def __init__(self, sentence: str, button_text: str, pressed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "drop")
        layout = basics.row(margin=12, spacing=12)
        layout.addWidget(basics.label(sentence), 1)
        layout.addWidget(basics.button(button_text, pressed, primary=True))
        self.setLayout(layout)

    def light(self, on: bool) -> None:
        basics.restyle(self, "over", on)


class Drops(QObject):
    """Takes files that are dropped anywhere on a widget."""

    dropped = Signal(list)
    hovered = Signal(bool)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QDragEnterEvent):
            self._enter(event)
        elif isinstance(event, QDragLeaveEvent):
            self.hovered.emit(False)
        elif isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self._drop(event)
        else:
            return super().eventFilter(watched, event)
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        if files_of(event.mimeData()):
            event.acceptProposedAction()
            self.hovered.emit(True)

    def _drop(self, event: QDropEvent) -> None:
        self.hovered.emit(False)
        paths = files_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)
