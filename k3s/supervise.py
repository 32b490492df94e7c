"""`python -m k3s.supervise PLAN`: keeps K3s running on a machine without systemd.

The plan is a JSON file: `before` (commands to run first, the last of which must succeed), `argv`, `log`, and
`file`, which is locked for as long as the supervisor lives and tells both ids and how often K3s has ended.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType
from typing import IO, Any

from k3s.shell import SAFE_PATH

LOG_BYTES = 5_000_000
LOGS_KEPT = 2
STEADY_SECONDS = 60.0
LONGEST_PAUSE = 30.0
STOP_SECONDS = 20.0

ENDS_WITH_US = ("setpriv", "--pdeathsig", "TERM")
"""A supervisor that is killed takes K3s along (its pods go on): the next start finds no rival."""

log = logging.getLogger("supervise")


class Supervisor:
    """Starts K3s, starts it again when it ends, with growing pauses when it ends at once."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._plan = plan
        self._stopping = threading.Event()
        self._child: subprocess.Popen[str] | None = None
        self._ends = 0
        self._file = self._lock(Path(plan["file"]))
        self._tell(0)

    def run(self) -> None:
        """Return after SIGTERM, with K3s ended."""
        pause = 1.0
        while not self._stopping.is_set():
            begun = time.monotonic()
            if self._prepare():
                self._once()
            pause = 1.0 if time.monotonic() - begun > STEADY_SECONDS else min(pause * 2, LONGEST_PAUSE)
            self._stopping.wait(pause)

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self._stopping.set()
        if self._child and self._child.poll() is None:
            self._child.terminate()
            last_resort = threading.Timer(STOP_SECONDS, self._child.kill)
            last_resort.daemon = True  # must not outlive what it would kill
            last_resort.start()

    def _lock(self, file: Path) -> IO[str]:
        import fcntl  # which only Unix has; this module is importable everywhere

        stream = os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+")
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)  # a second supervisor ends here
        return stream

    def _prepare(self) -> bool:
        for number, command in enumerate(self._plan["before"], start=1):
            done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
            if done.returncode and number == len(self._plan["before"]):
                log.error("%s: %s", command[0], done.stderr.strip())
                return False
        return True

    def _once(self) -> None:
        """Run K3s until it ends; its words go to the log."""
        self._child = child = subprocess.Popen(
            (*ENDS_WITH_US, *self._plan["argv"]),
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._tell(child.pid)
        if self._stopping.is_set():
            child.terminate()
        if child.stdout:
            for line in child.stdout:
                log.info("%s", line.rstrip("\n"))
        log.info("K3s ended with status %s", child.wait())
        self._ends += 1
        self._tell(0)

    def _tell(self, child: int) -> None:
        self._file.seek(0)
        self._file.truncate()
        json.dump({"supervisor": os.getpid(), "k3s": child, "ends": self._ends}, self._file)
        self._file.flush()


def _environment() -> dict[str, str]:
    return {"PATH": SAFE_PATH, "LANG": "C.UTF-8", "HOME": "/root"}


def main() -> None:
    plan = json.loads(Path(sys.argv[1]).read_text())
    handler = RotatingFileHandler(plan["log"], maxBytes=LOG_BYTES, backupCount=LOGS_KEPT)
    Path(plan["log"]).chmod(0o600)
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    supervisor = Supervisor(plan)
    signal.signal(signal.SIGTERM, supervisor.stop)
    supervisor.run()


if __name__ == "__main__":
    main()
