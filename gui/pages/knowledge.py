"""What the bot knows: drop files, look at how they are understood, import them, see and undo what came."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QFileDialog, QTabWidget, QVBoxLayout

from appliance.core.errors import ApplianceError, Cancelled
from appliance.core.schemas import ImportRequest, Job, Preview, Upload
from gui.ask import on_gui
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.dialogs.left_out import LeftOut
from gui.dialogs.preview import PreviewDialog
from gui.pages.files import FilesTab
from gui.pages.held import HeldTab
from gui.pages.page import Page
from gui.pages.products import ProductsTab
from gui.presenters import catalogue, jobs, quantities
from gui.widgets import basics
from gui.widgets.drop_zone import DropHint, Drops
from gui.widgets.job_list import JobList
from gui.widgets.progress_row import ProgressRow
from gui.words import tr

KINDS = ("import", "undo-import", "rebuild-index", "model-install")
"""Nothing can be learned before the models are there, so their installing is shown here too."""


class Knowledge(Page):
    """Files are uploaded one after another; a product list is shown before it is imported."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Knowledge"))
        self._waiting: deque[Path] = deque()
        self._several = False
        self._busy = False
        self._undo = basics.button(tr("Undo last import…"), self._ask_undo)
        self._undo.hide()
        self.buttons.addWidget(self._undo)
        hint = DropHint(
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
        self.products = ProductsTab(desk)
        self.files = FilesTab(desk)
        self.held = HeldTab(desk)
        self.tabs = basics.named(QTabWidget(), tr("What the bot knows"))
        self.tabs.addTab(self.products, tr("Products"))
        self.tabs.addTab(self.files, tr("Files"))
        self.tabs.addTab(self.held, tr("Held back"))
        self._show_held(0)
        for part in (hint, self.jobs):
            self.body.addWidget(part)
        self.body.insertLayout(1, self._uploads)
        self.body.addWidget(self.tabs, 1)
        drops = Drops(self)
        drops.hovered.connect(hint.light)
        drops.dropped.connect(self.add)
        self.jobs.ended.connect(self._job_ended)
        self.files.removed.connect(self.refresh)
        self.held.judged.connect(self.products.reload)
        self.held.counted.connect(self._show_held)

    def refresh(self) -> None:
        for tab in (self.products, self.files, self.held):
            tab.reload()
        self._undo.setVisible(self._can_undo())

    # --- files on their way in ---

    def add(self, paths: list[Path]) -> None:
        """Upload these files, and what is in these folders, one after another."""
        files = catalogue.files_below(paths)
        if not files:
            self.banner.tell(
                tr("Nothing to add"), tr("There is no product list and no document in there."), "warning"
            )
            return
        self._several = len(files) > 1
        self._waiting.extend(files)
        self._next()

    def _next(self) -> None:
        if not self._busy and self._waiting:
            self._busy = True
            self._upload(self._waiting.popleft())

    def _upload(self, file: Path) -> None:
        shop, stop = self.desk.shop.id, Event()
        row = ProgressRow(tr("Sending {file}").format(file=file.name))
        row.cancelled.connect(stop.set)
        self._uploads.addWidget(row)

        def told(sent: int) -> None:
            if stop.is_set():
                raise Cancelled(file.name)
            on_gui(row, lambda: row.advance(*_sending(sent, size)))

        def send() -> tuple[Upload, Preview]:
            upload = self.desk.client.upload(shop, file, told)
            on_gui(row, lambda: row.advance(tr("Looking at it"), None, can_cancel=False))
            return upload, self.desk.client.preview(shop, upload.id)

        try:
            size = file.stat().st_size
        except OSError as err:
            self._upload_failed(row, ApplianceError(f"{file.name}: {err.strerror}"))
            return
        self.ask(send, partial(self._sent, row), partial(self._upload_failed, row))

    def _sent(self, row: ProgressRow, sent: tuple[Upload, Preview]) -> None:
        _remove(row)
        upload, preview = sent
        if self._several and preview.kind == "document":
            self._import(ImportRequest(upload=upload.id, replaces=preview.replaces or None))
            return
        dialog = PreviewDialog(self.desk, upload, preview, self)
        dialog.accepted.connect(lambda: self._import(dialog.wish))
        dialog.rejected.connect(self._go_on)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _upload_failed(self, row: ProgressRow, error: ApplianceError) -> None:
        _remove(row)
        if not isinstance(error, Cancelled):
            self.failed(error)
        self._go_on()

    def _import(self, wish: ImportRequest) -> None:
        shop = self.desk.shop.id
        self.banner.hide()
        self.ask(lambda: self.desk.client.start_import(shop, wish), self._started, self._not_started)

    def _started(self, job: Job) -> None:
        self.jobs.take(job)
        self._go_on()

    def _not_started(self, error: ApplianceError) -> None:
        self.failed(error)
        self._go_on()

    def _go_on(self) -> None:
        self._busy = False
        self._next()

    def _choose(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self, tr("Add files to what the bot knows"))
        if files:
            self.add([Path(file) for file in files])

    # --- afterwards ---

    def _job_ended(self, job: Job) -> None:
        self.refresh()

    def _explain(self, job: Job) -> None:
        LeftOut(job.subject, jobs.problems(job), self).open()

    def _can_undo(self) -> bool:
        """Whether the last import can be taken back; the feed knows all of the shop's jobs."""
        mine = [job for job in self.desk.feed.jobs.values() if job.shop == self.desk.shop.id]
        return jobs.can_undo(mine)

    def _ask_undo(self) -> None:
        question = tr("What the last import added goes, and what it replaced comes back.")
        if ask_first(self, tr("Undo the last import?"), question, tr("Undo")):
            shop = self.desk.shop.id
            self.ask(lambda: self.desk.client.undo_import(shop), self.jobs.take)

    def _show_held(self, count: int) -> None:
        place = self.tabs.indexOf(self.held)
        self.tabs.setTabText(place, tr("Held back ({n})").format(n=count))
        self.tabs.setTabVisible(place, count > 0)


def _sending(sent: int, size: int) -> tuple[str, int | None]:
    text = tr("{sent} of {size}").format(sent=quantities.size(sent), size=quantities.size(size))
    return text, round(100 * sent / size) if size else None


def _remove(row: ProgressRow) -> None:
    row.setParent(None)
    row.deleteLater()
