"""What customers call: one question, one answer, whole or as it is worded."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.sse import format_sse_event
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from appliance.core.errors import ApplianceError, EngineFailed
from appliance.core.schemas import AnswerEvent, ChatAnswer, ChatRequest, Delta, Queued, Record, Role, Shop
from appliance.core.talk_records import OWN_PREFIX
from appliance.service.auth import KnownCaller
from appliance.service.deps import Box, PublicShop
from appliance.service.limits import Addresses, QuestionLimits
from appliance.service.metrics import Metrics
from appliance.service.parts import Appliance
from appliance.service.visits import Visits
from appliance.tenants import Principal

log = logging.getLogger(__name__)

router = APIRouter(prefix="/api/v1/shops/{shop}", tags=["chat"])

Events = AsyncGenerator[AnswerEvent, None]

STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class SessionNamed(Record):
    """The first event of a stream: send `session` with the next question to go on."""

    session: str


def broken_off() -> EngineFailed:
    return EngineFailed("The answer broke off.", resolution="Ask again.")


def admitted(request: Request, shop: PublicShop, known: KnownCaller) -> Shop:
    """Return the shop once this question counts. Whoever manages the shop may try the bot freely."""
    limits: QuestionLimits = request.app.state.limits
    if known is None or not known.opens(shop.id):
        addresses: Addresses = request.app.state.addresses
        limits.admit_visitor(shop, addresses.of(request))
    elif known.role is Role.BOT:
        limits.admit_program(shop)
    return shop


Admitted = Annotated[Shop, Depends(admitted)]


@router.post("/chat", response_model=ChatAnswer)
async def chat(box: Box, shop: Admitted, wish: ChatRequest, request: Request, known: KnownCaller) -> Any:
    """Ask the bot. Server-sent events (`session`, `position`, `delta`, `answer`, `problem`) with `stream`
    or when the caller accepts them."""
    session = _session(wish, shop, known)
    events = ask(request, box, shop, wish.message, session, address=_visitor(request, shop, known))
    if not (wish.stream or "text/event-stream" in request.headers.get("accept", "")):
        return await whole(events)
    first = await first_of(events)
    return event_stream(_sent(session, chained(first, events)))


def _session(wish: ChatRequest, shop: Shop, known: Principal | None) -> str:
    """Return the session to go on with, or a new one. Those of whoever manages the shop are told apart."""
    managing = known is not None and known.role is not Role.BOT and known.opens(shop.id)
    if wish.session and (managing or not wish.session.startswith(OWN_PREFIX)):
        return wish.session
    return (OWN_PREFIX if managing else "") + secrets.token_hex(16)  # never begins with a dash


async def ask(
    request: Request,
    box: Appliance,
    shop: Shop,
    question: str,
    session: str,
    turns: Sequence[tuple[str, str]] = (),
    address: str = "",
) -> Events:
    """Yield the bot's events; the last is the whole answer. Stops working when the caller leaves.

    `turns` are (question, answer) pairs that the session begins with. `address` is a visitor's; whoever
    tried several attacks from there, or in this session, waits longer each time.
    """
    await asyncio.sleep(await run_in_threadpool(_pause, box, shop, session, address))
    visits: Visits = request.app.state.visits
    metrics: Metrics = request.app.state.metrics

    def start(cancel: threading.Event) -> Iterator[AnswerEvent]:
        answerer = box.shops.get(shop.id).answerer
        if turns:
            answerer.seed(session, turns)
        return answerer.stream(question, session, cancel, address)

    async with aclosing(visits.events(start, request.is_disconnected)) as events:
        async for event in events:
            if isinstance(event, ChatAnswer):
                metrics.count(event)
            yield event


def _pause(box: Appliance, shop: Shop, session: str, address: str) -> float:
    return box.shops.get(shop.id).guard.pause(session, address)


def _visitor(request: Request, shop: Shop, known: Principal | None) -> str:
    """Return a visitor's address; a program with the shop's key speaks for many and has none of its own."""
    if known is not None and known.opens(shop.id):
        return ""
    addresses: Addresses = request.app.state.addresses
    return addresses.of(request)


async def first_of(events: Events) -> AnswerEvent:
    """Return the first event before anything is sent: a refusal is a response, not half a stream."""
    first = await anext(events, None)
    if first is None:
        raise broken_off()
    return first


async def chained(first: AnswerEvent, started: Events) -> Events:
    async with aclosing(started) as events:
        yield first
        async for event in events:
            yield event


async def whole(started: Events) -> ChatAnswer:
    """Return the answer at the end of the events."""
    async with aclosing(started) as events:
        async for event in events:
            if isinstance(event, ChatAnswer):
                return event
    raise broken_off()


def event_stream(lines: AsyncIterator[bytes]) -> Response:
    return StreamingResponse(lines, media_type="text/event-stream", headers=STREAM_HEADERS)


async def _sent(session: str, started: Events) -> AsyncIterator[bytes]:
    yield _line("session", SessionNamed(session=session))
    try:
        async with aclosing(started) as events:
            async for event in events:
                yield _line(_name(event), event)
    except ApplianceError as err:
        yield format_sse_event(event="problem", data_str=json.dumps(err.problem()))
    except Exception:
        log.exception("an answer broke off")
        yield format_sse_event(event="problem", data_str=json.dumps(broken_off().problem()))


def _name(event: AnswerEvent) -> str:
    match event:
        case Queued():
            return "position"
        case Delta():
            return "delta"
        case ChatAnswer():
            return "answer"


def _line(name: str, event: Record) -> bytes:
    return format_sse_event(event=name, data_str=event.model_dump_json())
