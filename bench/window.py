"""How fast the window is there, and what its process carries: `python -m bench.window`.

Measured from the start of the process to the first paint, on a data directory whose service does not run
yet, so that its start competes for the processor as it does for an owner. Libraries are looked for in
the window's own memory map: what is not mapped is not there, however it would have been loaded.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import show

RUNS = 3
SETTLE_SECONDS = 8.0
TARGET_SECONDS = 1.5
HEAVY = ("torch", "chromadb", "llama", "onnxruntime")

_PROBE = """
import sys, threading, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from appliance.core.paths import locate
from gui import app
from gui.main_window import MainWindow
from gui.pages.window import AFTER_CLOSE, STOPS

class Watch(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if not self.seen and event.type() is QEvent.Type.Paint and isinstance(watched, MainWindow):
            self.seen = True
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        print(f"painted {time.monotonic()}\\ncpu {time.process_time()}", flush=True)

shown = app.open_window
def open_window(application, *more):
    application.watch = Watch()
    application.installEventFilter(application.watch)
    QTimer.singleShot(SETTLE_MS, application.quit)
    window, service = shown(application, *more)
    window.desk.preferences.setValue(AFTER_CLOSE, STOPS)  # nobody is asked, nothing goes on afterwards
    return window, service

def look():
    time.sleep(SETTLE_MS / 1000 - 1)
    mapped = Path("/proc/self/maps").read_text()
    names = [name for name in HEAVY if f"/{name}" in mapped or name in sys.modules]
    memory = int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    print(f"carries {','.join(names)}\\nmemory {memory}", flush=True)

app.open_window = open_window
threading.Thread(target=look, daemon=True).start()
sys.exit(app.run(locate(Path(sys.argv[1]))))
"""


def run_once(settle: float) -> dict[str, float | str]:
    """Start the window once; return seconds to the first paint, what it carries, and its memory in MB."""
    probe = _PROBE.replace("SETTLE_MS", str(int(settle * 1000))).replace("HEAVY", repr(HEAVY))
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", probe, str(Path(folder) / "data")],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    said = dict(line.partition(" ")[::2] for line in done.stdout.splitlines())
    return {
        "seconds": round(float(said["painted"]) - started, 3),
        "cpu_seconds": round(float(said["cpu"]), 3),
        "carries": said["carries"],
        "memory_mb": round(int(said["memory"]) / 1e6, 1),
    }


def main() -> int:
    """Show the figures; 1 when a heavy library is in the window's process."""
    run_once(3.0)  # the disk's cache is warm from here on, as on the second day
    runs = [run_once(SETTLE_SECONDS if number == 0 else 3.0) for number in range(RUNS)]
    times = sorted(float(run["seconds"]) for run in runs)
    show("window", "window visible, median", times[len(times) // 2], "s", f"<= {TARGET_SECONDS}")
    show("window", "window visible, worst", times[-1], "s")
    show("window", "its CPU time", sorted(float(run["cpu_seconds"]) for run in runs)[len(runs) // 2], "CPU-s")
    show("window", "its memory", float(runs[0]["memory_mb"]), "MB")
    carried = str(runs[0]["carries"])
    count = len(carried.split(",")) if carried else 0
    show("window", f"of {', '.join(HEAVY)} in its process", count, "libraries", "<= 0")
    return int(bool(carried))


if __name__ == "__main__":
    sys.exit(main())
