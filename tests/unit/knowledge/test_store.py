"""One writer, many readers, and nothing half done."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from appliance.core import errors
from appliance.knowledge import schema
from appliance.knowledge.store import Store


def meta(store: Store) -> dict[str, str]:
    with store.reading() as db:
        return dict(db.execute("SELECT name, value FROM meta"))


def test_a_failing_transaction_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "shop.db")
    with pytest.raises(RuntimeError), store.writing("It failed") as db:
        db.execute("INSERT INTO meta VALUES ('a', '1')")
        raise RuntimeError
    assert meta(store) == {}
    with store.writing("It failed") as db:
        db.execute("INSERT INTO meta VALUES ('a', '2')")
    assert meta(store) == {"a": "2"}
    store.close()


def test_a_new_thread_reads_while_another_writes(tmp_path: Path) -> None:
    store = Store(tmp_path / "shop.db")
    seen: list[dict[str, str]] = []
    with store.writing("It failed") as db:
        db.execute("INSERT INTO meta VALUES ('a', '1')")
        reader = threading.Thread(target=lambda: seen.append(meta(store)))
        reader.start()
        reader.join(timeout=10)
        assert not reader.is_alive()
    assert seen == [{}]
    store.close()


def test_a_reader_inside_a_reader_sees_the_same_state(tmp_path: Path) -> None:
    store = Store(tmp_path / "shop.db")
    with store.reading() as outer:
        assert outer.execute("SELECT count(*) FROM meta").fetchone()[0] == 0
        with store.writing("It failed") as db:
            db.execute("INSERT INTO meta VALUES ('a', '1')")
        assert meta(store) == {}
    assert meta(store) == {"a": "1"}
    store.close()


def test_an_old_file_is_opened_again_and_stays_at_the_newest_version(tmp_path: Path) -> None:
    for _ in range(2):
        store = Store(tmp_path / "shop.db")
        with store.reading() as db:
            assert db.execute("PRAGMA user_version").fetchone()[0] == len(schema.MIGRATIONS)
            assert db.execute("PRAGMA secure_delete").fetchone()[0] == 1
        store.close()


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_bytes(b"hello" * 2000)
    with pytest.raises(errors.StoreFailed) as caught:
        Store(tmp_path / "shop.db")
    assert caught.value.resolution == "Restore the shop from a backup."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(errors.StoreFailed):
        Store(tmp_path / "shop.db")


def test_closing_waits_for_whoever_reads(tmp_path: Path) -> None:
    """A connection that is closed under a reader takes the whole process with it."""
    store = Store(tmp_path / "shop.db")
    reads, done = threading.Event(), threading.Event()
    told: list[int] = []

    def read() -> None:
        with store.reading() as db:
            reads.set()
            done.wait(10)
            with store.reading() as inner:
                told.append(len(inner.execute("SELECT 1").fetchall()))
            told.append(len(db.execute("SELECT 1").fetchall()))

    reader, closer = threading.Thread(target=read), threading.Thread(target=store.close)
    reader.start()
    assert reads.wait(10)
    closer.start()
    closer.join(0.2)
    assert closer.is_alive()
    done.set()
    reader.join(10)
    closer.join(10)
    assert told == [1, 1]
    assert not closer.is_alive()
    with pytest.raises(errors.StoreFailed, match="closed"), store.reading():
        pass
