"""The jobs that concern a page, each as a row that follows the feed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from appliance.core.schemas import Job, JobState
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import jobs
from gui.widgets.progress_row import ProgressRow
from gui.words import tr

GONE_MS = 15_000
"""A row of work that went well leaves by itself."""


class JobList(QWidget):
    """`ended` is emitted with each job that ends while the page looks on."""

    ended = Signal(object)

    def __init__(
        self, desk: Desk, concerns: Callable[[Job], bool], explain: Callable[[Job], None] | None = None
    ) -> None:
        """`explain` shows the rows that an import left out."""
        super().__init__()
        self._desk = desk
        self._concerns = concerns
        self._explain = explain
        self._rows: dict[str, ProgressRow] = {}
        self._paces: dict[str, jobs.Pace] = {}
        self._ended: dict[str, int] = {}
        """With which change a job that is shown ended: what a request got may be told after that."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()
        desk.feed.changed.connect(self.take)
        for job in tuple(desk.feed.jobs.values()):
            if job.state in jobs.UNDER_WAY:
                self.take(job)

    def take(self, job: Job) -> None:
        """Show the job as it is now, unless its end is known already."""
        if not self._concerns(job) or job.cursor < self._ended.get(job.id, 0):
            return
        row = self._rows.get(job.id) or self._add(job)
        pace = self._paces.setdefault(job.id, jobs.Pace())
        shown = jobs.view(job, pace.left(job))
        if not shown.ended:
            row.advance(shown.state, shown.percent)
            return
        self._finish(row, job, shown)

    def _add(self, job: Job) -> ProgressRow:
        row = ProgressRow(jobs.title(job))
        row.cancelled.connect(partial(self._cancel, job))
        self._rows[job.id] = row
        self._layout.addWidget(row)
        self.show()
        return row

    def _finish(self, row: ProgressRow, job: Job, shown: jobs.JobView) -> None:
        actions: list[tuple[str, Callable[[], object]]] = []
        explain = self._explain
        if explain and jobs.problems(job):
            actions.append((tr("Show rows…"), partial(explain, job)))
        if shown.can_run_again:
            actions.append((tr("Try again"), partial(self._again, job)))
        quiet = job.state is JobState.FINISHED and not actions
        actions.append((tr("Close"), partial(self._drop, job.id)))
        row.finish(shown.state, shown.tone, *actions)
        if quiet:
            QTimer.singleShot(GONE_MS, row, partial(self._drop, job.id))
        self._ended[job.id] = job.cursor
        self.ended.emit(job)

    def _cancel(self, job: Job) -> None:
        ask(self, lambda: self._desk.client.cancel(job.id), self.take, self._desk.failed)

    def _again(self, job: Job) -> None:
        self._drop(job.id)
        ask(self, lambda: self._desk.client.run_again(job.id), self.take, self._desk.failed)

    def _drop(self, job_id: str) -> None:
        row = self._rows.pop(job_id, None)
        if row is not None:
            row.setParent(None)
            row.deleteLater()
        self._paces.pop(job_id, None)
        self._ended.pop(job_id, None)
        self.setVisible(bool(self._rows))
