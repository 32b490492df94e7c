"""What routes ask FastAPI for: the box, a shop, a shop with its files open."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from appliance.core.schemas import Shop
from appliance.service.parts import Appliance


def appliance(request: Request) -> Appliance:
    """Return the box that the app was made for."""
    box: Appliance = request.app.state.appliance
    return box


Box = Annotated[Appliance, Depends(appliance)]


async def public_shop(shop: str, box: Box) -> Shop:
    """Return the shop that a visitor names. Raises `NotFound`."""
    return box.tenants.get(shop)


PublicShop = Annotated[Shop, Depends(public_shop)]
