"""Word documents through python-docx: paragraphs and tables in order, hidden runs kept apart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from appliance.catalogue import archives
from appliance.catalogue.documents.parsed import Parsed
from appliance.catalogue.html import Block, row_text
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
        rows = [self._cells(row) for row in table.rows]
        headings = rows[0] if len(rows) > 1 and all(rows[0]) else []
        for cells in rows[1:] if headings else rows:
            line = row_text(headings, cells)
            if line:
                self.blocks.append(Block("row", line, table=self._tables))

    def _cells(self, row: Any) -> list[str]:
        """Return the text of each cell; a merged cell counts once."""
        texts, last = [], None
        for cell in row.cells:
            if cell._tc is not last:
                texts.append(" ".join(" ".join(self._visible(p) for p in cell.paragraphs).split()))
            last = cell._tc
        return texts

    def _visible(self, paragraph: Any) -> str:
        from docx.text.hyperlink import Hyperlink

        shown: list[str] = []
        hidden: list[str] = []
        for content in paragraph.iter_inner_content():
            for run in content.runs if isinstance(content, Hyperlink) else (content,):
                (hidden if _is_hidden(run) else shown).append(run.text)
        if "".join(hidden).strip():
            self.hidden.append(" ".join("".join(hidden).split()))
        return "".join(shown)


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
