"""A pod's network counts as closed only when nothing answers any more, several times in a row."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from k3s import closing


@pytest.fixture
def listener() -> socket.socket:
    with socket.create_server(("127.0.0.1", 0)) as made:
        yield made


def address(listener: socket.socket) -> str:
    return f"127.0.0.1:{listener.getsockname()[1]}"


def test_what_listens_is_reachable_and_what_refuses_is_not(listener: socket.socket) -> None:
    """K3s's policies refuse with an ICMP message, which a program cannot tell from a closed port."""
    assert closing.reachable(address(listener))
    closed = address(listener)
    listener.close()
    assert not closing.reachable(closed)


def test_an_open_network_is_never_called_closed(listener: socket.socket, tmp_path: Path) -> None:
    assert not closing.wait([address(listener)], 0.0, tmp_path / "note")
    assert (tmp_path / "note").read_text().startswith("still open")


def test_it_waits_until_the_last_address_is_out_of_reach(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    looks: list[str] = []

    def reachable(address: str) -> bool:
        looks.append(address)
        return len(looks) < 8 and address == "b:2"

    monkeypatch.setattr(closing, "reachable", reachable)
    monkeypatch.setattr(closing, "PAUSE_SECONDS", 0.0)
    assert closing.wait(["a:1", "b:2"], 60, tmp_path / "note")
    assert len(looks) == 2 * (3 + closing.PROOFS)
    assert "reachable in 3 looks before" in (tmp_path / "note").read_text()


def test_one_look_that_fails_by_chance_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True, False, False, False])
    monkeypatch.setattr(closing, "reachable", lambda _: next(answers))
    monkeypatch.setattr(closing, "PAUSE_SECONDS", 0.0)
    assert closing.wait(["a:1"], 60)
    assert next(answers, None) is None
