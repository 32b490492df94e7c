"""CSV and its relatives, read row by row in bounded memory, with recovery from broken quoting.

Python's csv module parses each record in strict mode; around it stands the rule that a quote which never
closes
costs one record, not the rest of the file.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from appliance.catalogue.encoding import Encoding, detect
from appliance.catalogue.table import (
    HEADER_SEARCH,
    MAX_COLUMNS,
    Row,
    column_letter,
    column_names,
    header,
)
from appliance.core.errors import FileRefused
from appliance.core.schemas import RowProblem

DELIMITERS = (",", ";", "\t", "|")
MAX_RECORD_LINES = 2_000
MAX_RECORD_CHARS = 500_000
"""A quoted cell that goes on for longer than this was never closed."""
_CLOSING = re.compile(r'(?:[^"]|"")*+"(?!")')
_SIGNS = ("=", "@", "+", "-")
_EXCEL_TEXT = re.compile(r'="([^"]*)"')
_FORMULA = re.compile(
    r"=\s*(?:[A-Za-z_][\w.]*\s*\(|[-+(]*\$?[A-Z]{1,3}\$?\d|[-+(]*\d[\d.]*\s*[-+*/^&]|\"|\w+\s*\|)"
    r"|[@+-][A-Za-z][\w.]*\(|[=@+-].{0,200}\|\s*'.{0,200}'!"
)


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record; `broken` says in words why it could not be read.

    `skipped` counts the further lines that were given up with it; `suspect` says that a cell may be a
    formula or hold NUL bytes.
    """

    number: int
    line: int
    cells: list[str]
    broken: str = ""
    skipped: int = 0
    suspect: bool = False


@dataclass(slots=True)
class _Lines:
    """Physical lines that can be put back. `number` is that of the line last taken."""

    source: Iterator[str]
    returned: list[str] = field(default_factory=list)
    number: int = 0

    def take(self) -> str | None:
        line = self.returned.pop() if self.returned else next(self.source, None)
        self.number += line is not None
        return line

    def give_back(self, lines: list[str]) -> None:
        self.returned.extend(reversed(lines))
        self.number -= len(lines)


@dataclass(frozen=True)
class DelimitedTable:
    """A delimited text file. `skipped` counts the records up to and with the header."""

    path: Path
    encoding: Encoding
    delimiter: str
    columns: tuple[str, ...]
    skipped: int
    notes: tuple[RowProblem, ...] = ()

    def rows(self) -> Iterator[Row | RowProblem]:
        with self.path.open(encoding=self.encoding.codec, errors=self.encoding.errors, newline="") as stream:
            for record in islice(records(stream, self.delimiter, len(self.columns)), self.skipped, None):
                if record.broken:
                    yield RowProblem(row=record.number, message=_at_line(record))
                elif any(map(str.strip, record.cells)):
                    yield from self._row(record)

    def _row(self, record: Record) -> Iterator[Row | RowProblem]:
        cells, width = record.cells, len(self.columns)
        if len(cells) > width and any(map(str.strip, cells[width:])):
            filled = max(i for i, cell in enumerate(cells, start=1) if cell.strip())
            yield RowProblem(
                row=record.number,
                message=f"Row {record.number} has {filled} cells and the header {width}: "
                "a cell holds the delimiter outside of quotes.",
            )
            return
        cells = cells[:width] + [""] * (width - len(cells))
        if record.suspect:
            yield from _disarm(record.number, cells, self.columns)
        yield Row(record.number, cells)


def open_table(path: Path, name: str) -> DelimitedTable:
    """Return the table in a text file. Raises `FileRefused` when it has no rows or no columns."""
    encoding = detect(path)
    head = _head(path, encoding)
    delimiter = sniff_delimiter(head) or ","
    first = list(islice(records(iter(head), delimiter, 0), HEADER_SEARCH))
    if first and first[0].cells and re.fullmatch(r"sep=.?", first[0].cells[0].strip()):
        delimiter = head[0].strip()[4:5] or delimiter
        first = list(islice(records(iter(head), delimiter, 0), HEADER_SEARCH))
    if not any(any(map(str.strip, record.cells)) for record in first):
        raise FileRefused(
            f"{name} is empty.", resolution="Export the products again and upload the new file."
        )
    rows, cells = header([record.cells for record in first])
    columns = column_names(cells)
    if len(columns) > MAX_COLUMNS:
        raise FileRefused(
            f"{name} has {len(columns):,} columns; at most {MAX_COLUMNS:,} are read.",
            resolution="Check that rows and columns are not swapped.",
        )
    return DelimitedTable(path, encoding, delimiter, columns, first[rows - 1].number)


def sniff_delimiter(head: list[str]) -> str:
    """Return the delimiter that splits the first lines into the same number (> 1) of cells, or ""."""
    best, best_score = "", 0.0
    for delimiter in DELIMITERS:
        parsed = [r for r in islice(records(iter(head), delimiter, 0), HEADER_SEARCH) if any(r.cells)]
        widths = Counter(len(record.cells) for record in parsed if not record.broken)
        widths.pop(1, None)
        if widths:
            width, rows = widths.most_common(1)[0]
            score = rows / len(parsed) + min(width, 40) / 100
            if score > best_score:
                best, best_score = delimiter, score
    return best


def records(stream: Iterator[str], delimiter: str, width: int) -> Iterator[Record]:
    """Yield every record with its number (blank lines count, as in a spreadsheet).

    A record whose quoting breaks is yielded as broken; reading goes on at the next line that is a whole
    record of `width` cells (0 = any), so that the rest of a broken cell is not taken for products.
    """
    lines = _Lines(stream)
    number = 0
    usual = width
    while (first := lines.take()) is not None:
        number += 1
        at = lines.number
        cells, broken, taken = _record(first, lines, delimiter, {width, usual})
        if broken:
            skipped = _resynchronise(lines, delimiter, {width, usual} - {0})
            yield Record(number, at, cells, broken, skipped)
        else:
            usual = len(cells) or usual
            yield Record(number, at, cells, suspect=_is_suspect("".join([first, *taken]), delimiter))


def _record(first: str, lines: _Lines, delimiter: str, widths: set[int]) -> tuple[list[str], str, list[str]]:
    """Return the cells of the record that starts with the line `first`, or why it is broken, and the further
    lines that it took."""
    state, reason = _state(first, delimiter)
    if state != "open":
        return (_cells(first, delimiter) if state == "closed" else []), reason, []
    taken: list[str] = []
    size = len(first)
    while state == "open":
        line = lines.take()
        if line is not None:
            taken.append(line)
            size += len(line)
        if line is None or len(taken) > MAX_RECORD_LINES or size > MAX_RECORD_CHARS:
            lines.give_back(taken)
            return [], "opens a quote that never closes", []
        state, reason = _state_inside(line, delimiter)
    cells = _cells(first + "".join(taken), delimiter) if state == "closed" else []
    if state == "broken" or (max(widths) > 1 and len(cells) not in widths):
        lines.give_back(taken)
        return [], reason or "opens a quote that closes in another row", []
    return cells, "", taken


def _state(line: str, delimiter: str) -> tuple[str, str]:
    """Return whether a line is a whole record ("closed"), ends inside quotes ("open") or is "broken"."""
    if '"' not in line:
        return "closed", ""
    try:
        next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter, strict=True), None)
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return "open", ""
        if "field larger" in str(error):
            return "broken", f"holds a cell of more than {csv.field_size_limit():,} characters"
        return "broken", "has a quote inside a quoted cell"
    return "closed", ""


def _state_inside(line: str, delimiter: str) -> tuple[str, str]:
    """Return the state after a line that starts inside quotes."""
    closing = _CLOSING.match(line)
    if not closing:
        return "open", ""
    rest = line[closing.end() :].rstrip("\r\n")
    if not rest:
        return "closed", ""
    if not rest.startswith(delimiter):
        return "broken", "opens a quote that closes in another row"
    return _state(rest[1:], delimiter)


def _cells(record: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([record.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:  # a cell beyond the csv module's limit, put together from several lines
        return []


def _resynchronise(lines: _Lines, delimiter: str, widths: set[int]) -> int:
    """Skip to the next line that is, or begins, a whole record of one of the expected `widths`; return how
    many lines were skipped.

    Its first cell must be quoted altogether or not at all: the end of a broken cell is not.
    """
    bare = re.compile(rf'(?:"(?:[^"]|"")*+"|[^"{re.escape(delimiter)}]*+)(?:{re.escape(delimiter)}|\s*\Z)|"')
    skipped = 0
    while widths and (line := lines.take()) is not None:
        if bare.match(line):
            cells, broken, taken = _record(line, lines, delimiter, widths)
            if not broken and len(cells) in widths:
                lines.give_back([line, *taken])
                break
        skipped += 1
    return skipped


def _head(path: Path, encoding: Encoding) -> list[str]:
    with path.open(encoding=encoding.codec, errors=encoding.errors, newline="") as stream:
        return list(islice(iter(lambda: stream.readline(MAX_RECORD_CHARS), ""), 400))


def _is_suspect(raw: str, delimiter: str) -> bool:
    """Return whether a cell may begin like a formula; this keeps rows of thousands of blank cells cheap."""
    if "\x00" in raw or raw.lstrip('"').startswith(_SIGNS):
        return True
    for sign in _SIGNS:  # noqa: SIM110 - runs for every row; a generator costs twice as much
        if delimiter + sign in raw or f'{delimiter}"{sign}' in raw:
            return True
    return False


def _disarm(number: int, cells: list[str], columns: tuple[str, ...]) -> Iterator[RowProblem]:
    """Empty cells that a spreadsheet would run as a formula, with a problem naming each."""
    if any("\x00" in cell for cell in cells):
        cells[:] = [cell.replace("\x00", "") for cell in cells]
        yield RowProblem(
            row=number, message=f"Row {number} held NUL bytes; they were removed.", refused=False
        )
    for index, cell in enumerate(cells):
        if cell.startswith(_SIGNS):
            quoted = _EXCEL_TEXT.fullmatch(cell.strip())
            if quoted:
                cells[index] = quoted[1]
            elif _FORMULA.match(cell):
                cells[index] = ""
                yield RowProblem(
                    row=number,
                    message=f"Cell {column_letter(index)}{number} ({columns[index]}) holds a formula; "
                    "it was left empty.",
                    refused=False,
                )


def _at_line(record: Record) -> str:
    where = f"Row {record.number}"
    if record.line != record.number:
        where += f" (line {record.line} of the file)"
    further = f" with the {record.skipped:,} lines after it" if record.skipped > 1 else ""
    return f"{where} {record.broken}; it was left out{further}."
