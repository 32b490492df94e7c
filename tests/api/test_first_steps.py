"""The owner's first steps, figures and the box itself, over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from served_box import Served

from appliance.client import Client
from appliance.conversations import Outcome
from appliance.core import logs
from appliance.core.errors import InvalidInput, NotAllowed
from appliance.core.owner_schemas import Setup
from appliance.core.schemas import Role
from appliance.service import computer, figures, setup, site_check, vitals

NOW = datetime(2026, 11, 25, 22, 30, tzinfo=UTC)
SYDNEY = ZoneInfo("Australia/Sydney")


@pytest.fixture
def shop(admin: Client) -> str:
    return admin.create_shop("Wool").shop.id


# --- how far the owner is ---


def test_a_shop_made_elsewhere_needs_no_steps_and_one_under_way_is_gone_on_with(
    admin: Client, shop: str, served: Served
) -> None:
    assert admin.setup(shop) == Setup(step="", finished=True)
    admin.save_setup(shop, "model", finished=False)
    assert served.admin().setup(shop) == Setup(step="model", finished=False)
    served.box.paths.shop(shop).setup.write_text("{half")
    assert setup.read(served.box.paths.shop(shop)).finished


def test_a_step_is_a_word(admin: Client, shop: str) -> None:
    with pytest.raises(InvalidInput):
        admin.save_setup(shop, "../../x", finished=False)


# --- does the website carry the line ---


class Site(BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, tuple[int, str, str]]] = {}

    def do_GET(self) -> None:
        status, location, body = self.pages.get(self.path, (404, "", ""))
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def site() -> Iterator[str]:
    """A website of this computer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    line = '<SCRIPT async src="https://bot.example/widget.js" data-shop="{}"></script>'
    Site.pages = {
        "/with": (200, "", f"<html><body>Wool{line.format('wool')}</body></html>"),
        "/other": (200, "", line.format("another")),
        "/without": (200, "", "<html><!-- " + line.format("wool") + " --></html>"),
        "/old": (301, "/with", ""),
        "/round": (302, "/round", ""),
        "/inside": (302, "http://169.254.169.254/latest/meta-data", ""),
        "/script": (302, "file:///etc/passwd", ""),
        "/huge": (200, "", "x" * 3_000_000),
    }
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/with", "found"),
        ("/old", "found"),
        ("/other", "other-shop"),
        ("/without", "missing"),
        ("/nowhere", "unreachable"),
        ("/round", "unreachable"),
        ("/inside", "unreachable"),
        ("/script", "unreachable"),
        ("/huge", "missing"),
    ],
)
def test_a_page_is_looked_at(admin: Client, shop: str, site: str, path: str, state: str) -> None:
    found = admin.check_site(shop, site + path)
    assert found.state == state
    assert bool(found.reason) == (state == "unreachable")


def test_an_owner_cannot_look_round_in_this_network(
    served: Served, admin: Client, shop: str, site: str
) -> None:
    owner = served.client(admin.create_token(Role.OWNER, shop).text)
    for address in (
        site + "/with",
        "http://localhost:1/",
        "http://[::1]/",
        "http://0x7f000001/",
        "http://10.0.0.1/",
    ):
        found = owner.check_site(shop, address)
        assert (found.state, found.status) == ("unreachable", None)
    for address in ("http://169.254.169.254/", "http://[fe80::1]/", "http://[::ffff:169.254.169.254]/"):
        assert admin.check_site(shop, address).reason == "This address is not one of the public internet."


@pytest.mark.parametrize("url", ["ftp://example.com", "http://", "https://a b", "file:///etc/passwd"])
def test_what_is_no_web_address_is_said(admin: Client, shop: str, url: str) -> None:
    with pytest.raises(InvalidInput, match="no web address"):
        admin.check_site(shop, url)


def test_a_name_without_a_website_and_a_closed_port_are_said(admin: Client, shop: str) -> None:
    assert admin.check_site(shop, "nowhere.invalid").reason == "There is no website of this name."
    assert site_check.check("http://127.0.0.1:1", shop, private=True).reason == "No website answers there."


# --- figures ---


def outcome(hours_ago: float, intent: str = "price", *, answered: bool = True, session: str = "a") -> Outcome:
    return Outcome(session, NOW - timedelta(hours=hours_ago), answered, intent, 20.0 + hours_ago)


def test_days_are_those_of_the_shop_and_have_no_gap() -> None:
    """Half past ten in the evening in London is half past nine of the next morning in Sydney."""
    days = figures.of([outcome(1), outcome(10), outcome(30)], 3, SYDNEY, NOW).days
    assert [(str(day.day), day.questions) for day in days] == [
        ("2026-11-24", 0),
        ("2026-11-25", 2),
        ("2026-11-26", 1),
    ]
    assert figures.first_moment(3, SYDNEY, NOW).isoformat() == "2026-11-24T00:00:00+11:00"


def test_what_was_turned_away_is_no_question_left_open() -> None:
    found = [
        outcome(1, session="a"),
        outcome(2, "unclear", answered=False, session="a"),
        outcome(3, "blocked", answered=False, session="b"),
        outcome(4, "off_topic", answered=False, session="b"),
        outcome(5, "handoff", answered=False, session="c"),
        outcome(6, "thanks", answered=False, session="c"),
    ]
    (today,) = figures.of(found, 1, SYDNEY, NOW).days
    assert (today.conversations, today.questions, today.unanswered) == (3, 6, 1)
    assert (today.handoffs, today.blocked, today.answer_ms) == (1, 1, 23.5)


def test_figures_come_from_what_was_stored(served: Served, admin: Client, shop: str) -> None:
    conversations = served.box.shops.get(shop).conversations
    conversations.add(
        "s", "private words", {"answered": False, "intent": "price", "timings": {"total": 12.5}}, {}
    )
    *_, today = admin.figures(shop, 2).days
    assert (today.questions, today.unanswered, today.answer_ms) == (1, 1, 12.5)
    assert "private" not in str(admin.figures(shop, 2))
    conversations.erase("s")
    assert admin.figures(shop, 1).days[0].questions == 0


# --- the box ---


def test_the_box_is_for_the_administrator(served: Served, admin: Client, shop: str) -> None:
    owner = served.client(admin.create_token(Role.OWNER, shop).text)
    for call in (owner.computer, owner.vitals, owner.log_lines, owner.diagnostics):
        with pytest.raises(NotAllowed):
            call()


def test_vitals_are_those_of_this_computer(admin: Client) -> None:
    now = admin.vitals()
    assert 0 <= now.processor <= 100
    assert 0 < now.memory_used < now.memory_total
    assert 0 < now.disk_used < now.disk_total


def test_the_hottest_reading_of_the_best_sensor_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Reading:
        def __init__(self, current: float) -> None:
            self.current = current

    known = {"acpitz": [Reading(20)], "coretemp": [Reading(51), Reading(63)]}
    monkeypatch.setattr(vitals.psutil, "sensors_temperatures", lambda: known, raising=False)
    assert vitals.temperature() == 63
    monkeypatch.setattr(vitals.psutil, "sensors_temperatures", lambda: {}, raising=False)
    assert vitals.temperature() is None


@pytest.mark.parametrize(
    ("finding", "level"),
    [
        (computer.processor(frozenset({"avx2"}), 4), "good"),
        (computer.processor(frozenset({"sse4_2"}), 4), "notice"),
        (computer.processor(frozenset({"asimd"}), 1), "notice"),
        (computer.processor(frozenset(), 4), "unknown"),
        (computer.memory(int(1e9)), "problem"),
        (computer.memory(int(2e9)), "notice"),
        (computer.memory(int(8e9)), "good"),
        (computer.room(int(0.5e9)), "problem"),
    ],
)
def test_a_computer_is_judged(finding: Any, level: str) -> None:
    assert finding.level == level
    assert bool(finding.fix) == (level in ("notice", "problem"))


def test_this_computer_is_examined_worst_first(admin: Client) -> None:
    found = admin.computer()
    assert {finding.check for finding in found.findings} == {
        "processor",
        "memory-size",
        "room",
        "port",
        "k3s",
    }
    assert found.status == found.findings[0].level


SECRET = "sw_" + "a" * 24


def test_the_bundle_tells_nothing_private(served: Served, admin: Client, tmp_path: Path) -> None:
    shop = admin.create_shop("Zanzibar Velvet").shop.id
    file = tmp_path / "velvet-prices.csv"
    file.write_text("bad\n")
    from appliance.core.schemas import ImportRequest

    *_, _ = admin.follow(admin.start_import(shop, ImportRequest(upload=admin.upload(shop, file).id)))
    log = served.box.paths.logs
    log.mkdir()
    (log / "service.log").write_text(
        f"INFO said “my velvet order” with {SECRET} to jane.doe@zanzibar.example, 0412 345 678,"
        " see https://zanzibar.example/velvet\n"
    )
    parts = admin.diagnostics()
    assert [part.name for part in parts] == ["system.json", "health.json", "box.json", "service.log"]
    whole = "\n".join(part.text for part in parts).lower()
    for private in ("velvet", "zanzibar", "jane", "0412 345", "412 345", SECRET, str(tmp_path).lower()):
        assert private not in whole
    assert "file-refused" in whole  # what helps stays
    assert admin.log_lines(1).lines[0].startswith("INFO said “…”")
    assert logs.redact(SECRET) == "sw_…"


def test_a_part_that_cannot_be_made_takes_no_other_with_it(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ImportError("No module named 'sh'")

    monkeypatch.setattr(vitals, "now", broken)
    monkeypatch.setattr(computer, "examine", broken)
    texts = {part.name: part.text for part in admin.diagnostics()}
    assert "could not be read (ImportError)" in texts["system.json"]
    assert "could not be read (ImportError)" in texts["health.json"]
    assert '"shops": 0' in texts["box.json"]
