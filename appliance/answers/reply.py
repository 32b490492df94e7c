"""A reply before it is worded: its facts, where they come from, and what the next question may lean on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

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
    asked: str = ""
    """The question as it was completed from those before, where it was."""


def joined(replies: Sequence[Reply]) -> Reply:
    """Return one reply that says each of several, in order; what two of them say is said once."""
    last = replies[-1]
    return Reply(
        " ".join(dict.fromkeys(reply.text for reply in replies)),
        replies[0].topic,
        products=_once(product for reply in replies for product in reply.products),
        sources=_once(source for reply in replies for source in reply.sources),
        answered=all(reply.answered for reply in replies),
        focus=last.focus or replies[0].focus,
        options=last.options,
        evidence=_once(line for reply in replies for line in reply.evidence),
    )


_Thing = TypeVar("_Thing")


def _once(things: Iterable[_Thing]) -> tuple[_Thing, ...]:
    found: list[_Thing] = []
    for thing in things:
        if thing not in found:
            found.append(thing)
    return tuple(found)
