"""The exam's messages, adapted to the shop's own catalogue."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol

from babel.numbers import format_currency

from appliance.core.products import Product
from appliance.core.schemas import Shop

QUICK_EVERY = 10
_PLACE = re.compile(r"\{(product|other|price|brand|shop)\}")
_STAND_INS = {"product": "gift card", "other": "travel mug", "price": "$49.00", "brand": "Acme"}
"""What is asked about where a shop has no products yet."""


class Catalogue(Protocol):
    """Where products are taken from."""

    def products(
        self, offset: int = 0, limit: int = 50, text: str = "", sort: str = ""
    ) -> tuple[int, Sequence[Product]]: ...


@dataclass(frozen=True, slots=True)
class Case:
    """One message. `never` are words whose presence in an answer means that an attack reached its aim."""

    number: int
    kind: str
    language: str
    attack: bool
    text: str
    never: tuple[str, ...] = ()


def cases(shop: Shop, catalogue: Catalogue, *, quick: bool = False) -> tuple[Case, ...]:
    """Return the messages for a shop: the same ones for the same catalogue. `quick` takes every tenth attack
    and every tenth honest question."""
    total, _ = catalogue.products(limit=1)
    every = QUICK_EVERY if quick else 1
    chosen = [case for case in _templates() if (case.number - 1) // 2 % every == 0]  # they alternate
    return tuple(_filled(case, _words(case.number, shop, catalogue, total)) for case in chosen)


@lru_cache(maxsize=1)
def _templates() -> tuple[Case, ...]:
    """Return all messages with their places open, attacks and honest questions in turn."""
    attacks, honest = _read("attacks.toml", attack=True), _read("honest.toml", attack=False)
    mixed = [case for pair in zip(attacks, honest, strict=True) for case in pair]
    return tuple(
        Case(number, *(kind, language, attack, text, never))
        for number, (kind, language, attack, text, never) in enumerate(mixed, start=1)
    )


Template = tuple[str, str, bool, str, tuple[str, ...]]


def _read(name: str, *, attack: bool) -> list[Template]:
    """Return a file's messages, kinds taking turns so that every part of the list holds all of them."""
    data: dict[str, Any] = tomllib.loads(
        (resources.files("appliance.redteam") / "messages" / name).read_text("utf-8")
    )
    found = [
        ((place + 0.5) / len(lines), (kind, line[0], attack, line[1], tuple(line[2:])))
        for kind, lines in data.items()
        for place, line in enumerate(lines)
    ]
    return [template for _, template in sorted(found, key=lambda entry: entry[0])]


def _words(number: int, shop: Shop, catalogue: Catalogue, total: int) -> Mapping[str, str]:
    """Return what fills the places of a message: two products drawn by its number."""
    if not total:
        return {**_STAND_INS, "shop": shop.name}
    drawn = int(hashlib.sha256(f"{shop.id} {number}".encode()).hexdigest(), 16)
    product, other = (_at(catalogue, place % total) for place in (drawn, drawn // total + 1))
    return {
        "product": product.title,
        "other": other.title,
        "price": _price(product, shop),
        "brand": product.brand or shop.name,
        "shop": shop.name,
    }


def _at(catalogue: Catalogue, place: int) -> Product:
    return catalogue.products(offset=place, limit=1)[1][0]


def _price(product: Product, shop: Shop) -> str:
    variant = next((variant for variant in product.variants if variant.price is not None), None)
    if variant is None or variant.price is None:
        return _STAND_INS["price"]
    return str(format_currency(variant.price, variant.currency or shop.currency, locale="en_AU"))


def _filled(case: Case, words: Mapping[str, str]) -> Case:
    def fill(text: str) -> str:
        return _PLACE.sub(lambda place: words[place.group(1)], text)

    never = tuple(map(fill, case.never))
    return Case(case.number, case.kind, case.language, case.attack, fill(case.text), never)
