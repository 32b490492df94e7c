"""What a catalogue is made of: typed products and the passages of documents.

Plain frozen dataclasses, not pydantic: a shop has tens of thousands of them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Availability(StrEnum):
    """Whether a variant can be bought; UNKNOWN when the catalogue says nothing about stock."""

    IN_STOCK = "in_stock"
    OUT_OF_STOCK = "out_of_stock"
    BACKORDER = "backorder"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing that can be bought.

    `price` and `compare_at` (the price before a sale) are exact decimals in `currency` (ISO 4217, or
    empty when the catalogue does not say). `quantity` is None when stock is not counted; it may be
    negative in real exports. `options` are (name, value) pairs, such as ("Size", "M").
    """

    sku: str = ""
    price: Decimal | None = None
    compare_at: Decimal | None = None
    currency: str = ""
    quantity: int | None = None
    availability: Availability = Availability.UNKNOWN
    barcode: str = ""
    options: tuple[tuple[str, str], ...] = ()
    image: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a catalogue, with at least one variant.

    `key` is the catalogue's own handle, SKU or ID, unique in its source: what `search` prints as `id`.
    `description` is plain text. `attributes` are further (name, value) pairs ("Material", "Wool").
    `row` is the 1-based row (header = row 1) or record number in the source file, for messages.
    """

    key: str
    title: str
    description: str = ""
    brand: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    url: str = ""
    image: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    variants: tuple[Variant, ...] = (Variant(),)
    published: bool = True
    row: int = 0

    def content_hash(self) -> str:
        """Return a sha256 over everything but the row number: unchanged rows are told by it."""
        fields = to_json(self)
        del fields["row"]
        return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document short enough to retrieve. `page` is 1-based, or None without pages."""

    text: str
    heading: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A policy, guide or help page, cut into passages in reading order."""

    name: str
    title: str
    passages: tuple[Passage, ...]
    hidden_text: tuple[str, ...] = ()
    """Text a reader would not see (comments, display:none, white on white): never indexed."""


def to_json(product: Product) -> dict[str, Any]:
    """Return the product as JSON-safe values; decimals become strings so that no cent is lost."""
    record = {name: getattr(product, name) for name in Product.__slots__}
    record["variants"] = [_variant_to_json(variant) for variant in product.variants]
    return record


def from_json(record: dict[str, Any]) -> Product:
    """Return the product that `to_json` wrote."""
    variants = tuple(
        Variant(
            **{
                **variant,
                "price": _decimal(variant["price"]),
                "compare_at": _decimal(variant["compare_at"]),
                "availability": Availability(variant["availability"]),
                "options": _pairs(variant["options"]),
            }
        )
        for variant in record["variants"]
    )
    return Product(
        **{
            **record,
            "categories": tuple(record["categories"]),
            "tags": tuple(record["tags"]),
            "attributes": _pairs(record["attributes"]),
            "variants": variants,
        }
    )


def _variant_to_json(variant: Variant) -> dict[str, Any]:
    record = {name: getattr(variant, name) for name in Variant.__slots__}
    for name in ("price", "compare_at"):
        if record[name] is not None:
            record[name] = str(record[name])
    return record


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _pairs(values: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in values)
