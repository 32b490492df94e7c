"""The models on this box: what each is for, what it needs, and which are in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from appliance.core.schemas import Job, ModelInfo
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.dialogs.sticks import Sticks
from gui.dialogs.web_model import WebModel
from gui.pages.page import Page
from gui.presenters import box, fitting, quantities
from gui.widgets import basics
from gui.widgets.drop_zone import DropHint, Drops
from gui.widgets.job_list import JobList
from gui.words import tr


class Models(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Models"))

    def make(self) -> Iterator[None]:
        told = basics.label(
            tr(
                "Facts such as prices come from your own records with every model."
                " A bigger one words answers better and takes longer."
            ),
            "quiet",
        )
        hint = DropHint(
            tr("Drop a model file (GGUF) here, from a USB stick for instance."),
            tr("Add from file…"),
            self._choose,
        )
        self.buttons.addWidget(basics.button(tr("From the web…"), self._ask_address))
        self.buttons.addWidget(basics.button(tr("From USB stick…"), self._look_on_sticks))
        yield
        self.jobs = JobList(self.desk, lambda job: job.kind.startswith("model-"))
        self.jobs.ended.connect(lambda job: self.refresh())
        self._cards = QVBoxLayout()
        inside = QWidget()
        layout = basics.column(self._cards)
        layout.addStretch()
        inside.setLayout(layout)
        for part in (told, hint, self.jobs):
            self.body.addWidget(part)
        self.body.addWidget(basics.scrolled(inside), 1)
        drops = Drops(self)
        drops.hovered.connect(hint.light)
        drops.dropped.connect(self._add)

    def refresh(self) -> None:
        self.ask(self.desk.client.models, self._show)

    def _show(self, models: Sequence[ModelInfo]) -> None:
        basics.clear(self._cards)
        measured = fitting.with_measures(models, self.desk.feed.jobs.values())
        for info in sorted(measured, key=lambda info: (not info.installed, not info.active)):
            self._cards.addWidget(self._card(info))

    def _card(self, info: ModelInfo) -> QFrame:
        shown = box.model(info)
        top = basics.row(basics.label(shown.title, "heading"), basics.short(shown.state, tone=shown.tone))
        top.setStretch(0, 1)
        facts = box.model_facts(shown)
        buttons = basics.row()
        for wanted, text, pressed in (
            (shown.can_install, tr("Install"), partial(self._install, info)),
            (shown.can_use, tr("Use this model"), partial(self._use, info)),
            (shown.can_measure, tr("Measure its speed"), partial(self._measure, info)),
            (info.installed, tr("Check its files"), partial(self._verify, info)),
            (shown.can_remove, tr("Remove…"), partial(self._remove, info)),
        ):
            if wanted:
                buttons.addWidget(basics.button(text, pressed, about=info.title))
        buttons.addStretch()
        return basics.card(top, basics.label(shown.purpose), basics.label(facts, "quiet"), buttons)

    # --- buttons ---

    def _install(self, info: ModelInfo) -> None:
        self._work(lambda: self.desk.client.install_model(info.id))

    def _measure(self, info: ModelInfo) -> None:
        self._work(lambda: self.desk.client.bench_model(info.id))

    def _verify(self, info: ModelInfo) -> None:
        self._work(lambda: self.desk.client.verify_model(info.id))

    def _use(self, info: ModelInfo) -> None:
        self.ask(lambda: self.desk.client.use_model(info.id), self._used)

    def _used(self, info: ModelInfo) -> None:
        words = tr("“{title}” answers as soon as it is loaded; until then the one before goes on.")
        self.banner.tell(tr("Changed"), words.format(title=info.title))
        self.refresh()

    def _remove(self, info: ModelInfo) -> None:
        question = tr("This frees {size}. You can install “{title}” again later.").format(
            size=quantities.size(info.size_bytes), title=info.title
        )
        if ask_first(self, tr("Remove this model?"), question, tr("Remove")):
            self.ask(lambda: self.desk.client.remove_model(info.id, confirm=True), lambda _: self.refresh())

    def _look_on_sticks(self) -> None:
        dialog = Sticks(self)
        dialog.accepted.connect(lambda: self._add([dialog.file]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_address(self) -> None:
        dialog = WebModel(self)
        dialog.accepted.connect(lambda: self._fetch(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _fetch(self, dialog: WebModel) -> None:
        address, sha256 = dialog.address.text().strip(), dialog.hash.text().strip()
        self._work(lambda: self.desk.client.fetch_model(address, sha256))

    def _choose(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self, tr("Add a model"), filter=tr("Models (*.gguf);;All files (*)")
        )
        if file:
            self._add([Path(file)])

    def _add(self, paths: list[Path]) -> None:
        for path in paths:
            self._work(partial(self.desk.client.add_model, path))

    def _work(self, call: Callable[[], Job]) -> None:
        self.banner.hide()
        self.ask(call, self.jobs.take)
