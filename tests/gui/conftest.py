"""A window over a real service in a process of its own; only the models are stand-ins (`host.py`)."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from opened_window import HERE, HOST, Opened, delete_shops, environment, open_on, pass_by, shared
from pytestqt.qtbot import QtBot

from appliance.client import connect
from appliance.core.paths import Paths
from appliance.core.schemas import Shop, ShopChange

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
    with shared(qtbot, box, shop.id) as made:
        made.wait(lambda: made.window.navigation.isVisible() and made.window.desk.has_shop)
        yield made


@pytest.fixture
def fresh(qtbot: QtBot, box: Paths) -> Iterator[Opened]:
    """A window on the service that all share, which has no shop."""
    with connect(box) as client:
        delete_shops(client)
        assert client.shops().total == 0
    with shared(qtbot, box) as made:
        made.wizard()
        yield made


@pytest.fixture
def alone(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A window on an empty data directory, which starts its service itself."""
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    paths = Paths(tmp_path / "data")
    made = open_on(qtbot, paths, [sys.executable, str(HOST), "serve", "--data-dir", str(paths.data)])
    made.service.start()
    try:
        made.wait(lambda: made.window.stack.count() > 1)
        yield made
    finally:  # the service is no child that ends with a test
        made.window.desk.feed.stop()
        made.service.stop()
        made.window.close()


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


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    file = tmp_path / "products.csv"
    file.write_text(CATALOGUE, "utf-8")
    return file
