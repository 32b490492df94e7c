"""Questions to try the bot with, made from the shop's own products: ones that its records can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from appliance.core.owner_schemas import TrialQuestion
from appliance.core.products import Availability, Product

LOOKED_AT = 200
QUESTIONS = 3
LONGEST_TITLE = 60
"""Characters: nobody types a longer name into a chat."""


def questions(products: Sequence[Product]) -> tuple[TrialQuestion, ...]:
    """Return up to three questions of different kinds, about different products where there are enough."""
    named = sorted(
        (product for product in products if 0 < len(product.title) <= LONGEST_TITLE),
        key=lambda product: (len(product.title.split()) > 5, product.title),
    ) or list(products)
    asked: list[TrialQuestion] = []
    for ask in (_price, _stock, _option, _description):
        if len(asked) == QUESTIONS:
            break
        used = {question.title for question in asked}
        fresh = [product for product in named if product.title not in used]
        question = next(_askable(ask, (*fresh, *named)), None)
        if question is not None:
            asked.append(question)
    return tuple(asked)


def _askable(
    ask: Callable[[Product], TrialQuestion | None], products: Sequence[Product]
) -> Iterator[TrialQuestion]:
    return (question for product in products if (question := ask(product)) is not None)


def _price(product: Product) -> TrialQuestion | None:
    known = bool(product.variants) and all(variant.price for variant in product.variants)
    return TrialQuestion(kind="price", title=product.title) if known else None


def _stock(product: Product) -> TrialQuestion | None:
    known = any(variant.availability is Availability.IN_STOCK for variant in product.variants)
    return TrialQuestion(kind="stock", title=product.title) if known else None


def _option(product: Product) -> TrialQuestion | None:
    values: dict[str, set[str]] = {}
    for variant in product.variants:
        for name, value in variant.options:
            values.setdefault(name, set()).add(value)
    several = next((name for name, found in values.items() if len(found) > 1), None)
    return TrialQuestion(kind="option", title=product.title, option=several) if several else None


def _description(product: Product) -> TrialQuestion | None:
    """Asked where nothing can be chosen: every product has a text, and few have none."""
    return TrialQuestion(kind="description", title=product.title) if product.description.strip() else None
