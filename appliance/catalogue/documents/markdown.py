"""Markdown through markdown-it and the HTML reader; plain text by its blank lines."""

from __future__ import annotations

import re
from pathlib import Path

from appliance.catalogue import html
from appliance.catalogue.documents.parsed import Parsed
from appliance.catalogue.encoding import read_text
from appliance.catalogue.html import Block
from appliance.catalogue.text import clean, paragraphs

_FRONT_MATTER = re.compile(r"\A---\r?\n.*?\r?\n(?:---|\.\.\.)\r?\n", re.DOTALL)
_UNDERLINE = re.compile(r"[=\-~]{3,}")
_ENUMERATION = re.compile(r"\d+(\.\d+)*\.?\s+\S.{0,70}")


def parse(path: Path, name: str) -> Parsed:
    """Return the blocks of a Markdown file; raw HTML in it is read as HTML, comments are hidden text."""
    from markdown_it import MarkdownIt

    source = _FRONT_MATTER.sub("", clean(read_text(path)) + "\n")
    markup = MarkdownIt("commonmark", {"html": True}).enable("table").render(source)
    blocks, hidden = html.to_blocks(markup)
    return Parsed(blocks, hidden=hidden)


def parse_text(path: Path, name: str) -> Parsed:
    """Return the paragraphs of a plain text; a short line that stands alone in capitals, is underlined or
    ends with a colon before a list is a heading."""
    text = paragraphs(read_text(path).replace("\f", "\n\n"))
    blocks: list[Block] = []
    for paragraph in text.split("\n\n"):
        lines = [line for line in paragraph.split("\n") if line]
        if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1]):
            blocks.append(Block("heading", lines[0], level=1 if lines[1][0] == "=" else 2))
            lines = lines[2:]
        elif len(lines) == 1 and _is_heading(lines[0]):
            blocks.append(Block("heading", lines[0].rstrip(":"), level=2))
            lines = []
        elif len(lines) > 1 and _is_heading(lines[0]) and not lines[0].endswith(":"):
            blocks.append(Block("heading", lines[0], level=2))
            lines = lines[1:]
        if lines:
            blocks.append(Block("text", "\n".join(lines)))
    return Parsed(blocks)


def _is_heading(line: str) -> bool:
    if len(line) > 80 or not any(map(str.isalpha, line)) or line[-1] in ".,;!":
        return False
    return line.isupper() or line.endswith(":") or bool(_ENUMERATION.fullmatch(line))
