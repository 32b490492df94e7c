"""Replies about the products of a kind: which costs least, which has most of something, which are so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from appliance.answers import being, clauses, hearing, holding, text
from appliance.answers.desk import within
from appliance.answers.facts import Fact
from appliance.answers.offers import gone
from appliance.answers.product_replies import POOL, ProductReplies
from appliance.answers.records import record_of
from appliance.answers.reply import Reply
from appliance.answers.resolve import Resolution, resolve
from appliance.answers.topics import Topic
from appliance.answers.understand import Question
from appliance.answers.variants import select
from appliance.core.products import Product

COMPARED = 2
"""Products of a kind that must tell a figure before one of them has the most."""
_NOW = re.compile(
    r"(?<!\w)(?:today|right now|tonight|straight away|at the moment|heute|sofort|aujourd'hui|hoy|oggi)(?!\w)"
)
_CLAUSE = re.compile(r"(?<!\w)(?:that|which|who|whose)(?!\w)")


@dataclass(frozen=True)
class Rankings(ProductReplies):
    """Answers that choose among all products of a kind."""

    def _superlative(self, question: Question, resolution: Resolution) -> Reply:
        """Say which of the products that are what is asked for, or of all, costs least or most."""
        pool = self._pool(question, resolution)
        priced = [product for product in pool if lowest(product) is not None and within(product, question)]
        if not priced:
            return self._not_found(question, resolution)
        if len(priced) > 1 and _says_more(question):
            dear = question.superlative != "cheapest"
            ordered = sorted(priced, key=lambda p: (_extreme(p, question.superlative), p.key), reverse=dear)
            return self._listed(question, ordered)
        pick = min if question.superlative == "cheapest" else max
        here = [product for product in priced if not gone(product.variants)]
        if here and (question.about(Topic.STOCK) or _NOW.search(question.folded)):
            priced = here
        best = pick(priced, key=lambda product: (_extreme(product, question.superlative), product.key))
        teller = self._teller(question)
        price = teller.amount(_extreme(best, question.superlative), best)
        told = [Fact(question.say(question.superlative, title=best.title, price=price), (best,))]
        if gone(best.variants):  # who hears of a bargain comes for it
            told.append(teller.stock(best, select(best, question)))
        return self._facts(question, told, [best])

    def _pool(self, question: Question, resolution: Resolution) -> list[Product]:
        """Return the products among which one is cheapest: those in focus, those that are the thing asked
        for but for what is not meant, or all where nothing is named."""
        if not question.words:
            order = "price" if question.superlative == "cheapest" else "-price"
            every = [product for product in self.shelf.products(limit=20, sort=order)[1] if product.published]
            return list(resolution.products) or every
        asked = being.phrase(question)
        hits = self._find(" ".join(question.words + question.soft), k=POOL)
        if question.language == "zh":  # whose pairs of signs have no last word
            return list(resolve(question, hits).products)
        unmeant = clauses.EXCLUDED.search(question.text)
        stems = set(text.stems(unmeant.group(1))) if unmeant else set()
        found = [hit.product for hit in hits if not stems & set(record_of(hit.product).title)]
        called = being.those(asked, found, question) if asked else []
        beside = [word for word in question.words if word not in asked]
        so = [[p for p in called if holding.says(p, word, question)] for word in beside]
        narrow = [p for p in called if all(p in held for held in so if held)]
        return narrow or called

    def _with_most(self, question: Question, resolution: Resolution) -> Reply | None:
        """Say which of a kind has most or least of an attribute by its field: "the most waterproof jacket".
        None where that is not asked or fewer than two tell a figure of one unit."""
        pick = hearing.extreme(question.folded, question.lexicon, question.attribute)
        wanted = question.lexicon.attributes.get(question.attribute)
        if not pick or wanted is None:
            return None
        pool = self._kind(question) if question.words else list(resolution.products)
        told = [entry for product in pool if (entry := holding.figure(product, wanted, question))]
        if len(told) < COMPARED or len({entry.unit for entry in told}) > 1:
            return None
        best = (max if pick == "most" else min)(entry.amount for entry in told)
        found = [entry for entry in told if entry.amount == best]
        facts = [
            Fact(question.say("attribute", title=e.product.title, name=e.name, value=e.value), (e.product,))
            for e in found
        ]
        return self._facts(question, facts, [entry.product for entry in found])

    def _kind(self, question: Question) -> list[Product]:
        """Return the products that are what a run of words names; the first run that names a kind."""
        hits = [h.product for h in self._find(" ".join(question.words + question.soft), k=POOL)]
        kinds = (being.those(chunk, hits, question) for chunk in question.chunks)
        return next((found for found in kinds if found), [])

    def _several(self, question: Question, resolution: Resolution) -> Reply | None:
        """List the products of a kind that are all that is asked: "which of your beans are organic", "games
        for two players". None where one is named, or fewer than two are so and no price bounds them."""
        if resolution.certain or not (question.bounded or hearing.asks_several(question.folded)):
            return None
        hits = [h.product for h in self._find(" ".join(question.words + question.soft), k=POOL)]
        kinds = _kinds(question, hits)
        named = {word for chunk in kinds for word in chunk}
        asked = [word for word in (*question.words, *question.soft) if word not in named]
        found_before = resolution.products if question.bounded else ()
        pool = [p for p in hits if any(p in those for those in (*kinds.values(), found_before))]
        so = holding.those(pool, asked, question) if asked else pool if question.bounded else []
        if not so and asked:  # "which of your beans", where no title ends in beans
            so = holding.those(hits, [*named, *asked], question)
        found = [product for product in so if within(product, question)]
        least = 1 if kinds and question.bounded else COMPARED
        browsing = replace(question, topics=(Topic.BROWSE,))
        return self._listed(browsing, found) if len(found) >= least else None


def _kinds(question: Question, hits: Sequence[Product]) -> dict[tuple[str, ...], list[Product]]:
    """Return the first run of words that names a kind, and those joined to it, "jackets or raincoats", each
    with its products."""
    found: dict[tuple[str, ...], list[Product]] = {}
    for chunk in question.chunks:
        those = being.those(chunk, list(hits), question)
        if those and (not found or joined(question, list(found)[-1], chunk)):
            found[chunk] = those
    return found


def joined(question: Question, one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Return whether an "and" or an "or" stands between two runs of words, and an article at most."""
    return bool(re.search(rf"{re.escape(one[-1])}\W+{_OR}\W+(?:\w+\W+)?{re.escape(two[0])}", question.folded))


_OR = r"(?:or|and|versus|vs|oder|und|gegen|ou|et|o|y|e|u)"


def _says_more(question: Question) -> bool:
    """Return whether a clause says what the thing is to do, which no record decides: "the cheapest jacket
    that goes off on its own"."""
    spans = question.lexicon.heard(question.superlative, question.folded)
    after = question.folded[max((end for _, end in spans), default=0) :]
    clause = _CLAUSE.search(after)
    said = set(text.tokens(after[clause.end() :])) if clause else set()
    return any(word in said for word in question.words)


def lowest(product: Product) -> Decimal | None:
    """Return the lowest price of a product, None without one."""
    return min((v.price for v in product.variants if v.price is not None), default=None)


def _extreme(product: Product, superlative: str) -> Decimal:
    """Return the price of a product that has one by which it is cheapest or dearest."""
    pick = min if superlative == "cheapest" else max
    return pick(v.price for v in product.variants if v.price is not None)
