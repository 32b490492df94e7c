"""Named secrets: in the desktop's keyring where there is one, else in an encrypted file.

What each protects against, honestly:
- keyring: other users of the machine and a stolen disk, as far as the desktop's own keyring does;
- file: somebody who gets `secrets.json` alone (a careless copy, a partial backup). Its key lies beside
  it in `secrets.key`, readable by the service's user only, because a box without a desktop must start
  without a person typing. Whoever reads the whole data directory as that user reads the secrets:
  against a stolen disk, encrypt the disk.

The first choice is written down in `secrets.backend`: a box that began with a keyring must not quietly
make a second set of keys when it is started without one, or what the first set encrypted is lost.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.core.errors import StoreFailed
from appliance.core.files import write_private

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

    from appliance.core.ports import SecretStore


class FileSecrets:
    """Secrets in `folder`/secrets.json, each encrypted with Fernet (AES-128-CBC and HMAC-SHA256)."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "secrets.json"
        self._key_file = folder / "secrets.key"
        self._lock = threading.Lock()

    def get(self, name: str) -> str | None:
        from cryptography.fernet import InvalidToken

        token = self._read().get(name)
        if token is None:
            return None
        try:
            return self._cipher().decrypt(token.encode()).decode()
        except InvalidToken:
            raise StoreFailed(
                f"The secret “{name}” cannot be decrypted with {self._key_file}.",
                resolution="Restore secrets.json and secrets.key together from the same backup.",
            ) from None

    def set(self, name: str, value: str) -> None:
        with self._lock:
            token = self._cipher().encrypt(value.encode()).decode()
            self._write({**self._read(), name: token})

    def delete(self, name: str) -> None:
        with self._lock:
            self._write({other: token for other, token in self._read().items() if other != name})

    def _cipher(self) -> Fernet:
        from cryptography.fernet import Fernet

        if not self._key_file.exists():
            write_private(self._key_file, Fernet.generate_key())
        return Fernet(self._key_file.read_bytes())

    def _read(self) -> dict[str, str]:
        try:
            return {str(name): str(token) for name, token in json.loads(self._file.read_text()).items()}
        except FileNotFoundError:
            return {}

    def _write(self, tokens: Mapping[str, str]) -> None:
        write_private(self._file, json.dumps(tokens, indent=1).encode())


class MountedSecrets:
    """Secrets that somebody else keeps, one file each in `folder`: a workload's, mounted read-only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> str | None:
        try:
            return (self._folder / name).read_text().strip()
        except FileNotFoundError:
            return None

    def set(self, name: str, value: str) -> None:
        raise StoreFailed(
            f"The secret “{name}” cannot be stored: this workload's secrets are the box's.",
            resolution="Change it on the box that this shop belongs to.",
        )

    def delete(self, name: str) -> None:
        self.set(name, "")


class KeyringSecrets:
    """Secrets in the user's keyring, under a service name of this box's own."""

    def __init__(self, service: str) -> None:
        self._service = service

    def get(self, name: str) -> str | None:
        import keyring

        return keyring.get_password(self._service, name)

    def set(self, name: str, value: str) -> None:
        import keyring

        keyring.set_password(self._service, name, value)

    def delete(self, name: str) -> None:
        import keyring
        from keyring.errors import PasswordDeleteError

        with contextlib.suppress(PasswordDeleteError):  # deleting what is not there is done already
            keyring.delete_password(self._service, name)


def open_store(folder: Path, environment: Mapping[str, str] = os.environ) -> SecretStore:
    """Return the store of the data directory `folder`, choosing and noting its kind the first time.

    Raises `StoreFailed` when the box's keys are in a keyring that this process cannot reach.
    """
    note = folder / "secrets.backend"
    if not note.exists():
        return _choose(folder, note, environment)
    kind, _, service = note.read_text().strip().partition(" ")
    if kind == "file":
        return FileSecrets(folder)
    if not _keyring_works(service, environment):
        raise StoreFailed(
            "This box keeps its keys in the desktop's keyring, and it is not open to this process.",
            resolution="Start Shopwarden from the desktop session that set it up.",
        )
    return KeyringSecrets(service)


def _choose(folder: Path, note: Path, environment: Mapping[str, str]) -> SecretStore:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    service = f"shopwarden-{secrets.token_hex(8)}"
    if _keyring_works(service, environment):
        write_private(note, f"keyring {service}".encode())
        return KeyringSecrets(service)
    write_private(note, b"file")
    return FileSecrets(folder)


def _keyring_works(service: str, environment: Mapping[str, str]) -> bool:
    """Whether a desktop's keyring answers. A box with no session is not asked: asking could start a
    D-Bus daemon and wait for a prompt that nobody sees."""
    desktop = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    if not (desktop and environment.get("DBUS_SESSION_BUS_ADDRESS")):
        return False
    import keyring
    from keyring.errors import KeyringError

    backend = keyring.get_keyring()
    if backend.priority < 1:
        return False
    try:
        backend.set_password(service, "probe", "probe")
        works = backend.get_password(service, "probe") == "probe"
        backend.delete_password(service, "probe")
    except (KeyringError, OSError, RuntimeError):
        return False
    return works
