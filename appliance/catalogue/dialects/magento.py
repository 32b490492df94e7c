"""Magento 2's product export: store views repeat a SKU, configurable products name their simple ones."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import ClassVar

from appliance.catalogue.dialects import reading
from appliance.catalogue.folding import Part
from appliance.catalogue.layout import Layout, Record
from appliance.catalogue.stock import availability
from appliance.catalogue.table import Row
from appliance.catalogue.text import label, one_line, sku
from appliance.core.products import Variant

_FIELDS = {
    "sku": "sku", "name": "title", "description": "description", "short description": "summary",
    "price": "price", "special price": "sale_price", "special price from date": "sale_from",
    "special price to date": "sale_to", "qty": "quantity", "is in stock": "availability",
    "manage stock": "tracker", "allow backorders": "backorders", "categories": "categories",
    "base image": "image", "product online": "published", "visibility": "visibility",
    "product type": "type", "store view code": "view", "additional attributes": "pairs",
    "configurable variations": "variations", "configurable variation labels": "labels",
    "manufacturer": "brand", "brand": "brand", "ean": "barcode", "gtin": "barcode", "url key": "url key",
}  # fmt: skip
_BARCODES = frozenset({"ean", "gtin", "upc", "isbn", "barcode"})
_PAIR = re.compile(r",(?=[A-Za-z][\w.]*=)")


class Magento:
    name: ClassVar[str] = "magento"
    title: ClassVar[str] = "Magento product export"
    decimal_mark: ClassVar[str] = "."

    def __init__(self, layout: Layout) -> None:
        """Rows of this export are read alone: nothing is remembered."""

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        telling = {
            "attribute set code",
            "product websites",
            "product type",
            "store view code",
            "additional attributes",
        }
        return {"sku", "name"} <= columns and len(columns & telling) >= 2

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        """An export has some 80 technical columns; what a customer may read stands in
        `additional_attributes`."""
        found = reading.columns_by_name(columns, _FIELDS)
        return {index: found.get(index, "ignore") for index in range(len(columns))}

    def group(self, record: Record) -> str:
        return sku(record.text("sku")).casefold()

    def claims(self, record: Record) -> tuple[str, ...]:
        return tuple(code.casefold() for code in _variations(record))

    def part(self, record: Record) -> Part | str:
        code = sku(record.text("sku"))
        if not code:
            return f"Row {record.row.number} has no SKU; it was left out."
        is_view, has_children = bool(record.line("view")), _is_composite(record)
        part = Part(group=code.casefold(), row=record.row.number, key=code, title=record.line("title"))
        part.main = has_children and not is_view
        self._product_fields(part, record)
        if part.main:
            part.spare = self._variant(record)
            part.attributes = _pairs(record, skipped=_option_codes(record) | _BARCODES)
            part.adjust = functools.partial(_with_options, _variations(record))
        elif is_view:
            part.spare = self._variant(record)
        else:
            part.variants = (self._variant(record),)
            part.off = record.line("published") not in ("", "1")
        if _is_hidden(record):
            part.attributes = ()  # a variant's own: its parent's variations name the options among them
        return part

    def _product_fields(self, part: Part, record: Record) -> None:
        part.description = record.text("description") or record.text("summary")
        part.brand = record.line("brand")
        part.categories = tuple(
            dict.fromkeys(
                path.removeprefix("Default Category > ")
                for path in reading.paths(record.text("categories"), "/")
                if path != "Default Category"
            )
        )
        part.image = record.line("image")
        part.attributes = _pairs(record, skipped=_BARCODES)
        online, hidden = record.line("published"), _is_hidden(record)
        part.published = None if not online and not hidden else online in ("", "1") and not hidden

    def _variant(self, record: Record) -> Variant:
        tracked = record.line("tracker") != "0"
        oversell = record.line("backorders") in ("1", "2")
        options = _options_of_pairs(record)
        made = reading.variant(
            record, tracked=tracked, oversell=oversell, options=options, image=record.line("image")
        )
        if _is_composite(record):  # it is made of others, whose quantities count
            made = replace(made, quantity=None, availability=availability(None, record.stock()[1]))
        barcode = next((value for name, value in _pairs(record) if name.casefold() in _BARCODES), "")
        return made if made.barcode else replace(made, barcode=sku(barcode))


def _is_composite(record: Record) -> bool:
    return record.line("type").casefold() in ("configurable", "grouped", "bundle")


def _is_hidden(record: Record) -> bool:
    return record.line("visibility").casefold() == "not visible individually"


def _with_options(variations: dict[str, tuple[tuple[str, str], ...]], variant: Variant) -> Variant:
    """Return a variant with the options that its parent's row names: "sku=CAB-20,length=20 ft"."""
    known = {name.casefold() for name, _ in variant.options}
    further = (pair for pair in variations.get(variant.sku, ()) if pair[0].casefold() not in known)
    return replace(variant, options=(*variant.options, *further))


def _variations(record: Record) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the options of each simple product by SKU, from "sku=A-S,size=S|sku=A-M,size=M"."""
    found = {}
    for chunk in record.text("variations").split("|"):
        pairs = dict(pair.partition("=")[::2] for pair in _PAIR.split(chunk) if "=" in pair)
        code = sku(pairs.pop("sku", ""))
        if code:
            found[code] = tuple((label(name), one_line(value)) for name, value in pairs.items())
    return found


def _option_codes(record: Record) -> frozenset[str]:
    return frozenset(name.casefold() for options in _variations(record).values() for name, _ in options)


def _options_of_pairs(record: Record) -> tuple[tuple[str, str], ...]:
    """Return size and colour of a simple product, which it carries among its attributes."""
    return tuple(pair for pair in _pairs(record) if pair[0].casefold() in ("size", "color", "colour"))


def _pairs(record: Record, skipped: frozenset[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """Return `additional_attributes`, "material=Wool|Silk,care=Cold wash", as pairs."""
    found = []
    for pair in _PAIR.split(record.text("pairs")):
        name, equals, value = pair.partition("=")
        readable = label(one_line(name))
        if equals and value and readable.casefold() not in skipped:
            found.append((readable, one_line(value.strip('"').replace("|", ", "))))
    return tuple(found)
