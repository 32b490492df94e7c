"""The language model for other processes: an HTTP server over the engine, for the workloads of a cluster.

    POST   /generations/{id}   a `ports.Generation` as JSON → lines of JSON, as they come:
                               {"position": n}, {"text": "…"}, at last {"problem": {…}} or {"end": true}
    DELETE /generations/{id}   leave the queue, or stop within one token; 204 once that is done
    POST   /load               answer once the model is in memory
    GET    /status             an `EngineStatus`
    GET    /healthz, /readyz   for probes

A refusal before the queue is a problem document. Nothing of a question or an answer is logged or kept: the
server can be killed and replicated at will. A caller that hangs up leaves the queue.
"""

from __future__ import annotations

import json
import math
import secrets
from collections.abc import Callable
from typing import Any, Protocol

import anyio
import anyio.from_thread
import anyio.to_thread
from anyio.streams.memory import MemoryObjectSendStream
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from appliance.core.errors import ApplianceError, Conflict, InvalidInput, NotSignedIn, TooLarge
from appliance.core.ports import ChatModel, Generation

BODY_LIMIT = 1_000_000
Line = dict[str, Any]
PROBES = frozenset({"/healthz", "/readyz"})


class ServedModel(ChatModel, Protocol):
    def load(self) -> None:
        """Return once the model is in memory; raises when it cannot be."""


def create_app(model: Callable[[], ServedModel], token: str) -> Starlette:
    """Return the application that serves what `model` returns to whoever sends `token`."""
    served = _Served(model)
    routes = (
        Route("/generations/{id}", served.generate, methods=["POST"]),
        Route("/generations/{id}", served.stop, methods=["DELETE"]),
        Route("/load", served.load, methods=["POST"]),
        Route("/status", served.status),
        Route("/healthz", served.alive),
        Route("/readyz", served.ready),
    )
    doors = (Middleware(_Door, token=token),)
    return Starlette(routes=routes, middleware=doors, exception_handlers={ApplianceError: _problem})


class _Served:
    """The routes, and the answers under way by the id that their caller gave them."""

    def __init__(self, model: Callable[[], ServedModel]) -> None:
        self._model = model
        self._under_way: dict[str, _Answer] = {}

    async def generate(self, request: Request) -> Response:
        wish, name = _generation(await _body(request)), request.path_params["id"]
        if name in self._under_way:
            raise Conflict("An answer of this id is under way.", resolution="Choose another id.")
        answer = await run_in_threadpool(_Answer, self._model(), wish)
        self._under_way[name] = answer
        return _Lines(answer, lambda: self._under_way.pop(name, None))

    async def stop(self, request: Request) -> Response:
        answer = self._under_way.get(request.path_params["id"])
        if answer:
            await run_in_threadpool(answer.close)
        return Response(status_code=204)

    async def load(self, _: Request) -> Response:
        await run_in_threadpool(self._model().load)
        return Response(status_code=204)

    async def status(self, _: Request) -> Response:
        return JSONResponse(self._model().status().model_dump())

    async def alive(self, _: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(self, _: Request) -> Response:
        state = self._model().status().state
        return JSONResponse({"status": state}, 200 if state == "ready" else 503)


class _Answer:
    """An answer that has its place in the queue."""

    def __init__(self, model: ChatModel, wish: Generation) -> None:
        self._tell: Callable[[Line], None] = lambda line: None
        self._pieces = model.stream(wish, on_position=lambda place: self._tell({"position": place}))

    def read(self, tell: Callable[[Line], None]) -> None:
        """Tell every line as it comes; returns after the last one."""
        self._tell = tell
        try:
            for piece in filter(None, self._pieces):  # an empty one follows each place in the queue
                tell({"text": piece})
        except ApplianceError as failure:
            tell({"problem": failure.problem()})
        else:
            tell({"end": True})

    def close(self) -> None:
        """Leave the queue or stop; `read` returns then."""
        self._pieces.close()  # type: ignore[attr-defined]  # an iterator of ours, which can be closed


class _Lines(Response):
    """An answer's lines while its caller listens. `ended` is called when they are over, however they end."""

    def __init__(self, answer: _Answer, ended: Callable[[], object]) -> None:
        super().__init__(media_type="application/x-ndjson")
        del self.headers["content-length"]
        self._answer = answer
        self._ended = ended

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sender, lines = anyio.create_memory_object_stream[Line](math.inf)
        try:
            async with lines, anyio.create_task_group() as tasks:
                tasks.start_soon(self._leave_with_caller, receive)
                tasks.start_soon(self._read, sender)
                await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
                async for line in lines:
                    body = json.dumps(line).encode() + b"\n"
                    await send({"type": "http.response.body", "body": body, "more_body": True})
                await send({"type": "http.response.body", "body": b""})
                tasks.cancel_scope.cancel()
        finally:
            self._answer.close()
            self._ended()

    async def _read(self, sender: MemoryObjectSendStream[Line]) -> None:
        """In a thread of its own: an answer that waits in the queue takes nobody's."""

        def tell(line: Line) -> None:
            anyio.from_thread.run_sync(sender.send_nowait, line)

        async with sender:
            await anyio.to_thread.run_sync(self._answer.read, tell, limiter=anyio.CapacityLimiter(1))

    async def _leave_with_caller(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        await anyio.to_thread.run_sync(self._answer.close)


class _Door:
    """Lets callers with the token in, and everybody to the probes."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in PROBES or self._opens(Request(scope)):
            return await self._app(scope, receive, send)
        refusal = NotSignedIn("The engine answers this box's own workloads only.")
        await _document(refusal)(scope, receive, send)

    def _opens(self, request: Request) -> bool:
        return secrets.compare_digest(request.headers.get("authorization", ""), self._expected)


async def _body(request: Request) -> bytes:
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > BODY_LIMIT:
            raise TooLarge(
                f"The engine takes at most {BODY_LIMIT} bytes.", resolution="Ask a shorter question."
            )
    return content


def _generation(body: bytes) -> Generation:
    """Return the request that `engine_client` sent. Raises `InvalidInput` for anything else."""
    try:
        fields = json.loads(body)
        turns = tuple((str(role), str(text)) for role, text in fields.pop("turns"))
        return Generation(turns=turns, stop=tuple(fields.pop("stop")), **fields)
    except (KeyError, TypeError, ValueError) as err:
        raise InvalidInput(f"This is no request to a language model: {type(err).__name__}.") from None


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, ApplianceError)
    return _document(error)


def _document(error: ApplianceError) -> Response:
    return JSONResponse(error.problem(), error.status, media_type="application/problem+json")
