"""A window over a real service in a process of its own; only the models are stand-ins (`host.py`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from appliance.client import Client
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

CATALOGUE = """\
Handle,Name,Price,Stock,SKU,Colour
kettle,Copper Kettle,49.90,3,KET-1,Copper
teapot,Blue Teapot,35.00,0,TEA-1,Blue
mug,Enamel Mug,12.50,40,MUG-1,White
,,9.99,1,LOST-1,Red
"""


IGNORED = "This plugin does not support"  # the platform without a screen has no windows to raise


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's warnings fail these tests, as Python's do."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(IGNORED))


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


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A window on an empty data directory, which starts its service itself."""
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    )
    paths = Paths(tmp_path / "data")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    argv = [sys.executable, str(HOST), "serve", "--data-dir", str(paths.data)]
    window, service = application.open_window(app, paths, argv)
    qtbot.addWidget(window, before_close_func=lambda _: setattr(window, "ending", True))
    service.start()
    made = Opened(window, service, paths, qtbot)
    try:
        made.wait(lambda: window.stack.count() > 1)
        yield made
    finally:  # the service is no child that ends with a test
        window.desk.feed.stop()
        service.stop()
        window.close()


@pytest.fixture
def shop(opened: Opened) -> Shop:
    """The window's first shop, made through the wizard, which was left then."""
    wizard = opened.wizard()
    pass_by(opened, "welcome", "computer")
    wizard.step.fields["name"].set_text("Tea & Sons")
    wizard.step.fields["contact"].set_text("hello@tea.example")
    pass_by(opened, "shop")
    wizard.later.click()
    opened.wait(lambda: opened.window.navigation.isVisible())
    return opened.window.desk.shop


def pass_by(opened: Opened, *steps: str) -> None:
    """Go on from these steps of the wizard."""
    wizard = opened.wizard()
    for step in steps:
        opened.wait(lambda name=step: wizard.name == name)
        wizard._settle()
        opened.wait(wizard.proceed.isEnabled)
        wizard.proceed.click()
    opened.wait(lambda: wizard.name != steps[-1])


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    file = tmp_path / "products.csv"
    file.write_text(CATALOGUE, "utf-8")
    return file


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
    QApplication.sendEvent(widget, QDragEnterEvent(QPointF(5, 5), action, mime, left, none))
    event = QDropEvent(QPointF(5, 5), action, mime, left, none)
    QApplication.sendEvent(widget, event)
    assert event.isAccepted()
