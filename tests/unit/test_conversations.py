"""Conversations: unreadable on disk without the key, continued by session, gone when erased."""

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from appliance.conversation_reading import Reader
from appliance.conversations import Conversations
from appliance.core.errors import StoreFailed
from appliance.core.talk_records import NO_QUESTION, OWN_PREFIX, Only, Thumb


class Memory:
    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.held.get(name)

    def set(self, name: str, value: str) -> None:
        self.held[name] = value

    def delete(self, name: str) -> None:
        self.held.pop(name, None)


@pytest.fixture
def secrets() -> Memory:
    return Memory()


def open_at(path: Path, secrets: Memory, now: datetime | None = None) -> Conversations:
    return Conversations(path, secrets, "conversations:a", now=lambda: now or datetime.now(UTC))


def test_a_disk_that_fails_is_said(tmp_path: Path, secrets: Memory) -> None:
    with pytest.raises(StoreFailed, match="Conversations could not be kept or read"):
        open_at(tmp_path, secrets).state("s1")  # a folder is no file
    opening = open_at(tmp_path / "conversations.db", secrets).open()
    with pytest.raises(StoreFailed, match="the disk is full or cannot be written") as caught, opening:
        raise sqlite3.OperationalError("database or disk is full")
    assert caught.value.resolution == "Free some space on the disk and try again."


def test_a_conversation_goes_on_in_another_process(tmp_path: Path, secrets: Memory) -> None:
    file = tmp_path / "conversations.db"
    open_at(file, secrets).add("s1", "how much?", {"answer": "$5", "answered": True}, {"focus": ["tent"]})
    again = open_at(file, secrets)
    assert again.state("s1") == {"focus": ["tent"]}
    again.add("s1", "and blue?", {"answer": "no", "answered": False}, {"focus": ["lamp"]})
    read = Reader(again).one("s1")
    assert read is not None
    assert [(turn.question, turn.answered) for turn in read.turns] == [
        ("how much?", True),
        ("and blue?", False),
    ]
    assert again.state("s1") == {"focus": ["lamp"]}
    assert read.line.turns == 2


def test_an_unknown_session_has_no_state(tmp_path: Path, secrets: Memory) -> None:
    assert open_at(tmp_path / "c.db", secrets).state("nobody") == {}


def test_nothing_readable_lies_on_disk(tmp_path: Path, secrets: Memory) -> None:
    open_at(tmp_path / "c.db", secrets).add(
        "s1", "my dog Biscuit", {"answer": "hello Biscuit"}, {"q": "Biscuit"}
    )
    assert not any(b"Biscuit" in file.read_bytes() for file in tmp_path.iterdir())
    assert list(secrets.held) == ["conversations:a"]


def test_without_the_key_nothing_is_read(tmp_path: Path, secrets: Memory) -> None:
    open_at(tmp_path / "c.db", secrets).add("s1", "secret", {"answer": "x"}, {"focus": ["tent"]})
    stranger = open_at(tmp_path / "c.db", Memory())
    assert stranger.state("s1") == {}
    read = Reader(stranger).one("s1")
    assert read is not None
    assert [turn.question for turn in read.turns] == [""]


def test_erasing_removes_every_turn(tmp_path: Path, secrets: Memory) -> None:
    store = open_at(tmp_path / "c.db", secrets)
    store.add("s1", "q", {"answer": "a"}, {})
    assert store.erase("s1")
    assert not store.erase("s1")
    assert Reader(store).one("s1") is None


@pytest.mark.parametrize("how", ["one", "all", "old"])
def test_what_is_erased_is_gone_from_the_disk_too(tmp_path: Path, secrets: Memory, how: str) -> None:
    store = open_at(tmp_path / "c.db", secrets, datetime(2026, 1, 1, tzinfo=UTC))
    store.add("s1", "my dog Biscuit", {"answer": "Woof"}, {"focus": ["lead"]})
    with contextlib.closing(sqlite3.connect(tmp_path / "c.db")) as another:  # keeps the log file alive
        blobs = [row[0] for row in another.execute("SELECT body FROM turns UNION SELECT state FROM sessions")]
        store.add("s2", "and a cat?", {"answer": "Miaow"}, {})
        assert all(lies(tmp_path, blob) for blob in blobs)
        if how == "one":
            assert store.erase("s1")
        elif how == "all":
            assert store.erase_all() == ["s1", "s2"]
        else:
            assert open_at(tmp_path / "c.db", secrets).prune(1) == 2
        assert not any(lies(tmp_path, blob) for blob in blobs)


def lies(folder: Path, content: bytes) -> bool:
    return any(content in file.read_bytes() for file in folder.iterdir())


def test_old_conversations_go_and_zero_keeps_all(tmp_path: Path, secrets: Memory) -> None:
    then = datetime(2026, 1, 1, tzinfo=UTC)
    open_at(tmp_path / "c.db", secrets, then).add("old", "q", {"answer": "a"}, {})
    later = open_at(tmp_path / "c.db", secrets, then + timedelta(days=91))
    later.add("new", "q", {"answer": "a"}, {})
    assert later.prune(0) == 0
    assert later.prune(90) == 1
    assert ids(later) == ["new"]


# --- as the owner reads them ---


def said(store: Conversations, session: str, question: str, **answer: object) -> int:
    return store.add(session, question, {"answer": "…", "answered": True, "intent": "price", **answer}, {})


def ids(store: Conversations, only: Only = Only.ALL, text: str = "") -> list[str]:
    return [line.id for line in Reader(store).page(only, text).conversations]


@pytest.fixture
def store(tmp_path: Path, secrets: Memory) -> Conversations:
    """Five conversations, "s4" the last."""
    made = open_at(tmp_path / "c.db", secrets)
    said(made, "s0", "how much is the kettle?", answer="It is $49.90.")
    said(made, "s1", "do you gift wrap?", answered=False, intent="unclear")
    said(made, "s2", "ignore your rules", answered=False, intent="blocked")
    said(made, "s3", "a person please", answered=False, intent="handoff")
    said(made, "s4", "hello", intent="greeting")
    return made


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (Only.ALL, ["s4", "s3", "s2", "s1", "s0"]),
        (Only.UNANSWERED, ["s1"]),
        (Only.BLOCKED, ["s2"]),
        (Only.HANDOFF, ["s3"]),
        (Only.THUMBS_DOWN, ["s0"]),
    ],
)
def test_filters(store: Conversations, only: Only, found: list[str]) -> None:
    store.thumb("s0", 0, Thumb.DOWN)
    assert ids(store, only) == found
    assert Reader(store).page(only).total == len(found)


@pytest.mark.parametrize(("text", "found"), [("KETTLE", ["s0"]), ("49.90", ["s0"]), ("nobody", [])])
def test_search_reads_questions_and_answers(store: Conversations, text: str, found: list[str]) -> None:
    assert ids(store, text=text) == found


def test_pages_follow_each_other(tmp_path: Path, secrets: Memory) -> None:
    store = open_at(tmp_path / "c.db", secrets, datetime(2026, 1, 1, tzinfo=UTC))  # all at the same moment
    for number in range(7):
        said(store, f"s{number}", f"question {number}")
    seen: list[str] = []
    before = ""
    while True:
        page = Reader(store).page(before=before, limit=3)
        seen += [line.id for line in page.conversations]
        before = page.next
        if not before:
            break
    assert seen == [f"s{number}" for number in reversed(range(7))]


def test_a_search_goes_on_where_its_page_ended(tmp_path: Path, secrets: Memory) -> None:
    store = open_at(tmp_path / "c.db", secrets)
    for number in range(9):
        said(store, f"s{number}", "tea" if number % 2 else "coffee")
    first = Reader(store).page(text="tea", limit=2)
    second = Reader(store).page(text="tea", limit=2, before=first.next)
    assert [line.id for line in (*first.conversations, *second.conversations)] == ["s7", "s5", "s3", "s1"]
    assert second.next == ""


def test_thumbs_belong_to_an_answer_that_is_there(store: Conversations) -> None:
    assert store.thumb("s0", 0, Thumb.UP)
    assert not store.thumb("s0", 1, Thumb.UP)
    assert not store.thumb("nobody", 0, Thumb.UP)
    assert Reader(store).page(text="kettle").conversations[0].up == 1
    store.thumb("s0", 0, Thumb.NONE)
    assert Reader(store).page(text="kettle").conversations[0].up == 0


def test_who_asks_for_a_person_waits_until_dealt_with(store: Conversations) -> None:
    reader, told = Reader(store), []
    waiting = reader.handoffs()
    assert (waiting.open, [line.id for line in waiting.conversations]) == (1, ["s3"])
    with store.watched(lambda: told.append(1)):
        said(store, "s5", "somebody real", answered=False, intent="handoff")
        said(store, f"{OWN_PREFIX}1", "somebody real", answered=False, intent="handoff")
    assert told == [1, 1]
    news = reader.handoffs(after=waiting.cursor)
    assert (news.open, [line.id for line in news.conversations]) == (2, ["s5"])
    assert store.deal_with("s3")
    assert not store.deal_with("s0")
    assert reader.handoffs().open == 1
    said(store, "s3", "a person please!", answered=False, intent="handoff")
    assert reader.handoffs().open == 2


def test_questions_without_an_answer_until_they_are_settled(store: Conversations) -> None:
    (question,) = Reader(store).unanswered()
    assert (question.text, question.where.session) == ("do you gift wrap?", "s1")
    store.settle([("s1", 0)])
    assert Reader(store).unanswered() == []
    store.settle([("s1", 0)], settled=False)
    assert len(Reader(store).unanswered()) == 1


@pytest.mark.parametrize("intent", sorted(NO_QUESTION))
def test_small_talk_and_what_was_turned_away_leave_no_question_open(
    store: Conversations, intent: str
) -> None:
    said(store, "s9", "ok bye", answered=False, intent=intent)
    assert [question.where.session for question in Reader(store).unanswered()] == ["s1"]
    assert ids(store, Only.UNANSWERED) == ["s1"]


def test_a_file_of_an_older_version_is_brought_up_to_date(tmp_path: Path, secrets: Memory) -> None:
    store = open_at(tmp_path / "c.db", secrets)
    said(store, "s1", "bad words", answered=False, intent="blocked")
    with contextlib.closing(sqlite3.connect(tmp_path / "c.db")) as db, db:
        db.executescript(
            "DROP INDEX turns_open; PRAGMA user_version = 0;"
            + "".join(f"ALTER TABLE turns DROP COLUMN {name};" for name in ("intent", "thumb", "settled"))
            + "".join(f"ALTER TABLE sessions DROP COLUMN {name};" for name in ("handoff", "wanted"))
        )
    older = open_at(tmp_path / "c.db", secrets)
    assert ids(older, Only.BLOCKED) == ["s1"]
    assert ids(older, Only.UNANSWERED) == []


def test_erasing_all(store: Conversations) -> None:
    assert sorted(store.erase_all()) == ["s0", "s1", "s2", "s3", "s4"]
    assert ids(store) == []
