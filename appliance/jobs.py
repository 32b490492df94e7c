"""Long work as records: lanes, progress, cancelling, and a change log that callers can wait on.

A shop's jobs are stored in the shop's folder, the box's own in `appliance.db`. States are stored as they
change; progress is kept in memory only. Work that was running when the process died is *interrupted*, and
kinds that can be resumed start again from their stored parameters.
"""

from __future__ import annotations

import contextlib
import json
import logging
import secrets
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from appliance.core.errors import ApplianceError, Cancelled, Conflict, InvalidInput, NotFound
from appliance.core.schemas import Job, JobsPage, JobState

log = logging.getLogger(__name__)

KEPT = 100
"""Finished jobs remembered per shop."""
PAGE = 200
UPDATES_PER_SECOND = 5
MAX_ATTEMPTS = 3
"""An import that takes the service down with it is not resumed for ever."""
CLOSE_SECONDS = 20.0

UNDER_WAY = frozenset({JobState.QUEUED, JobState.RUNNING})

Params = Mapping[str, Any]
Result = dict[str, Any] | None


class Context:
    """The `core.ports.JobContext` of one running job."""

    def __init__(self, step: Callable[[str, int, int | None], None]) -> None:
        self._step = step

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        self._step(stage, done, total)


@dataclass(frozen=True)
class Kind:
    """A kind of work. `lane` maps a shop to the queue in which its jobs run one after another. Work in the
    `background` nobody waits for: it takes none of the places of work that somebody started."""

    name: str
    run: Callable[[Job, Params, Context], Result]
    lane: Callable[[str], str]
    resumes: bool = False
    background: bool = False


@dataclass
class _Entry:
    """A job in memory: its present record, and what is needed to run or stop it."""

    job: Job
    params: Params
    attempts: int = 0
    cancel: threading.Event = field(default_factory=threading.Event)
    told: float = 0.0


class Jobs:
    """All jobs of the box. Thread-safe."""

    def __init__(self, kinds: Iterable[Kind], file_of: Callable[[str], Path], *, workers: int = 2) -> None:
        """`file_of` gives the SQLite file of a shop's jobs ("" = the box's); `workers` is how many lanes
        may be busy at once."""
        self._kinds = {kind.name: kind for kind in kinds}
        self._file_of = file_of
        self._entries: dict[str, _Entry] = {}
        self._stores: dict[str, _Store] = {}
        self._lanes: dict[str, deque[_Entry]] = {}
        self._threads: set[threading.Thread] = set()
        self._slots = threading.Semaphore(workers)
        self._changed = threading.Condition(threading.RLock())
        self._watchers: set[Callable[[], None]] = set()
        self._elsewhere: set[str] = set()
        self._cursor = 0
        self._closing = False

    # --- what callers do ---

    def load(self, shops: Iterable[str]) -> None:
        """Read what is stored for the box and these shops; what was under way becomes interrupted."""
        with self._changed:
            for shop in ("", *shops):
                for entry in self._store(shop).read():
                    self._entries[entry.job.id] = entry
                    self._cursor = max(self._cursor, entry.job.cursor)
            self._cursor = max(self._cursor, time.time_ns() // 1000)  # grows over restarts too
            for entry in self._sorted():
                if entry.job.state in UNDER_WAY:
                    self._change(entry, state=JobState.INTERRUPTED, finished=datetime.now(UTC))

    def resume(self) -> None:
        """Start interrupted work again, unless something newer of its kind took its place."""
        with self._changed:
            newest = {(entry.job.shop, entry.job.kind): entry for entry in self._sorted()}
            for entry in newest.values():
                kind = self._kinds.get(entry.job.kind)
                if entry.job.state is JobState.INTERRUPTED and kind and kind.resumes:
                    self._resume(entry, kind)

    def start(self, name: str, *, shop: str = "", subject: str = "", params: Params | None = None) -> Job:
        """Queue the work and return its record. The same work already under way is returned instead."""
        kind, wanted = self._kinds[name], dict(params or {})
        with self._changed:
            if self._closing:
                raise Conflict("The service is stopping.", resolution="Start it and try again.")
            for entry in self._entries.values():
                same = (entry.job.kind, entry.job.shop, entry.params) == (name, shop, wanted)
                if same and entry.job.state in UNDER_WAY:
                    return entry.job
            job = Job(
                id=secrets.token_hex(8), kind=name, shop=shop, subject=subject, created=datetime.now(UTC)
            )
            entry = self._entries[job.id] = _Entry(job, wanted)
            self._change(entry)
            self._forget_oldest(shop)
            self._enqueue(entry, kind)
            return entry.job

    @property
    def closing(self) -> bool:
        return self._closing

    def find(self, job_id: str, visible: Callable[[Job], bool] = lambda job: True) -> Job:
        """Return the job. Raises `NotFound` for one that is not there or not visible."""
        with self._changed:
            job = self._entry(job_id).job
        if not visible(job):
            raise _no_such_job()
        return job

    def last(self, name: str, params: Params) -> Job | None:
        """Return the newest job of this kind with these parameters."""
        with self._changed:
            like = [e.job for e in self._sorted() if e.job.kind == name and e.params == dict(params)]
        return max(like, key=lambda job: job.created, default=None)

    def cancel(self, job_id: str) -> Job:
        """Ask the job to stop: a waiting one ends at once, a running one at its next step."""
        with self._changed:
            entry = self._entry(job_id)
            entry.cancel.set()
            if entry.job.state is JobState.QUEUED:
                self._change(entry, state=JobState.CANCELLED, finished=datetime.now(UTC))
            return entry.job

    def run_again(self, job_id: str) -> Job:
        """Start an ended job's work as a new job."""
        job = self.find(job_id)
        if job.state in UNDER_WAY:
            return job
        if job.state is JobState.FINISHED:
            raise InvalidInput("This job has finished its work.", resolution="Start new work instead.")
        return self.start(job.kind, shop=job.shop, subject=job.subject, params=self._entry(job_id).params)

    def changes(self, after: int, visible: Callable[[Job], bool] = lambda job: True) -> JobsPage:
        """Return up to 200 jobs changed after the cursor, oldest change first. A cursor from the future
        (an older state was restored) starts over."""
        with self._changed:
            since = 0 if after > self._cursor else after
            news = [e.job for e in self._sorted() if e.job.cursor > since and visible(e.job)][:PAGE]
        return JobsPage(jobs=tuple(news), cursor=news[-1].cursor if news else since)

    def wait(self, job_id: str, timeout: float | None = None) -> Job:
        """Return the job once it has ended, or as it is after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._entry(job_id).job.state not in UNDER_WAY, timeout)
            return self._entry(job_id).job

    @contextlib.contextmanager
    def watched(self, tell: Callable[[], None]) -> Iterator[None]:
        """Call `tell` after every change (from the changing thread) while the block runs."""
        with self._changed:
            self._watchers.add(tell)
        try:
            yield
        finally:
            with self._changed:
                self._watchers.discard(tell)

    def forget(self, shop: str) -> None:
        """Stop a shop's jobs, wait until they have, and let go of its file: the shop is being deleted."""
        with self._changed:
            mine = [entry for entry in self._entries.values() if entry.job.shop == shop]
            if shop in self._elsewhere:
                self._elsewhere.discard(shop)
                mine = [entry for entry in mine if not self._entries.pop(entry.job.id)]
            for entry in mine:
                self.cancel(entry.job.id)
            self._changed.wait_for(lambda: all(e.job.state not in UNDER_WAY for e in mine), CLOSE_SECONDS)
            if any(entry.job.state in UNDER_WAY for entry in mine):
                raise Conflict(
                    "Work on this shop's files has not stopped yet.", resolution="Try again in a minute."
                )
            for entry in mine:
                del self._entries[entry.job.id]
            store = self._stores.pop(shop, None)
            if store:
                store.close()

    def hand_over(self, shop: str) -> None:
        """Let go of a shop's file: its jobs run elsewhere from now on, and are told with `mirror`.

        Raises `Conflict` while work of the shop is under way here.
        """
        with self._changed:
            if any(e.job.state in UNDER_WAY for e in self._entries.values() if e.job.shop == shop):
                raise Conflict(
                    "Work on this shop is under way.", resolution="Wait until it has ended, or cancel it."
                )
            self._elsewhere.add(shop)
            store = self._stores.pop(shop, None)
            if store:
                store.close()

    def mirror(self, job: Job) -> Job:
        """Return the record of a job that runs elsewhere, as it is told here from now on."""
        with self._changed:
            entry = self._entries.setdefault(job.id, _Entry(job, {}))
            entry.job = job
            self._change(entry, stored=False)
            ended = [e for e in self._sorted() if e.job.shop == job.shop and e.job.state not in UNDER_WAY]
            for old in ended[:-KEPT]:
                del self._entries[old.job.id]
            return entry.job

    def is_elsewhere(self, shop: str) -> bool:
        """Whether the shop's jobs run in a workload of its own."""
        return shop in self._elsewhere

    def runs_elsewhere(self, job_id: str) -> str:
        """Return the shop whose workload does this job; "" for one of this process or none at all."""
        entry = self._entries.get(job_id)
        return entry.job.shop if entry and entry.job.shop in self._elsewhere else ""

    def take_back(self, shop: str) -> None:
        """Read a shop's jobs from its file again: they run here from now on."""
        with self._changed:
            self._elsewhere.discard(shop)
            for entry in [entry for entry in self._entries.values() if entry.job.shop == shop]:
                del self._entries[entry.job.id]
            for entry in self._store(shop).read():
                self._entries[entry.job.id] = entry
                cut = entry.job.state in UNDER_WAY
                more = {"state": JobState.INTERRUPTED, "finished": datetime.now(UTC)} if cut else {}
                self._change(entry, stored=cut, **more)

    def say_closing(self) -> None:
        """Take no new work and let everybody who waits for news go: the service is about to stop."""
        with self._changed:
            self._closing = True
            self._tell()

    def close(self) -> None:
        """Stop everything; what was under way is interrupted and can be resumed by the next process."""
        with self._changed:
            self._closing = True
            for entry in self._entries.values():
                if entry.job.state in UNDER_WAY:
                    entry.cancel.set()
            threads = tuple(self._threads)
        deadline = time.monotonic() + CLOSE_SECONDS
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        with self._changed:
            for store in self._stores.values():
                store.close()
            self._stores.clear()

    # --- running ---

    def _enqueue(self, entry: _Entry, kind: Kind) -> None:
        lane = kind.lane(entry.job.shop)
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(entry)
            return
        self._lanes[lane] = deque([entry])
        thread = threading.Thread(target=self._drain, args=(lane,), name=f"jobs-{lane}", daemon=True)
        self._threads.add(thread)
        thread.start()

    def _drain(self, lane: str) -> None:
        """Run a lane's jobs in turn; the thread ends with the last one."""
        while True:
            with self._changed:
                if not self._lanes[lane]:
                    del self._lanes[lane]
                    self._threads.discard(threading.current_thread())
                    return
                entry = self._lanes[lane].popleft()
            with contextlib.nullcontext() if self._kinds[entry.job.kind].background else self._slots:
                self._run(entry)

    def _run(self, entry: _Entry) -> None:
        with self._changed:
            if self._closing or entry.job.state is not JobState.QUEUED:
                return
            entry.attempts += 1
            self._change(entry, state=JobState.RUNNING)
        state, error, result = self._outcome(entry)
        with self._changed:
            if self._closing and state is JobState.CANCELLED:
                state, error = JobState.INTERRUPTED, None
            self._change(entry, state=state, error=error, result=result, finished=datetime.now(UTC))

    def _outcome(self, entry: _Entry) -> tuple[JobState, dict[str, Any] | None, Result]:
        context = Context(lambda stage, done, total: self._step(entry, stage, done, total))
        try:
            return JobState.FINISHED, None, self._kinds[entry.job.kind].run(entry.job, entry.params, context)
        except Cancelled:
            return JobState.CANCELLED, None, None
        except ApplianceError as err:
            return JobState.FAILED, err.problem(), None
        except Exception as err:
            log.exception("job %s (%s) failed", entry.job.id, entry.job.kind)
            bug = ApplianceError(
                "Something unexpected stopped this work.",
                resolution="Try again. If it stops again, send the log to whoever looks after this box.",
                details=type(err).__name__,
            )
            return JobState.FAILED, bug.problem(), None

    def _step(self, entry: _Entry, stage: str, done: int, total: int | None) -> None:
        if entry.cancel.is_set():
            raise Cancelled(f"“{entry.job.subject or entry.job.kind}” was stopped.")
        now = time.monotonic()
        news = stage != entry.job.stage or done == total or now - entry.told >= 1 / UPDATES_PER_SECOND
        if news:
            entry.told = now
            with self._changed:
                self._change(entry, stage=stage, done=done, total=total, stored=False)

    # --- records ---

    def _change(self, entry: _Entry, *, stored: bool = True, **fields: Any) -> None:
        self._cursor += 1
        entry.job = entry.job.model_copy(update={**fields, "cursor": self._cursor})
        if stored:
            try:
                self._store(entry.job.shop).write(entry)
            except sqlite3.Error as err:  # a full disk must not also stop the lane
                log.error("job %s could not be stored: %s", entry.job.id, err)
        self._tell()

    def _tell(self) -> None:
        self._changed.notify_all()
        for tell in tuple(self._watchers):
            tell()

    def _entry(self, job_id: str) -> _Entry:
        try:
            return self._entries[job_id]
        except KeyError:
            raise NotFound(
                "There is no such job.", resolution="List the jobs and choose one of them."
            ) from None

    def _sorted(self) -> list[_Entry]:
        return sorted(self._entries.values(), key=lambda entry: entry.job.cursor)

    def _resume(self, entry: _Entry, kind: Kind) -> None:
        if entry.attempts < MAX_ATTEMPTS:
            entry.cancel = threading.Event()
            self._change(entry, state=JobState.QUEUED, stage="Resuming", finished=None)
            self._enqueue(entry, kind)
            return
        gave_up = Conflict(
            f"This work was interrupted {entry.attempts} times and is not resumed again by itself.",
            resolution="Check the box's free memory and disk, then run it again.",
        )
        self._change(entry, state=JobState.FAILED, error=gave_up.problem())

    def _forget_oldest(self, shop: str) -> None:
        ended = [e for e in self._sorted() if e.job.shop == shop and e.job.state not in UNDER_WAY]
        for entry in ended[:-KEPT]:
            del self._entries[entry.job.id]
            self._store(shop).delete(entry.job.id)

    def _store(self, shop: str) -> _Store:
        if shop not in self._stores:
            self._stores[shop] = _Store(self._file_of(shop))
        return self._stores[shop]


def _no_such_job() -> NotFound:
    return NotFound("There is no such job.", resolution="List the jobs and choose one of them.")


class _Store:
    """Jobs of one shop in SQLite: the record as JSON, the parameters, how often it was tried."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        file.chmod(0o600)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA secure_delete=ON")  # no old memory in unused parts of pages
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS jobs"
            " (id TEXT PRIMARY KEY, record TEXT NOT NULL, params TEXT NOT NULL, attempts INTEGER NOT NULL)"
        )

    def read(self) -> list[_Entry]:
        rows = self._database.execute("SELECT record, params, attempts FROM jobs")
        return [
            _Entry(Job.model_validate_json(job), json.loads(params), tries) for job, params, tries in rows
        ]

    def write(self, entry: _Entry) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO jobs VALUES (?, ?, ?, ?)",
            (entry.job.id, entry.job.model_dump_json(), json.dumps(dict(entry.params)), entry.attempts),
        )

    def delete(self, job_id: str) -> None:
        self._database.execute("DELETE FROM jobs WHERE id = ?", (job_id,))

    def close(self) -> None:
        self._database.close()
