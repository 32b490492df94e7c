"""The composition root: the only module that sees the service, the features and the adapters together.

Heavy libraries are imported where they are first needed, never here.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from appliance.core import secrets, telemetry
from appliance.core.errors import ApplianceError, InvalidInput, ModelMissing
from appliance.core.schemas import (
    AnswerEvent,
    Decision,
    EngineStatus,
    GuardEntry,
    Judgement,
    ModelInfo,
    Place,
    Shop,
)
from appliance.guard.log import GuardLog
from appliance.guard.shop_guard import ShopGuard
from appliance.jobs import Jobs
from appliance.service import work
from appliance.service.parts import Appliance, Models, OpenShop, OpenShops
from appliance.tenants import Registry, Tenants, Tokens
from models import quantise
from models.catalog import Kind
from models.classifier import OnnxDetector
from models.embedder import OnnxEmbedder
from models.engine import EngineOptions, LlamaEngine
from models.guard import bundled
from models.store import ModelStore

if TYPE_CHECKING:
    from appliance.answers.answerer import Answerer
    from appliance.core.exam import ExamVersions
    from appliance.core.paths import Paths, ShopPaths
    from appliance.core.ports import ChatModel, Detector, Embedder, Guard, JobContext
    from appliance.core.settings import Settings
    from appliance.knowledge.knowledge import Knowledge
    from appliance.redteam.exam import Examiner

log = logging.getLogger(__name__)

T = TypeVar("T")

REPLAYED_TURNS = 6
"""Turns of a conversation handed in as messages that are gone through again: older ones decide nothing."""


@dataclass(frozen=True)
class Ground:
    """What every part stands on."""

    paths: Paths
    settings: Settings
    tenants: Tenants


@dataclass(frozen=True)
class Parts:
    """The parts that are costly or foreign: tests put others in their place."""

    models: Models
    guard: Guard
    open_shop: Callable[[str], OpenShop]
    forget_shop: Callable[[str], None]
    engine: Callable[[], EngineStatus]
    warm: Callable[[], None]
    forget_old: Callable[[], None]
    stop: Callable[[], None]


def build(paths: Paths, settings: Settings, *, make: Callable[[Ground], Parts] | None = None) -> Appliance:
    """Return the box of this data directory. Loads no model and opens no shop; the caller holds the
    directory's lock, and closes the box."""
    telemetry.switch_off()
    registry = Registry(paths)
    tenants = Tenants(registry)
    parts = (make or real)(Ground(paths, settings, tenants))
    shops = OpenShops(parts.open_shop)
    jobs = Jobs(work.kinds(paths, tenants, shops, parts.models), functools.partial(_jobs_file, paths))
    jobs.load(tenants.ids())
    return Appliance(
        paths=paths,
        settings=settings,
        registry=registry,
        tenants=tenants,
        tokens=Tokens(registry),
        jobs=jobs,
        shops=shops,
        models=parts.models,
        guard=parts.guard,
        forget_shop=parts.forget_shop,
        engine=parts.engine,
        warm=parts.warm,
        forget_old=parts.forget_old,
        stop_engine=parts.stop,
    )


class BoxModels(ModelStore):
    """The model store, with the measuring that needs llama.cpp."""

    def bench(self, model_id: str, job: JobContext) -> ModelInfo:
        """Measure a language model in a process of its own, and return it with its speeds."""
        info = next(info for info in self.list() if info.id == model_id)
        if info.kind != Kind.CHAT:
            raise InvalidInput(
                f"“{info.title}” writes no words that could be counted.",
                resolution="Measure a language model.",
            )
        speed = quantise.bench(self.path(model_id), job)
        return info.model_copy(update={"prompt_speed": speed.prompt, "generation_speed": speed.generation})


def _jobs_file(paths: Paths, shop: str) -> Path:
    return paths.shop(shop).jobs if shop else paths.database


def real(ground: Ground, *, embedder: Callable[[], Embedder] | None = None) -> Parts:
    """Return the product's own parts. `embedder` stands in for the model in use: tests need no weights."""

    shared = _Shared(ground, BoxModels(ground.paths.models), embedder)
    return Parts(
        models=shared.models,
        guard=shared.plain_guard(),
        open_shop=shared.open_shop,
        forget_shop=shared.forget_shop,
        engine=shared.engine.status,
        warm=shared.warm,
        forget_old=shared.forget_old,
        stop=shared.engine.close,
    )


class _Shared:
    """What the shops of a box share: one embedder, one language model, one detector, one secret store."""

    def __init__(self, ground: Ground, models: BoxModels, embedder: Callable[[], Embedder] | None) -> None:
        self.models = models
        self.engine = Engine(models, ground.settings)
        self._tenants = ground.tenants
        self._paths = ground.paths
        self._embedder = embedder or _InUse(models, Kind.EMBEDDING, _embedder)
        self._detector = _InUse(models, Kind.DETECTOR, _detector)
        self._shipped = functools.cache(bundled.load)
        self._secrets = functools.cache(lambda: secrets.open_store(ground.paths.data))

    def open_shop(self, shop_id: str) -> OpenShop:
        """Return the shop with its files open."""
        from appliance.answers.answerer import Answerer
        from appliance.conversations import Conversations
        from appliance.knowledge.knowledge import Knowledge

        shop = functools.partial(self._tenants.get, shop_id)
        currency = shop().currency  # a shop that was deleted meanwhile must not be made again
        paths = self._paths.shop(shop_id)
        guard_log = GuardLog(paths.guard_log)
        guard = LiveGuard(shop, guard_log, self.detector, self.engine.wanted)
        knowledge = Knowledge(paths, self._embedder, currency=currency, screen=guard.check)
        examiner = self._examiner(shop, paths, guard_log, knowledge)
        conversations = Conversations(paths.conversations, self._secrets(), _conversation_key(shop_id))
        bot = Bot(
            Answerer(shop, knowledge, guard, self.engine.model, conversations),
            Answerer(shop, knowledge, guard, lambda: None, conversations),
        )

        def close() -> None:
            knowledge.close()
            guard_log.close()

        return OpenShop(knowledge, guard, guard_log, bot, examiner, conversations, close)

    def _examiner(
        self, shop: Callable[[], Shop], paths: ShopPaths, guard_log: GuardLog, knowledge: Knowledge
    ) -> Examiner:
        """Return the exam of a shop: the same bot under the same guard, with nothing put on record."""
        from appliance.answers.answerer import Answerer
        from appliance.redteam import rehearsal
        from appliance.redteam.exam import Examiner
        from appliance.redteam.store import Store
        from appliance.redteam.ways import Parts as ExamParts

        guard = LiveGuard(shop, guard_log, self.detector, self.engine.wanted, recorded=False)

        def parts() -> ExamParts:
            bot = Answerer(shop, knowledge, guard, self.engine.model, rehearsal.Forgotten())
            records = rehearsal.Records(knowledge)
            return ExamParts(shop(), knowledge, bot, self.engine.model, self.detector(), records)

        def versions() -> ExamVersions:
            detector = self.detector()
            return rehearsal.versions(
                shop(), knowledge, guard_log, self.engine.wanted(), detector.model_id if detector else ""
            )

        return Examiner(Store(paths.exam), knowledge, parts, versions)

    def forget_shop(self, shop_id: str) -> None:
        """Delete the key of the shop's conversations: what a backup still holds of them is noise."""
        self._secrets().delete(_conversation_key(shop_id))

    def plain_guard(self) -> Guard:
        """Return a guard under the default policy that records nothing."""
        nobody = Shop(id="none", name="this shop", created=datetime.now(UTC))
        return LiveGuard(lambda: nobody, None, self.detector)

    def detector(self) -> Detector | None:
        """Return the detector the owner chose, else the one that ships; never none by mistake."""
        try:
            return self._detector()
        except ModelMissing:
            return self._shipped()

    def forget_old(self) -> None:
        """Delete conversations and guard lines that are older than their shop keeps them."""
        from appliance.conversations import Conversations

        for shop_id in self._tenants.ids():
            paths, kept = self._paths.shop(shop_id), self._tenants.get(shop_id).retention_days
            if paths.conversations.exists():
                Conversations(paths.conversations, self._secrets(), _conversation_key(shop_id)).prune(kept)
            if paths.guard_log.exists():
                with contextlib.closing(GuardLog(paths.guard_log)) as guard_log:
                    guard_log.prune(datetime.now(UTC))

    def warm(self) -> None:
        """Load what first questions need. What cannot be loaded will say so to whoever asks for it."""
        for load in (self._embedder, self.detector, self.engine.load):
            _try(load)


def _try(load: Callable[[], object]) -> None:
    try:
        load()
    except ApplianceError as err:
        log.warning("warming up: %s", err.message)


def _conversation_key(shop_id: str) -> str:
    return f"conversations-{shop_id}"


class _InUse(Generic[T]):
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
    """Progress of work that nobody watches."""

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        log.info("%s", stage)


def _embedder(models: ModelStore, model_id: str) -> Embedder:
    embedder = OnnxEmbedder(models.folder(model_id))
    embedder.load()
    return embedder


def _detector(models: ModelStore, model_id: str) -> Detector:
    detector = OnnxDetector(models.folder(model_id))
    detector.load()
    return detector


class Engine:
    """The language model in use, in a worker process that starts with the first question or with `load`."""

    def __init__(self, models: ModelStore, settings: Settings) -> None:
        self._wanted = bool(settings.chat_model)
        self._models = models
        options = EngineOptions(threads=settings.threads, queue_limit=settings.queue_limit)
        self._in_use: _InUse[LlamaEngine] = _InUse(
            models, Kind.CHAT, functools.partial(_engine, options), lambda old: old.close()
        )

    def model(self) -> ChatModel | None:
        """Return the language model, or None on a box that has none: answers then stay as composed."""
        try:
            return self._in_use() if self._wanted else None
        except ModelMissing:
            return None

    def wanted(self) -> str:
        """Return the id of the language model in use; empty on a box that does without."""
        return self._models.active(Kind.CHAT) if self._wanted else ""

    def load(self) -> None:
        if self._wanted:
            self._in_use().load()

    def status(self) -> EngineStatus:
        running = self._in_use.current
        return running.status() if running else EngineStatus(state="off")

    def close(self) -> None:
        self._in_use.close()


def _engine(options: EngineOptions, models: ModelStore, model_id: str) -> LlamaEngine:
    return LlamaEngine(models.path(model_id), model_id, options)


class LiveGuard:
    """The guard of a shop under its present profile: made anew when the owner changes policy or contact."""

    def __init__(
        self,
        shop: Callable[[], Shop],
        guard_log: GuardLog | None,
        detector: Callable[[], Detector | None],
        model: Callable[[], str] = lambda: "",
        *,
        recorded: bool = True,
    ) -> None:
        """`model` names the language model in use, for the log; with `recorded` off nothing is logged."""
        self._shop = shop
        self._log = guard_log
        self._detector = detector
        self._model = model
        self._recorded = recorded
        self._lock = threading.Lock()
        self._made: tuple[tuple[Shop, Detector | None, str], ShopGuard] | None = None

    def check(self, text: str, place: Place, *, session: str = "") -> Judgement:
        return self._guard().check(text, place, session=session)

    def check_answer(
        self,
        text: str,
        *,
        supported: Sequence[str],
        session: str = "",
        hosts: Sequence[str] = (),
        partial: bool = False,
    ) -> Judgement:
        return self._guard().check_answer(
            text, supported=supported, session=session, hosts=hosts, partial=partial
        )

    def wording_prompt(self, facts: str, question: str) -> tuple[str, str]:
        """Return the shop's stable prompt, and this request's turn with both texts fenced."""
        return self._guard().wording_prompt(facts, question)

    def mask(self, text: str) -> str:
        return self._guard().redact(text)

    def release(self, text: str) -> None:
        self._guard().release(text)

    def feedback(self, entry: int, says: str) -> None:
        self._guard().feedback(entry, says)

    def withdraw(self, held_in: str, fingerprint: str) -> None:
        self._guard().withdraw(held_in, fingerprint)

    def fingerprint(self, text: str) -> str:
        return self._guard().fingerprint(text)

    def today(self, entry: GuardEntry, fingerprint: str) -> Decision:
        return self._guard().today(entry, fingerprint)

    def _guard(self) -> ShopGuard:
        """A guard that was replaced is left to finish what it is judging."""
        shop, detector, model = under = (self._shop(), self._detector(), self._model())
        with self._lock:
            made = self._made
            if made is None or made[0] != under:
                guard = ShopGuard(shop, self._log, detector=detector, model=model, recorded=self._recorded)
                self._made = made = (under, guard)
            return made[1]


class Bot:
    """The bot of a shop. `quiet` is the same without a language model, over the same conversations."""

    def __init__(self, answerer: Answerer, quiet: Answerer) -> None:
        self._answerer = answerer
        self._quiet = quiet

    def stream(
        self, question: str, session: str | None = None, cancel: threading.Event | None = None
    ) -> Iterator[AnswerEvent]:
        return self._answerer.stream(question, session, cancel)

    def seed(self, session: str, turns: Sequence[tuple[str, str]]) -> None:
        """Go through the conversation so far without the language model: what a question leans on is what
        was asked, so the same messages always lead to the same state."""
        for asked, _ in turns[-REPLAYED_TURNS:]:
            self._quiet.answer(asked, session)
