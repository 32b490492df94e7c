"""Whether a shop is open, read from opening hours as owners write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from appliance.answers.opening import away_text, is_open
from appliance.core.schemas import Shop

USUAL = "Mon–Fri 9–5:30, Sat 10–4"


def shop(hours: str, away: str = "") -> Shop:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return Shop(id="s", name="S", created=made, opening_hours=hours, time_zone="UTC", away_text=away)


def at(moment: str) -> datetime:
    """A moment of the week of Monday 2 November 2026: "Mon 10:30"."""
    day, clock = moment.split()
    date = 2 + ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun").index(day)
    hour, minute = clock.split(":")
    return datetime(2026, 11, date, int(hour), int(minute), tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        (USUAL, "Mon 09:00", True),
        (USUAL, "Mon 17:29", True),
        (USUAL, "Mon 17:30", False),
        (USUAL, "Sat 15:59", True),
        (USUAL, "Sat 16:00", False),
        (USUAL, "Sun 12:00", False),
        ("Monday to Friday: 9am to 5pm; Sunday: closed", "Sun 12:00", False),
        ("Monday to Friday: 9am to 5pm", "Wed 16:59", True),
        ("Mon-Fri 9:00-17:00", "Tue 08:59", False),
        ("Monday 9–12:30, 1:30–5 pm", "Mon 13:00", False),
        ("Monday 9–12:30, 1:30–5 pm", "Mon 14:00", True),
        ("By appointment", "Mon 10:00", None),
        ("", "Mon 10:00", None),
    ],
)
def test_open_or_closed(hours: str, moment: str, expected: bool | None) -> None:
    assert is_open(shop(hours), at(moment)) is expected


def test_the_away_text_is_said_only_while_surely_closed() -> None:
    assert away_text(shop(USUAL, "Back tomorrow."), at("Sun 12:00")) == "Back tomorrow."
    assert away_text(shop(USUAL, "Back tomorrow."), at("Mon 12:00")) == ""
    assert away_text(shop("By appointment", "Back tomorrow."), at("Mon 12:00")) == ""
