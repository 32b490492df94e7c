"""What is shown after a bug of the window itself: what happened, and a text to send to whoever helps."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from appliance.core.logs import redact
from appliance.core.version import VERSION
from gui.widgets import basics
from gui.words import tr


def report(error: BaseException, logs: Path) -> str:
    """Return the text to send; access tokens are blotted out."""
    lines = (
        f"Shopwarden {VERSION}, Python {platform.python_version()}, Qt {qVersion()}",
        platform.platform(),
        f"Logs: {logs}",
        "",
        "".join(traceback.format_exception(error)),
    )
    return redact("\n".join(lines))


class CrashReport(QDialog):
    """Tells that the window had a bug; the service and its data are not touched by it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setWindowTitle(tr("Something unexpected happened"))
        details = basics.named(QPlainTextEdit(text, readOnly=True), tr("Report"))
        details.setTabChangesFocus(True)
        copy = basics.button(tr("Copy the report"), self._copy)
        close = basics.button(tr("Close"), self.accept, primary=True)
        buttons = basics.row(copy, close)
        buttons.insertStretch(0)
        told = basics.label(
            tr("The window had a problem of its own. Your bot goes on answering and nothing of it is lost.")
        )
        self.setLayout(basics.column(told, details, buttons, margin=16, spacing=12))
        basics.open_at(self, 640, 400)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
