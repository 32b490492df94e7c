"""The chart library arrives without a second thread ever asking PySide for a class."""

from __future__ import annotations

import subprocess
import sys

import pytest
from opened_window import environment

pytestmark = pytest.mark.slow

WATCHED = """
import sys, threading
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

class Watch:
    found = {}
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "pyqtgraph"):
            self.found[name] = threading.current_thread() is threading.main_thread()
        return None

def wait(milliseconds):
    # as the window does; QTest.qWait would hold the interpreter, and the import in a thread would starve
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

app = QApplication([])
sys.meta_path.insert(0, Watch())
from gui.widgets.spark import Spark
shown = [Spark("Processor"), Spark("Memory")]
for spark in shown:
    spark.add(1.0, "one")
for _ in range(600):
    wait(50)
    if all(spark.drawn for spark in shown):
        break
print(all(spark.drawn for spark in shown), "pyqtgraph" in Watch.found, all(Watch.found.values()))
"""


def watched(program: str) -> list[str]:
    """Run in a process of its own: in this one the library may have been imported before."""
    read = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=False
    )
    assert not read.stderr
    return read.stdout.split()


def test_only_the_windows_own_thread_imports_what_is_qts() -> None:
    assert watched(WATCHED) == ["True", "True", "True"]


def test_a_chart_that_is_gone_is_not_drawn() -> None:
    assert watched(WATCHED.replace("for _ in", "shown.pop().deleteLater()\nfor _ in")) == ["True"] * 3
