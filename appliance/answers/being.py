"""Whether a product is the thing that a phrase names, or only for it: fountain pen ink is no pen."""

from __future__ import annotations

import re
from functools import lru_cache

from appliance.answers import text
from appliance.answers.language import HEAD_FIRST
from appliance.answers.records import IN_CATEGORY, IN_DESCRIPTION, record_of, worth
from appliance.answers.runs import content, without_cues
from appliance.answers.topics import Topic
from appliance.answers.understand import Question
from appliance.core.products import Product

_SAID_OF = re.compile(r"[(,;:–—|/]| - | with | in | for | of the ")
"""Where what is said of a thing begins in its title: "Kettle, 1.2 l"."""
_QUOTED = re.compile(r"(?<!\w)['‘\"“][^'’\"”]+['’\"”]")
"""A cultivar or a scent: "Tomato 'Black Krim' Seeds" are seeds."""
_SPARES = frozenset(
    text.stems(
        "spares parts accessories refills zubehör ersatzteile accessoires pièces accesorios recambios "
        "repuestos accessori ricambi"
    )
)
"""Shelves of what is for a thing and is not the thing."""
_SEVERAL = re.compile(r"[&,+/]|\b(?:and|und|et|y)\b|(?<=\s)e(?=\s)")


def phrase(question: Question) -> tuple[str, ...]:
    """Return the run of words whose superlative is asked for: the first behind "cheapest", else the first."""
    lexicon = question.lexicon
    heard = lexicon.heard(question.superlative, question.folded) if question.superlative else []
    after = min((end for _, end in heard), default=0)
    said = without_cues(question.folded, lexicon, (Topic.PRICE,), "")
    runs = content(said[after:], lexicon)[0] or content(said, lexicon)[0]
    return runs[0] if runs else ()


def is_a(asked: tuple[str, ...], product: Product, question: Question) -> bool:
    """Return whether title or category call the product by the noun of the phrase."""
    head = asked[0] if question.language in HEAD_FIRST else asked[-1]
    forms = {noun(head), *question.twins.get(text.stem(head), ())}
    if forms & heads(product) or _compound(head, product, question):
        return True
    others = {text.stem(word) for word in asked if word != head}
    return any(_shelved(category, forms, others) for category in product.categories)


def fits(product: Product, question: Question, asked: tuple[str, ...], least: float = IN_CATEGORY) -> bool:
    """Return whether the record says everything else that the thing is to be: "black", "for cats"."""
    noun = {asked[0] if question.language in HEAD_FIRST else asked[-1]}
    skip = noun | question.lexicon.generic
    record = record_of(product)
    return all(worth(word, record, question.twins) >= least for word in asked if word not in skip)


def those(asked: tuple[str, ...], products: list[Product], question: Question) -> list[Product]:
    """Return the products that are what is asked for, by name and shelf, else by their descriptions."""
    called = [product for product in products if is_a(asked, product, question)]
    strict = [product for product in called if fits(product, question, asked)]
    return strict or [p for p in called if fits(p, question, asked, IN_DESCRIPTION)]


@lru_cache(maxsize=4096)
def heads(product: Product) -> frozenset[str]:
    """Return the stem of the noun of a title: its last word before numbers and what is said of it."""
    words = text.tokens(_SAID_OF.split(_QUOTED.sub(" ", product.title))[0])
    while words and (
        any(char.isdigit() for char in words[-1]) or text.is_unit(words[-1]) or words[-1] == "x"
    ):
        words.pop()
    return frozenset({noun(words[-1])}) if words else frozenset()


def noun(word: str) -> str:
    """Return the stem of a noun; a gerund has none: "cupping" is no cup."""
    return word if word.endswith("ing") else text.stem(word)


def _compound(head: str, product: Product, question: Question) -> bool:
    """Return whether a German title names a kind of it: "Bodenvase" is a vase."""
    return (
        question.language == "de"
        and len(head) > 3
        and any(word.endswith(text.stem(head)) for word in heads(product))
    )


def _shelved(category: str, forms: set[str], others: set[str]) -> bool:
    """Return whether a category is of these things alone: "Dog > Toys" of dog toys, but "Litter & Trays" of
    no one thing."""
    steps = re.split(r"\s*[>›/|]\s*", category)
    held = next((step for step in steps if forms & set(text.stems(step))), "")
    if not held or _SEVERAL.search(held):
        return False
    if (_SPARES - forms) & set(text.stems(steps[-1])):
        return False  # a strap on the shelf "Lifejackets > Spares", a mat among "Turntable accessories"
    stems = text.stems(held)
    rest = {stem for step in steps if step != held for stem in text.stems(step)}
    alone = len(stems) == 1 or bool({stems[-1], stems[0]} & forms)
    return alone and others <= {*stems, *rest}
