"""Sizes, amounts of money, durations and dates as a shop owner writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from gui.words import counted, tr

SIGNS = {
    "AUD": "$",
    "USD": "$",
    "NZD": "$",
    "CAD": "$",
    "SGD": "$",
    "EUR": "€",
    "GBP": "£",
    "CNY": "¥",
    "JPY": "¥",
}
MINUTE, HOUR, DAY = 60, 3600, 86_400


def size(amount: int) -> str:
    """Return a size in bytes as people say it: 1,234,567 is "1.2 MB"."""
    if amount < 1000:
        return f"{amount} B"
    value = float(amount)
    for unit in ("kB", "MB", "GB"):
        value /= 1000
        if value < 999.5 or unit == "GB":
            return f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}"
    raise AssertionError


def money(amount: Decimal, currency: str) -> str:
    """Return an amount with its sign, or with its code when the sign is not known."""
    sign = SIGNS.get(currency)
    digits = f"{amount:,.2f}" if currency != "JPY" else f"{amount:,.0f}"
    if sign:
        return f"{sign}{digits}"
    return f"{digits} {currency}".rstrip()


def price_range(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    """Return "$10.00", "$10.00 – $12.00", or nothing when there is no price."""
    if low is None:
        return ""
    if high is None or high == low:
        return money(low, currency)
    return f"{money(low, currency)} – {money(high, currency)}"


def seconds_left(seconds: float) -> str:
    """Return the time left in words, no finer than it can be known."""
    if seconds < 10:
        return tr("a few seconds left")
    if seconds < MINUTE:
        return tr("about {n} seconds left").format(n=round(seconds / 10) * 10)
    if seconds < HOUR:
        minutes = round(seconds / MINUTE)
        return counted(minutes, tr("about {n} minute left"), tr("about {n} minutes left"))
    hours = round(seconds / HOUR)
    return counted(hours, tr("about {n} hour left"), tr("about {n} hours left"))


def when(time: datetime, now: datetime | None = None) -> str:
    """Return a moment in the time of this computer: today's and yesterday's by name."""
    local, today = time.astimezone(), (now or datetime.now(UTC)).astimezone().date()
    clock = local.strftime("%H:%M")
    days = (today - local.date()).days
    if days == 0:
        return tr("Today, {clock}").format(clock=clock)
    if days == 1:
        return tr("Yesterday, {clock}").format(clock=clock)
    return local.strftime("%Y-%m-%d, %H:%M")


def milliseconds(amount: float) -> str:
    return (
        tr("{n} ms").format(n=f"{amount:,.0f}")
        if amount < 1000
        else tr("{n} s").format(n=f"{amount / 1000:.1f}")
    )
