"""A small service for the pages to talk to: the real routes of `web`, and a chat that follows a script."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from appliance.core.errors import ApplianceError, NotFound
from appliance.core.schemas import ChatAnswer, ChatRequest, Decision, ProductCard, Shop, SourceRef, Verdict
from appliance.core.talk_records import ThumbWish
from appliance.service.deps import public_shop
from appliance.service.routes import web

PIXEL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#9bd"/>'
    b'<circle cx="20" cy="20" r="12" fill="#357"/></svg>'
)


@dataclass(frozen=True)
class Hold:
    """A step at which the scripted answer waits until the test releases it."""


Step = tuple[str, Any] | Hold
Script = list[Step] | Response


@dataclass
class StandIn:
    """The shops and scripts of the stand-in, and what the page sent it."""

    shops: dict[str, Shop] = field(default_factory=dict)
    scripts: dict[str, Script] = field(default_factory=dict)
    received: list[ChatRequest] = field(default_factory=list)
    thumbs: list[ThumbWish] = field(default_factory=list)
    refuse_thumbs: bool = False
    paths: list[str] = field(default_factory=list)
    url: str = ""
    released: threading.Event = field(default_factory=threading.Event)
    abandoned: threading.Event = field(default_factory=threading.Event)

    def reset(self) -> None:
        self.shops = {"acme": make_shop()}
        self.scripts = {}
        self.received = []
        self.thumbs = []
        self.refuse_thumbs = False
        self.paths = []
        self.released.clear()
        self.abandoned.clear()

    def answers(self, question: str, *steps: Step) -> None:
        self.scripts[question] = list(steps)

    def refuses(self, question: str, status: int, document: dict[str, Any], **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.scripts[question] = JSONResponse(document, status, named, "application/problem+json")


def make_shop(shop_id: str = "acme", **changes: Any) -> Shop:
    values: dict[str, Any] = {
        "id": shop_id,
        "name": "Acme Outdoor",
        "created": datetime(2026, 1, 2, tzinfo=UTC),
        "website": "https://www.acme.example",
        "contact": "help@acme.example",
        "opening_hours": "Mon-Fri 9-17",
        "colour": "#1f6feb",
    }
    return Shop(**{**values, **changes})


def make_card(**changes: Any) -> ProductCard:
    values: dict[str, Any] = {
        "id": "jumper",
        "title": "Merino Jumper",
        "price": Decimal("89.90"),
        "currency": "AUD",
        "availability": "in_stock",
        "url": "https://acme.example/products/jumper",
        "options": {"Size": ("S", "M", "L")},
    }
    return ProductCard(**{**values, **changes})


def make_answer(text: str, session: str = "s-1", **changes: Any) -> dict[str, Any]:
    answer = ChatAnswer(
        answer=text,
        session=session,
        verdict=Verdict(decision=Decision.ALLOW, scanner="pipeline", reason="Nothing was found."),
        **changes,
    )
    return answer.model_dump(mode="json")


def make_source(**changes: Any) -> SourceRef:
    return SourceRef(**{"kind": "passage", "id": "p1", "title": "Delivery", "page": 2, **changes})


def make_app(state: StandIn) -> FastAPI:
    app = FastAPI()

    def find_shop(shop: str) -> Shop:
        if shop not in state.shops:
            raise NotFound(f"There is no shop {shop}.")
        return state.shops[shop]

    async def problem(_: Request, error: Exception) -> Response:
        assert isinstance(error, ApplianceError)
        return JSONResponse(error.problem(), error.status, media_type="application/problem+json")

    async def chat(shop: str, request: ChatRequest) -> Response:
        state.received.append(request)
        if request.message not in state.scripts:
            raise NotFound(f"The test wrote no answer to {request.message!r}.")
        script = state.scripts[request.message]
        if isinstance(script, Response):
            return script
        return StreamingResponse(play(state, script), media_type="text/event-stream")

    def picture() -> Response:
        return Response(PIXEL, media_type="image/svg+xml")

    @app.middleware("http")
    async def note(request: Request, call_next: Any) -> Response:
        state.paths.append(request.url.path)
        response: Response = await call_next(request)
        return response

    app.dependency_overrides[public_shop] = find_shop
    app.add_exception_handler(ApplianceError, problem)
    app.add_api_route("/api/v1/shops/{shop}/chat", chat, methods=["POST"])
    app.add_api_route("/api/v1/shops/{shop}/chat/thumb", thumbs_of(state), methods=["POST"])
    app.add_api_route("/picture.svg", picture)
    app.include_router(web.router)
    return app


def thumbs_of(state: StandIn) -> Callable[[str, ThumbWish], Awaitable[Response]]:
    async def thumb(shop: str, wish: ThumbWish) -> Response:
        if state.refuse_thumbs:
            raise NotFound("There is no such answer.")
        state.thumbs.append(wish)
        return Response(status_code=204)

    return thumb


async def play(state: StandIn, script: list[Step]) -> AsyncIterator[str]:
    finished = False
    try:
        for step in script:
            if isinstance(step, Hold):
                while not state.released.is_set():  # noqa: ASYNC110 - set from the test's thread
                    await asyncio.sleep(0.01)
                continue
            name, data = step
            yield f"event: {name}\r\ndata: {json.dumps(data)}\r\n\r\n"
        finished = True
    finally:
        if not finished:
            state.abandoned.set()


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve `app` on a free port of loopback in a thread; yields its address."""
    config = uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1, ws="none")
    server = uvicorn.Server(config)
    ready = threading.Event()
    startup = server.startup

    async def started(sockets: Any = None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = started  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert ready.wait(20), "the stand-in did not start"
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


class Site:
    """A shop's own website on another port: pages that the test writes."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.headers: dict[str, str] = {}

    @contextmanager
    def running(self) -> Iterator[int]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = site.pages.get(self.path, "").encode()
                self.send_response(200 if body else 404)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **site.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            yield server.server_port
            server.shutdown()
            thread.join()
