"""PDF through pypdf: lines with their size and place become headings and paragraphs, page by page."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from appliance.catalogue import grids
from appliance.catalogue.documents import pdf_tables
from appliance.catalogue.documents.parsed import Parsed
from appliance.catalogue.documents.pdf_seen import Seen, page_box, scale
from appliance.catalogue.documents.pdf_tables import Line, Piece
from appliance.catalogue.html import Block
from appliance.catalogue.text import clean, one_line
from appliance.core.errors import FileRefused, TooLarge

MAX_PAGES = 2_000
_SHOWS_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
_BULLET = re.compile(r"(?:[•▪◦●○*–-]|\(?\d{1,2}[.)])\s+(?=\S)")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|pagina|página|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de|di|van)\s*\d{1,4})?", re.I
)


def parse(path: Path, name: str) -> Parsed:
    """Return the blocks of a document by page. Raises `FileRefused` (password, damage) or `TooLarge`."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs every oddity of a file as a warning
    reader = _open(path, name)
    try:
        if len(reader.pages) > MAX_PAGES:
            raise TooLarge(
                f"{name} has {len(reader.pages):,} pages; at most {MAX_PAGES:,} are read.",
                resolution="Upload the pages that customers ask about.",
            )
        read = [_read_page(page) for page in reader.pages]
        pages = [visible for visible, _ in read]
        hidden = tuple(" ".join(line.text for line in lines) for _, lines in read if lines)
        title = one_line(str((reader.metadata or {}).get("/Title") or ""))
    except TooLarge:
        raise
    except Exception as error:  # pypdf raises many types for a damaged document
        raise _damaged(name, error) from None
    return Parsed(list(_blocks(_without_margins(pages))), clean(title), hidden)


def _open(path: Path, name: str) -> Any:
    import pypdf

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileRefused(
                f"{name} is protected by a password.",
                resolution="Save a copy without a password and upload that.",
            )
        return reader
    except FileRefused:
        raise
    except Exception as error:
        raise _damaged(name, error) from None


def _damaged(name: str, error: Exception) -> FileRefused:
    return FileRefused(
        f"{name} is a damaged PDF.",
        resolution="Save it again as PDF and upload the new file.",
        details=f"{type(error).__name__}: {error}",
    )


def _read_page(page: Any) -> tuple[list[Line], list[Line]]:
    """Return the visible and the hidden lines of a page.

    A page of nothing but invisible text over a picture is a scan with its recognised words: a reader does
    see them.
    """
    visible, shadowed = _lines(page, hidden=False)
    if not shadowed:
        return visible, []
    hidden, _ = _lines(page, hidden=True)
    return (hidden, []) if not visible and _has_picture(page) else (visible, hidden)


def _lines(page: Any, *, hidden: bool) -> tuple[list[Line], bool]:
    """Return the hidden lines of a page, or those that are not, and whether others were left out."""
    state = Seen(page_box(page))
    shown: list[_Shown] = []
    left_out = False

    def before(operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        nonlocal left_out
        state.follow(operator, operands, cm)
        if operator in _SHOWS_TEXT and state.hides(tm, cm) is not hidden:
            left_out = True
            operands.clear()

    def text(piece: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        bold = "bold" in str((font or {}).get("/BaseFont", "")).casefold()
        shown.append(_Shown(piece, abs(size) * scale(tm) * scale(cm), x, y, bold))

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return list(_assembled(shown)), left_out


def _has_picture(page: Any) -> bool:
    pictures = page.get("/Resources", {}).get("/XObject", {})
    return any(pictures[name].get_object().get("/Subtype") == "/Image" for name in pictures)


class _Shown(NamedTuple):
    """Text as pypdf tells of it, with its size in points and the place it starts at."""

    text: str
    size: float
    x: float
    y: float
    bold: bool


def _assembled(shown: list[_Shown]) -> Iterator[Line]:
    line: list[_Shown] = []
    for piece in shown:
        for number, part in enumerate(piece.text.split("\n")):
            if line and (number or (part.strip() and _goes_back(line, piece))):
                yield _line(line)
                line = []
            if part.strip():
                line.append(piece._replace(text=part))
            elif part and line:
                line[-1] = line[-1]._replace(text=line[-1].text + part)
    if line:
        yield _line(line)


def _goes_back(line: list[_Shown], piece: _Shown) -> bool:
    """Return whether a piece that pypdf puts on the line begins another: lower down, and further left."""
    return piece.x < line[-1].x and abs(piece.y - line[-1].y) > 0.3 * piece.size


def _line(shown: list[_Shown]) -> Line:
    """Return a line of pieces; one that follows without a space belongs to the one before it."""
    text, pieces = "", list[Piece]()
    for piece in shown:
        words, joins = (
            one_line(piece.text),
            bool(text) and not (text[-1].isspace() or piece.text[0].isspace()),
        )
        end = piece.x + pdf_tables.width(words, piece.size)
        if joins:
            last = pieces[-1]
            last.text, last.end, last.bold = last.text + words, max(last.end, end), last.bold and piece.bold
        else:
            pieces.append(Piece(words, piece.x, end, piece.bold))
        text += piece.text
    size, bold = max(piece.size for piece in shown), all(piece.bold for piece in shown)
    return Line(one_line(text), size, shown[0].y, bold, pieces)


def _without_margins(pages: list[list[Line]]) -> list[list[Line]]:
    """Return the pages without page numbers and without lines that most pages repeat at their edges."""
    edges = Counter(key for lines in pages for key in {_edge_key(line) for line in lines[:2] + lines[-2:]})
    repeated = {key for key, count in edges.items() if len(pages) >= 3 and count > len(pages) / 2}
    return [
        [
            line
            for index, line in enumerate(lines)
            if not (
                _is_edge(index, lines) and (_edge_key(line) in repeated or _PAGE_NUMBER.fullmatch(line.text))
            )
        ]
        for lines in pages
    ]


def _is_edge(index: int, lines: list[Line]) -> bool:
    return index < 2 or index >= len(lines) - 2


def _edge_key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _blocks(pages: list[list[Line]]) -> Iterator[Block]:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[_rounded(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    levels = {
        size: level
        for level, size in enumerate(sorted((s for s in sizes if s >= body * 1.15), reverse=True), 1)
    }
    tables = 0
    for number, lines in enumerate(pages, start=1):
        prose: list[Line] = []
        longest = max((len(line.text) for line in lines), default=0)
        for part in pdf_tables.split(lines):
            if isinstance(part, Line):
                prose.append(part)
                continue
            yield from _page_blocks(prose, number, longest, body, levels)
            prose, tables = [], tables + 1
            for row in grids.lines(part):
                yield Block("row", row, page=number, table=tables)
        yield from _page_blocks(prose, number, longest, body, levels)


def _page_blocks(
    lines: list[Line], number: int, longest: int, body: float, levels: dict[float, int]
) -> Iterator[Block]:
    paragraph: list[Line] = []
    for line in lines:
        level = _heading_level(line, levels)
        starts = bool(_BULLET.match(line.text))
        if paragraph and (level or starts or _is_apart(paragraph[-1], line, body)):
            yield _paragraph(paragraph, number, longest)
            paragraph = []
        if level:
            yield Block("heading", line.text, level=level, page=number)
        else:
            paragraph.append(line)
    if paragraph:
        yield _paragraph(paragraph, number, longest)


def _heading_level(line: Line, levels: dict[float, int]) -> int:
    """Return the level of a heading, or 0. Larger type makes one; so does a short bold line."""
    if len(line.text) > 120 or not any(map(str.isalpha, line.text)):
        return 0
    if _rounded(line.size) in levels:
        return levels[_rounded(line.size)]
    names = line.bold and len(line.text) < 90 and line.text[-1] not in ".,;"
    return len(levels) + 1 if names and not pdf_tables.has_gaps(line) else 0


def _is_apart(last: Line, line: Line, body: float) -> bool:
    return abs(last.y - line.y) > 1.7 * max(body, line.size, 1.0) or last.text.endswith("?")


def _paragraph(lines: list[Line], number: int, longest: int) -> Block:
    """Return a block of the lines; a line that ends early keeps its line break, as in a table of hours."""
    text = lines[0].text
    for last, line in pairwise(lines):
        if text.endswith("-") and line.text[:1].islower() and len(last.text) > longest * 0.6:
            text = text[:-1] + line.text
        else:
            text += (" " if len(last.text) > longest * 0.6 else "\n") + line.text
    bullet = _BULLET.match(text)
    if bullet and not bullet[0].strip()[0].isdigit():
        return Block("item", text[bullet.end() :], page=number)
    return Block("text", text, page=number)


def _rounded(size: float) -> float:
    return round(size * 2) / 2
