"""Questions about somebody else's stock or price, which no record of the shop answers."""

from __future__ import annotations

import re

from appliance.answers import text
from appliance.answers.shelf import Shelf
from appliance.answers.understand import Question
from appliance.core.schemas import Shop

_OTHER_SHOP = re.compile(
    r"\b(?:does|do|has|have|is|will)\s+([^\W\d_]{3,})\s+(?:have|has|sell|stock|carry|charge|got)\b"
)


_NAMED_SHOP = re.compile(
    r"\b(?:[Dd]oes|[Dd]o|[Hh]as|[Ii]s)\s+((?:[A-Z]\w+\s+){2,3})(?:have|has|sell|stock|carry|charge)\b"
)


def asked_about(question: Question, shop: Shop, shelf: Shelf) -> bool:
    """Return whether somebody else's stock or price is asked for: "does Altronics have it?"."""
    found = _OTHER_SHOP.search(question.folded)
    named = _NAMED_SHOP.search(question.text)
    if named and not shelf.knows(text.fold(named.group(1).split()[0])):
        return named.group(1).split()[0] not in shop.name
    if found is None:
        return False
    name = found.group(1)
    return (
        name not in question.lexicon.fillers and name not in text.tokens(shop.name) and not shelf.knows(name)
    )
