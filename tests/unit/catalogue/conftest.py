"""Write a file as a shop would export it, read it, look at products and problems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from outcomes import Outcome, Read

from appliance.catalogue import reader
from appliance.core.products import Document, Product
from appliance.core.schemas import RowProblem


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def read(save: Callable[[str, str | bytes], Path]) -> Read:
    def run(content: str | bytes, name: str = "file.csv", **choices: Any) -> Outcome:
        events = list(reader.read_catalogue(save(name, content), name, **choices))
        products = tuple(event for event in events if isinstance(event, Product))
        return Outcome(products, tuple(event for event in events if isinstance(event, RowProblem)))

    return run


@pytest.fixture
def document(save: Callable[[str, str | bytes], Path]) -> Callable[..., Document]:
    def run(content: str | bytes, name: str) -> Document:
        return reader.read_document(save(name, content), name)

    return run
