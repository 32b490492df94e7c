"""The HTTP application of one box."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi.telemetry import TelemetryConfig
from starlette.responses import JSONResponse

from appliance.core.version import VERSION
from appliance.service import problems
from appliance.service.auth import HostCheck, admin
from appliance.service.forward import Forward
from appliance.service.limits import Addresses, BodyLimit, QuestionLimits, ThumbLimits
from appliance.service.metrics import Metrics, RequestMetrics
from appliance.service.parts import Appliance
from appliance.service.routes import (
    box as box_routes,
)
from appliance.service.routes import (
    chat,
    conversations,
    exam,
    guard,
    guard_log,
    health,
    jobs,
    knowledge,
    models,
    node,
    openai,
    runtime,
    setup,
    shops,
    web,
)
from appliance.service.threads import Threads
from appliance.service.visits import Visits

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    shops.router,
    knowledge.router,
    chat.router,
    conversations.router,
    jobs.router,
    models.router,
    node.router,
    guard.router,
    guard_log.router,
    exam.router,
    box_routes.router,
    setup.router,
    openai.router,
    runtime.router,
    web.router,
)

NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


def create_app(box: Appliance) -> FastAPI:
    """Return the application that serves this box. Closing the box is its maker's task."""
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
    app.add_api_route("/openapi.json", _document(app), dependencies=[Depends(admin)], include_in_schema=False)
    app.add_middleware(Forward, box=box, addresses=app.state.addresses)
    app.add_middleware(BodyLimit)
    app.add_middleware(HostCheck, box=box)
    app.add_middleware(RequestMetrics, metrics=app.state.metrics)
    return app


def _operation_id(route: APIRoute) -> str:
    return "-".join((*map(str, route.tags), route.name))


def _document(app: FastAPI) -> Callable[[], Awaitable[JSONResponse]]:
    async def document() -> JSONResponse:
        """The OpenAPI document, for the administrator."""
        return JSONResponse(app.openapi())

    return document
