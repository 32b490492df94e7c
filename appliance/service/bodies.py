"""Request bodies: read whole where they are small, and refused where no route could use their JSON."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from appliance.core.errors import ApplianceError, InvalidInput
from appliance.service import problems

DEEPEST = 32
"""Levels of lists and objects within each other; ours use five."""
BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})


class JsonCheck:
    """Refuses JSON that is nested so deeply that reading it would break, or that holds half a character
    (a lone surrogate), which no file or database of ours can keep. Other faults are the routes' to name.

    It stands behind `BodyLimit`, so that what is read here is small.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in BODILESS or is_upload(scope):
            return await self._app(scope, receive, send)
        try:
            body = await whole(receive)
            check(body)
        except ApplianceError as err:
            return await problems.response(Request(scope), err)(scope, receive, send)
        await self._app(scope, replayed(body, receive), send)


def is_upload(scope: Scope) -> bool:
    """Whether the body is a file, which is written while it arrives and never held whole."""
    return bool(scope["method"] == "PUT" and "/uploads/" in scope["path"])


def check(body: bytes) -> None:
    """Raise `BadRequest` for JSON nested too deeply, `InvalidInput` for half a character in it."""
    try:
        document = json.loads(body)
        if not _is_flat(document):
            raise RecursionError
        json.dumps(document, ensure_ascii=False).encode()
    except RecursionError:
        raise problems.BadRequest(
            f"This JSON is nested deeper than {DEEPEST} levels.", resolution="Send what the address takes."
        ) from None
    except UnicodeEncodeError:
        raise InvalidInput(
            "A text holds half a Unicode character (a lone surrogate).",
            resolution="Send whole characters: cut texts between them, not within.",
        ) from None
    except ValueError:
        return


def _is_flat(document: Any) -> bool:
    level = [document]
    for _ in range(DEEPEST):
        level = [child for item in level for child in _within(item) if isinstance(child, (dict, list))]
        if not level:
            return True
    return False


def _within(item: Any) -> Any:
    return item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()


async def whole(receive: Receive) -> bytes:
    """Return the body of a request, or what of it came before the caller left."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body once more, and then what else there is."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
