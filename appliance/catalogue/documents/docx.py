"""Word documents through python-docx: paragraphs and tables in order, hidden runs kept apart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from appliance.catalogue import archives, grids
from appliance.catalogue.documents.parsed import Parsed
from appliance.catalogue.grids import Cell
from appliance.catalogue.html import Block
from appliance.catalogue.text import clean, paragraphs
from appliance.core.errors import FileRefused

_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)
_TINY_POINTS = 2


def parse(path: Path, name: str) -> Parsed:
    """Return the blocks of a document. Raises `FileRefused` when it is damaged, `TooLarge` for a bomb."""
    import docx

    archives.check(path, name)
    try:
        document = docx.Document(str(path))
        reader = _Reader()
        reader.read(document)
        title = clean(document.core_properties.title or "")
    except Exception as error:  # python-docx and lxml raise many types for a damaged document
        raise FileRefused(
            f"{name} is a damaged Word document.",
            resolution="Open it in your office program, save it again and upload the new file.",
            details=f"{type(error).__name__}: {error}",
        ) from None
    return Parsed(reader.blocks, title, tuple(reader.hidden))


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.hidden: list[str] = []
        self._tables = 0

    def read(self, document: Any) -> None:
        from docx.table import Table

        for content in document.iter_inner_content():
            if isinstance(content, Table):
                self._table(content)
            else:
                self._paragraph(content)

    def _paragraph(self, paragraph: Any) -> None:
        text = paragraphs(self._visible(paragraph))
        if not text:
            return
        style = paragraph.style.name if paragraph.style is not None else ""
        heading = _HEADING_STYLE.match(style or "")
        if heading or style == "Title":
            self.blocks.append(
                Block("heading", text.replace("\n", " "), level=int(heading[1]) if heading else 1)
            )
        else:
            is_item = (style or "").startswith("List") or (
                paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
            )
            self.blocks.append(Block("item" if is_item else "text", text))

    def _table(self, table: Any) -> None:
        self._tables += 1
        cells: dict[Any, Cell] = {}
        rows = [[self._cell(cell, row, cells) for cell in row.cells] for row in table.rows]
        self.blocks += [Block("row", line, table=self._tables) for line in grids.lines(rows)]

    def _cell(self, cell: Any, row: Any, cells: dict[Any, Cell]) -> Cell:
        """Return a cell of the table; a merged one is the same at every place that it covers."""
        if cell._tc not in cells:
            text = " ".join(self._all_visible(cell).split())
            is_strong = bool(text) and all(_is_bold(paragraph) for paragraph in cell.paragraphs)
            cells[cell._tc] = Cell(text, "heading" if _is_heading(row) else "strong" if is_strong else "")
        return cells[cell._tc]

    def _all_visible(self, cell: Any) -> str:
        """Return the text of a cell, tables within it included."""
        from docx.table import Table

        return " ".join(
            " ".join(self._all_visible(inner) for row in content.rows for inner in _once(row.cells))
            if isinstance(content, Table)
            else self._visible(content)
            for content in cell.iter_inner_content()
        )

    def _visible(self, paragraph: Any) -> str:
        from docx.text.hyperlink import Hyperlink

        shown: list[str] = []
        hidden: list[str] = []
        for content in paragraph.iter_inner_content():
            for run in content.runs if isinstance(content, Hyperlink) else (content,):
                if not (run.font.strike or run.font.double_strike):
                    (hidden if _is_hidden(run) else shown).append(run.text)
        if "".join(hidden).strip():
            self.hidden.append(" ".join("".join(hidden).split()))
        return "".join(shown)


def _once(cells: Any) -> list[Any]:
    return list({cell._tc: cell for cell in cells}.values())


def _is_heading(row: Any) -> bool:
    """Return whether a row is marked to be repeated as headings on every page."""
    marks = row._tr.xpath("./w:trPr/w:tblHeader")
    return any(mark.get(mark.tag.replace("tblHeader", "val")) not in ("0", "false", "off") for mark in marks)


def _is_bold(paragraph: Any) -> bool:
    return all(run.bold for run in paragraph.runs if run.text.strip())


def _is_hidden(run: Any) -> bool:
    """Return whether a run is marked hidden, tiny, or white on nothing."""
    font = run.font
    if font.hidden or (font.size is not None and font.size.pt < _TINY_POINTS):
        return True
    colour = font.color.rgb if font.color is not None and font.color.type is not None else None
    shaded = (
        run._r.rPr is not None
        and run._r.rPr.find(run._r.rPr.nsmap.get("w", "").join("{}") + "shd") is not None
    )
    return str(colour) == "FFFFFF" and not shaded and font.highlight_color is None
