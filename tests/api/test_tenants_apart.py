"""Every route and id of one shop with the other's credentials: 401, 403 or 404, and never a word of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from served_box import Served

from appliance.core.schemas import ImportRequest, Role, ShopChange
from appliance.service import app, owner_routes

PLANTED = "zanzibar-velvet"
"""Stands in everything that the first shop owns."""
CLOSED = {401, 403, 404}
FOR_EVERYBODY = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("GET", "/widget.js"),
    ("POST", "/api/v1/shops/{shop}/chat"),
    ("POST", "/api/v1/shops/{shop}/chat/thumb"),
}
OF_THE_CALLER = {
    ("GET", "/api/v1/shops"),
    ("GET", "/api/v1/engine"),
    ("GET", "/api/v1/jobs"),
    ("POST", "/api/v1/guard/check"),
    ("GET", "/api/v1/guard/policies"),
    ("GET", "/v1/models"),
    ("POST", "/v1/chat/completions"),
}
"""Routes without an id in their path: they answer with what is the caller's own."""


@dataclass(frozen=True)
class Two:
    """A box with two shops; `ids` are the first one's, by the name of the path parameter."""

    served: Served
    ids: dict[str, str]
    strangers: dict[str, str]
    """Credentials that are not the first shop's: name → token."""


@pytest.fixture
def two(served: Served, tmp_path: Path) -> Two:
    admin = served.admin()
    mine, other = (admin.create_shop(name).shop.id for name in ("Mine", "Other"))
    admin.change_shop(mine, ShopChange(contact=f"{PLANTED}@mine.example", greeting=PLANTED))
    file = tmp_path / f"{PLANTED}.csv"
    file.write_text(f"{PLANTED},{PLANTED}\n")
    upload = admin.upload(mine, file)
    *_, job = admin.follow(admin.start_import(mine, ImportRequest(upload=upload.id)))
    waiting = admin.upload(mine, file)
    conversations = served.box.shops.get(mine).conversations
    conversations.add("planted", PLANTED, {"answer": PLANTED, "intent": "handoff", "answered": False}, {})
    ids = {
        "shop": mine,
        "session": "planted",
        "taught": admin.teach(mine, f"What is {PLANTED}?", PLANTED).id,
        "job": job.id,
        "token": admin.create_token(Role.OWNER, mine, PLANTED).token.id,
        "source": admin.sources(mine)[0].id,
        "key": PLANTED,
        "name": waiting.id,
        "held": "1",
        "entry": "1",
        "model": f"shop:{mine}",
    }
    strangers = {
        "nobody": "",
        "made up": "sw_made_up",
        "owner": served.token(Role.OWNER, other),
        "bot": served.token(Role.BOT, other),
    }
    return Two(served, ids, strangers)


def routes() -> Iterator[tuple[str, str]]:
    """Yield every (method, path) of the application."""
    for router in (*app.ROUTERS, *owner_routes.ROUTERS):
        yield from _below(router.routes)


def _below(found: Any) -> Iterator[tuple[str, str]]:
    for route in found:
        if not isinstance(route, APIRoute):
            yield from _below(route.original_router.routes)
            continue
        for method in route.methods:
            yield method, route.path


def is_page(path: str) -> bool:
    """Whether it is a page or file for the shop's visitors, which is public as the shop's website is."""
    return path.startswith(("/shops/", "/assets/"))


def call(two: Two, method: str, path: str, token: str) -> Any:
    address = re.sub(r"\{(\w+)(:path)?\}", lambda found: two.ids.get(found[1], "x"), path)
    with two.served.http(token, address="192.0.2.1") as http:
        return http.request(method, address, params={"confirm": "true", "q": "x"}, json={})


def test_nothing_of_a_shop_opens_with_anothers_credentials(two: Two) -> None:
    tried = 0
    for method, path in routes():
        if (method, path) in FOR_EVERYBODY | OF_THE_CALLER or is_page(path):
            continue
        for name, token in two.strangers.items():
            response = call(two, method, path, token)
            assert response.status_code in CLOSED, (name, method, path, response.text)
            assert PLANTED not in response.text, (name, method, path)
            tried += 1
    assert tried > 130
    admin = two.served.admin()
    assert admin.product(two.ids["shop"], PLANTED).title == PLANTED
    assert admin.shop(two.ids["shop"]).greeting == PLANTED


def test_what_is_the_callers_own_holds_nothing_of_the_other_shop(two: Two) -> None:
    for method, path in OF_THE_CALLER:
        for name in ("owner", "bot"):
            response = call(two, method, path, two.strangers[name])
            assert response.status_code < 500
            assert PLANTED not in response.text, (name, method, path)
            assert two.ids["shop"] not in response.text, (name, method, path)


def test_every_open_route_is_listed_on_purpose(two: Two) -> None:
    everything = set(routes())
    assert everything >= FOR_EVERYBODY | OF_THE_CALLER
    for method, path in everything - FOR_EVERYBODY:
        if not is_page(path):
            assert call(two, method, path, "").status_code == 401, (method, path)


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_foreign_shop_and_none_at_all_look_the_same(two: Two, method: str) -> None:
    with two.served.http(two.strangers["owner"]) as http:
        foreign = http.request(method, "/api/v1/shops/mine", json={})
        nothing = http.request(method, "/api/v1/shops/none", json={})
    assert foreign.status_code == nothing.status_code == 404
    assert foreign.text == nothing.text


def test_a_stranger_to_the_bot_cannot_use_its_model(two: Two) -> None:
    body = {"model": "shop:mine", "messages": [{"role": "user", "content": "Hello"}]}
    for name, status in (("owner", 404), ("bot", 404), ("nobody", 401)):
        with two.served.http(two.strangers[name]) as http:
            assert http.post("/v1/chat/completions", json=body).status_code == status


def test_a_bots_key_opens_no_management_of_its_own_shop(two: Two) -> None:
    key = two.served.token(Role.BOT, "mine")
    for method, path in routes():
        if path.startswith("/api/") and (method, path) not in FOR_EVERYBODY:
            if path == "/api/v1/engine":
                continue
            response = call(two, method, path, key)
            assert response.status_code == 403, (method, path, response.text)
