"""What WooCommerce's REST interface answers, saved as JSON: a table whose names differ from its export's."""

from __future__ import annotations

from typing import ClassVar

from appliance.catalogue.dialects.plain import Plain
from appliance.catalogue.headers import normalise
from appliance.catalogue.layout import Record
from appliance.catalogue.table import Row

_FIELDS = {
    "id": "id", "name": "title", "status": "published", "catalog visibility": "published",
    "permalink": "url", "regular price": "price", "sale price": "sale_price",
    "date on sale from": "sale_from", "date on sale to": "sale_to", "stock quantity": "quantity",
    "stock status": "availability", "purchasable": "purchasable", "short description": "summary",
    "categories": "categories", "tags": "tags", "images": "image", "images src": "image",
}  # fmt: skip
_GUESSED = frozenset({"price", "categories", "group", "id", "url", "published", "on_sale"})
"""What other names of an answer ("type", "parent_id") are mistaken for."""
_SHOWN = ("attributes.", "weight", "dimensions.")
"""Beside these an answer holds counters, settings and dates of its own. Its `price`, too, is left out: it
was in force when the file was written, which the dates of the sale may have changed."""


class WooCommerceRest(Plain):
    name: ClassVar[str] = "woocommerce-rest"
    title: ClassVar[str] = "WooCommerce products (JSON)"
    decimal_mark: ClassVar[str] = "."

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        return {"name", "regular price", "sale price"} <= columns and bool(
            columns & {"stock status", "catalog visibility", "date on sale to"}
        )

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        found = super().fields(columns)
        for index, column in enumerate(columns):
            if field := _FIELDS.get(normalise(column)):
                found[index] = field
            elif found.get(index) in _GUESSED or (index not in found and not column.startswith(_SHOWN)):
                found[index] = "ignore"
        return found

    def group(self, record: Record) -> str:
        return f"row:{record.row.number}"
