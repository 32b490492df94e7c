"""Fixtures: a machine with a fake K3s, and where there is one a machine with the real K3s."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import drivers
import pytest


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[drivers.FakeDriver]:
    with drivers.fake(tmp_path / "machine") as driver:
        yield driver
