"""Fixtures: a machine with a fake K3s, and where there is one a machine with the real K3s."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import drivers
import pytest
import real_machine


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[drivers.FakeDriver]:
    with drivers.fake(tmp_path / "machine") as driver:
        yield driver


@pytest.fixture
def real(tmp_path: Path) -> Iterator[real_machine.RealDriver]:
    if reason := real_machine.why_not():
        pytest.skip(reason)
    with real_machine.real(tmp_path / "machine") as driver:
        yield driver


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.slow)])
def machine(request: pytest.FixtureRequest) -> drivers.Driver:
    """A machine with nothing on it: the fake always, the real one where SHOPWARDEN_K3S or the PATH has it."""
    found: drivers.Driver = request.getfixturevalue(request.param)
    return found
