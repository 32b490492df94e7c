"""Start-up: one window for each data directory, its preferences, and what happens after a bug."""

from __future__ import annotations

import hashlib
import logging
import signal
import sys
import threading
from collections.abc import Sequence
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from appliance.core.paths import Paths
from gui import ask, language, theme, tray
from gui.desk import Desk
from gui.main_window import MainWindow
from gui.pages.window import AFTER_CLOSE, GOES_ON, STOPS
from gui.pulse import Pulse
from gui.service_process import ServiceProcess
from gui.theme import Choice

log = logging.getLogger(__name__)

KNOCK_MS = 500
WAKE_MS = 300


class Instance:
    """The one window of a data directory: a second one asks the first to come to the front, and leaves."""

    def __init__(self, paths: Paths) -> None:
        self._name = "shopwarden-" + hashlib.sha256(str(paths.data).encode()).hexdigest()[:16]
        self._server = QLocalServer()

    def knock(self) -> bool:
        """Return whether a window is there; it has been asked to come to the front then."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        there = socket.waitForConnected(KNOCK_MS)
        socket.disconnectFromServer()
        return there

    def answer(self, window: MainWindow) -> None:
        """Bring `window` to the front whenever another one knocks."""

        def come() -> None:
            self._server.nextPendingConnection().close()
            window.come_to_front()

        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(come)
        QLocalServer.removeServer(self._name)  # left behind by a window that was killed
        self._server.listen(self._name)

    def close(self) -> None:
        self._server.close()


def run(paths: Paths, service_argv: Sequence[str] = ()) -> int:
    """Show the window until it is closed; return the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Shopwarden")
    app.setDesktopFileName("shopwarden")
    instance = Instance(paths)
    if instance.knock():
        return 0
    window, service = open_window(app, paths, service_argv)
    catch_bugs(window)
    end_on_signals(app)
    instance.answer(window)
    pulse = Pulse(window.desk, window)
    pulse.alerted.connect(window.alert)
    if tray.available():
        _show_tray(app, window, service)
    service.start()
    try:
        return app.exec()
    finally:
        window.ending = True
        window.close()
        instance.close()
        window.desk.feed.stop()
        if window.desk.preferences.value(AFTER_CLOSE, GOES_ON) == STOPS:
            service.stop()
        else:
            service.leave()


def _show_tray(app: QApplication, window: MainWindow, service: ServiceProcess) -> None:
    """Put the icon beside the clock; from now on the program ends there and not with its window."""
    made = tray.Tray(window)
    window.use_tray(made)

    def end(goes_on: bool) -> None:
        if goes_on:
            app.quit()
            return
        service.halted.connect(app.quit)
        window.desk.halt_wanted.emit()

    made.quit_wanted.connect(end)
    made.icon.show()
    app.setQuitOnLastWindowClosed(False)


def open_window(
    app: QApplication, paths: Paths, service_argv: Sequence[str] = ()
) -> tuple[MainWindow, ServiceProcess]:
    """Return the window, shown, and what finds its service, not started."""
    preferences = QSettings(str(paths.data / "window.ini"), QSettings.Format.IniFormat)
    language.choose(app, str(preferences.value("language", language.SYSTEM)))
    ask.prepare()
    theme.prepare(app)
    theme.choose(_choice(preferences))
    service = ServiceProcess(paths, service_argv)
    desk = Desk(paths, preferences)
    window = MainWindow(desk, service)
    window.show()
    return window, service


def end_on_signals(app: QApplication) -> None:
    """Close the window in good order on Ctrl-C and when the session ends."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: app.quit())
    awake = QTimer(app, interval=WAKE_MS)  # Python sees a signal only when it has something to do
    awake.timeout.connect(lambda: None)
    awake.start()


def catch_bugs(window: MainWindow) -> None:
    """Show a report for whatever nobody caught, from any thread."""

    def show(error: BaseException) -> None:
        from gui.dialogs.crash_report import CrashReport, report

        log.error("a bug of the window", exc_info=error)
        CrashReport(report(error, window.desk.paths.logs), window).open()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        ask.on_gui(window, lambda: show(error))

    sys.excepthook = hook
    threading.excepthook = lambda told: hook(
        told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
    )


def _choice(preferences: QSettings) -> Choice:
    kept = str(preferences.value("theme", ""))
    return Choice(kept) if kept in list(Choice) else Choice.SYSTEM
