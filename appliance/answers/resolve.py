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

from appliance.answers import measures, text
from appliance.answers.language import HEAD_FIRST
from appliance.answers.records import EMPTY, IN_CATEGORY, IN_FIELD, Record, has, only_tagged, record_of, worth
from appliance.answers.understand import Question, Topic
from appliance.core.products import Product, Variant

MIN_COVERAGE = 0.6
TIE = 0.012
CATEGORY_TIE = 0.11
LONG_TITLE = 4
"""Words of a title that, said whole, is meant, however much else a story tells."""
CHUNK_SHARE = 0.5
NAMING_SHARE = 0.3
MORE = 2
"""Words that a longer title must say beside a shorter one to be meant instead."""
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

    @property
    def variant(self) -> Variant | None: ...


@dataclass(frozen=True)
class Match:
    """A product and how well a question names it; both shares are 0..1."""

    product: Product
    coverage: float
    title_share: float
    missing: tuple[str, ...]
    chunk: bool = False
    """Whether a run of at least two words names it wholly, whatever the others say."""
    strange_number: bool = False
    """Whether a measure was asked for that it does not have."""
    naming: int = 0
    """Title words in the fullest run that the record holds wholly: "maze bowl" beside a story."""
    by_tags: frozenset[str] = frozenset()
    """Stems of the question that only its tags hold."""


@dataclass(frozen=True)
class Resolution:
    """The products a question means. `mentioned` is False when it names none at all.

    `nearest` are the best candidates when none is good enough. `share`
    is how much of the best product's title the question names.
    """

    products: tuple[Product, ...] = ()
    nearest: tuple[Product, ...] = ()
    mentioned: bool = True
    certain: bool = False
    share: float = 0.0
    sure: float = 0.0
    """How likely the first of the nearest is meant, where that was weighed."""

    @property
    def one(self) -> Product | None:
        return self.products[0] if len(self.products) == 1 else None


def resolve(question: Question, hits: Sequence[Found]) -> Resolution:
    """Return the products the question means among retrieved candidates, best first."""
    if not question.chunks and not question.codes:
        return _from_context(question, hits)
    matches = tags_apart([match(question, hit) for hit in hits], question)
    coded = [hit for hit in hits if hit.exact and _names_code(question, hit)]
    long = [m for m in matches if m.title_share >= 0.99 and _length(m.product) >= LONG_TITLE]
    if coded and (question.codes or not (long or _fuller_named(coded[0], matches))):
        return Resolution((coded[0].product,), certain=True, share=1.0)
    good = [found for found in matches if _good(question, found)]
    if not good:
        named = _best_titled(question, matches) if question.topic is Topic.ATTRIBUTE else None
        return Resolution((named.product,), share=named.title_share) if named else _nearest(matches)
    return _choose(question, good)


def _fuller_named(coded: Found, matches: Sequence[Match]) -> bool:
    """Return whether a run of words that is one product's SKU goes on in another one's title: the "PLU R4
    WiFi" is not the PLU-R4."""
    words = len(text.tokens(coded.variant.sku)) if coded.variant else 0
    return bool(words) and any(m.product != coded.product and m.naming > words for m in matches)


def _best_titled(question: Question, matches: list[Match]) -> Match | None:
    """Return the one product whose title the question names best, whatever else it says; its record has
    to tell what is asked. Two words, or one that no other title has."""
    asked = {text.stem(word) for word in question.words}
    named = [(len(asked & set(record_of(found.product).title) - EMPTY), found) for found in matches]
    most = max((count for count, _ in named), default=0)
    best = [found for count, found in named if count == most]
    return best[0] if most and len(best) == 1 and not best[0].strange_number else None


def _nearest(matches: list[Match]) -> Resolution:
    nearest = sorted(matches, key=lambda found: -found.coverage)[:3]
    return Resolution(nearest=tuple(found.product for found in nearest))


def tags_apart(matches: list[Match], question: Question) -> list[Match]:
    """Let a tag name a product only where the shop uses the word for a kind: a title or category holds it.

    A dry bag tagged "kayak" does not make a shop sell kayaks.
    """
    kinds = {stem for found in matches for stem in record_of(found.product).kinds}
    tagged = {text.stem(word) for word in (*question.words, *question.soft)} - kinds
    return [replace(found, coverage=0.0) if found.by_tags & tagged else found for found in matches]


def _from_context(question: Question, hits: Sequence[Found]) -> Resolution:
    """Return the product that an earlier sentence named: "I saw the skillet. How much is it?"."""
    if not question.context:
        return Resolution(mentioned=False)
    told = replace(question, chunks=question.context)
    matches = [match(told, hit) for hit in hits]
    named = [found for found in matches if found.title_share >= CONTEXT_SHARE]
    best = max((found.title_share for found in named), default=0.0)
    fuller = [found for found in named if _says_more(told, found, named)]
    named = fuller or [found for found in named if found.title_share >= best - TIE]
    most = max((found.coverage for found in named), default=0.0)
    chosen = [found.product for found in named if found.coverage >= most - TIE]
    return Resolution(tuple(chosen), mentioned=bool(chosen), certain=len(chosen) == 1, share=best)


def _says_more(told: Question, found: Match, named: Sequence[Match]) -> bool:
    """Return whether a title says another one that is named and more that is told as well: the expansion
    "Thieves: Night Market" beside "Thieves"."""
    title, words = set(record_of(found.product).title), {text.stem(word) for word in told.all_words}
    others = [set(record_of(other.product).title) for other in named if other is not found]
    return any(other < title and len((title - other) & words) >= MORE for other in others)


def _choose(question: Question, good: list[Match]) -> Resolution:
    """Prefer a title named whole (the longest), then coverage; ties are a choice.

    A question that browses or compares prices gets all that fit, by title or by category. A measure that
    none of the chosen has ("3 m cable") makes it none.
    """
    titled = [found for found in good if found.title_share >= 0.99]
    long = [found for found in titled if _length(found.product) >= LONG_TITLE]
    whole = long or [found for found in titled if found.coverage > 0.5]
    best = max(found.coverage for found in good)
    fullest_named = bool(long) or (bool(whole) and max(w.coverage for w in whole) >= best - TIE)
    certain = fullest_named and not question.superlative
    if certain:
        top = max(found.coverage for found in whole)
        fullest = [found for found in whole if found.coverage >= top - TIE]
        longest = max(len(text.tokens(found.product.title)) for found in fullest)
        chosen = [found for found in fullest if len(text.tokens(found.product.title)) == longest]
    else:
        wide = question.superlative or question.topic in _LOOSE
        chosen = [found for found in good if found.coverage >= best - (CATEGORY_TIE if wide else TIE)]
        chosen = _headed(question, chosen) if question.superlative else _plainest(chosen)
        chosen = chosen if wide else _best_named(question, chosen)
    chosen = _with_numbers(question, chosen)
    named = max(found.title_share for found in chosen)
    fitting = [found for found in chosen if not found.strange_number]
    if not any(found.title_share >= named - TIE for found in fitting):
        return _nearest(chosen)
    share = max(found.title_share for found in fitting)
    return Resolution(tuple(found.product for found in fitting), certain=certain, share=share)


def _plainest(matches: list[Match]) -> list[Match]:
    """Drop titles that say a shorter one and more: asked for the lipstick, its refill is not meant."""
    titles = [frozenset(record_of(found.product).title) for found in matches]
    return [found for found, title in zip(matches, titles, strict=True) if not any(t < title for t in titles)]


def _best_named(question: Question, matches: list[Match]) -> list[Match]:
    """Keep the products of whose titles the question names the most words: "Home 88" is no Stage 88."""
    said = {text.stem(word) for word in question.all_words}
    named = [len(said & set(record_of(found.product).title) - EMPTY) for found in matches]
    return [found for found, count in zip(matches, named, strict=True) if count == max(named)]


def _with_numbers(question: Question, matches: list[Match]) -> list[Match]:
    """Keep the products whose names and options hold the numbers asked for, if any do: 12 kg is not 2 kg."""
    asked = {word for word in question.all_words if word[0].isdigit()}
    held = [len(asked & (record_of(m.product).names | record_of(m.product).fields)) for m in matches]
    return [found for found, count in zip(matches, held, strict=True) if count == max(held)]


def _headed(question: Question, matches: list[Match]) -> list[Match]:
    """Keep the products that are the noun asked for, if any is: no oils among the vinegars.

    A title says it, or a category that is nothing else, or category and description together.
    """
    asked = [word for word in question.all_words if word in (*question.words, *question.soft)]
    head = text.stem(asked[-1]) if asked else ""
    return [found for found in matches if _is_a(head, found.product)] or matches


def _is_a(head: str, product: Product) -> bool:
    record = record_of(product)
    categories = [set(text.stems(category)) for category in product.categories]
    return head in record.title or {head} in categories or (head in record.shelf and head in record.prose)


def _length(product: Product) -> int:
    return len(text.tokens(product.title))


def _names_code(question: Question, hit: Found) -> bool:
    """Return whether the question says a SKU, barcode, key or model number of the product."""
    if hit.variant is not None:
        return True
    asked = {_plain(code) for code in question.codes}
    own = {_plain(code) for variant in hit.product.variants for code in (variant.sku, variant.barcode)}
    title = _plain(hit.product.title)
    named = any(len(code) >= 4 and code in title for code in asked)
    return named or bool(asked & (own | {_plain(hit.product.key)}))


def _plain(code: str) -> str:
    return "".join(char for char in code.casefold() if char.isalnum())


def _good(question: Question, found: Match) -> bool:
    length = _length(found.product)
    if found.title_share >= 0.99 and (length >= LONG_TITLE or (length > 1 and found.coverage > 0.34)):
        return True
    if question.topic not in _LOOSE and found.chunk and found.title_share >= CHUNK_SHARE:
        return True
    if question.topic not in _LOOSE and found.naming >= 2 and found.title_share >= NAMING_SHARE:
        return True
    return found.coverage >= MIN_COVERAGE and not _head_missing(question, found)


def _head_missing(question: Question, found: Match) -> bool:
    """Return whether the noun itself is unknown: "trail running shoes" is no trail running vest.

    English, German and Chinese put the noun last in a run of words; French, Spanish and Italian first.
    """
    if found.title_share >= 0.8 and len(question.words) - len(found.missing) >= 2:
        return False
    heads = {chunk[0] if question.language in HEAD_FIRST else chunk[-1] for chunk in question.chunks}
    return bool(heads & set(found.missing)) and found.coverage < 0.85


def match(question: Question, hit: Found) -> Match:
    """Return how well a question names a retrieved product."""
    record = record_of(hit.product)
    twins = question.twins
    asked_measures = measures.by_number(question.folded)
    got, total, missing = 0.0, 0.0, []
    for word in question.words:
        weight = worth(word, record, twins)
        if weight == 0 and has_measure(hit.product, asked_measures.get(word)):  # "6 mm" of "6.0 mm"
            weight = IN_FIELD
        if weight == 0 and may_lack(word, question):
            continue
        total += 1
        got += weight
        if weight == 0:
            missing.append(word)
    for word in question.soft:
        weight = worth(word, record, twins)
        if weight >= IN_CATEGORY:
            got, total = got + weight, total + 1
    asked = (*question.words, *question.soft)
    by_tags = frozenset(text.stem(word) for word in asked if only_tagged(word, record, twins))
    whole_chunk = any(len(chunk) > 1 and not set(chunk) & set(missing) for chunk in question.chunks)
    strange = any(word[0].isdigit() and _differs(word, question, record) for word in missing)
    coverage = got / total if total else 0.0
    share = _title_share(question, record)
    whole = [chunk for chunk in question.chunks if not set(chunk) & set(missing)]
    naming = max((sum(worth(word, record, twins) == 1 for word in chunk) for chunk in whole), default=0)
    return Match(hit.product, coverage, share, tuple(missing), whole_chunk, strange, naming, by_tags)


def has_measure(product: Product, measure: measures.Measure | None) -> bool:
    """Return whether a product's title or options name the measure or a range that holds it."""
    if measure is None:
        return False
    return measure in _measures_of(product) or any(span.holds(measure) for span in _spans_of(product))


@lru_cache(maxsize=4096)
def _spans_of(product: Product) -> frozenset[measures.Span]:
    values = {value for variant in product.variants for _, value in variant.options}
    return frozenset(span for value in values for span in measures.spans(value))


@lru_cache(maxsize=4096)
def _measures_of(product: Product) -> frozenset[measures.Measure]:
    """Return the measures that a product's title and options name."""
    values = (value for variant in product.variants for _, value in variant.options)
    return measures.measures(" ; ".join((product.title, *values)))


def _title_share(question: Question, record: Record) -> float:
    named = said(question)
    title = [word for word in dict.fromkeys(record.title) if word not in EMPTY]
    return sum(has(word, named) for word in title) / len(title) if title else 0.0


def said(question: Question) -> set[str]:
    """Return the words and stems a question says, neighbours joined ("head phones"), in English if known."""
    named = {text.stem(word) for word in question.all_words} | set(question.all_words)
    named |= {one + two for one, two in itertools.pairwise(question.all_words)}
    return named | {stem for word in question.all_words for stem in question.lexicon.english.get(word, ())}


def may_lack(word: str, question: Question) -> bool:
    """Return whether a product may lack this word: an option, a generic noun, Chinese beside a Latin name."""
    if word in question.wanted or word in question.lexicon.generic or _is_size(word, question):
        return True
    return question.language == "zh" and text.is_cjk(word) and any(not text.is_cjk(w) for w in question.words)


def _differs(number: str, question: Question, record: Record) -> bool:
    """Return whether a number that the product lacks makes it another product: a measure, or the number
    in a title that has a different one ("Ridge 3" is neither Ridge 2 nor Ridge 4)."""
    own = {word for word in record.title if word[0].isdigit()}
    return _measures(number, question) or bool(own and not own & set(question.all_words))


def _measures(number: str, question: Question) -> bool:
    """Return whether a number is a measure or a model: a "3 m cable" is none of 5 m, an "M5 nut" no M3."""
    if re.search(rf"(?<![^\W\d_])[^\W\d_]{{1,3}}{re.escape(number)}(?!\w)", question.folded):
        return True
    units = "mm|cm|m|kg|g|l|ml|w|v|a|gb|tb|inch|cup|cups|person|months?|years?"
    return bool(
        re.search(rf"(?<![\w.]){re.escape(number)}[\s-]?(?:{units})(?!\w)", " ".join(question.all_words))
    )


def _is_size(word: str, question: Question) -> bool:
    """Return whether the word is a spoken size ("large"), which is matched as an option, not a name."""
    return not word[0].isdigit() and word in question.lexicon.size_words
