"""How the owner reads conversations: listed, searched, one whole, and what is still without an answer.

Texts are encrypted one by one, so a search decrypts from the newest on until it has found enough.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from appliance.conversations import Conversations
from appliance.core.schemas import SourceRef, Verdict
from appliance.core.talk_records import (
    NO_QUESTION,
    OWN_PREFIX,
    PROGRAM_PREFIX,
    Conversation,
    ConversationLine,
    ConversationsPage,
    ConversationTurn,
    Handoff,
    Handoffs,
    Only,
    Thumb,
    TurnRef,
)

BATCH = 100
FIRST_LENGTH = 160
LATEST = 2000
"""Unanswered turns that are looked at: the most recent ones."""

_CLOSED = ", ".join(f"'{intent}'" for intent in sorted(NO_QUESTION))
OPEN = f"answered = 0 AND settled = 0 AND intent NOT IN ({_CLOSED})"
"""A question that the bot could not answer."""

_LINE = f"""
SELECT s.id, s.started, s.updated, s.turns, s.handoff,
    (SELECT count(*) FROM turns t WHERE t.session = s.id AND {OPEN}),
    (SELECT count(*) FROM turns t WHERE t.session = s.id AND t.intent = 'blocked'),
    (SELECT count(*) FROM turns t WHERE t.session = s.id AND t.thumb = 'up'),
    (SELECT count(*) FROM turns t WHERE t.session = s.id AND t.thumb = 'down'),
    (SELECT body FROM turns t WHERE t.session = s.id AND t.number = 0)
FROM sessions s
"""  # noqa: S608  # a constant
_HAS = "EXISTS (SELECT 1 FROM turns t WHERE t.session = s.id AND {})"
_ONLY = {
    Only.ALL: "1",
    Only.UNANSWERED: _HAS.format(OPEN),
    Only.THUMBS_DOWN: _HAS.format("t.thumb = 'down'"),
    Only.HANDOFF: "s.handoff != 'none'",
    Only.BLOCKED: _HAS.format("t.intent = 'blocked'"),
}
_SOURCES = TypeAdapter(tuple[SourceRef, ...])


@dataclass(frozen=True)
class OpenQuestion:
    """A question without an answer, and where it was asked."""

    text: str
    at: datetime
    where: TurnRef


class Reader:
    """Reads one tenant's conversations."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    def page(
        self, only: Only = Only.ALL, text: str = "", before: str = "", limit: int = 50
    ) -> ConversationsPage:
        """Return conversations that fit, the last touched first; `text` stands in a question or an answer."""
        wanted, last = text.casefold().strip(), ""
        found: list[ConversationLine] = []
        with self._conversations.open() as db:
            total = db.execute(f"SELECT count(*) FROM sessions s WHERE {_ONLY[only]}").fetchone()[0]  # noqa: S608
            for row in self._rows(db, only, before):
                if not wanted or self._says(db, row[0], wanted):
                    if len(found) == limit:
                        return ConversationsPage(total=total, conversations=tuple(found), next=last)
                    found.append(self._line(row))
                    last = f"{row[2]}|{row[0]}"
        return ConversationsPage(total=total, conversations=tuple(found))

    def one(self, session: str) -> Conversation | None:
        """Return a conversation with its turns in order, or None."""
        with self._conversations.open() as db:
            row = db.execute(f"{_LINE} WHERE s.id = ?", (session,)).fetchone()
            if row is None:
                return None
            turns = tuple(
                _turn(number, at, bool(answered), thumb, bool(settled), self._body(session, number, blob))
                for number, at, answered, thumb, settled, blob in db.execute(
                    "SELECT number, at, answered, thumb, settled, body FROM turns"
                    " WHERE session = ? ORDER BY number",
                    (session,),
                )
            )
        return Conversation(line=self._line(row), turns=turns)

    def handoffs(self, after: int = 0) -> Handoffs:
        """Return who asked for a person and still waits; those who manage the shop are not among them."""
        with self._conversations.open() as db:
            rows = db.execute(
                f"{_LINE} WHERE s.handoff = 'wanted' AND s.id NOT LIKE ? AND s.wanted > ?"
                " ORDER BY s.wanted DESC LIMIT 100",
                (f"{OWN_PREFIX}%", after),
            ).fetchall()
            cursor, waiting = db.execute(
                "SELECT coalesce(max(wanted), 0), sum(handoff = 'wanted' AND id NOT LIKE ?) FROM sessions",
                (f"{OWN_PREFIX}%",),
            ).fetchone()
        return Handoffs(open=waiting or 0, conversations=tuple(map(self._line, rows)), cursor=cursor)

    def unanswered(self) -> list[OpenQuestion]:
        """Return the latest questions without an answer, the most recent first."""
        with self._conversations.open() as db:
            rows = db.execute(
                f"SELECT session, number, at, body FROM turns WHERE {OPEN} ORDER BY at DESC LIMIT ?",  # noqa: S608
                (LATEST,),
            ).fetchall()
        found = []
        for session, number, at, blob in rows:
            question = str(self._body(session, number, blob).get("question", ""))
            if question.strip():
                where = TurnRef(session=session, turn=number)
                found.append(OpenQuestion(question, datetime.fromisoformat(at), where))
        return found

    # --- rows ---

    def _rows(self, db: sqlite3.Connection, only: Only, before: str) -> Iterator[Any]:
        """Yield the lines' rows, the last touched first, batch after batch."""
        updated, _, session = before.partition("|")
        while True:
            older = "(s.updated, s.id) < (?, ?)" if updated else "? = ?"
            rows = db.execute(
                f"{_LINE} WHERE {_ONLY[only]} AND {older} ORDER BY s.updated DESC, s.id DESC LIMIT ?",
                (updated, session, BATCH),
            ).fetchall()
            yield from rows
            if len(rows) < BATCH:
                return
            updated, session = rows[-1][2], rows[-1][0]

    def _says(self, db: sqlite3.Connection, session: str, wanted: str) -> bool:
        rows = db.execute("SELECT number, body FROM turns WHERE session = ?", (session,)).fetchall()
        bodies = (self._body(session, number, blob) for number, blob in rows)
        return any(
            wanted in str(text).casefold()
            for body in bodies
            for text in (body.get("question", ""), body.get("answer", {}).get("answer", ""))
        )

    def _line(self, row: Any) -> ConversationLine:
        session, started, updated, turns, handoff, unanswered, blocked, up, down, blob = row
        first = str(self._body(session, 0, blob).get("question", "")) if blob else ""
        return ConversationLine(
            id=session,
            started=datetime.fromisoformat(started),
            updated=datetime.fromisoformat(updated),
            turns=turns,
            first=" ".join(first.split())[:FIRST_LENGTH],
            unanswered=unanswered,
            blocked=blocked,
            up=up,
            down=down,
            handoff=Handoff(handoff),
            own=session.startswith(OWN_PREFIX),
            program=session.startswith(PROGRAM_PREFIX),
        )

    def _body(self, session: str, number: int, blob: bytes) -> dict[str, Any]:
        return self._conversations.body(session, number, blob)


def _turn(
    number: int, at: str, answered: bool, thumb: str, settled: bool, body: dict[str, Any]
) -> ConversationTurn:
    answer = body.get("answer", {})
    return ConversationTurn(
        number=number,
        at=datetime.fromisoformat(at),
        question=str(body.get("question", "")),
        answer=str(answer.get("answer", "")),
        answered=answered,
        intent=str(answer.get("intent", "")),
        sources=_sources(answer.get("sources", ())),
        verdict=_verdict(answer.get("verdict")),
        thumb=Thumb(thumb),
        settled=settled,
    )


def _sources(stored: Any) -> tuple[SourceRef, ...]:
    """Return the sources; one that another version wrote and cannot be read is left out."""
    try:
        return _SOURCES.validate_python(stored)
    except ValidationError:
        return ()


def _verdict(stored: Any) -> Verdict | None:
    try:
        return Verdict.model_validate(stored)
    except ValidationError:
        return None
