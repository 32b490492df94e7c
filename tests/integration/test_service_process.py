"""A real service process: found, refused a second time, stopped, and killed in the middle of an import."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from appliance.client import Client, connect
from appliance.core.errors import Conflict, ServiceUnreachable, TooLarge
from appliance.core.paths import Paths
from appliance.core.schemas import ImportRequest, Job, JobState
from appliance.service import run

pytestmark = pytest.mark.slow  # every test starts processes

SCRIPT = Path(__file__).with_name("service_process.py")
SECONDS = 30.0

Start = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data")


@pytest.fixture
def start(paths: Paths) -> Iterator[Start]:
    """Return a function that starts the service and returns once it answers."""
    started: list[subprocess.Popen[str]] = []

    def make() -> subprocess.Popen[str]:
        argv = [sys.executable, "-W", "error", str(SCRIPT), str(paths.data)]
        process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        process.stdout.readline()
        return process

    yield make
    for process in started:
        process.kill()
        process.communicate()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def start_slow_import(client: Client, folder: Path) -> Job:
    client.create_shop("Wool", "wool")
    file = folder / "slow.csv"
    file.write_text("w-1,Wool\nslow\n")
    job = client.start_import("wool", ImportRequest(upload=client.upload("wool", file).id))
    until(lambda: client.job(job.id).state is JobState.RUNNING)
    return job


def test_a_service_is_found_by_its_data_directory_and_only_by_its_user(paths: Paths, start: Start) -> None:
    with pytest.raises(ServiceUnreachable):
        connect(paths)
    process = start()
    with connect(paths) as client:
        assert client.shops().total == 0
    entry = json.loads(paths.service_file.read_text())
    assert entry["pid"] == process.pid
    assert stat.S_IMODE(paths.service_file.stat().st_mode) == 0o600
    with httpx2.Client(base_url=entry["url"], trust_env=False) as stranger:
        assert stranger.get("/api/v1/shops").status_code == 401
        forwarded = {"X-Forwarded-For": "192.0.2.1"}
        assert stranger.get("/metrics", headers=forwarded).status_code == 401
        assert stranger.get("/metrics").status_code == 200


def test_there_is_one_service_for_a_data_directory(paths: Paths, start: Start) -> None:
    first, second = start(), start()
    _, said = second.communicate(timeout=SECONDS)
    assert second.returncode == 1
    assert str(first.pid) in said
    with connect(paths) as client:
        assert client.alive().status == "ok"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_interrupts_the_work_and_leaves_no_trace_of_running(
    paths: Paths, start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    process = start()
    with connect(paths) as client:
        job = start_slow_import(client, tmp_path)
        process.send_signal(number)
        _, said = process.communicate(timeout=SECONDS)
    assert (process.returncode, said) == (0, "")
    assert not paths.service_file.exists()
    start()
    with connect(paths) as client:
        until(lambda: client.job(job.id).state is JobState.RUNNING)
        assert client.cancel(job.id).id == job.id


def test_a_killed_import_goes_on_in_the_next_process(paths: Paths, start: Start, tmp_path: Path) -> None:
    process = start()
    with connect(paths) as client:
        job = start_slow_import(client, tmp_path)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(SECONDS)
    with pytest.raises(ServiceUnreachable):
        connect(paths)
    (upload,) = paths.shop("wool").uploads.iterdir()
    upload.write_text("w-1,Wool\nw-2,Silk\n")
    start()
    with connect(paths) as client:
        *_, ended = client.follow(client.job(job.id))
        assert (ended.state, ended.result and ended.result["added"]) == (JobState.FINISHED, 2)
        assert [hit.id for hit in client.search("wool", "silk")] == ["w-2"]


def test_whoever_waits_for_news_is_answered_before_a_stop(paths: Paths, start: Start) -> None:
    process = start()
    with connect(paths) as client, ThreadPoolExecutor() as pool:
        cursor = client.jobs().cursor
        waiting = pool.submit(client.jobs, cursor, 30)
        time.sleep(0.5)  # let it arrive
        process.send_signal(signal.SIGTERM)
        assert waiting.result(SECONDS).jobs == ()
    process.communicate(timeout=SECONDS)
    assert process.returncode == 0


def test_a_file_that_is_too_large_is_refused_over_a_real_socket(
    paths: Paths, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOPWARDEN_UPLOAD_LIMIT_MB", "1")
    start()
    file = tmp_path / "large.csv"
    file.write_bytes(b"a" * 30_000_000)
    with connect(paths) as client:
        client.create_shop("Wool", "wool")
        with pytest.raises(TooLarge, match="1 MiB"):
            client.upload("wool", file)
        assert client.alive().status == "ok"


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Conflict, match=f"Port {port} on 127.0.0.1 is in use") as caught:
            run.listen("127.0.0.1", port)
    assert "--port" in caught.value.resolution
    with closing(run.listen("127.0.0.1", 0)) as free:
        assert run.url_of(free).startswith("http://127.0.0.1:")


def test_a_service_on_every_address_is_reached_on_this_machine() -> None:
    with closing(run.listen("0.0.0.0", 0)) as listener:
        assert run.url_of(listener).startswith("http://127.0.0.1:")
