"""Square's item library: one row per variation, with stock columns that carry the location in their name."""

from __future__ import annotations

from typing import ClassVar

from appliance.catalogue import text
from appliance.catalogue.dialects import reading
from appliance.catalogue.folding import Part
from appliance.catalogue.headers import normalise
from appliance.catalogue.layout import Layout, Record
from appliance.catalogue.stock import truth
from appliance.catalogue.table import Row
from appliance.core.products import Variant

_FIELDS = {
    "reference handle": "id", "token": "token", "item name": "title", "customer facing name": "shown title",
    "variation name": "variation", "sku": "sku", "description": "description", "categories": "categories",
    "category": "categories", "reporting category": "ignore", "gtin": "barcode", "price": "price",
    "online sale price": "sale_price", "archived": "archived", "sellable": "sellable",
    "square online item visibility": "visibility", "permalink": "url key",
    "option name 1": "name 1", "option value 1": "value 1", "option name 2": "name 2",
    "option value 2": "value 2", "option name 3": "name 3", "option value 3": "value 3",
}  # fmt: skip
_IGNORED = (
    "new quantity ", "stock alert ", "tax ", "enabled ", "price ", "modifier set ", "unit cost",
    "default unit cost",
    "default vendor", "item type", "weight", "social media link ",
    "seo ", "shipping ",
    "self serve ordering ", "delivery ", "pickup ", "stockable", "contains alcohol",
    "skip detail screen",
)  # fmt: skip


class Square:
    name: ClassVar[str] = "square"
    title: ClassVar[str] = "Square item library"
    decimal_mark: ClassVar[str] = "."

    def __init__(self, layout: Layout) -> None:
        """Rows of this export are read alone: nothing is remembered."""

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        stocked = any(column.startswith(("current quantity", "new quantity")) for column in columns)
        return {"item name", "variation name"} <= columns and (
            stocked or bool(columns & {"token", "reference handle", "option name 1"})
        )

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        found = reading.columns_by_name(columns, _FIELDS)
        for index, column in enumerate(columns):
            name = normalise(column)
            if name.startswith("current quantity"):
                found[index] = "quantity"
            elif index not in found and name.startswith(_IGNORED):
                found[index] = "ignore"
        return found

    def group(self, record: Record) -> str:
        """Rows share a reference handle, or, without one, the item's name; a token is each variation's
        own."""
        return (record.line("id") or record.line("title")).casefold()

    def claims(self, record: Record) -> tuple[str, ...]:
        return ()

    def part(self, record: Record) -> Part | str:
        title = record.line("shown title") or record.line("title")
        group = self.group(record)
        if not group:
            return f"Row {record.row.number} has no title; it was left out."
        key = record.line("id").lstrip("#") or record.line("token")
        part = Part(group=group, row=record.row.number, key=key, title=title, named=record.line("id"))
        part.description = record.text("description")
        part.categories = text.split_list(record.text("categories"), ",") if record.text("categories") else ()
        part.attributes = record.attributes()
        unseen = record.line("visibility").casefold() in ("hidden", "unavailable")
        part.published = False if unseen or truth(record.text("archived")) else None
        part.off = truth(record.text("sellable")) is False
        part.variants = (self._variant(record),)
        return part

    def _variant(self, record: Record) -> Variant:
        pairs = [(record.line(f"name {i}"), record.line(f"value {i}")) for i in (1, 2, 3)]
        options = tuple((name or "Option", value) for name, value in pairs if value)
        variation = record.line("variation")
        if not options and variation and variation.casefold() not in ("regular", "default", "standard"):
            options = (("Variation", variation),)
        return reading.variant(record, options=options)
