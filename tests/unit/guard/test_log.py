"""The guard log: append-only, chained, prunable, erasable, and honest about all of it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.core.cipher import Cipher
from appliance.core.errors import InvalidInput, NotFound, StoreFailed
from appliance.core.schemas import Decision, GuardEntry, Place
from appliance.guard import chain
from appliance.guard.log import Filter, GuardLog

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def entry(text: str | None = "hello", **more: object) -> GuardEntry:
    fields = {
        "id": 0,
        "time": NOW,
        "place": Place.MESSAGE,
        "decision": Decision.ALLOW,
        "scanner": "injection",
        "reason": "Nothing found.",
        "text": text,
        **more,
    }
    return GuardEntry.model_validate(fields)


class Memory(dict[str, str]):
    """A secret store."""

    def set(self, name: str, value: str) -> None:
        self[name] = value

    def delete(self, name: str) -> None:
        del self[name]


@pytest.fixture
def cipher() -> Cipher:
    return Cipher(Memory(), "key")


@pytest.fixture(params=[False, True], ids=["in clear", "sealed"])
def log(tmp_path: Path, cipher: Cipher, request: pytest.FixtureRequest) -> Iterator[GuardLog]:
    opened = GuardLog(tmp_path / "guard.db", cipher if request.param else None)
    yield opened
    opened.close()


in_clear = pytest.mark.parametrize("log", [False], indirect=True)
"""For tests that look for words on the disk."""


def lying(log: GuardLog, words: str) -> bool:
    """Whether words can be read in the log's folder while the log is open."""
    files = log._path.parent.iterdir()
    return any(words.encode() in file.read_bytes() for file in files)


FORGED = (
    "INSERT INTO entries SELECT 4, kind, time, place, decision, scanner, session, body, previous, hash"
    " FROM entries WHERE id = 3"
)


def tamper(log: GuardLog, *statements: str) -> None:
    with closing(sqlite3.connect(log._path)) as database:
        database.executescript("DROP TRIGGER entries_are_final; DROP TRIGGER entries_stay;")
        for statement in statements:
            database.execute(statement)
        database.commit()


def test_what_is_written_is_read_back_newest_first(log: GuardLog) -> None:
    first = log.append(entry("one", session="s1", score=0.25, span=(0, 3)))
    second = log.append(entry("two", decision=Decision.BLOCK))
    page = log.entries()
    assert page.total == 2 and [line.id for line in page.entries] == [second, first]
    assert (page.entries[1].text, page.entries[1].score, page.entries[1].span) == ("one", 0.25, (0, 3))
    assert log.entry(first).session == "s1"
    assert log.verify() is None


def test_an_empty_log_holds(log: GuardLog) -> None:
    assert log.verify() is None
    assert log.head() == (0, chain.GENESIS)


@in_clear
def test_the_file_is_private_and_survives_reopening(log: GuardLog) -> None:
    log.append(entry())
    assert log._path.stat().st_mode & 0o777 == 0o600
    again = GuardLog(log._path)
    again.append(entry())
    assert again.verify() is None and again.entries().total == 2
    again.close()


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (Filter(decision=Decision.BLOCK), [2]),
        (Filter(scanner="scope"), [3]),
        (Filter(place=Place.ANSWER), [4]),
        (Filter(text="TWO"), [2]),
        (Filter(text="100%"), [4]),
        (Filter(text="_"), []),
        (Filter(kind="feedback"), []),
    ],
)
def test_filters(log: GuardLog, chosen: Filter, ids: list[int]) -> None:
    log.append(entry("one"))
    log.append(entry("two\\", decision=Decision.BLOCK))
    log.append(entry("three", scanner="scope"))
    log.append(entry("100% sure", place=Place.ANSWER))
    page = log.entries(chosen)
    assert [line.id for line in page.entries] == ids and page.total == len(ids)


def test_a_page_has_its_limit(log: GuardLog) -> None:
    for number in range(5):
        log.append(entry(str(number)))
    page = log.entries(limit=2)
    assert page.total == 5 and [line.text for line in page.entries] == ["4", "3"]


def test_the_database_itself_refuses_changes(log: GuardLog) -> None:
    log.append(entry())
    with closing(sqlite3.connect(log._path)) as database:
        for statement in ("UPDATE entries SET decision = 'allow'", "DELETE FROM entries"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(statement)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE entries SET body = replace(body, 'Nothing', 'Something') WHERE id = 2", 2),
        ("UPDATE entries SET body = 'garbage' WHERE id = 2", 2),
        ("UPDATE entries SET decision = 'block' WHERE id = 2", 2),
        ("UPDATE entries SET time = '2020' WHERE id = 3", 3),
        ("UPDATE entries SET hash = 'x' WHERE id = 2", 2),
        ("UPDATE entries SET previous = 'x' WHERE id = 2", 2),
        ("UPDATE texts SET text = 'other' WHERE id = 2", 2),
        ("DELETE FROM texts WHERE id = 2", 2),
        ("DELETE FROM entries WHERE id = 1", 1),
        ("DELETE FROM entries WHERE id = 2", 2),
        ("DELETE FROM entries WHERE id = 3", 3),
        ("DELETE FROM entries", 1),
        ("UPDATE head SET pruned = 2", 2),
        ("UPDATE head SET hash = 'x'", 4),
        (FORGED, 4),
    ],
)
def test_a_changed_missing_or_added_line_shows(log: GuardLog, statement: str, broken: int) -> None:
    for text in ("one", "two", "three"):
        log.append(entry(text))
    tamper(log, statement)
    assert log.verify() == broken


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_any_text_is_kept_and_the_chain_holds(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = GuardLog(Path(folder) / "guard.db")
        ids = [log.append(entry(text)) for text in texts]
        assert [log.entry(line).text for line in ids] == texts
        assert log.verify() is None
        log.close()


def test_pruning_keeps_the_chain(log: GuardLog) -> None:
    for age in (200, 100, 91, 10, 1):
        log.append(entry(f"{age} days", time=NOW - timedelta(days=age)))
    assert log.prune(NOW, 90) == 3
    assert log.verify() is None
    page = log.entries()
    assert [line.kind for line in page.entries] == ["pruned", "decision", "decision"]
    assert "up to 3" in page.entries[0].reason
    log.append(entry("after"))
    assert log.verify() is None
    assert log.prune(NOW, 90) == 0


def test_pruning_everything_and_again_still_holds(log: GuardLog) -> None:
    log.append(entry(time=NOW - timedelta(days=300)))
    assert log.prune(NOW, 90) == 1 and log.verify() is None
    log.append(entry(time=NOW))
    assert log.prune(NOW + timedelta(days=91), 90) == 2 and log.verify() is None
    assert [line.kind for line in log.entries().entries] == ["pruned"]


def test_pruning_stops_at_the_first_line_that_is_young(log: GuardLog) -> None:
    log.append(entry(time=NOW - timedelta(days=100)))
    log.append(entry(time=NOW))
    log.append(entry(time=NOW - timedelta(days=100)))
    assert log.prune(NOW, 90) == 1
    assert log.verify() is None


def test_a_line_removed_after_pruning_shows(log: GuardLog) -> None:
    for age in (100, 10, 1):
        log.append(entry(time=NOW - timedelta(days=age)))
    log.prune(NOW, 90)
    tamper(log, "DELETE FROM entries WHERE id = 2")
    assert log.verify() == 2


@in_clear
def test_erasing_a_session_leaves_the_lines_and_holds(log: GuardLog) -> None:
    log.append(entry("keep me", session="s1"))
    mine = log.append(entry("erase me please", session="s2"))
    log.feedback(mine, "attack")
    assert log.erase("s2") == 1
    assert log.entry(mine).text is None
    assert log.entries(Filter(kind="erased")).entries[0].reason == "The texts of 1 lines were erased."
    assert log.verify() is None
    assert [correction.text for correction in log.corrections()] == [""]
    assert lying(log, "keep me") and not lying(log, "erase me please")


def test_with_the_shops_key_nothing_readable_lies_on_disk(tmp_path: Path, cipher: Cipher) -> None:
    with closing(GuardLog(tmp_path / "guard.db", cipher)) as log:
        line = log.append(entry("my dog Biscuit", session="s"), fingerprint="f")
        log.feedback(line, "fine")
        log.correct("g", "document", "fine", "a page about Biscuit")
        assert not lying(log, "Biscuit")
        assert log.entry(line).text == "my dog Biscuit"
        assert [one.id for one in log.entries(Filter(text="biscuit")).entries] == [line]
        assert log.entries(Filter(text="cat")).total == 0
        assert sorted(one.text for one in log.corrections()) == ["a page about Biscuit", "my dog Biscuit"]
        assert "my dog Biscuit" in "".join(log.export("csv"))
        assert log.verify() is None


def test_an_older_log_in_clear_is_sealed_and_still_holds(tmp_path: Path, cipher: Cipher) -> None:
    file = tmp_path / "guard.db"
    with closing(GuardLog(file)) as old:
        line = old.append(entry("my dog Biscuit", session="s"), fingerprint="f")
        old.append(entry("", session="s"))
        old.feedback(line, "attack")
        before = old.head()
        assert lying(old, "Biscuit")
    for _ in range(2):
        with closing(GuardLog(file, cipher)) as log:
            assert not lying(log, "Biscuit")
            assert (log.head(), log.verify()) == (before, None)
            assert [one.text for one in log.entries(Filter(session="s")).entries] == ["", "my dog Biscuit"]
            assert [one.text for one in log.corrections()] == ["my dog Biscuit"]


def test_a_sealed_text_cannot_be_moved_changed_or_read_with_another_key(
    tmp_path: Path, cipher: Cipher
) -> None:
    file = tmp_path / "guard.db"
    with closing(GuardLog(file, cipher)) as log:
        for text in ("one", "two", "three"):
            log.append(entry(text))
        log._database.execute("UPDATE texts SET text = (SELECT text FROM texts WHERE id = 1) WHERE id = 2")
        log._database.commit()
        assert log.entry(2).text is None
        assert log.verify() == 2
    with closing(GuardLog(file, Cipher(Memory(), "key"))) as stranger:
        assert [one.text for one in stranger.entries().entries] == [None, None, None]
        assert stranger.verify() == 1


def test_erasing_all_takes_customers_texts_and_no_documents(log: GuardLog) -> None:
    log.append(entry("first customer", session="s1"))
    log.append(entry("second customer", session="s2"))
    page = log.append(entry("a page of the shop", place=Place.DOCUMENT))
    assert log.erase_all() == 2
    assert log.entry(page).text == "a page of the shop"
    assert log.verify() is None
    assert not lying(log, "first customer") and not lying(log, "second customer")
    assert log.erase_all() == 0


@in_clear
def test_what_is_pruned_is_gone_from_the_disk(log: GuardLog) -> None:
    log.append(entry("long ago", time=NOW - timedelta(days=100)))
    log.append(entry("yesterday", time=NOW - timedelta(days=1)))
    assert log.prune(NOW, 90) == 1
    assert lying(log, "yesterday") and not lying(log, "long ago")


def test_nothing_old_means_nothing_pruned_and_nothing_written(log: GuardLog) -> None:
    log.append(entry("yesterday", time=NOW - timedelta(days=1)))
    before = log._database.total_changes
    assert log.prune(NOW, 90) == 0
    assert log._database.total_changes == before


def test_an_old_line_behind_a_newer_one_waits_for_it(log: GuardLog) -> None:
    """A clock was set back: the chain is cut at its beginning only."""
    log.append(entry("yesterday", time=NOW - timedelta(days=1)))
    log.append(entry("by a wrong clock", time=NOW - timedelta(days=100)))
    assert log.prune(NOW, 90) == 0
    assert log.entries().total == 2
    assert log.verify() is None


@in_clear
def test_traces_that_a_reader_holds_up_are_said_and_go_the_next_time(
    log: GuardLog,
) -> None:
    log.append(entry("erase me please", session="s"))
    log._database.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(log._path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entries").fetchone()
        with pytest.raises(StoreFailed, match="traces are left"):
            log.erase("s")
    assert lying(log, "erase me please")
    log.erase("s")
    assert not lying(log, "erase me please")


def test_erasing_nobody_erases_nothing(log: GuardLog) -> None:
    log.append(entry("hello"))
    assert log.erase("") == log.erase("unknown") == 0
    assert log.entries().total == 1


def test_feedback_counts_is_shown_and_can_be_undone(log: GuardLog) -> None:
    line = log.append(entry("hello there", decision=Decision.BLOCK), fingerprint="f1")
    log.feedback(line, "fine")
    (correction,) = log.corrections()
    assert (correction.fingerprint, correction.area, correction.says) == ("f1", "message", "fine")
    assert log.entry(line).feedback == "fine"
    log.feedback(line, "attack")
    assert [one.says for one in log.corrections()] == ["attack"]
    log.feedback(line, "undo")
    assert log.corrections() == () and log.entry(line).feedback == ""
    reasons = [one.reason for one in log.entries(Filter(kind="feedback")).entries]
    assert reasons == [f"The owner said of line {line}: {says}." for says in ("undo", "attack", "fine")]
    assert log.verify() is None


def test_feedback_needs_a_decision_with_a_text(log: GuardLog) -> None:
    line = log.append(entry("hello"))
    log.feedback(line, "fine")
    with pytest.raises(InvalidInput, match="no text to judge"):
        log.feedback(line + 1, "fine")
    with pytest.raises(NotFound, match="no line 99"):
        log.feedback(99, "fine")
    with pytest.raises(NotFound):
        log.entry(99)
    with pytest.raises(InvalidInput, match="no feedback"):
        log.feedback(line, "meh")


def test_a_correction_outlives_its_line(log: GuardLog) -> None:
    line = log.append(entry("hello", time=NOW - timedelta(days=100)), fingerprint="f1")
    log.feedback(line, "fine")
    log.prune(NOW, 90)
    assert [one.fingerprint for one in log.corrections()] == ["f1"]


def test_a_customers_words_do_not_outlive_the_line_in_a_correction(log: GuardLog) -> None:
    """The owner's word still counts for the same text, known by its fingerprint."""
    old = NOW - timedelta(days=100)
    said = log.append(entry("my dog Biscuit", time=old, session="s"), fingerprint="f1")
    young = log.append(entry("my cat", time=NOW, session="s"), fingerprint="f2")
    for line in (said, young):
        log.feedback(line, "attack")
    log.correct("f3", "document", "fine", "a page of the shop")
    log.prune(NOW, 90)
    kept = {one.fingerprint: one.text for one in log.corrections()}
    assert kept == {"f1": "", "f2": "my cat", "f3": "a page of the shop"}
    assert log.verify() is None


@pytest.mark.parametrize(("days", "left"), [(7, 1), (90, 2), (365, 3), (0, 4)])
def test_lines_are_kept_as_long_as_the_shop_says(log: GuardLog, days: int, left: int) -> None:
    for age in (1000, 200, 30, 3):
        log.append(entry(time=NOW - timedelta(days=age)))
    log.prune(NOW, days)
    assert log.entries(Filter(kind="decision")).total == left and log.verify() is None


def test_a_direct_correction_and_its_undoing(log: GuardLog) -> None:
    log.correct("f2", "document", "fine", "row")
    assert [(one.fingerprint, one.area) for one in log.corrections()] == [("f2", "document")]
    log.correct("f2", "document", "undo")
    assert log.corrections() == () and log.verify() is None
    assert "of a text: undo" in log.entries().entries[0].reason


def test_hours_count_decisions(log: GuardLog) -> None:
    log.append(entry(time=NOW - timedelta(hours=2)))
    log.append(entry(time=NOW, decision=Decision.BLOCK))
    log.append(entry(time=NOW + timedelta(minutes=59), decision=Decision.REVIEW))
    log.append(entry(time=NOW, place=Place.DOCUMENT, decision=Decision.BLOCK))
    hours = log.hours(NOW - timedelta(days=1))
    assert [(hour.hour, hour.allowed, hour.reviewed, hour.blocked) for hour in hours] == [
        (NOW - timedelta(hours=2), 1, 0, 0),
        (NOW, 0, 1, 1),
    ]
    assert len(log.hours(NOW)) == 1


def test_export_as_json_and_csv(log: GuardLog) -> None:
    log.append(entry('=cmd|"/c calc"', session="s1"))
    log.append(entry(None, span=(1, 2)))
    parsed = json.loads("".join(log.export("json")))
    assert [one["id"] for one in parsed] == [1, 2] and parsed[0]["text"] == '=cmd|"/c calc"'
    rows = list(csv.DictReader(io.StringIO("".join(log.export("csv")))))
    assert rows[0]["text"] == '\'=cmd|"/c calc"' and rows[1]["text"] == "" and rows[1]["span"] == "[1, 2]"
    with pytest.raises(InvalidInput, match="xml"):
        log.export("xml")


def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "guard.db"
    file.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreFailed, match="cannot be used"):
        GuardLog(file)


def test_a_line_that_is_no_object_unpacks_to_nothing() -> None:
    assert chain.unpack("[1]") == {} and chain.unpack("{") == {}
