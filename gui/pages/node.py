"""K3s on this box: how it is, whether this computer can run it, and what is done to it, as jobs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from appliance.core.errors import ApplianceError
from appliance.core.node import NodePreflight, NodeState, NodeStatus
from appliance.core.schemas import Job, JobState
from gui.ask import ask
from gui.desk import Desk
from gui.dialogs.ask_first import ask_first
from gui.presenters import node
from gui.widgets import basics
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.job_list import JobList
from gui.widgets.text_card import finding, marked
from gui.words import tr

BACKUP = "k3s-backup.shopwarden"


class NodeTab(QWidget):
    """`worth` says whether there is anything to show: a box that has no K3s and can have none has no tab."""

    worth = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.banner = ErrorBanner()
        self.state = basics.label(tr("Looking…"), "strong")
        self.message, self._facts = basics.label(), basics.label(kind="quiet")
        self._parts, self._checks = QVBoxLayout(), QVBoxLayout()
        self._checks.setSpacing(12)
        self.buttons = basics.row()
        self.verbs: dict[str, QWidget] = {}
        told = basics.label(
            tr(
                "K3s gives every shop on this computer a room of its own, with limits of its own, and lets a"
                " provider look after it. Most shops do not need it."
            ),
            "quiet",
        )
        self.jobs = JobList(desk, lambda job: job.kind == node.KIND)
        self.jobs.ended.connect(self._ended)
        heading = basics.label(tr("A room of its own for every shop (K3s)"), "heading")
        standing = (self.state, self.message, self._parts, self._facts, self.buttons)
        self._found = basics.card(
            basics.label(tr("What was found on this computer"), "heading"), self._checks
        )
        self._found.hide()
        inside = QWidget()
        layout = basics.column(
            basics.card(heading, told, *standing), self.banner, self.jobs, self._found, spacing=12
        )
        layout.addStretch()
        inside.setLayout(layout)
        self.setLayout(basics.column(basics.scrolled(inside)))

    def refresh(self) -> None:
        client = self._desk.client
        self._ask(lambda: (client.node(), client.node_verbs()), self._show)

    def _show(self, found: tuple[NodeStatus, tuple[str, ...]]) -> None:
        status, verbs = found
        shown = node.view(status)
        self.state.setText(shown.title)
        basics.set_tone(self.state, shown.tone)
        self.message.setText(shown.message)
        self._facts.setText(shown.facts)
        self._facts.setVisible(bool(shown.facts))
        basics.clear(self._parts)
        for words, tone in node.workloads(status):
            self._parts.addWidget(marked(tone, basics.label(words)))
        self._offer(status, verbs)
        self.worth.emit(node.worth_showing(status, verbs))

    def _offer(self, status: NodeStatus, verbs: Collection[str]) -> None:
        """Show a button for everything that can be done now."""
        offered = node.offered(status, verbs)
        wanted = [*(["check"] if "install" in offered else []), *offered]
        if wanted == list(self.verbs):
            return
        basics.clear(self.buttons)
        self.verbs = {}
        for verb in wanted:
            text = tr("Check this computer") if verb == "check" else node.button(verb)
            self.verbs[verb] = made = basics.button(text, self._presses()[verb], about="K3s")
            self.buttons.addWidget(made)
        self.buttons.addStretch()
        self._found.setVisible(status.state is NodeState.ABSENT and self._checks.count() > 0)

    # --- buttons ---

    def _presses(self) -> dict[str, Callable[[], None]]:
        return {
            "check": self._examine,
            "start": partial(self._change, "start"),
            "stop": partial(self._confirmed, "stop"),
            "uninstall": partial(self._confirmed, "uninstall"),
            "install": partial(self._with_file, "install", "bundle"),
            "upgrade": partial(self._with_file, "upgrade", "bundle"),
            "restore": partial(self._with_file, "restore", "file"),
            "backup": self._save,
        }

    def _examine(self) -> None:
        self.verbs["check"].setEnabled(False)
        self._ask(self._desk.client.node_preflight, self._examined)

    def _examined(self, found: NodePreflight) -> None:
        self._can_check()
        basics.clear(self._checks)
        verdict = tr("K3s can run here.") if found.fit else tr("K3s cannot run here as things are.")
        self._checks.addWidget(basics.label(verdict, "strong", tone="good" if found.fit else "bad"))
        for check in found.checks:
            self._checks.addWidget(finding(node.finding(check)))
        self._found.show()

    def _with_file(self, verb: str, option: str) -> None:
        titles = {
            "install": tr("The install file of K3s, from whoever looks after this box"),
            "upgrade": tr("The install file of the newer K3s"),
            "restore": tr("The backup"),
        }
        file, _ = QFileDialog.getOpenFileName(self, titles[verb])
        if file and (verb != "restore" or self._sure(verb)):
            self._change(verb, **{option: file})

    def _save(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file, _ = QFileDialog.getSaveFileName(self, tr("Save a backup of K3s"), str(Path(documents) / BACKUP))
        if file:
            self._change("backup", file=file)

    def _confirmed(self, verb: str) -> None:
        if self._sure(verb):
            self._change(verb)

    def _sure(self, verb: str) -> bool:
        return ask_first(self, *node.question(verb))

    def _change(self, verb: str, **options: Any) -> None:
        self.banner.hide()
        self._ask(lambda: self._desk.client.node_change(verb, confirm=True, **options), self.jobs.take)

    def _ended(self, job: Job) -> None:
        if job.state is JobState.FINISHED:
            self.banner.tell(node.job_title(job), node.done(job))
        self.refresh()

    def _ask(self, call: Callable[[], Any], answered: Callable[[Any], None]) -> None:
        ask(self, call, answered, self._failed)

    def _failed(self, error: ApplianceError) -> None:
        self._can_check()
        self.banner.show_error(error)

    def _can_check(self) -> None:
        if "check" in self.verbs:
            self.verbs["check"].setEnabled(True)
