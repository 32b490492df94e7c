"""Memory that a library filled with zeros ahead of its use goes back to the system until it is used."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Range = tuple[int, int]
"""First address and the one after the last."""

MAPS = Path("/proc/self/maps")
LEAST = 4 << 20  # bytes of a range worth looking at
PIECE = 256 << 10  # bytes that are given back together
MADV_DONTNEED = 4  # Linux: private memory reads as zeros afterwards, and takes a page again when written


def anonymous(maps: Path = MAPS) -> list[Range]:
    """Return this process's private writable memory that no file stands behind; nothing but on Linux."""
    try:
        lines = [line.split() for line in maps.read_text().splitlines()]
    except OSError:
        return []
    found = (line[0].split("-") for line in lines if line[1] == "rw-p" and len(line) == 5)
    return [(int(start, 16), int(end, 16)) for start, end in found]


def give_back(before: Iterable[Range], maps: Path = MAPS) -> int:
    """Give back what is all zeros in memory that was not there `before`; return its bytes.

    Nobody may write to that memory meanwhile: call it when a library has made its buffers and not yet
    begun to compute.
    """
    old, freed = sorted(before), 0
    advise: Any = getattr(ctypes.CDLL(None), "madvise", None)
    for start, end in anonymous(maps) if advise else ():
        for first, last in _without(start, end, old):
            for at in range(first, last - PIECE + 1, PIECE) if last - first >= LEAST else ():
                if _zero(at) and advise(ctypes.c_void_p(at), ctypes.c_size_t(PIECE), MADV_DONTNEED) == 0:
                    freed += PIECE
    return freed


def _zero(at: int) -> bool:
    return ctypes.string_at(at, PIECE).count(0) == PIECE


def _without(start: int, end: int, old: Iterable[Range]) -> Iterator[Range]:
    """Yield the parts of a range that lie in none of the old ones, which are sorted."""
    for first, last in old:
        if first < end and last > start:
            if start < first:
                yield start, first
            start = max(start, last)
    if start < end:
        yield start, end
