"""The HTTP application of one box."""

from __future__ import annotations

import warnings
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from pydantic.warnings import UnsupportedFieldAttributeWarning
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from appliance.core.version import VERSION
from appliance.service import problems
from appliance.service.auth import HostCheck, admin
from appliance.service.bodies import JsonCheck
from appliance.service.forward import Forward
from appliance.service.limits import Addresses, BodyLimit, QuestionLimits, ThumbLimits
from appliance.service.metrics import Metrics, RequestMetrics
from appliance.service.parts import Appliance
from appliance.service.routes import chat, health, openai, web
from appliance.service.threads import Threads
from appliance.service.visits import Visits

ROUTERS: tuple[APIRouter, ...] = (health.router, chat.router, openai.router, web.router)
"""What visitors and probes need. The other routes come with `_OwnerRoutes`."""

NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


def create_app(box: Appliance) -> FastAPI:
    """Return the application that serves this box. Closing the box is its maker's task."""
    # FastAPI hides this one while it makes a route, but validators of ours are made at the first request.
    warnings.simplefilter("ignore", UnsupportedFieldAttributeWarning)
    app = FastAPI(
        title="Shopwarden",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        generate_unique_id_function=_operation_id,
        telemetry=NO_TELEMETRY,
    )
    app.state.appliance = box
    app.state.limits = QuestionLimits(box.settings)
    app.state.thumbs = ThumbLimits()
    app.state.addresses = Addresses(box.settings.trusted_proxies)
    app.state.visits = Visits()
    app.state.threads = Threads()
    app.state.metrics = Metrics()
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.router.routes.append(_OwnerRoutes(app))
    app.add_api_route("/openapi.json", _document(app), dependencies=[Depends(admin)], include_in_schema=False)
    app.add_middleware(Forward, box=box, addresses=app.state.addresses)
    app.add_middleware(JsonCheck)
    app.add_middleware(BodyLimit)
    app.add_middleware(HostCheck, box=box)
    app.add_middleware(RequestMetrics, metrics=app.state.metrics)
    return app


class _OwnerRoutes(BaseRoute):
    """Adds the owners' routes behind itself when a request is for none of those before it. Making 70 of 91
    routes is a fifth of what a start until ready costs, and a box answers its visitors without them."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._added = False

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if not self._added:
            from appliance.service import owner_routes

            self._added = True
            for router in owner_routes.ROUTERS:
                self._app.include_router(router)
        return Match.NONE, {}


def _operation_id(route: APIRoute) -> str:
    return "-".join((*map(str, route.tags), route.name))


def _document(app: FastAPI) -> Callable[[], Awaitable[JSONResponse]]:
    async def document() -> JSONResponse:
        """The OpenAPI document, for the administrator."""
        return JSONResponse(app.openapi())

    return document
