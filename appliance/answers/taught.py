"""Answers that the owner has approved, in the tenant's folder: kept, checked, found for a question."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from appliance.answers import asked_alike, taught_match
from appliance.answers.taught_match import Asked, Similar
from appliance.conversation_reading import OpenQuestion
from appliance.core.errors import Conflict, InvalidInput, NotFound
from appliance.core.schemas import Decision, Judgement, Place
from appliance.core.talk_records import Taught, TaughtWish, Unanswered

MOST = 500
"""Approved answers of one shop."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS taught (
    id TEXT PRIMARY KEY, question TEXT NOT NULL, wordings TEXT NOT NULL, answer TEXT NOT NULL,
    created TEXT NOT NULL, changed TEXT NOT NULL, used INTEGER NOT NULL DEFAULT 0, last_used TEXT)
"""
_MONEY = re.compile(r"[$€£¥]\s*\d|\b\d+(?:[.,]\d+)?\s*(?:dollars?|euros?|aud|usd|eur|gbp)\b", re.IGNORECASE)
_LEANING = re.compile(
    r"\b(?:it|its|this one|that one|these|those|they|them|the same|the other one)\b", re.IGNORECASE
)
_WHOLE = re.compile(r"\bit(?:'s| is)? (?:possible|ok|okay|true)\b", re.IGNORECASE)


class Judge(Protocol):
    """What is asked of the guard before an answer may be said."""

    def check(self, text: str, place: Place, *, session: str = "") -> Judgement: ...

    def check_answer(
        self,
        text: str,
        *,
        supported: Sequence[str],
        session: str = "",
        hosts: Sequence[str] = (),
        partial: bool = False,
    ) -> Judgement: ...


class TaughtAnswers:
    """`taught.db` of one shop. Thread-safe."""

    def __init__(
        self,
        path: Path,
        guard: Judge,
        similar: Similar,
        hosts: Callable[[], Sequence[str]] = tuple,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`hosts` are the shop's own host names, which an answer may link to."""
        self._path = path
        self._guard = guard
        self._similar = similar
        self._hosts = hosts
        self._now = now
        self._lock = threading.Lock()
        self._known: tuple[tuple[Taught, tuple[Asked, ...]], ...] | None = None

    def find(self, question: str, *, in_focus: bool = False) -> Taught | None:
        """Return the approved answer to a question; None unless it is surely the same question. With a
        product `in_focus`, a question about "it" is about that product."""
        known = self._all()
        if not known or (in_focus and _LEANING.search(question)):
            return None
        asked = taught_match.read(question)
        for taught, wordings in known:
            if any(taught_match.matches(asked, wording, self._similar) for wording in wordings):
                return taught
        return None

    def page(self) -> tuple[Taught, ...]:
        """Return all approved answers, the latest change first."""
        return tuple(sorted((taught for taught, _ in self._all()), key=lambda t: t.changed, reverse=True))

    def get(self, taught_id: str) -> Taught:
        """Return one. Raises `NotFound`."""
        for taught, _ in self._all():
            if taught.id == taught_id:
                return taught
        raise NotFound("This approved answer is not there any more.", resolution="Look at the list again.")

    def add(self, wish: TaughtWish) -> Taught:
        """Keep an answer and use it from now on. Raises `InvalidInput` and `Conflict` with the reason."""
        if len(self._all()) >= MOST:
            raise Conflict(f"There are {MOST} approved answers already.", resolution="Delete some first.")
        return self._keep(secrets.token_hex(8), self._checked(wish, ""), None)

    def change(self, taught_id: str, wish: TaughtWish) -> Taught:
        """Keep a changed answer. Raises `NotFound`, and as `add` does."""
        return self._keep(taught_id, self._checked(wish, taught_id), self.get(taught_id))

    def remove(self, taught_id: str) -> None:
        """Forget an answer. Raises `NotFound`."""
        self.get(taught_id)
        with self._open() as db:
            db.execute("DELETE FROM taught WHERE id = ?", (taught_id,))

    def unanswered(self, questions: Sequence[OpenQuestion]) -> tuple[Unanswered, ...]:
        """Return the questions that still have no answer, alike ones together, the most asked first."""
        left = [question for question in questions if self.find(question.text) is None]
        return asked_alike.grouped(left, self._similar)

    def used(self, taught_id: str) -> None:
        """Count that an answer was said."""
        with self._open() as db:
            db.execute(
                "UPDATE taught SET used = used + 1, last_used = ? WHERE id = ?",
                (self._now().isoformat(), taught_id),
            )

    # --- checking ---

    def _checked(self, wish: TaughtWish, taught_id: str) -> TaughtWish:
        """Return the wish as it may be kept."""
        wordings = tuple(dict.fromkeys(w for w in wish.wordings if w != wish.question))
        wish = wish.model_copy(update={"wordings": wordings})
        for question in (wish.question, *wish.wordings):
            self._check_question(question, taught_id)
        self._check_answer(wish.answer)
        return wish

    def _check_question(self, question: str, taught_id: str) -> None:
        asked = taught_match.read(question)
        if not asked.words:
            raise InvalidInput(
                f"“{question}” does not say what it is about.",
                resolution="Write it so that it can be understood on its own.",
            )
        if len(asked.words) > taught_match.MOST_WORDS:
            raise InvalidInput(f"“{question}” is too long to be recognised.", resolution="Shorten it.")
        if _LEANING.search(_WHOLE.sub("", question)):
            raise InvalidInput(
                f"“{question}” leans on what was said before it.",
                resolution="Name the thing instead of “it” or “they”.",
            )
        if self._guard.check(question, Place.MESSAGE).decision is Decision.BLOCK:
            raise InvalidInput(f"The guard turns “{question}” away.", resolution="Word the question plainly.")
        for taught, others in self._all():
            if taught.id != taught_id and any(other.words == asked.words for other in others):
                raise Conflict(
                    f"There is an answer to “{taught.question}” already.",
                    resolution="Change that one instead.",
                )

    def _check_answer(self, answer: str) -> None:
        """The owner's word needs no record behind it; what must never leave must not leave here either."""
        judged = self._guard.check_answer(answer, supported=(answer,), hosts=tuple(self._hosts()))
        deciding = judged.deciding
        if judged.decision is not Decision.ALLOW:
            reason = deciding.reason if deciding else "The guard does not let it pass."
            raise InvalidInput(f"This answer cannot be used: {reason}", resolution="Change the answer.")

    # --- keeping ---

    def _keep(self, taught_id: str, wish: TaughtWish, before: Taught | None) -> Taught:
        now = self._now()
        with self._open() as db:
            db.execute(
                "INSERT INTO taught (id, question, wordings, answer, created, changed)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET question = excluded.question,"
                " wordings = excluded.wordings, answer = excluded.answer, changed = excluded.changed",
                (
                    taught_id,
                    wish.question,
                    json.dumps(wish.wordings, ensure_ascii=False),
                    wish.answer,
                    (before.created if before else now).isoformat(),
                    now.isoformat(),
                ),
            )
        return self.get(taught_id)

    def _all(self) -> tuple[tuple[Taught, tuple[Asked, ...]], ...]:
        known = self._known
        if known is None:
            if not self._path.exists():
                return ()
            with self._open(keep=True) as db:  # under its lock: no change comes between
                rows = db.execute("SELECT * FROM taught ORDER BY created").fetchall()
                self._known = known = tuple(_read(row) for row in rows)
        return known

    @contextmanager
    def _open(self, *, keep: bool = False) -> Iterator[sqlite3.Connection]:
        """Yield a connection in one transaction; what was read before counts no more unless `keep`."""
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self._path, timeout=10)
            try:
                db.row_factory = sqlite3.Row
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA secure_delete = ON")
                with db:
                    db.execute(_SCHEMA)
                    yield db
            finally:
                db.close()
                if not keep:
                    self._known = None


def _read(row: Any) -> tuple[Taught, tuple[Asked, ...]]:
    taught = Taught(
        id=row["id"],
        question=row["question"],
        wordings=tuple(json.loads(row["wordings"])),
        answer=row["answer"],
        created=datetime.fromisoformat(row["created"]),
        changed=datetime.fromisoformat(row["changed"]),
        used=row["used"],
        last_used=datetime.fromisoformat(row["last_used"]) if row["last_used"] else None,
        names_price=bool(_MONEY.search(row["answer"])),
    )
    return taught, tuple(taught_match.read(text) for text in (taught.question, *taught.wordings))
