"""A reply before it is worded: its facts, where they come from, and what the next question may lean on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from appliance.answers.understand import Topic
from appliance.core.products import Product
from appliance.core.schemas import SourceRef


@dataclass(frozen=True)
class State:
    """What a follow-up question leans on: the products in focus, the options named of them, the last
    topic and its question."""

    focus: tuple[str, ...] = ()
    topic: str = ""
    attribute: str = ""
    question: str = ""
    language: str = ""
    options: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(record: dict[str, Any]) -> State:
        known = {name: record[name] for name in State.__dataclass_fields__ if name in record}
        return State(
            **{**known, "focus": tuple(known.get("focus", ())), "options": tuple(known.get("options", ()))}
        )


@dataclass(frozen=True)
class Reply:
    """What the bot is going to say.

    `text` stands on its own: every word of it comes from a record or from the lexicon. `open` marks a
    reply whose wording a language model may better, `evidence` the sentences it may draw on.
    """

    text: str
    topic: Topic
    products: tuple[Product, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    answered: bool = True
    focus: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    open: bool = False
    evidence: tuple[str, ...] = field(default=())
