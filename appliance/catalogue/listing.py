"""What people write into a list besides products: rows of totals, names that stand once for several rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from appliance.catalogue.headers import normalise
from appliance.catalogue.layout import Layout
from appliance.catalogue.table import Row, Table
from appliance.catalogue.text import one_line, shorten
from appliance.core.schemas import RowProblem

_TOTALS = frozenset([
    "total", "totals", "sub total", "subtotal", "grand total", "sum", "summe", "gesamt", "gesamtsumme",
    "zwischensumme", "endsumme", "sous total", "total general", "somme", "suma", "suma total", "totale",
    "subtotale", "totale generale", "totaal", "subtotaal", "eindtotaal", "soma", "razem",
    "合计", "总计", "小计", "总额",
])  # fmt: skip
_LONGEST_TOTAL = max(map(len, _TOTALS)) + 5
_OF_A_PRODUCT = ("sku", "id", "barcode", "description", "url", "image", "brand", "group")
"""What a product called "Total" would have and a total has not."""

_SAID_ONCE = ("description", "summary", "brand", "categories", "tags", "url", "published")
"""What a row that goes on with the product above leaves blank: a row that says it lacks its name."""


@dataclass(frozen=True)
class Listing:
    """A table without its totals, in which a row without a name is a variant of the product above it.

    Such a row must say otherwise what the named row above says of an option ("M" under "S").
    """

    table: Table
    layout: Layout

    @property
    def columns(self) -> tuple[str, ...]:
        return self.table.columns

    @property
    def notes(self) -> tuple[RowProblem, ...]:
        return self.table.notes

    def rows(self) -> Iterator[Row | RowProblem]:
        above: Row | None = None
        told, said = False, set[tuple[str, ...]]()
        for row in self.table.rows():
            name = "" if isinstance(row, RowProblem) else self._named(row)
            if isinstance(row, RowProblem):
                yield row
            elif self._is_total(name, row):
                message = f"Row {row.number} is a total, not a product; it was left out."
                yield RowProblem(row=row.number, message=message, refused=False)
            elif name:
                above, said = row, {self._options(row)}
                yield row
            elif above is not None and self._continues(above, row) and self._options(row) not in said:
                said.add(self._options(row))
                if not told:
                    yield self._note(above, row)
                told = True
                yield self._with_name(above, row)
            else:
                yield row

    def _named(self, row: Row) -> str:
        return one_line(row.cells[self.layout.first["title"]])

    def _is_total(self, name: str, row: Row) -> bool:
        return (
            len(name) <= _LONGEST_TOTAL
            and normalise(name) in _TOTALS
            and not any(row.cells[index].strip() for name in _OF_A_PRODUCT for index in self.layout.all(name))
        )

    def _continues(self, above: Row, row: Row) -> bool:
        if self.layout.first.keys() & {"group", "id", "record"}:
            return False  # these say what belongs together
        said = [index for index, _ in self.layout.options if row.cells[index].strip()]
        own = any(row.cells[index].strip() for name in _SAID_ONCE for index in self.layout.all(name))
        return bool(said) and not own and all(above.cells[index].strip() for index in said)

    def _options(self, row: Row) -> tuple[str, ...]:
        return tuple(one_line(row.cells[index]).casefold() for index, _ in self.layout.options)

    def _note(self, above: Row, row: Row) -> RowProblem:
        message = (
            f"Row {row.number} has no name: it and others like it were read as variants of the product above"
            f" (“{shorten(self._named(above), 60)}”)."
        )
        return RowProblem(row=row.number, message=message, refused=False)

    def _with_name(self, above: Row, row: Row) -> Row:
        cells = list(row.cells)
        for name in ("title", "brand"):
            for index in self.layout.all(name):
                cells[index] = cells[index] or above.cells[index]
        return Row(row.number, cells)
