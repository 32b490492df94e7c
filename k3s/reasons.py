"""Why K3s does not come up, from its own log, in a sentence with the one thing to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Reason:
    """`sign` is a piece of a log line, in lower case."""

    sign: str
    message: str
    fix: str


REASONS = (
    Reason(
        "token ca hash does not match",
        "The server is not the one that the token was made for.",
        "Ask the provider for a fresh token and check the server's address.",
    ),
    Reason(
        "node password rejected",
        "The cluster remembers another machine of this name.",
        "Ask the provider to delete the old node, or choose another --name.",
    ),
    Reason(
        "401 unauthorized", "The server does not accept the token.", "Ask the provider for a fresh token."
    ),
    Reason(
        "invalid token",
        "The token is not in the form that K3s gives out.",
        "Copy the token whole: K10…::…:….",
    ),
    *(
        Reason(
            sign,
            "The interface that has the node's address is gone.",
            "Bring it back (the overlay, for example); K3s then goes on by itself.",
        )
        for sign in ("unable to find interface", "failed to find ipv4 address for interface")
    ),
    Reason("no space left on device", "The disk is full.", "Free some disk space."),
    Reason("database or disk is full", "The disk is full.", "Free some disk space."),
    Reason(
        "encrypted with different token",
        "The data on this box was made with another token.",
        "Restore a backup, which brings its token along.",
    ),
    Reason(
        "address already in use",
        "Another program uses one of K3s's ports.",
        "Stop it: “ss -ltnp” names it.",
    ),
    Reason(
        "no default routes found",
        "There is neither a default route nor a pinned address.",
        "Pin an address with --address.",
    ),
    Reason(
        "failed to find memory cgroup",
        "The kernel's memory limits are off.",
        "Add “cgroup_enable=memory” to the kernel's command line and restart.",
    ),
    Reason(
        "can't get final child's pid",
        "containerd may not change OOM scores in this container.",
        "Give the container CAP_SYS_RESOURCE.",
    ),
    Reason(
        "failed to initialize csinode",
        "This machine was too busy for K3s to come up in time.",
        "Stop other heavy work on it, then try again.",
    ),
    Reason("no such host", "The server's name cannot be found.", "Check the server's address."),
    Reason("no route to host", "The server cannot be reached.", "Check the overlay, then try again."),
    Reason("connection refused", "The server does not answer.", "Check the server's address and port."),
    Reason("i/o timeout", "The server does not answer.", "Check the overlay, then try again."),
    Reason("context deadline exceeded", "The server does not answer.", "Check the overlay, then try again."),
)
"""Most telling first: a wrong token also shows as refused connections later."""


START = r'msg="Starting k3s (?:agent )?v'
"""What K3s says first."""

STOPPED = "server stopped: http: Server closed"
"""What K3s says, as if it were fatal, when it is told to stop."""
IMPORT = re.compile(r"Error encountered while importing (\S+): ")
FATAL = re.compile(r'level=fatal msg="((?:[^"\\]|\\.)*)"')
PANIC = re.compile(r"^(?:panic|fatal error): .*", re.MULTILINE)

SERVER_ONLY_NOISE = frozenset(
    {"no such host", "no route to host", "connection refused", "i/o timeout", "context deadline exceeded"}
)
"""A server's own parts say these of each other at every start: they mean something to a joining box only."""


def of(log: str, *, joining: bool = True, starts: int = 1) -> Reason | None:
    """Return the most telling reason that the log shows for K3s's last start, else for those before it as far
    as `starts` goes: what still earlier ones said may be mended. Failing that, K3s's own last words."""
    recent = re.split(START, log, flags=re.IGNORECASE)[-starts:]
    told = (_known(text, joining) for text in reversed(recent))
    return next((reason for reason in told if reason), None) or _own_words("".join(recent))


def spoiled_images(log: str) -> tuple[str, ...]:
    """Return the image files that K3s could not import at its last start."""
    last = re.split(START, log, flags=re.IGNORECASE)[-1]
    return tuple(Path(found[1]).name for found in IMPORT.finditer(last))


def _known(log: str, joining: bool) -> Reason | None:
    text = log.lower()
    told = (reason for reason in REASONS if joining or reason.sign not in SERVER_ONLY_NOISE)
    return next((reason for reason in told if reason.sign in text), None)


def _own_words(log: str) -> Reason | None:
    """Return what K3s said when it gave up for the last time."""
    said = [found[1] for found in FATAL.finditer(log) if STOPPED not in found[1]] or PANIC.findall(log)
    words = said[-1].replace('\\"', '"')[:300] if said else ""
    return (
        Reason("", f"It said: {words.rstrip('.')}.", "Read its log, or ask for help with these words.")
        if said
        else None
    )
