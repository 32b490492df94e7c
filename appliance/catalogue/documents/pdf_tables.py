"""Tables of a PDF, which knows only where words stand: lines whose pieces stand below each other are rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from appliance.catalogue.grids import Cell, Row

_NUMBER = re.compile(r"§? ?\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z])[.)]?")
_MARK = re.compile(r"(?:[•▪◦●○*–-]|\(?(?:\d{1,2}|[A-Za-z])[.)])(?:\s|$)|\d{1,2}(?:\.\d{1,2})+[.)]?$")
"""What may stand before a heading, as a size ("S", "36") does too; what lists and headings begin with."""
_NARROW = frozenset("ijlftrI.,:;'|!()[]/- ")
_WIDE = frozenset("mwMW—%@")
_STARTS_WITHIN, _ENDS_WITHIN = 2.0, 4.0
"""Points by which cells below each other may start or end apart; ends are guessed from the letters."""
_GAP = 0.6
"""Sizes of type between two columns, where a space is about a quarter."""
_SAME_CELL, _NEXT_LINE, _NEXT_ROW = 1.35, 1.6, 4.5
"""Sizes of type to the next line at most: surely of one cell, of one if it stands alone, of a table."""
_LOWER = 0.5
"""Sizes of type below a row's lowest line from where on another row begins."""
_MOST_WRAPPED = 10
"""Lines of a cell that may follow each other without a line of several cells."""
_OTHER_TYPE = 0.15
"""Share of its size by which the type of a table may vary."""
_LONGEST = 300
"""Lines looked at for one table; a longer one is read as two."""


@dataclass(slots=True)
class Piece:
    """Words drawn together, from x to about `end`, in points."""

    text: str
    x: float
    end: float
    bold: bool = False


@dataclass(slots=True)
class Line:
    """One line of a page: its largest type size in points, its height above the page's bottom, its pieces."""

    text: str
    size: float
    y: float
    bold: bool = False
    pieces: list[Piece] = field(default_factory=list)


def width(text: str, size: float) -> float:
    """Return about how wide a text is in common type; what a PDF says of its fonts is not always there."""
    narrow, wide = sum(char in _NARROW for char in text), sum(char in _WIDE for char in text)
    capitals = sum(char.isupper() for char in text)
    return size * (0.54 * len(text) - 0.24 * narrow + 0.31 * wide + 0.14 * capitals)


def split(lines: list[Line]) -> Iterator[list[Row] | Line]:
    """Yield the lines of a page in order, those of each table as its rows with a cell in every column."""
    at = 0
    while at < len(lines):
        run = _run(lines[at : at + _LONGEST])
        bands = _bands(run)
        table = _table(run, bands)
        if table:
            yield from run[: table.start]
            yield _rows(run[table.start : table.stop], bands)
            at += table.stop
        else:
            yield lines[at]
            at += 1


def _rows(table: list[Line], bands: list[Piece]) -> list[Row]:
    """Return the rows of a table.

    Programs write a table cell by cell: what stands further right goes on with the row, and a single piece
    close below another goes on with its cell.
    """
    read: list[dict[int, Piece]] = []
    last, y, lowest = len(bands), 0.0, 0.0
    for line in table:
        placed = list(_pairs(line, _placed(line, bands)))
        first = placed[0][1][0]
        alone = len(placed) == 1
        most = _NEXT_LINE if alone else _SAME_CELL if read and len(read[-1]) == 1 else 0
        wraps = first == last and 0 < y - line.y <= most * line.size
        if wraps:
            piece, _ = placed.pop(0)
            read[-1][first] = _joined(read[-1][first], piece)
        elif first <= last or line.y < lowest - _LOWER * line.size:
            read.append({})
            lowest = line.y
        read[-1].update({place: piece for piece, places in placed for place in places})
        last, y, lowest = max(read[-1]), line.y, min(lowest, line.y)
    return [_row(pieces, len(bands)) for pieces in read]


def has_gaps(line: Line) -> bool:
    """Return whether a line is set in columns, as a row of a table is and a heading is not."""
    pieces = line.pieces[1:] if _NUMBER.fullmatch(line.pieces[0].text) else line.pieces
    return any(right.x - left.end > 2 * line.size for left, right in pairwise(pieces))


def _run(lines: list[Line]) -> list[Line]:
    """Return the first lines, as far as they follow each other and some have several pieces."""
    run: list[Line] = []
    alone = 0
    for line in lines:
        alone = 0 if len(line.pieces) > 1 else alone + 1
        if _MARK.match(line.pieces[0].text) or (alone and (not run or alone > _MOST_WRAPPED or line.bold)):
            break
        if run and not _follows(run[-1], line, alone):
            break
        run.append(line)
    return run


def _follows(last: Line, line: Line, alone: int) -> bool:
    """Return whether a line may belong to the table of the last one; a cell may begin above the end of the
    one before it."""
    size = max(line.size, 1.0)
    goes_up = alone or len(last.pieces) == 1
    down = (last.y - line.y) / size
    if abs(last.size - line.size) > _OTHER_TYPE * size:
        return False
    return (-_MOST_WRAPPED if goes_up else 0) <= down <= _NEXT_ROW


def _table(run: list[Line], bands: list[Piece]) -> range | None:
    """Return which lines of a run are a table, or None where words only happen to meet."""
    if any(left.end > right.x + _STARTS_WITHIN for left, right in pairwise(bands)):
        return None
    full = [at for at, line in enumerate(run) if len(line.pieces) == len(bands) and _placed(line, bands)]
    if not full:
        return None
    columns = list(zip(*(run[at].pieces for at in full), strict=True))
    first, last = full[0], full[0] + 1
    while first > 0 and _fits(run[first - 1], bands, columns, spans=True):
        first -= 1
    while last < len(run) and _fits(run[last], bands, columns, spans=False):
        last += 1
    while len(run[last - 1].pieces) == 1 and run[last - 1].pieces[0].x < bands[0].end:
        last -= 1  # what follows below a table at the margin
    return range(first, last) if _is_aligned(run[first:last], bands) else None


def _fits(line: Line, bands: list[Piece], columns: list[tuple[Piece, ...]], *, spans: bool) -> bool:
    """Return whether the pieces of a line stand as those of full rows do; headings may span columns."""
    placed = _placed(line, bands)
    return placed is not None and all(
        any(_are_below(piece, other) for other in columns[places[0]]) if len(places) == 1 else spans
        for piece, places in _pairs(line, placed)
    )


def _are_below(one: Piece, other: Piece) -> bool:
    """Return whether two pieces start, end or have their middle below each other."""
    starts, ends = abs(one.x - other.x), abs(one.end - other.end)
    middles = abs(one.x + one.end - other.x - other.end) / 2
    return starts <= _STARTS_WITHIN or ends <= _ENDS_WITHIN or middles <= _ENDS_WITHIN


def _bands(run: list[Line]) -> list[Piece]:
    """Return the columns, as wide as the pieces of the rows that have the usual number of them."""
    if not run:
        return []
    counts = Counter(len(line.pieces) for line in run if len(line.pieces) > 1)
    usual = max(counts, key=lambda count: (counts[count], count))
    full = [line.pieces for line in run if len(line.pieces) == usual]
    bands = [
        Piece("", min(piece.x for piece in column), max(piece.end for piece in column))
        for column in zip(*full, strict=True)
    ]
    for line in reversed(run):  # a heading may be wider than all below it; one above it may span it
        placed = _placed(line, bands)
        for place, piece in ((places, piece) for piece, places in _pairs(line, placed)):
            if len(place) == 1:
                band, others = bands[place[0]], bands[place[0] + 1 :]
                band.x = min(band.x, piece.x)
                band.end = max(band.end, min([piece.end, *(other.x for other in others)]))
    return bands


def _pairs(line: Line, placed: dict[int, list[int]] | None) -> Iterator[tuple[Piece, list[int]]]:
    for index, places in (placed or {}).items():
        yield line.pieces[index], places


def _placed(line: Line, bands: list[Piece]) -> dict[int, list[int]] | None:
    """Return the columns that each piece of a line stands in, or None when two pieces share one."""
    placed: dict[int, list[int]] = {}
    for index, piece in enumerate(line.pieces):
        places = [at for at, band in enumerate(bands) if piece.x < band.end and band.x < piece.end]
        places = places or _between(piece, bands)
        if not places:
            return None
        placed[index] = places
    taken = [place for places in placed.values() for place in places]
    return placed if len(taken) == len(set(taken)) else None


def _between(piece: Piece, bands: list[Piece]) -> list[int]:
    """Return the two columns that a short heading of both stands between."""
    pairs = enumerate(pairwise(bands))
    return next(
        ([at, at + 1] for at, (one, other) in pairs if one.end <= piece.x and piece.end <= other.x), []
    )


def _is_aligned(table: list[Line], bands: list[Piece]) -> bool:
    """Return whether two lines have pieces, behind the first and apart from it by more than a space, that
    start or end below each other."""
    columns: dict[int, list[tuple[Piece, bool]]] = {}
    for line in table:
        for (before, _), (piece, places) in pairwise(_pairs(line, _placed(line, bands))):
            if len(places) == 1:
                columns.setdefault(places[0], []).append((piece, piece.x - before.end > _GAP * line.size))
    return any(
        (apart or other_apart) and _are_below(one, other)
        for column in columns.values()
        for (one, apart), (other, other_apart) in combinations(column[:20], 2)
    )


def _joined(first: Piece, second: Piece) -> Piece:
    bold = first.bold and second.bold
    return Piece(f"{first.text} {second.text}", first.x, max(first.end, second.end), bold)


def _row(pieces: dict[int, Piece], columns: int) -> Row:
    cells = {id(piece): Cell(piece.text, "strong" if piece.bold else "") for piece in pieces.values()}
    return [cells[id(pieces[place])] if place in pieces else Cell("") for place in range(columns)]
