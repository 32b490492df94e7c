"""A killed service leaves its address and token behind; the next one listens at the same address."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from appliance.client import connect
from appliance.core.discovery import ServiceFile
from appliance.core.errors import ServiceUnreachable
from appliance.core.paths import Paths


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[Paths]:
    """A data directory whose service is announced only when it answers for the first time."""
    paths = Paths(tmp_path)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            announce("new")
            body = b'{"status": "ok", "version": "1"}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def announce(token: str) -> None:
        url = f"http://127.0.0.1:{server.server_port}"
        entry = ServiceFile(url=url, token=token, pid=1, version="1")
        paths.service_file.write_text(entry.model_dump_json(), "utf-8")

    announce("old")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield paths
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_token_that_a_killed_service_left_is_not_used(starting: Paths) -> None:
    with pytest.raises(ServiceUnreachable):
        connect(starting)
    with connect(starting) as client:
        assert client.alive().status == "ok"
