"""What is given back to the system is zeros, and reads as zeros afterwards."""

from __future__ import annotations

import ctypes
import mmap
import sys
from pathlib import Path

import psutil
import pytest

from models import unused_pages

MB = 1 << 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the map of a process is Linux's")


def resident() -> int:
    return int(psutil.Process().memory_full_info().uss)


def filled(size: int) -> mmap.mmap:
    made = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    ctypes.memset(ctypes.addressof(ctypes.c_char.from_buffer(made)), 0, size)
    return made


def test_zeros_of_new_memory_go_and_what_was_written_stays() -> None:
    before = unused_pages.anonymous()
    made = filled(64 * MB)
    made[20 * MB : 20 * MB + 5] = b"taken"
    held = resident()
    freed = unused_pages.give_back(before)
    assert freed >= 60 * MB
    assert resident() < held - 50 * MB
    assert made[20 * MB : 20 * MB + 5] == b"taken"
    assert made[: 20 * MB].count(0) == 20 * MB
    made[:3] = b"new"
    assert made[:3] == b"new"


def test_memory_that_was_there_before_is_left_alone() -> None:
    made = filled(16 * MB)
    held = resident()
    assert unused_pages.give_back(unused_pages.anonymous()) == 0
    assert resident() > held - MB
    assert made[:3] == b"\0\0\0"


def test_only_private_writable_memory_without_a_file_counts(tmp_path: Path) -> None:
    maps = tmp_path / "maps"
    maps.write_text(
        "1000-2000 rw-p 00000000 00:00 0 \n"
        "2000-3000 r--p 00000000 00:00 0 \n"
        "3000-4000 rw-s 00000000 00:00 0 \n"
        "4000-5000 rw-p 00000000 08:01 7 /lib/x.so\n"
        "5000-6000 rw-p 00000000 00:00 0 [heap]\n"
    )
    assert unused_pages.anonymous(maps) == [(0x1000, 0x2000)]


def test_a_system_without_the_map_gives_nothing_back(tmp_path: Path) -> None:
    assert unused_pages.anonymous(tmp_path / "none") == []
    assert unused_pages.give_back([], tmp_path / "none") == 0
