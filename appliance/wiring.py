"""The composition root: the only module that sees the service, the features and the adapters together.

Heavy libraries are imported where they are first needed, never here.
"""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.core import memory, secrets, telemetry
from appliance.core.cipher import Cipher
from appliance.core.errors import ApplianceError, Conflict, ModelMissing
from appliance.core.folder_lock import FolderLock
from appliance.core.runtime import Runtime
from appliance.core.schemas import (
    EngineStatus,
    Shop,
)
from appliance.guard import prompt as guard_prompt
from appliance.guard.live import LiveGuard
from appliance.guard.log import GuardLog
from appliance.jobs import Jobs
from appliance.service import mirror, moving, node_work, tuning, work
from appliance.service.parts import Appliance, Models, Node, OpenShop, OpenShops
from appliance.service.runtimes import Runtimes
from appliance.tenants import Registry, Tenants, Tokens
from k3s import remote
from k3s.workloads import K3sWorkloads
from models import far_engine, in_use
from models.box_models import BoxModels
from models.catalog import Kind
from models.guard import bundled

if TYPE_CHECKING:
    from appliance.core.exam import ExamVersions
    from appliance.core.paths import Paths, ShopPaths
    from appliance.core.ports import Detector, Embedder, Guard, SecretStore, Workloads
    from appliance.core.settings import Settings
    from appliance.knowledge.knowledge import Knowledge
    from appliance.redteam.exam import Examiner

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ground:
    """What every part stands on."""

    paths: Paths
    settings: Settings
    tenants: Tenants
    runtimes: Runtimes


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
    greet: Callable[[], None]
    stop: Callable[[], None]


def build(
    paths: Paths,
    settings: Settings,
    *,
    make: Callable[[Ground], Parts] | None = None,
    node: Node | None = None,
    workloads: Workloads | None = None,
    only: str = "",
) -> Appliance:
    """Return the box of this data directory. Loads no model and opens no shop; the caller holds the
    directory's lock, and closes the box. With `only`, it is the box of one shop whose folder is there."""
    telemetry.switch_off()
    registry = Registry(paths)
    tenants = Tenants(registry)
    runtimes = Runtimes(registry, workloads or (None if only else cluster(paths, settings)))
    parts = (make or real)(Ground(paths, settings, tenants, runtimes))
    if only:
        tenants.adopt(only)
    shops = OpenShops(functools.partial(_open_here, runtimes, parts.open_shop))
    mover = moving.Mover(runtimes, shops)
    jobs: Jobs

    def tune() -> None:
        if settings.tuning:
            tuning.start_due(jobs, parts.models)

    node = node or remote.Node()
    kinds = (
        *work.kinds(paths, tenants, shops, parts.models, tune),
        node_work.kind(node),
        work.move_shop(tenants, mover),
    )
    jobs = Jobs(kinds, functools.partial(_jobs_file, paths))
    jobs.load(shop for shop in tenants.ids() if runtimes.of(shop) is Runtime.EMBEDDED)
    if not only:
        tuning.tidy(jobs, parts.models)
    mirrors = mirror.Mirrors(runtimes, jobs)
    mover.join(jobs, mirrors.moved)
    for shop in runtimes.elsewhere():
        jobs.hand_over(shop)
        mirrors.moved(shop)
    return Appliance(
        paths=paths,
        settings=settings,
        registry=registry,
        tenants=tenants,
        tokens=Tokens(registry),
        jobs=jobs,
        shops=shops,
        runtimes=runtimes,
        mirrors=mirrors,
        models=parts.models,
        node=node,
        guard=parts.guard,
        forget_shop=parts.forget_shop,
        engine=parts.engine,
        warm=parts.warm,
        forget_old=parts.forget_old,
        greet=parts.greet,
        tune=tune,
        stop_engine=parts.stop,
    )


def _open_here(runtimes: Runtimes, opener: Callable[[str], OpenShop], shop: str) -> OpenShop:
    """Open a shop that this process serves; a workload's files are not touched."""
    if runtimes.of(shop) is not Runtime.EMBEDDED:
        raise Conflict(
            "This shop runs as a workload of its own; its files are open there.",
            resolution=f"Run “shopwarden runtime use embedded --shop {shop}” first.",
        )
    return opener(shop)


def _jobs_file(paths: Paths, shop: str) -> Path:
    return paths.shop(shop).jobs if shop else paths.database


def real(
    ground: Ground,
    *,
    embedder: Callable[[], Embedder] | None = None,
    lock: Callable[[Path], FolderLock] = FolderLock,
) -> Parts:
    """Return the product's own parts. `embedder` stands in for the model in use: tests need no weights.
    `lock` returns the lock of a shop's folder."""

    shared = _Shared(ground, BoxModels(ground.paths.models), embedder, lock)
    return Parts(
        models=shared.models,
        guard=shared.plain_guard(),
        open_shop=shared.open_shop,
        forget_shop=shared.forget_shop,
        engine=shared.engine.status,
        warm=shared.warm,
        forget_old=shared.forget_old,
        greet=shared.greet,
        stop=shared.engine.close,
    )


class _Shared:
    """What the shops of a box share: one embedder, one language model, one detector, one secret store."""

    def __init__(
        self,
        ground: Ground,
        models: BoxModels,
        embedder: Callable[[], Embedder] | None,
        lock: Callable[[Path], FolderLock],
    ) -> None:
        self.models = models
        self._lock_of = lock
        self._runtimes = ground.runtimes
        self.engine = far_engine.engine(models, ground.settings)
        models.tuned = self.renew
        self._tenants = ground.tenants
        self._paths = ground.paths
        self._embedder = embedder or in_use.InUse(models, Kind.EMBEDDING, in_use.embedder)
        self._detector = in_use.InUse(models, Kind.DETECTOR, in_use.detector)
        self._shipped = functools.cache(bundled.load)
        self._secrets = functools.cache(lambda: _secrets(ground.paths, ground.settings))

    def open_shop(self, shop_id: str) -> OpenShop:
        """Return the shop with its files open."""
        from appliance.answers.answerer import Answerer, hosts
        from appliance.answers.bot import Bot
        from appliance.answers.taught import TaughtAnswers
        from appliance.conversations import Conversations
        from appliance.knowledge.knowledge import Knowledge

        shop = functools.partial(self._tenants.get, shop_id)
        currency = shop().currency  # a shop that was deleted meanwhile must not be made again
        paths = self._paths.shop(shop_id)
        held = self._lock_of(paths.root)
        with contextlib.ExitStack() as opened:  # what cannot be opened leaves nothing open behind it
            held.take()
            opened.callback(held.release)
            cipher = Cipher(self._secrets(), _conversation_key(shop_id))
            guard_log = GuardLog(paths.guard_log, cipher)
            opened.callback(guard_log.close)
            guard = LiveGuard(shop, guard_log, self.detector, self.engine.wanted)
            knowledge = Knowledge(
                paths, self._embedder, currency=currency, screen=guard.check, note=guard.looked_at
            )
            opened.callback(knowledge.close)
            examiner = self._examiner(shop, paths, guard_log, knowledge)
            opened.callback(examiner.close)
            conversations = Conversations(paths.conversations, self._secrets(), _conversation_key(shop_id))
            taught = TaughtAnswers(paths.taught, guard, _similar(knowledge.similarity), lambda: hosts(shop()))
            bot = Bot(
                Answerer(shop, knowledge, guard, self.engine.model, conversations, taught),
                Answerer(shop, knowledge, guard, lambda: None, conversations, taught),
            )
            close = opened.pop_all().close
        return OpenShop(knowledge, guard, guard_log, bot, examiner, conversations, taught, close)

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

    def plain_guard(self) -> LiveGuard:
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
        """Delete conversations and guard lines that are older than their shop keeps them. A shop in which
        that fails keeps no other from it."""
        for shop_id in set(self._tenants.ids()) - self._runtimes.elsewhere():
            _try(functools.partial(self._forget_conversations, shop_id))
            _try(functools.partial(self._forget_lines, shop_id))

    def _forget_conversations(self, shop_id: str) -> None:
        from appliance.conversations import Conversations

        file, days = self._paths.shop(shop_id).conversations, self._tenants.get(shop_id).retention_days
        if file.exists():
            Conversations(file, self._secrets(), _conversation_key(shop_id)).prune(days)

    def _forget_lines(self, shop_id: str) -> None:
        file, days = self._paths.shop(shop_id).guard_log, self._tenants.get(shop_id).retention_days
        if file.exists():
            with contextlib.closing(GuardLog(file)) as guard_log:
                guard_log.prune(datetime.now(UTC), days)

    def greet(self) -> None:
        """Read what the first question would wait for, once the service is ready: the guard's rules, all
        languages, places, and the rules that every prompt of a shop begins with."""
        from appliance.answers import warming

        _try(self.plain_guard().load)
        warming.load()
        memory.give_back()
        self._read_prompts()

    def _read_prompts(self) -> None:
        for shop_id in self._tenants.ids()[: self.engine.kept]:
            shop = self._tenants.get(shop_id)
            stable = guard_prompt.stable(shop.name, shop.tone)
            _try(functools.partial(self.engine.read, stable))

    def renew(self) -> None:
        """Go on with the language model's new weights, warm from the first question on."""
        _try(self.engine.renew)
        self._read_prompts()

    def warm(self) -> None:
        """Load what first questions need. What cannot be loaded will say so to whoever asks for it."""
        from appliance.answers import intent

        for load in (self._embedder, self.detector, intent.load, self.engine.load):
            _try(load)


def _try(step: Callable[[], object]) -> None:
    """Do what others can do without; a failure is only told."""
    try:
        step()
    except ApplianceError as err:
        log.warning("%s", err.message)


def _similar(
    similarity: Callable[[str, Sequence[str]], list[float]],
) -> Callable[[str, Sequence[str]], list[float]]:
    """Return the same, but that nothing is similar while there is no model that could tell."""

    def similar(question: str, texts: Sequence[str]) -> list[float]:
        try:
            return similarity(question, texts)
        except ApplianceError:
            return [0.0] * len(texts)

    return similar


def _secrets(paths: Paths, settings: Settings) -> SecretStore:
    if settings.secrets_dir:
        return secrets.MountedSecrets(Path(settings.secrets_dir))
    return secrets.open_store(paths.data)


def cluster(paths: Paths, settings: Settings) -> Workloads:
    """Return this box's K3s as a place for shops, whether it is installed yet or not."""
    return K3sWorkloads(paths, settings, functools.partial(workload_secrets, paths, settings))


def workload_secrets(paths: Paths, settings: Settings, shop: str) -> dict[str, str]:
    """Return what of the box's secrets a shop's own workload needs, made if need be."""
    from appliance.conversations import Conversations

    store, name = _secrets(paths, settings), _conversation_key(shop)
    Conversations(paths.shop(shop).conversations, store, name).prepare()
    return {name: store.get(name) or ""}


def _conversation_key(shop_id: str) -> str:
    return f"conversations-{shop_id}"
