"""What a product's record holds: every word asked for, a number in a field's range, the figure of a field."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from appliance.answers import bounds, measures, text
from appliance.answers.attributes import DENIALS, field_named
from appliance.answers.language import Attribute
from appliance.answers.records import record_of
from appliance.answers.understand import Question
from appliance.core.products import Product


@dataclass(frozen=True)
class Figure:
    """What a field of a product measures: in the least unit of a kind, or in what stands by its number."""

    product: Product
    name: str
    value: str
    unit: str
    amount: Decimal


def figure(product: Product, wanted: Attribute, question: Question) -> Figure | None:
    """Return the one figure that a field of the attribute's kind holds, None without one."""
    for name, value in product.attributes:
        if not field_named(text.fold(name), wanted, question.folded):
            continue
        measured = measures.measures(value)
        bare = text.numbers(value)
        if len(measured) == 1:
            ((unit, amount),) = measured
            return Figure(product, name, value, unit, amount)
        if len(bare) == 1 and not measured:
            return Figure(product, name, value, _NUMBER.sub("", text.fold(value)).strip(), bare[0])
    return None


def those(products: Iterable[Product], asked: Sequence[str], question: Question) -> list[Product]:
    """Return the products whose records hold every word asked for, none of them denied, and whose fields
    allow the number that is asked for of something: "for two players"."""
    counted = _counted(question)
    passing = {*_VAGUE, *counted, *text.NUMBER_WORDS, *DENIALS}
    words = [word for word in asked if word not in passing and not word[0].isdigit()]
    undecided = len(words) > 1 and asks_without(question)  # which of them is to be missing?
    if undecided or not (words or counted):
        return []
    allowed = [product for product in products if _allows(product, counted, question)]
    return [product for product in allowed if all(says(product, word, question) for word in words)]


_VAGUE = frozenset(text.tokens("certified suitable made allowed marked labelled exactly"))
"""Words beside what is asked for that a record need not repeat."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_EXACTLY = re.compile(r"(?<!\w)(?:exactly|only|just|genau|nur|exactement|exactamente|solo|esattamente)(?!\w)")


def asks_without(question: Question) -> bool:
    """Return whether what is asked for is to be without something; "nothing over $20" is a bound."""
    return bool((DENIALS - {"nothing"} if question.bounded else DENIALS) & set(text.tokens(question.folded)))


def says(product: Product, word: str, question: Question) -> bool:
    """Return whether a record says a word, or another for the same, and does not deny it."""
    forms = {text.stem(word), *question.twins.get(text.stem(word), ())}
    record = record_of(product)
    said = [line for line in _lines(product) if forms & set(text.stems(line))]
    denied = [bool(DENIALS & set(text.tokens(line))) for line in said]
    if asks_without(question):  # "teas with no caffeine"
        return bool(said) and all(denied)
    if said:
        return not any(denied)
    return bool(forms & (record.names | record.fields | record.shelf))


def _lines(product: Product) -> list[str]:
    told = [f"{name}: {value}" for name, value in product.attributes]
    return [*told, *text.sentences(product.description)]


def _counted(question: Question) -> dict[str, Decimal]:
    """Return the nouns that a number is said of: {"players": 2} of "for exactly two players"."""
    said = text.tokens(question.folded)
    found = {after: number for number, after in text.spelled(said) if len(after) > 2}
    for word, after in itertools.pairwise(said):
        number = text.number(word) if word.isdigit() else None
        if number is not None and len(after) > 2 and after.isalpha():
            found[after] = number
    return {noun: number for noun, number in found.items() if noun not in bounds.MONEY_WORDS}


def _allows(product: Product, counted: dict[str, Decimal], question: Question) -> bool:
    """Return whether the fields of those nouns allow their numbers."""
    exactly = bool(_EXACTLY.search(question.folded))
    for noun, number in counted.items():
        values = [v for name, v in product.attributes if text.stem(noun) in text.stems(name)]
        if not any(_within(value, number, exactly) for value in values):
            return False
    return True


_RANGE = re.compile(r"(\d+)\s*(?:(?P<to>-|–|—|to|bis|a|à)\s*(\d+)|(?P<up>\+|or more|and up|und mehr))?")


def _within(value: str, number: Decimal, exactly: bool) -> bool:
    """Return whether a number lies in a field's range: 2 in "1–4", in "2" or in "2 or more"."""
    found = _RANGE.search(text.fold(value))
    if not found:
        return False
    low = Decimal(found.group(1))
    high = Decimal(found.group(3)) if found.group("to") else None if found.group("up") else low
    if exactly:
        return low == high == number
    return low <= number and (high is None or number <= high)
