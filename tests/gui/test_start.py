"""Start-up: what the window's process does not carry, a second window, and a bug of the window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from appliance.core.errors import ServiceUnreachable
from appliance.core.paths import Paths
from gui import ask
from gui.app import Instance
from gui.dialogs.crash_report import CrashReport, report
from gui.service_process import ServiceProcess

HEAVY = "('torch', 'chromadb', 'llama_cpp', 'onnxruntime', 'fastapi', 'numpy', 'pyqtgraph')"


def test_the_window_and_its_pages_carry_nothing_heavy() -> None:
    code = (
        "import sys, gui.app, appliance.client\n"
        "from importlib import import_module\n"
        "from gui.navigation import PAGES\n"
        "for name in PAGES: import_module(f'gui.pages.{name}')\n"
        f"assert not [name for name in {HEAVY} if name in sys.modules]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


class Called(QMainWindow):
    """Counts how often it was called to the front."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def come_to_front(self) -> None:
        self.calls += 1


def test_a_second_window_calls_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second, other = (Instance(Paths(path)) for path in (tmp_path, tmp_path, tmp_path / "other"))
    window = Called()
    qtbot.addWidget(window)
    assert not first.knock()
    first.answer(window)  # type: ignore[arg-type]
    assert second.knock()
    qtbot.waitUntil(lambda: window.calls == 1)
    assert not other.knock()
    first.close()


def test_a_data_folder_that_cannot_be_written_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    ask.prepare()
    (tmp_path / "data").write_text("no folder")
    service = ServiceProcess(Paths(tmp_path / "data"))
    told: list[ServiceUnreachable] = []
    service.trouble.connect(told.append)
    service.start()
    qtbot.waitUntil(lambda: bool(told))
    service.leave()
    assert told[0].message == f"The data folder {tmp_path / 'data'} cannot be written."


def test_a_report_can_be_copied_and_names_no_token(qtbot: QtBot, tmp_path: Path) -> None:
    try:
        raise RuntimeError("planted sw_aaaaaaaaaaaaaaaaaaaaaaaa")
    except RuntimeError as err:
        text = report(err, tmp_path)
    assert "RuntimeError: planted" in text
    assert "sw_aaa" not in text
    dialog = CrashReport(text)
    qtbot.addWidget(dialog)
    dialog._copy()
    assert QApplication.clipboard().text() == text
