"""The service of this data directory: found when it runs, started when it does not, started again when it
stops. Who starts it stops it."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from appliance.core.errors import ApplianceError, ServiceUnreachable
from gui.ask import ask
from gui.words import tr

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.paths import Paths

LOOK_MS = 200
BACK_OFF_MS = (500, 1_000, 2_000, 5_000, 10_000, 30_000)
STOP_MS = 12_000
"""Longer than the service gives the answers under way."""
LINES_KEPT = 20


def command(paths: Paths) -> list[str]:
    """Return how the service is started: the sibling executable of a frozen window, else this Python."""
    serve = ["serve", "--data-dir", str(paths.data)]
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("shopwarden-service")), *serve]
    return [sys.executable, "-m", "appliance.cli.main", *serve]


class ServiceProcess(QObject):
    """`connected` brings a client each time the service answers; `trouble` says why it does not."""

    connected = Signal(object)
    trouble = Signal(object)

    def __init__(self, paths: Paths, argv: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._argv = list(argv) or command(paths)
        self._process: QProcess | None = None
        self._lines: deque[str] = deque(maxlen=LINES_KEPT)
        self._failures = 0
        self._closing = False
        self._looking = False
        self._answered = False
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.start)

    @property
    def own(self) -> bool:
        """Whether this window started the service that runs."""
        return self._process is not None

    def start(self) -> None:
        """Look for the service; start it when there is none."""
        if not self._closing and not self._looking:
            self._looking = True
            ask(self, self._connect, self._found, self._missed)

    def stop(self) -> None:
        """Stop the service if this window started it, and wait until it has."""
        self._closing = True
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        if not process.waitForFinished(STOP_MS):
            process.kill()
            process.waitForFinished()

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
        if self._closing or self._next.isActive():  # active: it has just ended, and is given a while
            return
        if self._process is None:
            self._launch()
        self._next.start(LOOK_MS)

    # --- starting ---

    def _launch(self) -> None:
        self._lines.clear()
        self._answered = False
        self._process = process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        process.readyRead.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._not_started)
        process.start(self._argv[0], self._argv[1:])

    def _read(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAll().data()).decode(errors="replace")
            self._lines.extend(line for line in text.splitlines() if line.strip())

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._lines.append(self._argv[0])
            self._ended()

    def _ended(self) -> None:
        process, self._process = self._process, None
        if process is None or self._closing:
            return
        process.deleteLater()
        wait = BACK_OFF_MS[min(self._failures, len(BACK_OFF_MS) - 1)]
        self._failures += 1
        self.trouble.emit(self._reason())
        self._next.start(wait)

    def _reason(self) -> ServiceUnreachable:
        last = "\n".join(self._lines)
        if self._answered:
            return ServiceUnreachable(
                tr("The service stopped."), resolution=tr("It is being started again."), details=last
            )
        said = next((line for line in self._lines if line.startswith(("Port ", "The data directory "))), "")
        return ServiceUnreachable(
            said or tr("The service stopped while it was starting."),
            resolution=tr("It is tried again by itself. Quit the other program if one is named here."),
            details=last,
        )
