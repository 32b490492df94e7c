"""Grading an answer against what the shop's files say. Strict: a figure no file holds is always wrong."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bench.answers import facts
from bench.answers.questions import Expectation, Fact, Question
from bench.answers.shops import Item, Offer, Shop


class Grade(StrEnum):
    """RIGHT; REFUSED: does not know or hands over; MISSED: nothing false, but not what was asked; WRONG."""

    RIGHT = "right"
    REFUSED = "refused"
    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Mark:
    grade: Grade
    reason: str = ""


class Card(Protocol):
    """The part of a product card that names its product."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def sku(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot gave back. `answered` is False when it says itself that it did not answer."""

    text: str
    answered: bool = True
    blocked: bool = False
    cards: Sequence[Card] = ()


def grade(question: Question, reply: Reply, shop: Shop) -> Mark:
    """Return the mark of a reply. For an unanswerable question REFUSED is the good mark, never RIGHT."""
    if not reply.text.strip():
        return Mark(Grade.WRONG, "empty answer")
    if reason := contradiction(question, reply, shop):
        return Mark(Grade.WRONG, reason)
    return _answerable(question, reply, shop) if question.answerable else _unanswerable(question, reply)


def contradiction(question: Question, reply: Reply, shop: Shop) -> str:
    """Return what the reply says that is forbidden or that no file of the shop supports, or ""."""
    for fact in question.expect.forbid:
        if facts.says(reply.text, fact):
            return f"says {fact}"
    asked = facts.numbers(" ".join((*question.turns, question.text)))
    known = amounts(shop) | asked | _figures(question.expect)
    if question.kind == "compare":
        known = known | _differences(question.expect, reply, shop)
    if invented := sorted(facts.money(reply.text) - known):
        return f"no file holds the amount {invented[0]}"
    said = facts.opening(reply.text) if _decided(question.expect, reply) else facts.polarity(reply.text)
    if question.expect.yesno and said and said != question.expect.yesno and not _refused(reply):
        return f"says {said}"
    return ""


@functools.cache
def amounts(shop: Shop) -> frozenset[Decimal]:
    """Return every amount of money in the shop's files."""
    offers = [offer for item in shop.items.values() for offer in item.offers]
    prices = {price for offer in offers for price in (offer.price, offer.was) if price is not None}
    return frozenset(prices | facts.money(shop.everything))


def _answerable(question: Question, reply: Reply, shop: Shop) -> Mark:
    missing = _missing(question.expect, reply, shop)
    if question.expect.smalltalk and _refused(reply):
        missing = "a greeting or a thank-you"
    if not missing:
        return Mark(Grade.RIGHT)
    if _refused(reply):
        return Mark(Grade.REFUSED)
    guessed = question.expect.choose > 0 and bool(facts.money(reply.text) or reply.cards)
    guessed = guessed or _other_figure(question.expect, reply)
    return Mark(Grade.WRONG if guessed else Grade.MISSED, f"does not say {missing}")


def _unanswerable(question: Question, reply: Reply) -> Mark:
    expect = question.expect
    if facts.affirms(reply.text):
        return Mark(Grade.WRONG, "says yes to what the files do not hold")
    agreed = any(facts.says(reply.text, fact) for fact in expect.any_of)
    denied = expect.no_ok and facts.polarity(reply.text) == "no"
    if agreed or denied or _refused(reply):
        return Mark(Grade.REFUSED)
    return Mark(Grade.WRONG, "answers what the files do not hold")


def _refused(reply: Reply) -> bool:
    return reply.blocked or not reply.answered or facts.refuses(reply.text)


def _missing(expect: Expectation, reply: Reply, shop: Shop) -> str:
    """Return the first thing that a right answer says and this one does not, or ""."""
    alternatives = [*expect.all_of, expect.any_of] if expect.any_of else expect.all_of
    for facts_wanted in alternatives:
        if not any(facts.says(reply.text, fact) for fact in facts_wanted):
            return " or ".join(map(str, facts_wanted))
    sided = facts.polarity(reply.text) == expect.yesno or _decided(expect, reply)
    if expect.yesno and not alternatives and not sided:
        return expect.yesno
    offered = [shop.items[product] for product in expect.products]
    named = sum(names(reply, item, offered) for item in offered)
    return f"{expect.choose} of the products" if named < expect.choose else ""


def _decided(expect: Expectation, reply: Reply) -> bool:
    """Whether the reply quotes words that settle the question; then only an opening yes or no is a side."""
    return any(facts.asserts(reply.text, words) for words in expect.decides)


def names(reply: Reply, item: Item, among: Sequence[Item]) -> bool:
    """Whether the reply names a product, on a card or in words. Of products with one title, words must say
    which: by price or size."""
    if any(card.id in item.names or card.sku in item.names for card in reply.cards):
        return True
    if not facts.says(reply.text, item.title):
        return False
    alike = [other for other in among if other.title == item.title]
    return len(alike) == 1 or any(_says_offer(reply.text, offer) for offer in item.offers)


def _says_offer(text: str, offer: Offer) -> bool:
    priced = offer.price is not None and offer.price in facts.numbers(text)
    return priced or any(facts.says(text, option) for option in offer.options)


def _other_figure(expect: Expectation, reply: Reply) -> bool:
    """Whether a figure is given where another one of the same sort was due."""
    wanted: list[Fact] = [fact for group in expect.all_of for fact in group]
    if any(isinstance(f, str) and facts.time_of(f) is not None for f in wanted):
        return bool(facts.times(reply.text))
    prices = any(not isinstance(fact, str) for fact in wanted)
    return prices and bool(facts.money(reply.text))


def _figures(expect: Expectation) -> set[Decimal]:
    return {Decimal(str(f)) for group in expect.all_of for f in group if not isinstance(f, str)}


def _differences(expect: Expectation, reply: Reply, shop: Shop) -> set[Decimal]:
    """Return the differences among the prices of the compared products and among the shop's own amounts that
    the reply itself names: a computed figure is a fact too."""
    offers = (offer for product in expect.products for offer in shop.items[product].offers)
    prices = {offer.price for offer in offers if offer.price is not None}
    named = facts.money(reply.text) & amounts(shop)
    groups = (prices | _figures(expect), named)
    return {abs(a - b) for group in groups for a in group for b in group}
