"""A sealed stream: a file that is nothing without its passphrase, and says so when a byte of it changed.

Layout: magic, 16 bytes of salt, then frames of (4 bytes length, AES-256-GCM of up to 1 MiB). The key is
scrypt(passphrase, salt); a frame's nonce is its number and whether it is the last, so that frames can be
neither swapped nor cut off (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from types import TracebackType
from typing import IO, TYPE_CHECKING

from appliance.core.errors import BackupRefused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"shopwarden sealed 1\n"
SALT_BYTES = 16
FRAME = 1 << 20
TAG_BYTES = 16
SCRYPT = {"length": 32, "n": 2**15, "r": 8, "p": 1}


class Sealer:
    """A writable that seals what is written into `out`. Closing it without an error ends the stream."""

    def __init__(self, out: IO[bytes], passphrase: str) -> None:
        salt = secrets.token_bytes(SALT_BYTES)
        self._out, self._cipher = out, _cipher(passphrase, salt)
        self._held, self._number = bytearray(), 0
        out.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > FRAME:
            self._frame(bytes(self._held[:FRAME]), last=False)
            del self._held[:FRAME]
        return len(data)

    def close(self) -> None:
        self._frame(bytes(self._held), last=True)
        self._held.clear()

    def __enter__(self) -> Sealer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()

    def _frame(self, data: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last), data, None)
        self._out.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


class Opener:
    """A readable of what was sealed. Raises `BackupRefused` for a wrong passphrase or a changed byte."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        head = source.read(len(MAGIC) + SALT_BYTES)
        if not head.startswith(MAGIC):
            raise BackupRefused("This is no backup of Shopwarden's.", resolution="Choose another file.")
        self._frames = _frames(source, _cipher(passphrase, head[len(MAGIC) :]))
        self._held = bytearray()

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; fewer only at the end."""
        while size < 0 or len(self._held) < size:
            frame = next(self._frames, None)
            if frame is None:
                break
            self._held += frame
        wanted = len(self._held) if size < 0 else size
        data = bytes(self._held[:wanted])
        del self._held[:wanted]
        return data


def _frames(source: IO[bytes], cipher: AESGCM) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag

    number, head = 0, source.read(4)
    while head:
        length = int.from_bytes(head, "big")
        sealed = source.read(length) if length <= FRAME + TAG_BYTES else b""
        head = source.read(4)
        try:
            yield cipher.decrypt(_nonce(number, last=not head), sealed, None)
        except (InvalidTag, ValueError):
            raise BackupRefused(
                "The backup cannot be opened with this key." if not number else "The backup is damaged.",
                resolution="Give the key it was made with." if not number else "Use another copy of it.",
            ) from None
        number += 1
    if not number:
        raise BackupRefused("The backup is cut off.", resolution="Use another copy of it.")


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return AESGCM(Scrypt(salt=salt, **SCRYPT).derive(passphrase.encode()))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
