"""Where each shop runs, and moving it."""

from __future__ import annotations

from fastapi import APIRouter

from appliance.core.runtime import Runtime, RuntimeChoice, ShopRuntime
from appliance.core.schemas import JobStarted
from appliance.service.auth import Admin, OwnedShop
from appliance.service.deps import Box

router = APIRouter(prefix="/api/v1", tags=["runtime"])


@router.get("/runtimes")
def list_runtimes(box: Box, _: Admin) -> tuple[ShopRuntime, ...]:
    """Where every shop of the box runs, as it is now."""
    return tuple(box.runtimes.status(shop) for shop in box.tenants.ids())


@router.get("/shops/{shop}/runtime")
def get_runtime(box: Box, shop: OwnedShop) -> ShopRuntime:
    """Where the shop runs, as it is now."""
    return box.runtimes.status(shop.id)


@router.put("/shops/{shop}/runtime", status_code=202)
def move(box: Box, shop: OwnedShop, _: Admin, wish: RuntimeChoice) -> JobStarted:
    """Move the shop as a job: nothing is lost, visitors wait for seconds, a failure leaves it where it is."""
    if wish.runtime is Runtime.K3S:
        box.runtimes.check_cluster()  # refused at once where there is none
    params = {"shop": shop.id, "runtime": wish.runtime.value}
    return JobStarted(job=box.jobs.start("move-shop", subject=shop.name, params=params))
