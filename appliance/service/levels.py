"""How serious what a check found is."""

from __future__ import annotations

GB = 1_000_000_000
WORST_FIRST = ("problem", "unknown", "notice", "good")


def of(amount: float, problem: float, notice: float) -> str:
    """Return the level of an amount of which little is bad."""
    return "problem" if amount < problem else "notice" if amount < notice else "good"
