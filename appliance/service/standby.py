"""A shop's own workload: the same service for one shop, that waits its turn.

It loads what the first question needs, then waits until nobody else serves the shop's folder, and only then
opens it. So a shop moves in the time it takes to close some files here and open them there.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from appliance.core.errors import ShopAway
from appliance.core.folder_lock import FolderLock
from appliance.core.schemas import Role
from appliance.service import problems, run
from appliance.service.app import create_app
from appliance.service.door import Door
from appliance.service.parts import Appliance

log = logging.getLogger(__name__)

WAITING = "waiting"
"""What /readyz says of a workload that could take over at once."""
PROBES = frozenset({"/healthz", "/readyz"})

Build = Callable[[Callable[[], None]], Appliance]
"""Makes the box; calls what it is given when all is loaded and nothing of the shop is opened yet."""


class Standby:
    """Answers the probes from the first moment, and everything else once there is a box."""

    def __init__(self) -> None:
        self.state = "starting"
        self._app: ASGIApp | None = None
        self._box: Appliance | None = None

    def open(self, app: ASGIApp, box: Appliance) -> None:
        self._app, self._box, self.state = app, box, "ready"

    def say_closing(self) -> None:
        """Let those go who wait for news: the workload is about to stop."""
        if self._box is not None:
            self._box.jobs.say_closing()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._app is not None:
            return await self._app(scope, receive, send)
        if scope["type"] == "http":
            await self._meanwhile(Request(scope, receive))(scope, receive, send)

    def _meanwhile(self, request: Request) -> Response:
        """Return the probes' answers; whoever wants the shop is told that it is on its way."""
        if request.url.path in PROBES:
            return JSONResponse({"status": self.state}, 200 if request.url.path == "/healthz" else 503)
        away = ShopAway("This shop is starting at this moment.", resolution="Ask again in a minute.")
        return problems.response(request, away)


def serve(host: str, port: int, shop: str, lock: FolderLock, secret: str, build: Build) -> None:
    """Serve the shop until SIGINT or SIGTERM, from the moment on that its folder is free."""
    standby, stopping = Standby(), threading.Event()
    config = uvicorn.Config(
        standby,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=run.KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=run.GRACE_SECONDS,
    )
    server = _Server(config, standby, stopping)

    def wait() -> None:
        standby.state = WAITING
        if not lock.wait(stopping):
            raise SystemExit

    def work() -> None:
        try:
            with contextlib.closing(build(wait)) as box:
                standby.open(Door(create_app(box), secret, tokens(box, shop)), box)
                box.warmed.set()
                box.jobs.resume()
                run.keep_tidy(box, stopping)
        except Exception:
            log.exception("the shop cannot be served")
            server.should_exit = True
        finally:
            lock.release()

    worker = threading.Thread(target=work, name="box")
    with contextlib.closing(run.listen(host, port)) as listener:
        worker.start()
        try:
            server.run(sockets=[listener])
        finally:
            stopping.set()
            worker.join()


class _Server(uvicorn.Server):
    """Uvicorn that says at once that it stops: to the thread that waits for the folder, and to long polls."""

    def __init__(self, config: uvicorn.Config, standby: Standby, stopping: threading.Event) -> None:
        super().__init__(config)
        self._standby = standby
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._stopping.set()
        threading.Thread(target=self._standby.say_closing, name="closing", daemon=True).start()


def tokens(box: Appliance, shop: str) -> dict[str, str]:
    """Return a token of this process for each role that the box may name."""
    made = {Role.ADMIN.value: box.tokens.create_passing()}
    return made | {role.value: box.tokens.create_passing(role, shop) for role in (Role.OWNER, Role.BOT)}
