"""The model store of a running box: it measures models here, and fits them to this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from appliance.core.ports import JobContext
from appliance.core.schemas import ModelInfo
from models import from_web, quantise, reading_speed, tuning
from models.catalog import Kind
from models.store import ModelStore


class BoxModels(ModelStore):
    """The model store, with the measuring and tuning that need llama.cpp. `tuned` is called when the
    weights of a model were exchanged for faster ones."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.tuned: Callable[[], None] = lambda: None

    def fetch(self, address: str, sha256: str, job: JobContext) -> ModelInfo:
        """Take in a GGUF file from an address; its SHA-256 is compared where it is given.

        Raises InvalidInput, DownloadFailed, ModelRefused, StoreFailed, Cancelled."""
        return from_web.fetch(address, sha256, self._root / ".staging", self.add, job)

    def bench(self, model_id: str, job: JobContext) -> ModelInfo:
        """Return the model with its speeds in tokens a second: a language model's as measured in a process
        of its own, of any other how fast one thread reads. Raises ModelMissing, ModelRefused, Cancelled."""
        info = next(info for info in self.list() if info.id == model_id)
        if info.kind != Kind.CHAT:
            read = reading_speed.measure(self.folder(model_id), job)
            return info.model_copy(update={"prompt_speed": read.tokens_per_second})
        speed = quantise.Tools(job).bench(self.path(model_id))
        return info.model_copy(update={"prompt_speed": speed.prompt, "generation_speed": speed.generation})

    def untuned(self) -> str:
        """Return the language model in use if tuning it was not tried yet, else ""."""
        return tuning.due(self)

    def tune(self, model_id: str, job: JobContext) -> ModelInfo:
        """Fit a language model to this computer and, when it is in use, go on with the faster weights."""
        before = self.path(model_id)
        info = tuning.tune(self, model_id, job)
        if info.active and self.path(model_id) != before:
            self.tuned()
        return info
