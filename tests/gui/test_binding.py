"""What Qt's binding must not do: PySide6 6.12.0 on Python 3.11 gave back a reference to None or True with
every call, and a window that was left open died within the hour."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

CALLS, STRAY = 2000, 200
"""How often each is called, and what the rest of the process may take or give meanwhile."""


class Bell(QObject):
    rung = Signal(object)


def test_the_binding_gives_back_only_what_it_took(qtbot: QtBot) -> None:
    label, bell, clock = QLabel(), Bell(), QTimer(interval=0)
    qtbot.addWidget(label)
    bell.rung.connect(label.setEnabled)
    clock.timeout.connect(lambda: bell.rung.emit(True))
    before = [sys.getrefcount(kept) for kept in (None, True, False)]
    for _ in range(CALLS):
        label.setText("a")
        clock.start()
        QApplication.processEvents()
        clock.stop()
    after = [sys.getrefcount(kept) for kept in (None, True, False)]
    assert all(now > then - STRAY for now, then in zip(after, before, strict=True))
