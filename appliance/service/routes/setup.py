"""The owner's first steps with a shop, and its days in numbers."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query

from appliance.core.owner_schemas import Figures, Setup, SiteCheck, SiteWish, TrialQuestion
from appliance.core.schemas import Role
from appliance.service import figures, setup, site_check, trial
from appliance.service.auth import Opened, OwnedShop, Owner
from appliance.service.deps import Box

router = APIRouter(prefix="/api/v1/shops/{shop}", tags=["setup"])


@router.get("/setup")
def get_setup(box: Box, shop: OwnedShop) -> Setup:
    """How far the owner is."""
    return setup.read(box.paths.shop(shop.id))


@router.put("/setup")
def put_setup(box: Box, shop: OwnedShop, wish: Setup) -> Setup:
    """Keep how far the owner is."""
    setup.write(box.paths.shop(shop.id), wish)
    return wish


@router.get("/trial-questions")
def list_trial_questions(shop: Opened) -> tuple[TrialQuestion, ...]:
    """Questions to try the bot with, made from the shop's own products."""
    _, products = shop.knowledge.products(limit=trial.LOOKED_AT)
    return trial.questions(products)


@router.post("/site-check")
def check_site(shop: OwnedShop, principal: Owner, wish: SiteWish) -> SiteCheck:
    """Whether a page of the shop's website carries its line. Addresses of this network are for the
    administrator alone: an owner's token must not be a way to look round in it."""
    return site_check.check(wish.url, shop.id, private=principal.role is Role.ADMIN)


@router.get("/figures")
def get_figures(shop: OwnedShop, opened: Opened, days: Annotated[int, Query(ge=1, le=90)] = 7) -> Figures:
    """The last days in numbers."""
    zone = ZoneInfo(shop.time_zone)
    outcomes = opened.conversations.outcomes(figures.first_moment(days, zone))
    return figures.of(outcomes, days, zone)
