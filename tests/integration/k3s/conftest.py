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


@pytest.fixture(params=["fake"])
def machine(request: pytest.FixtureRequest) -> Iterator[drivers.Driver]:
    """A machine with nothing on it: the fake always, the real one where `drivers.real_k3s` finds it."""
    yield request.getfixturevalue(request.param)
