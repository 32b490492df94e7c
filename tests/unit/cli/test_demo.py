"""`demo` where the usual port is taken."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from appliance.cli import demo
from appliance.core import settings
from appliance.core.errors import Conflict
from appliance.core.paths import Paths
from appliance.service import run

USUAL = 8765
real_listen = run.listen


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """A data folder on a machine where another program has the usual port."""

    def listen(host: str, port: int) -> socket.socket:
        if port == USUAL:
            raise Conflict("Taken.")
        return real_listen(host, port)

    monkeypatch.delenv("SHOPWARDEN_PORT", raising=False)
    monkeypatch.setattr(run, "listen", listen)
    return Paths(tmp_path / "data")


def test_the_port_that_was_found_is_kept_for_the_folder_and_said(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    paths.data.mkdir()
    paths.config.write_text("tuning = false\n")
    option, port = demo._another_port(paths)
    said = capsys.readouterr().out
    assert option == "--port" and f"at {port} from now on" in said and str(USUAL) in said
    kept = settings.load(paths.config)
    assert (kept.port, kept.tuning) == (int(port), False)
    assert demo._another_port(paths) == [], "the one that was kept is free"
    assert not capsys.readouterr().out


def test_a_port_that_the_owner_chose_is_not_written_over(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    paths.data.mkdir()
    paths.config.write_text(f"port = {USUAL}\n")
    _, port = demo._another_port(paths)
    assert f"at {port} this time" in capsys.readouterr().out
    assert settings.load(paths.config).port == USUAL


def test_a_usual_port_that_is_free_changes_nothing(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    with real_listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("SHOPWARDEN_PORT", str(port))
    assert demo._another_port(paths) == []
    assert not paths.config.exists()
