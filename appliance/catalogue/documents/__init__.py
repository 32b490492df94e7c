"""Documents become passages: one format a file, all through the same blocks and the same cutting."""

from __future__ import annotations

from pathlib import Path

from appliance.catalogue import passages
from appliance.catalogue.documents import docx, markdown, pdf, web
from appliance.catalogue.documents.parsed import Parsed
from appliance.catalogue.sniff import Kind
from appliance.catalogue.text import from_slug, one_line, shorten
from appliance.core.errors import FileRefused
from appliance.core.products import Document

_READERS = {
    Kind.PDF: pdf.parse,
    Kind.DOCX: docx.parse,
    Kind.HTML: web.parse,
    Kind.MARKDOWN: markdown.parse,
    Kind.TEXT: markdown.parse_text,
}


def read(path: Path, name: str, kind: Kind) -> Document:
    """Return a document of a known kind. Raises `FileRefused` when it has no text."""
    parsed: Parsed = _READERS[kind](path, name)
    cut = tuple(passages.cut(parsed.blocks))
    if not cut:
        reason = "has no text in it; it is probably a scan" if kind is Kind.PDF else "has no text in it"
        raise FileRefused(
            f"{name} {reason}.", resolution="Upload a version whose text can be selected and copied."
        )
    headings = (block.text for block in parsed.blocks if block.kind == "heading")
    title = parsed.title or next(headings, "") or from_slug(Path(name).stem)
    return Document(name, shorten(one_line(title), 200), cut, tuple(dict.fromkeys(parsed.hidden)))
