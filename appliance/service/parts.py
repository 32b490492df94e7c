"""What the service is handed: the parts of a box, and of each shop, made by the composition root."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from appliance.core.exam import ExamCases, ExamResult, ExamStatus, ExamWish, Setting
from appliance.core.node import NodePreflight, NodeProgress, NodeResult, NodeStatus
from appliance.core.ports import Guard
from appliance.core.schemas import (
    AnswerEvent,
    Decision,
    EngineStatus,
    GuardEntry,
    Hit,
    ImportDiff,
    ImportResult,
    ModelInfo,
    Preview,
    Quarantined,
    Source,
)

if TYPE_CHECKING:
    from appliance.answers.taught import TaughtAnswers
    from appliance.conversations import Conversations
    from appliance.core.paths import Paths
    from appliance.core.ports import JobContext
    from appliance.core.products import Product
    from appliance.core.settings import Settings
    from appliance.guard.log import GuardLog
    from appliance.jobs import Jobs
    from appliance.service.mirror import Mirrors
    from appliance.service.runtimes import Runtimes
    from appliance.tenants import Registry, Tenants, Tokens


class Knowledge(Protocol):
    """What a shop knows: `appliance.knowledge.knowledge.Knowledge`."""

    def preview(self, file: Path, name: str, mapping: Mapping[str, str] | None = None) -> Preview: ...

    def import_file(
        self,
        file: Path,
        name: str,
        *,
        mapping: Mapping[str, str] | None = None,
        on_problem: Literal["skip", "stop"] = "skip",
        replaces: str | None = None,
        missing: Literal["keep", "remove"] | None = None,
        job: JobContext,
    ) -> ImportResult: ...

    def compare(
        self,
        file: Path,
        name: str,
        *,
        mapping: Mapping[str, str] | None = None,
        replaces: str | None = None,
        missing: Literal["keep", "remove"] | None = None,
    ) -> ImportDiff: ...

    def undo_import(self) -> ImportResult: ...

    def sources(self) -> Sequence[Source]: ...

    def remove_source(self, source: str) -> None: ...

    def search(self, question: str, k: int = 10, kind: str = "product") -> Sequence[Hit]: ...

    def product(self, key: str) -> Product | None: ...

    def products(
        self, offset: int = 0, limit: int = 50, text: str = "", sort: str = ""
    ) -> tuple[int, Sequence[Product]]: ...

    def quarantine(self) -> Sequence[Quarantined]: ...

    def release(self, held: str) -> None: ...

    def drop(self, held: str) -> None: ...

    def rebuild(self, job: JobContext) -> int: ...

    def warm(self) -> None: ...

    def close(self) -> None: ...


class Answerer(Protocol):
    """The bot of one shop: `appliance.answers`."""

    def stream(
        self, question: str, session: str | None, cancel: threading.Event | None, address: str = ""
    ) -> Iterator[AnswerEvent]:
        """Yield the events of an answer. `address` is where the visitor is, for the guard alone."""

    def seed(self, session: str, turns: Sequence[tuple[str, str]]) -> None:
        """Make the session what it would be after these (question, answer) turns; asks no model."""


class OwnersGuard(Guard, Protocol):
    """A shop's guard, and its owner's word on what it decided."""

    def release(self, text: str) -> None:
        """Let a quarantined text pass from now on."""

    def feedback(self, entry: int, says: str) -> None:
        """Let "fine" or "attack" about a line of the log count; "undo" takes it back."""

    def pause(self, session: str, address: str = "") -> float:
        """Return how many seconds to let somebody wait who tried several attacks."""

    def withdraw(self, held_in: str, fingerprint: str) -> None:
        """Let a correction count no more."""

    def fingerprint(self, text: str) -> str:
        """Return what texts share that are the same to a correction."""

    def today(self, entry: GuardEntry, fingerprint: str) -> Decision:
        """Return what would be decided now about a line's text."""


class Models(Protocol):
    """The weights on this box: `models.store.ModelStore`."""

    def list(self) -> Sequence[ModelInfo]: ...

    def install(self, model_id: str, job: JobContext) -> ModelInfo: ...

    def add(self, path: Path, job: JobContext) -> ModelInfo: ...

    def fetch(self, address: str, sha256: str, job: JobContext) -> ModelInfo:
        """Take in a model file from an address that the owner gave."""

    def bench(self, model_id: str, job: JobContext) -> ModelInfo:
        """Measure the model on this box and return it with its speeds."""

    def untuned(self) -> str:
        """Return the language model in use if it was not fitted to this computer yet, else ""."""

    def tune(self, model_id: str, job: JobContext) -> ModelInfo:
        """Fit a language model to this computer: convert it where that is faster and answers the same."""

    def tidy(self, tuned: Callable[[str], bool]) -> None:
        """Delete what interrupted work left; `tuned` says of a model whether its tuning goes on."""

    def remove(self, model_id: str) -> None: ...

    def use(self, model_id: str) -> ModelInfo: ...

    def verify(self, model_id: str) -> bool: ...


class Examiner(Protocol):
    """The exam of a shop's bot: `appliance.redteam.exam.Examiner`."""

    def run(self, exam: str, wish: ExamWish, job: JobContext) -> ExamResult: ...

    def status(self, job: str = "") -> ExamStatus: ...

    def cases(self, setting: Setting | None, failed: bool | None, offset: int, limit: int) -> ExamCases: ...


class Node(Protocol):
    """K3s on this box: `k3s.remote.Node`."""

    def status(self) -> NodeStatus: ...

    def able(self) -> bool:
        """Whether this service can change the node at all."""

    def preflight(self, options: Mapping[str, Any]) -> NodePreflight: ...

    def check(self, verb: str, options: Mapping[str, Any]) -> None:
        """Raise `InvalidInput` for options that the verb does not take."""

    def change(
        self, verb: str, options: Mapping[str, Any], told: Callable[[NodeProgress], None]
    ) -> NodeResult:
        """Do a verb that changes the node; `told` may raise to stop it."""


@dataclass(frozen=True)
class OpenShop:
    """One shop with its files open. Its parts look the shop's profile up when they need it."""

    knowledge: Knowledge
    guard: OwnersGuard
    guard_log: GuardLog
    answerer: Answerer
    examiner: Examiner
    conversations: Conversations
    taught: TaughtAnswers
    close: Callable[[], None]


class OpenShops:
    """Shops opened on first use and kept until they are closed. Thread-safe; one shop that is slow to
    open holds up nobody else."""

    def __init__(self, opener: Callable[[str], OpenShop]) -> None:
        self._opener = opener
        self._open: dict[str, OpenShop] = {}
        self._locks: dict[str, threading.Lock] = {}

    def get(self, shop_id: str) -> OpenShop:
        """Return the shop, opened if need be. The caller has made sure that it exists."""
        known = self._open.get(shop_id)
        if known is not None:
            return known
        with self._lock(shop_id):
            if shop_id not in self._open:
                self._open[shop_id] = self._opener(shop_id)
            return self._open[shop_id]

    def close(self, shop_id: str) -> None:
        with self._lock(shop_id):
            known = self._open.pop(shop_id, None)
            if known:
                known.close()

    def close_all(self) -> None:
        for shop_id in tuple(self._open):
            self.close(shop_id)

    def _lock(self, shop_id: str) -> threading.Lock:
        return self._locks.setdefault(shop_id, threading.Lock())


@dataclass(frozen=True)
class Appliance:
    """A box: everything that the routes work with."""

    paths: Paths
    settings: Settings
    registry: Registry
    tenants: Tenants
    tokens: Tokens
    jobs: Jobs
    shops: OpenShops
    runtimes: Runtimes
    mirrors: Mirrors
    models: Models
    node: Node
    guard: Guard
    """Judges texts that belong to no shop."""
    forget_shop: Callable[[str], None]
    """Delete what a shop has outside its folder: its keys."""
    engine: Callable[[], EngineStatus]
    warm: Callable[[], None]
    """Load what the first question needs."""
    forget_old: Callable[[], None]
    """Delete what is older than each shop keeps: conversations and lines of the guard log."""
    greet: Callable[[], None]
    """Read ahead what every first question of a visitor begins with."""
    tune: Callable[[], object]
    """Start fitting the language model in use to this computer, if that was not tried yet."""
    stop_engine: Callable[[], None]
    warmed: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        """Stop the work, let go of every file. Nothing of the box can be used afterwards."""
        self.mirrors.close()
        self.jobs.close()
        self.shops.close_all()
        self.stop_engine()
        self.registry.close()
