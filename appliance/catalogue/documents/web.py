"""HTML pages."""

from __future__ import annotations

from pathlib import Path

from appliance.catalogue import html
from appliance.catalogue.documents.parsed import Parsed
from appliance.catalogue.encoding import read_text


def parse(path: Path, name: str) -> Parsed:
    """Return the blocks of a page; of menus those that hold hours or a phone number stay."""
    markup = read_text(path)
    blocks, hidden = html.to_blocks(markup)
    return Parsed(blocks, html.title_of(markup), hidden)
