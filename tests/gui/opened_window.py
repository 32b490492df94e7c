"""A window as tests open it, over a real service, and what they do with it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from appliance.client import Client, connect
from appliance.core.errors import ApplianceError
from appliance.core.paths import Paths
from appliance.core.schemas import ImportRequest, Shop
from gui import app as application
from gui.main_window import MainWindow
from gui.service_process import ServiceProcess
from gui.wizard.wizard import Wizard

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
HOST = HERE / "host.py"
SAMPLE = ROOT / "appliance" / "sample"
PATIENCE_MS = 120_000


@dataclass
class Opened:
    """A shown window, and a client beside it."""

    window: MainWindow
    service: ServiceProcess
    paths: Paths
    bot: QtBot

    @property
    def client(self) -> Client:
        return self.window.desk.client

    def wait(self, done: Callable[[], Any]) -> None:
        self.bot.waitUntil(lambda: bool(done()), timeout=PATIENCE_MS)

    def wizard(self) -> Any:
        """Return the wizard, once it is shown."""
        self.wait(lambda: isinstance(self.window.stack.currentWidget(), Wizard))
        return self.window.stack.currentWidget()

    def page(self, name: str) -> Any:
        """Go to a page and return it."""
        self.window.go_to(name)
        self.wait(lambda: self.window.stack.currentWidget() is self.window.page(name))
        return self.window.page(name)


@contextlib.contextmanager
def shared(qtbot: QtBot, box: Paths, shop: str = "") -> Iterator[Opened]:
    made = open_on(qtbot, box, ["is running"])
    made.window.desk.preferences.setValue("shop", shop)
    made.service.start()
    try:
        yield made
    finally:
        made.window.desk.feed.stop()
        made.service.leave()
        made.window.desk.preferences.clear()
        made.window.close()
        with connect(box) as client, contextlib.suppress(ApplianceError):
            delete_shops(client)


def delete_shops(client: Client) -> None:
    for shop in client.shops().shops:
        client.delete_shop(shop.id, confirm=True)


def open_on(qtbot: QtBot, paths: Paths, argv: list[str]) -> Opened:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window, service = application.open_window(app, paths, argv)
    qtbot.addWidget(window, before_close_func=lambda _: setattr(window, "ending", True))
    return Opened(window, service, paths, qtbot)


def environment() -> dict[str, str]:
    """Return what a service is started with: it finds the checkout whatever the folder it starts in."""
    found = filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(found)}


def pass_by(opened: Opened, *steps: str) -> None:
    """Go on from these steps of the wizard."""
    wizard = opened.wizard()
    for step in steps:
        opened.wait(lambda name=step: wizard.name == name)
        wizard._settle()
        opened.wait(wizard.proceed.isEnabled)
        wizard.proceed.click()
    opened.wait(lambda: wizard.name != steps[-1])


def learn(client: Client, shop: Shop, *files: Path) -> None:
    """Import files without the window."""
    for file in files:
        job = client.start_import(shop.id, ImportRequest(upload=client.upload(shop.id, file).id))
        *_, last = client.follow(job)
        assert last.result, last.error


def drop(widget: QWidget, *paths: Path) -> None:
    """Let go of files above the widget, as a desktop does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), action, mime, left, none))
    event = QDropEvent(QPointF(5, 5), action, mime, left, none)
    QApplication.sendEvent(widget, event)
    assert event.isAccepted()
