"""The owner is told once, of what is new."""

from __future__ import annotations

from datetime import UTC, date, datetime

from appliance.core.owner_schemas import DayFigures, Vitals
from gui.presenters.alerts import Alert, Watch, together

GB = 1_000_000_000
FINE = Vitals(
    at=datetime(2026, 11, 25, tzinfo=UTC),
    processor=1,
    cores=2,
    memory_used=1,
    memory_total=2,
    disk_used=10 * GB,
    disk_total=20 * GB,
)


def day(number: int = 25, *, handoffs: int = 0, blocked: int = 0) -> DayFigures:
    return DayFigures(day=date(2026, 11, number), handoffs=handoffs, blocked=blocked)


def free(amount: float) -> Vitals:
    return FINE.model_copy(update={"disk_used": int(20 * GB - amount * GB)})


def titles(watch: Watch, today: DayFigures, vitals: Vitals = FINE, now: float = 0) -> list[str]:
    return [alert.title for alert in watch.look(today, vitals, now)]


def test_who_wants_a_person_is_told_once_and_what_is_old_never() -> None:
    watch = Watch()
    assert titles(watch, day(handoffs=4)) == []
    (alert,) = watch.look(day(handoffs=6), FINE, 30)
    assert (alert.message, alert.page) == ("2 customers asked for a person.", "conversations")
    assert titles(watch, day(handoffs=6)) == []
    assert titles(watch, day(26, handoffs=1)) == ["Somebody wants to talk to you"]  # after midnight


def test_a_wave_is_many_attempts_in_a_short_time() -> None:
    watch = Watch()
    assert titles(watch, day(blocked=50), now=0) == []
    assert titles(watch, day(blocked=59), now=60) == []
    assert titles(watch, day(blocked=60), now=90) == ["Your bot is under attack"]
    assert titles(watch, day(blocked=90), now=120) == []  # the same wave
    assert titles(watch, day(blocked=90), now=2000) == []  # it is over
    assert titles(watch, day(blocked=99), now=2060) == []
    assert titles(watch, day(blocked=100), now=2090) == ["Your bot is under attack"]


def test_attempts_spread_over_a_day_are_no_wave() -> None:
    watch = Watch()
    assert [titles(watch, day(blocked=number), now=number * 300.0) for number in range(40)] == [[]] * 40


def test_several_of_a_look_are_one_notification() -> None:
    person = Alert("A person", "1 customer", "conversations")
    disk = Alert("The disk", "0.5 GB", "system", warning=False)
    assert together([disk]) == disk
    assert together([disk, disk]).page == "system"
    assert together([person, disk]) == Alert("A person · The disk", "1 customer\n0.5 GB", "")


def test_a_full_disk_is_told_again_only_after_it_was_mended() -> None:
    watch = Watch()
    assert titles(watch, day(), free(0.9)) == ["The disk is nearly full"]
    assert titles(watch, day(), free(0.5)) == []
    assert titles(watch, day(), free(1.5)) == []
    assert titles(watch, day(), free(0.9)) == []
    assert titles(watch, day(), free(3)) == []
    assert titles(watch, day(), free(0.9)) == ["The disk is nearly full"]
