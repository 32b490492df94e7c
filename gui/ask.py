"""One call off the GUI thread, its answer on it.

Each call has a daemon thread of its own: calls are as frequent as clicks, and a window must be able to
close while one of them hangs, which a thread pool would wait for. What a call holds is kept here until its
thread has ended: a thread that let go of a widget last would destroy it, which only the GUI thread may.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from functools import cache, partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from appliance.core.errors import ApplianceError

T = TypeVar("T")

LET_GO_MS, AGAIN_MS = 50, 1000
"""How soon after an answer its thread is looked at, which needs a moment to end, and then others again."""


class _Relay(QObject):
    """Lives on the GUI thread and runs there what other threads hand to it."""

    handed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[tuple[threading.Thread, object]] = []
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.let_go)
        self.handed.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def keep(self, thread: threading.Thread, held: object) -> None:
        """Hold what a thread holds until it has ended."""
        self._kept.append((thread, held))

    def let_go(self) -> None:
        """Drop what belongs to threads that have ended, and come again while there are others."""
        self._kept = [entry for entry in self._kept if entry[0].is_alive()]
        if self._kept:
            self._clock.start(AGAIN_MS)

    @Slot(object, object)
    def _run(self, owner: QObject, step: Callable[[], None]) -> None:
        if shiboken6.isValid(owner):
            step()
        if self._kept:
            self._clock.start(LET_GO_MS)


@cache
def _relay() -> _Relay:
    return _Relay()


def prepare() -> None:
    """Make what hands results over; call it on the GUI thread, once there is an application."""
    _relay()


def on_gui(owner: QObject, step: Callable[[], None]) -> None:
    """Run `step` on the GUI thread soon, unless `owner` is gone by then."""
    relay = _relay()
    if shiboken6.isValid(relay):  # not while the program ends
        relay.handed.emit(owner, step)


def ask(
    owner: QObject,
    call: Callable[[], T],
    answered: Callable[[T], None],
    failed: Callable[[ApplianceError], None],
) -> None:
    """Run `call` in a thread; then exactly one of the two others on the GUI thread, if `owner` still is.
    To be called on the GUI thread."""

    def work() -> None:
        try:
            value = call()
        except ApplianceError as err:
            on_gui(owner, partial(failed, err))
        except Exception as err:
            on_gui(owner, partial(failed, _bug(err)))
        else:
            on_gui(owner, partial(answered, value))

    thread = threading.Thread(target=work, name="ask", daemon=True)
    _relay().keep(thread, work)
    thread.start()


class Newest:
    """Asks the same again and again for one owner: threads come home in any order, and an answer to an older
    question than the last is dropped."""

    def __init__(self, owner: QObject) -> None:
        self._owner = owner
        self._asked = 0

    def ask(
        self, call: Callable[[], T], answered: Callable[[T], None], failed: Callable[[ApplianceError], None]
    ) -> None:
        """Ask as `ask` does; one of the two others runs unless this is called again before."""
        self._asked += 1
        mine = self._asked
        ask(
            self._owner,
            call,
            lambda value: answered(value) if mine == self._asked else None,
            lambda error: failed(error) if mine == self._asked else None,
        )


def _bug(error: Exception) -> ApplianceError:
    from gui.words import tr

    return ApplianceError(
        tr("The window could not finish this."),
        resolution=tr("Try again. If it happens again, send the details to whoever looks after this box."),
        details="".join(traceback.format_exception(error)),
    )
