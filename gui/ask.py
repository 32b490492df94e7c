"""One call off the GUI thread, its answer on it.

Each call has a daemon thread of its own: calls are as frequent as clicks, and a window must be able to
close while one of them hangs, which a thread pool would wait for.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from functools import cache, partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from appliance.core.errors import ApplianceError

T = TypeVar("T")


class _Relay(QObject):
    """Lives on the GUI thread and runs there what other threads hand to it."""

    handed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.handed.connect(self._run, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object)
    def _run(self, owner: QObject, step: Callable[[], None]) -> None:
        if shiboken6.isValid(owner):
            step()


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
    """Run `call` in a thread; then exactly one of the two others on the GUI thread, if `owner` still is."""

    def work() -> None:
        try:
            value = call()
        except ApplianceError as err:
            on_gui(owner, partial(failed, err))
        except Exception as err:
            on_gui(owner, partial(failed, _bug(err)))
        else:
            on_gui(owner, partial(answered, value))

    threading.Thread(target=work, name="ask", daemon=True).start()


def _bug(error: Exception) -> ApplianceError:
    from gui.words import tr

    return ApplianceError(
        tr("The window could not finish this."),
        resolution=tr("Try again. If it happens again, send the details to whoever looks after this box."),
        details="".join(traceback.format_exception(error)),
    )
