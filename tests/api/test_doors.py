"""Host names, probes, metrics, documents, and the form of every failure."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from served_box import Serve, Served

from appliance.client import Client
from appliance.core.schemas import Decision, Place, Role, ShopChange


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765", "192.168.1.20", "box.lan"],
)
def test_the_boxs_own_names_are_answered(serve: Serve, host: str) -> None:
    with serve(allowed_hosts=("Box.lan",)).http() as http:
        assert http.get("/v1/models", headers={"Host": host}).status_code == 401


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::1", "wool.example@evil"],
)
def test_other_names_are_refused_for_pages_and_calls_alike(served: Served, host: str) -> None:
    shop = served.admin().create_shop("Wool").shop.id
    with served.http(served.box.tokens.create_passing()) as http:
        for path in ("/api/v1/shops", f"/shops/{shop}/chat", "/metrics", "/nowhere"):
            response = http.get(path, headers={"Host": host})
            assert (response.status_code, response.json()["code"]) == (400, "bad-request")
        assert http.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_shops_own_site_may_name_the_box_as_soon_as_it_is_listed(served: Served) -> None:
    admin = served.admin()
    shop = admin.create_shop("Wool").shop.id
    with served.http() as http:
        assert http.get("/v1/models", headers={"Host": "wool.example"}).status_code == 400
        admin.change_shop(shop, ShopChange(sites=("https://Wool.example:8443",)))
        assert http.get("/v1/models", headers={"Host": "wool.example"}).status_code == 401
        admin.delete_shop(shop, confirm=True)
        assert http.get("/v1/models", headers={"Host": "wool.example"}).status_code == 400


def test_probes_tell_when_the_box_is_ready(served: Served) -> None:
    with served.http() as http:
        assert http.get("/healthz").json()["status"] == "ok"
        assert http.get("/readyz").status_code == 503
        assert not Client(http).ready()
        served.box.warmed.set()
        assert http.get("/readyz").json()["status"] == "ready"
        assert Client(http).ready()


@pytest.mark.parametrize(("free", "told"), [(0, ["disk"]), (10**12, [])])
def test_readiness_tells_of_a_full_disk(
    served: Served, monkeypatch: pytest.MonkeyPatch, free: int, told: list[str]
) -> None:
    served.box.warmed.set()
    monkeypatch.setattr("appliance.service.checks.shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    with served.http() as http:
        answer = http.get("/readyz")
    assert answer.status_code == 200, "the bot answers without keeping the turn"
    assert [finding["check"] for finding in answer.json()["findings"]] == told


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 401),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.1"}, 401),
        ("192.0.2.1", {}, 401),
        ("unix", {}, 401),
    ],
)
def test_metrics_are_for_this_machine(
    served: Served, address: str, headers: dict[str, str], status: int
) -> None:
    with served.http(address=address) as http:
        assert http.get("/metrics", headers=headers).status_code == status
    with served.http(served.box.tokens.create_passing(), address=address) as http:
        assert "shopwarden_engine_waiting 2.0" in http.get("/metrics", headers=headers).text


def test_a_token_that_opens_less_is_no_reason_to_refuse_what_needs_none(served: Served) -> None:
    token = served.token(Role.OWNER, served.admin().create_shop("Wool").shop.id)
    for known, address, status in (
        (token, "127.0.0.1", 200),
        (token, "192.0.2.1", 403),
        ("sw_unknown", "127.0.0.1", 401),
    ):
        with served.http(known, address=address) as http:
            assert http.get("/metrics").status_code == status


def test_the_openapi_document_is_for_the_administrator(served: Served) -> None:
    shop = served.admin().create_shop("Wool").shop.id
    for token, status in (("", 401), (served.token(Role.OWNER, shop), 403)):
        with served.http(token) as http:
            assert http.get("/openapi.json").status_code == status
    with served.http(served.box.tokens.create_passing()) as http:
        assert "/api/v1/shops/{shop}/chat" in http.get("/openapi.json").json()["paths"]


def test_failures_of_the_framework_are_our_documents_too(served: Served) -> None:
    with served.http(served.box.tokens.create_passing()) as http:
        for method, path, status, code in (
            ("GET", "/nowhere", 404, "not-found"),
            ("GET", "/docs", 404, "not-found"),
            ("DELETE", "/api/v1/shops", 405, "wrong-method"),
            ("GET", "/api/v1/shops?limit=0", 422, "invalid-input"),
            ("GET", "/api/v1/jobs?wait=nan", 422, "invalid-input"),
        ):
            response = http.request(method, path)
            assert (response.status_code, response.json()["code"]) == (status, code)
            assert response.headers["content-type"] == "application/problem+json"
            assert response.json()["type"] == f"urn:shopwarden:problem:{code}"
        assert http.get("/v1/nowhere").json()["error"]["code"] == "not-found"
        assert "GET" in http.delete("/api/v1/shops").headers["allow"]


def test_what_was_sent_is_not_repeated_in_a_refusal(served: Served) -> None:
    with served.http(served.box.tokens.create_passing()) as http:
        response = http.post("/api/v1/shops", json={"name": ["my card is 4111 1111 1111 1111"]})
    assert response.status_code == 422
    assert "4111" not in response.text
    assert response.json()["errors"][0]["field"] == "name"


def test_the_checks_of_the_box_are_for_its_administrator(served: Served) -> None:
    admin = served.admin()
    shop = admin.create_shop("Wool").shop.id
    health = admin.health()
    assert {finding.check for finding in health.findings} == {
        "disk", "memory", "models", "engine", "shops", "config", "telemetry",
    }  # fmt: skip
    served.box.paths.shop(shop).profile.write_text("{")
    served.box.tenants._known.clear()
    broken = admin.health()
    assert broken.status == "problem"
    assert broken.findings[0].check == "shops"
    assert shop in broken.findings[0].message
    assert broken.findings[0].fix


def test_a_text_is_judged_for_owners_only(served: Served) -> None:
    shop = served.admin().create_shop("Wool").shop.id
    owner = served.client(served.token(Role.OWNER, shop))
    assert owner.guard_check("hello").decision is Decision.ALLOW
    judged = owner.guard_check("an attack", Place.DOCUMENT, shop)
    assert (judged.decision, judged.place) == (Decision.BLOCK, Place.DOCUMENT)
    with served.http(served.token(Role.BOT, shop)) as http:
        assert http.post("/api/v1/guard/check", json={"text": "x"}).status_code == 403


def test_the_engine_is_seen_by_whoever_has_a_token(served: Served) -> None:
    shop = served.admin().create_shop("Wool").shop.id
    assert served.client(served.token(Role.OWNER, shop)).engine().restarts == 1
    with served.http() as http:
        assert http.get("/api/v1/engine").status_code == 401
