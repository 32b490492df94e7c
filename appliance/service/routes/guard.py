"""Judging a text on its own, and what the guard decided in a shop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from appliance.core.schemas import (
    Decision,
    GuardChain,
    GuardCheck,
    GuardFeedback,
    GuardHour,
    GuardPage,
    GuardPolicy,
    Judgement,
    Place,
)
from appliance.guard.log import Filter
from appliance.guard.policy import POLICIES
from appliance.service.auth import Opened, Owner
from appliance.service.deps import Box

router = APIRouter(prefix="/api/v1", tags=["guard"])

LineId = Annotated[int, Query(ge=0, le=2**60)]
Word = Annotated[str, Query(max_length=200)]


@router.post("/guard/check")
def check(box: Box, _: Owner, wish: GuardCheck) -> Judgement:
    """Judge a text by the box's default policy. Nothing is recorded."""
    return box.guard.check(wish.text, wish.place)


@router.post("/shops/{shop}/guard/check")
def check_for_shop(shop: Opened, wish: GuardCheck) -> Judgement:
    """Judge a text by the shop's policy; the shop's log records it."""
    return shop.guard.check(wish.text, wish.place)


@router.get("/guard/policies")
def list_policies(_: Owner) -> tuple[GuardPolicy, ...]:
    """The policies a shop may choose, strictest first."""
    return tuple(GuardPolicy(name=known.name, explanation=known.explanation) for known in POLICIES)


@router.get("/shops/{shop}/guard/verify")
def verify_log(shop: Opened) -> GuardChain:
    """Whether the log is as it was written: no line missing, altered or slipped in."""
    broken = shop.guard_log.verify()
    return GuardChain(intact=broken is None, broken_at=broken)


@router.get("/shops/{shop}/guard/log")
def list_log(
    shop: Opened,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    decision: Decision | None = None,
    place: Place | None = None,
    scanner: Word = "",
    text: Word = "",
    kind: Word = "",
    after: LineId = 0,
    before: LineId = 0,
) -> GuardPage:
    """The newest lines that fit, newest first; `before` the last id seen gives the next page."""
    chosen = Filter(decision, scanner, place, text, kind, after, before)
    return shop.guard_log.entries(chosen, limit)


@router.get("/shops/{shop}/guard/hours")
def list_hours(shop: Opened, days: Annotated[int, Query(ge=1, le=90)] = 7) -> tuple[GuardHour, ...]:
    """Decisions about customers' messages by the hour."""
    return shop.guard_log.hours(datetime.now(UTC) - timedelta(days=days))


@router.post("/shops/{shop}/guard/log/{entry}/feedback", status_code=204)
def give_feedback(shop: Opened, entry: int, wish: GuardFeedback) -> None:
    """The owner's word on a decision; it counts from now on."""
    shop.guard.feedback(entry, wish.says)
