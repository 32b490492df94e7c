"""The routes of owners and administrators: two thirds of all, and none of them needed to answer a visitor."""

from __future__ import annotations

from fastapi import APIRouter

from appliance.service.routes import (
    box,
    conversations,
    exam,
    guard,
    guard_log,
    jobs,
    knowledge,
    models,
    node,
    runtime,
    setup,
    shops,
)

ROUTERS: tuple[APIRouter, ...] = (
    shops.router,
    knowledge.router,
    conversations.router,
    jobs.router,
    models.router,
    node.router,
    guard.router,
    guard_log.router,
    exam.router,
    box.router,
    setup.router,
    runtime.router,
)
