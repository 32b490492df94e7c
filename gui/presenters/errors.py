"""An error as four pieces a person can use: state, what happened, what to do, and details to copy."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.core.errors import ApplianceError
from appliance.core.version import VERSION
from gui.presenters.heard import heard
from gui.words import tr


@dataclass(frozen=True)
class ErrorView:
    title: str
    message: str
    resolution: str
    details: str


def view(error: ApplianceError) -> ErrorView:
    """Return the texts of an error. Sentences about commands are left to those who type commands."""
    resolution = "" if "shopwarden " in error.resolution else heard(error.resolution)
    return ErrorView(title(error), heard(error.message), resolution, error.details)


def title(error: ApplianceError) -> str:
    """Return the error's title in the window's language."""
    return _titles().get(error.code, error.title)


def copied(shown: ErrorView) -> str:
    """Return the text that goes to the clipboard for whoever helps."""
    lines = (shown.title, shown.message, shown.resolution, f"Shopwarden {VERSION}", shown.details)
    return "\n".join(line for line in lines if line)


def _titles() -> dict[str, str]:
    return {
        "internal-error": tr("Something unexpected happened"),
        "invalid-input": tr("This input cannot be used"),
        "not-found": tr("This is not there any more"),
        "conflict": tr("This clashes with what is there"),
        "file-refused": tr("This file cannot be imported"),
        "too-large": tr("This is too large"),
        "model-refused": tr("This model cannot be used"),
        "index-mismatch": tr("The search index belongs to another model"),
        "index-damaged": tr("The search index must be built again"),
        "store-failed": tr("The data could not be written"),
        "service-unreachable": tr("The bot's service does not answer"),
    }
