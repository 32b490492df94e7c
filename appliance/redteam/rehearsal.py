"""What an exam puts in the place of a shop's lasting things: conversations that are forgotten, the records as
evidence, and the versions of everything that takes part."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Protocol

from appliance.core.exam import ExamVersions
from appliance.core.products import Product
from appliance.core.schemas import Hit, Shop, Source
from appliance.core.version import VERSION
from appliance.guard import prompt
from appliance.guard.log import GuardLog

PRODUCTS, PASSAGES = 20, 8


class Known(Protocol):
    """What is asked of a shop's knowledge."""

    def search(self, question: str, k: int = 10, kind: str = "product") -> Sequence[Hit]: ...

    def product(self, key: str) -> Product | None: ...

    def sources(self) -> Sequence[Source]: ...


class Forgotten:
    """Conversations nobody keeps: every message of an exam is the first of its own."""

    def state(self, session: str) -> dict[str, Any]:
        return {}

    def add(self, session: str, question: str, answer: dict[str, Any], state: dict[str, Any]) -> int:
        return 0


class Records:
    """Everything that the shop's records say about a message, as texts."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def __call__(self, message: str) -> Sequence[str]:
        found = (self._known.product(hit.id) for hit in self._known.search(message, PRODUCTS))
        passages = self._known.search(message, PASSAGES, "passage")
        return [*(_told(product) for product in found if product), *(hit.text for hit in passages)]


def versions(shop: Shop, known: Known, log: GuardLog, model: str, detector: str) -> ExamVersions:
    """Return what an exam would be sat with now."""
    sources = [f"{source.id} {source.imported} {source.items}" for source in known.sources()]
    corrections = [f"{entry.fingerprint} {entry.area} {entry.says}" for entry in log.corrections()]
    return ExamVersions(
        model=model,
        detector=detector,
        guard=f"{VERSION} {prompt.VERSION}",
        policy=shop.policy,
        knowledge=_digest(sources),
        corrections=_digest(sorted(corrections)),
    )


def _told(product: Product) -> str:
    prices = [
        f"{variant.sku} {amount} {variant.currency}"
        for variant in product.variants
        for amount in (variant.price, variant.compare_at)
        if amount is not None
    ]
    facts = [f"{name}: {value}" for name, value in product.attributes]
    return "\n".join((product.title, product.description, product.url, *facts, *prices))


def _digest(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] if lines else ""
