"""Counters for Prometheus. They name no shop and hold no text: whoever reads them learns loads, not words."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.exposition import generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from appliance.core.schemas import ChatAnswer

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one app, in a registry of its own."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "shopwarden_requests", "Requests by route and status", ["route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "shopwarden_request_seconds",
            "Seconds to the last byte",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.answers = Counter(
            "shopwarden_answers",
            "Answers by guard decision and whether they answered",
            ["decision", "answered"],
            registry=self.registry,
        )
        self.waiting = Gauge(
            "shopwarden_engine_waiting", "Visitors waiting for the model", registry=self.registry
        )
        self.restarts = Gauge(
            "shopwarden_engine_restarts", "Restarts of the engine worker", registry=self.registry
        )

    def count(self, answer: ChatAnswer) -> None:
        self.answers.labels(answer.verdict.decision.value, str(answer.answered).lower()).inc()

    def page(self) -> bytes:
        return generate_latest(self.registry)


class RequestMetrics:
    """Counts requests by route template (never by path: a path may name a shop or a product)."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        status, began = 500, time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.requests.labels(route, str(status)).inc()
            self._metrics.seconds.labels(route).observe(time.perf_counter() - began)
