"""Judging a text on its own."""

from __future__ import annotations

from fastapi import APIRouter

from appliance.core.schemas import GuardCheck, GuardPolicy, Judgement
from appliance.guard.policy import POLICIES, SAYS
from appliance.service.auth import Opened, Owner
from appliance.service.deps import Box

router = APIRouter(prefix="/api/v1", tags=["guard"])


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
    return tuple(GuardPolicy(name=p.name, explanation=p.explanation, says=SAYS) for p in POLICIES)
