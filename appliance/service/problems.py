"""The only place where failures become responses: problem documents (RFC 9457); OpenAI's shape below /v1."""

from __future__ import annotations

import logging
import math
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from appliance.core.errors import (
    ApplianceError,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooLarge,
    TooManyRequests,
)

log = logging.getLogger(__name__)

BUSY_RETRY_SECONDS = 5
OPENAI_TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}


class WrongMethod(ApplianceError):
    code, title, status = "wrong-method", "This address takes other methods", 405


class BadRequest(ApplianceError):
    code, title, status = "bad-request", "This request cannot be read", 400


def install(app: FastAPI) -> None:
    """Make the app answer every failure with a document of ours."""
    handlers: dict[type[Exception], Callable[[Request, Any], Awaitable[Response]]] = {
        ApplianceError: _refused,
        RequestValidationError: _invalid,
        HTTPException: _plain_http,
        Exception: _bug,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def response(request: Request, error: ApplianceError, **more: Any) -> Response:
    """Return the document of an error, with the headers that belong to its status."""
    document = {**error.problem(), **more}
    if request.url.path.startswith("/v1/"):
        status = 400 if document["status"] == 422 else document["status"]  # what OpenAI's clients know
        return JSONResponse(openai_shape(document), status, headers=_headers(error))
    return JSONResponse(
        document, document["status"], headers=_headers(error), media_type="application/problem+json"
    )


def _headers(error: ApplianceError) -> dict[str, str]:
    if isinstance(error, TooManyRequests):
        return {"Retry-After": str(max(1, math.ceil(error.retry_after)))}
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        return {"Retry-After": str(BUSY_RETRY_SECONDS)}
    if isinstance(error, NotSignedIn):
        return {"WWW-Authenticate": "Bearer"}
    return {}


def openai_shape(document: dict[str, Any]) -> dict[str, Any]:
    """Return a problem document as OpenAI words one."""
    message = " ".join(filter(None, (document["detail"], document.get("resolution"))))
    kind = OPENAI_TYPES.get(document["status"])
    kind = kind or ("invalid_request_error" if document["status"] < 500 else "server_error")
    return {"error": {"message": message, "type": kind, "param": None, "code": document["code"]}}


async def _refused(request: Request, error: ApplianceError) -> Response:
    if error.status >= 500:
        log.warning("%s %s: %s", request.method, request.url.path, error.message)
    return response(request, error)


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    """Say in a sentence what is wrong and where. What was sent is not repeated: it may be private."""
    faults = [{"field": _field(fault), "message": str(fault["msg"])} for fault in error.errors()[:20]]
    sentence = "; ".join(f"{fault['field']}: {fault['message']}" for fault in faults[:3])
    problem = InvalidInput(f"{sentence}.", resolution="Correct the fields named and send it again.")
    return response(request, problem, errors=faults)


def _field(fault: Any) -> str:
    places = [str(part) for part in fault["loc"] if part not in {"body", "query", "path", "header"}]
    return ".".join(places) or "body"


async def _plain_http(request: Request, error: HTTPException) -> Response:
    reply = response(request, _of_status(request, error))
    reply.headers.update(error.headers or {})
    return reply


def _of_status(request: Request, error: HTTPException) -> ApplianceError:
    path = request.url.path[:200]
    match error.status_code:
        case 401:
            return NotSignedIn("This needs an access token.", resolution="Send it as a bearer token.")
        case 403:
            return NotAllowed("This is not open to you.")
        case 404:
            return NotFound(f"There is nothing at {path}.", resolution="Check the address.")
        case 405:
            return WrongMethod(f"{path} does not take {request.method}.", resolution="Use another method.")
        case 413:
            return TooLarge("The request is larger than this address takes.", resolution="Send less.")
        case _:
            return BadRequest("The request cannot be read.", resolution="Check its form and send it again.")


async def _bug(request: Request, error: Exception) -> Response:
    """A bug: the log has the traceback, the caller a sentence."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return response(
        request,
        ApplianceError(
            "Something unexpected happened while answering. It is in the box's log.",
            resolution="Try again. If it happens again, send the log to whoever looks after this box.",
        ),
    )
