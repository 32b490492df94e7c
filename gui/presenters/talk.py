"""Conversations, thumbs and approved answers in a shop owner's words."""

from __future__ import annotations

import json

from appliance.core.schemas import Decision
from appliance.core.talk_records import (
    NO_QUESTION,
    Conversation,
    ConversationLine,
    ConversationTurn,
    Handoff,
    Only,
    Taught,
    Thumb,
    Unanswered,
)
from gui.presenters import answers, quantities
from gui.presenters.heard import heard
from gui.words import counted, tr

Mark = tuple[str, str]
"""A sentence and its tone."""


def filters() -> list[tuple[str, str]]:
    """Return (value, words) of what the list may be narrowed to."""
    return [
        (Only.ALL, tr("All conversations")),
        (Only.HANDOFF, tr("Wants a person")),
        (Only.UNANSWERED, tr("Without an answer")),
        (Only.THUMBS_DOWN, tr("Thumbs down")),
        (Only.BLOCKED, tr("Turned away")),
    ]


def line(talk: ConversationLine) -> str:
    """Return a conversation as two lines of the list: its first question, then what stands out and when."""
    first = talk.first or tr("(can no longer be read)")
    parts = [*marks(talk), quantities.when(talk.updated)]
    if talk.turns > 1:
        parts.append(tr("{n} questions").format(n=talk.turns))
    return f"{first}\n{' · '.join(parts)}"


def marks(talk: ConversationLine) -> list[str]:
    """Return what stands out in a conversation, the most urgent first."""
    said = []
    if talk.handoff is Handoff.WANTED:
        said.append(tr("wants a person"))
    if talk.unanswered:
        said.append(tr("no answer"))
    if talk.down:
        said.append(tr("thumbs down"))
    if talk.up:
        said.append(tr("thumbs up"))
    if talk.blocked:
        said.append(tr("turned away"))
    if talk.own:
        said.append(tr("tried by you"))
    if talk.program:
        said.append(tr("through a program"))
    return said


def standing(talk: ConversationLine) -> Mark:
    """Return the sentence above a transcript."""
    if talk.handoff is Handoff.WANTED:
        return tr("This customer asked for a person."), "warning"
    if talk.handoff is Handoff.DONE:
        return tr("This customer asked for a person, and somebody has dealt with it."), "good"
    return quantities.when(talk.started), "quiet"


def turn(said: ConversationTurn) -> list[Mark]:
    """Return the lines below an answer: where it comes from, and what the owner should see."""
    names = list(dict.fromkeys(answers.source(ref) for ref in said.sources))
    lines: list[Mark] = []
    if names:
        lines.append((tr("From: {names}").format(names=", ".join(names)), "quiet"))
    if said.verdict is not None and said.verdict.decision is Decision.BLOCK:
        lines.append((tr("Turned away: {reason}").format(reason=heard(said.verdict.reason)), "warning"))
    elif unanswered(said):
        lines.append((tr("The bot had no answer."), "warning"))
    if said.thumb is Thumb.UP:
        lines.append((tr("Thumbs up from the customer"), "good"))
    if said.thumb is Thumb.DOWN:
        lines.append((tr("Thumbs down from the customer"), "bad"))
    return lines


def unanswered(said: ConversationTurn) -> bool:
    """Whether the bot did not know, which is not the same as declining or handing over."""
    return not said.answered and said.intent not in NO_QUESTION


def teachable(said: ConversationTurn) -> bool:
    """Whether an approved answer could be of use here."""
    return bool(said.question) and said.intent not in ("blocked", "greeting", "thanks", "goodbye")


def times(group: Unanswered) -> str:
    return counted(group.times, tr("{n} time"), tr("{n} times"))


def others(group: Unanswered) -> str:
    """Return the other wordings of a question, each on a line."""
    return "\n".join(group.wordings[1:])


def used(taught: Taught) -> str:
    """Return how often an approved answer was said."""
    if not taught.used:
        return tr("not yet")
    times = counted(taught.used, tr("{n} time"), tr("{n} times"))
    return tr("{times}, last {when}").format(
        times=times, when=quantities.when(taught.last_used or taught.changed)
    )


def file_name(talk: Conversation) -> str:
    return f"conversation-{talk.line.started:%Y-%m-%d}-{talk.line.id[-6:]}.json"


def saved(talk: Conversation) -> str:
    """Return a conversation as a file for whoever asks what is kept about them."""
    return json.dumps(talk.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
