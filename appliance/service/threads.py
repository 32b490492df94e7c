"""Which conversation a program goes on with: it sends all that was said so far, and no session.

In memory, as hashes: after a restart a program's next question begins a conversation of its own.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Sequence

from appliance.core.talk_records import PROGRAM_PREFIX

Turns = Sequence[tuple[str, str]]
MOST = 20_000
"""Conversations remembered; the longest unused are forgotten first."""


class Threads:
    """Conversations by what has been said in them."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[bytes, str] = OrderedDict()

    def take(self, shop: str, turns: Turns) -> str:
        """Return the session in which just this was said, or nothing. Who asks next with the same words is
        somebody else."""
        return self._sessions.pop(_key(shop, turns), "") if turns else ""

    def keep(self, shop: str, turns: Turns, session: str) -> None:
        """Remember what has been said in the session."""
        self._sessions[_key(shop, turns)] = session
        while len(self._sessions) > MOST:
            self._sessions.popitem(last=False)


def new_session() -> str:
    """Return a session for a program's conversation."""
    return f"{PROGRAM_PREFIX}{secrets.token_hex(16)}"


def _key(shop: str, turns: Turns) -> bytes:
    """Programs may trim what they send back: spaces do not count."""
    said = "\0".join(" ".join(text.split()) for turn in turns for text in turn)
    return hashlib.sha256(f"{shop}\0{said}".encode()).digest()
