"""The language model as the service sees it: a supervised worker behind a fair, bounded queue.

One supervisor thread starts the worker, hands out work, passes on cancellations and ends a worker that
hangs. The worker's reader thread delivers. Callers wait on their own request. One lock guards all state.
"""

from __future__ import annotations

import copy
import logging
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from appliance.core import errors
from appliance.core.ports import Generation, PositionCallback
from appliance.core.schemas import EngineStatus
from models import engine_protocol as protocol
from models.engine_process import StartWorker, Worker, WorkerProcess
from models.engine_request import Pieces, Request
from models.waiting_line import WaitingLine

log = logging.getLogger(__name__)

POLL = 0.02  # seconds between two looks at the callers' cancel events
FIRST_PAUSE = 1.0  # seconds before the second restart in a row; the first comes at once
LAST_PAUSE = 60.0
RETIREMENT = 120.0  # seconds that answers under way may still take when another model follows
PATIENCE = 5.0  # a request waits through a pause of this many seconds; a longer one fails it at once
ROLES = ("system", "user", "assistant")
CHARACTERS_A_TOKEN = 32  # more than any tokeniser averages: longer prompts need not be sent to the worker


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How the engine uses the machine.

    `slots` answers are written at once; one is best: four visitors at once waited longer for theirs with
    four (p50 by 40 %, p95 by 18 %), since on a CPU a batch gains little. `sequences` conversations stay
    cached, with `context` tokens each.
    A worker that says nothing for `silence` seconds, or is not ready after `load_silence`, is ended.
    """

    threads: int = 0
    queue_limit: int = 8
    slots: int = 1
    sequences: int = 4
    context: int = 512
    silence: float = 60.0
    load_silence: float = 180.0


class LlamaEngine:
    """Implements `ports.ChatModel`. Nothing starts before `load`, `warm` or the first question."""

    def __init__(
        self,
        path: Path,
        model_id: str,
        options: EngineOptions | None = None,
        start: StartWorker = WorkerProcess,
    ) -> None:
        self._path = path
        self._model_id = model_id
        self._options = options or EngineOptions()
        self._start_worker = start
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._waiting: WaitingLine[Request] = WaitingLine()
        self._running: dict[int, Request] = {}
        self._numbers = 0
        self._supervisor: threading.Thread | None = None
        self._worker: Worker | None = None
        self._ready = False
        self._wanted = False
        self._closed = False
        self._heard = 0.0
        self._ready_since = 0.0
        self._failures = 0
        self._not_before = 0.0
        self._starts = 0
        self._failure: errors.ApplianceError | None = None

    @property
    def model_id(self) -> str:
        return self._model_id

    def load(self) -> None:
        """Start the worker and wait until the model is in memory.

        Raises ModelRefused for weights that llama.cpp does not take, EngineFailed when the worker dies.
        """
        with self._changed:
            self._want()
            failures = self._failures
            self._changed.wait_for(lambda: self._ready or self._failures > failures or self._closed)
            if not self._ready:
                raise copy.copy(self._failure) if self._failure else _switched_off()

    def warm(self, stable: str) -> None:
        """Read a shop's stable text ahead of its first visitor."""
        for _ in self.stream(Generation(stable=stable, turns=(), conversation="", max_tokens=0)):
            pass

    def stream(
        self,
        request: Generation,
        *,
        cancel: threading.Event | None = None,
        on_position: PositionCallback | None = None,
    ) -> Iterator[str]:
        """Join the queue at once and return the pieces of the answer as they come.

        Raises EngineBusy when the queue is full, InvalidInput for a role that does not exist, TooLarge
        for a prompt beyond the context (here or while iterating), and EngineFailed, here or while
        iterating, when the worker cannot answer.
        """
        with self._changed:
            self._admit(request)
            self._numbers += 1
            entry = Request(self._numbers, request, cancel, threading.Condition(self._lock))
            answering = any(other.visitor == entry.visitor for other in self._running.values())
            self._waiting.join(entry, entry.visitor, being_served=answering)
            self._want()
            self._tend()
        return Pieces(entry, self._abandon, on_position)

    def status(self) -> EngineStatus:
        with self._lock:
            return EngineStatus(
                state=self._state(),
                model=self._model_id,
                pid=self._worker.pid if self._worker else None,
                waiting=len(self._waiting),
                running=len(self._running),
                restarts=max(self._starts - 1, 0),
                message=self._message(),
            )

    def resident_bytes(self) -> int:
        """Return the worker's resident memory, 0 without a worker."""
        with self._lock:
            pid = self._worker.pid if self._worker else None
        try:
            return int(psutil.Process(pid).memory_info().rss) if pid else 0
        except psutil.NoSuchProcess:
            return 0

    def close(self) -> None:
        """End the worker; whoever still waits gets EngineFailed."""
        with self._changed:
            self._closed = True
            worker, supervisor = self._worker, self._supervisor
            self._fail_all(_switched_off())
            self._changed.notify_all()
        if worker:
            worker.close()
        if supervisor:
            supervisor.join()

    def retire(self) -> None:
        """Return at once; the worker ends when every question that waits now has its answer."""
        threading.Thread(target=self._finish, name="engine-retiring", daemon=True).start()

    def _finish(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or not (self._waiting or self._running), RETIREMENT)
        self.close()

    def _abandon(self, entry: Request) -> None:
        """The caller does not want the rest: leave the queue, or stop the worker within one token."""
        with self._changed:
            entry.news.clear()
            self._drop(entry)

    # The rest is called with the lock held.

    def _admit(self, request: Generation) -> None:
        if self._closed:
            raise _switched_off()
        pause = self._not_before - time.monotonic()
        if self._failure and pause > PATIENCE:
            raise copy.copy(self._failure)
        strange = next((role for role, _ in request.turns if role not in ROLES), None)
        if strange is not None:
            raise errors.InvalidInput(
                f"A turn has the role {strange!r}.", resolution=f"Use one of {', '.join(ROLES)}."
            )
        limit = self._options.context * CHARACTERS_A_TOKEN
        size = len(request.stable) + sum(len(text) for _, text in request.turns)
        if size > limit:
            raise errors.TooLarge(
                f"The prompt has {size} characters; the language model takes {limit} at most.",
                resolution="Ask a shorter question.",
            )
        if len(self._waiting) >= self._options.queue_limit:
            raise errors.EngineBusy(
                f"{len(self._waiting)} visitors are already waiting for the language model.",
                resolution="Ask again in a few seconds.",
            )

    def _want(self) -> None:
        if self._closed:
            raise _switched_off()
        self._wanted = True
        if self._supervisor is None:
            self._supervisor = threading.Thread(target=self._supervise, name="engine", daemon=True)
            self._supervisor.start()
        self._changed.notify_all()

    def _supervise(self) -> None:
        with self._changed:
            while not self._closed:
                self._tend()
                self._changed.wait(self._pause())

    def _tend(self) -> None:
        """Do whatever is due now."""
        for entry in [*self._waiting, *self._running.values()]:
            if entry.cancel is not None and entry.cancel.is_set():
                self._drop(entry)
        now = time.monotonic()
        if self._worker is None and self._wanted and now >= self._not_before:
            self._start()
        elif self._worker and now - self._heard > self._allowed_silence():
            log.error("The engine worker was silent for %.0f s and is ended.", now - self._heard)
            self._worker.kill()
        self._dispatch()

    def _pause(self) -> float | None:
        """Return the seconds until something can be due that nobody notifies of."""
        if any(entry.cancel for entry in [*self._waiting, *self._running.values()]):
            return POLL
        if self._worker is None:
            return max(self._not_before - time.monotonic(), 0.0) if self._wanted else None
        return 1.0 if self._running or not self._ready else None

    def _allowed_silence(self) -> float:
        if not self._ready:
            return self._options.load_silence
        return self._options.silence if self._running else float("inf")

    def _start(self) -> None:
        options = self._options
        self._starts += 1
        self._ready = False
        self._heard = time.monotonic()
        try:
            self._worker = self._start_worker(on_message=self._hear, on_exit=self._lose)
        except OSError as failure:
            self._stumble(errors.EngineFailed(f"The engine worker could not be started: {failure}."))
            return
        self._worker.send(protocol.Load(str(self._path), options.threads, options.sequences, options.context))

    def _dispatch(self) -> None:
        """Hand waiting requests to the worker. One that already lost a worker runs alone: if it was the
        cause, it takes nobody with it a second time."""
        while self._ready and len(self._running) < self._options.slots:
            answering = {request.visitor for request in self._running.values()}
            entry = next((entry for entry in self._waiting if entry.visitor not in answering), None)
            alone = entry is not None and entry.attempts > 0
            if entry is None or (alone and self._running) or any(r.attempts for r in self._running.values()):
                break
            self._hand_over(entry)
        self._tell_positions()

    def _hand_over(self, entry: Request) -> None:
        assert self._worker is not None
        self._waiting.leave(entry)
        if not self._running:
            self._heard = time.monotonic()
        self._running[entry.id] = entry
        generation = entry.generation
        self._worker.send(
            protocol.Generate(
                entry.id,
                generation.stable,
                generation.turns,
                generation.conversation,
                generation.max_tokens,
                generation.temperature,
                generation.stop,
                generation.seed,
            )
        )

    def _tell_positions(self) -> None:
        places = [*enumerate(self._waiting, start=1), *((0, entry) for entry in self._running.values())]
        for position, entry in places:
            if position != entry.position:
                entry.position = position
                entry.tell(position)

    def _drop(self, entry: Request) -> None:
        """End the request for its caller; a running one keeps its slot until the worker has let go."""
        if entry.over:
            return
        entry.tell(None)
        self._waiting.leave(entry)
        if entry.id in self._running and self._worker:
            self._worker.send(protocol.Cancel(entry.id))
        self._changed.notify_all()

    def _hear(self, worker: Worker, message: protocol.Message) -> None:
        """Take a message from the worker (on its reader thread)."""
        with self._changed:
            if worker is not self._worker:
                return
            self._heard = time.monotonic()
            if isinstance(message, protocol.Ready):
                self._ready, self._ready_since = True, self._heard
                self._dispatch()
                self._changed.notify_all()
            elif isinstance(message, protocol.Text) and message.id in self._running:
                self._running[message.id].tell(message.text)
            elif isinstance(message, protocol.Done | protocol.Failed) and message.id in self._running:
                self._end(self._running.pop(message.id), message)
                self._dispatch()
                self._changed.notify_all()
            elif isinstance(message, protocol.Failed):
                self._failure = _as_error(message)

    def _end(self, entry: Request, message: protocol.Done | protocol.Failed) -> None:
        self._failures, self._failure = 0, None
        entry.tell(_as_error(message) if isinstance(message, protocol.Failed) else None)

    def _lose(self, worker: Worker) -> None:
        """The worker is gone (on its reader thread)."""
        with self._changed:
            if worker is not self._worker:
                return
            self._worker, ready, self._ready = None, self._ready, False
            refused = self._failure if not ready else None
            if ready and time.monotonic() - self._ready_since > LAST_PAUSE:
                self._failures = 0  # it served for a while: not a crash loop
            if self._closed:
                return
            log.warning("The engine worker %s.\n%s", worker.ending, worker.last_words)
            self._stumble(
                refused
                or errors.EngineFailed(
                    f"The language model's process {worker.ending}.",
                    resolution="Ask again.",
                    details=worker.last_words[-2000:],
                )
            )

    def _stumble(self, failure: errors.ApplianceError) -> None:
        """Plan the restart, later after each failure in a row; retry once what nobody has read from yet."""
        self._failures += 1
        self._failure = failure
        pause = 0.0 if self._failures == 1 else min(FIRST_PAUSE * 2 ** (self._failures - 2), LAST_PAUSE)
        self._not_before = time.monotonic() + pause
        interrupted, self._running = list(self._running.values()), {}
        for entry in reversed(interrupted):
            self._retry_or_fail(entry, failure)
        if not isinstance(failure, errors.EngineFailed) or pause > PATIENCE:
            self._fail_all(failure)
        self._wanted = isinstance(failure, errors.EngineFailed)  # ready again before the next visitor comes
        self._changed.notify_all()

    def _retry_or_fail(self, entry: Request, failure: errors.ApplianceError) -> None:
        entry.attempts += 1
        if entry.over:
            return
        if entry.yielded or entry.attempts > 1:
            entry.tell(copy.copy(failure))
            return
        entry.news = deque(item for item in entry.news if isinstance(item, int))
        self._waiting.put_back(entry, entry.visitor)

    def _fail_all(self, failure: errors.ApplianceError) -> None:
        for entry in [*self._waiting, *self._running.values()]:
            self._waiting.leave(entry)
            entry.tell(copy.copy(failure))

    def _state(self) -> str:
        if self._ready:
            return "ready"
        if self._worker or (self._wanted and not self._failure):
            return "starting"
        return "failed" if self._failure else "off"

    def _message(self) -> str:
        if self._failure is None:
            return ""
        pause = self._not_before - time.monotonic()
        later = f" Next start in {pause:.0f} s." if pause >= 1 else ""
        return f"{self._failure.message}{later}"


def _as_error(message: protocol.Failed) -> errors.ApplianceError:
    kind = errors.ApplianceError.by_code.get(message.code, errors.EngineFailed)
    resolution = {
        "model-refused": "Choose another model.",
        "too-large": "Ask a shorter question.",
    }.get(message.code, "Ask again.")
    return kind(message.message, resolution=resolution)


def _switched_off() -> errors.EngineFailed:
    return errors.EngineFailed("The language model is switched off.", resolution="Start the service again.")
