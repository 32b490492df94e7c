"""Records of what customers said: conversations as the owner reads them, thumbs, approved answers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from appliance.core.schemas import Record, SourceRef, Verdict

OWN_PREFIX = "try-"
"""How the sessions of those who manage a shop begin: they are marked, and notify nobody."""

NO_QUESTION = frozenset(
    {"blocked", "off_topic", "handoff", "greeting", "how_are_you", "thanks", "goodbye", "identity"}
)
"""Intents of turns that leave no question of the shop's business open, whatever was said to them: turned
away, handed over to a person, or small talk."""


class Thumb(StrEnum):
    """What a customer thinks of an answer."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Handoff(StrEnum):
    """Whether a customer asked for a person, and whether somebody has dealt with it."""

    NONE = "none"
    WANTED = "wanted"
    DONE = "done"


class Only(StrEnum):
    """Which conversations to list."""

    ALL = "all"
    UNANSWERED = "unanswered"
    THUMBS_DOWN = "thumbs-down"
    HANDOFF = "handoff"
    BLOCKED = "blocked"


PROGRAM_PREFIX = "v1-"
"""Begins the sessions of programs that talk to the bot with the shop's key."""


class ConversationLine(Record):
    """A conversation in the list: `first` is its first question, personal details masked. Counts are turns.

    `own` marks one that somebody who manages the shop has tried, `program` one that came through the API.
    """

    id: str
    started: datetime
    updated: datetime
    turns: int
    first: str
    unanswered: int = 0
    blocked: int = 0
    up: int = 0
    down: int = 0
    handoff: Handoff = Handoff.NONE
    own: bool = False
    program: bool = False


class ConversationsPage(Record):
    """Conversations, the last touched first. `next` is passed as `before` for the older ones; empty at the
    end. `total` counts all that the filter lets through, whatever their text."""

    total: int
    conversations: tuple[ConversationLine, ...]
    next: str = ""


class ConversationTurn(Record):
    """A question with its answer. `settled` is True when the owner has dealt with an unanswered one."""

    number: int
    at: datetime
    question: str
    answer: str
    answered: bool
    intent: str = ""
    sources: tuple[SourceRef, ...] = ()
    verdict: Verdict | None = None
    thumb: Thumb = Thumb.NONE
    settled: bool = False


class Conversation(Record):
    """A conversation with all its turns."""

    line: ConversationLine
    turns: tuple[ConversationTurn, ...]


class ThumbWish(Record):
    """A customer's thumb for one answer of the own conversation; `turn` is that of the answer."""

    session: str = Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")
    turn: int = Field(ge=0, le=1_000_000)
    thumb: Thumb


class TurnRef(Record):
    """One turn of one conversation."""

    session: str = Field(min_length=1, max_length=64)
    turn: int = Field(ge=0)


class Unanswered(Record):
    """A question that the bot could not answer, with others that ask the same, the most recent first."""

    question: str
    times: int
    latest: datetime
    wordings: tuple[str, ...] = ()
    turns: tuple[TurnRef, ...] = ()


class Settle(Record):
    """These turns need no answer any more; `settled` False takes that back."""

    turns: tuple[TurnRef, ...] = Field(max_length=5000)
    settled: bool = True


class Dealt(Record):
    """Whether somebody has dealt with a customer who asked for a person."""

    done: bool = True


class Erased(Record):
    """How many conversations were deleted for good."""

    conversations: int


class Handoffs(Record):
    """Customers who asked for a person and whom nobody has dealt with yet, the latest first. `cursor`
    grows with every new wish: passed as `after`, with `wait`, the call waits for the next one."""

    open: int
    conversations: tuple[ConversationLine, ...]
    cursor: int = 0


Wording = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]


class TaughtWish(Record):
    """An answer that the owner approves for a question, and for other `wordings` of it."""

    question: Wording
    answer: Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
    wordings: tuple[Wording, ...] = Field(default=(), max_length=20)


class Taught(TaughtWish):
    """An approved answer. `names_price` warns that a price in it stays when the catalogue changes."""

    id: str
    created: datetime
    changed: datetime
    used: int = 0
    last_used: datetime | None = None
    names_price: bool = False
