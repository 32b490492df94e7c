"""Settings, health, models, errors and answers in words; colours that can be read. No Qt."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from appliance.answers.understand import Topic
from appliance.core.errors import ApplianceError, FileRefused, ModelMissing
from appliance.core.owner_schemas import DayFigures, Figures, Vitals
from appliance.core.schemas import (
    ChatAnswer,
    Decision,
    EngineStatus,
    Finding,
    Health,
    ModelInfo,
    Shop,
    SourceRef,
    Verdict,
)
from appliance.service import checks
from gui import colours, words
from gui.presenters import answers, box, errors, profile, quantities

CHECK = re.compile(r'check="([a-z-]+)"')
NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SHOP = Shop(id="tea", name="Tea & Sons", created=NOW, sites=("https://tea.example",))
WELL = Health(status="good", version="1")
READY = EngineStatus(state="ready")
FINE = Verdict(decision=Decision.ALLOW, scanner="policy", reason="")


# --- settings ---


def test_what_the_form_shows_is_read_back_unchanged() -> None:
    read = profile.read(profile.typed(SHOP))
    assert read.change is not None
    changed = SHOP.model_copy(update=read.change.model_dump(exclude_none=True))
    assert changed == SHOP


def test_the_languages_of_the_bot_are_kept_with_the_shops_own_first() -> None:
    german = SHOP.model_copy(update={"languages": ("de", "en")})
    assert profile.typed(german)["languages"] == "de,en"
    read = profile.read({"languages": "de,en"})
    assert read.change is not None
    assert read.change.languages == ("de", "en")
    assert profile.read({"languages": ""}).errors == {"languages": "Choose at least one language."}
    assert profile.spoken_here("de_AT").startswith("de,")


def test_a_site_is_taken_from_whatever_address_is_pasted() -> None:
    pasted = "tea.example/about\nhttps://WWW.Tea.example/\n\nhttps://tea.example"
    read = profile.read({"sites": pasted})
    assert read.change is not None
    assert read.change.sites == ("https://tea.example", "https://www.tea.example")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("sites", "my shop"),
        ("sites", "ftp://tea.example"),
        ("sites", "https://tea.example'; script-src *"),
        ("colour", "green"),
        ("currency", "aud"),
        ("name", " "),
        ("retention_days", "ever"),
        ("greeting", "x" * 501),
    ],
)
def test_what_cannot_be_saved_is_a_sentence_at_its_field(field: str, text: str) -> None:
    read = profile.read({field: text})
    assert read.change is None
    assert read.errors == {field: profile.sentence(field)}


def test_the_snippet_names_service_and_shop() -> None:
    line = profile.snippet("http://127.0.0.1:8765", "tea")
    assert line == '<script src="http://127.0.0.1:8765/widget.js" data-shop="tea" async></script>'


# --- home ---


def test_an_empty_bot_says_what_to_do() -> None:
    assert box.standing(READY, WELL, 0, 0).message == "Add your product list, and it can answer."


def test_a_problem_comes_before_good_news_and_names_the_window_not_a_command() -> None:
    broken = Finding(
        check="models",
        level="problem",
        title="Models",
        message="“X” is missing.",
        fix="Run “shopwarden models add x”.",
    )
    told = box.standing(READY, Health(status="problem", version="1", findings=(broken,)), 5, 0)
    assert (told.tone, told.message) == ("bad", "“X” is missing. Open Models and install it.")


def test_a_bot_that_answers_says_what_it_knows() -> None:
    assert box.standing(READY, WELL, 67, 1).message == "It knows 67 products and 1 document."


def test_a_stopped_language_model_is_no_stopped_bot() -> None:
    assert box.standing(EngineStatus(state="failed"), WELL, 67, 1).tone == "warning"


def test_steps_are_done_by_what_the_shop_has() -> None:
    left = [step.text for step in box.steps(SHOP, 67, 0) if not step.done]
    assert left == [
        "Add pages about delivery, returns and warranty",
        "Say how customers reach you",
        "Give your opening hours",
    ]


def test_the_days_become_figures_and_bars_that_end_today() -> None:
    days = (
        DayFigures(day=date(2026, 11, 24), questions=10),
        DayFigures(
            day=date(2026, 11, 25),
            conversations=3,
            questions=1200,
            blocked=2,
            unanswered=1,
            answer_ms=31.4,
        ),
    )
    assert box.figures(days[-1]) == {
        "conversations": "3",
        "questions": "1,200",
        "blocked": "2",
        "unanswered": "1",
        "answer_ms": "31 ms",
    }
    assert box.figures(days[0])["answer_ms"] == "–"
    assert [(day.label, day.allowed, day.stopped) for day in box.week(Figures(days=days))] == [
        ("Tue", 10, 0),
        ("Wed", 1198, 2),
    ]
    assert set(box.figures(days[0])) == set(box.figure_words())


def test_vitals_in_words() -> None:
    now = Vitals(
        at=datetime(2026, 11, 25, tzinfo=UTC),
        processor=37.4,
        cores=4,
        memory_used=2_000_000_000,
        memory_total=8_000_000_000,
        disk_used=50_000_000_000,
        disk_total=100_000_000_000,
        uptime_seconds=3 * 3600,
        service_memory=300_000_000,
    )
    assert box.vitals(now) == {
        "processor": (37.4, "37 %"),
        "memory": (25.0, "2.0 GB of 8.0 GB"),
        "disk": (50.0, "50 GB of 100 GB"),
    }
    assert box.vitals(now.model_copy(update={"temperature": 55.2}))["temperature"] == (55.2, "55 °C")
    assert box.running(now) == "It has been running for 3 hours and takes 300 MB of memory."


def test_the_problems_of_a_log_keep_their_tracebacks() -> None:
    lines = [
        "2026-11-25 10:00:00,000 INFO a: fine",
        "2026-11-25 10:00:01,000 ERROR b: broke",
        "Traceback (most recent call last):",
        "2026-11-25 10:00:02,000 INFO a: fine again",
        "2026-11-25 10:00:03,000 WARNING c: odd",
    ]
    assert box.problems(lines) == [lines[1], lines[2], lines[4]]


# --- health and models ---


def test_every_check_of_the_box_has_a_name_in_the_owners_language(shouted: None) -> None:
    service = Path(checks.__file__).parent
    names = {name for file in service.glob("*.py") for name in CHECK.findall(file.read_text("utf-8"))}
    assert {"disk", "config", "port"} <= names
    titles = {
        name: box.check_title(Finding(check=name, level="good", title="Plain", message="")) for name in names
    }
    assert [name for name, title in titles.items() if not title.isupper()] == []


def test_a_finding_that_is_well_is_in_the_owners_words_and_one_that_is_not_keeps_its_facts() -> None:
    good = Finding(check="shops", level="good", title="Shops", message="1 shops open and …")
    bad = good.model_copy(update={"level": "problem", "message": "tea: The index is damaged."})
    assert box.finding(good) == "Every shop opens, and its search works."
    assert box.finding(bad) == "tea: The index is damaged."
    assert [box.level(finding)[1] for finding in (good, bad)] == ["good", "bad"]


def model(**fields: object) -> ModelInfo:
    known = {
        "id": "m", "kind": "chat", "title": "M", "licence": "MIT", "size_bytes": 0, "memory_bytes": 0,
        "sha256": "", "installed": True, "active": True,
    }  # fmt: skip
    return ModelInfo.model_validate({**known, **fields})


@pytest.mark.parametrize(
    ("installed", "active", "state", "flags"),
    [
        (True, True, "In use", (False, False, False, True)),
        (True, False, "Installed", (False, True, True, True)),
        (False, False, "Not installed", (True, False, False, False)),
        (False, True, "Chosen, but not installed", (True, False, False, False)),
    ],
)
def test_a_model_has_the_buttons_that_do_something(
    installed: bool, active: bool, state: str, flags: tuple[bool, ...]
) -> None:
    shown = box.model(model(installed=installed, active=active))
    assert shown.state == state
    assert (shown.can_install, shown.can_use, shown.can_remove, shown.can_measure) == flags


def test_what_is_not_known_of_a_model_is_not_shown() -> None:
    assert box.model(model()).facts == (("Licence", "MIT"),)
    measured = box.model(model(size_bytes=145_000_000, generation_speed=100.0, languages=("en", "xx")))
    assert ("Speed here", "about 75 words a second") in measured.facts
    assert ("Languages", "English, xx") in measured.facts


# --- errors ---


def test_an_error_is_copied_with_its_details_and_shown_without_commands() -> None:
    shown = errors.view(
        ModelMissing("No model.", resolution="Run `shopwarden models add x`.", details="trace")
    )
    assert shown.resolution == ""
    assert errors.copied(shown).splitlines()[-1] == "trace"
    assert errors.view(FileRefused("Empty.", resolution="Export it again.")).resolution == "Export it again."


def test_an_unknown_error_keeps_its_own_title() -> None:
    assert errors.title(ApplianceError("x")) == "Something unexpected happened"
    assert errors.title(ModelMissing("x")) == ModelMissing.title


# --- answers ---


def answer(**fields: object) -> ChatAnswer:
    return ChatAnswer.model_validate({"answer": "Yes.", "session": "s", "verdict": FINE, **fields})


def test_sources_are_named_once_with_their_pages() -> None:
    page = SourceRef(kind="passage", id="1", title="Returns", page=2)
    assert answers.sources(answer(sources=(page, page))) == "From: Returns, page 2"
    assert answers.sources(answer()) == ""


def test_why_tells_topic_verdict_and_time() -> None:
    told = dict(answers.reasons(answer(intent="price", timings={"guard": 1.6, "total": 1234.0})))
    assert told["Understood as"] == "a price"
    assert told["Guard"] == "Allowed."
    assert told["Time"] == "1.2 s in all (guard 2 ms)"


@pytest.fixture
def shouted() -> Iterator[None]:
    """Every translated text in capitals: what stays small was not translated."""
    words.use(str.upper)
    yield
    words.use(lambda text: text)


def test_every_topic_has_words(shouted: None) -> None:
    assert [topic for topic in Topic if not answers.topic(topic.value).isupper()] == []


def test_the_queue_is_told_in_numbers() -> None:
    assert answers.position(0) == "The bot is writing…"
    assert answers.position(1) == "1 question is ahead of yours"


# --- quantities ---


@pytest.mark.parametrize(
    ("amount", "text"),
    [(999, "999 B"), (1_234_567, "1.2 MB"), (45_000_000, "45 MB"), (2_000_000_000, "2.0 GB")],
)
def test_sizes(amount: int, text: str) -> None:
    assert quantities.size(amount) == text


def test_money_has_its_sign_or_its_code() -> None:
    assert quantities.money(Decimal("1234.5"), "CHF") == "1,234.50 CHF"
    assert quantities.money(Decimal(120), "JPY") == "¥120"
    assert quantities.money(Decimal(5), "") == "5.00"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (3, "a few seconds left"),
        (34, "about 30 seconds left"),
        (61, "about 1 minute left"),
        (7300, "about 2 hours left"),
    ],
)
def test_time_left(seconds: float, text: str) -> None:
    assert quantities.seconds_left(seconds) == text


def test_moments_are_told_by_the_day() -> None:
    now = NOW.astimezone()
    assert quantities.when(now.replace(hour=8, minute=5), now) == "Today, 08:05"
    assert quantities.when(now.replace(hour=8, minute=5) - timedelta(days=1), now) == "Yesterday, 08:05"
    assert quantities.when(now.replace(hour=8, minute=5) - timedelta(days=10), now).endswith(", 08:05")


# --- all of it ---


def test_words_are_translated_when_they_are_asked_for(shouted: None) -> None:
    assert box.level(Finding(check="x", level="good", title="x", message="x"))[0] == "GOOD"


@pytest.mark.parametrize("theme", [colours.LIGHT, colours.DARK], ids=["light", "dark"])
def test_texts_can_be_read_in_both_themes(theme: colours.Colours) -> None:
    grounds = (theme.window, theme.surface, theme.sunken, theme.selected)
    for text, ground in itertools.product((theme.text, theme.quiet), grounds):
        assert colours.contrast(text, ground) >= 4.5, (text, ground)
    for text, ground in (
        (theme.on_accent, theme.accent),
        (theme.on_accent, theme.accent_hover),
        (theme.accent, theme.surface),
        (theme.accent, theme.window),
        (theme.good, theme.surface),
        (theme.warning, theme.surface),
        (theme.warning, theme.window),
        (theme.bad, theme.surface),
        (theme.text, theme.good_ground),
        (theme.text, theme.warning_ground),
        (theme.text, theme.bad_ground),
        (theme.accent, theme.bad_ground),
    ):
        assert colours.contrast(text, ground) >= 4.5, (text, ground)
    for edge, ground in itertools.product((theme.edge, theme.accent), (theme.window, theme.surface)):
        assert colours.contrast(edge, ground) >= 3, (edge, ground)


def test_presenters_need_no_qt() -> None:
    code = (
        "import sys; from gui.presenters import answers, box, catalogue, errors, jobs, profile, quantities\n"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
