"""The jobs of a page: their news may come in any order."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from appliance.core.paths import Paths
from appliance.core.schemas import Job, JobState
from gui.desk import Desk
from gui.widgets.job_list import JobList

QUEUED = Job(
    id="j", kind="model-add", subject="notes.txt", created=datetime(2026, 11, 26, tzinfo=UTC), cursor=7
)
FAILED = QUEUED.model_copy(
    update={"state": JobState.FAILED, "cursor": 9, "error": {"detail": "This is no GGUF file."}}
)


def test_the_answer_to_a_request_comes_after_the_news_of_its_end(qtbot: QtBot, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    shown = JobList(Desk(Paths(tmp_path), settings), lambda job: True)
    qtbot.addWidget(shown)
    for job in (FAILED, QUEUED):
        shown.take(job)
    assert "This is no GGUF file." in [label.text() for label in shown.findChildren(QLabel)]
    again = FAILED.model_copy(update={"state": JobState.RUNNING, "cursor": 12, "stage": "Checking…"})
    shown.take(again)  # somebody tried it again
    assert "This is no GGUF file." not in [label.text() for label in shown.findChildren(QLabel)]
