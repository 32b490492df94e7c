"""Which product a question means: the share of its words that a record holds decides, not a guess.

Two shares are looked at. Coverage: how many of the question's content words occur in the record
(refusing below 60 % kept every answerable question and refused every other one in a trial of 80).
Title share: how many of the title's words the question names; all of them beats everything else.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from appliance.answers import text
from appliance.answers.understand import Question, Topic
from appliance.core.products import Product

MIN_COVERAGE = 0.6
IN_DESCRIPTION = 0.55
"""What a word counts that only the description holds."""
IN_CATEGORY = 0.9
"""What a word counts that only its categories and tags hold: a title that says it comes first."""
CATEGORY_TIE = 0.11
SHARE_TIE = 0.12
CHUNK_SHARE = 0.5
CONTEXT_SHARE = 0.6
"""Share of a title that a story must name before the question is about it."""


_LOOSE = (Topic.BROWSE, Topic.UNCLEAR)
"""Topics whose every noun must be met: "shoes for trail running" is no trail running vest."""


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
    chunk: bool = False
    """Whether a run of at least two words names it wholly, whatever the others say."""
    strange_number: bool = False
    """Whether a measure was asked for that it does not have."""


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
    return _choose(question, good)


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


def _choose(question: Question, good: list[Match]) -> Resolution:
    """Prefer a title named whole (the longest), then coverage, then the title's share; ties are a choice.

    A question that browses or compares prices gets all that fit, by title or by category.
    """
    whole = [found for found in good if found.title_share >= 0.99 and found.coverage > 0.5]
    if whole and not question.superlative:
        longest = max(len(text.tokens(found.product.title)) for found in whole)
        whole = [found for found in whole if len(text.tokens(found.product.title)) == longest]
        rivals = [found for found in good if found.coverage > max(w.coverage for w in whole) + 0.01]
        if not rivals:
            return Resolution(tuple(found.product for found in whole), certain=True, share=1.0)
    best = max(found.coverage for found in good)
    wide = question.superlative or question.topic in _LOOSE
    chosen = [found for found in good if found.coverage >= best - (CATEGORY_TIE if wide else 0.01)]
    share = max(found.title_share for found in chosen)
    if question.superlative:
        chosen = _headed(question, chosen)
    elif not wide:
        chosen = [found for found in chosen if found.title_share >= share - SHARE_TIE]
    return Resolution(tuple(found.product for found in chosen), missing=chosen[0].missing, share=share)


def _headed(question: Question, matches: list[Match]) -> list[Match]:
    """Keep the products whose title holds the noun asked for, if any does: no oils among the vinegars."""
    asked = [word for word in question.all_words if word in (*question.words, *question.soft)]
    head = text.stem(asked[-1]) if asked else ""
    return [found for found in matches if head in text.stems(found.product.title)] or matches


def _names_code(question: Question, found: Match) -> bool:
    """An exact hit counts when one of its codes was asked for, or its title stands in the question."""
    codes = {_plain(code) for code in question.codes}
    own = {_plain(code) for v in found.product.variants for code in (v.sku, v.barcode)} | {
        _plain(found.product.key)
    }
    return bool(codes & own) or found.title_share >= 0.99 or (bool(question.codes) and found.title_share > 0)


def _plain(code: str) -> str:
    return "".join(char for char in code.casefold() if char.isalnum())


def _good(question: Question, found: Match) -> bool:
    if found.strange_number:
        return False
    if found.title_share >= 0.99 and len(text.tokens(found.product.title)) > 1 and found.coverage > 0.34:
        return True
    if question.topic not in _LOOSE and found.chunk and found.title_share >= CHUNK_SHARE:
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
    got, total, missing = 0.0, 0.0, []
    for word in question.words:
        worth = _worth(word, record, twins)
        if worth == 0 and _may_lack(word, question):
            continue
        total += 1
        got += worth
        if worth == 0:
            missing.append(word)
    for word in question.soft:
        worth = _worth(word, record, twins)
        if worth >= IN_CATEGORY:
            got, total = got + worth, total + 1
    whole_chunk = any(len(chunk) > 1 and not set(chunk) & set(missing) for chunk in question.chunks)
    strange = any(word[0].isdigit() and _measures(word, question) for word in missing)
    coverage = got / total if total else 0.0
    share = _title_share(question, record)
    return Match(hit.product, coverage, share, hit.exact, tuple(missing), whole_chunk, strange)


def _title_share(question: Question, record: _Record) -> float:
    named = {text.stem(word) for word in question.all_words} | set(question.all_words)
    named |= {one + two for one, two in itertools.pairwise(question.all_words)}
    named |= {stem for word in question.all_words for stem in question.lexicon.english.get(word, ())}
    title = [word for word in dict.fromkeys(record.title) if word not in _EMPTY]
    return sum(_has(word, named) for word in title) / len(title) if title else 0.0


def _may_lack(word: str, question: Question) -> bool:
    """Return whether a product may lack this word: an option, a generic noun, Chinese beside a Latin name."""
    if word in question.wanted or word in question.lexicon.generic or _is_size(word, question):
        return True
    return question.language == "zh" and text.is_cjk(word) and any(not text.is_cjk(w) for w in question.words)


def _measures(number: str, question: Question) -> bool:
    """Return whether a number is a measure or a model: a "3 m cable" is none of 5 m, an "M5 nut" no M3."""
    if re.search(rf"(?<![^\W\d_])[^\W\d_]{{1,3}}{re.escape(number)}(?!\w)", question.folded):
        return True
    units = "mm|cm|m|kg|g|l|ml|w|v|a|gb|tb|inch|cup|cups|person|months?|years?"
    return bool(
        re.search(rf"(?<![\w.]){re.escape(number)}[\s-]?(?:{units})(?!\w)", " ".join(question.all_words))
    )


_EMPTY = frozenset(
    {"the", "a", "an", "and", "of", "for", "with", "in", "de", "la", "le", "der", "die", "das", "und", "s"}
)


@dataclass(frozen=True)
class _Record:
    """Stems of a product: of its title in order, of the fields that name it, of its categories, of
    its description."""

    title: tuple[str, ...]
    names: frozenset[str]
    shelf: frozenset[str]
    prose: frozenset[str]


@lru_cache(maxsize=4096)
def _record(product: Product) -> _Record:
    title = tuple(text.stems(product.title))
    names = (
        set(title) | {one + two for one, two in itertools.pairwise(title)} | set(text.tokens(product.title))
    )
    fields = [product.brand, product.key]
    fields += [part for variant in product.variants for option in variant.options for part in option]
    fields += [value for _, value in product.attributes if len(value) < 60]
    for field in fields:
        names.update(text.stems(field))
    shelf = frozenset(stem for field in (*product.categories, *product.tags) for stem in text.stems(field))
    return _Record(title, frozenset(names), shelf, frozenset(text.stems(product.description[:4000])))


def _worth(word: str, record: _Record, twins: dict[str, frozenset[str]]) -> float:
    stem = text.stem(word)
    forms = (stem, word, *twins.get(stem, ()))
    if any(form in record.names for form in forms) or _has(word, record.names):
        return 1.0
    if any(form in record.shelf for form in forms):
        return IN_CATEGORY
    return IN_DESCRIPTION if stem in record.prose else 0.0


def _has(word: str, vocabulary: frozenset[str] | set[str]) -> bool:
    return text.match_word(word, vocabulary) is not None


def _is_size(word: str, question: Question) -> bool:
    """Return whether the word is a spoken size ("large"), which is matched as an option, not a name."""
    spoken = question.lexicon.data["options"]["sizes"]
    if word[0].isdigit():
        return False
    return any(word in text.tokens(phrase) for phrase in spoken) or word in {
        token for names in question.lexicon.data["options"]["words"].values() for token in names
    }
