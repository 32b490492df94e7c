"""The models that Shopwarden knows, read from `catalog.toml` into records."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import PurePosixPath
from typing import Any

from appliance.core import errors


class Kind(StrEnum):
    """What a model does: `ModelInfo.kind`."""

    CHAT = "chat"
    EMBEDDING = "embedding"
    DETECTOR = "detector"


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A file of a model. `size` 0 and `sha256` empty: not known before the hub has been asked."""

    name: str
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A Python package that carries the files below `folder` of site-packages."""

    distribution: str
    version: str
    folder: str
    wheel_sha256: str


@dataclass(frozen=True, slots=True)
class Hub:
    """A repository of the Hugging Face hub; `revision` is a commit where one is known."""

    repo: str
    revision: str = "main"


@dataclass(frozen=True, slots=True)
class Entry:
    """A model of the catalogue.

    `context` is in tokens, `memory` in bytes. `prefix` stands before every text that an embedding model
    reads. `starter` marks the model of its kind that a new box begins with.
    """

    id: str
    kind: Kind
    title: str
    licence: str
    publisher: str
    files: tuple[WeightFile, ...]
    source: Package | Hub
    languages: tuple[str, ...] = ()
    context: int = 0
    memory: int = 0
    note: str = ""
    prefix: str = ""
    starter: bool = False

    @property
    def size(self) -> int:
        """Bytes of all files whose size is known."""
        return sum(file.size for file in self.files)

    @property
    def provenance(self) -> str:
        """Where the files come from, in a sentence."""
        if isinstance(self.source, Package):
            origin = f"Python package {self.source.distribution} {self.source.version}"
        else:
            origin = f"Hugging Face hub, {self.source.repo}"
        return f"{origin}. Published at {self.publisher}. {self.note}".strip()


@dataclass(frozen=True, slots=True)
class Catalog:
    """All entries, in the order in which they are shown."""

    entries: tuple[Entry, ...]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def find(self, model_id: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.id == model_id), None)

    def get(self, model_id: str) -> Entry:
        """Return the entry. Raises NotFound."""
        entry = self.find(model_id)
        if entry is None:
            raise errors.NotFound(
                f"The catalogue has no model “{model_id}”.",
                resolution=how_to_add(model_id),
            )
        return entry

    def starter(self, kind: Kind) -> str:
        """Return the id of the model that a new box begins with, or an empty string."""
        return next((entry.id for entry in self.entries if entry.starter and entry.kind is kind), "")


def load(text: str | None = None) -> Catalog:
    """Return the catalogue in `text`, else the product's own. Raises ValueError for one that is not sound."""
    if text is None:
        text = resources.files("models").joinpath("catalog.toml").read_text("utf-8")
    catalog = Catalog(tuple(_entry(table) for table in tomllib.loads(text)["model"]))
    ids = [entry.id for entry in catalog]
    if len(ids) != len(set(ids)):
        raise ValueError("two models of the catalogue share an id")
    return catalog


def _entry(table: dict[str, Any]) -> Entry:
    fields = {name: table[name] for name in ("id", "title", "licence", "publisher")}
    if not is_id(table["id"]):
        raise ValueError(f"{table['id']!r} cannot be the name of a folder")
    return Entry(
        **fields,
        kind=Kind(table["kind"]),
        files=tuple(_file(file) for file in table["file"]),
        source=Package(**table["package"]) if "package" in table else Hub(**table["hub"]),
        languages=tuple(table.get("languages", ())),
        context=int(table.get("context", 0)),
        memory=int(table.get("memory_mb", 0)) * 1_000_000,
        note=str(table.get("note", "")),
        prefix=str(table.get("prefix", "")),
        starter=bool(table.get("starter", False)),
    )


def _file(table: dict[str, Any]) -> WeightFile:
    file = WeightFile(**table)
    path = PurePosixPath(file.name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"{file.name!r} would leave the model's folder")
    if file.sha256 and not re.fullmatch(r"[0-9a-f]{64}", file.sha256):
        raise ValueError(f"{file.name!r} has no sha256 but {file.sha256!r}")
    return file


def is_id(text: str) -> bool:
    """Whether a model may be called this: a folder of this name is made."""
    return re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,79}", text) is not None


def how_to_add(name: str) -> str:
    """Return what to do about a model that the catalogue does not have."""
    if "gentel" in name.lower():
        return (
            "Put config.json, tokenizer.json and model.safetensors (or pytorch_model.bin) of "
            "GenTelLab/gentelshield-v1 on Hugging Face into a folder of that name, then run "
            "“shopwarden models add FOLDER” and “shopwarden models use gentelshield-v1”."
        )
    return (
        "Choose one that “shopwarden models list” names, or add the folder of an embedding model or a "
        "classifier, or a GGUF file: “shopwarden models add PATH”."
    )
