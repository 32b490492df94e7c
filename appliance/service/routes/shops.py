"""The shops of the box, their profiles, and the tokens that open them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from appliance.core.errors import NeedsConfirmation, NotAllowed
from appliance.core.schemas import (
    Role,
    Shop,
    ShopChange,
    ShopCreate,
    ShopCreated,
    ShopsPage,
    Token,
    TokenCreate,
    TokenCreated,
)
from appliance.service.auth import Admin, OwnedShop, Owner
from appliance.service.deps import Box

router = APIRouter(prefix="/api/v1", tags=["shops"])

Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.get("/shops")
def list_shops(box: Box, principal: Owner, offset: Offset = 0, limit: Limit = 100) -> ShopsPage:
    """The shops that the caller manages."""
    if principal.role is Role.ADMIN:
        return box.tenants.page(offset, limit)
    own = (box.tenants.get(principal.shop),)
    return ShopsPage(total=1, shops=own[offset : offset + limit])


@router.post("/shops", status_code=201)
def create_shop(box: Box, _: Admin, wish: ShopCreate) -> ShopCreated:
    """A new shop and the API key of its bot, shown this once."""
    shop = box.tenants.create(wish)
    return ShopCreated(shop=shop, api_key=box.tokens.create(Role.BOT, shop.id, "first key").text)


@router.get("/shops/{shop}")
def get_shop(shop: OwnedShop) -> Shop:
    """What the owner says about the shop."""
    return shop


@router.patch("/shops/{shop}")
def change_shop(box: Box, shop: OwnedShop, change: ShopChange) -> Shop:
    """Change the fields given."""
    return box.tenants.change(shop.id, change)


@router.delete("/shops/{shop}", status_code=204)
def delete_shop(box: Box, shop: OwnedShop, _: Admin, confirm: bool = False) -> None:
    """Delete the shop with everything it owns on this box."""
    if not confirm:
        raise NeedsConfirmation(
            f"Deleting “{shop.name}” removes its catalogue, documents, conversations and guard log for good.",
            resolution="Send it again with confirm=true if you are sure.",
        )
    box.runtimes.forget(shop.id)
    box.jobs.forget(shop.id)
    box.tenants.delete(shop.id, lambda: box.shops.close(shop.id))
    box.forget_shop(shop.id)


@router.get("/shops/{shop}/tokens")
def list_tokens(box: Box, shop: OwnedShop) -> tuple[Token, ...]:
    """The shop's tokens, newest first, without their secrets."""
    return box.tokens.page(shop.id)


@router.post("/shops/{shop}/tokens", status_code=201)
def create_token(box: Box, shop: OwnedShop, principal: Owner, wish: TokenCreate) -> TokenCreated:
    """A new token for the shop. Owners make keys for their bot; the administrator makes owners."""
    if wish.role is not Role.BOT and principal.role is not Role.ADMIN:
        raise NotAllowed(
            "An owner can make keys for the shop's bot only.", resolution="Ask the administrator."
        )
    return box.tokens.create(wish.role, shop.id, wish.label)


@router.delete("/shops/{shop}/tokens/{token}", status_code=204)
def revoke_token(box: Box, shop: OwnedShop, token: str) -> None:
    """The token opens nothing any more."""
    box.tokens.revoke(token, shop.id)


@router.get("/tokens")
def list_all_tokens(box: Box, _: Admin) -> tuple[Token, ...]:
    """The box's tokens, newest first, without their secrets."""
    return box.tokens.page()


@router.post("/tokens", status_code=201)
def create_admin_token(box: Box, _: Admin, wish: TokenCreate) -> TokenCreated:
    """A new administrator's token."""
    return box.tokens.create(wish.role, "", wish.label)


@router.delete("/tokens/{token}", status_code=204)
def revoke_any_token(box: Box, _: Admin, token: str) -> None:
    """The token opens nothing any more."""
    box.tokens.revoke(token)
