"""What the bot knows: drop files, look at how they are understood, import them, see and undo what came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QTabWidget

from appliance.core.schemas import Job
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.pages.files import FilesTab
from gui.pages.held import HeldTab
from gui.pages.page import Page
from gui.pages.products import ProductsTab
from gui.presenters import jobs
from gui.widgets import basics
from gui.widgets.add_files import AddFiles
from gui.widgets.drop_zone import Drops
from gui.words import tr


class Knowledge(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Knowledge"))

    def make(self) -> Iterator[None]:
        self._undo = basics.button(tr("Undo last import…"), self._ask_undo)
        self._undo.hide()
        self.buttons.addWidget(self._undo)
        self.adding = AddFiles(self.desk, self)
        self.jobs = self.adding.jobs
        yield
        self.products = ProductsTab(self.desk)
        yield
        self.files = FilesTab(self.desk)
        yield
        self.held = HeldTab(self.desk)
        yield
        self.tabs = basics.named(QTabWidget(), tr("What the bot knows"))
        self.tabs.addTab(self.products, tr("Products"))
        self.tabs.addTab(self.files, tr("Files"))
        self.tabs.addTab(self.held, tr("Held back"))
        self._show_held(0)
        self.body.addWidget(self.adding)
        self.body.addWidget(self.tabs, 1)
        drops = Drops(self)
        drops.hovered.connect(self.adding.hint.light)
        drops.dropped.connect(self.add)
        self.adding.ended.connect(self._job_ended)
        self.adding.failed.connect(self.failed)
        self.adding.nothing.connect(self._say_nothing)
        self.files.removed.connect(self.refresh)
        for tab in (self.products, self.files):
            self.held.judged.connect(tab.reload)
        self.held.counted.connect(self._show_held)

    def refresh(self) -> None:
        for tab in (self.products, self.files, self.held):
            tab.reload()
        self._undo.setVisible(self._can_undo())

    def add(self, paths: list[Path]) -> None:
        """Upload these files, and what is in these folders, one after another."""
        self.banner.hide()
        self.adding.add(paths)

    def _say_nothing(self) -> None:
        self.banner.tell(
            tr("Nothing to add"), tr("There is no product list and no document in there."), "warning"
        )

    # --- afterwards ---

    def _job_ended(self, job: Job) -> None:
        self.refresh()

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
