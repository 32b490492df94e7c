"""The real service with the starter models: its engine killed, crowded and left alone."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from appliance.cli import progress
from appliance.client import Client, connect
from appliance.core.errors import ServiceUnreachable
from appliance.core.paths import Paths
from appliance.core.schemas import AnswerEvent, ChatAnswer, ImportRequest, Queued

pytestmark = pytest.mark.slow

CATALOGUE = (
    "SKU,Title,Description,Price,Stock\n"
    "J-1,Bruny Rain Jacket,A light shell for coastal weather. Recycled nylon with taped seams.,189.00,4\n"
)
OPEN = "Tell me about the Bruny Rain Jacket"
SECONDS = 120.0


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a service that has one shop with one product."""
    paths = Paths(tmp_path_factory.mktemp("box") / "data")
    argv = [sys.executable, "-m", "appliance.cli.main", "serve", "--port", "0", "--data-dir", str(paths.data)]
    environment = {**os.environ, "SHOPWARDEN_TUNING": "false"}
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL, env=environment) as process:
        try:
            with _connected(paths) as made:
                made.create_shop("Harbour", "harbour")
                file = paths.data.parent / "catalogue.csv"
                file.write_text(CATALOGUE)
                upload = made.upload("harbour", file)
                wish = ImportRequest(upload=upload.id)
                progress.finish(made, lambda: made.start_import("harbour", wish))
                until(made.ready)
                yield made
        finally:
            process.terminate()


def _connected(paths: Paths) -> Client:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(ServiceUnreachable):
            return connect(paths)
        time.sleep(0.1)
    raise AssertionError("the service did not start")


def until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


class Visitor(threading.Thread):
    """Asks in a thread of its own and keeps what comes."""

    def __init__(self, client: Client) -> None:
        super().__init__(daemon=True)
        self._client = client
        self.events: list[AnswerEvent] = []
        self.start()

    def run(self) -> None:
        self.events += self._client.chat_events("harbour", OPEN)

    def answer(self) -> ChatAnswer:
        self.join(SECONDS)
        (last,) = [event for event in self.events if isinstance(event, ChatAnswer)]
        return last


def test_kill_in_the_middle_of_an_answer_costs_nothing(client: Client) -> None:
    until(lambda: client.engine().state == "ready")
    killed = client.engine()
    visitor = Visitor(client)
    until(lambda: client.engine().running or visitor.events)
    assert killed.pid
    os.kill(killed.pid, signal.SIGKILL)
    assert "Bruny Rain Jacket" in visitor.answer().answer
    until(lambda: client.engine().state == "ready")
    assert client.engine().pid != killed.pid
    assert client.engine().restarts == killed.restarts + 1
    assert "189" in client.chat("harbour", "How much is the Bruny Rain Jacket?").answer
    assert "Bruny Rain Jacket" in client.chat("harbour", OPEN).answer


def test_a_crowd_sees_its_places_and_everybody_is_answered(client: Client) -> None:
    visitors = [Visitor(client) for _ in range(5)]
    assert all("Bruny Rain Jacket" in visitor.answer().answer for visitor in visitors)
    places = [[e.position for e in v.events if isinstance(e, Queued)] for v in visitors]
    assert any(seen and seen[0] > 0 for seen in places)
    assert all(seen == sorted(seen, reverse=True) for seen in places)


def test_a_visitor_who_leaves_frees_the_engine(client: Client) -> None:
    events = client.chat_events("harbour", OPEN)
    next(events)
    events.close()  # type: ignore[attr-defined]
    until(lambda: client.engine().running == client.engine().waiting == 0)
    assert client.engine().state == "ready"
