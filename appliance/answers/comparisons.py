"""Replies about several products at once: which costs least, how two differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from appliance.answers import being, clauses, text
from appliance.answers.desk import within
from appliance.answers.facts import Fact
from appliance.answers.product_replies import ProductReplies
from appliance.answers.records import record_of
from appliance.answers.reply import Reply
from appliance.answers.resolve import Resolution, resolve
from appliance.answers.topics import Topic
from appliance.answers.understand import Question
from appliance.answers.variants import select
from appliance.core.products import Product

POOL = 200
"""Products looked at for the cheapest of a kind."""


@dataclass(frozen=True)
class Comparisons(ProductReplies):
    """Answers that weigh products against each other."""

    def _superlative(self, question: Question, resolution: Resolution) -> Reply:
        """Say which of the products that are what is asked for, or of all, costs least or most."""
        pool = self._pool(question, resolution)
        priced = [product for product in pool if _lowest(product) is not None and within(product, question)]
        if not priced:
            return self._not_found(question, resolution)
        pick = min if question.superlative == "cheapest" else max
        best = pick(priced, key=lambda product: (_extreme(product, question.superlative), product.key))
        teller = self._teller(question)
        price = teller.amount(_extreme(best, question.superlative), best)
        said = question.say(question.superlative, title=best.title, price=price)
        return self._facts(question, [Fact(said, (best,))], [best])

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
        return being.those(asked, found, question) if asked else []

    def _compare(self, question: Question, resolution: Resolution) -> Reply | None:
        """Tell the same facts of both products, and which is cheaper when that is asked."""
        pair = self._pair(question, resolution)
        teller = self._teller(question)
        if len(pair) != 2:
            apart = len(_chunks(question)) < 2 and len(question.words) <= 3
            one = resolution.one if apart else None  # half of a comparison is none
            return self._facts(question, [teller.price(one, select(one, question))], [one]) if one else None
        everything = not (set(question.topics) - {Topic.COMPARE, Topic.DESCRIBE, Topic.BROWSE})
        titled = {word for product in pair for word in text.tokens(product.title)}
        wanted = tuple(
            word for word in question.wanted if word not in titled
        )  # a "Silver Needle" is no colour
        topics = (Topic.PRICE,) if everything else question.topics
        asked = replace(question, topics=topics, chunks=(), wanted=wanted)
        told = [self._told_one(asked, replace(teller, question=asked), product).text for product in pair]
        if everything and not question.soft:
            told += [f"{p.title}: {text.sentences(p.description)[0]}" for p in pair if p.description]
        if asked.about(Topic.PRICE):
            told += self._cheaper(question, pair)
        return self._facts(question, [Fact(said) for said in told], pair)

    def _cheaper(self, question: Question, pair: Sequence[Product]) -> list[str]:
        """Return which of two costs less, and by how much when the difference is asked for."""
        first, second = _lowest(pair[0]), _lowest(pair[1])
        if first is None or second is None:
            return []
        if first == second:
            return [question.say("compare_same")]
        said = [question.say("compare_cheaper", title=pair[0 if first < second else 1].title)]
        if re.search(r"differen|unterschied|diferencia|差", question.folded):
            amount = self._teller(question).amount(abs(first - second), pair[0])
            said.append(question.say("compare_difference", difference=amount))
        return said

    def _pair(self, question: Question, resolution: Resolution) -> list[Product]:
        """Return the two products compared: each run of words names one, or lends the other its noun."""
        if len(resolution.products) == 2:
            return list(resolution.products)
        found: dict[str, Product] = {}
        for chunk in _chunks(question):
            others = [word for other in _chunks(question) if other is not chunk for word in other]
            lent = tuple(word for word in others if not word[0].isdigit())
            for words in (chunk, (*chunk, *lent[-2:]), (*lent[:2], *chunk)):
                codes = tuple(code for code in question.codes if set(text.tokens(code)) <= set(words))
                part = replace(
                    question, chunks=(words,), all_words=words, codes=codes, topics=(Topic.PRICE,), soft=()
                )
                one = resolve(part, self._find(" ".join((*words, *codes)))).one
                if one:
                    found.setdefault(one.key, one)
                    break
        return list(found.values())


def _lowest(product: Product) -> Decimal | None:
    """Return the lowest price of a product, None without one."""
    return min((v.price for v in product.variants if v.price is not None), default=None)


def _extreme(product: Product, superlative: str) -> Decimal:
    """Return the price of a product that has one by which it is cheapest or dearest."""
    pick = min if superlative == "cheapest" else max
    return pick(v.price for v in product.variants if v.price is not None)


def _chunks(question: Question) -> list[tuple[str, ...]]:
    """Return the runs of words, two model names in one run apart: "A10 A22"."""
    models = [word for word in question.words if re.fullmatch(r"[^\W\d_]+\d+|\d+[^\W\d_]+", word)]
    named = [chunk for chunk in question.chunks if any(word.isalpha() and len(word) > 2 for word in chunk)]
    return [(word,) for word in models] if len(models) == 2 else named or list(question.chunks)
