"""The browser as the tests of the pages use it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from stand_in import StandIn


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


def open_chat(page: Page, service: StandIn, shop: str = "acme", query: str = "") -> None:
    page.open(f"{service.url}/shops/{shop}/chat{query}")
    page.wait(lambda: page.all("#log .turn"), "the greeting")


def violations(page: Page) -> list[str]:
    """Return what axe finds, as "rule: elements"."""
    report: dict[str, Any] = Axe().run(page.driver)
    return [f"{found['id']}: {[node['html'] for node in found['nodes']]}" for found in report["violations"]]
