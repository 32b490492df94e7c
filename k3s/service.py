"""Who keeps K3s running: systemd where it is, else a supervisor process of our own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from appliance.core.errors import CommandFailed, NodeNotReady
from appliance.core.files import write_private
from k3s import commands
from k3s.layout import Layout
from k3s.shell import Run

STOP_SECONDS = 30.0
START_SECONDS = 15.0


@dataclass(frozen=True)
class Running:
    """The K3s process; `since` is seconds since the epoch."""

    pid: int
    since: float


class Keeper(Protocol):
    """Starts K3s, keeps it running, and starts it again after the machine did."""

    def install(self, argv: commands.Argv, before: Sequence[commands.Argv]) -> None:
        """Know how to run K3s, after the commands `before` (of which none but the last may fail
        quietly)."""

    def remove(self) -> None: ...

    def installed(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None:
        """End K3s itself; its pods go on until somebody ends them."""

    def running(self) -> Running | None: ...

    def ends(self) -> int | None:
        """Return how often K3s has ended by itself since it was started; None while it is not to run."""

    def log(self, lines: int) -> str: ...


def keeper(layout: Layout, run: Run) -> Keeper:
    """Return systemd's keeper where systemd runs this machine."""
    if (layout.root / "run/systemd/system").is_dir():
        return Systemd(layout, run)
    return Supervised(layout)


UNIT = """\
[Unit]
Description=Shopwarden's K3s node
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
{before}
ExecStart={start}
KillMode=process
Delegate=yes
LimitNOFILE=1048576
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
TimeoutStartSec=0
Restart=always
RestartSec=5s

[Install]
WantedBy=multi-user.target
"""


def unit(argv: commands.Argv, before: Sequence[commands.Argv]) -> str:
    """Return the unit. Only the last command before K3s (the firewall) must succeed: an open port is
    worse than no K3s."""
    lines = [f"ExecStartPre=-{_words(command)}" for command in before[:-1]]
    lines += [f"ExecStartPre={_words(command)}" for command in before[-1:]]
    return UNIT.format(before="\n".join(lines), start=_words(argv))


def _words(argv: commands.Argv) -> str:
    import shutil

    program = shutil.which(argv[0]) or argv[0]
    if any(character in word for word in argv for character in " \"'\\%$"):
        raise ValueError(f"{argv} cannot stand in a unit")
    return " ".join((program, *argv[1:]))


class Systemd:
    """A unit of systemd."""

    def __init__(self, layout: Layout, run: Run) -> None:
        self._layout = layout
        self._run = run

    def install(self, argv: commands.Argv, before: Sequence[commands.Argv]) -> None:
        self._layout.unit.parent.mkdir(parents=True, exist_ok=True)
        write_private(self._layout.unit, unit(argv, before).encode())
        self._run(commands.systemctl("daemon-reload"))
        self._run(commands.systemctl("enable", commands.UNIT))

    def remove(self) -> None:
        if self.installed():
            with contextlib.suppress(CommandFailed):
                self._run(commands.systemctl("disable", "--now", commands.UNIT), timeout=120)
            self._layout.unit.unlink(missing_ok=True)
            self._run(commands.systemctl("daemon-reload"))

    def installed(self) -> bool:
        return self._layout.unit.exists()

    def start(self) -> None:
        self._run(commands.systemctl("reset-failed", commands.UNIT))
        self._run(commands.systemctl("start", "--no-block", commands.UNIT))

    def stop(self) -> None:
        self._run(commands.systemctl("stop", commands.UNIT), timeout=120)

    def running(self) -> Running | None:
        shown = self._run(commands.systemctl("show", "--property", "MainPID", "--value", commands.UNIT))
        pid = int(shown.strip() or 0)
        return _process(pid)

    def ends(self) -> int | None:
        shown = self._run(commands.systemctl("show", "--property", "ActiveState,NRestarts", commands.UNIT))
        found = dict(line.split("=", 1) for line in shown.splitlines() if "=" in line)
        kept = found.get("ActiveState") in {"active", "activating", "reloading"}
        return int(found.get("NRestarts") or 0) if kept else None

    def log(self, lines: int) -> str:
        return self._run(commands.journal(lines))


class Supervised:
    """A process of ours (`k3s.supervise`) that holds a lock on its file for as long as it lives."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    @property
    def _plan(self) -> Path:
        return self._layout.state / "supervised.json"

    def install(self, argv: commands.Argv, before: Sequence[commands.Argv]) -> None:
        plan = {
            "argv": argv,
            "before": [list(command) for command in before],
            "log": str(self._layout.log),
            "file": str(self._layout.pid_file),
        }
        self._plan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(self._plan, json.dumps(plan).encode())

    def remove(self) -> None:
        self.stop()
        for file in (self._plan, self._layout.pid_file):
            file.unlink(missing_ok=True)

    def installed(self) -> bool:
        return self._plan.exists()

    def start(self) -> None:
        if self._supervisor():
            return
        for folder in (self._layout.log.parent, self._layout.pid_file.parent):
            folder.mkdir(parents=True, exist_ok=True)
        detached = ("setsid", "--fork", sys.executable, "-I", "-m", "k3s.supervise", str(self._plan))
        subprocess.run(
            detached,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            check=True,
        )
        if not _within(START_SECONDS, lambda: self._supervisor() is not None):
            raise NodeNotReady(
                "K3s was not started.", resolution=f"Read {self._layout.log}.", details=self.log(20)
            )

    def stop(self) -> None:
        pid = self._supervisor()
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        if not _within(STOP_SECONDS, lambda: self._supervisor() is None):
            raise NodeNotReady("K3s does not stop.", resolution=f"End the process {pid}, then try again.")

    def running(self) -> Running | None:
        state = self._state()
        return _process(int(state.get("k3s", 0))) if state and self._locked() else None

    def ends(self) -> int | None:
        return int(self._state().get("ends", 0)) if self._supervisor() else None

    def log(self, lines: int) -> str:
        try:
            with self._layout.log.open(errors="replace") as stream:
                return "".join(deque(stream, maxlen=lines))
        except FileNotFoundError:
            return ""

    def _supervisor(self) -> int | None:
        """Return the process that holds the file's lock; a file left by a crash has none."""
        state = self._state()
        return int(state["supervisor"]) if state and self._locked() else None

    def _state(self) -> dict[str, int]:
        try:
            found: dict[str, int] = json.loads(self._layout.pid_file.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def _locked(self) -> bool:
        import fcntl  # which only Unix has; this module is importable everywhere

        try:
            with self._layout.pid_file.open("rb") as stream:
                fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except FileNotFoundError:
            return False
        return False


def _process(pid: int) -> Running | None:
    import psutil

    try:
        process = psutil.Process(pid) if pid else None
        alive = process and process.status() != psutil.STATUS_ZOMBIE
        return Running(pid, process.create_time()) if process and alive else None
    except psutil.NoSuchProcess:
        return None


def _within(seconds: float, true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return true()
