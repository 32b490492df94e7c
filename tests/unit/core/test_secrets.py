"""Secrets in a file and in a keyring, and the choice between them."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from appliance.core.errors import StoreFailed
from appliance.core.secrets import FileSecrets, KeyringSecrets, open_store

HEADLESS: dict[str, str] = {}
DESKTOP = {"DISPLAY": ":0", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus"}
PLANTED = "planted-secret-2718"


class MemoryKeyring(KeyringBackend):
    """A keyring that is a dict. `locked` makes it fail as a locked one does."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringError("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringError("locked")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]


@pytest.fixture
def desktop_keyring() -> Iterator[MemoryKeyring]:
    before, mine = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir() if file.is_file()}


def test_a_box_without_a_desktop_keeps_secrets_in_an_encrypted_file(tmp_path: Path) -> None:
    store = open_store(tmp_path, HEADLESS)
    store.set("key", PLANTED)
    assert open_store(tmp_path, HEADLESS).get("key") == PLANTED
    assert store.get("other") is None
    assert all(PLANTED.encode() not in file.read_bytes() for file in tmp_path.iterdir())
    assert modes(tmp_path) == {0o600}
    store.delete("key")
    store.delete("key")
    assert store.get("key") is None


def test_a_headless_box_never_asks_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden() -> Any:
        raise AssertionError("the keyring was asked")

    monkeypatch.setattr(keyring, "get_keyring", forbidden)
    for environment in (HEADLESS, {"DISPLAY": ":0"}, {"DBUS_SESSION_BUS_ADDRESS": "x"}):
        assert isinstance(open_store(tmp_path / str(len(environment)), environment), FileSecrets)


def test_secrets_of_another_key_are_told_apart_from_none(tmp_path: Path) -> None:
    FileSecrets(tmp_path).set("key", PLANTED)
    (tmp_path / "secrets.key").unlink()
    FileSecrets(tmp_path).set("new", "x")
    with pytest.raises(StoreFailed, match=r"secrets\.key"):
        FileSecrets(tmp_path).get("key")


def test_a_desktop_keeps_secrets_in_its_keyring(tmp_path: Path, desktop_keyring: MemoryKeyring) -> None:
    store = open_store(tmp_path, DESKTOP)
    assert isinstance(store, KeyringSecrets)
    store.set("key", PLANTED)
    assert open_store(tmp_path, DESKTOP).get("key") == PLANTED
    assert list(desktop_keyring.kept.values()) == [PLANTED]
    assert not (tmp_path / "secrets.json").exists()
    store.delete("key")
    store.delete("key")
    assert store.get("key") is None


def test_two_boxes_in_one_keyring_do_not_meet(tmp_path: Path, desktop_keyring: MemoryKeyring) -> None:
    first, second = (open_store(tmp_path / name, DESKTOP) for name in ("a", "b"))
    first.set("key", PLANTED)
    assert second.get("key") is None


def test_a_box_of_the_keyring_does_not_start_anew_without_it(
    tmp_path: Path, desktop_keyring: MemoryKeyring
) -> None:
    open_store(tmp_path, DESKTOP).set("key", PLANTED)
    with pytest.raises(StoreFailed, match="keyring"):
        open_store(tmp_path, HEADLESS)
    desktop_keyring.locked = True
    with pytest.raises(StoreFailed, match="keyring"):
        open_store(tmp_path, DESKTOP)


def test_a_keyring_that_is_locked_or_none_gives_way_to_the_file(
    tmp_path: Path, desktop_keyring: MemoryKeyring
) -> None:
    desktop_keyring.locked = True
    assert isinstance(open_store(tmp_path / "locked", DESKTOP), FileSecrets)
    keyring.set_keyring(keyring.backends.fail.Keyring())
    assert isinstance(open_store(tmp_path / "none", DESKTOP), FileSecrets)
