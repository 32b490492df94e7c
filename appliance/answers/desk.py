"""What every way of answering leans on: the shop, its shelf, and how a reply is put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from appliance.answers import policy, text
from appliance.answers.facts import MAX_LISTED, Fact, Teller
from appliance.answers.language import own_language
from appliance.answers.reply import Reply, State
from appliance.answers.sense import Sense
from appliance.answers.shelf import Shelf
from appliance.answers.topics import Topic
from appliance.answers.understand import Question
from appliance.core import cards
from appliance.core.products import Product
from appliance.core.schemas import Shop, SourceRef
from appliance.knowledge.hits import Filters, PassageHit, ProductHit

CANDIDATES = 12
PAGES, PAGES_ABROAD = 8, 24
"""Passages that are looked at, and of those for a question in another language than English."""
_FINDS_PRICES, DELIVERY_PAGES = "what delivery costs, where we deliver to", 3
SAID_BACK = 60
"""Characters of a customer's words that the bot says back at the most."""


@dataclass(frozen=True)
class Desk:
    """Answers for one shop. `now` gives the current time for "are you open today?"."""

    shop: Shop
    shelf: Shelf
    now: Callable[[], datetime]

    @property
    def sense(self) -> Sense:
        return Sense(self.shelf)

    def _in_our_words(self, question: Question) -> str:
        """Return what a question names, to be said back; "" when a word is of nobody's records or it is long:
        whoever dictates words must not be heard through us."""
        named = " ".join(question.words)
        return named if len(named) <= SAID_BACK and all(map(self.shelf.knows, question.words)) else ""

    def _find(self, query: str, filters: Filters | None = None, k: int = CANDIDATES) -> list[ProductHit]:
        """Return products on sale for a query; drafts are the owner's business."""
        hits = self.shelf.find_products(query, k, filters) if query.strip() else []
        return [hit for hit in hits if hit.product.published]

    def _facts(self, question: Question, told: Sequence[Fact], products: Sequence[Product]) -> Reply:
        said = " ".join([*(policy.finished(fact.text) for fact in told[:-1]), *(f.text for f in told[-1:])])
        evidence = [sentence for fact in told for sentence in text.sentences(fact.text)]
        for product in products[:3]:
            evidence += [f"{product.title}: {line}" for line in text.sentences(product.description)]
        return Reply(
            said,
            question.topic,
            tuple(products[:MAX_LISTED]),
            tuple(product_source(product, self.shop) for product in products[:MAX_LISTED]),
            answered=any(fact.answered for fact in told),
            focus=keys_of(products[:MAX_LISTED]),
            open=question.topic in (Topic.DESCRIBE, Topic.COMPARE),
            evidence=tuple(evidence),
        )

    def _said(
        self,
        question: Question,
        phrase: str,
        state: State,
        *,
        answered: bool = True,
        topic: Topic | None = None,
    ) -> Reply:
        owners = phrase == "greeting" and question.said_in == own_language(self.shop)
        greeting = self.shop.greeting if owners else ""
        said = greeting or question.say(phrase, shop=self.shop.name, contact=self._contact(question))
        topic = topic or question.topic
        return Reply(said, topic, answered=answered and topic is not Topic.HANDOFF, focus=state.focus)

    def _pages(self, question: Question) -> list[policy.Page]:
        hits = self.shelf.find_passages(question.text, PAGES)
        if question.about(Topic.SHIPPING):  # who names a place says little else that the price list says
            hits += self._further(_FINDS_PRICES, DELIVERY_PAGES, hits)
        if question.language != "en":  # its words find little; what a line is about is told in any language
            hits += self._further(question.readings[-1], PAGES_ABROAD, hits)
        return [policy.Page(hit.id, hit.document, hit.title, hit.passage, hit.score) for hit in hits]

    def _further(self, query: str, count: int, seen: Sequence[PassageHit]) -> list[PassageHit]:
        """Return the passages found for a query that were not seen before."""
        known = {hit.id for hit in seen}
        return [hit for hit in self.shelf.find_passages(query, count) if hit.id not in known]

    def _teller(self, question: Question) -> Teller:
        return Teller(question, self.shop.currency, self._contact(question))

    def _contact(self, question: Question) -> str:
        known = ", ".join(reach(self.shop))
        return question.say("contact_known" if known else "contact_unknown", contact=known)


def reach(shop: Shop) -> list[str]:
    return [part for part in (shop.phone, shop.contact) if part]


def filters_of(question: Question) -> Filters | None:
    if question.low is None and question.high is None:
        return None
    return Filters(price_min=question.low, price_max=question.high)


def within(product: Product, question: Question) -> bool:
    if question.low is None and question.high is None:
        return True
    prices = [variant.price for variant in product.variants if variant.price is not None]
    return any(
        (question.low is None or price >= question.low) and (question.high is None or price <= question.high)
        for price in prices
    )


def keys_of(products: Sequence[Product]) -> tuple[str, ...]:
    return tuple(product.key for product in products)


def product_source(product: Product, shop: Shop) -> SourceRef:
    url = cards.absolute(product.url, shop.website)
    return SourceRef(kind="product", id=product.key, title=product.title, url=url)


def page_source(page: policy.Page) -> SourceRef:
    steps = [step for part in (page.title, page.passage.heading) for step in part.split(" › ") if step]
    title = " › ".join(dict.fromkeys(steps))
    return SourceRef(
        kind="passage", id=page.id, title=title, page=page.passage.page, excerpt=page.passage.text[:200]
    )
