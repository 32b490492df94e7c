"""A table with named columns, whatever kind of file it was in, and where its header row is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from appliance.catalogue import headers
from appliance.catalogue.text import one_line
from appliance.core.schemas import RowProblem

HEADER_SEARCH = 25
"""A header row is looked for in this many first rows; exports put titles and dates above it."""
MAX_COLUMNS = 20_000
LONGEST_HEADER = 30
"""Characters of a cell of a second header row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its 1-based number in the file and one cell for every column."""

    number: int
    cells: Sequence[str]


class Table(Protocol):
    """A table that can be read again and again. `notes` are problems of the file as a whole."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    @property
    def notes(self) -> tuple[RowProblem, ...]: ...

    def rows(self) -> Iterator[Row | RowProblem]:
        """Yield the rows below the header, and a problem for each that cannot be read. Blank rows are
        left out."""


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return a distinct name for every column: blank ones are numbered, repeated ones too."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for number, cell in enumerate(cells, start=1):
        name = one_line(cell) or f"Column {number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def header_index(rows: Sequence[Sequence[str]]) -> int:
    """Return which of the first rows is the header: the one that names most fields we know, else the
    fullest."""
    best, best_score = 0, (-1, -1)
    for index, cells in enumerate(rows[:HEADER_SEARCH]):
        filled = [cell for cell in cells if cell.strip()]
        known = headers.known(filled) if len(filled) > 1 else min(headers.known(filled), 1)
        score = (known, min(len(filled), 3) if not known else 0)
        if score > best_score and filled:
            best, best_score = index, score
    return best


def header(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """Return how many of the first rows are read with the header, and its cells.

    A second row of headers ("Price (EUR)" over "net" and "gross") has no number and nothing where the names
    of products stand; its words are added to those above, which a merged cell says for all it spans.
    """
    index = header_index(rows)
    above = without_trailing_blanks(rows[index])
    below = rows[index + 1] if index + 1 < len(rows) else ()
    if not _is_second(above, below):
        return index + 1, tuple(above)
    width = max(len(above), len(without_trailing_blanks(below)))
    names, spanned = [], ""
    for upper, lower in zip(_padded(above, width), _padded(below, width), strict=True):
        spanned = upper.strip() or (spanned if lower.strip() else "")
        names.append(_joined(spanned, lower.strip()))
    return index + 2, tuple(names)


def _is_second(above: Sequence[str], below: Sequence[str]) -> bool:
    title = next((i for i, cell in enumerate(above) if headers.meaning(cell) == "title"), None)
    filled = [cell.strip() for cell in below if cell.strip()]
    if title is None or not filled or (title < len(below) and below[title].strip()):
        return False
    return all(len(cell) <= LONGEST_HEADER and not any(map(str.isdigit, cell)) for cell in filled)


def _joined(upper: str, lower: str) -> str:
    """Return the name of a column with two headers; under what it means alone a unit ("pcs") is left out,
    but never what is said about a price."""
    both = f"{upper} {lower}".strip()
    alone = headers.meaning(upper)
    return upper if alone and not headers.about_price(upper) and not headers.meaning(both) else both


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def without_trailing_blanks(cells: Sequence[str]) -> Sequence[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def column_letter(index: int) -> str:
    """Return the spreadsheet name of a 0-based column: 0 is A, 27 is AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
