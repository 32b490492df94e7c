"""Markdown through markdown-it and the HTML reader; plain text by its blank lines."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from appliance.catalogue import html
from appliance.catalogue.documents.parsed import Parsed
from appliance.catalogue.encoding import read_text
from appliance.catalogue.html import Block
from appliance.catalogue.text import clean, paragraphs

_FRONT_MATTER = re.compile(r"\A---\r?\n.*?\r?\n(?:---|\.\.\.)\r?\n", re.DOTALL)
_UNDERLINE = re.compile(r"[=\-~]{3,}")
_ENUMERATION = re.compile(r"\d+(\.\d+)*\.?\s+\S.{0,70}")


_LEADER = re.compile(r"(\S)\s*(?:\.{4,}|…{2,}|(?:\. ){4,}\.?)\s*(?=\S)")
"""The dots of a price list: "Lamps ........ 5 years"."""
_WRAPPED, _FULL = 50, 0.7
"""A line this long, and this share of its paragraph's longest, may have been broken by the margin."""
_UNENDED = re.compile(
    r"(?i)(?:,|\b(?:a|an|the|and|or|of|for|with|to|in|on|at|by|from|is|are|our|your|der|die|das|und|oder|für|mit|von|zu|im|am"
    r"|le|la|les|et|ou|de|du|des|pour|avec|el|los|las|y|o|para|con|por|un|una|une))$"
)


def parse(path: Path, name: str) -> Parsed:
    """Return the blocks of a Markdown file; raw HTML in it is read as HTML, comments are hidden text."""
    from markdown_it import MarkdownIt

    source = _FRONT_MATTER.sub("", clean(read_text(path)) + "\n")
    markup = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .render(_name_lines(source))
    )
    blocks, hidden = html.to_blocks(markup, doubted=True)  # a table cannot be written without headings
    return Parsed(blocks, hidden=hidden)


_NAME_LINE = re.compile(
    r"^(\*\*[^*\n]{2,60}\*\*(?: ?\([^()\n]{2,80}\))?:?)[ \t]*\n(?=[^\s|#>*+-])", re.MULTILINE
)


def _name_lines(source: str) -> str:
    """Return Markdown whose lines that only name what follows them end where they were ended."""
    return _NAME_LINE.sub(r"\1  \n", source)


def parse_text(path: Path, name: str) -> Parsed:
    """Return the paragraphs of a plain text; a short line that stands alone in capitals, is underlined or
    ends with a colon before a list is a heading. Lines that the margin broke are joined again."""
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
            blocks.append(Block("text", "\n".join(_LEADER.sub(r"\1: ", line) for line in _unwrapped(lines))))
    return Parsed(blocks)


def _unwrapped(lines: list[str]) -> list[str]:
    """Return the lines of a paragraph, those joined that the margin broke in the middle of a sentence."""
    least = max(_WRAPPED, _FULL * max(map(len, lines)))
    joined = lines[:1]
    for last, line in pairwise(lines):
        goes_on = line[:1].islower() or _UNENDED.search(last)
        if goes_on and len(last) >= least and last[-1] not in ".!?:;" and not _LEADER.search(last):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _is_heading(line: str) -> bool:
    if len(line) > 80 or not any(map(str.isalpha, line)) or line[-1] in ".,;!":
        return False
    name = re.sub(r"\s*\([^()]*\)$", "", line)  # "ROCKLAND (the Boathouse)"
    return name.isupper() or line.endswith(":") or bool(_ENUMERATION.fullmatch(line))
