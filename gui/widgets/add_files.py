"""Files on their way into what the bot knows: sent, shown, imported, each with its progress."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from appliance.core.errors import ApplianceError, Cancelled
from appliance.core.schemas import ImportRequest, Job, Preview, Upload
from gui.ask import ask, on_gui
from gui.desk import Desk
from gui.dialogs.left_out import LeftOut
from gui.dialogs.preview import PreviewDialog
from gui.presenters import catalogue, jobs, quantities
from gui.widgets import basics
from gui.widgets.drop_zone import DropHint
from gui.widgets.job_list import JobList
from gui.widgets.progress_row import ProgressRow
from gui.words import tr

KINDS = ("import", "undo-import", "rebuild-index", "model-install")
"""Nothing can be learned before the models are there, so their installing is shown here too."""


class AddFiles(QWidget):
    """Files are uploaded one after another; a product list is shown before it is imported.

    `ended` brings each job that ended, `failed` an error, `nothing` that what was given holds no knowledge.
    """

    ended = Signal(object)
    failed = Signal(object)
    nothing = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """`page` is what dialogs belong to."""
        super().__init__()
        self._desk = desk
        self._page = page
        self._waiting: deque[Path] = deque()
        self._several = False
        self._busy = False
        self.hint = DropHint(
            tr(
                "Drop your product list or a document anywhere here:"
                " CSV, Excel, JSON, PDF, Word, web page or text."
            ),
            tr("Add file…"),
            self._choose,
        )
        self._uploads = QVBoxLayout()
        shop = desk.shop.id
        self.jobs = JobList(desk, lambda job: job.shop in ("", shop) and job.kind in KINDS, self._explain)
        self.jobs.ended.connect(self.ended)
        self.setLayout(basics.column(self.hint, self._uploads, self.jobs, spacing=12))

    def add(self, paths: list[Path]) -> None:
        """Upload these files, and what is in these folders, one after another."""
        files = catalogue.files_below(paths)
        if not files:
            self.nothing.emit()
            return
        self._several = len(files) > 1
        self._waiting.extend(files)
        self._next()

    def _next(self) -> None:
        if not self._busy and self._waiting:
            self._busy = True
            self._upload(self._waiting.popleft())

    def _upload(self, file: Path) -> None:
        shop, stop = self._desk.shop.id, Event()
        row = ProgressRow(tr("Sending {file}").format(file=file.name))
        row.cancelled.connect(stop.set)
        self._uploads.addWidget(row)

        def told(sent: int) -> None:
            if stop.is_set():
                raise Cancelled(file.name)
            on_gui(row, lambda: row.advance(*_sending(sent, size)))

        def send() -> tuple[Upload, Preview]:
            upload = self._desk.client.upload(shop, file, told)
            on_gui(row, lambda: row.advance(tr("Looking at it"), None, can_cancel=False))
            return upload, self._desk.client.preview(shop, upload.id)

        try:
            size = file.stat().st_size
        except OSError as err:
            self._upload_failed(row, ApplianceError(f"{file.name}: {err.strerror}"))
            return
        ask(self, send, partial(self._sent, row), partial(self._upload_failed, row))

    def _sent(self, row: ProgressRow, sent: tuple[Upload, Preview]) -> None:
        _remove(row)
        upload, preview = sent
        if self._several and preview.kind == "document":
            self._import(ImportRequest(upload=upload.id, replaces=preview.replaces or None))
            return
        dialog = PreviewDialog(self._desk, upload, preview, self._page)
        dialog.accepted.connect(lambda: self._import(dialog.wish))
        dialog.rejected.connect(self._go_on)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _upload_failed(self, row: ProgressRow, error: ApplianceError) -> None:
        _remove(row)
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
        self._go_on()

    def _import(self, wish: ImportRequest) -> None:
        shop = self._desk.shop.id
        ask(self, lambda: self._desk.client.start_import(shop, wish), self._started, self._not_started)

    def _started(self, job: Job) -> None:
        self.jobs.take(job)
        self._go_on()

    def _not_started(self, error: ApplianceError) -> None:
        self.failed.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        self._busy = False
        self._next()

    def _choose(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self._page, tr("Add files to what the bot knows"))
        if files:
            self.add([Path(file) for file in files])

    def _explain(self, job: Job) -> None:
        LeftOut(job.subject, jobs.problems(job), self._page).open()


def _sending(sent: int, size: int) -> tuple[str, int | None]:
    text = tr("{sent} of {size}").format(sent=quantities.size(sent), size=quantities.size(size))
    return text, round(100 * sent / size) if size else None


def _remove(row: ProgressRow) -> None:
    row.setParent(None)
    row.deleteLater()
