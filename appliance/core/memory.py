"""Memory that was needed for a moment goes back to the system."""

from __future__ import annotations

import contextlib
import ctypes


def give_back() -> None:
    """Return what was freed. glibc keeps it once a large piece was freed: 60 MB after a start's tables were
    read. Does nothing where the C library is another."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
