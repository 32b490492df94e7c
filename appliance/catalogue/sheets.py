"""Excel workbooks, read by calamine after a pass over the XML that makes it safe to do so.

calamine holds a sheet as a full rectangle and aborts the process when that does not fit into memory: one
cell at
XFD1048576 is enough. It also returns an empty text for a formula that was never calculated. The first
pass finds
both.
"""

from __future__ import annotations

import datetime
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from appliance.catalogue import archives, headers
from appliance.catalogue.table import (
    HEADER_SEARCH,
    MAX_COLUMNS,
    Row,
    column_letter,
    column_names,
    header,
    header_index,
)
from appliance.catalogue.text import Number
from appliance.core.errors import FileRefused, TooLarge
from appliance.core.schemas import RowProblem

MAX_CELLS = 20_000_000
"""Cells of the rectangle that holds a sheet's data."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


Faults = Mapping[tuple[int, int], str]
"""(row, 0-based column) → what is wrong with the cell, in words."""


@dataclass(frozen=True)
class SheetTable:
    """The sheet of a workbook that looks most like a product list. `skipped` counts rows with the header."""

    grid: list[list[str]]
    columns: tuple[str, ...]
    skipped: int
    faults: Faults
    notes: tuple[RowProblem, ...] = ()

    def rows(self) -> Iterator[Row | RowProblem]:
        width = len(self.columns)
        for number, cells in enumerate(self.grid[self.skipped :], start=self.skipped + 1):
            if any(cells):
                kept = [*cells[:width], *[""] * (width - len(cells))]
                yield from self._problems(number)
                yield Row(number, kept)

    def _problems(self, number: int) -> Iterator[RowProblem]:
        for index in range(len(self.columns)) if self.faults else ():
            if what := self.faults.get((number, index)):
                cell = f"{column_letter(index)}{number}"
                yield RowProblem(row=number, message=f"Cell {cell} {what}; it was left empty.", refused=False)


def open_table(path: Path, name: str) -> SheetTable:
    """Return the product table of a workbook. Raises `FileRefused` or `TooLarge`."""
    archives.check(path, name)
    try:
        faults = _inspect(path, name)
        sheets = _read(path)
    except (FileRefused, TooLarge):
        raise
    except Exception as error:  # calamine and expat raise a dozen types for a damaged workbook
        raise FileRefused(
            f"{name} is a damaged Excel workbook.",
            resolution="Open it in your office program, save it again and upload the new file.",
            details=f"{type(error).__name__}: {error}",
        ) from None
    filled = {title: grid for title, grid in sheets.items() if any(map(any, grid))}
    if not filled:
        raise FileRefused(
            f"{name} is empty.", resolution="Export the products again and upload the new file."
        )
    title = max(filled, key=lambda sheet: _likeness(filled[sheet]))
    return _table(filled[title], faults.get(title, {}), _other_sheets(title, list(filled)))


def _table(grid: list[list[str]], faults: Faults, notes: tuple[RowProblem, ...]) -> SheetTable:
    rows, cells = header(grid[:HEADER_SEARCH])
    return SheetTable(grid, column_names(cells), rows, faults, notes)


def _other_sheets(chosen: str, titles: list[str]) -> tuple[RowProblem, ...]:
    others = ", ".join(title for title in titles if title != chosen)
    if not others:
        return ()
    message = f"The sheet “{chosen}” was read; these were not: {others}."
    return (RowProblem(row=1, message=message, refused=False),)


def _likeness(grid: list[list[str]]) -> tuple[int, int]:
    first = grid[:HEADER_SEARCH]
    return headers.known([cell for cell in first[header_index(first)] if cell]), len(grid)


def _read(path: Path) -> dict[str, list[list[str]]]:
    """Return the rows of every visible sheet as text, from row 1 and column A on."""
    import python_calamine

    with python_calamine.CalamineWorkbook.from_path(path) as workbook:
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
            and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        return {
            title: _grid(workbook.get_sheet_by_name(title).to_python(skip_empty_area=False))
            for title in visible
        }


def _grid(rows: list[list[Any]]) -> list[list[str]]:
    return [[_text(value) for value in row] for row in rows]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):  # Excel itself shows 15 significant digits: 19.989999999999998 is 19.99
        shown = f"{value:.15g}"
        return Number(f"{value:.0f}" if "e" in shown and abs(value) < 1e21 else shown)
    if isinstance(value, int):
        return Number(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


# --- the pass before ---------------------------------------------------------------------------


def _inspect(path: Path, name: str) -> dict[str, Faults]:
    """Return by sheet the cells that calamine would silently leave empty. Raises `TooLarge` for a sheet
    whose rectangle would not fit."""
    with zipfile.ZipFile(path) as archive:
        found: dict[str, Faults] = {}
        for title, part in _parts(archive).items():
            scan = _Scan()
            with archive.open(part) as stream:
                scan.read(stream)
            if scan.rows * scan.columns > MAX_CELLS or scan.columns > MAX_COLUMNS:
                raise TooLarge(
                    f"The sheet “{title}” of {name} spans {scan.rows:,} rows by {scan.columns:,} columns.",
                    resolution="Delete the cells far from the product list, or export it as CSV.",
                )
            found[title] = scan.faults
    return found


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the archive's part for the title of every worksheet."""
    targets: dict[str, str] = {}
    titles: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship") and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            reference = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            titles[attributes.get("name", "")] = reference

    _parse(archive.read("xl/_rels/workbook.xml.rels"), relation)
    _parse(archive.read("xl/workbook.xml"), sheet)
    return {title: targets[reference] for title, reference in titles.items() if reference in targets}


def _parse(data: bytes, start: Any) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.Parse(data, True)


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a document type declaration")


class _Scan:
    """One pass over a sheet's XML: its extent, its errors and the formulas that have no value."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.faults: dict[tuple[int, int], str] = {}
        self._row = 0
        self._column = -1
        self._formula = False
        self._value = False
        self._text = False

    def read(self, stream: Any) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.ParseFile(stream)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c" or tag.endswith(":c"):
            self._place(attributes.get("r"))
            if attributes.get("t") == "e":
                self.faults[self._row, self._column] = "holds an error such as #REF!"
            self._formula = self._value = self._text = False
        elif tag == "row" or tag.endswith(":row"):
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
        elif tag == "f" or tag.endswith(":f"):
            self._formula = True
        elif tag in ("v", "t") or tag.endswith((":v", ":t")):
            self._text = True

    def _place(self, reference: str | None) -> None:
        found = _REFERENCE.fullmatch(reference) if reference else None
        if found:
            self._row = int(found[2])
            self._column = _column_index(found[1])
        else:
            self._column += 1
        self.rows = max(self.rows, self._row)
        self.columns = max(self.columns, self._column + 1)

    def _characters(self, _: str) -> None:
        self._value = self._value or self._text

    def _end(self, tag: str) -> None:
        if self._formula and not self._value and (tag == "c" or tag.endswith(":c")):
            self.faults[self._row, self._column] = "holds a formula that was never calculated"


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
