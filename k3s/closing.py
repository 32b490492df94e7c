"""Waiting until a pod's network is closed: a new pod can reach anything until its policy is in force.

The policy is in place about half a second after a pod has its address, sometimes later. This runs as the
first thing in a shop's pod, and nothing else of it starts before it has ended.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Sequence
from pathlib import Path

TRY_SECONDS = 1.0
PAUSE_SECONDS = 0.1
PROOFS = 3
"""Looks in a row that must find every address out of reach: one may fail by chance."""


def wait(addresses: Sequence[str], seconds: float, note: Path | None = None) -> bool:
    """Return True once none of the addresses (host:port) can be reached, False when one still can after
    `seconds`. Every one of them must be an address that listens and is within reach where nothing forbids
    it, or the proof is empty. `note` is told how it ended."""
    began, closed, opened = time.monotonic(), 0, 0
    while closed < PROOFS:
        reached = [address for address in addresses if reachable(address)]
        closed = 0 if reached else closed + 1
        opened += bool(reached)
        if reached and time.monotonic() - began > seconds:
            _say(note, f"still open after {seconds:.0f} s: {', '.join(reached)}")
            return False
        if closed < PROOFS:
            time.sleep(PAUSE_SECONDS)
    _say(note, f"closed after {time.monotonic() - began:.1f} s; reachable in {opened} looks before")
    return True


def reachable(address: str) -> bool:
    """Whether a TCP connection is taken. A refusal counts as closed: K3s refuses what a policy forbids with
    an ICMP message, which looks like a closed port; hence only an address that listens proves anything."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), TRY_SECONDS):
            return True
    except OSError:
        return False


def _say(note: Path | None, sentence: str) -> None:
    print(f"network {sentence}", flush=True)  # noqa: T201  # what the pod's log shows
    if note:
        with contextlib.suppress(OSError):
            note.write_text(sentence)
