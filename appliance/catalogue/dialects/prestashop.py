"""PrestaShop's product file. Combinations stand in a second file, which cannot be read alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from appliance.catalogue import text
from appliance.catalogue.dialects import reading
from appliance.catalogue.folding import Part
from appliance.catalogue.layout import Layout, Record
from appliance.catalogue.stock import shown, truth
from appliance.catalogue.table import Row
from appliance.core.errors import FileRefused
from appliance.core.products import Variant

_FIELDS = {
    "product id": "id", "id": "id", "active 0 1": "published", "active": "published",
    "status": "published", "enabled": "published", "visibility": "visibility", "name": "title",
    "categories x y z": "categories", "categories": "categories", "category": "categories",
    "price tax included": "price", "price tax incl": "price", "price tax excluded": "net price",
    "price tax excl": "net price", "discount amount": "off amount", "discount percent": "off percent",
    "discount from yyyy mm dd": "sale_from", "discount to yyyy mm dd": "sale_to",
    "reference": "sku", "ean13": "barcode", "quantity": "quantity", "summary": "summary",
    "short description": "summary",
    "description": "description", "tags x y z": "tags", "manufacturer": "brand", "brand": "brand",
    "feature name value position": "features", "feature name value position customized": "features",
    "image urls x y z": "image", "available for order 0 no 1 yes": "purchasable",
    "available for order": "purchasable", "show price 0 no 1 yes": "show price", "show price": "show price",
    "out of stock": "policy", "action when out of stock": "policy", "when out of stock": "policy",
}  # fmt: skip
_TELLING = frozenset(_FIELDS) & frozenset(
    [
        "active 0 1",
        "categories x y z",
        "price tax excluded",
        "price tax included",
        "price tax excl",
        "price tax incl",
        "feature name value position",
        "image urls x y z",
        "tags x y z",
    ]
)


class PrestaShop:
    name: ClassVar[str] = "prestashop"
    title: ClassVar[str] = "PrestaShop products"
    decimal_mark: ClassVar[str] = "."

    def __init__(self, layout: Layout) -> None:
        self._warned = False

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        if any(column.startswith("attribute name type position") for column in columns):
            raise FileRefused(
                "This is PrestaShop's file of combinations, which holds no product names.",
                resolution="Upload the file of products, or a table with one row for every combination.",
            )
        return bool(columns & {"name"}) and len(columns & _TELLING) >= 2

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        found = reading.columns_by_name(columns, _FIELDS)
        return {index: found.get(index, "ignore") for index in range(len(columns))}

    def group(self, record: Record) -> str:
        return record.line("id") or f"row:{record.row.number}"

    def claims(self, record: Record) -> tuple[str, ...]:
        return ()

    def part(self, record: Record) -> Part | str:
        code, number = text.sku(record.text("sku")), record.line("id")
        part = Part(self.group(record), record.row.number, key=code or number, title=record.line("title"))
        part.description = record.text("description") or record.text("summary")
        part.brand = record.line("brand")
        part.categories = reading.paths(record.text("categories"), "/")
        part.tags = text.split_list(record.text("tags"), ",")
        part.image = text.one_line(record.text("image").split(",")[0])
        part.attributes = _features(record.text("features"))
        part.published = False if record.line("visibility") == "none" else shown(record.text("published"))
        part.variants = (self._variant(record),)
        part.problems = self._tax_note(record)
        return part

    def _variant(self, record: Record) -> Variant:
        found = reading.variant(record, oversell=record.line("policy") == "1")
        if truth(record.text("show price")) is False:
            return replace(found, price=None, compare_at=None)
        if found.price is None or (reduced := _reduced(found.price, record)) is None:
            return found
        return found if not reading.on_sale(record) else replace(found, price=reduced, compare_at=found.price)

    def _tax_note(self, record: Record) -> tuple[str, ...]:
        net = record.layout.first.get("net price")
        if self._warned or net is None or "price" in record.layout.first:
            return ()
        self._warned = True
        column = record.layout.columns[net]
        return (
            f"the prices in this file are without tax and were left out; choose “{column}” as the price if "
            "customers pay just that",
        )


def _reduced(price: Decimal, record: Record) -> Decimal | None:
    """Return the price after the row's discount, None without one."""
    amount, percent = (_discount(record, name) for name in ("off amount", "off percent"))
    reduced = price - amount if amount else price * (100 - percent) / 100 if percent else price
    return reduced.quantize(Decimal("0.01"), ROUND_HALF_UP) if 0 < reduced < price else None


def _discount(record: Record, name: str) -> Decimal:
    """Return a discount column's number, 0 for anything else."""
    return record.amount(name).value or Decimal(0)


def _features(cell: str) -> tuple[tuple[str, str], ...]:
    """Return "Material:Wool:1,Origin:Italy:2" as pairs."""
    pairs = (feature.split(":") for feature in cell.split(","))
    return tuple(
        (text.label(text.one_line(p[0])), text.one_line(p[1])) for p in pairs if len(p) > 1 and p[1].strip()
    )
