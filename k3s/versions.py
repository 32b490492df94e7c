"""K3s's versions: v1.31.4+k3s1."""

from __future__ import annotations

import re
from pathlib import Path

from appliance.core.errors import CommandFailed
from k3s import commands
from k3s.shell import Run

_VERSION = re.compile(r"v(\d+)\.(\d+)\.(\d+)(?:-[\w.]+)?(?:\+k3s-?\w*)?")

Number = tuple[int, int, int]

_KNOWN: dict[tuple[Path, int, int, int], str] = {}
"""Versions by file: a node that is being waited for is not asked twice a second."""


def of(run: Run, binary: Path) -> str:
    """Return the version that the binary says. Raises `CommandFailed` for one that is no K3s."""
    info = binary.stat()
    known = (binary, info.st_mtime_ns, info.st_size, info.st_ino)
    if known not in _KNOWN:
        _KNOWN[known] = _asked(run, binary)
    return _KNOWN[known]


def _asked(run: Run, binary: Path) -> str:
    said = run(commands.version(binary))
    found = _VERSION.search(said)
    if not said.startswith("k3s") or not found:
        raise CommandFailed(f"{binary} is no K3s.", resolution="Give K3s's own binary.", details=said[:200])
    return found.group()


def number(version: str) -> Number:
    """Return (major, minor, patch); zeros for what is no version."""
    found = _VERSION.match(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else (0, 0, 0)
