"""The door of a shop's own workload: the box alone comes in, and says who asks.

The box has checked who calls; it tells the role and the visitor's address in headers of its own, and proves
itself with the workload's secret. Everybody else gets nothing but the probes.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from appliance.core.errors import NotSignedIn
from appliance.service import problems
from appliance.service.auth import PROBES

SECRET = "X-Shopwarden-Door"  # noqa: S105  # a header's name
ROLE = "X-Shopwarden-Role"
VISITOR = "X-Shopwarden-Visitor"


class Door:
    """Lets requests of the box in, as the role they name. `tokens` are this workload's own, by role."""

    def __init__(self, app: ASGIApp, secret: str, tokens: Mapping[str, str]) -> None:
        self._app = app
        self._secret = secret
        self._tokens = tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in PROBES:
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        if not (self._secret and secrets.compare_digest(headers.get(SECRET, ""), self._secret)):
            refusal = NotSignedIn("This workload answers its own box only.")
            return await problems.response(Request(scope), refusal)(scope, receive, send)
        await self._app(self._as_told(scope, headers), receive, send)

    def _as_told(self, scope: Scope, told: Headers) -> Scope:
        headers = MutableHeaders(raw=[(n, v) for n, v in told.raw if not n.startswith(b"x-shopwarden-")])
        del headers["authorization"]
        token = self._tokens.get(told.get(ROLE, ""))
        if token:
            headers["authorization"] = f"Bearer {token}"
        return {**scope, "headers": headers.raw, "client": (told.get(VISITOR, ""), 0)}
