"""Which product a question means: the share of its words that a record holds decides, not a guess.

Two shares are looked at. Coverage: how many of the question's content words occur in the record
(refusing below 60 % kept every answerable question and refused every other one in a trial of 80).
Title share: how many of the title's words the question names; all of them beats everything else.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from appliance.answers import text
from appliance.answers.understand import Question
from appliance.core.products import Product

MIN_COVERAGE = 0.6
IN_DESCRIPTION = 0.55
"""What a word counts that only the description holds."""
CONTEXT_SHARE = 0.6
"""Share of a title that a story must name before the question is about it."""


class Found(Protocol):
    """A retrieved product as search returns it."""

    @property
    def product(self) -> Product: ...

    @property
    def exact(self) -> bool: ...


@dataclass(frozen=True)
class Match:
    """A product and how well a question names it; both shares are 0..1."""

    product: Product
    coverage: float
    title_share: float
    exact: bool
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Resolution:
    """The products a question means. `mentioned` is False when it names none at all.

    `nearest` are the best candidates when none is good enough; `missing` the words nobody has. `share`
    is how much of the best product's title the question names.
    """

    products: tuple[Product, ...] = ()
    nearest: tuple[Product, ...] = ()
    mentioned: bool = True
    missing: tuple[str, ...] = ()
    certain: bool = False
    share: float = 0.0

    @property
    def one(self) -> Product | None:
        return self.products[0] if len(self.products) == 1 else None


def resolve(question: Question, hits: Sequence[Found]) -> Resolution:
    """Return the products the question means among retrieved candidates, best first."""
    if not question.chunks and not question.codes:
        return _from_context(question, hits)
    matches = [match(question, hit) for hit in hits]
    exact = [found for found in matches if found.exact and _names_code(question, found)]
    if exact:
        return Resolution((exact[0].product,), certain=True, share=1.0)
    good = [found for found in matches if _good(question, found)]
    if not good:
        nearest = sorted(matches, key=lambda found: -found.coverage)
        missing = nearest[0].missing if nearest else question.words
        return Resolution(nearest=tuple(found.product for found in nearest[:3]), missing=missing)
    return _choose(good)


def _from_context(question: Question, hits: Sequence[Found]) -> Resolution:
    """Return the product that an earlier sentence named: "I saw the skillet. How much is it?"."""
    if not question.context:
        return Resolution(mentioned=False)
    told = replace(question, chunks=question.context)
    matches = [match(told, hit) for hit in hits]
    named = [found for found in matches if found.title_share >= CONTEXT_SHARE]
    best = max((found.title_share for found in named), default=0.0)
    chosen = [found.product for found in named if found.title_share >= best - 0.01]
    return Resolution(tuple(chosen), mentioned=bool(chosen), certain=len(chosen) == 1, share=best)


def _choose(good: list[Match]) -> Resolution:
    """Prefer a title named whole (the longest), then the highest coverage; ties stay a choice."""
    whole = [found for found in good if found.title_share >= 0.99 and found.coverage > 0.5]
    if whole:
        longest = max(len(text.tokens(found.product.title)) for found in whole)
        whole = [found for found in whole if len(text.tokens(found.product.title)) == longest]
        rivals = [found for found in good if found.coverage > max(w.coverage for w in whole) + 0.01]
        if not rivals:
            return Resolution(tuple(found.product for found in whole), certain=True, share=1.0)
    best = max(found.coverage for found in good)
    chosen = [found for found in good if found.coverage >= best - 0.01]
    share = max(found.title_share for found in chosen)
    return Resolution(tuple(found.product for found in chosen), missing=chosen[0].missing, share=share)


def _names_code(question: Question, found: Match) -> bool:
    """An exact hit counts when a code was asked for, or the title stands in the question."""
    return bool(question.codes) or found.title_share >= 0.99


def _good(question: Question, found: Match) -> bool:
    if found.title_share >= 0.99 and len(text.tokens(found.product.title)) > 1 and found.coverage > 0.34:
        return True
    return found.coverage >= MIN_COVERAGE and not _head_missing(question, found)


def _head_missing(question: Question, found: Match) -> bool:
    """Return whether the noun itself is unknown: "trail running shoes" is no trail running vest.

    English, German and Chinese put the noun last in a run of words; French and Spanish first.
    """
    if found.title_share >= 0.8 and len(question.words) - len(found.missing) >= 2:
        return False
    heads = {chunk[0] if question.language in ("fr", "es") else chunk[-1] for chunk in question.chunks}
    return bool(heads & set(found.missing)) and found.coverage < 0.85


def match(question: Question, hit: Found) -> Match:
    """Return how well a question names a retrieved product."""
    record = _record(hit.product)
    twins = question.twins
    wanted = set(question.wanted)
    got, total, missing = 0.0, 0.0, []
    for word in question.words:
        worth = _worth(word, record, twins)
        if worth == 0 and (word in wanted or _is_size(word, question)):
            continue
        total += 1
        got += worth
        if worth == 0:
            missing.append(word)
    named = {text.stem(word) for word in question.all_words}
    named |= {one + two for one, two in itertools.pairwise(question.all_words)}
    named |= {stem for word in question.all_words for stem in question.lexicon.english.get(word, ())}
    title = [word for word in dict.fromkeys(record.title) if word not in _EMPTY]
    share = sum(_has(word, named) for word in title) / len(title) if title else 0.0
    return Match(hit.product, got / total if total else 0.0, share, hit.exact, tuple(missing))


_EMPTY = frozenset(
    {"the", "a", "an", "and", "of", "for", "with", "in", "de", "la", "le", "der", "die", "das", "und", "s"}
)


@dataclass(frozen=True)
class _Record:
    """Stems of a product: of its title in order, of the fields that name it, of its description."""

    title: tuple[str, ...]
    names: frozenset[str]
    prose: frozenset[str]


@lru_cache(maxsize=4096)
def _record(product: Product) -> _Record:
    title = tuple(text.stems(product.title))
    names = set(title) | {one + two for one, two in itertools.pairwise(title)}
    fields = [product.brand, product.key, *product.categories, *product.tags]
    fields += [part for variant in product.variants for option in variant.options for part in option]
    fields += [variant.sku for variant in product.variants]
    fields += [value for _, value in product.attributes if len(value) < 60]
    for field in fields:
        names.update(text.stems(field))
    return _Record(title, frozenset(names), frozenset(text.stems(product.description[:4000])))


def _worth(word: str, record: _Record, twins: dict[str, frozenset[str]]) -> float:
    word = text.stem(word)
    if _has(word, record.names) or any(twin in record.names for twin in twins.get(word, ())):
        return 1.0
    return IN_DESCRIPTION if word in record.prose else 0.0


def _has(word: str, vocabulary: frozenset[str] | set[str]) -> bool:
    return text.match_word(word, vocabulary) is not None


def _is_size(word: str, question: Question) -> bool:
    """Return whether the word is a spoken size ("large"), which is matched as an option, not a name."""
    spoken = question.lexicon.data["options"]["sizes"]
    return any(word in text.tokens(phrase) for phrase in spoken) or word in {
        token for names in question.lexicon.data["options"]["words"].values() for token in names
    }
