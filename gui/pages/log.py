"""The newest lines of the service's log, without anything personal."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from appliance.core.owner_schemas import LogLines
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import box
from gui.widgets import basics
from gui.words import tr

LINES = 1000


class LogTab(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: tuple[str, ...] = ()
        self.text = basics.named(QPlainTextEdit(readOnly=True), tr("Log"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.problems = QCheckBox(tr("Problems only"))
        self.problems.toggled.connect(self._fill)
        self._copy = basics.button(tr("Copy"), self._copy_all, about=tr("Log"))
        top = basics.row(self.problems, basics.button(tr("Look again"), self.refresh), self._copy)
        top.insertStretch(1)
        told = basics.label(tr("Names, addresses and what customers wrote are not in it."), "quiet")
        self.setLayout(basics.column(top, self.text, told))

    def refresh(self) -> None:
        ask(self, lambda: self._desk.client.log_lines(LINES), self._show, self._desk.failed)

    def _show(self, log: LogLines) -> None:
        self._lines = log.lines
        self._fill()

    def _fill(self) -> None:
        shown = box.problems(self._lines) if self.problems.isChecked() else list(self._lines)
        self.text.setPlainText("\n".join(shown) or tr("Nothing to show."))
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._copy.setText(tr("Copy"))

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._copy.setText(tr("Copied"))
