"""The rows that an import left out or repaired, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHeaderView, QWidget

from appliance.core.schemas import RowProblem
from gui.presenters.heard import heard
from gui.widgets import basics, records
from gui.widgets.records import Records
from gui.words import tr


class LeftOut(QDialog):
    def __init__(self, file: str, problems: Sequence[RowProblem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems = problems
        self.setWindowTitle(tr("Rows of {file}").format(file=file))
        model = Records[RowProblem](
            (
                (tr("Row"), lambda problem: f"{problem.row:,}" if problem.row else ""),
                (tr("What happened"), lambda problem: heard(problem.message)),
                (tr("Result"), lambda problem: _outcome(problem)),
            )
        )
        model.setParent(self)
        model.show_rows(problems)
        table = records.table(model, tr("Rows"), stretch=1)
        for column in (0, 2):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        told = basics.label(
            tr("Correct these rows in your file and add it again: nothing is imported twice.")
        )
        buttons = basics.row(
            basics.button(tr("Copy the list"), self._copy),
            basics.button(tr("Close"), self.accept, primary=True),
        )
        buttons.insertStretch(0)
        self.setLayout(basics.column(told, table, buttons, margin=16, spacing=12))
        basics.open_at(self, 680, 420)

    def _copy(self) -> None:
        lines = (f"{problem.row or ''}\t{heard(problem.message)}" for problem in self._problems)
        QGuiApplication.clipboard().setText("\n".join(lines))


def _outcome(problem: RowProblem) -> str:
    """Return what became of the row; nothing where the whole file is meant."""
    if problem.refused:
        return tr("Left out")
    return tr("Imported") if problem.row else ""
