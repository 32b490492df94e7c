"""Who may call: bearer tokens for owners and programs, and a check of the host name against DNS rebinding.

A token that is confined to one shop gets 404 for every other shop, whether that exists or not.
"""

from __future__ import annotations

import ipaddress
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.types import ASGIApp, Receive, Scope, Send

from appliance.core.addresses import host_of
from appliance.core.errors import NotAllowed, NotSignedIn
from appliance.core.schemas import Role, Shop
from appliance.service import problems
from appliance.service.deps import Box
from appliance.service.parts import Appliance, OpenShop
from appliance.tenants import Principal

_bearer = HTTPBearer(auto_error=False, description="An access token of this box")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]

PROBES = frozenset({"/healthz", "/readyz"})
"""Open to any host name: an orchestrator calls them by the pod's own."""


async def known_caller(bearer: Bearer, box: Box) -> Principal | None:
    """Return who calls, or None for a caller without a token. A wrong token is refused, not ignored."""
    if bearer is None:
        return None
    principal = box.tokens.check(bearer.credentials)
    if principal is None:
        raise NotSignedIn("This access token is not known here.", resolution="Make a new one.")
    return principal


KnownCaller = Annotated[Principal | None, Depends(known_caller)]


async def caller(known: KnownCaller) -> Principal:
    """Return who calls. Raises `NotSignedIn` without a token."""
    if known is None:
        raise NotSignedIn(
            "This address needs an access token.", resolution="Send it as “Authorization: Bearer …”."
        )
    return known


Caller = Annotated[Principal, Depends(caller)]


async def owner(principal: Caller) -> Principal:
    """Return a caller who manages shops. Raises `NotAllowed` for a bot's key."""
    if principal.role is Role.BOT:
        raise NotAllowed("A bot's key opens its chat only.", resolution="Use the owner's token.")
    return principal


Owner = Annotated[Principal, Depends(owner)]


async def admin(principal: Caller) -> Principal:
    """Return a caller who manages the box. Raises `NotAllowed` for anybody else."""
    if principal.role is not Role.ADMIN:
        raise NotAllowed("This is for the box's administrator.", resolution="Use an admin's token.")
    return principal


Admin = Annotated[Principal, Depends(admin)]


def shop_for(principal: Principal, shop: str, box: Appliance) -> Shop:
    """Return the shop if this caller may see it; for a foreign one the answer is that of none at all."""
    return box.tenants.get(shop if principal.opens(shop) else "")


async def owned_shop(shop: str, principal: Caller, box: Box) -> Shop:
    """Return a shop that the caller manages. Raises `NotFound` for a foreign one."""
    found = shop_for(principal, shop, box)
    await owner(principal)
    return found


OwnedShop = Annotated[Shop, Depends(owned_shop)]


def opened_shop(shop: OwnedShop, box: Box) -> OpenShop:
    """Return a shop that the caller manages, files open. In a worker thread: the first time is slow."""
    return box.shops.get(shop.id)


Opened = Annotated[OpenShop, Depends(opened_shop)]


class HostCheck:
    """Refuses host names that are not this box's.

    A page of an attacker can make its own name resolve to 127.0.0.1 and would then share an origin with
    us; it cannot change the Host header that the browser sends. A bare IP address needs no such name.
    """

    def __init__(self, app: ASGIApp, box: Appliance) -> None:
        self._app = app
        self._box = box

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in PROBES:
            return await self._app(scope, receive, send)
        request = Request(scope)
        if self._known(host_name(request.headers.get("host", ""))):
            return await self._app(scope, receive, send)
        refusal = problems.BadRequest(
            "This service does not answer to that host name.",
            resolution="Add the name to allowed_hosts in config.toml if it is yours.",
        )
        await problems.response(request, refusal)(scope, receive, send)

    def _known(self, name: str) -> bool:
        settings = self._box.settings
        if name == "localhost" or name in {host.lower() for host in (settings.host, *settings.allowed_hosts)}:
            return True
        return _is_address(name) or name in self._box.tenants.hosts()


def host_name(header: str) -> str:
    """Return the host of a Host header, lower case, without port and brackets; "" when it is malformed."""
    return host_of(f"//{header}")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
