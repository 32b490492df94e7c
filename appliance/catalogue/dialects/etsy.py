"""Etsy's listing download: one row a listing, its variations as lists in two pairs of columns."""

from __future__ import annotations

from typing import ClassVar

from appliance.catalogue import stock, text
from appliance.catalogue.dialects import reading
from appliance.catalogue.folding import Part
from appliance.catalogue.headers import normalise
from appliance.catalogue.layout import Layout, Record
from appliance.catalogue.table import Row
from appliance.core.products import Availability, Variant

_FIELDS = {
    "title": "title", "description": "description", "price": "price", "currency code": "currency",
    "quantity": "quantity", "tags": "tags", "materials": "materials", "image1": "image", "sku": "sku",
    "variation 1 type": "type 1", "variation 1 name": "name 1", "variation 1 values": "values 1",
    "variation 2 type": "type 2", "variation 2 name": "name 2", "variation 2 values": "values 2",
}  # fmt: skip


class Etsy:
    name: ClassVar[str] = "etsy"
    title: ClassVar[str] = "Etsy listings"
    decimal_mark: ClassVar[str] = "."

    def __init__(self, layout: Layout) -> None:
        """Rows of this export are read alone: nothing is remembered."""

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        telling = {"currency code", "materials", "image1", "variation 1 type", "variation 1 values"}
        return {"title", "price", "quantity"} <= columns and len(columns & telling) >= 3

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        found = reading.columns_by_name(columns, _FIELDS)
        for index, column in enumerate(columns):
            if normalise(column).startswith("image") and index not in found:
                found[index] = "ignore"
        return found

    def group(self, record: Record) -> str:
        return f"row:{record.row.number}"

    def claims(self, record: Record) -> tuple[str, ...]:
        return ()

    def part(self, record: Record) -> Part | str:
        codes = text.split_list(record.text("sku"), ",") if record.text("sku") else ()
        title = record.line("title")
        key = text.sku(codes[0]) if len(codes) == 1 else text.slug(title)
        part = Part(group=self.group(record), row=record.row.number, key=key, title=title)
        part.description = record.text("description")
        part.tags = tuple(tag.replace("_", " ") for tag in text.split_list(record.text("tags"), ","))
        part.image = record.line("image")
        materials = ", ".join(text.split_list(record.text("materials"), ",")).replace("_", " ")
        part.attributes = ((("Materials", materials),) if materials else ()) + record.attributes()
        part.variants = _variants(record, codes)
        return part


def _variants(record: Record, codes: tuple[str, ...]) -> tuple[Variant, ...]:
    """Return a variant for every combination of values. The quantity is the listing's: it is not divided."""
    names = [record.line(f"name {i}") or record.line(f"type {i}") or f"Variation {i}" for i in (1, 2)]
    values = [text.split_list(record.text(f"values {i}"), ",") for i in (1, 2)]
    chosen = reading.all_combinations(names, values)
    price = reading.offer(record)
    quantity, _ = record.stock()
    state = stock.availability(quantity)
    if len(chosen) > 1 and state is Availability.IN_STOCK:
        quantity = None
    skus = (
        codes
        if len(codes) == len(chosen)
        else codes * len(chosen)
        if len(codes) == 1
        else ("",) * len(chosen)
    )
    return tuple(
        Variant(
            sku=text.sku(code),
            price=price.price,
            compare_at=price.compare_at,
            currency=price.currency,
            quantity=quantity,
            availability=state,
            options=tuple(options),
        )
        for options, code in zip(chosen, skus, strict=True)
    )
