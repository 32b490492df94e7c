"""Reads every page at the scale that QT_SCALE_FACTOR names and prints the texts that are cut:
`python tests/gui/scaled.py DATA SHOP WIDTH HEIGHT`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from opened_window import Opened
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar
from reading import cut, looks, visible

from appliance.core.paths import Paths
from gui import app as application

LOOK_MS = 50


class Clock:
    """Waits as the bot of pytest-qt does."""

    def wait(self, milliseconds: int) -> None:
        QTest.qWait(milliseconds)

    def waitUntil(self, done: Callable[[], Any], timeout: int) -> None:
        for _ in range(timeout // LOOK_MS):
            if done():
                return
            QTest.qWait(LOOK_MS)
        raise TimeoutError


def main(data: str, shop: str, width: str, height: str) -> None:
    app = QApplication([])
    paths = Paths(Path(data))
    window, service = application.open_window(app, paths, ["is running"])
    window.desk.preferences.setValue("shop", shop)
    window.resize(int(width), int(height))
    service.start()
    opened = Opened(window, service, paths, cast(Any, Clock()))
    opened.wait(lambda: window.navigation.isVisible() and window.desk.has_shop)
    for name, root in looks(opened):
        for widget in visible(root, (QLabel, QAbstractButton, QTabBar)):
            if lost := cut(widget):
                print(f"{name}: {lost}")
    window.desk.feed.stop()
    service.leave()


if __name__ == "__main__":
    main(*sys.argv[1:])
