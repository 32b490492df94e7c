"""The pages' headers, addresses and escaping, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from stand_in import StandIn, make_app, make_shop

from appliance.service.routes import web

HOSTILE = (
    "https://a.example; script-src *",
    "https://a.example\r\nSet-Cookie: a=b",
    "https://a.example *",
    "https://*.example",
    "*",
    "'unsafe-inline'",
    "https://user:word@a.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//a.example",
    "a.example",
    "https://",
    "https://a..example",
    "https://-a.example",
    "https://a.example:99999",
    "https://a.example,https://b.example",
    "https://[::1]",
    "https://" + "a" * 300 + ".example",
    "",
)


@pytest.fixture
def state() -> StandIn:
    state = StandIn()
    state.reset()
    return state


@pytest.fixture
def client(state: StandIn) -> Iterator[TestClient]:
    with TestClient(make_app(state)) as client:
        yield client


@pytest.mark.parametrize("site", HOSTILE)
def test_what_is_no_origin_never_becomes_one(site: str) -> None:
    assert web.site_origin(site) is None


@pytest.mark.parametrize(
    ("site", "origin"),
    [
        ("https://acme.example", "https://acme.example"),
        (" HTTPS://WWW.Acme.Example/shop/?a=b#c ", "https://www.acme.example"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("https://acme.example;x/", None),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://a.example/; script-src *", "https://a.example"),
    ],
)
def test_an_address_gives_its_origin(site: str, origin: str | None) -> None:
    assert web.site_origin(site) == origin


@given(st.lists(st.text() | st.text(max_size=40).map("https://{}".format), max_size=5))
def test_no_site_can_add_to_the_policy(sites: list[str]) -> None:
    policy = web.page_headers(web.origins(make_shop(sites=tuple(sites))))["Content-Security-Policy"]
    assert policy.count(";") == 8
    (ancestors,) = [part for part in policy.split("; ") if part.startswith("frame-ancestors")]
    assert re.fullmatch(r"frame-ancestors 'self'( https?://[a-z0-9.-]+(:\d+)?)*", ancestors)


def test_without_sites_only_the_service_itself_may_frame_the_chat(client: TestClient) -> None:
    policy = client.get("/shops/acme/chat").headers["content-security-policy"]
    assert "frame-ancestors 'self';" in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")


@pytest.mark.parametrize("path", ["/shops/acme/chat", "/shops/acme/privacy", "/shops/nobody/chat"])
def test_pages_are_strict_and_set_no_cookie(client: TestClient, state: StandIn, path: str) -> None:
    state.shops["acme"] = make_shop(sites=("https://acme.example", *HOSTILE))
    response = client.get(path)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in response.headers["permissions-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]
    assert "set-cookie" not in response.headers
    assert not re.search(
        r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|application/json))", response.text
    )


def test_listed_sites_stand_in_frame_ancestors_once(client: TestClient, state: StandIn) -> None:
    sites = ("https://acme.example", "https://acme.example/", "https://shop.example:8443", HOSTILE[0])
    state.shops["acme"] = make_shop(sites=sites)
    policy = client.get("/shops/acme/chat?embed=1").headers["content-security-policy"]
    assert "frame-ancestors 'self' https://acme.example https://shop.example:8443;" in policy


@pytest.mark.parametrize("path", ["/shops/acme/chat", "/shops/acme/privacy"])
def test_a_hostile_name_stays_text(client: TestClient, state: StandIn, path: str) -> None:
    name = "</script><script>alert(1)</script><!-- $assets & \" '"
    state.shops["acme"] = make_shop(name=name, contact="<img src=x onerror=alert(1)>")
    text = client.get(path).text
    assert text.count("<script") == 2
    assert text.count("</script>") == 2
    assert "<img" not in text
    block = re.search(r'<script type="application/json" id="config">(.*?)</script>', text, re.S)
    assert block is not None
    assert json.loads(block[1])["name"] == name


def test_a_missing_shop_is_a_page_with_a_sentence(client: TestClient) -> None:
    response = client.get("/shops/nobody/chat")
    assert response.status_code == 404
    assert "There is no shop nobody." in response.text
    assert "<!doctype html>" in response.text


def test_config_holds_what_is_public_and_nothing_more(client: TestClient, state: StandIn) -> None:
    state.shops["acme"] = make_shop(
        colour="red;}", privacy_url="javascript:alert(1)", sites=("https://shop.acme.example",)
    )
    assert client.get("/shops/acme/chat/config").json() == {
        "shop": "acme",
        "name": "Acme Outdoor",
        "greeting": "",
        "away": "",
        "colour": "#1f6feb",
        "contact": "help@acme.example",
        "phone": "",
        "privacy_url": "",
        "retention_days": 90,
        "hosts": ["www.acme.example", "shop.acme.example"],
        "suggestions": ["hours", "contact"],
        "languages": [],
    }


def test_config_is_readable_on_listed_sites_only(client: TestClient, state: StandIn) -> None:
    state.shops["acme"] = make_shop(sites=("https://acme.example",))
    allowed = client.get("/shops/acme/chat/config", headers={"Origin": "https://acme.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://acme.example"
    assert allowed.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in allowed.headers
    for origin in (
        "https://evil.example",
        "https://acme.example.evil.example",
        "http://acme.example",
        "null",
    ):
        response = client.get("/shops/acme/chat/config", headers={"Origin": origin})
        assert "access-control-allow-origin" not in response.headers


def test_a_missing_shop_is_a_problem_for_the_widget(client: TestClient) -> None:
    response = client.get("/shops/nobody/chat/config")
    assert response.status_code == 404
    assert response.json()["code"] == "not-found"


def test_assets_are_cached_for_good_at_their_versioned_address(client: TestClient) -> None:
    text = client.get("/shops/acme/chat").text
    addresses = re.findall(r'(?:src|href)="\.\./\.\.(/assets/[^"]+)"', text)
    assert len(addresses) == 4
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
        assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["chat.html", "nothing.js", "..%2Fweb.py", "__init__.py"])
def test_other_files_are_not_served(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/{web.assets().digest}/{name}").status_code == 404


def test_an_old_version_is_gone(client: TestClient) -> None:
    assert client.get("/assets/0000000000000000/chat.js").status_code == 404


def test_widget_is_revalidated_by_its_etag(client: TestClient) -> None:
    first = client.get("/widget.js")
    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    again = client.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    stale = client.get("/widget.js", headers={"If-None-Match": '"another"'})
    assert stale.status_code == 200


def test_scripts_never_parse_markup_and_never_leave_the_service() -> None:
    parsing = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    for name, body in web.assets().files.items():
        text = body.decode()
        assert not re.search(parsing, text), name
        elsewhere = set(re.findall(r"https?://[a-z0-9.-]+", text)) - {
            "http://www.w3.org",
            "https://chat.example",
        }
        assert not elsewhere, name
