"""Which of several products a message chooses: "the oak one", "the bigger", "the second"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from appliance.answers import text
from appliance.answers.measures import measures, sides
from appliance.answers.records import IN_FIELD, record_of, worth
from appliance.answers.topics import POLICIES, Topic
from appliance.answers.understand import Question
from appliance.core.products import Product

_ORDINALS = (
    r"first|former|1st|erste[nrs]?|premiere?|primer[oa]?",
    r"second|latter|2nd|zweite[nrs]?|deuxieme|segund[oa]",
    r"third|3rd|dritte[nrs]?|troisieme|tercer[oa]?",
)
_CHEAPER = re.compile(r"(?<!\w)(?:the )?(cheaper|cheapest|less expensive)(?: one)?(?!\w)")
_DEARER = re.compile(r"(?<!\w)(?:the )?(dearer|dearest|(?:more|most) expensive|pricier)(?: one)?(?!\w)")


def chosen(question: Question, listed: Sequence[Product]) -> tuple[Product, ...]:
    """Return the products among those just listed that a message chooses; none when it does not choose."""
    browses = question.lexicon.hears("browse", question.folded)
    anew = question.about(*POLICIES) or (browses and not (question.anaphoric or question.continuing))
    if len(listed) < 2 or anew or question.about(Topic.COMPARE):
        return ()
    words = [w for w in question.words if w not in question.lexicon.generic | question.lexicon.size_words]
    words = [w for w in words if w not in text.NUMBER_WORDS]
    by_place = _in_place(question, listed) if not words else None
    if by_place:
        return (by_place,)
    left = tuple(p for p in listed if all(_holds(p, word, question) for word in words)) if words else ()
    if words and not left:
        return ()
    found = ranked(question, left or tuple(listed)) or _by_price(question, left or listed) or left
    return tuple(found) if 0 < len(found) < len(listed) else ()


def ranked(question: Question, products: Sequence[Product]) -> tuple[Product, ...]:
    """Return the least or greatest of products whose titles differ in nothing but a measure, where the
    question asks for the small or the large one."""
    words = set(question.all_words)
    small, large = (
        set(text.tokens(question.lexicon.data["options"][name])) for name in ("smaller", "larger")
    )
    least, most = bool(words & small), bool(words & large)
    amounts = [_extent(product) for product in products]
    if least == most or len(products) < 2 or None in amounts or len(set(map(_bare, products))) > 1:
        return ()
    known = [amount for amount in amounts if amount is not None]
    wanted = min(known) if least else max(known)
    return tuple(p for p, amount in zip(products, amounts, strict=True) if amount == wanted)


def _in_place(question: Question, listed: Sequence[Product]) -> Product | None:
    for place, ordinal in enumerate(_ORDINALS[: len(listed)]):
        if re.search(rf"(?<!\w)(?:{ordinal})(?!\w)", question.folded):
            return listed[place]
    return None


def _holds(product: Product, word: str, question: Question) -> bool:
    return worth(word, record_of(product), question.twins) >= IN_FIELD


def _by_price(question: Question, products: Sequence[Product]) -> tuple[Product, ...]:
    """Return the one that costs least or most, where every one has one price."""
    prices = [{v.price for v in product.variants} for product in products]
    cheap, dear = _CHEAPER.search(question.folded), _DEARER.search(question.folded)
    if bool(cheap) == bool(dear) or any(len(found) != 1 or None in found for found in prices):
        return ()
    known = [price for found in prices for price in found if price is not None]
    wanted = min(known) if cheap else max(known)
    found = [p for p, price in zip(products, known, strict=True) if price == wanted]
    return tuple(found) if len(found) == 1 else ()


def _extent(product: Product) -> Decimal | None:
    """Return the area that a title names, or its one measure."""
    named = sides(product.title)
    if named:
        longest = max(named, key=max)
        area = Decimal(1)
        for side in longest:
            area *= side
        return area
    found = measures(product.title)
    return next(iter(found))[1] if len(found) == 1 else None


def _bare(product: Product) -> str:
    """Return a title without its numbers."""
    return " ".join(word for word in text.tokens(product.title) if not word[0].isdigit())
