"""The guard of a shop under its present profile: what the owner changes holds from the next message on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from appliance.core.schemas import Decision, GuardEntry, Judgement, Place, Shop
from appliance.guard.log import GuardLog
from appliance.guard.shop_guard import ShopGuard

if TYPE_CHECKING:
    from appliance.core.ports import Detector


class LiveGuard:
    """The guard of a shop under its present profile: made anew when the owner changes policy or contact."""

    def __init__(
        self,
        shop: Callable[[], Shop],
        guard_log: GuardLog | None,
        detector: Callable[[], Detector | None],
        model: Callable[[], str] = lambda: "",
        *,
        recorded: bool = True,
    ) -> None:
        """`model` names the language model in use, for the log; with `recorded` off nothing is logged."""
        self._shop = shop
        self._log = guard_log
        self._detector = detector
        self._model = model
        self._recorded = recorded
        self._lock = threading.Lock()
        self._made: tuple[tuple[Shop, Detector | None, str], ShopGuard] | None = None

    def load(self) -> None:
        """Read and compile all rules now, not under the first customer."""
        self._guard().load()

    def check(
        self, text: str, place: Place, *, session: str = "", address: str = "", source: str = ""
    ) -> Judgement:
        return self._guard().check(text, place, session=session, address=address, source=source)

    def looked_at(self, source: str, of: str, count: int, *, held: int, took_ms: float) -> None:
        """Put on record what of a file passed. Raises `StoreFailed`."""
        self._guard().looked_at(source, of, count, held=held, took_ms=took_ms)

    def check_answer(
        self,
        text: str,
        *,
        supported: Sequence[str],
        session: str = "",
        hosts: Sequence[str] = (),
        partial: bool = False,
    ) -> Judgement:
        return self._guard().check_answer(
            text, supported=supported, session=session, hosts=hosts, partial=partial
        )

    def wording_prompt(self, facts: str, question: str, session: str = "") -> tuple[str, str]:
        """Return the shop's stable prompt, and this request's turn with both texts fenced."""
        return self._guard().wording_prompt(facts, question, session)

    def pause(self, session: str, address: str = "") -> float:
        return self._guard().pause(session, address)

    def sentence(self, judgement: Judgement, language: str = "en") -> str:
        return self._guard().sentence(judgement, language)

    def mask(self, text: str) -> str:
        return self._guard().redact(text)

    def release(self, text: str) -> None:
        self._guard().release(text)

    def feedback(self, entry: int, says: str) -> None:
        self._guard().feedback(entry, says)

    def withdraw(self, held_in: str, fingerprint: str) -> None:
        self._guard().withdraw(held_in, fingerprint)

    def fingerprint(self, text: str) -> str:
        return self._guard().fingerprint(text)

    def today(self, entry: GuardEntry, fingerprint: str) -> Decision:
        return self._guard().today(entry, fingerprint)

    def _guard(self) -> ShopGuard:
        """A guard that was replaced is left to finish what it is judging."""
        shop, detector, model = under = (self._shop(), self._detector(), self._model())
        with self._lock:
            made = self._made
            if made is None or made[0] != under:
                guard = ShopGuard(shop, self._log, detector=detector, model=model, recorded=self._recorded)
                self._made = made = (under, guard)
            return made[1]
