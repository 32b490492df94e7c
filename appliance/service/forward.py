"""The box as the front of a shop that runs as a workload of its own: what is asked of the shop goes there.

Who may call is decided here, where the tokens are; what this caller may not have is left to the routes of
this process, which refuse it before they open anything. The shop's profile, its tokens and its pages stay
here too: they are the box's.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from appliance.core.errors import ApplianceError, ShopAway
from appliance.core.ports import Endpoint
from appliance.core.runtime import Runtime
from appliance.core.schemas import JobStarted
from appliance.service import bodies, door, problems
from appliance.service.limits import Addresses
from appliance.service.parts import Appliance
from appliance.tenants import Principal

if TYPE_CHECKING:  # a box without such a shop need not read an HTTP client at its start
    import httpx2

    from appliance.client import Client

SHOP_PATH = re.compile(r"/api/v1/shops/([^/]+)/(.+)")
JOB_PATH = re.compile(r"/api/v1/jobs/([^/]+)/(?:cancel|again)")
COMPLETIONS = "/v1/chat/completions"
MODEL = "shop:"
OF_THE_BOX = ("tokens", "runtime")
"""What lies below a shop's address and is the box's own."""
PASSED_ON = ("accept", "accept-language", "content-type", "content-length")
KEPT_BACK = frozenset({"connection", "keep-alive", "transfer-encoding", "date", "server"})


def client(endpoint: Endpoint) -> Client:
    """Return a client of a workload that may do everything; the caller closes it."""
    import httpx2

    from appliance.client import PATIENCE, Client

    headers = {door.SECRET: endpoint.secret, door.ROLE: "admin"}
    return Client(httpx2.Client(base_url=endpoint.url, headers=headers, timeout=PATIENCE, trust_env=False))


class Forward:
    """Sends requests about shops that run elsewhere to their workloads, and keeps count of who is inside."""

    def __init__(self, app: ASGIApp, box: Appliance, addresses: Addresses) -> None:
        self._app = app
        self._box = box
        self._addresses = addresses
        self._http: tuple[asyncio.AbstractEventLoop, httpx2.AsyncClient] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            try:
                await self._app(scope, receive, send)
            finally:
                await self._close()
            return
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if scope["path"] == COMPLETIONS:
            body = await bodies.whole(receive)
            receive = bodies.replayed(body, receive)
            shop = _named(body)
        else:
            shop = self._shop(scope["path"])
        if not shop:
            return await self._app(scope, receive, send)
        request = Request(scope, receive)
        try:
            async with self._box.runtimes.visit(shop):
                await self._answer(shop, request)(scope, receive, send)
        except ApplianceError as err:
            await problems.response(request, err)(scope, receive, send)

    def _answer(self, shop: str, request: Request) -> ASGIApp:
        """Return the app that answers: this process's own, or the shop's workload."""
        role = self._role(shop, request)
        if role is None or self._box.runtimes.of(shop) is Runtime.EMBEDDED:
            return self._app
        request.scope["route"] = _Route

        async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
            await (await self._sent(shop, role, request))(scope, receive, send)

        return elsewhere

    def _shop(self, path: str) -> str:
        found = SHOP_PATH.fullmatch(path)
        if found:
            return "" if found[2].split("/")[0] in OF_THE_BOX else found[1]
        job = JOB_PATH.fullmatch(path)
        return self._box.jobs.runs_elsewhere(job[1]) if job else ""

    def _role(self, shop: str, request: Request) -> str | None:
        """Return the role in which the caller may go in, "" for a visitor of the chat, None for nobody."""
        token = request.headers.get("authorization", "").partition(" ")[2]
        principal: Principal | None = self._box.tokens.check(token) if token else None
        if principal and principal.opens(shop):
            return principal.role.value
        public = request.url.path == f"/api/v1/shops/{shop}/chat"
        return "" if public and (principal or "authorization" not in request.headers) else None

    async def _sent(self, shop: str, role: str, request: Request) -> Response:
        """Return the workload's response; one that is new in the cluster is looked for once more."""
        import httpx2

        fresh = False
        while True:
            try:
                endpoint = await asyncio.to_thread(self._box.runtimes.endpoint, shop, fresh=fresh)
                return await self._exchange(endpoint, role, request)
            except httpx2.ConnectError as err:
                if fresh:
                    raise _away(err) from err
                fresh = True
            except httpx2.TransportError as err:
                raise _away(err) from err

    async def _exchange(self, endpoint: Endpoint, role: str, request: Request) -> Response:
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        headers |= {door.SECRET: endpoint.secret, door.ROLE: role, door.VISITOR: self._addresses.of(request)}
        has_body = "content-length" in headers or "transfer-encoding" in request.headers
        query = f"?{request.url.query}" if request.url.query else ""
        http = self._client()
        reply = await http.send(
            http.build_request(
                request.method,
                f"{endpoint.url}{request.scope.get('raw_path', b'').decode() or request.url.path}{query}",
                headers=headers,
                content=request.stream() if has_body else None,
            ),
            stream=True,
        )
        kept = {name: value for name, value in reply.headers.items() if name.lower() not in KEPT_BACK}
        if reply.status_code == 202:
            content = await reply.aread()
            return Response(self._job_here(content), 202, media_type="application/json")
        return StreamingResponse(_streamed(reply), reply.status_code, kept)

    def _job_here(self, content: bytes) -> bytes:
        """Return the started job as this box tells it, so that its followers wait for the right news."""
        started = JobStarted.model_validate_json(content)
        return JobStarted(job=self._box.jobs.mirror(started.job)).model_dump_json().encode()

    def _client(self) -> httpx2.AsyncClient:
        """Return the client of this event loop; its connections are kept."""
        import httpx2

        from appliance.client import PATIENCE

        loop = asyncio.get_running_loop()
        if self._http is None or self._http[0] is not loop:
            self._http = (loop, httpx2.AsyncClient(timeout=PATIENCE, trust_env=False))
        return self._http[1]

    async def _close(self) -> None:
        if self._http is not None:
            with contextlib.suppress(RuntimeError):  # made in another loop, which is gone
                await self._http[1].aclose()
            self._http = None


class _Route:
    """The route of metrics for what was sent on."""

    path = "forwarded"


async def _streamed(reply: httpx2.Response) -> AsyncIterator[bytes]:
    try:
        async for chunk in reply.aiter_raw():
            yield chunk
    finally:
        await reply.aclose()


def _named(body: bytes) -> str:
    """Return the shop that a completion is asked of, "" for anything else."""
    try:
        model = json.loads(body)["model"]
    except (KeyError, TypeError, ValueError):
        return ""
    return model.removeprefix(MODEL) if isinstance(model, str) and model.startswith(MODEL) else ""


def _away(error: Exception) -> ShopAway:
    return ShopAway(
        "This shop's workload does not answer.",
        resolution="Ask again in a minute.",
        details=f"{type(error).__name__}: {error}",
    )
