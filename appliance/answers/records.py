"""The words of a product's record, by where they stand, and what a word of a question is worth there."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from appliance.answers import text
from appliance.core.products import Product

IN_DESCRIPTION = 0.55
"""What a word counts that only the description holds."""
IN_FIELD = 0.97
"""What a word counts that another field than the title holds: brand, option, short attribute."""
IN_CATEGORY = 0.9
"""What a word counts that only its categories and tags hold: a title that says it comes first."""

EMPTY = frozenset(
    {"the", "a", "an", "and", "of", "for", "with", "in", "de", "la", "le", "der", "die", "das", "und", "s"}
)
"""Words of a title that name nothing."""


@dataclass(frozen=True)
class Record:
    """Stems of a product: its title in order, other fields that name it, categories, tags, description."""

    title: tuple[str, ...]
    names: frozenset[str]
    fields: frozenset[str]
    kinds: frozenset[str]
    shelf: frozenset[str]
    prose: frozenset[str]


@lru_cache(maxsize=4096)
def record_of(product: Product) -> Record:
    """Return the words of a product's record; kept for the products asked for last."""
    title = tuple(text.stems(product.title))
    joined = {one + two for one, two in itertools.pairwise(title)}
    fields = [product.brand, product.key]
    fields += [part for variant in product.variants for option in variant.options for part in option]
    fields += [value for _, value in product.attributes if len(value) < 60]
    categories = {stem for category in product.categories for stem in text.stems(category)}
    tags = {stem for tag in product.tags for stem in text.stems(tag)}
    return Record(
        title,
        frozenset({*title, *joined, *text.tokens(product.title)}),
        frozenset(stem for field in fields for stem in text.stems(field)),
        frozenset({*title, *categories}),
        frozenset(categories | tags),
        frozenset(text.stems(product.description[:4000])),
    )


def worth(word: str, record: Record, twins: dict[str, frozenset[str]]) -> float:
    """Return what a folded word of a question is worth against a record, 0..1: by the field that holds it."""
    stem = text.stem(word)
    forms = (stem, word, *twins.get(stem, ()))
    if any(form in record.names for form in forms) or has(word, record.names):
        return 1.0
    if any(form in record.fields for form in forms) or has(stem, record.fields):
        return IN_FIELD
    if any(form in record.shelf for form in forms):
        return IN_CATEGORY
    return IN_DESCRIPTION if stem in record.prose else 0.0


def only_tagged(word: str, record: Record, twins: dict[str, frozenset[str]]) -> bool:
    """Return whether no more than a tag of the product holds the word."""
    return worth(word, record, twins) == IN_CATEGORY and text.stem(word) not in record.kinds


def has(word: str, vocabulary: frozenset[str] | set[str]) -> bool:
    """Return whether a vocabulary holds the word, or one that it is a slip of."""
    return text.match_word(word, vocabulary) is not None


def told_by_fields(product: Product) -> str:
    """Return the title, the fields' values and the options' values of a product in one text."""
    fields = [value for _, value in product.attributes]
    return " ; ".join(
        (product.title, *fields, *(v for variant in product.variants for _, v in variant.options))
    )


def told_in_all(product: Product) -> str:
    """Return the title, the description, the options and the fields' names of a product in one text."""
    options = [part for variant in product.variants for option in variant.options for part in option]
    fields = [name for name, _ in product.attributes]
    return " ".join((product.title, product.description, *options, *fields))


def has_value(product: Product, stems: Collection[str]) -> bool:
    """Return whether one field's value holds all the stems."""
    return any(set(stems) <= set(text.stems(value)) for _, value in product.attributes)
