"""What a customer asks and what the bot answers."""

from __future__ import annotations

from pydantic import Field

from appliance.core.schemas.guard import Verdict
from appliance.core.schemas.knowledge import ProductCard
from appliance.core.schemas.record import Record


class SourceRef(Record):
    """Where an answer's facts come from: a product record, a passage of a document, or an answer that the
    owner approved ("taught")."""

    kind: str
    id: str
    title: str
    url: str = ""
    page: int | None = None
    excerpt: str = ""


class ChatAnswer(Record):
    """The contract of `ask` and of the chat endpoint. `timings` are milliseconds by stage."""

    answer: str
    session: str
    sources: tuple[SourceRef, ...] = ()
    products: tuple[ProductCard, ...] = ()
    verdict: Verdict
    timings: dict[str, float] = Field(default_factory=dict)
    intent: str = ""
    answered: bool = True
    """False when the bot said that it does not know, declined, or handed over."""
    turn: int = 0
    """The answer's number in its conversation, from 0: names it when a customer gives it a thumb."""


class Queued(Record):
    """An event before the words: this many visitors are ahead for the language model; 0 = being worded."""

    position: int


class Delta(Record):
    """A piece of the answer's text that has already been checked."""

    text: str


AnswerEvent = Queued | Delta | ChatAnswer
"""What an answer streams: places in the queue, then checked pieces, and the whole answer last."""


class ChatRequest(Record):
    message: str = Field(min_length=1, max_length=4000)
    session: str | None = Field(default=None, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")
    stream: bool = False
