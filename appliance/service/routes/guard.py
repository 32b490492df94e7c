"""Judging a text on its own, and what the guard decided in a shop."""

from __future__ import annotations

from fastapi import APIRouter

from appliance.core.schemas import GuardCheck, Judgement
from appliance.service.auth import Opened, Owner
from appliance.service.deps import Box

router = APIRouter(prefix="/api/v1", tags=["guard"])


@router.post("/guard/check")
def check(box: Box, _: Owner, wish: GuardCheck) -> Judgement:
    """Judge a text by the box's default policy."""
    return box.guard.check(wish.text, wish.place)


@router.post("/shops/{shop}/guard/check")
def check_for_shop(shop: Opened, wish: GuardCheck) -> Judgement:
    """Judge a text by the shop's policy."""
    return shop.guard.check(wish.text, wish.place)
