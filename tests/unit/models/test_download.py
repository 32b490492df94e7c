"""Downloads over a real connection that breaks, lies and is cancelled."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tiny_models import QuietJob

from appliance.core import errors
from appliance.core.schemas import ModelInfo
from models import download, from_web
from models.catalog import Hub, WeightFile

CONTENT = bytes(range(256)) * 4096  # 1 MiB
SHA256 = hashlib.sha256(CONTENT).hexdigest()
FILE = WeightFile("big.gguf", len(CONTENT), SHA256)
REPO = Hub("a/b", "abc")


@dataclass
class Behaviour:
    """How the server answers, and what it was asked. Of the first `cuts` answers it sends `cut` bytes."""

    content: bytes = CONTENT
    cut: int = 0
    cuts: int = 0
    ranges: bool = True
    status: int = 0
    listing: object = None
    asked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def behaviour() -> Behaviour:
    return Behaviour()


@pytest.fixture
def hub(behaviour: Behaviour) -> Iterator[download.HubClient]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            behaviour.asked.append((self.path, wanted))
            if self.path.startswith("/api/"):
                self._send(200, json.dumps(behaviour.listing).encode())
            elif behaviour.status:
                self._send(behaviour.status, b"no")
            else:
                self._file(int(wanted[6:-1]) if wanted and behaviour.ranges else 0)

        def _file(self, start: int) -> None:
            if start >= len(behaviour.content):
                return self._send(416, b"")
            rest = behaviour.content[start:]
            kept = len(rest)
            if len([path for path, _ in behaviour.asked if "/resolve/" in path]) <= behaviour.cuts:
                kept = behaviour.cut
            span = f"bytes {start}-{len(behaviour.content) - 1}/{len(behaviour.content)}"
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(rest)))
            if start:
                self.send_header("Content-Range", span)
            self.end_headers()
            self.wfile.write(rest[:kept])
            self.close_connection = True
            return None

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield download.HubClient(f"http://127.0.0.1:{server.server_port}", pause=0.001)
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_is_fetched_with_progress_and_verified(
    hub: download.HubClient, behaviour: Behaviour, tmp_path: Path
) -> None:
    job = QuietJob()
    hub.fetch(REPO, FILE, tmp_path / "x" / "big.gguf", job)
    assert (tmp_path / "x" / "big.gguf").read_bytes() == CONTENT
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["big.gguf"]
    assert behaviour.asked == [("/a/b/resolve/abc/big.gguf", "")]
    assert {"Downloading big.gguf", "Checking big.gguf"} <= set(job.stages)


def test_a_broken_line_is_resumed_where_it_broke(
    hub: download.HubClient, behaviour: Behaviour, tmp_path: Path
) -> None:
    behaviour.cut, behaviour.cuts = 300_000, 2
    hub.fetch(REPO, FILE, tmp_path / "big.gguf", QuietJob())
    assert (tmp_path / "big.gguf").read_bytes() == CONTENT
    assert [wanted for _, wanted in behaviour.asked] == ["", "bytes=300000-", "bytes=600000-"]


def test_a_cancelled_download_keeps_what_came_and_goes_on_later(
    hub: download.HubClient, behaviour: Behaviour, tmp_path: Path
) -> None:
    with pytest.raises(errors.Cancelled):
        hub.fetch(REPO, FILE, tmp_path / "big.gguf", QuietJob(stop_at="Downloading"))
    came = (tmp_path / "big.gguf.part").stat().st_size
    assert 0 < came < len(CONTENT)
    assert not (tmp_path / "big.gguf").exists()
    hub.fetch(REPO, FILE, tmp_path / "big.gguf", QuietJob())
    assert (tmp_path / "big.gguf").read_bytes() == CONTENT
    assert behaviour.asked[-1][1] == f"bytes={came}-"


def test_a_server_that_ignores_ranges_is_read_from_the_start(
    hub: download.HubClient, behaviour: Behaviour, tmp_path: Path
) -> None:
    behaviour.ranges = False
    (tmp_path / "big.gguf.part").write_bytes(CONTENT[:1000])
    hub.fetch(REPO, FILE, tmp_path / "big.gguf", QuietJob())
    assert (tmp_path / "big.gguf").read_bytes() == CONTENT


@pytest.mark.parametrize("known", [FILE, WeightFile("big.gguf", 0, SHA256)])
def test_an_exchanged_file_is_refused_and_deleted(
    hub: download.HubClient, behaviour: Behaviour, tmp_path: Path, known: WeightFile
) -> None:
    behaviour.content = CONTENT[:-1] + b"!"
    with pytest.raises(errors.ModelRefused, match=r"big\.gguf"):
        hub.fetch(REPO, known, tmp_path / "big.gguf", QuietJob())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_grew_is_refused(hub: download.HubClient, behaviour: Behaviour, tmp_path: Path) -> None:
    behaviour.content = CONTENT * 2
    with pytest.raises(errors.ModelRefused, match=r"big\.gguf"):
        hub.fetch(REPO, FILE, tmp_path / "big.gguf", QuietJob())
    assert not (tmp_path / "big.gguf").exists()


def test_a_part_of_another_file_is_dropped(
    hub: download.HubClient, behaviour: Behaviour, tmp_path: Path
) -> None:
    (tmp_path / "big.gguf.part").write_bytes(CONTENT + b"more")
    hub.fetch(REPO, WeightFile("big.gguf", 0, SHA256), tmp_path / "big.gguf", QuietJob())
    assert (tmp_path / "big.gguf").read_bytes() == CONTENT


@pytest.mark.parametrize("status", [401, 404, 500])
def test_a_refusal_of_the_server_says_what_failed(
    hub: download.HubClient, behaviour: Behaviour, tmp_path: Path, status: int
) -> None:
    behaviour.status = status
    with pytest.raises(errors.DownloadFailed, match=r"big\.gguf") as failed:
        hub.fetch(REPO, FILE, tmp_path / "big.gguf", QuietJob())
    assert str(status) in failed.value.details


def test_a_line_that_brings_nothing_ends_the_attempts(
    hub: download.HubClient, behaviour: Behaviour, tmp_path: Path
) -> None:
    behaviour.cuts = 100
    with pytest.raises(errors.DownloadFailed, match=r"big\.gguf"):
        hub.fetch(REPO, FILE, tmp_path / "big.gguf", QuietJob())
    assert len(behaviour.asked) == download.ATTEMPTS


def test_no_server_is_a_failed_download(tmp_path: Path) -> None:
    nobody = download.HubClient("http://127.0.0.1:9", pause=0.001)
    with pytest.raises(errors.DownloadFailed):
        nobody.fetch(REPO, FILE, tmp_path / "big.gguf", QuietJob())
    with pytest.raises(errors.DownloadFailed):
        nobody.describe(REPO, (FILE,))


def test_the_hub_tells_sizes_and_hashes_that_the_catalogue_does_not_know(
    hub: download.HubClient, behaviour: Behaviour
) -> None:
    behaviour.listing = [
        {"path": "w.safetensors", "size": 7, "oid": "git", "lfs": {"oid": "5" * 64, "size": 7}},
        {"path": "config.json", "size": 3, "oid": "git"},
    ]
    found = hub.describe(REPO, (WeightFile("w.safetensors"), WeightFile("config.json")))
    assert found == (WeightFile("w.safetensors", 7, "5" * 64), WeightFile("config.json", 3, ""))
    pinned = hub.describe(REPO, (WeightFile("w.safetensors", 0, "6" * 64),))
    assert pinned == (WeightFile("w.safetensors", 7, "6" * 64),)


@pytest.mark.parametrize("listing", [{"error": "gone"}, [1], "nothing", None])
def test_an_odd_listing_is_a_failed_download(
    hub: download.HubClient, behaviour: Behaviour, listing: object
) -> None:
    behaviour.listing = listing
    with pytest.raises(errors.DownloadFailed):
        hub.describe(REPO, (FILE,))


def test_a_file_that_the_hub_no_longer_has_is_named(hub: download.HubClient, behaviour: Behaviour) -> None:
    behaviour.listing = [{"path": "other.gguf", "size": 3}]
    with pytest.raises(errors.ModelRefused, match=r"big\.gguf"):
        hub.describe(REPO, (FILE,))


# --- an address that the owner gave ---


def take(file: Path, _: object) -> ModelInfo:
    """Stand in for the store: it reads the file's name and size only."""
    size = file.stat().st_size
    return ModelInfo(
        id=file.name,
        kind="chat",
        title="",
        licence="",
        size_bytes=size,
        memory_bytes=0,
        sha256="",
        installed=True,
        active=False,
    )


def address(hub: download.HubClient) -> str:
    return f"{hub._url}/a/b/resolve/abc/big.gguf"


def test_a_file_from_the_web_goes_on_where_it_was_cancelled_and_leaves_nothing(
    hub: download.HubClient, behaviour: Behaviour, tmp_path: Path
) -> None:
    with pytest.raises(errors.Cancelled):
        from_web.fetch(address(hub), SHA256, tmp_path, take, QuietJob(stop_at="Downloading"))
    info = from_web.fetch(address(hub), SHA256.upper(), tmp_path, take, QuietJob())
    assert (info.id, info.size_bytes) == ("big.gguf", len(CONTENT))
    assert any(wanted for _, wanted in behaviour.asked)
    assert list(tmp_path.iterdir()) == []


def test_a_file_from_the_web_that_was_exchanged_is_refused(hub: download.HubClient, tmp_path: Path) -> None:
    with pytest.raises(errors.ModelRefused):
        from_web.fetch(address(hub), "0" * 64, tmp_path, take, QuietJob())


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "big.gguf",
        "ftp://example.com/m.gguf",
        "https://example.com/page.html",
        "http://[",
        "http://a.example/m.gguf",
    ],
)
def test_an_address_of_no_use_says_what_is_wanted(wrong: str) -> None:
    with pytest.raises(errors.InvalidInput):
        from_web.file_name(wrong)


def test_a_name_from_the_web_is_a_plain_one() -> None:
    assert from_web.file_name("https://a.example/x/..%2F..%2Fetc%2Fm v.gguf?download=true") == "m-v.gguf"
