"""The service of this data directory: found when it runs, started when it does not, started again when it
stops. It is no child that dies with the window: customers are answered whether somebody looks or not."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from appliance.core import discovery
from appliance.core.errors import ApplianceError, NotAllowed, ServiceUnreachable
from gui.ask import ask
from gui.words import tr

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.paths import Paths

LOOK_MS = 200
BACK_OFF_MS = (500, 1_000, 2_000, 5_000, 10_000, 30_000)
STOP_SECONDS = 12.0
"""Longer than the service gives the answers under way."""
STEP_SECONDS = 0.1
LINES_KEPT = 20
REASONS = ("Port ", "The data directory ")
"""How a line begins that says why the service did not start: another program is in its way."""


def command(paths: Paths) -> list[str]:
    """Return how the service is started: the sibling executable of a frozen window, else this Python."""
    serve = ["serve", "--data-dir", str(paths.data)]
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("shopwarden-service")), *serve]
    return [sys.executable, "-m", "appliance.cli.main", *serve]


class ServiceProcess(QObject):
    """`connected` brings a client each time the service answers; `trouble` says why it does not; `halted`
    that the owner stopped it, which nothing but the owner undoes."""

    connected = Signal(object)
    trouble = Signal(object)
    halted = Signal()

    def __init__(self, paths: Paths, argv: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._argv = list(argv) or command(paths)
        self._process: subprocess.Popen[bytes] | None = None
        self._failures = 0
        self._closing = False
        self._looking = False
        self._answered = False
        self.stopped = False
        """Whether the owner stopped it, and it was not started again."""
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.start)

    @property
    def own(self) -> bool:
        """Whether this window started the service that runs."""
        return self._process is not None

    def start(self) -> None:
        """Look for the service; start it when there is none. Also after it was halted."""
        self._closing = self.stopped = False
        if not self._looking:
            self._looking = True
            ask(self, self._connect, self._found, self._missed)

    def leave(self) -> None:
        """Look for the service no more; it goes on."""
        self._closing = True
        self._next.stop()

    def stop(self) -> None:
        """Stop the service if this window started it, and wait until it has."""
        self.leave()
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def can_halt(self) -> bool:
        """Whether the service that runs is ours to stop: one that another user started is not."""
        entry = discovery.read(self._paths)
        return entry is not None and _reachable(entry.pid)

    def halt(self) -> None:
        """Stop the service, whoever started it, and do not start it again."""
        self.leave()
        ask(self, self._end, lambda _: self._ended_by_owner(), self._not_halted)

    def lost(self) -> None:
        """The service did not answer a call: look for it again."""
        if self._closing or self._next.isActive():
            return
        self.trouble.emit(
            ServiceUnreachable(tr("The service stopped."), resolution=tr("It is being started again."))
        )
        self._next.start(LOOK_MS)

    # --- looking ---

    def _connect(self) -> Client:
        from appliance.client import connect

        return connect(self._paths)

    def _found(self, client: Client) -> None:
        self._looking, self._failures, self._answered = False, 0, True
        self.connected.emit(client)

    def _missed(self, _: ApplianceError) -> None:
        self._looking = False
        if self._closing or self._next.isActive():
            return
        if self._process is not None and self._process.poll() is not None:
            self._ended()
            return
        if self._process is None and not self._launch():
            return
        self._next.start(LOOK_MS)

    # --- starting ---

    @property
    def _said(self) -> Path:
        """What the service says while it starts, before it has a log of its own."""
        return self._paths.logs / "start.log"

    def _launch(self) -> bool:
        """Return whether it was started; trouble has been told else."""
        self._answered = False
        try:
            self._said.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            said = self._said.open("wb")
        except OSError as err:
            self._try_later(
                ServiceUnreachable(
                    tr("The data folder {folder} cannot be written.").format(folder=self._paths.data),
                    resolution=tr("Free some disk space, or make it writable. It is tried again by itself."),
                    details=str(err),
                )
            )
            return False
        try:
            with said:
                self._process = subprocess.Popen(
                    self._argv,
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        except OSError as err:
            self._try_later(
                ServiceUnreachable(
                    tr("The service could not be started."),
                    resolution=tr("It is tried again by itself."),
                    details=f"{self._argv[0]}: {err.strerror}",
                )
            )
            return False
        return True

    def _ended(self) -> None:
        self._process = None
        self._try_later(self._reason())

    def _try_later(self, reason: ServiceUnreachable) -> None:
        wait = BACK_OFF_MS[min(self._failures, len(BACK_OFF_MS) - 1)]
        self._failures += 1
        self.trouble.emit(reason)
        self._next.start(wait)

    def _reason(self) -> ServiceUnreachable:
        lines = self._lines()
        if self._answered:
            return ServiceUnreachable(
                tr("The service stopped."),
                resolution=tr("It is being started again."),
                details="\n".join(lines),
            )
        said = next((line for line in lines if line.startswith(REASONS)), "")
        again, quit_it = tr("It is tried again by itself."), tr("Quit it, or restart this computer.")
        return ServiceUnreachable(
            said or tr("The service stopped while it was starting."),
            resolution=f"{quit_it} {again}" if said else again,
            details="\n".join(lines),
        )

    def _lines(self) -> list[str]:
        try:
            text = self._said.read_text("utf-8", "replace")
        except OSError:
            return []
        return [line for line in text.splitlines() if line.strip()][-LINES_KEPT:]

    # --- the owner stops it ---

    def _end(self) -> None:
        """Tell the service to stop and wait for it. Raises `NotAllowed` when it is another user's."""
        entry = discovery.read(self._paths)
        if entry is None:
            return
        try:
            os.kill(entry.pid, signal.SIGTERM)
        except ProcessLookupError:
            return
        except PermissionError:
            raise NotAllowed(
                tr("The service was started by another user of this computer."),
                resolution=tr("Stop it where it was started."),
            ) from None
        deadline = time.monotonic() + STOP_SECONDS
        while self._alive(entry.pid) and time.monotonic() < deadline:
            time.sleep(STEP_SECONDS)
        if self._alive(entry.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(entry.pid, signal.SIGKILL)

    def _alive(self, pid: int) -> bool:
        if self._process is not None and self._process.pid == pid:
            return self._process.poll() is None  # a child that ended is there until it is asked
        return _reachable(pid)

    def _ended_by_owner(self) -> None:
        self._process = None
        self.stopped = True
        self.halted.emit()

    def _not_halted(self, error: ApplianceError) -> None:
        self._closing = False
        self.trouble.emit(error)


def _reachable(pid: int) -> bool:
    """Return whether there is such a process, and it is this user's."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
