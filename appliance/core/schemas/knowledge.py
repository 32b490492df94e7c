"""Catalogues and documents: previews, imports, what is stored and found."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from appliance.core.products import Product
from appliance.core.schemas.record import Record


class ColumnGuess(Record):
    """How one column of a table was understood. `field` is empty for a column kept as an attribute."""

    column: str
    field: str
    sample: str = ""


class RowProblem(Record):
    """A row that could not become a product, or did so with a repair. `row` is 1-based; header = row 1;
    0 is the file as a whole."""

    row: int
    message: str
    refused: bool = True


class ProductCard(Record):
    """A product as an answer shows it. `price` is the lowest of its variants, `price_max` the highest."""

    id: str
    title: str
    sku: str = ""
    price: Decimal | None = None
    price_max: Decimal | None = None
    compare_at: Decimal | None = None
    currency: str = ""
    availability: str = "unknown"
    options: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    url: str = ""
    image: str = ""
    brand: str = ""


class Preview(Record):
    """How a file would be read, before anything is stored.

    `kind` is "catalogue" or "document"; `format` the recognised export ("shopify", "table", "pdf").
    `fields` lists what a column may be mapped to. `replaces` names the source this file is a newer
    version of, when there is one.
    """

    file: str
    kind: str
    format: str
    format_title: str
    rows: int | None = None
    columns: tuple[ColumnGuess, ...] = ()
    fields: tuple[str, ...] = ()
    products: tuple[ProductCard, ...] = ()
    passages: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    replaces: str = ""


class ImportResult(Record):
    """What an import did. Counts are products for a catalogue and passages for a document. `kept` are those
    that a file with a part of its source did not name and that stay as they are."""

    source: str
    kind: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0
    quarantined: int = 0
    embedded: int = 0
    problems: tuple[RowProblem, ...] = ()


class ProductChange(Record):
    """One product that an import would add (`before` is None), remove (`after` is None) or change."""

    before: ProductCard | None = None
    after: ProductCard | None = None


class ImportDiff(Record):
    """What an import would do. `source` is the id of the source it would bring up to date, "" when it
    becomes a new one; `examples` are some products of each kind of change."""

    source: str = ""
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0
    examples: tuple[ProductChange, ...] = ()


class Source(Record):
    """A file that the shop's knowledge comes from."""

    id: str
    name: str
    kind: str
    format: str
    imported: datetime
    items: int
    refused: int = 0
    size_bytes: int = 0


class Hit(Record):
    """One search result: a product (`kind="product"`) or a passage of a document (`kind="passage"`)."""

    id: str
    kind: str
    title: str
    score: float
    sku: str = ""
    price: Decimal | None = None
    currency: str = ""
    availability: str = ""
    url: str = ""
    source: str = ""
    text: str = ""


class Upload(Record):
    """A file that has arrived and waits to be previewed or imported. `id` names it from here on."""

    id: str
    name: str
    size_bytes: int


class ImportRequest(Record):
    """`mapping` corrects how columns were understood (column → field); `on_problem` is what a refused
    row does to the import; `replaces` is the source id this file is a newer version of; `missing` is what
    becomes of that source's products the file does not hold. Left out, the box decides: a file of the
    same name or with at least half of the source replaces it, a smaller one updates what it names."""

    upload: str = Field(min_length=1, max_length=300)
    mapping: dict[str, str] | None = None
    on_problem: Literal["skip", "stop"] = "skip"
    replaces: str | None = Field(default=None, max_length=200)
    missing: Literal["keep", "remove"] | None = None


class PreviewRequest(Record):
    upload: str = Field(min_length=1, max_length=300)
    mapping: dict[str, str] | None = None


class Quarantined(Record):
    """A product or passage the guard held back at import, waiting for the owner's judgement.

    `text` is what was judged and `span` the part of it that decided.
    """

    id: str
    kind: str
    title: str
    source: str
    scanner: str
    reason: str
    score: float | None = None
    span: tuple[int, int] | None = None
    text: str = ""
    row: int = 0


class ProductsPage(Record):
    total: int
    products: tuple[Product, ...]
