"""Conversations: unreadable on disk without the key, continued by session, gone when erased."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from appliance.conversations import Conversations


class Memory:
    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.held.get(name)

    def set(self, name: str, value: str) -> None:
        self.held[name] = value

    def delete(self, name: str) -> None:
        self.held.pop(name, None)


@pytest.fixture
def secrets() -> Memory:
    return Memory()


def open_at(path: Path, secrets: Memory, now: datetime | None = None) -> Conversations:
    return Conversations(path, secrets, "conversations:a", now=lambda: now or datetime.now(UTC))


def test_a_conversation_goes_on_in_another_process(tmp_path: Path, secrets: Memory) -> None:
    file = tmp_path / "conversations.db"
    open_at(file, secrets).add("s1", "how much?", {"answer": "$5", "answered": True}, {"focus": ["tent"]})
    again = open_at(file, secrets)
    assert again.state("s1") == {"focus": ["tent"]}
    again.add("s1", "and blue?", {"answer": "no", "answered": False}, {"focus": ["lamp"]})
    assert [(turn.question, turn.answered) for turn in again.transcript("s1")] == [
        ("how much?", True),
        ("and blue?", False),
    ]
    assert again.state("s1") == {"focus": ["lamp"]}
    assert [entry[2] for entry in again.sessions()] == [2]


def test_an_unknown_session_has_no_state(tmp_path: Path, secrets: Memory) -> None:
    assert open_at(tmp_path / "c.db", secrets).state("nobody") == {}


def test_nothing_readable_lies_on_disk(tmp_path: Path, secrets: Memory) -> None:
    open_at(tmp_path / "c.db", secrets).add(
        "s1", "my dog Biscuit", {"answer": "hello Biscuit"}, {"q": "Biscuit"}
    )
    assert not any(b"Biscuit" in file.read_bytes() for file in tmp_path.iterdir())
    assert list(secrets.held) == ["conversations:a"]


def test_without_the_key_nothing_is_read(tmp_path: Path, secrets: Memory) -> None:
    open_at(tmp_path / "c.db", secrets).add("s1", "secret", {"answer": "x"}, {"focus": ["tent"]})
    stranger = open_at(tmp_path / "c.db", Memory())
    assert stranger.state("s1") == {}
    assert [turn.question for turn in stranger.transcript("s1")] == [""]


def test_erasing_removes_every_turn(tmp_path: Path, secrets: Memory) -> None:
    store = open_at(tmp_path / "c.db", secrets)
    store.add("s1", "q", {"answer": "a"}, {})
    assert store.erase("s1")
    assert not store.erase("s1")
    assert store.transcript("s1") == []


def test_old_conversations_go_and_zero_keeps_all(tmp_path: Path, secrets: Memory) -> None:
    then = datetime(2026, 1, 1, tzinfo=UTC)
    open_at(tmp_path / "c.db", secrets, then).add("old", "q", {"answer": "a"}, {})
    later = open_at(tmp_path / "c.db", secrets, then + timedelta(days=91))
    later.add("new", "q", {"answer": "a"}, {})
    assert later.prune(0) == 0
    assert later.prune(90) == 1
    assert [entry[0] for entry in later.sessions()] == ["new"]
