"""What every document parser returns."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.catalogue.html import Block


@dataclass(frozen=True, slots=True)
class Parsed:
    """The visible blocks of a document in reading order, its own title, and its hidden texts."""

    blocks: list[Block]
    title: str = ""
    hidden: tuple[str, ...] = ()
