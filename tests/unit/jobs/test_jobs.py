"""Lanes, progress, cancelling, restarts: everything with real threads and real SQLite."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from appliance.core.errors import FileRefused, InvalidInput, NotFound
from appliance.core.schemas import Job, JobState
from appliance.jobs import KEPT, MAX_ATTEMPTS, Context, Jobs, Kind, Params, Result

SECONDS = 10.0


class Work:
    """Work that a test holds still: it goes on when `go` is set."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = threading.Semaphore(0)
        self.runs: list[dict[str, Any]] = []
        self.busy = 0
        self.busiest = 0
        self._lock = threading.Lock()

    def __call__(self, job: Job, params: Params, context: Context) -> Result:
        with self._lock:
            self.runs.append(dict(params))
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        self.begun.release()
        try:
            while not self.go.wait(0.005):
                context.step("Working", 1, 2)
            return {"did": params.get("name", "")}
        finally:
            with self._lock:
                self.busy -= 1


def fails(job: Job, params: Params, context: Context) -> Result:
    raise FileRefused("prices.csv is empty.", resolution="Choose another file.")


def breaks(job: Job, params: Params, context: Context) -> Result:
    raise ZeroDivisionError("the secret of the shop")


def counts(job: Job, params: Params, context: Context) -> Result:
    for number in range(1000):
        context.step("Counting", number + 1, 1000)
    return None


Open = Callable[[], tuple[Jobs, Work]]


@pytest.fixture
def open_jobs(tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens the jobs of a box with the shops a and b, as a new process would."""
    opened: list[tuple[Jobs, Work]] = []

    def file_of(shop: str) -> Path:
        (tmp_path / shop).mkdir(exist_ok=True)
        return tmp_path / shop / "jobs.db"

    def make() -> tuple[Jobs, Work]:
        work = Work()
        kinds = (
            Kind("import", work, lambda shop: f"shop-{shop}", resumes=True),
            Kind("bench", work, lambda shop: "models"),
            Kind("fails", fails, lambda shop: "other"),
            Kind("breaks", breaks, lambda shop: "other"),
            Kind("counts", counts, lambda shop: "other"),
        )
        jobs = Jobs(kinds, file_of)
        jobs.load(("a", "b"))
        opened.append((jobs, work))
        return jobs, work

    yield make
    for jobs, work in opened:
        work.go.set()
        jobs.close()


def test_a_job_ends_with_its_result(open_jobs: Open) -> None:
    jobs, work = open_jobs()
    work.go.set()
    job = jobs.start("import", shop="a", subject="prices.csv", params={"name": "x"})
    ended = jobs.wait(job.id, SECONDS)
    assert (ended.state, ended.result, ended.subject) == (JobState.FINISHED, {"did": "x"}, "prices.csv")
    assert ended.finished is not None
    assert ended.finished >= ended.created


def test_a_lane_is_serial_and_lanes_are_parallel(open_jobs: Open) -> None:
    jobs, work = open_jobs()
    first = jobs.start("import", shop="a", params={"name": "1"})
    second = jobs.start("import", shop="a", params={"name": "2"})
    other = jobs.start("import", shop="b", params={"name": "3"})
    for _ in range(2):
        assert work.begun.acquire(timeout=SECONDS)
    assert jobs.find(second.id).state is JobState.QUEUED
    work.go.set()
    assert {jobs.wait(job.id, SECONDS).state for job in (first, second, other)} == {JobState.FINISHED}
    assert work.busiest == 2


def test_the_same_work_under_way_is_joined_and_other_work_is_not(open_jobs: Open) -> None:
    jobs, work = open_jobs()
    first = jobs.start("import", shop="a", params={"name": "1"})
    assert jobs.start("import", shop="a", params={"name": "1"}).id == first.id
    assert jobs.start("import", shop="b", params={"name": "1"}).id != first.id
    work.go.set()
    jobs.wait(first.id, SECONDS)
    assert jobs.start("import", shop="a", params={"name": "1"}).id != first.id


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_at_its_next_step(open_jobs: Open) -> None:
    jobs, work = open_jobs()
    running = jobs.start("import", shop="a", params={"name": "1"})
    assert work.begun.acquire(timeout=SECONDS)
    waiting = jobs.start("import", shop="a", params={"name": "2"})
    assert jobs.cancel(waiting.id).state is JobState.CANCELLED
    jobs.cancel(running.id)
    assert jobs.wait(running.id, SECONDS).state is JobState.CANCELLED
    work.go.set()
    third = jobs.start("import", shop="a", params={"name": "3"})
    assert jobs.wait(third.id, SECONDS).state is JobState.FINISHED
    assert [run["name"] for run in work.runs] == ["1", "3"]


def test_a_refusal_is_told_and_a_bug_tells_nothing_private(
    open_jobs: Open, caplog: pytest.LogCaptureFixture
) -> None:
    jobs, _ = open_jobs()
    refused = jobs.wait(jobs.start("fails").id, SECONDS)
    assert (refused.state, refused.error and refused.error["code"]) == (JobState.FAILED, "file-refused")
    broken = jobs.wait(jobs.start("breaks").id, SECONDS)
    assert broken.error is not None
    assert broken.error["code"] == "internal-error"
    assert "secret" not in broken.model_dump_json()
    assert "ZeroDivisionError" in caplog.text


def test_progress_is_throttled_and_its_end_is_not(open_jobs: Open) -> None:
    jobs, _ = open_jobs()
    before = jobs.changes(0).cursor
    job = jobs.start("counts")
    ended = jobs.wait(job.id, SECONDS)
    assert (ended.done, ended.total, ended.stage) == (1000, 1000, "Counting")
    assert ended.cursor - max(before, job.cursor) < 60


def test_the_change_log_gives_each_change_once_and_only_what_is_visible(open_jobs: Open) -> None:
    jobs, work = open_jobs()
    work.go.set()
    mine, foreign = jobs.start("import", shop="a"), jobs.start("import", shop="b")
    for job in (mine, foreign):
        jobs.wait(job.id, SECONDS)
    page = jobs.changes(0, lambda job: job.shop == "a")
    assert [job.id for job in page.jobs] == [mine.id]
    assert jobs.changes(page.cursor, lambda job: job.shop == "a").jobs == ()
    assert jobs.changes(page.cursor + 10**15).jobs != ()


def test_watchers_are_told_until_they_stop_watching(open_jobs: Open) -> None:
    jobs, _ = open_jobs()
    told = threading.Event()
    with jobs.watched(told.set):
        jobs.wait(jobs.start("fails").id, SECONDS)
        assert told.is_set()
    told.clear()
    jobs.wait(jobs.start("fails").id, SECONDS)
    assert not told.is_set()


def test_a_stop_interrupts_and_the_next_process_resumes(open_jobs: Open) -> None:
    jobs, work = open_jobs()
    running = jobs.start("import", shop="a", params={"name": "1"})
    assert work.begun.acquire(timeout=SECONDS)
    benching = jobs.start("bench", params={"name": "2"})
    assert work.begun.acquire(timeout=SECONDS)
    jobs.close()
    assert jobs.find(running.id).state is JobState.INTERRUPTED

    again, work = open_jobs()
    assert again.find(running.id).state is JobState.INTERRUPTED
    assert again.changes(0).cursor > running.cursor
    work.go.set()
    again.resume()
    assert again.wait(running.id, SECONDS).result == {"did": "1"}
    assert again.find(benching.id).state is JobState.INTERRUPTED


def test_work_that_takes_the_process_down_is_not_resumed_for_ever(open_jobs: Open) -> None:
    jobs, work = open_jobs()
    job = jobs.start("import", shop="a")
    for _ in range(MAX_ATTEMPTS - 1):
        assert work.begun.acquire(timeout=SECONDS)
        jobs.close()
        jobs, work = open_jobs()
        jobs.resume()
        assert jobs.find(job.id).state is not JobState.FAILED
    assert work.begun.acquire(timeout=SECONDS)
    jobs.close()
    jobs, work = open_jobs()
    jobs.resume()
    assert jobs.find(job.id).state is JobState.FAILED
    assert not work.begun.acquire(blocking=False)


def test_interrupted_work_that_newer_work_replaced_is_left_alone(open_jobs: Open) -> None:
    jobs, work = open_jobs()
    old = jobs.start("import", shop="a", params={"name": "old"})
    assert work.begun.acquire(timeout=SECONDS)
    jobs.close()
    jobs, work = open_jobs()
    work.go.set()
    new = jobs.start("import", shop="a", params={"name": "new"})
    jobs.wait(new.id, SECONDS)
    jobs.resume()
    assert jobs.find(old.id).state is JobState.INTERRUPTED


def test_an_ended_job_can_be_run_again(open_jobs: Open) -> None:
    jobs, work = open_jobs()
    job = jobs.start("import", shop="a", params={"name": "1"})
    assert jobs.run_again(job.id).id == job.id
    jobs.cancel(job.id)
    jobs.wait(job.id, SECONDS)
    work.go.set()
    again = jobs.run_again(job.id)
    assert again.id != job.id
    assert jobs.wait(again.id, SECONDS).result == {"did": "1"}
    with pytest.raises(InvalidInput):
        jobs.run_again(again.id)


def test_old_jobs_are_forgotten_here_and_on_disk(open_jobs: Open) -> None:
    jobs, _ = open_jobs()
    ids = [jobs.wait(jobs.start("fails", shop="a").id, SECONDS).id for _ in range(KEPT + 3)]
    with pytest.raises(NotFound):
        jobs.find(ids[0])
    jobs.close()
    again, _ = open_jobs()
    assert {job.id for job in again.changes(0).jobs} == set(ids[2:])


def test_a_deleted_shop_has_no_jobs_and_others_keep_theirs(open_jobs: Open, tmp_path: Path) -> None:
    jobs, work = open_jobs()
    mine, other = jobs.start("import", shop="a"), jobs.start("import", shop="b")
    for _ in range(2):
        assert work.begun.acquire(timeout=SECONDS)
    jobs.forget("a")
    with pytest.raises(NotFound):
        jobs.find(mine.id)
    assert jobs.find(other.id).state is JobState.RUNNING
    assert (tmp_path / "a" / "jobs.db-wal").exists() is False
