"""Which engine a box words its answers with: its own, or the one of another process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from appliance.core.schemas import EngineStatus
from models import in_use
from models.catalog import Kind
from models.engine_client import RemoteModel
from models.store import ModelStore

if TYPE_CHECKING:
    from appliance.core.ports import ChatModel
    from appliance.core.settings import Settings

SECRET = "engine"  # noqa: S105  # the name of a mounted file


class Engine(Protocol):
    """The language model in use, wherever it runs: `in_use.Engine` is one in this process's care."""

    kept: int

    def model(self) -> ChatModel | None: ...

    def wanted(self) -> str: ...

    def load(self) -> None: ...

    def read(self, stable: str) -> None: ...

    def renew(self) -> None: ...

    def status(self) -> EngineStatus: ...

    def close(self) -> None: ...


class FarEngine:
    """The language model of another process: a cluster's shared one, for the shops' own workloads.

    It is chosen, warmed and renewed over there.
    """

    kept = 1

    def __init__(self, models: ModelStore, settings: Settings) -> None:
        token = Path(settings.secrets_dir) / SECRET
        self._models = models
        self._model = RemoteModel(settings.engine_url, token.read_text().strip())

    def model(self) -> ChatModel | None:
        return self._model

    def wanted(self) -> str:
        """Return the id of the language model in use: the box's choice."""
        return self._models.active(Kind.CHAT)

    def load(self) -> None:
        self._model.load()

    def read(self, stable: str) -> None:
        """Read a prompt's beginning into the cache."""
        self._model.warm(stable)

    def renew(self) -> None:
        """New weights are the other process's business."""

    def status(self) -> EngineStatus:
        return self._model.status()

    def close(self) -> None:
        self._model.close()


def engine(models: ModelStore, settings: Settings) -> Engine:
    """Return the engine that the settings name. Starts nothing."""
    return FarEngine(models, settings) if settings.engine_url else in_use.Engine(models, settings)
