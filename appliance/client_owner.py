"""The calls behind the owner's first steps, Home and System."""

from __future__ import annotations

from appliance.client_calls import Calls, shop_path, wish
from appliance.core.owner_schemas import (
    BundlePart,
    Figures,
    LogLines,
    Setup,
    SiteCheck,
    SiteWish,
    TrialQuestion,
    Vitals,
)
from appliance.core.schemas import Health


class OwnersCalls(Calls):
    """Ids are as the service gave them."""

    # --- first steps ---

    def setup(self, shop: str) -> Setup:
        return self._get(Setup, shop_path(shop, "setup"))

    def save_setup(self, shop: str, step: str, *, finished: bool) -> Setup:
        return self._send(Setup, "PUT", shop_path(shop, "setup"), wish(Setup, step=step, finished=finished))

    def trial_questions(self, shop: str) -> tuple[TrialQuestion, ...]:
        return self._get(tuple[TrialQuestion, ...], shop_path(shop, "trial-questions"))

    def check_site(self, shop: str, url: str) -> SiteCheck:
        """Return whether that page carries the shop's line; the service fetches it."""
        return self._send(SiteCheck, "POST", shop_path(shop, "site-check"), wish(SiteWish, url=url))

    # --- figures and the box ---

    def figures(self, shop: str, days: int = 7) -> Figures:
        return self._get(Figures, shop_path(shop, "figures"), days=days)

    def computer(self) -> Health:
        """Return what this computer can do for a bot, worst first."""
        return self._get(Health, "/api/v1/box/computer")

    def vitals(self) -> Vitals:
        return self._get(Vitals, "/api/v1/box/vitals")

    def log_lines(self, limit: int = 500) -> LogLines:
        return self._get(LogLines, "/api/v1/box/log", limit=limit)

    def diagnostics(self) -> tuple[BundlePart, ...]:
        """Return what a diagnostics bundle holds; whoever saves it makes the file."""
        return self._get(tuple[BundlePart, ...], "/api/v1/box/diagnostics")
