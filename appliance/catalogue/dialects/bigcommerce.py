"""BigCommerce's product export: SKU or Variant rows follow the row of their product."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
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
    "item type": "type", "item": "type", "product id": "id", "id": "id", "product name": "title",
    "name": "title",
    "product code sku": "sku", "sku": "sku", "brand name": "brand", "brand": "brand",
    "product description": "description", "description": "description", "price": "price",
    "sale price": "sale_price", "retail price": "compare_at", "current stock level": "quantity",
    "current stock": "quantity", "track inventory": "tracker", "inventory tracking": "tracker",
    "category": "categories", "categories": "categories", "product visible": "published",
    "is visible": "published",
    "allow purchases": "purchasable", "product upc ean": "barcode", "upc ean": "barcode",
    "product url": "url", "product image url 1": "image", "product image file 1": "image",
    "variant image url": "variant image", "internal image url export": "stored image",
    "custom fields": "pairs",
    "image url import": "image", "options": "options", "search keywords": "tags",
}  # fmt: skip
_SHOWN = {"product warranty": "Warranty", "warranty": "Warranty", "product condition": "Condition"}
_PAIR = re.compile(r"(?:\[[A-Z]+\])?\s*([^=\[\],|]+)=([^,|\[]*)")
_ADJUSTMENT = re.compile(r"\[(ADD|REMOVE|FIXED)\]\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_NAMED = re.compile(r"Name=([^|;]+)\|Value=([^|;]+)", re.IGNORECASE)


class BigCommerce:
    name: ClassVar[str] = "bigcommerce"
    title: ClassVar[str] = "BigCommerce product export"
    decimal_mark: ClassVar[str] = "."

    def __init__(self, layout: Layout) -> None:
        self._grouped = ""
        self._read = ""
        self._product: Variant | None = None
        self._is_off_sale = False

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        old = {"item type", "product name"} <= columns and bool(columns & {"product code sku", "product id"})
        return old or {"item", "name", "sku", "inventory tracking"} <= columns

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        found = reading.columns_by_name(columns, _FIELDS)
        for index, column in enumerate(columns):
            if index not in found and normalise(column) not in _SHOWN:
                found[index] = "ignore"
        return found

    def group(self, record: Record) -> str:
        """Rows that are no product belong to the product above them."""
        if _kind(record) == "product":
            self._grouped = f"row:{record.row.number}"
        return self._grouped

    def claims(self, record: Record) -> tuple[str, ...]:
        return ()

    def part(self, record: Record) -> Part | str:
        kind = _kind(record)
        if kind == "product":
            return self._product_part(record)
        if self._product is None:
            return (
                f"Row {record.row.number} is a {kind or 'row'} without a product above it; it was left out."
            )
        part = Part(group=self._grouped, row=record.row.number)
        if kind in ("sku", "variant"):
            part.variants = (self._variant(record, self._product),)
        elif kind == "rule":
            part.adjust = _rule(record)
        elif kind == "image":
            part.image = record.line("image") or record.line("stored image")
        return part

    def _product_part(self, record: Record) -> Part:
        self._is_off_sale = record.is_off_sale()
        self._product = reading.variant(record, tracked=_tracked(record))
        part = Part(group=self._grouped, row=record.row.number, main=True, title=record.line("title"))
        part.key = self._product.sku or record.line("id")
        part.description = record.text("description")
        part.brand = record.line("brand")
        part.categories = _categories(record.text("categories"))
        part.tags = text.split_list(record.text("tags"), ",")
        part.url, part.image = record.line("url"), record.line("image")
        shown = ((_SHOWN.get(normalise(name), name), value) for name, value in record.attributes())
        part.attributes = (*shown, *_custom(record.text("pairs")))
        part.published = truth(record.text("published"))
        part.spare = self._product
        return part

    def _variant(self, record: Record, product: Variant) -> Variant:
        """Return a variant; what its row leaves blank is the product's."""
        found = reading.variant(record, options=_options(record), image=_image(record))
        if self._is_off_sale:
            found = replace(found, quantity=None, availability=product.availability)
        if found.price is None:
            found = replace(
                found, price=product.price, compare_at=product.compare_at, currency=product.currency
            )
        if found.quantity is None:
            found = replace(found, availability=product.availability)
        return found


def _image(record: Record) -> str:
    return record.line("variant image") or record.line("image")


def _custom(cell: str) -> tuple[tuple[str, str], ...]:
    """Return the custom fields "Material=Linen;Care=Wash" as pairs."""
    pairs = (map(text.one_line, entry.partition("=")[::2]) for entry in cell.split(";"))
    return tuple((name, value) for name, value in pairs if name and value)


def _kind(record: Record) -> str:
    return record.line("type").casefold()


def _tracked(record: Record) -> bool:
    return record.line("tracker").casefold() not in ("none", "off", "false", "no", "0")


def _options(record: Record) -> tuple[tuple[str, str], ...]:
    """Return the options of "[S]Size=M,[RB]Colour=Red" or "Type=Swatch|Name=Colour|Value=Red"."""
    pairs = _NAMED.findall(record.text("options")) or _PAIR.findall(record.text("title"))
    return tuple((text.one_line(name), text.one_line(value.partition(":")[0])) for name, value in pairs)


def _rule(record: Record) -> Callable[[Variant], Variant] | None:
    """Return how a rule row ("[S]Size=L" with the price "[ADD]5") changes the variants it is about."""
    found = _ADJUSTMENT.fullmatch(record.line("price"))
    about = set(_options(record))
    if not found or not about:
        return None
    sign, amount = found[1].upper(), Decimal(found[2])

    def adjust(variant: Variant) -> Variant:
        if variant.price is None or not about <= set(variant.options):
            return variant
        changed = amount if sign == "FIXED" else variant.price + (amount if sign == "ADD" else -amount)
        return replace(variant, price=changed, compare_at=None)

    return adjust


def _categories(cell: str) -> tuple[str, ...]:
    """Return paths of "Garden/Tools;Sale", "Category Name: Tools, Category Path: Garden/Tools | …" or
    "Category Name: Tools | …"; nothing of "23;25", which are numbers of categories."""
    named = re.findall(r"Category Path:\s*([^|;]+)", cell) or re.findall(r"Category Name:\s*([^|;,]+)", cell)
    paths = reading.paths(";".join(named) if named else cell, "/", ";")
    return () if all(map(str.isdigit, paths)) else paths
