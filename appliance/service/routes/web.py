"""What a shop's visitors open: the hosted chat page, its privacy notice and the loader of the widget.

The pages carry no inline script or style, so their Content-Security-Policy is strict. Which sites may
frame them is decided by the browser from `frame-ancestors`; an Origin check would decide nothing, as a
frame sends the origin of this service.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Template
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Header, Request, Response
from fastapi.routing import APIRoute

from appliance.core.errors import ApplianceError, NotFound
from appliance.core.schemas import Record, Shop
from appliance.service.deps import PublicShop

STATIC = Path(__file__).parent.parent / "static"
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
DEFAULT_COLOUR = "#1f6feb"


class PageConfig(Record):
    """What the page and the widget know of a shop: nothing that is not public.

    `hosts` are the shop's own host names: only they become links in an answer's text. `suggestions`
    name first questions that the shop's profile can answer; the page words them. `away` is what the shop
    says while it is closed, empty otherwise. `languages` are those the shop answers in, its own first; empty
    for any.
    """

    shop: str
    name: str
    greeting: str
    away: str
    colour: str
    contact: str
    phone: str
    privacy_url: str
    retention_days: int
    hosts: tuple[str, ...]
    suggestions: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Assets:
    """The static files in memory; `digest` is over all of them and part of every file's address."""

    files: dict[str, bytes]
    digest: str

    def page(self, template: str, **values: str) -> str:
        """Return the HTML of `template` filled with `values`, which must be escaped already."""
        return Template(self.files[template].decode()).substitute(
            values, assets=f"../../assets/{self.digest}"
        )


@cache
def assets() -> Assets:
    """Return the static files, read once."""
    files = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file()}
    digest = hashlib.sha256()
    for name, body in files.items():
        digest.update(f"{name}:{len(body)}:".encode() + body)
    return Assets(files, digest.hexdigest()[:16])


# --- what goes into headers --------------------------------------------------------------------

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*\Z")


def site_origin(site: str) -> str | None:
    """Return the origin (`https://example.com:8443`) of a web address, or None when it has none.

    Built anew from checked parts, so that nothing an owner typed reaches a header as it was. An
    international name becomes its ASCII form, which is what browsers compare.
    """
    try:
        parts = urlsplit(site.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = parts.port
    except ValueError:  # also UnicodeError: no such host name
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.match(host):
        return None
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def origins(shop: Shop) -> tuple[str, ...]:
    """Return the origins that may frame the shop's chat, besides this service itself."""
    return tuple(dict.fromkeys(origin for site in shop.sites if (origin := site_origin(site))))


def page_headers(frame_ancestors: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the headers of a page that `frame_ancestors`, and nobody else, may embed."""
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' https: data:",
        " ".join(("frame-ancestors 'self'", *frame_ancestors)),
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }


# --- what the page is told ---------------------------------------------------------------------


def page_config(shop: Shop) -> PageConfig:
    """Return the public part of a shop's profile, with what is not an address or a colour left out."""
    privacy_url = shop.privacy_url.strip()
    hosts = [
        urlsplit(origin).hostname for site in (shop.website, *shop.sites) if (origin := site_origin(site))
    ]
    from appliance.answers import opening  # with all of `answers` behind it

    return PageConfig(
        shop=shop.id,
        name=shop.name,
        greeting=shop.greeting,
        away=opening.away_text(shop, datetime.now(UTC)),
        colour=shop.colour if re.fullmatch(r"#[0-9a-fA-F]{6}", shop.colour) else DEFAULT_COLOUR,
        contact=shop.contact,
        phone=shop.phone,
        privacy_url=privacy_url if site_origin(privacy_url) else "",
        retention_days=shop.retention_days,
        hosts=tuple(dict.fromkeys(host for host in hosts if host)),
        suggestions=_suggestions(shop),
        languages=shop.languages,
    )


def _suggestions(shop: Shop) -> tuple[str, ...]:
    """Return the names of first questions whose answers stand in the profile."""
    known = {"hours": shop.opening_hours, "address": shop.address, "contact": shop.contact or shop.phone}
    return tuple(name for name, value in known.items() if value)


def json_block(record: Record) -> str:
    """Return JSON that may stand inside a script element: no `<`, hence no end tag and no comment."""
    return record.model_dump_json().replace("<", "\\u003c")


def _page(template: str, shop: Shop) -> Response:
    body = assets().page(
        template,
        name=html.escape(shop.name),
        contact=html.escape(" · ".join(filter(None, (shop.contact, shop.phone)))),
        config=json_block(page_config(shop)),
    )
    return Response(body, media_type="text/html", headers=page_headers(origins(shop)))


# --- routes ------------------------------------------------------------------------------------


class PageRoute(APIRoute):
    """A route whose refusals are pages too: a visitor reads a sentence, not a problem document."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except ApplianceError as error:
                body = assets().page(
                    "problem.html", title=html.escape(error.title), message=html.escape(error.message)
                )
                return Response(body, error.status, page_headers(), "text/html")

        return handle


router = APIRouter(tags=["web"])
_pages = APIRouter(route_class=PageRoute, include_in_schema=False)


@_pages.get("/shops/{shop}/chat")
def chat_page(shop: PublicShop) -> Response:
    """The hosted chat page; `?embed=1` is the same page inside the widget."""
    return _page("chat.html", shop)


@_pages.get("/shops/{shop}/privacy")
def privacy_page(shop: PublicShop) -> Response:
    """The built-in privacy notice, for shops that name none of their own."""
    return _page("privacy.html", shop)


router.include_router(_pages)


@router.get("/shops/{shop}/chat/config")
def chat_config(shop: PublicShop, response: Response, origin: Annotated[str, Header()] = "") -> PageConfig:
    """What the widget needs before it may draw its button; readable on the shop's listed sites only."""
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Vary"] = "Origin"
    if origin in origins(shop):
        response.headers["Access-Control-Allow-Origin"] = origin
    return page_config(shop)


@router.get("/assets/{digest}/{name}", include_in_schema=False)
def asset(digest: str, name: str) -> Response:
    """A static file at an address that changes whenever any of them does: cached for good."""
    media_type = MEDIA_TYPES.get(Path(name).suffix)
    body = assets().files.get(name)
    if digest != assets().digest or body is None or media_type is None:
        raise NotFound(f"There is no file {name} in this version.", resolution="Reload the page.")
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return Response(body, media_type=media_type, headers=headers)


@router.get("/widget.js", include_in_schema=False)
def widget(if_none_match: Annotated[str, Header()] = "") -> Response:
    """The embed loader: one stable address on every shop's site, so it is revalidated, not versioned."""
    etag = f'"{assets().digest}"'
    headers = {
        "Cache-Control": "public, max-age=300",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if etag in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(assets().files["widget.js"], media_type=MEDIA_TYPES[".js"], headers=headers)
