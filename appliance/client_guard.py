"""The client's calls about the guard: judging, its log, the owner's word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2

from appliance.client_calls import Calls, error, shop_path, unreachable, wish
from appliance.core.exam import ExamCases, ExamStatus, ExamWish, Setting
from appliance.core.guard_records import Bucket, GuardCorrection, GuardCounts, GuardEffect
from appliance.core.schemas import (
    GuardChain,
    GuardCheck,
    GuardEntry,
    GuardFeedback,
    GuardHour,
    GuardPage,
    GuardPolicy,
    Job,
    JobStarted,
    Judgement,
    Place,
)


class GuardCalls(Calls):
    """Filters of log and export: decision, scanner, place, text, kind, session, feedback, since, until
    (aware datetimes), after and before (ids)."""

    def guard_check(self, text: str, place: Place = Place.MESSAGE, shop: str = "") -> Judgement:
        path = shop_path(shop, "guard", "check") if shop else "/api/v1/guard/check"
        return self._send(Judgement, "POST", path, wish(GuardCheck, text=text, place=place))

    def guard_log(self, shop: str, limit: int = 100, *, wait: float = 0, **filters: Any) -> GuardPage:
        """Return the newest lines that fit, newest first; `before` and `after` page from an id. With
        `after` and `wait` the call waits so many seconds (at most 30) for newer lines."""
        return self._get(
            GuardPage, shop_path(shop, "guard", "log"), limit=limit, wait=wait, **_asked(filters)
        )

    def guard_entry(self, shop: str, entry: int) -> GuardEntry:
        return self._get(GuardEntry, shop_path(shop, "guard", "log", str(entry)))

    def guard_feedback(self, shop: str, entry: int, says: str) -> GuardEffect:
        """Say "fine" or "attack" of a decision, or "undo" to take it back; return what that changes."""
        path = shop_path(shop, "guard", "log", str(entry), "feedback")
        return self._send(GuardEffect, "POST", path, wish(GuardFeedback, says=says))

    def guard_corrections(self, shop: str) -> tuple[GuardCorrection, ...]:
        return self._get(tuple[GuardCorrection, ...], shop_path(shop, "guard", "corrections"))

    def guard_withdraw(self, shop: str, correction: str) -> None:
        """Take a correction back by its id."""
        self._call("DELETE", shop_path(shop, "guard", "corrections", correction))

    def guard_counts(
        self,
        shop: str,
        bucket: Bucket = Bucket.HOUR,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        place: Place | None = None,
    ) -> GuardCounts:
        """Return decisions over time: the last week unless other times are named."""
        chosen = _asked({"since": since, "until": until, "place": place})
        return self._get(GuardCounts, shop_path(shop, "guard", "counts"), bucket=bucket.value, **chosen)

    def guard_hours(self, shop: str, days: int = 7) -> tuple[GuardHour, ...]:
        return self._get(tuple[GuardHour, ...], shop_path(shop, "guard", "hours"), days=days)

    def guard_policies(self) -> tuple[GuardPolicy, ...]:
        return self._get(tuple[GuardPolicy, ...], "/api/v1/guard/policies")

    def guard_verify(self, shop: str) -> GuardChain:
        return self._get(GuardChain, shop_path(shop, "guard", "verify"))

    def guard_export(self, shop: str, file: Path, form: str = "csv", **filters: Any) -> None:
        """Write every line that fits to a file, as "csv" or "json"; no half of a file stays."""
        part = file.with_name(f"{file.name}.part")
        try:
            with part.open("wb") as out:
                for chunk in self._export(shop, form, filters):
                    out.write(chunk)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)

    def exam(self, shop: str) -> ExamStatus:
        """Return where the shop's bot stands with its exam."""
        return self._get(ExamStatus, shop_path(shop, "guard", "exam"))

    def start_exam(
        self, shop: str, settings: Sequence[Setting] = (Setting.EVERYTHING,), *, quick: bool = False
    ) -> Job:
        """Let the bot sit its exam; the job's result is an `ExamResult`."""
        asked = wish(ExamWish, settings=tuple(settings), quick=quick)
        return self._send(JobStarted, "POST", shop_path(shop, "guard", "exam"), asked).job

    def exam_cases(
        self,
        shop: str,
        setting: Setting | None = None,
        *,
        failed: bool | None = None,
        offset: int = 0,
        limit: int = 100,
    ) -> ExamCases:
        """Return messages of the last exam, for instance those that `failed`."""
        chosen = _asked({"setting": setting, "failed": failed})
        path = shop_path(shop, "guard", "exam", "cases")
        return self._get(ExamCases, path, offset=offset, limit=limit, **chosen)

    def _export(self, shop: str, form: str, filters: dict[str, Any]) -> Iterator[bytes]:
        params = {"form": form, **_asked(filters)}
        try:
            with self._http.stream("GET", shop_path(shop, "guard", "export"), params=params) as response:
                if response.is_error:
                    response.read()
                    raise error(response)
                yield from response.iter_bytes()
        except httpx2.TransportError as err:
            raise unreachable(err) from err


def _asked(filters: dict[str, Any]) -> dict[str, Any]:
    """Return the filters that are set, as they are sent."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in filters.items()
        if value not in (None, "")
    }
