"""A question beside what was found for it: names its words make, a number that names a variant, a brand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from appliance.answers import text
from appliance.answers.records import has, record_of, worth
from appliance.answers.resolve import Resolution, may_lack
from appliance.answers.topics import Topic
from appliance.answers.understand import Question
from appliance.core.products import Product
from appliance.knowledge.hits import ProductHit


def names_of(product: Product) -> list[frozenset[str]]:
    """Return the stems of what a product is called and of each kind it is filed under."""
    return [frozenset(text.stems(name)) for name in (product.title, *product.categories)]


def is_of_a_name(word: str, question: Question, names: Sequence[frozenset[str]]) -> bool:
    """Return whether a word stands beside another in the question with which it makes a name."""
    for chunk in question.chunks:
        for one, two in pairwise(chunk):
            other = two if one == word else one if two == word else ""
            if other and any(has(text.stem(word), name) and has(text.stem(other), name) for name in names):
                return True
    return False


def with_brand(question: Question, resolution: Resolution) -> Question:
    """Return a question about one product's warranty with its brand: tables of warranties list brands."""
    one = resolution.one
    if one is None or not one.brand or not question.about(Topic.WARRANTY):
        return question
    named = tuple(w for w in text.tokens(text.fold(one.brand)) if w not in question.all_words)
    return replace(question, all_words=(*question.all_words, *named))


def names_any(question: Question, hits: Sequence[ProductHit]) -> bool:
    """Return whether a word of the question that is no size, option or container names anything found."""
    own = [word for word in question.words if not may_lack(word, question)]
    return any(worth(word, record_of(hit.product), question.twins) for word in own for hit in hits)


def asks_service(question: Question) -> bool:
    """Return whether the price is asked of what the shop does: "what do you charge to sharpen a knife"."""
    verbs = question.lexicon.data.get("services", "").split()
    if not verbs:
        return False
    return bool(_service(tuple(verbs)).search(question.folded))


@lru_cache(maxsize=8)
def _service(verbs: tuple[str, ...]) -> re.Pattern[str]:
    """Return what asks for the price of one of these English verbs: "cost to sharpen", "to have it mended",
    "charge for sharpening my"."""
    bare = [verb.removesuffix("e") for verb in verbs]
    doubled = [f"{verb}{verb[-1]}" for verb in verbs]
    stems = "|".join(map(re.escape, (*verbs, *bare, *doubled)))
    plain = "|".join(map(re.escape, verbs))
    return re.compile(
        r"\b(?:charges?|costs?|prices?|fees?|how much|quote)\b(?: \w+){0,4}? (?:"
        rf"to (?:{plain})\b|to (?:have|get) (?:\w+ ){{1,4}}(?:{stems})e?d\b"
        rf"|for (?:{stems})ing (?:a|an|my|the|our|his|her|one|two|this|these|it|them)\b)"
        r"|\byou charge (?:me |us )?to (?!buy|sell|ship|deliver|send|post|mail)\w+"
    )


def uncounted(question: Question, products: Sequence[Product]) -> Question:
    """Return the question with its number naming a variant where one is called by it: "24 pans"."""
    values = (v for product in products for variant in product.variants for _, v in variant.options)
    counts = [word for word in text.tokens(question.folded) if word in text.NUMBER_WORDS]
    if question.count != 1 and len(counts) > 1 and len(question.chunks) > 1:
        return replace(question, count=1)  # "two mugs and one timer": whose number it is, is not known
    if question.count == 1 or str(question.count) not in {word for v in values for word in text.tokens(v)}:
        return question
    return replace(question, count=1, all_words=tuple(text.tokens(question.folded)))
