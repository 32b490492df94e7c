"""The command line over a box of its own, with real knowledge, guard and answers and no weights."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "integration"))
from knowledge_parts import LetterEmbedder

from appliance import wiring
from appliance.cli.main import main

EMBEDDER = LetterEmbedder()

Command = Callable[..., int]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def command(data: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs a command on this test's data directory and gives its exit code."""
    monkeypatch.setenv("SHOPWARDEN_CHAT_MODEL", "")
    monkeypatch.setattr(wiring, "real", functools.partial(wiring.real, embedder=lambda: EMBEDDER))

    def run(*words: str) -> int:
        return main([*words, "--data-dir", str(data)])

    return run


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    file = tmp_path / "catalogue.csv"
    file.write_text(
        "SKU,Title,Description,Price,Stock\n"
        "W-1,Red wool scarf,Warm lambswool.,39.90,3\n"
        "W-2,Blue wool hat,Knitted.,25.00,0\n"
    )
    return file
