"""What searching takes and returns inside the service; `core.schemas.Hit` is its form on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from appliance.core.products import Passage, Product, Variant


@dataclass(frozen=True)
class Filters:
    """Conditions that one variant of a product must meet together; the default meets everything.

    `options` are (name, value); an empty name means any option. Comparison is caseless.
    """

    price_min: Decimal | None = None
    price_max: Decimal | None = None
    in_stock: bool | None = None
    options: tuple[tuple[str, str], ...] = ()
    brand: str = ""
    category: str = ""


@dataclass(frozen=True)
class ProductHit:
    """A product that was found.

    `score` is 0..1, and above 1 when `exact`: its SKU, barcode, model number, handle or whole title was
    named. `coverage` is the share of the question's content words found in title, brand, category, options
    and variants, 0..1. `variant` is the one whose SKU or barcode was named. `source` is the file's name.
    """

    product: Product
    score: float
    source: str
    exact: bool = False
    coverage: float = 0.0
    variant: Variant | None = None


@dataclass(frozen=True)
class PassageHit:
    """A passage that was found: `score` is the cosine of question and passage, at least 0."""

    passage: Passage
    document: str
    title: str
    score: float
    coverage: float
    id: str


@dataclass(frozen=True)
class Facets:
    """What the shop's products can be narrowed by, as the catalogue spells it, with counts of products."""

    products: int = 0
    options: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    brands: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    in_stock: int = 0
