"""The bot of one shop: message in, checked answer out.

guard the message → recall the conversation → say what the owner has approved, else compose from records
and pages → guard what was retrieved and word it (open replies only) → guard the answer → remember. Yields
events so that a page can show a place in the queue and the words as they pass the check; the whole
`ChatAnswer` comes last and counts.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol

from appliance.answers import opening, wording
from appliance.answers.composer import Composer
from appliance.answers.language import lexicon, reply_language
from appliance.answers.memory import Memory
from appliance.answers.reply import Reply, State
from appliance.answers.shelf import Shelf
from appliance.answers.topics import Topic
from appliance.core.addresses import host_of
from appliance.core.cards import card
from appliance.core.errors import StoreFailed
from appliance.core.ports import ChatModel, Generation
from appliance.core.schemas import (
    AnswerEvent,
    ChatAnswer,
    Decision,
    Delta,
    Judgement,
    Place,
    Queued,
    Shop,
    SourceRef,
    Verdict,
)
from appliance.core.talk_records import Taught

log = logging.getLogger(__name__)


class AnswerGuard(Protocol):
    """What answers need of the guard; `appliance.guard.ShopGuard` provides it."""

    def check(self, text: str, place: Place, *, session: str = "", address: str = "") -> Judgement: ...

    def check_answer(
        self,
        text: str,
        *,
        supported: Sequence[str],
        session: str = "",
        hosts: Sequence[str] = (),
        partial: bool = False,
    ) -> Judgement: ...

    def sentence(self, judgement: Judgement, language: str = "en") -> str:
        """Return what the customer reads instead of an answer."""
        ...

    def wording_prompt(self, facts: str, question: str, session: str = "") -> tuple[str, str]:
        """Return (stable system prompt, this request's fenced turn) for wording a reply; turns of a session
        begin alike as far as their facts do."""
        ...

    def mask(self, text: str) -> str:
        """Return the text with personal details masked, for storing."""
        ...


class Approved(Protocol):
    """Answers that the owner has approved; `appliance.answers.taught.TaughtAnswers` provides it."""

    def find(self, question: str, *, in_focus: bool = False) -> Taught | None: ...

    def used(self, taught_id: str) -> None: ...


class Answerer:
    """Answers one shop's customers. `model` gives the language model, or None to do without."""

    def __init__(
        self,
        shop: Callable[[], Shop],
        shelf: Shelf,
        guard: AnswerGuard,
        model: Callable[[], ChatModel | None],
        conversations: Memory,
        approved: Approved | None = None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._shop = shop
        self._shelf = shelf
        self._guard = guard
        self._model = model
        self._conversations = conversations
        self._approved = approved
        self._now = now

    def answer(self, question: str, session: str | None = None) -> ChatAnswer:
        """Return the whole answer to one question."""
        for event in self.stream(question, session):
            if isinstance(event, ChatAnswer):
                return event
        raise AssertionError("a stream always ends with its answer")

    def stream(
        self,
        question: str,
        session: str | None = None,
        cancel: threading.Event | None = None,
        address: str = "",
    ) -> Iterator[AnswerEvent]:
        """Yield places in the queue, checked pieces of text, and the whole answer last. `address` is where
        the visitor is; only the guard is told."""
        session = session or secrets.token_hex(16)
        cancel = cancel or threading.Event()
        clock = _Stopwatch()
        with clock.lap("guard"):
            judged = self._guard.check(question, Place.MESSAGE, session=session, address=address)
        state = self._state(session)
        taught = self._find_taught(judged, state)
        if taught is None and _declines(judged):
            yield from self._declined(question, session, judged, clock)
            return
        shop = self._shop()
        with clock.lap("search"):
            reply = (
                _approved(taught, shop, judged.text)
                if taught
                else Composer(shop, self._shelf, self._now).reply(judged.text, state)
            )
            if reply.topic is Topic.HANDOFF:
                reply = _handed_over(reply, shop, self._now())
        said = ""
        wordable = reply.open and reply.answered and judged.decision is Decision.ALLOW
        model = self._model() if wordable else None
        if model is not None and self._may_be_read(reply, session):
            worded = wording.Worded([])
            for event in self._worded(model, shop, reply, judged.text, session, worded, cancel, clock):
                if isinstance(event, Delta):
                    said += event.text
                yield event
        answer = self._finish(shop, reply, said, question, session, judged, state, clock)
        rest = answer.answer.removeprefix(said) if answer.answer.startswith(said) else ""
        if rest:
            yield Delta(text=rest)
        yield answer

    def _find_taught(self, judged: Judgement, state: State) -> Taught | None:
        """Return what the owner has approved for this message; nothing for one that was blocked."""
        if self._approved is None or judged.decision is Decision.BLOCK:
            return None
        taught = self._approved.find(judged.text, in_focus=bool(state.focus))
        if taught is not None:
            self._approved.used(taught.id)
        return taught

    def _may_be_read(self, reply: Reply, session: str) -> bool:
        """Return whether the model may read what was retrieved: it is judged as a document, whatever was
        made of it when it was imported. Else the reply is given as it was composed, word for word."""
        judged = self._guard.check(reply.text, Place.PASSAGE, session=session)
        return judged.decision is Decision.ALLOW

    # --- wording ---------------------------------------------------------------------------------------

    def _worded(
        self,
        model: ChatModel,
        shop: Shop,
        reply: Reply,
        question: str,
        session: str,
        worded: wording.Worded,
        cancel: threading.Event,
        clock: _Stopwatch,
    ) -> Iterator[AnswerEvent]:
        """Yield the model's checked sentences, then what they left out of the composed reply."""
        stable, turn = self._guard.wording_prompt(reply.text, question, session)
        supported, own, said = (reply.text, *reply.evidence), hosts(shop), ""
        request = Generation(stable, (("user", turn),), session, max_tokens=wording.MAX_TOKENS)
        places: list[int] = []
        with clock.lap("model"):
            passed = wording.sentences(
                model, request, reply.evidence, question, worded, cancel=cancel, on_position=places.append
            )
            for sentence in passed:
                while places:
                    yield Queued(position=places.pop(0))
                if not sentence:
                    continue
                said += sentence + " "
                leaving = self._guard.check_answer(
                    said, supported=supported, session=session, hosts=own, partial=True
                )
                if leaving.decision is not Decision.ALLOW:
                    worded.passed.remove(sentence)
                    break
                yield Delta(text=sentence + " ")
        if worded.first_token_ms is not None:
            clock.laps["first_token"] = round(worded.first_token_ms, 1)
        if worded.passed:
            rest = " ".join(wording.missing(reply.text, worded))
            if rest:
                yield Delta(text=rest)

    # --- endings ---------------------------------------------------------------------------------------

    def _finish(
        self,
        shop: Shop,
        reply: Reply,
        said: str,
        question: str,
        session: str,
        judged: Judgement,
        state: State,
        clock: _Stopwatch,
    ) -> ChatAnswer:
        """Judge the answer on its way out, remember it, and return it."""
        final = said.strip() or reply.text
        supported = (reply.text, *reply.evidence)
        with clock.lap("check"):
            outgoing = self._guard.check_answer(
                final, supported=supported, session=session, hosts=hosts(shop)
            )
        verdict = _verdict(judged)
        if outgoing.decision is Decision.BLOCK:
            final, verdict = self._safe(shop, question), _verdict(outgoing)
            reply = Reply(final, reply.topic, answered=False, focus=reply.focus)
        elif outgoing.decision is Decision.REVIEW:
            final, verdict = outgoing.text, _verdict(outgoing)
        answer = ChatAnswer(
            answer=final,
            session=session,
            sources=reply.sources,
            products=tuple(card(product, shop.currency, shop.website) for product in reply.products),
            verdict=verdict,
            timings=clock.total(),
            intent=reply.topic.value,
            answered=reply.answered,
        )
        return self._remember(session, question, answer, _next_state(reply, state, judged.text))

    def _declined(
        self, question: str, session: str, judged: Judgement, clock: _Stopwatch
    ) -> Iterator[AnswerEvent]:
        """Answer a message that the guard did not let through; no word of it reaches model or search."""
        deciding = judged.deciding
        scope = deciding is not None and deciding.scanner == "scope"
        said = self._guard.sentence(judged, reply_language(self._shop(), question))
        answer = ChatAnswer(
            answer=said,
            session=session,
            verdict=_verdict(judged),
            timings=clock.total(),
            intent="off_topic" if scope else "blocked",
            answered=False,
        )
        state = self._state(session)
        yield Delta(text=said)
        yield self._remember(session, question, answer, state)

    def _safe(self, shop: Shop, question: str) -> str:
        words = lexicon(reply_language(shop, question))
        reach = ", ".join(part for part in (shop.phone, shop.contact) if part)
        contact = words.say("contact_known" if reach else "contact_unknown", shop.tone, contact=reach)
        return words.say("unknown", shop.tone, contact=contact)

    def _remember(self, session: str, question: str, answer: ChatAnswer, state: State) -> ChatAnswer:
        """Store the turn and return the answer with its number."""
        stored = answer.model_dump(
            mode="json", include={"answer", "sources", "verdict", "intent", "answered", "timings"}
        )
        masked = {**stored, "answer": self._guard.mask(answer.answer)}
        kept = State.from_json({**state.to_json(), "question": self._guard.mask(state.question)})
        try:
            turn = self._conversations.add(session, self._guard.mask(question), masked, kept.to_json())
        except StoreFailed:  # a full disk is the owner's trouble, not the customer's
            log.exception("a turn could not be kept")
            return answer
        return answer.model_copy(update={"turn": turn})

    def _state(self, session: str) -> State:
        """Return what the last turn left, or a beginning where that cannot be read."""
        try:
            return State.from_json(self._conversations.state(session))
        except StoreFailed:
            log.exception("a conversation could not be read")
            return State()


def _approved(taught: Taught, shop: Shop, question: str) -> Reply:
    """Return the owner's approved answer as a reply that names it as its source."""
    words = lexicon(reply_language(shop, question))
    title = words.say("approved_by", shop=shop.name, question=taught.question)
    source = SourceRef(kind="taught", id=taught.id, title=title)
    return Reply(taught.answer, Topic.TAUGHT, sources=(source,), evidence=(taught.answer,))


def _handed_over(reply: Reply, shop: Shop, now: datetime) -> Reply:
    """Return the reply to who asks for a person, with what the owner says to that, and while it is closed."""
    told = (shop.handoff_text, opening.away_text(shop, now), reply.text)
    return replace(reply, text=" ".join(part for part in told if part))


def _declines(judged: Judgement) -> bool:
    """Return whether a message is not answered: blocked, or outside the shop's business. Any other doubt
    is answered from records alone."""
    deciding = judged.deciding
    scope = deciding is not None and deciding.scanner == "scope"
    return judged.decision is Decision.BLOCK or (judged.decision is Decision.REVIEW and scope)


def _next_state(reply: Reply, state: State, question: str) -> State:
    """Return what the next question may lean on; small talk does not make the bot forget."""
    if reply.topic.value in ("greeting", "thanks", "how_are_you", "identity", "goodbye"):
        return state
    focus = reply.focus or (state.focus if reply.topic not in (Topic.BROWSE,) else ())
    kept = state.options if focus == state.focus else ()
    return State(focus, reply.topic.value, "", reply.asked or question, options=reply.options or kept)


def _verdict(judged: Judgement) -> Verdict:
    """Return the pipeline's verdict: the deciding scanner's words, or an allow."""
    deciding = judged.deciding
    if deciding is not None and judged.decision is not Decision.ALLOW:
        return deciding
    return Verdict(decision=judged.decision, scanner="guard", reason="Nothing suspicious was found.")


def hosts(shop: Shop) -> tuple[str, ...]:
    """Return the shop's own host names, which an answer may link to."""
    return tuple(filter(None, map(host_of, (shop.website, shop.privacy_url, *shop.sites))))


class _Stopwatch:
    """Milliseconds by stage since the question came in."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._started = time.monotonic()

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        try:
            yield
        finally:
            self.laps[name] = round((time.monotonic() - started) * 1000, 1)

    def total(self) -> dict[str, Any]:
        return {**self.laps, "total": round((time.monotonic() - self._started) * 1000, 1)}
