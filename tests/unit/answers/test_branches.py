"""When a place of a shop is open: the branch that is named, the day meant, the page's own exceptions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from stall import SHOP, Stall, last_reply

from appliance.answers import branches, calendar, hours
from appliance.answers.calendar import When
from appliance.answers.composer import Composer
from appliance.answers.language import lexicon
from appliance.answers.policy import Page
from appliance.answers.topics import Topic
from appliance.answers.understand import understand
from appliance.core.products import Passage
from appliance.knowledge.hits import PassageHit

WORDS = lexicon("en")
NOW = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)  # a Tuesday


def page(number: int, heading: str, text: str, document: str = "visit.txt") -> Page:
    return Page(f"passage-{number}", document, "Visit us", Passage(text, heading))


PAGES = [
    page(
        1,
        "VISIT US › HARBOUR (the big shop, with the workshop)",
        "4 Quay Lane, Oban\nTelephone 01631 960111\nMonday to Friday 9:00 am - "
        "5:30 pm\nSaturday 9 am - 4 pm\n"
        "Sunday 11 am to 3 pm, May through September only\n"
        "On the first Wednesday of every month we open at 11:00 am.\n"
        "In June and July we shut at 7:00 pm from Monday to Friday.",
    ),
    page(
        2,
        "VISIT US › THE LOFT (upstairs)",
        "7 Mill Row, Fort William\nTelephone 01397 960222\nTuesday to Friday "
        "10:00-16:00, Saturday 10:00-14:00, "
        "Sunday and Monday closed.",
    ),
    page(
        3,
        "VISIT US › HOLIDAYS",
        "Christmas Eve: both close at 1:00 pm.\nThe Harbour is closed on Good Friday. "
        "On Easter Monday we open at noon. "
        "On every other public holiday the Harbour keeps Sunday hours. "
        "The Loft does not open on public holidays.\n"
        "Closed from 25 December to 2 January.",
    ),
    page(
        4, "VISIT US › FOOD", "The Galley, our cafe at the Harbour: Wednesday to Sunday, 9:00 am - 2:30 pm."
    ),
    page(5, "Delivery", "Orders placed Monday to Friday 9 am to 1 pm leave the same day.", "delivery.md"),
    page(6, "Classes", "Knots: Tuesday 6 pm to 8 pm, and Saturday 10 am to noon.", "classes.md"),
]


@pytest.fixture
def shop() -> branches.Branches:
    return branches.branches(PAGES, "4 Quay Lane, Oban", WORDS)


def when(message: str) -> When:
    return hours.when_asked(understand(message, lambda word: False), NOW)


def test_each_place_with_its_own_lines(shop: branches.Branches) -> None:
    assert [branches.display(place.name) for place in shop.places] == [
        "Harbour",
        "The Loft",
        "The Galley, our cafe at the Harbour",
    ]
    assert [len(place.weekly) for place in shop.places] == [3, 1, 1]
    assert [branches.display(place.name) for place in shop.shops()] == ["Harbour", "The Loft"]


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ("when do you shut in oban of a saturday", ["Harbour"]),
        ("is the fort william shop open tuesdays", ["The Loft"]),
        ("loft sunday opening time", ["The Loft"]),
        ("hours of the big one", ["Harbour"]),
        ("does the galley open on mondays", ["The Galley, our cafe at the Harbour"]),
        ("are you open on sundays", []),
        ("is your shop open", []),
        ("phone number of the shop", []),
    ],
)
def test_a_place_is_named_by_its_own_words(shop: branches.Branches, message: str, places: list[str]) -> None:
    asked = understand(message, lambda word: False)
    assert [branches.display(place.name) for place in shop.named(asked.all_words)] == places


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        ("open on christmas eve?", ["Christmas Eve: both close at 1:00 pm."]),
        ("24 december hours at the loft", ["Christmas Eve: both close at 1:00 pm."]),
        ("is the harbour open on good friday", ["The Harbour is closed on Good Friday."]),
        ("is the loft open on good friday", ["The Loft does not open on public holidays."]),
        ("harbour easter monday", ["On Easter Monday we open at noon."]),
        ("are you open on 28 december", ["Closed from 25 December to 2 January."]),
        ("when do you open on the first wednesday of the month", [
            "On the first Wednesday of every month we open at 11:00 am."]),
        ("first wednesday of the month at the loft", []),
        ("closing time on a weekday in july", ["In June and July we shut at 7:00 pm from Monday to Friday."]),
        ("closing time on a saturday in july", []),
        ("are you open on 14 february", []),
        ("are you open on a friday", []),
        ("may I come on a friday", []),
    ],
)  # fmt: skip
def test_an_exception_is_told_for_its_own_day(
    shop: branches.Branches, message: str, lines: list[str]
) -> None:
    asked = shop.named(understand(message, lambda word: False).all_words)
    assert [line.text for line in shop.special(when(message), asked)] == lines


def test_what_comes_again_is_told_with_a_plain_day(shop: branches.Branches) -> None:
    harbour, loft, _ = shop.places
    wednesday = frozenset({2})
    assert [line.text[:22] for line in shop.also(harbour, wednesday)] == [
        "On the first Wednesday",
        "In June and July we sh",
    ]
    assert shop.also(loft, wednesday) == []


def test_a_line_with_several_days_is_read_day_by_day() -> None:
    line = "Monday to Friday 10:00–19:00, Saturday 10:00–17:00, Sunday closed."
    told = [hours.told_of(day, line, WORDS) for day in range(7)]
    assert [hour.text for hour in told if hour] == ["10:00–19:00"] * 5 + ["10:00–17:00", ""]
    assert [hour.closed for hour in told if hour] == [False] * 6 + [True]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Closed Monday and Tuesday", {0, 1}),
        ("Closed on Mondays, all year", {0}),
        ("Mon, Wed–Fri 9-5", {0, 2, 3, 4}),
        ("Saturday to Monday: 10 am to 2 pm", {5, 6, 0}),
        ("Daily 9 am - 5 pm", set(range(7))),
        ("Weekends 9 am - 5 pm", {5, 6}),
        ("See you on Monday", set()),
        ("Thursday 5:45 pm, about 35 km on the road", set()),
        ("Sunday ride, 50 to 60 km", set()),
        ("Saturday 10 am to noon", {5}),
        ("Sunday from 9 am until 1 pm", {6}),
        ("Dal martedì al sabato dalle 9 alle 19", {1, 2, 3, 4, 5}),
        ("Da lunedì a venerdì: 9:00-13:00 e 15:30-19:30", {0, 1, 2, 3, 4}),
        ("Domenica e lunedì chiuso", {6, 0}),
        ("Tutti i giorni 10-18", set(range(7))),
        ("Ci vediamo lunedì", set()),
        ("Puppy class is on Sundays at 4:30 pm", set()),
        ("Our luthier is in Tuesday to Friday; a setup is $65", set()),
    ],
)
def test_days_of_a_line(line: str, days: set[int]) -> None:
    assert {day for day in range(7) if hours.told_of(day, line, WORDS)} == days


@pytest.mark.parametrize(
    ("said", "months", "dates"),
    [
        ("may through october only", set(range(5, 11)), set()),
        ("may i come in", set(), set()),
        ("in may", {5}, set()),
        ("december 25", {12}, {(12, 25)}),
        ("am 24. dezember", {12}, {(12, 24)}),
        ("24 and 31 december", {12}, {(12, 24), (12, 31)}),
        ("stock-taking from january 26 to 28", {1}, {(1, 26), (1, 27), (1, 28)}),
        ("in december 8 pm", {12}, set()),
        ("el 7 de diciembre", {12}, {(12, 7)}),
        ("12月25日", {12}, {(12, 25)}),
        ("open june 1 to october 14", set(range(6, 11)), {(6, 1), (10, 14)}),
    ],
)
def test_months_and_dates(said: str, months: set[int], dates: set[calendar.Date]) -> None:
    found = calendar.named(said)
    assert (set(found.months), set(found.dates)) == (months, dates)


@pytest.mark.parametrize(
    "line",
    ["Sunday 11 am to 4 pm, May through October only",
     "Open June 1 to October 14 only, Thursday to Monday, 10 am to 5 pm.",
     "Monday to Friday 9-5"],
)  # fmt: skip
def test_a_season_of_the_weekly_hours_is_no_exception(line: str) -> None:
    assert not calendar.is_exception(line)


def test_one_shop_without_branches() -> None:
    pages = [
        page(1, "Opening hours", "Monday: closed\nTuesday to Saturday: 8:30 - 18:00\nSunday: 9:00 - 13:00")
    ]
    shop = branches.branches(pages, "", WORDS)
    (only,) = shop.places
    assert shop.named(["opening", "tuesday"]) == ()
    assert len(only.weekly) == 3


def test_a_stall_of_one_day_is_not_meant_by_the_shop() -> None:
    pages = [
        page(1, "WHEN WE ARE HERE", "Tuesday to Saturday 9 am to 5 pm\nSunday and Monday closed"),
        page(2, "MARKET", "Saturday 8:00-12:00"),
    ]
    shop = branches.branches(pages, "", WORDS)
    assert [place.name for place in shop.shops()] == ["WHEN WE ARE HERE"]
    assert [place.name for place in shop.named(["market"])] == ["MARKET"]


def test_pages_without_hours_name_no_places() -> None:
    assert branches.branches(PAGES[4:5], "", WORDS) == branches.Branches()


def test_a_card_is_what_stands_before_the_hours(shop: branches.Branches) -> None:
    _, loft, galley = shop.places
    assert [line.text for line in branches.card(loft)] == [
        "7 Mill Row, Fort William",
        "Telephone 01397 960222",
    ]
    assert branches.card(galley) == ()


class TwoShops(Stall):
    def find_passages(self, query: str, k: int = 5) -> list[PassageHit]:
        return [PassageHit(p.passage, p.document, p.title, 0.5, 0.5, p.id) for p in PAGES]


@pytest.mark.parametrize(
    ("turns", "says", "never"),
    [
        (("when are you open at the harbour", "ah ok", "and saturdays?"), "Saturday 9 am - 4 pm", "Loft"),
        (("when is the harbour open on sunday", "and your other shop?"), "Sunday and Monday closed", "May"),
        (("ok when is the loft open on friday?", "and on saturday?"), "10:00-14:00", "Harbour"),
    ],
)
def test_hours_are_asked_on_of_the_same_place_or_the_other(
    turns: tuple[str, ...], says: str, never: str
) -> None:
    said = last_reply(Composer(SHOP, TwoShops(), lambda: NOW), *turns).text
    assert says in said
    assert never not in said


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("ah ok", Topic.THANKS),
        ("no, that's all", Topic.THANKS),
        ("👍", Topic.THANKS),
        ("ty", Topic.THANKS),
        ("ok bye", Topic.GOODBYE),
        ("you too!", Topic.GOODBYE),
        ("alright, talk later", Topic.GOODBYE),
        ("have a great weekend", Topic.GOODBYE),
    ],
)
def test_an_acknowledgement_is_no_question(said: str, topic: Topic) -> None:
    asked = ("when are you open at the harbour", said)
    reply = last_reply(Composer(SHOP, TwoShops(), lambda: NOW), *asked)
    assert (reply.topic, reply.answered) == (topic, True)


@pytest.mark.parametrize("said", ["do you have a great tent", "no zip?", "are you open at the weekend too"])
def test_what_only_begins_like_small_talk_is_a_question(said: str) -> None:
    topic = last_reply(Composer(SHOP, TwoShops(), lambda: NOW), said).topic
    assert topic not in (Topic.THANKS, Topic.GOODBYE)


class ClosedOnHolidays(Stall):
    """Two shops whose page says when neither opens."""

    exception = "Both stores close on Thanksgiving Day and December 25."

    def find_passages(self, query: str, k: int = 5) -> list[PassageHit]:
        shops = (
            ("Boulder", "Mon-Fri 10am-7pm, Sat 9am-6pm."),
            ("Golden", f"Tue-Sat 10am-6pm.\n\n{self.exception}"),
        )
        return [
            PassageHit(Passage(said, f"Our stores › {name}"), "store.md", "Our stores", 0.5, 0.5, f"p-{n}")
            for n, (name, said) in enumerate(shops)
        ]


AMERICAN = SHOP.model_copy(update={"time_zone": "America/Denver", "currency": "USD"})
THANKSGIVING = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "now", "closed"),
    [
        ("are you open today?", THANKSGIVING, True),
        ("are you open on december 25?", THANKSGIVING, True),
        ("are you open on christmas?", THANKSGIVING, True),
        ("are you open today?", datetime(2026, 11, 25, 18, 0, tzinfo=UTC), False),  # the day before
        ("are you open tomorrow?", THANKSGIVING, False),
        ("are you open today?", datetime(2026, 10, 12, 18, 0, tzinfo=UTC), False),  # a holiday no line names
    ],
)
def test_a_holiday_that_falls_on_the_day_is_told(asked: str, now: datetime, closed: bool) -> None:
    said = last_reply(Composer(AMERICAN, ClosedOnHolidays(), lambda: now), asked).text
    assert ("Both stores close on" in said) == closed
    assert closed or "10am" in said


def test_a_date_that_is_a_holiday_is_closed_where_all_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ClosedOnHolidays, "exception", "Closed on public holidays.")
    shop = Composer(AMERICAN, ClosedOnHolidays(), lambda: THANKSGIVING)
    assert last_reply(shop, "are you open on 4 july?").text == "Closed on public holidays."
    assert "Closed on public" not in last_reply(shop, "are you open on 7 july?").text


def test_a_country_without_a_calendar_has_no_public_holidays() -> None:
    when = calendar.with_holidays(calendar.of_moment(NOW), NOW, "XX")
    assert when.holidays == frozenset()
