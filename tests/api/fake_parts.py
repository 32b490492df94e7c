"""Small stand-ins for the costly parts of a box, so that the service itself can be tested in milliseconds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fake_node import FakeNode

from appliance.answers.taught import TaughtAnswers
from appliance.conversations import Conversations
from appliance.core.errors import FileRefused, ModelRefused
from appliance.core.paths import Paths
from appliance.core.products import Product, Variant
from appliance.core.schemas import (
    AnswerEvent,
    ChatAnswer,
    Decision,
    Delta,
    EngineStatus,
    GuardEntry,
    Hit,
    ImportDiff,
    ImportResult,
    Judgement,
    ModelInfo,
    Place,
    Preview,
    Quarantined,
    Queued,
    Source,
    Verdict,
)
from appliance.core.secrets import FileSecrets
from appliance.guard.log import GuardLog
from appliance.service.parts import OpenShop
from appliance.wiring import Ground, Parts

ALLOWED = Verdict(decision=Decision.ALLOW, scanner="fake", reason="Nothing was found.")
BLOCKED = Verdict(decision=Decision.BLOCK, scanner="fake", reason="It says “attack”.", score=1.0, span=(0, 6))


class FakeGuard:
    """Blocks what says "attack"."""

    def check(self, text: str, place: Place, *, session: str = "") -> Judgement:
        verdict = BLOCKED if "attack" in text else ALLOWED
        return Judgement(decision=verdict.decision, place=place, text=text, verdicts=(verdict,))

    def check_answer(self, text: str, **_: Any) -> Judgement:
        return self.check(text, Place.ANSWER)

    def release(self, text: str) -> None: ...

    def feedback(self, entry: int, says: str) -> None: ...

    def pause(self, session: str, address: str = "") -> float:
        return 0.2 if session == "slow" else 0.0

    def withdraw(self, held_in: str, fingerprint: str) -> None: ...

    def fingerprint(self, text: str) -> str:
        return text

    def today(self, entry: GuardEntry, fingerprint: str) -> Decision:
        return Decision.BLOCK if "attack" in (entry.text or "") else Decision.ALLOW


class FakeKnowledge:
    """One product per line of a file: `key,title`. A line "bad" refuses the file; a line "slow" waits to
    be cancelled, stepping; a line "bug" is a bug."""

    def __init__(self) -> None:
        self._products: dict[str, Product] = {}
        self._sources: dict[str, Source] = {}
        self.reached = threading.Event()
        self.closed = False

    def preview(self, file: Path, name: str, mapping: dict[str, str] | None = None) -> Preview:
        rows = file.read_text().splitlines()
        return Preview(file=name, kind="catalogue", format="table", format_title="Table", rows=len(rows))

    def import_file(self, file: Path, name: str, *, job: Any, **_: Any) -> ImportResult:
        found: dict[str, Product] = {}
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            self._meet(line, name, number, job)
            key, _, title = line.partition(",")
            found[key] = Product(key=key, title=title, variants=(Variant(sku=key.upper()),), row=number)
        self._products.update(found)
        self._sources[name] = Source(
            id=f"source-{len(self._sources)}",
            name=name,
            kind="catalogue",
            format="table",
            imported=datetime.now(UTC),
            items=len(found),
            size_bytes=file.stat().st_size,
        )
        return ImportResult(source=name, kind="catalogue", added=len(found))

    def compare(self, file: Path, name: str, **_: Any) -> ImportDiff:
        keys = {line.partition(",")[0] for line in file.read_text().splitlines()}
        return ImportDiff(added=len(keys - self._products.keys()), removed=len(self._products.keys() - keys))

    def _meet(self, line: str, name: str, number: int, job: Any) -> None:
        job.step("Reading", number)
        if line == "bad":
            raise FileRefused(f"Row {number} of {name} is bad.", resolution="Mend it.")
        if line == "bug":
            raise ZeroDivisionError("planted secret sw_aaaaaaaaaaaaaaaaaaaaaaaa")
        if line == "slow":
            self.reached.set()
            while True:
                job.step("Reading", number)
                threading.Event().wait(0.01)

    def undo_import(self) -> ImportResult:
        gone = len(self._products)
        self._products.clear()
        return ImportResult(source="", kind="catalogue", removed=gone)

    def sources(self) -> list[Source]:
        return list(self._sources.values())

    def remove_source(self, source: str) -> None:
        self._sources = {name: known for name, known in self._sources.items() if known.id != source}

    def search(self, question: str, k: int = 10, kind: str = "product") -> list[Hit]:
        found = (p for p in self._products.values() if question.casefold() in p.title.casefold())
        return [
            Hit(id=p.key, kind="product", title=p.title, score=1.0, sku=p.variants[0].sku) for p in found
        ][:k]

    def product(self, key: str) -> Product | None:
        return self._products.get(key)

    def products(self, offset: int = 0, limit: int = 50, text: str = "", sort: str = "") -> Any:
        found = [p for p in self._products.values() if text in p.title]
        return len(found), found[offset : offset + limit]

    def quarantine(self) -> list[Quarantined]:
        return []

    def release(self, item_id: str) -> None: ...

    def drop(self, item_id: str) -> None: ...

    def rebuild(self, job: Any) -> int:
        job.step("Embedding", 1, 1)
        return 1

    def warm(self) -> None: ...

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeAnswerer:
    """Answers in the words it was asked; `script` replaces the whole behaviour."""

    shop: str
    script: Callable[[str, threading.Event], Iterator[AnswerEvent]] | None = None
    addresses: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    seeds: list[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=list)

    def stream(
        self,
        question: str,
        session: str | None = None,
        cancel: threading.Event | None = None,
        address: str = "",
    ) -> Iterator[AnswerEvent]:
        self.addresses.append(address)
        self.asked.append((question, session or ""))
        if self.script:
            yield from self.script(question, cancel or threading.Event())
            return
        before = sum(len(turns) for named, turns in self.seeds if named == session)
        words = f"{self.shop} heard: {question}" + (f" (after {before})" if before else "")
        verdict = BLOCKED if "attack" in question else ALLOWED
        yield Queued(position=0)
        yield Delta(text=words[:5])
        yield Delta(text=words[5:])
        yield ChatAnswer(answer=words, session=session or "", verdict=verdict)

    def seed(self, session: str, turns: Sequence[tuple[str, str]]) -> None:
        self.seeds.append((session, tuple(turns)))


class FakeModels:
    """Two models; the second can be installed."""

    def __init__(self) -> None:
        self._installed = {"tiny"}
        self._active = "tiny"

    def list(self) -> list[ModelInfo]:
        return [self._info(name) for name in ("tiny", "big")]

    def install(self, model_id: str, job: Any) -> ModelInfo:
        job.step("Checking", 1, 1)
        self._installed.add(model_id)
        return self._info(model_id)

    def add(self, path: Path, job: Any) -> ModelInfo:
        raise ModelRefused(f"{path.name} is no GGUF file.", resolution="Choose a GGUF file.")

    def fetch(self, address: str, sha256: str, job: Any) -> ModelInfo:
        job.step("Downloading it", 1, 2)
        return self.add(Path(address), job)

    def bench(self, model_id: str, job: Any) -> ModelInfo:
        job.step("Measuring", 1, 1)
        return self._info(model_id).model_copy(update={"prompt_speed": 200.0, "generation_speed": 90.0})

    def untuned(self) -> str:
        return ""

    def tidy(self, tuned: Any) -> None:
        pass

    def tune(self, model_id: str, job: Any) -> ModelInfo:
        job.step("Comparing answers", 1, 1)
        return self._info(model_id).model_copy(update={"tuning": "Kept as it came."})

    def remove(self, model_id: str) -> None:
        self._installed.discard(model_id)

    def use(self, model_id: str) -> ModelInfo:
        self._active = model_id
        return self._info(model_id)

    def verify(self, model_id: str) -> bool:
        return True

    def _info(self, name: str) -> ModelInfo:
        return ModelInfo(
            id=name,
            kind="chat",
            title=name.title(),
            licence="Apache-2.0",
            size_bytes=1_000_000,
            memory_bytes=1_000_000,
            sha256="0" * 64,
            installed=name in self._installed,
            active=name == self._active,
        )


@dataclass
class Fakes:
    """Makes the parts of one box, and remembers what it made."""

    paths: Paths = field(default_factory=lambda: Paths(Path()))
    knowledge: dict[str, FakeKnowledge] = field(default_factory=dict)
    answerers: dict[str, FakeAnswerer] = field(default_factory=dict)
    node: FakeNode = field(default_factory=FakeNode)

    def __call__(self, ground: Ground) -> Parts:
        self.paths = ground.paths
        return Parts(
            models=FakeModels(),
            guard=FakeGuard(),
            open_shop=self._open,
            forget_shop=lambda shop: None,
            engine=lambda: EngineStatus(state="off", waiting=2, restarts=1),
            warm=lambda: None,
            forget_old=lambda: None,
            greet=lambda: None,
            stop=lambda: None,
        )

    def _open(self, shop_id: str) -> OpenShop:
        knowledge = self.knowledge.setdefault(shop_id, FakeKnowledge())
        answerer = self.answerers.setdefault(shop_id, FakeAnswerer(shop_id))
        paths = self.paths.shop(shop_id)
        guard, guard_log = FakeGuard(), GuardLog(paths.guard_log)
        conversations = Conversations(paths.conversations, FileSecrets(paths.root), "key")
        taught = TaughtAnswers(paths.taught, guard, lambda question, texts: [0.0] * len(texts))

        def close() -> None:
            knowledge.close()
            guard_log.close()

        examiner = self._examiner(shop_id)
        return OpenShop(knowledge, guard, guard_log, answerer, examiner, conversations, taught, close)

    def _examiner(self, shop_id: str) -> Any:
        """The real examiner over nothing: an exam in these tests asks no bot."""
        from appliance.redteam.exam import Examiner
        from appliance.redteam.store import Store

        def none() -> Any:
            raise NotImplementedError

        return Examiner(Store(self.paths.shop(shop_id).exam), self.knowledge[shop_id], none, none)
