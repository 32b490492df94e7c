"""Calls off the GUI thread: what they hold is destroyed on it, whoever lets go last."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from appliance.core.errors import ApplianceError, InvalidInput
from gui import ask


class Held:
    """Stands for a widget: tells where it was let go of, and harms nothing when that is the wrong thread."""


def test_what_a_call_holds_is_let_go_of_on_the_gui_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask.prepare()
    owner, where, answered = QLabel(), [], []
    qtbot.addWidget(owner)
    hand_over = ask.on_gui

    def dawdle(owner: QObject, step: Callable[[], None]) -> None:
        """Hand over and go on holding: the answer is told and forgotten before this thread ends."""
        hand_over(owner, step)
        time.sleep(0.1)

    monkeypatch.setattr(ask, "on_gui", dawdle)

    def begin() -> None:
        held = Held()
        weakref.finalize(held, lambda: where.append(threading.current_thread()))
        ask.ask(owner, lambda: str(held), partial(_told, answered, held), lambda error: None)

    begin()
    qtbot.waitUntil(lambda: len(answered) == 1)
    qtbot.waitUntil(lambda: len(where) == 1)
    assert where == [threading.main_thread()]


def _told(answered: list[str], held: Held, value: str) -> None:
    assert held is not None
    answered.append(value)


def test_an_ended_thread_is_forgotten_and_a_running_one_is_not(qtbot: QtBot) -> None:
    ask.prepare()
    owner, told, go_on = QLabel(), [], threading.Event()
    qtbot.addWidget(owner)
    qtbot.waitUntil(lambda: _kept() == 0)
    ask.ask(owner, lambda: go_on.wait(10), told.append, lambda error: None)
    ask.ask(owner, lambda: "quick", told.append, lambda error: None)
    qtbot.waitUntil(lambda: told == ["quick"])
    qtbot.waitUntil(lambda: _kept() == 1)
    go_on.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    qtbot.waitUntil(lambda: _kept() == 0)


def test_a_failure_is_told_and_lets_go_too(qtbot: QtBot) -> None:
    ask.prepare()
    owner, failed = QLabel(), []
    qtbot.addWidget(owner)

    def call() -> None:
        raise InvalidInput("No.")

    ask.ask(owner, call, lambda value: None, failed.append)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], ApplianceError)
    qtbot.waitUntil(lambda: _kept() == 0)


def _kept() -> int:
    ask._relay().let_go()
    return len(ask._relay()._kept)


@pytest.mark.parametrize("fails", [False, True])
def test_what_comes_home_after_a_newer_answer_is_dropped(qtbot: QtBot, fails: bool) -> None:
    ask.prepare()
    owner, told, slow = QLabel(), [], threading.Event()
    qtbot.addWidget(owner)
    newest = ask.Newest(owner)

    def old() -> str:
        slow.wait(10)
        if fails:
            raise InvalidInput("gone", resolution="none")
        return "old"

    for call in (old, lambda: "new"):
        newest.ask(call, told.append, lambda error: told.append(error.message))
    qtbot.waitUntil(lambda: told == ["new"])
    slow.set()
    newest.ask(lambda: "newer", told.append, lambda error: told.append(error.message))
    qtbot.waitUntil(lambda: told[-1] == "newer")
    qtbot.wait(100)
    assert told == ["new", "newer"]
