"""Shopify's product export, the columns of until 2025 and the current ones."""

from __future__ import annotations

from typing import ClassVar

from appliance.catalogue import text
from appliance.catalogue.dialects import reading
from appliance.catalogue.folding import Part
from appliance.catalogue.headers import normalise
from appliance.catalogue.layout import Layout, Record
from appliance.catalogue.stock import truth
from appliance.catalogue.table import Row
from appliance.core.errors import FileRefused
from appliance.core.products import Variant

_FIELDS = {
    "handle": "id", "url handle": "id", "title": "title", "body html": "description",
    "description": "description",
    "vendor": "brand", "product category": "category path", "type": "type", "tags": "tags",
    "published": "published",
    "published on online store": "published", "status": "status", "variant sku": "sku", "sku": "sku",
    "variant price": "price", "price": "price", "variant compare at price": "compare_at",
    "compare at price": "compare_at", "variant barcode": "barcode", "barcode": "barcode",
    "variant inventory qty": "quantity", "inventory quantity": "quantity",
    "variant inventory policy": "policy", "continue selling when out of stock": "policy",
    "variant inventory tracker": "tracker", "inventory tracker": "tracker",
    "image src": "image", "product image url": "image", "variant image": "variant image",
    "variant image url": "variant image",
    "option1 name": "name 1", "option1 value": "value 1", "option2 name": "name 2",
    "option2 value": "value 2",
    "option3 name": "name 3", "option3 value": "value 3",
}  # fmt: skip
_IGNORED = (
    "variant grams|weight value grams|weight unit for display|variant weight unit|"
    "variant fulfillment service|"
    "fulfillment service|variant requires shipping|requires shipping|variant taxable|charge tax|"
    "variant tax code|"
    "tax code|image position|image alt text|gift card|seo title|seo description|cost per item|"
    "option1 linked to|option2 linked to|option3 linked to|unit price total measure|"
    "unit price total measure unit|"
    "unit price base measure|unit price base measure unit"
)
_VARIANT_COLUMNS = frozenset(
    [
        "variant sku",
        "variant price",
        "variant grams",
        "variant inventory qty",
        "variant inventory policy",
        "variant barcode",
        "variant inventory tracker",
        "variant compare at price",
    ]
)
_CURRENT_COLUMNS = frozenset(
    [
        "option1 name",
        "option1 value",
        "inventory quantity",
        "published on online store",
        "product image url",
        "continue selling when out of stock",
        "weight value grams",
        "inventory tracker",
        "compare at price",
    ]
)


class Shopify:
    name: ClassVar[str] = "shopify"
    title: ClassVar[str] = "Shopify product export"
    decimal_mark: ClassVar[str] = "."

    def __init__(self, layout: Layout) -> None:
        self._names: dict[str, tuple[str, str, str]] = {}

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        if _is_inventory(columns):
            raise FileRefused(
                "This is Shopify's inventory export, which holds no prices or descriptions.",
                resolution="Upload the export of products (Products → Export); it holds the stock too.",
            )
        if "handle" in columns:
            paired = {"option1 name", "option1 value"} <= columns
            return paired or bool(columns & _VARIANT_COLUMNS and columns & {"title", "body html"})
        return {"url handle", "title"} <= columns and len(columns & _CURRENT_COLUMNS) >= 2

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        ignored = dict.fromkeys(_IGNORED.split("|"), "ignore")
        found = reading.columns_by_name(columns, {**_FIELDS, **ignored})
        for index, column in enumerate(columns):
            name = normalise(column)
            if index not in found and name.startswith(
                ("google shopping ", "price ", "compare at price ", "included ")
            ):
                found[index] = "ignore"
        return found

    def group(self, record: Record) -> str:
        return record.line("id").casefold()

    def claims(self, record: Record) -> tuple[str, ...]:
        return ()

    def part(self, record: Record) -> Part | str:
        handle, title = record.line("id"), record.line("title")
        if not handle and not title:
            return f"Row {record.row.number} has neither a handle nor a title; it was left out."
        part = Part(
            group=handle.casefold(), row=record.row.number, key=handle or text.slug(title), title=title
        )
        part.named = handle
        self._product_fields(part, record)
        names = self._option_names(handle, record)
        is_offer = any(record.text(name) for name in ("price", "sku", "value 1"))
        if is_offer or title:
            part.variants = (self._variant(record, names),)
        return part

    def _product_fields(self, part: Part, record: Record) -> None:
        part.description = record.text("description")
        part.brand = record.line("brand")
        path, kind = record.line("category path"), record.line("type")
        part.categories = tuple(dict.fromkeys(name for name in (kind, path) if name))
        part.tags = text.split_list(record.text("tags"), ",") if record.text("tags") else ()
        part.image = record.line("image")
        handle = record.line("id")
        part.url = f"/products/{handle}" if handle else ""  # below the shop's website, in every Shopify shop
        part.attributes = record.attributes()
        status, shown = record.line("status").casefold(), truth(record.text("published"))
        if status or shown is not None:
            part.published = shown is not False and status in ("", "active")

    def _option_names(self, handle: str, record: Record) -> tuple[str, str, str]:
        """Return the option names of a product, which stand on its first row only."""
        own = (record.line("name 1"), record.line("name 2"), record.line("name 3"))
        known = self._names.setdefault(handle.casefold(), own)
        return own[0] or known[0], own[1] or known[1], own[2] or known[2]

    def _variant(self, record: Record, names: tuple[str, str, str]) -> Variant:
        values = (record.line("value 1"), record.line("value 2"), record.line("value 3"))
        options = tuple(
            (name or f"Option {i}", value)
            for i, (name, value) in enumerate(zip(names, values, strict=True), start=1)
            if value and not (name.casefold() == "title" and value.casefold() in ("default title", "default"))
        )
        policy = record.line("policy").casefold()
        tracked = "tracker" not in record.layout.first or bool(record.text("tracker"))
        return reading.variant(
            record,
            options=options,
            oversell=policy == "continue" or truth(policy) is True,
            tracked=tracked,
            image=record.line("variant image"),
        )


def _is_inventory(columns: frozenset[str]) -> bool:
    """Return whether these are the counts at each location, which would replace products by names alone."""
    counted = any(column.startswith(("on hand", "available", "committed")) for column in columns)
    located = ("location" in columns and counted) or {"hs code", "coo"} <= columns
    return {"handle", "title", "sku"} <= columns and located and not columns & {"price", "variant price"}
