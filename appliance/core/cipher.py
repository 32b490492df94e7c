"""One shop's key: what customers said is kept under it. It lies in the secret store, not in the shop's
folder: a stolen folder tells nothing."""

from __future__ import annotations

import base64
import secrets as random
import threading
from typing import TYPE_CHECKING

from appliance.core.ports import SecretStore

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
_MAKING = threading.Lock()
"""Two parts of a shop that need its key for the first time must not make two."""


class Cipher:
    """AES-256-GCM under the key of that name, which is made on first use."""

    def __init__(self, secrets: SecretStore, key_name: str) -> None:
        self._secrets = secrets
        self._key_name = key_name
        self._made: AESGCM | None = None

    def prepare(self) -> None:
        """Make the key if there is none yet."""
        self._key()

    def seal(self, context: str, plain: bytes) -> bytes:
        """Return a blob that opens in the same context only: it cannot be put in another's place."""
        nonce = random.token_bytes(NONCE_BYTES)
        return nonce + self._key().encrypt(nonce, plain, context.encode())

    def open(self, context: str, blob: bytes) -> bytes | None:
        """Return what was sealed; None for another key or context, or a changed byte."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._key().decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], context.encode())
        except (InvalidTag, ValueError):
            return None

    def _key(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self._made is None:
            with _MAKING:
                stored = self._secrets.get(self._key_name)
                if stored is None:
                    stored = base64.b64encode(AESGCM.generate_key(bit_length=256)).decode()
                    self._secrets.set(self._key_name, stored)
            self._made = AESGCM(base64.b64decode(stored))
        return self._made
