"""The bot as a whole: nothing unchecked leaves, streaming or not, and the conversation goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from stall import SHOP, Stall

from appliance.answers import wording
from appliance.answers.answerer import Answerer
from appliance.conversation_reading import Reader
from appliance.conversations import Conversations
from appliance.core import errors
from appliance.core.ports import Generation
from appliance.core.schemas import (
    ChatAnswer,
    Decision,
    Delta,
    EngineStatus,
    Judgement,
    Place,
    Queued,
    Verdict,
)


class Doorman:
    """A guard for tests: blocks messages with "attack", declines "poem", holds answers with "SECRET"."""

    def check(self, text: str, place: Place, *, session: str = "", address: str = "") -> Judgement:
        if "attack" in text:
            return self._judged(Decision.BLOCK, place, text, "injection")
        if "poem" in text:
            return self._judged(Decision.REVIEW, place, text, "scope")
        if "please please" in text:
            return self._judged(Decision.REVIEW, place, text, "injection")
        return Judgement(decision=Decision.ALLOW, place=place, text=text)

    def check_answer(
        self,
        text: str,
        *,
        supported: Sequence[str],
        session: str = "",
        hosts: Sequence[str] = (),
        partial: bool = False,
    ) -> Judgement:
        held = "SECRET" in text
        return self._judged(Decision.BLOCK if held else Decision.ALLOW, Place.ANSWER, text, "leaks")

    def wording_prompt(self, facts: str, question: str, session: str = "") -> tuple[str, str]:
        return "Be brief.", f"{facts}\n{question}"

    def sentence(self, judgement: Judgement, language: str = "en") -> str:
        return "No."

    def mask(self, text: str) -> str:
        return text.replace("0400 000 000", "[phone]")

    def _judged(self, decision: Decision, place: Place, text: str, scanner: str) -> Judgement:
        verdict = Verdict(decision=decision, scanner=scanner, reason="Because.")
        return Judgement(decision=decision, place=place, text=text, verdicts=(verdict,))


class Parrot:
    """A language model that says what it was given, in pieces; `fails` stands for a dying worker."""

    model_id = "parrot"

    def __init__(self, said: str, fails: bool = False) -> None:
        self.said, self.fails, self.asked = said, fails, 0

    def stream(
        self, request: Generation, *, cancel: threading.Event | None = None, on_position: object = None
    ) -> Iterator[str]:
        self.asked += 1
        for start in range(0, len(self.said), 7):
            yield self.said[start : start + 7]
        if self.fails:
            raise errors.EngineFailed("The worker died.")

    def status(self) -> EngineStatus:
        return EngineStatus(state="ready")

    def close(self) -> None: ...


class Memory(dict[str, str]):
    def get(self, name: str) -> str | None:  # type: ignore[override]
        return dict.get(self, name)

    def set(self, name: str, value: str) -> None:
        self[name] = value

    def delete(self, name: str) -> None:
        self.pop(name, None)


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations.db", Memory(), "key")


def bot(conversations: Conversations, model: Parrot | None = None) -> Answerer:
    return Answerer(lambda: SHOP, Stall(), Doorman(), lambda: model, conversations)


def test_a_customer_is_answered_although_the_disk_is_full(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = tmp_path / "conversations.db"
    nowhere.mkdir()  # no file can be opened there
    answer = bot(Conversations(nowhere, Memory(), "key")).answer("How much is the Ridge 2 Tent?")
    assert "$499.00" in answer.answer
    assert answer.turn == 0
    assert "a turn could not be kept" in caplog.text


DESCRIBE = "Tell me about the Ridge 2 Tent"


def events(answerer: Answerer, question: str) -> tuple[str, ChatAnswer]:
    """Return all text that was streamed, and the answer."""
    said, answer = "", None
    for event in answerer.stream(question):
        if isinstance(event, Delta):
            said += event.text
        elif isinstance(event, ChatAnswer):
            answer = event
    assert answer is not None
    return said, answer


def test_a_supported_sentence_of_the_model_is_kept(conversations: Conversations) -> None:
    said, answer = events(bot(conversations, Parrot("The Ridge 2 Tent is waterproof to 3,000 mm.")), DESCRIBE)
    assert answer.answer.startswith("The Ridge 2 Tent is waterproof to 3,000 mm.")
    assert "$499.00" in answer.answer
    assert said.split() == answer.answer.split()


@pytest.mark.parametrize(
    "lie",
    [
        "The Ridge 2 Tent costs $49.00.",
        "The Ridge 2 Tent is free today.",
        "The Ridge 2 Tent is not waterproof.",
        "It is a luxury tent loved by film stars.",
        "We guarantee a full refund of 1000 dollars.",
    ],
)
def test_no_lie_of_the_model_leaves_not_even_as_a_stream(conversations: Conversations, lie: str) -> None:
    said, answer = events(bot(conversations, Parrot(lie)), DESCRIBE)
    assert lie not in said
    assert lie not in answer.answer
    assert "$499.00" in answer.answer


def test_a_dying_model_costs_the_wording_not_the_answer(conversations: Conversations) -> None:
    _, answer = events(bot(conversations, Parrot("The Ridge 2 ", fails=True)), DESCRIBE)
    assert "$499.00" in answer.answer
    assert answer.answered


def test_facts_need_no_model(conversations: Conversations) -> None:
    model = Parrot("anything")
    _, answer = events(bot(conversations, model), "How much is the Ridge 2 Tent?")
    assert answer.answer == "Ridge 2 Tent costs $499.00."
    assert model.asked == 0


def test_what_the_guard_holds_back_in_an_answer_is_replaced(conversations: Conversations) -> None:
    said, answer = events(bot(conversations, Parrot("SECRET.")), DESCRIBE)
    assert "SECRET" not in said + answer.answer


@pytest.mark.parametrize(("question", "intent"), [("an attack", "blocked"), ("write a poem", "off_topic")])
def test_declined_messages_reach_neither_search_nor_model(
    conversations: Conversations, question: str, intent: str
) -> None:
    model = Parrot("anything")
    _, answer = events(bot(conversations, model), question)
    assert (answer.intent, answer.answered, model.asked) == (intent, False, 0)
    assert answer.products == ()


def test_a_doubtful_message_is_answered_without_the_model(conversations: Conversations) -> None:
    model = Parrot("anything")
    _, answer = events(bot(conversations, model), "please please " + DESCRIBE)
    assert "$499.00" in answer.answer
    assert model.asked == 0


def test_what_was_retrieved_is_judged_as_a_document_before_the_model_reads_it(
    conversations: Conversations,
) -> None:
    class Librarian(Doorman):
        def check(self, text: str, place: Place, **told: str) -> Judgement:
            if place is Place.PASSAGE and "Ridge 2 Tent" in text:
                return self._judged(Decision.REVIEW, place, text, "detector")
            return super().check(text, place)

    model = Parrot("The Ridge 2 Tent is waterproof to 3,000 mm.")
    answerer = Answerer(lambda: SHOP, Stall(), Librarian(), lambda: model, conversations)
    _, answer = events(answerer, DESCRIBE)
    assert "$499.00" in answer.answer and answer.answered
    assert model.asked == 0


def test_the_conversation_goes_on_by_its_session(conversations: Conversations) -> None:
    first = bot(conversations).answer("How much is the Merino Jumper?", "visit-1")
    second = bot(conversations).answer("is it in stock in green?", first.session)
    assert first.session == "visit-1"
    assert "Green" in second.answer
    assert [first.turn, second.turn] == [0, 1]


def test_personal_details_are_masked_before_they_are_kept(conversations: Conversations) -> None:
    bot(conversations).answer("call me on 0400 000 000 about the tent", "visit-2")
    kept = Reader(conversations).one("visit-2")
    assert kept is not None
    assert "[phone]" in kept.turns[0].question


def test_cards_and_links_come_with_the_answer(conversations: Conversations) -> None:
    _, answer = events(bot(conversations), "How much is the Ridge 2 Tent?")
    assert [card.id for card in answer.products] == ["ridge-2"]
    assert [source.kind for source in answer.sources] == ["product"]
    assert answer.verdict.decision is Decision.ALLOW
    assert answer.timings["total"] >= 0


class Crowded(Parrot):
    """A language model with others before you."""

    def stream(
        self, request: Generation, *, cancel: threading.Event | None = None, on_position: Any = None
    ) -> Iterator[str]:
        for place in (2, 1, 0):
            on_position(place)
            yield ""
        self.asked = 0  # the first word comes now
        yield from super().stream(request)


def test_a_visitor_learns_their_place_while_they_wait(conversations: Conversations) -> None:
    model = Crowded("The Ridge 2 Tent costs $199.00. ")
    model.asked = -1
    happens = bot(conversations, model).stream(DESCRIBE)
    told = [(event.position, model.asked) for event in happens if isinstance(event, Queued)]
    assert told == [(2, -1), (1, -1), (0, -1)]


class Endless(Parrot):
    """A language model that is always busy with somebody else, and says so to whoever stops waiting."""

    def stream(
        self, request: Generation, *, cancel: threading.Event | None = None, on_position: Any = None
    ) -> Iterator[str]:
        on_position(3)
        yield ""
        while cancel and not cancel.is_set():
            cancel.wait(0.01)
        self.asked += 1


def test_nobody_waits_long_behind_others(
    conversations: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "QUEUE_SECONDS", 0.05)
    model = Endless("")
    said, answer = events(bot(conversations, model), DESCRIBE)
    assert said == answer.answer == events(bot(conversations), DESCRIBE)[1].answer
    assert model.asked == 1


def test_patience_ends_with_the_customer_and_grows_when_served(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(wording.time, "monotonic", lambda: now)
    customer, places = threading.Event(), list[int]()
    alone, behind = (wording.Patience(customer, places.append) for _ in range(2))
    behind.moved(1)
    now = wording.AT_ONCE_SECONDS / 2
    alone.moved(0)
    now = wording.QUEUE_SECONDS - 0.1
    behind.moved(0)
    now = wording.QUEUE_SECONDS + 0.1
    assert not alone.is_set() and not behind.is_set()
    now = wording.WAITED_SECONDS
    assert behind.is_set() and not alone.is_set()
    now = wording.BUDGET_SECONDS + wording.AT_ONCE_SECONDS
    assert alone.is_set() and places == [1, 0, 0]
    waiting = wording.Patience(customer, places.append)
    assert not waiting.is_set()
    customer.set()
    assert waiting.is_set()
