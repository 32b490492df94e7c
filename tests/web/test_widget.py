"""The widget on a shop's own page, served from another port, in Debian's chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from chat_browser import Page, violations
from fastapi import FastAPI
from selenium.common.exceptions import NoSuchElementException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from stand_in import Site, StandIn, make_answer, make_app, make_card, make_shop, running

pytestmark = pytest.mark.slow

PLAIN = """<!doctype html><html lang="en"><head><title>Acme</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>button {{ display: none !important; }} iframe {{ opacity: 0; }}</style></head>
<body><h1>Acme Outdoor</h1><p>Boots, tents and jumpers.</p><p><a id="before" href="#">A link</a></p>
<script src="{url}/widget.js" data-shop="{shop}" async></script></body></html>"""
FRAME = '<!doctype html><title>Frame</title><iframe src="{url}/shops/acme/chat?embed=1"></iframe>'


class Embedded:
    """A page with the widget."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def launcher(self) -> WebElement:
        return self.page.run(
            "return document.querySelector('[data-shop-chat]').shadowRoot.querySelector('button')"
        )

    @property
    def dialog(self) -> WebElement:
        return self.page.run(
            "return document.querySelector('[data-shop-chat]').shadowRoot.querySelector('dialog')"
        )

    def has_launcher(self) -> bool:
        return bool(self.page.all("[data-shop-chat]"))

    def open(self) -> None:
        self.page.wait(self.has_launcher, "the launcher")
        self.launcher.click()

    @contextmanager
    def inside(self) -> Iterator[None]:
        self.page.driver.switch_to.frame(self.dialog.find_element("css selector", "iframe"))
        try:
            self.page.wait(lambda: self.page.all("#log .turn"), "the chat in its frame")
            yield
        finally:
            self.page.driver.switch_to.default_content()

    def has_focus(self) -> bool:
        return bool(
            self.page.run("return document.activeElement === document.querySelector('[data-shop-chat]')")
        )


@pytest.fixture
def shop_page(page: Page, service: StandIn, site: Site) -> Iterator[Embedded]:
    """The widget on http://localhost:…, which the shop lists; 127.0.0.1 of the same port it does not."""
    with site.running() as port:
        site.pages["/"] = PLAIN.format(url=service.url, shop="acme")
        site.pages["/frame"] = FRAME.format(url=service.url)
        service.shops["acme"] = make_shop(sites=(f"http://localhost:{port}",), colour="#0a7d4f")
        page.open(f"http://localhost:{port}/")
        yield Embedded(page)


def test_the_widget_opens_on_a_listed_site_and_answers(
    page: Page, service: StandIn, shop_page: Embedded
) -> None:
    service.answers(
        "Hi", ("session", {"session": "s"}), ("answer", make_answer("Hello.", products=(make_card(),)))
    )
    page.wait(shop_page.has_launcher)
    assert not any(path.endswith("/chat") for path in service.paths), "the chat loads only when it is opened"
    assert shop_page.launcher.accessible_name == "Open the chat"
    assert shop_page.launcher.value_of_css_property("background-color") == "rgba(10, 125, 79, 1)"
    page.shot("widget-closed")
    shop_page.open()
    assert shop_page.launcher.get_attribute("aria-expanded") == "true"
    with shop_page.inside():
        page.wait(lambda: page.focused() == "message", "the input has the focus")
        page.ask("Hi")
        page.wait_text("#log", "Hello.")
        assert page.find("#ai-label").is_displayed()
        assert page.find("#privacy-link").is_displayed()
    page.shot("widget-open")
    assert page.console() == []


def test_escape_and_the_buttons_close_it_and_give_the_focus_back(page: Page, shop_page: Embedded) -> None:
    shop_page.open()
    with shop_page.inside():
        page.wait(lambda: page.focused() == "message")
        ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
    page.wait(lambda: not shop_page.dialog.is_displayed())
    assert shop_page.has_focus()
    ActionChains(page.driver).send_keys(Keys.ENTER).perform()
    page.wait(lambda: shop_page.dialog.is_displayed())
    with shop_page.inside():
        page.wait(lambda: page.focused() == "message")
        page.find("#close").click()
    page.wait(lambda: not shop_page.dialog.is_displayed())
    assert shop_page.has_focus()
    shop_page.launcher.click()
    shop_page.launcher.click()
    assert not shop_page.dialog.is_displayed()
    assert shop_page.launcher.get_attribute("aria-expanded") == "false"


def test_closing_keeps_the_conversation(page: Page, service: StandIn, shop_page: Embedded) -> None:
    service.answers("Hi", ("answer", make_answer("Hello.")))
    shop_page.open()
    with shop_page.inside():
        page.ask("Hi")
        page.wait_text("#log", "Hello.")
        page.find("#close").click()
    shop_page.open()
    with shop_page.inside():
        assert "Hello." in page.text("#log")


def test_the_next_page_of_the_site_keeps_the_conversation(
    page: Page, service: StandIn, shop_page: Embedded
) -> None:
    service.answers("Hi", ("session", {"session": "s"}), ("answer", make_answer("Hello.", "s")))
    shop_page.open()
    with shop_page.inside():
        page.ask("Hi")
        page.wait_text("#log", "Hello.")
    page.driver.refresh()
    shop_page.open()
    with shop_page.inside():
        assert "Hello." in page.text("#log")


def test_an_unlisted_site_gets_no_launcher(page: Page, shop_page: Embedded) -> None:
    page.console()
    page.open(page.driver.current_url.replace("localhost", "127.0.0.1"))
    page.wait(lambda: "is listed among the shop" in " ".join(page.console()), "a hint in the console")
    assert not shop_page.has_launcher()


def test_the_browser_refuses_the_frame_on_an_unlisted_site(
    page: Page, service: StandIn, shop_page: Embedded
) -> None:
    listed = page.driver.current_url + "frame"
    page.open(listed)
    page.driver.switch_to.frame(page.find("iframe"))
    page.wait(lambda: page.all("#log .turn"), "the listed site shows the chat")
    page.driver.switch_to.default_content()
    page.console()
    page.open(listed.replace("localhost", "127.0.0.1"))
    page.wait(lambda: "frame-ancestors" in " ".join(page.console()), "the browser says why")
    page.driver.switch_to.frame(page.find("iframe"))
    with pytest.raises(NoSuchElementException):
        page.find("#ai-label")
    page.driver.switch_to.default_content()


def test_a_shop_without_sites_is_framed_nowhere(page: Page, service: StandIn, shop_page: Embedded) -> None:
    address = page.driver.current_url
    service.shops["acme"] = make_shop()
    page.console()
    page.open(address + "frame")
    page.wait(lambda: "frame-ancestors" in " ".join(page.console()))


def test_on_a_phone_it_fills_the_screen_and_the_page_behind_is_inert(page: Page, shop_page: Embedded) -> None:
    page.size(320, 640)
    shop_page.open()
    page.wait(lambda: shop_page.dialog.rect == {"x": 0, "y": 0, "width": 320, "height": 640})
    assert page.run(
        "return document.querySelector('[data-shop-chat]').shadowRoot.querySelector('dialog:modal') !== null"
    )
    with shop_page.inside():
        assert page.find("#ai-label").is_displayed()
        assert page.find("#privacy-link").is_displayed()
        page.shot("widget-phone")
        page.wait(lambda: page.focused() == "message")
        page.find("#close").click()
    page.wait(lambda: not shop_page.dialog.is_displayed())


def test_turning_the_phone_keeps_it_open(page: Page, shop_page: Embedded) -> None:
    shop_page.open()
    assert shop_page.dialog.rect["width"] == 400
    page.size(400, 700)
    page.wait(lambda: shop_page.dialog.rect["width"] == 400 and shop_page.dialog.rect["height"] == 700)
    page.size(1000, 760)
    # it fades in anew: what is still transparent counts as not displayed
    page.wait(lambda: shop_page.dialog.rect["height"] == 640 and shop_page.dialog.is_displayed())


def test_a_strict_policy_of_the_site_needs_three_entries(
    page: Page, service: StandIn, site: Site, shop_page: Embedded
) -> None:
    url = service.url
    site.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src {url}; connect-src {url}; frame-src {url}; style-src 'sha256-x'"
    )
    page.driver.refresh()
    shop_page.open()
    with shop_page.inside():
        assert page.find("#message").is_displayed()
    assert shop_page.launcher.value_of_css_property("position") == "fixed"


def test_motion_is_reduced_when_the_visitor_wishes(page: Page, shop_page: Embedded) -> None:
    shop_page.open()
    assert shop_page.dialog.value_of_css_property("animation-name") == "rise"
    page.media(prefers_reduced_motion="reduce")
    assert shop_page.dialog.value_of_css_property("animation-name") == "none"


@pytest.mark.parametrize("tag", ["", ' data-shop="nobody"', ' data-shop="../../x"'])
def test_a_wrong_tag_leaves_the_page_alone(
    page: Page, service: StandIn, site: Site, shop_page: Embedded, tag: str
) -> None:
    site.pages["/"] = f'<!doctype html><body><script src="{service.url}/widget.js"{tag}></script></body>'
    page.console()
    page.driver.refresh()
    page.wait(lambda: "Shop chat" in " ".join(page.console()))
    assert not shop_page.has_launcher()


def test_two_tags_make_one_launcher(page: Page, service: StandIn, site: Site, shop_page: Embedded) -> None:
    tag = f'<script src="{service.url}/widget.js" data-shop="acme"></script>'
    site.pages["/"] = f"<!doctype html><head>{tag}</head><body>{tag}</body>"
    page.driver.refresh()
    page.wait(shop_page.has_launcher)
    shop_page.open()
    assert len(page.all("[data-shop-chat]")) == 1


def test_other_windows_cannot_close_the_chat(page: Page, shop_page: Embedded) -> None:
    shop_page.open()
    page.run("window.postMessage({shopwarden: 'close'}, '*')")
    page.driver.execute_async_script("setTimeout(arguments[0], 50)")
    assert shop_page.dialog.is_displayed()


def test_a_proxy_may_serve_everything_below_a_prefix(page: Page, site: Site) -> None:
    state, proxy = StandIn(), FastAPI()
    state.reset()
    state.answers("Hi", ("answer", make_answer("Hello.")))
    proxy.mount("/chatbot", make_app(state))
    with running(proxy) as url, site.running() as port:
        state.shops["acme"] = make_shop(sites=(f"http://localhost:{port}",))
        site.pages["/"] = PLAIN.format(url=f"{url}/chatbot", shop="acme")
        page.open(f"http://localhost:{port}/")
        embedded = Embedded(page)
        embedded.open()
        with embedded.inside():
            page.ask("Hi")
            page.wait_text("#log", "Hello.")


def test_axe_finds_nothing_on_the_host_page_and_in_the_frame(page: Page, shop_page: Embedded) -> None:
    shop_page.open()
    with shop_page.inside():
        assert violations(page) == []
    page.wait(lambda: not page.run("return document.getAnimations({subtree: true}).length"))
    assert [found for found in violations(page) if not found.startswith(("landmark", "region"))] == []


def test_on_a_right_to_left_site_the_launcher_is_on_the_left(page: Page, shop_page: Embedded) -> None:
    page.wait(shop_page.has_launcher)
    assert shop_page.launcher.rect["x"] > 500
    page.run("document.documentElement.dir = 'rtl'")
    assert shop_page.launcher.rect["x"] == 20
