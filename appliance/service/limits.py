"""How much a caller may ask: questions per address and shop, bytes per request.

Counts live in memory: an address is personal information and is not stored. A session id plays no part,
so a visitor cannot reset anything by choosing another one.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterable

from fastapi import Request
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from appliance.core.errors import TooLarge, TooManyRequests
from appliance.core.schemas import Shop
from appliance.core.settings import Settings
from appliance.service import bodies, problems

BODY_LIMIT = 1_000_000
"""Bytes of any request but an upload."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class QuestionLimits:
    """Questions per minute and day of an address, and per day of a shop."""

    def __init__(self, settings: Settings) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._per_address = (
            (RateLimitItemPerMinute(settings.messages_per_minute), "Too many questions in one minute."),
            (RateLimitItemPerDay(settings.messages_per_day), "Too many questions for one day."),
        )

    def admit_visitor(self, shop: Shop, address: str) -> None:
        """Count a visitor's question. Raises `TooManyRequests`."""
        self._check_shop(shop)
        for limit, sentence in self._per_address:
            if not self._window.hit(limit, "address", address):
                raise self._refusal(sentence, limit, "address", address)
        self.admit_program(shop)

    def admit_program(self, shop: Shop) -> None:
        """Count a question that came with the shop's own API key. Raises `TooManyRequests`."""
        self._check_shop(shop)
        self._window.hit(_daily(shop), "shop", shop.id)

    def _check_shop(self, shop: Shop) -> None:
        """First and without counting: a full shop must not fill the memory with addresses."""
        if shop.daily_messages == 0:
            raise TooManyRequests(
                "This shop's chat is switched off.", resolution=_contact(shop), retry_after=86_400
            )
        if not self._window.test(_daily(shop), "shop", shop.id):
            sentence = "This shop's chat has answered all it can today."
            raise self._refusal(sentence, _daily(shop), "shop", shop.id, resolution=_contact(shop))

    def _refusal(
        self,
        sentence: str,
        limit: RateLimitItem,
        *key: str,
        resolution: str = "Wait a while, then ask again.",
    ) -> TooManyRequests:
        reset = self._window.get_window_stats(limit, *key).reset_time
        return TooManyRequests(sentence, resolution=resolution, retry_after=max(1.0, reset - time.time()))


class ThumbLimits:
    """Thumbs per minute of an address: more than somebody gives who reads the answers first."""

    def __init__(self, per_minute: int = 30) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._limit = RateLimitItemPerMinute(per_minute)

    def admit(self, address: str) -> None:
        """Count a thumb. Raises `TooManyRequests`."""
        if not self._window.hit(self._limit, "thumb", address):
            raise TooManyRequests(
                "Too many thumbs in one minute.", resolution="Wait a while.", retry_after=60
            )


def _daily(shop: Shop) -> RateLimitItem:
    return RateLimitItemPerDay(max(1, shop.daily_messages))


def _contact(shop: Shop) -> str:
    return f"Contact the shop: {shop.contact}" if shop.contact else "Contact the shop directly."


class Addresses:
    """Tells a caller's address. X-Forwarded-For is believed only from the proxies that the owner named,
    and then its last entry that is not one of them: everything left of it was written by the visitor."""

    def __init__(self, trusted_proxies: Iterable[str]) -> None:
        self._trusted = tuple(ipaddress.ip_network(proxy, strict=False) for proxy in trusted_proxies)

    def of(self, request: Request) -> str:
        peer = request.client.host if request.client else ""
        if not self._is_trusted(peer):
            return bucket(peer)
        header = ",".join(request.headers.getlist("x-forwarded-for"))
        hops = [hop.strip() for hop in header.split(",") if hop.strip()]
        return bucket(next((hop for hop in reversed(hops) if not self._is_trusted(hop)), peer))

    def _is_trusted(self, address: str) -> bool:
        parsed = _parse(address)
        return parsed is not None and any(parsed in network for network in self._trusted)


def bucket(address: str) -> str:
    """Return what is counted together: an IPv4 address, or the /64 that one IPv6 subscriber has."""
    parsed = _parse(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed) if parsed else "unknown"


def _parse(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


class BodyLimit:
    """Refuses a body that is too large: by its Content-Length before reading, else while it arrives.
    Uploads have a limit of their own, kept where they are written."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or bodies.is_upload(scope):
            return await self._app(scope, receive, send)
        request = Request(scope)
        declared = request.headers.get("content-length", "0")
        if declared.isdecimal() and int(declared) > BODY_LIMIT:
            return await problems.response(request, _too_large())(scope, receive, send)
        await self._app(scope, _counted(receive), send)


def _counted(receive: Receive) -> Receive:
    total = 0

    async def counting() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > BODY_LIMIT:
            raise _too_large()
        return message

    return counting


def _too_large() -> TooLarge:
    return TooLarge(f"This address takes at most {BODY_LIMIT} bytes.", resolution="Send less.")
