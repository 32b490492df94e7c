"""Installed models and the engine that runs one."""

from __future__ import annotations

from pydantic import Field

from appliance.core.schemas.record import Record


class ModelInfo(Record):
    """A model of the catalogue or one the owner added. Sizes are bytes; speeds tokens per second.

    `tuning` says what tuning a language model for this computer found; empty before it was tried.
    """

    id: str
    kind: str
    title: str
    licence: str
    size_bytes: int
    memory_bytes: int
    sha256: str
    installed: bool
    active: bool
    languages: tuple[str, ...] = ()
    provenance: str = ""
    tuning: str = ""
    prompt_speed: float | None = None
    generation_speed: float | None = None


class EngineStatus(Record):
    """The engine worker as seen from the service; `state` is off, starting, ready or failed."""

    state: str
    model: str = ""
    pid: int | None = None
    waiting: int = 0
    running: int = 0
    restarts: int = 0
    message: str = ""


class ModelAdd(Record):
    """Weights that the owner already has: a path on the box."""

    path: str = Field(min_length=1, max_length=4096)


class ModelFetch(Record):
    """A model file on the web. `sha256` is compared with the file's where the owner knows it."""

    url: str = Field(min_length=1, max_length=2000)
    sha256: str = Field(default="", pattern=r"^\s*([0-9a-fA-F]{64})?\s*$")
