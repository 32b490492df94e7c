"""Debian's chromium, a stand-in service and a shop's website, all on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chat_browser import Page
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from stand_in import Site, StandIn, make_app, running

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    for program in (CHROMIUM, DRIVER):
        assert program.exists(), f"{program} is missing: run `apt-get install chromium chromium-driver`"
    options = Options()
    options.binary_location = str(CHROMIUM)
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(switch)
    options.add_experimental_option("prefs", {"intl.accept_languages": "en-AU,en"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture
def page(chromium: webdriver.Chrome) -> Iterator[Page]:
    """A fresh tab: its session storage is empty and nothing is emulated."""
    before = chromium.current_window_handle
    chromium.switch_to.new_window("tab")
    page = Page(chromium)
    page.size(1000, 760)
    page.console()
    yield page
    for handle in set(chromium.window_handles) - {before}:
        chromium.switch_to.window(handle)
        chromium.close()
    chromium.switch_to.window(before)


@pytest.fixture(scope="session")
def served() -> Iterator[StandIn]:
    state = StandIn()
    with running(make_app(state)) as url:
        state.url = url
        yield state


@pytest.fixture
def service(served: StandIn) -> Iterator[StandIn]:
    served.reset()
    yield served
    served.released.set()


@pytest.fixture
def site() -> Iterator[Site]:
    yield Site()
