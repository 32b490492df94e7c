"""Memory is given back where the C library can, and nothing happens where it cannot."""

from __future__ import annotations

import ctypes

import psutil
import pytest

from appliance.core import memory


def test_what_was_freed_goes_back_to_the_system() -> None:
    kept = [bytes(2000)]
    freed = [bytes(2000 + number % 2) for number in range(30_000)]  # 60 MB of pieces too small to be mapped
    kept.append(bytes(2000))  # keeps the heap from shrinking by itself
    full = psutil.Process().memory_info().rss
    freed.clear()
    memory.give_back()
    assert full - psutil.Process().memory_info().rss > 40_000_000
    assert len(kept) == 2


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    memory.give_back()
