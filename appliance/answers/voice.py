"""What every teller of facts has: the question, its words, and how the shop writes money."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from appliance.answers import measures, money, text
from appliance.answers.language import Lexicon
from appliance.answers.understand import Question, Topic
from appliance.answers.variants import select
from appliance.core.products import Product, Variant

MAX_LISTED = 5


@dataclass(frozen=True)
class Fact:
    """A rendered fact and the record it comes from."""

    text: str
    products: tuple[Product, ...] = ()
    answered: bool = True


@dataclass(frozen=True)
class Voice:
    """Renders facts in the answer's language. `currency` is the shop's, where a record names none;
    `contact` is the sentence that tells how to reach the shop."""

    question: Question
    currency: str
    contact: str

    @property
    def lexicon(self) -> Lexicon:
        return self.question.lexicon

    def left_over(self, product: Product) -> tuple[str, ...]:
        """Return the content words that neither name the product nor one of its options or codes."""
        named = {text.stem(t) for field in _naming(product) for t in text.tokens(field)}
        if self.question.about(Topic.BROWSE, Topic.STOCK, Topic.PRICE) and not self.question.attribute:
            named |= {t for _, value in product.attributes if len(value) < 60 for t in text.stems(value)}
        named |= {one + two for one, two in itertools.pairwise(text.stems(product.title))}
        codes = {token for code in self.question.codes for token in text.tokens(code)}
        wanted = set(self.question.wanted)
        counted = COUNTS_PARTS.search(self.question.folded)
        if counted:
            return (counted.group(1),)
        ranked = bool(select(product, self.question).named)
        figured = ranked and bool(measures.measures(self.question.folded))
        return tuple(
            word
            for word in self.question.words
            if word not in codes
            and not (word in text.NUMBER_WORDS and self.question.about(Topic.QUANTITY, Topic.STOCK))
            and word not in wanted
            and word not in self.lexicon.generic
            and not (ranked and (word in self.lexicon.rank_words or word in self.lexicon.size_words))
            and not (figured and (word[0].isdigit() or text.is_unit(word) or word in self.lexicon.people))
            and not text.match_word(text.stem(word), named)
            and not any(twin in named for twin in self.question.twins.get(text.stem(word), ()))
        )

    def silent(self, product: Product) -> Fact:
        return Fact(
            self._say("unknown_attribute", title=product.title, contact=self.contact), (product,), False
        )

    def _say(self, phrase: str, **values: object) -> str:
        return self.question.say(phrase, **values)

    def _price(self, variant: Variant) -> str:
        assert variant.price is not None
        return self._amount(variant.price, variant.currency)

    def _amount(self, value: Decimal, currency: str) -> str:
        return money.amount(value, currency or self.currency, self.question.said_in)

    def amount(self, value: Decimal, product: Product) -> str:
        return self._amount(value, product.variants[0].currency)


def _naming(product: Product) -> list[str]:
    """Return the texts that name a product and its options."""
    options = [part for variant in product.variants for option in variant.options for part in option]
    return [product.title, product.brand, *product.categories, *product.tags, *options]


COUNTS_PARTS = re.compile(
    r"how many ([^\W\d_]+) (?:does|has|are in|are there in|come in|come with|fit|can)(?!\w)"
)


def join(values: Sequence[str]) -> str:
    shown = list(values[:24])
    return ", ".join(shown) + (" …" if len(values) > len(shown) else "")


def plain(code: str) -> str:
    return "".join(char for char in code.casefold() if char.isalnum())
