"""Any other table: columns are understood by their headers, in eight languages."""

from __future__ import annotations

import re
from typing import ClassVar

from appliance.catalogue import headers, text
from appliance.catalogue.dialects import reading
from appliance.catalogue.folding import Part
from appliance.catalogue.layout import Layout, Record
from appliance.catalogue.structured import RECORD, is_of_variant
from appliance.catalogue.table import Row
from appliance.core.products import Variant

_LISTED = frozenset(["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "2xl", "3xl", "4xl", "5xl"])


class Plain:
    name: ClassVar[str] = "table"
    title: ClassVar[str] = "Table"
    decimal_mark: ClassVar[str] = ""

    def __init__(self, layout: Layout) -> None:
        self._by_title = bool(layout.options) and not layout.first.keys() & {"group", "id", "record"}
        self._single = {name for index, name in layout.options if is_of_variant(layout.columns[index])}

    @classmethod
    def recognises(cls, columns: frozenset[str], sample: list[Row]) -> bool:
        return True

    @classmethod
    def fields(cls, columns: tuple[str, ...]) -> dict[int, str]:
        found = headers.guess(columns)
        found.update({index: "record" for index, column in enumerate(columns) if column == RECORD})
        return found

    def group(self, record: Record) -> str:
        """Rows of one parent, of one record, or, where columns hold options, of one ID or title are
        variants."""
        number = f"row:{record.row.number}"
        if record.line("record"):
            return f"record:{record.line('record')}"
        if parent := record.line("group"):
            return f"group:{parent.casefold()}"
        if "group" in record.layout.first:
            own = record.line("id") or text.sku(record.text("sku"))
            return f"group:{own.casefold()}" if own else number
        if record.layout.options and record.line("id"):
            return f"id:{record.line('id').casefold()}"
        if self._by_title and record.line("title"):
            return f"title:{record.line('title').casefold()}|{record.line('brand').casefold()}"
        return number

    def claims(self, record: Record) -> tuple[str, ...]:
        """Variants may name their parent by its ID or by its SKU."""
        if "group" not in record.layout.first or record.line("group") or not record.line("id"):
            return ()
        code = text.sku(record.text("sku"))
        return (f"group:{code.casefold()}",) if code else ()

    def part(self, record: Record) -> Part | str:
        part = Part(group=self.group(record), row=record.row.number, title=record.line("title"))
        parent = record.line("group")
        own = record.line("id") or text.sku(record.text("sku"))
        part.main = "group" in record.layout.first and not parent
        part.key = (
            parent
            if parent
            else record.line("id") or (text.sku(record.text("sku")) if not self._by_title else "")
        )
        self._product_fields(part, record)
        part.variants = self._variants(record)
        if part.main and own and part.variants[0].price is None and not part.variants[0].options:
            part.spare, part.variants = part.variants[0], ()
        return part

    def _product_fields(self, part: Part, record: Record) -> None:
        texts = dict.fromkeys(record.text(name) for name in ("summary", "description"))
        part.description = "\n\n".join(entry for entry in texts if entry)
        part.brand = record.line("brand")
        part.categories = _categories(record)
        part.tags = tuple(tag for cell in record.texts("tags") for tag in text.split_list(cell))
        part.url, part.image = record.line("url"), _first_image(record.text("image"))
        part.attributes = record.attributes()
        hidden = record.hidden()
        part.published = None if hidden is None else not hidden
        part.off = bool(hidden) and not part.main

    def _variants(self, record: Record) -> tuple[Variant, ...]:
        options = record.options()
        offered = [(value,) if name in self._single else _several(name, value) for name, value in options]
        found = reading.variant(record, options=options)
        if not any(len(values) > 1 for values in offered):
            return (found,)
        return tuple(
            Variant(
                found.sku,
                found.price,
                found.compare_at,
                found.currency,
                None,
                found.availability,
                "",
                tuple(chosen),
            )
            for chosen in reading.all_combinations([name for name, _ in options], offered)
        )


def _several(name: str, value: str) -> tuple[str, ...]:
    """Return the values of a cell that lists them ("S, M, L" or "S/M/L"); "Black/White" and "10,5" are
    one."""
    for mark in ("|", ";", ", ", "/"):
        parts = text.split_list(value, mark) if mark in value else ()
        listed = mark != "/" or all(part.casefold() in _LISTED for part in parts)
        if len(parts) > 1 and listed and all(len(part) <= 20 for part in parts):
            return parts
    return (value,)


def _first_image(cell: str) -> str:
    return text.one_line(re.split(r"[|;\s]|,(?=\s*https?:)", cell.strip(), maxsplit=1)[0])


def _categories(record: Record) -> tuple[str, ...]:
    """Return the category paths; several columns are levels of one path, or one each when one holds a
    path."""
    cells = [text.one_line(cell) for cell in record.texts("categories")]
    if len(cells) > 1 and not any(mark in cell for cell in cells for mark in "|;>"):
        return (" > ".join(dict.fromkeys(cells)),)
    found = (path for cell in cells for path in reading.paths(cell.replace(";", "|"), ">", "|"))
    return tuple(dict.fromkeys(found))
