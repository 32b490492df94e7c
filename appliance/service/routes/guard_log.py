"""What the guard decided in a shop: listed, counted, corrected, proved, taken away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from appliance.core.errors import InvalidInput, NotFound
from appliance.core.guard_records import Bucket, GuardCorrection, GuardCounts, GuardEffect
from appliance.core.schemas import (
    Decision,
    GuardChain,
    GuardEntry,
    GuardFeedback,
    GuardHour,
    GuardPage,
    Place,
)
from appliance.guard.log_query import Filter
from appliance.service.auth import Opened, OwnedShop
from appliance.service.deps import Box
from appliance.service.parts import OpenShop
from appliance.service.tailing import WAIT_SECONDS, first_news

router = APIRouter(prefix="/api/v1/shops/{shop}/guard", tags=["guard"])

LineId = Annotated[int, Query(ge=0, le=2**60)]
Word = Annotated[str, Query(max_length=200)]
WEEK = timedelta(days=7)


def _filter(
    decision: Decision | None = None,
    place: Place | None = None,
    scanner: Word = "",
    text: Word = "",
    kind: Word = "",
    session: Word = "",
    feedback: Word = "",
    since: datetime | None = None,
    until: datetime | None = None,
    after: LineId = 0,
    before: LineId = 0,
) -> Filter:
    return Filter(decision, scanner, place, text, kind, after, before, session, feedback, since, until)


Chosen = Annotated[Filter, Depends(_filter)]


@router.get("/log")
async def list_log(
    box: Box,
    shop: Opened,
    chosen: Chosen,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    wait: Annotated[float, Query(ge=0, le=WAIT_SECONDS, allow_inf_nan=False)] = 0,
) -> GuardPage:
    """The newest lines that fit, newest first. `before` the lowest id seen gives the next older page,
    `after` the highest the next newer one; with `wait`, the answer comes when there are lines after that,
    or that many seconds later."""
    return await first_news(
        lambda: shop.guard_log.entries(chosen, limit),
        lambda page: bool(page.entries) or box.jobs.closing,
        wait,
        (shop.guard_log.watched, box.jobs.watched),
    )


@router.get("/log/{entry}")
def get_line(shop: Opened, entry: int) -> GuardEntry:
    """One line with what every scanner said."""
    return shop.guard_log.entry(_id(entry))


@router.post("/log/{entry}/feedback")
def give_feedback(shop: Opened, entry: int, wish: GuardFeedback) -> GuardEffect:
    """The owner's word on a decision; it counts from now on. "fine" about a text of a document lets it out
    of quarantine too."""
    line, fingerprint = shop.guard_log.entry(_id(entry)), shop.guard_log.fingerprint(entry)
    before = shop.guard.today(line, fingerprint)
    shop.guard.feedback(entry, wish.says)
    now = shop.guard.today(line, fingerprint)
    released = _release(shop, fingerprint) if wish.says == "fine" and line.place is Place.DOCUMENT else 0
    return GuardEffect(
        entry=shop.guard_log.entry(entry),
        before=before,
        now=now,
        sentence=_EFFECTS[wish.says],
        released=released,
    )


@router.get("/corrections")
def list_corrections(shop: Opened) -> tuple[GuardCorrection, ...]:
    """What the owner said that still counts, the latest first."""
    return tuple(
        GuardCorrection(
            id=f"{known.area}-{known.fingerprint}",
            says=known.says,
            area=known.area,
            text=known.text,
            entry=known.entry,
        )
        for known in reversed(shop.guard_log.corrections())
    )


@router.delete("/corrections/{correction}", status_code=204)
def withdraw_correction(shop: Opened, correction: str) -> None:
    """Take the owner's word back."""
    area, _, fingerprint = correction.partition("-")
    if not any((c.area, c.fingerprint) == (area, fingerprint) for c in shop.guard_log.corrections()):
        raise NotFound("There is no such correction.", resolution="List them and choose one.")
    shop.guard.withdraw(area, fingerprint)


@router.get("/counts")
def count(
    profile: OwnedShop,
    shop: Opened,
    bucket: Bucket = Bucket.HOUR,
    place: Place | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> GuardCounts:
    """Decisions over time, for a chart: the last week unless other times are named."""
    end = until or datetime.now(UTC)
    zone = ZoneInfo(profile.time_zone)
    return shop.guard_log.counts(since or _before(end, WEEK), end, bucket=bucket, zone=zone, place=place)


@router.get("/hours")
def list_hours(shop: Opened, days: Annotated[int, Query(ge=1, le=90)] = 7) -> tuple[GuardHour, ...]:
    """Decisions about customers' messages by the hour."""
    return shop.guard_log.hours(datetime.now(UTC) - timedelta(days=days))


@router.get("/verify")
def verify_log(shop: Opened) -> GuardChain:
    """Whether the log is as it was written: no line missing, altered or slipped in."""
    broken = shop.guard_log.verify()
    last, head = shop.guard_log.head()
    return GuardChain(intact=broken is None, broken_at=broken, last=last, head=head)


@router.get("/export", response_class=StreamingResponse)
def export_log(
    profile: OwnedShop, shop: Opened, chosen: Chosen, form: Literal["csv", "json"] = "csv"
) -> StreamingResponse:
    """Every line that fits, oldest first, as a file."""
    name = f"guard-log-{profile.id}.{form}"
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(shop.guard_log.export(form, chosen), media_type=kind, headers=headers)


_EFFECTS = {
    "fine": "This text passes from now on, and texts much like it are judged more mildly.",
    "attack": "This text is stopped from now on, and texts nearly the same are held.",
    "undo": "Your word on this line counts no more.",
}


def _release(shop: OpenShop, fingerprint: str) -> int:
    """Let texts with this fingerprint out of quarantine and return how many."""
    same = [held for held in shop.knowledge.quarantine() if shop.guard.fingerprint(held.text) == fingerprint]
    for held in same:
        shop.knowledge.release(held.id)
    return len(same)


def _id(entry: int) -> int:
    """Return the id of a line. Raises `NotFound` for a number that no line can have."""
    if not 0 < entry <= 2**60:
        raise NotFound(f"The guard log has no line {entry}.", resolution="List the log and choose a line.")
    return entry


def _before(time: datetime, by: timedelta) -> datetime:
    try:
        return time - by
    except OverflowError:
        raise InvalidInput("This time is out of range.", resolution="Choose another one.") from None
