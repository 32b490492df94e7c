"""The composition root: the only module that sees the service, the features and the adapters together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.core import telemetry
from appliance.jobs import Jobs
from appliance.service import work
from appliance.service.parts import Appliance, Models, OpenShop, OpenShops
from appliance.tenants import Registry, Tenants, Tokens

if TYPE_CHECKING:
    from appliance.core.paths import Paths
    from appliance.core.ports import Guard
    from appliance.core.schemas import EngineStatus
    from appliance.core.settings import Settings


@dataclass(frozen=True)
class Ground:
    """What every part stands on."""

    paths: Paths
    settings: Settings
    tenants: Tenants


@dataclass(frozen=True)
class Parts:
    """The parts that are costly or foreign: tests put others in their place."""

    models: Models
    guard: Guard
    open_shop: Callable[[str], OpenShop]
    engine: Callable[[], EngineStatus]
    warm: Callable[[], None]
    stop: Callable[[], None]


def build(paths: Paths, settings: Settings, *, make: Callable[[Ground], Parts] | None = None) -> Appliance:
    """Return the box of this data directory. Loads no model and opens no shop; the caller holds the
    directory's lock, and closes the box."""
    telemetry.switch_off()
    registry = Registry(paths)
    tenants = Tenants(registry)
    parts = (make or real)(Ground(paths, settings, tenants))
    shops = OpenShops(parts.open_shop)
    jobs = Jobs(work.kinds(paths, tenants, shops, parts.models), lambda shop: _jobs_file(paths, shop))
    jobs.load(tenants.ids())
    return Appliance(
        paths=paths,
        settings=settings,
        registry=registry,
        tenants=tenants,
        tokens=Tokens(registry),
        jobs=jobs,
        shops=shops,
        models=parts.models,
        guard=parts.guard,
        engine=parts.engine,
        warm=parts.warm,
        stop_engine=parts.stop,
    )


def _jobs_file(paths: Paths, shop: str) -> Path:
    return paths.shop(shop).jobs if shop else paths.database


def real(ground: Ground) -> Parts:
    """Return the product's own parts."""
    raise NotImplementedError
