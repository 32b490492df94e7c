"""What is kept of customers, in words."""

from __future__ import annotations

from appliance.core.schemas import Shop
from gui.words import tr

RETENTIONS = (7, 30, 90, 180, 365, 730, 0)
"""Days; 0 keeps them until they are deleted by hand."""


def retentions() -> list[tuple[str, str]]:
    """Return (value, words) of how long conversations may be kept."""
    return [(str(days), for_days(days)) for days in RETENTIONS]


def for_days(days: int) -> str:
    if not days:
        return tr("Never by itself")
    return tr("{n} days").format(n=days)


def kept_for(days: int) -> str:
    """Return what happens to conversations from now on."""
    if not days:
        return tr("Conversations are kept until you delete them.")
    return tr(
        "Conversations are deleted {n} days after the last question in them,"
        " lines of the guard log after {n} days."
    ).format(n=days)


def notice(shop: Shop) -> str:
    """Return what the chat says below the line to type in."""
    if not shop.retention_days:
        return tr("“What you type is used to answer you. Privacy notice”")
    return tr("“What you type is used to answer you and kept for up to {n} days. Privacy notice”").format(
        n=shop.retention_days
    )


def notice_address(url: str, shop: Shop) -> str:
    return shop.privacy_url or f"{url}/shops/{shop.id}/privacy"


def promises() -> list[str]:
    """Return what holds for everything that is kept."""
    return [
        tr("On this computer only: nothing a customer types is sent anywhere."),
        tr("Encrypted, with a key that lies apart from your shop's folder."),
        tr("E-mail addresses, phone and card numbers and the like are replaced before anything is stored."),
        tr("Deleted for good when its time is over, not only hidden."),
    ]
