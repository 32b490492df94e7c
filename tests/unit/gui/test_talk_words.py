"""Conversations and the guard's log in an owner's words."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from appliance.core.guard_records import Bucket, GuardBucket, GuardCounts
from appliance.core.schemas import (
    Decision,
    GuardChain,
    GuardEntry,
    ImportDiff,
    Place,
    ProductCard,
    ProductChange,
    ScanStatus,
    Verdict,
)
from appliance.core.talk_records import Conversation, ConversationLine, ConversationTurn, Handoff, Thumb
from gui.presenters import catalogue, guard, privacy, talk

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def line(**changes: object) -> ConversationLine:
    values = {"id": "s-123456", "started": NOW, "updated": NOW, "turns": 1, "first": "Hello?", **changes}
    return ConversationLine.model_validate(values)


def turn(**changes: object) -> ConversationTurn:
    values = {"number": 0, "at": NOW, "question": "Q?", "answer": "A.", "answered": True, **changes}
    return ConversationTurn.model_validate(values)


def test_a_line_says_the_most_urgent_first() -> None:
    shown = talk.line(line(turns=3, unanswered=1, down=1, handoff=Handoff.WANTED, own=True))
    first, second = shown.splitlines()
    assert first == "Hello?"
    assert second.startswith("wants a person · no answer · thumbs down · tried by you · ")
    assert second.endswith("3 questions")


def test_a_conversation_whose_key_is_gone_says_so() -> None:
    assert talk.line(line(first="")).startswith("(can no longer be read)")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"answered": False, "intent": "unclear"}, [("The bot had no answer.", "warning")]),
        ({"answered": False, "intent": "off_topic"}, []),
        ({"answered": False, "intent": "thanks"}, []),
        ({"thumb": Thumb.DOWN}, [("Thumbs down from the customer", "bad")]),
        (
            {
                "answered": False,
                "intent": "blocked",
                "verdict": Verdict(decision=Decision.BLOCK, scanner="x", reason="Orders."),
            },
            [("Turned away: Orders.", "warning")],
        ),
    ],
)
def test_below_an_answer(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert talk.turn(turn(**changes)) == expected


def test_attacks_and_small_talk_are_not_taught() -> None:
    assert talk.teachable(turn(intent="price"))
    assert not talk.teachable(turn(intent="blocked"))
    assert not talk.teachable(turn(question="", intent="price"))


def test_a_saved_conversation_is_whole() -> None:
    kept = Conversation(line=line(), turns=(turn(question="Größe?"),))
    assert json.loads(talk.saved(kept))["turns"][0]["question"] == "Größe?"
    assert talk.file_name(kept) == "conversation-2026-11-02-123456.json"


# --- the guard ---


def test_an_erased_text_says_so() -> None:
    entry = GuardEntry(id=1, time=NOW, place=Place.MESSAGE, decision=Decision.BLOCK, text=None)
    assert (guard.text(entry), guard.decision(entry), guard.tone(entry)) == ("(erased)", "Turned away", "bad")


def test_a_check_that_could_not_judge_is_no_pass() -> None:
    said = Verdict(
        decision=Decision.REVIEW, scanner="detector", reason="It timed out.", status=ScanStatus.ERROR
    )
    assert guard.verdict(said) == "Trained detector: could not judge. It timed out."


def test_an_altered_log_is_told_with_its_line() -> None:
    assert guard.chain(GuardChain(intact=False, broken_at=7)) == ("The log was altered at line 7.", "bad")
    assert guard.chain(GuardChain(intact=True, last=1))[1] == "good"


# --- what an import changes ---


def card(price: str) -> ProductCard:
    return ProductCard(id="t", title="Teapot", price=price, currency="AUD", availability="in_stock")


def test_changes_are_counted_and_shown() -> None:
    assert catalogue.changes(ImportDiff(source="s", added=2, removed=1)) == (
        "This is a newer version of a file that is there: 2 new, 1 taken out."
    )
    changed = ProductChange(before=card("10"), after=card("12"))
    assert catalogue.change(changed, "AUD") == "Changed: Teapot, $10.00, In stock → Teapot, $12.00, In stock"
    assert catalogue.change(ProductChange(after=card("12")), "AUD").startswith("New: Teapot")
    assert catalogue.missing(1)[1] == "Take it out"


def test_retention_in_words() -> None:
    assert privacy.for_days(0) == "Never by itself"
    assert "90 days" in privacy.kept_for(90)


def test_what_an_import_passed_is_told_in_its_line() -> None:
    said = "Rows of “tea.csv” looked at: 1,204, held back: 0."
    entry = GuardEntry(
        id=7,
        kind="looked",
        time=NOW,
        place=Place.DOCUMENT,
        decision=Decision.ALLOW,
        reason=said,
        source="tea.csv",
    )
    assert (guard.text(entry), guard.decision(entry), guard.place(entry)) == (said, "Let through", "File")


def test_the_chart_says_that_it_counts_messages() -> None:
    counted = GuardBucket(start=NOW, allowed=1200, reviewed=3, declined=1, blocked=2)
    said = "Customers' messages in the last seven days: 1,204 let through, 2 turned away."
    assert guard.total(counted) == said


def test_a_day_of_the_guards_chart_is_the_shops() -> None:
    """Midnight in Hobart is the day before in UTC."""
    begins = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
    bucket = GuardBucket(start=begins, allowed=3, blocked=1)
    counts = GuardCounts(
        bucket=Bucket.DAY, since=begins, until=begins, buckets=(bucket,), total=bucket, scanners={}, places={}
    )
    (day,) = guard.days(counts, "Australia/Hobart")
    assert (day.label, day.allowed, day.stopped) == ("Thu 26", 3, 1)
