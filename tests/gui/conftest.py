"""A window over a real service in a process of its own; only the models are stand-ins (`host.py`)."""

from __future__ import annotations

import contextlib
import itertools
import os
import subprocess
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

from appliance.client import Client, connect
from appliance.core.errors import ApplianceError
from appliance.core.paths import Paths
from appliance.core.schemas import ImportRequest, Shop, ShopChange
from gui import app as application
from gui.main_window import MainWindow
from gui.service_process import ServiceProcess
from gui.wizard.wizard import Wizard

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
HOST = HERE / "host.py"
SAMPLE = ROOT / "appliance" / "sample"
PATIENCE_MS = 120_000
_numbers = itertools.count(1)

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


@pytest.fixture(scope="session")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """The data directory of a service that runs for all tests that leave it running: starting one costs more
    than most of them. Each test has a shop of its own in it."""
    paths = Paths(tmp_path_factory.mktemp("box") / "data")
    argv = [sys.executable, str(HOST), "serve", "--data-dir", str(paths.data)]
    with subprocess.Popen(argv, env=environment(), stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        assert service.stdout.readline().startswith("http")
        try:
            yield paths
        finally:
            service.terminate()


@pytest.fixture
def opened(qtbot: QtBot, box: Paths) -> Iterator[Opened]:
    """A window on a new shop of the service that all share."""
    with connect(box) as client:
        shop = client.create_shop("Tea & Sons", f"shop-{next(_numbers)}").shop
        client.change_shop(shop.id, ShopChange(contact="hello@tea.example"))
    with _shared(qtbot, box, shop.id) as made:
        made.wait(lambda: made.window.navigation.isVisible() and made.window.desk.has_shop)
        yield made


@pytest.fixture
def fresh(qtbot: QtBot, box: Paths) -> Iterator[Opened]:
    """A window on the service that all share, which has no shop."""
    with connect(box) as client:
        _delete_shops(client)
        assert client.shops().total == 0
    with _shared(qtbot, box) as made:
        made.wizard()
        yield made


@contextlib.contextmanager
def _shared(qtbot: QtBot, box: Paths, shop: str = "") -> Iterator[Opened]:
    made = _opened(qtbot, box, ["is running"])
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
            _delete_shops(client)


def _delete_shops(client: Client) -> None:
    for shop in client.shops().shops:
        client.delete_shop(shop.id, confirm=True)


@pytest.fixture
def alone(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A window on an empty data directory, which starts its service itself."""
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    paths = Paths(tmp_path / "data")
    made = _opened(qtbot, paths, [sys.executable, str(HOST), "serve", "--data-dir", str(paths.data)])
    made.service.start()
    try:
        made.wait(lambda: made.window.stack.count() > 1)
        yield made
    finally:  # the service is no child that ends with a test
        made.window.desk.feed.stop()
        made.service.stop()
        made.window.close()


def _opened(qtbot: QtBot, paths: Paths, argv: list[str]) -> Opened:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window, service = application.open_window(app, paths, argv)
    qtbot.addWidget(window, before_close_func=lambda _: setattr(window, "ending", True))
    return Opened(window, service, paths, qtbot)


def environment() -> dict[str, str]:
    """Return what a service is started with: it finds the checkout whatever the folder it starts in."""
    found = filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(found)}


@pytest.fixture
def shop(opened: Opened) -> Shop:
    """The shop that the window shows."""
    return opened.window.desk.shop


@pytest.fixture
def first_shop(alone: Opened) -> Shop:
    """The first shop of a box, made through the wizard, which was left then."""
    wizard = alone.wizard()
    pass_by(alone, "welcome", "computer")
    wizard.step.fields["name"].set_text("Tea & Sons")
    wizard.step.fields["contact"].set_text("hello@tea.example")
    pass_by(alone, "shop")
    wizard.later.click()
    alone.wait(lambda: alone.window.navigation.isVisible())
    return alone.window.desk.shop


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
