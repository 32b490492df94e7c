"""How far a shop's owner is with setting it up: kept in the shop's folder, so that it can be gone on with."""

from __future__ import annotations

from pydantic import ValidationError

from appliance.core.files import write_private
from appliance.core.owner_schemas import Setup
from appliance.core.paths import ShopPaths
from appliance.core.storing import storing


def read(paths: ShopPaths) -> Setup:
    """Return where the owner is. A shop that was made elsewhere, or whose note is damaged, needs no steps."""
    try:
        return Setup.model_validate_json(paths.setup.read_bytes())
    except (OSError, ValidationError):
        return Setup()


def write(paths: ShopPaths, setup: Setup) -> None:
    """Keep it. Raises `StoreFailed` when the disk does not take it."""
    with storing("How far you are was not saved"):
        write_private(paths.setup, setup.model_dump_json().encode())
