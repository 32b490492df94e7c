"""The language model: what fits this computer, how long its answers take here, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from appliance.core.owner_schemas import Vitals
from appliance.core.schemas import Job, ModelInfo
from gui.ask import ask
from gui.desk import Desk
from gui.presenters import fitting, jobs
from gui.presenters.fitting import Candidate
from gui.widgets import basics
from gui.widgets.drop_zone import DropHint, Drops
from gui.widgets.job_list import JobList
from gui.wizard.step import Step
from gui.words import tr

MODEL_JOBS = "model-"


class Model(Step):
    """The models that come with the program are installed, and the one in use measured, without asking."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("A language model"))
        self._started: set[str] = set()
        self._coming: set[str] = set()
        """Titles of the models that come by themselves, until their jobs end."""
        self.candidates: list[Candidate] = []
        told = basics.label(
            tr(
                "Prices, stock and delivery come from your own records with every model, at once. The"
                " language model words descriptions and comparisons; a bigger one words them better and"
                " takes longer. You can change it at any time."
            )
        )
        hint = DropHint(
            tr("Have a model file (GGUF) already, on a USB stick for instance? Drop it here."),
            tr("From a file…"),
            self._choose,
        )
        self.jobs = JobList(desk, lambda job: job.kind.startswith(MODEL_JOBS))
        self.jobs.ended.connect(self._ended)
        self._cards = QVBoxLayout()
        inside = QWidget()
        layout = basics.column(told, self.jobs, self._cards, hint, spacing=12)
        layout.addStretch()
        inside.setLayout(layout)
        self.body.addWidget(basics.scrolled(inside), 1)
        drops = Drops(self)
        drops.hovered.connect(hint.light)
        drops.dropped.connect(self._add)

    def ready(self) -> bool:
        """The starter has to be there; nobody waits for a bigger one."""
        return any(one.info.active and one.info.installed for one in self.candidates)

    def refresh(self) -> None:
        self.ask(lambda: (self.desk.client.models(), self.desk.client.vitals()), self._show)

    def _ended(self, job: Job) -> None:
        self._coming.discard(job.subject)
        self.refresh()

    def _show(self, found: tuple[Sequence[ModelInfo], Vitals]) -> None:
        models = fitting.with_measures(found[0], self.desk.feed.jobs.values())
        self.candidates = fitting.candidates(models, found[1])
        for info in models:
            if info.active and not info.installed:
                self._come(info)
            elif info.active and info.kind == "chat" and info.generation_speed is None:
                self._once(f"measure {info.id}", partial(self.desk.client.bench_model, info.id))
        basics.clear(self._cards)
        for candidate in self.candidates:
            self._cards.addWidget(self._card(candidate))
        self.changed.emit()

    def _card(self, candidate: Candidate) -> QFrame:
        info = candidate.info
        words, tone = fitting.verdict(candidate)
        top = basics.row(basics.label(info.title, "heading"), basics.short(words, tone=tone))
        top.setStretch(0, 1)
        buttons = basics.row()
        if info.active and info.installed:
            buttons.addWidget(basics.short(tr("In use"), "strong", tone="good"))
        elif info.installed:
            use = partial(self._work_use, info)
            buttons.addWidget(basics.button(tr("Use this model"), use, about=info.title))
        elif candidate.fits and info.id not in self._busy():
            text = fitting.download(info)
            fetch = partial(self._work, partial(self.desk.client.install_model, info.id))
            buttons.addWidget(basics.button(text, fetch, about=info.title))
        buttons.addStretch()
        return basics.card(
            top,
            basics.label(fitting.time(candidate)),
            basics.label(fitting.facts(candidate), "quiet"),
            buttons,
        )

    def _busy(self) -> set[str]:
        """Return the models that are being installed."""
        under_way = (job for job in self.desk.feed.jobs.values() if job.state in jobs.UNDER_WAY)
        subjects = {job.subject for job in under_way if job.kind == "model-install"} | self._coming
        return {one.info.id for one in self.candidates if one.info.title in subjects}

    # --- buttons ---

    def _come(self, info: ModelInfo) -> None:
        if f"install {info.id}" not in self._started:
            self._coming.add(info.title)
            self._once(f"install {info.id}", partial(self.desk.client.install_model, info.id))

    def _once(self, what: str, call: Callable[[], Job]) -> None:
        if what not in self._started:
            self._started.add(what)
            self._work(call)

    def _work(self, call: Callable[[], Job]) -> None:
        self.banner.hide()
        self.ask(call, self.jobs.take)

    def _work_use(self, info: ModelInfo) -> None:
        ask(self, lambda: self.desk.client.use_model(info.id), lambda _: self.refresh(), self.failed)

    def _choose(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self, tr("Add a model"), filter=tr("Models (*.gguf);;All files (*)")
        )
        if file:
            self._add([Path(file)])

    def _add(self, paths: list[Path]) -> None:
        for path in paths:
            self._work(partial(self.desk.client.add_model, path))
