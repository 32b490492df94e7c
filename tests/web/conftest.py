"""Debian's chromium, a stand-in service and a shop's website, all on loopback."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
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


class Page:
    """One tab, and the few things that tests do with it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, url: str) -> None:
        self.driver.get(url)

    def find(self, css: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def text(self, css: str) -> str:
        return self.find(css).text

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def module(self, name: str, expression: str, *arguments: Any) -> Any:
        """Return `expression` over the page's own module `m`; `a` are the arguments."""
        script = (
            "const [name, source, a, done] = arguments;"
            "const own = document.querySelector('script[type=module]').src;"
            "import(new URL(name, own)).then(m => done({value: (" + expression + ")}))"
            ".catch(e => done({error: String(e)}));"
        )
        result = self.driver.execute_async_script(script, name, "", list(arguments))
        assert "error" not in result, result["error"]
        return result["value"]

    def wait(self, condition: Callable[[], Any], message: str = "") -> Any:
        return WebDriverWait(self.driver, 15, 0.02).until(lambda _: condition(), message)

    def wait_text(self, css: str, text: str) -> None:
        self.wait(lambda: any(text in node.text for node in self.all(css)), f"{text!r} in {css}")

    def ask(self, question: str) -> None:
        self.find("#message").send_keys(question + "\n")

    def focused(self) -> str:
        """Return the id of the focused element, else its name."""
        return str(self.run("const e = document.activeElement; return e.id || e.textContent || e.tagName"))

    def size(self, width: int, height: int) -> None:
        """Set the viewport in CSS pixels, narrower than any window may be."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def media(self, **features: str) -> None:
        values = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": values})

    def shot(self, name: str) -> None:
        """Keep a picture where SHOPWARDEN_SHOTS names a folder."""
        if folder := os.environ.get("SHOPWARDEN_SHOTS"):
            self.driver.save_screenshot(str(Path(folder) / f"{name}.png"))

    def console(self) -> list[str]:
        """Return what the console said since the last call."""
        return [str(entry["message"]) for entry in self.driver.get_log("browser")]  # type: ignore[no-untyped-call]


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
