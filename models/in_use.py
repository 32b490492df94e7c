"""The models in use on this box: opened once, and exchanged when others are chosen or weights renewed."""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

import psutil

from appliance.core.errors import ApplianceError, ModelMissing
from appliance.core.schemas import EngineStatus
from models.calibrated import calibrated
from models.catalog import Kind
from models.classifier import OnnxDetector
from models.embedder import OnnxEmbedder
from models.engine import EngineOptions, LlamaEngine
from models.store import ModelStore

if TYPE_CHECKING:
    from appliance.core.ports import ChatModel, Detector, Embedder
    from appliance.core.settings import Settings

log = logging.getLogger(__name__)

T = TypeVar("T")


class InUse(Generic[T]):
    """The model of one kind that is in use, opened once; another one when the owner chose another."""

    def __init__(
        self,
        models: ModelStore,
        kind: Kind,
        opened: Callable[[ModelStore, str], T],
        discard: Callable[[T], None] = lambda old: None,
    ) -> None:
        self._models = models
        self._kind = kind
        self._opened = opened
        self._discard = discard
        self._lock = threading.Lock()
        self._current: tuple[str, T] | None = None

    def __call__(self) -> T:
        """Return the model. Raises `ModelMissing` when none is in use or it is not installed."""
        active = self._models.active(self._kind)
        if not active:
            raise ModelMissing(
                f"No {self._kind} model is in use.", resolution="Choose one on the models page."
            )
        with self._lock:
            if self._current is None or self._current[0] != active:
                opened = self._open(active)
                self._drop()
                self._current = (active, opened)
            return self._current[1]

    def renew(self, ready: Callable[[T], None]) -> None:
        """Open the model in use once more, and let go of the one that was open when `ready` returns."""
        active = self._models.active(self._kind)
        opened = self._open(active)
        ready(opened)
        with self._lock:
            self._drop()
            self._current = (active, opened)

    @property
    def current(self) -> T | None:
        """The model if it is open."""
        return self._current[1] if self._current else None

    def close(self) -> None:
        with self._lock:
            self._drop()

    def _open(self, active: str) -> T:
        """Open the model; a starter that is not there yet is installed from the program's own packages.
        One that is there is not hashed anew at every start: opening it looks at sizes."""
        try:
            return self._opened(self._models, active)
        except ModelMissing:
            self._models.install_starter(active, _Quiet())
            return self._opened(self._models, active)

    def _drop(self) -> None:
        if self._current:
            self._discard(self._current[1])
        self._current = None


class _Quiet:
    """Progress of work that nobody watches: the log has a line for each stage."""

    def __init__(self) -> None:
        self._stage = ""

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        if stage != self._stage:
            self._stage = stage
            log.info("%s", stage)


def embedder(models: ModelStore, model_id: str) -> Embedder:
    opened = OnnxEmbedder(models.folder(model_id), threads=len(psutil.Process().cpu_affinity() or [0]))
    opened.load()
    return opened


def detector(models: ModelStore, model_id: str) -> Detector:
    folder = models.folder(model_id)
    opened = OnnxDetector(folder)
    opened.load()
    return calibrated(opened, folder)


class Engine:
    """The language model in use, in a worker process that starts with the first question or with `load`."""

    def __init__(self, models: ModelStore, settings: Settings) -> None:
        self._wanted = bool(settings.chat_model)
        self._models = models
        options = EngineOptions(threads=settings.threads, queue_limit=settings.queue_limit)
        self._in_use: InUse[LlamaEngine] = InUse(
            models, Kind.CHAT, functools.partial(_engine, options), LlamaEngine.retire
        )
        self.kept = options.sequences - 1
        """Shops whose rules the cache may hold while one place stays free for a visitor."""

    def model(self) -> ChatModel | None:
        """Return the language model, or None on a box that has none: answers then stay as composed."""
        try:
            return self._in_use() if self._wanted else None
        except ModelMissing:
            return None

    def present(self) -> LlamaEngine:
        """Return the language model. Raises `ModelMissing` when there is none."""
        return self._in_use()

    def wanted(self) -> str:
        """Return the id of the language model in use; empty on a box that does without."""
        return self._models.active(Kind.CHAT) if self._wanted else ""

    def load(self) -> None:
        if self._wanted:
            self._in_use().load()

    def read(self, stable: str) -> None:
        """Read a prompt's beginning into the cache."""
        if self._wanted:
            self._in_use().warm(stable)

    def renew(self) -> None:
        """Load the weights that are there now, then change over; answers under way end as they began."""
        if self._wanted and self._in_use.current:
            self._in_use.renew(LlamaEngine.load)

    def status(self) -> EngineStatus:
        running = self._in_use.current
        return running.status() if running else EngineStatus(state="off")

    def close(self) -> None:
        running = self._in_use.current
        if running:
            running.close()


def load_soon(engine: Engine) -> None:
    """Load the model in the background; what cannot be loaded will say so to whoever asks."""

    def load() -> None:
        try:
            engine.load()
        except ApplianceError as err:
            log.warning("loading the language model: %s", err.message)

    threading.Thread(target=load, name="warm-up", daemon=True).start()


def _engine(options: EngineOptions, models: ModelStore, model_id: str) -> LlamaEngine:
    return LlamaEngine(models.path(model_id), model_id, options)
