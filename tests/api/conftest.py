"""Fixtures of a box that is served in this process."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_parts import Fakes
from served_box import Serve, Served

from appliance import wiring
from appliance.client import Client
from appliance.core.paths import Paths
from appliance.core.settings import Settings
from appliance.service.app import create_app

sys.path.append(str(Path(__file__).parents[1] / "integration"))
from knowledge_parts import LetterEmbedder


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Return a function that makes a served box with the settings given."""
    with contextlib.ExitStack() as stack:

        def make(**settings: Any) -> Served:
            fakes = Fakes()
            box = wiring.build(Paths(tmp_path / "data"), Settings(**settings), make=fakes, node=fakes.node)
            stack.enter_context(contextlib.closing(box))
            return Served(box, create_app(box), fakes)

        yield make


@pytest.fixture
def served(serve: Serve) -> Served:
    return serve()


@pytest.fixture
def admin(served: Served) -> Client:
    return served.admin()


@pytest.fixture
def served_for_real(tmp_path: Path) -> Iterator[Served]:
    """A box with the product's own parts, but for the weights."""
    fakes = Fakes()
    make = functools.partial(wiring.real, embedder=LetterEmbedder)
    with contextlib.closing(
        wiring.build(Paths(tmp_path / "data"), Settings(chat_model=""), make=make, node=fakes.node)
    ) as box:
        yield Served(box, create_app(box), fakes)
