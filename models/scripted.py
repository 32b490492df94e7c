"""A language model that says what a script says: for tests, and for a box that is only being shown.

Queue, positions, cancellation and restarts are those of `LlamaEngine`; only the worker behind it is another.
"""

from __future__ import annotations

import functools
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from appliance.core.ports import Generation
from models import engine_protocol as protocol
from models.engine import EngineOptions, LlamaEngine
from models.text_stream import TextStream

Script = Callable[[Generation], Iterable[str]]


class WorkerDied(Exception):
    """Raised by a script to end its worker, as a native crash would."""


class ScriptedModel(LlamaEngine):
    """Answers with the pieces that `script` gives for a request, one piece counting as one token.

    `pause` is the time in seconds that a piece takes.
    """

    def __init__(
        self,
        script: Script,
        *,
        model_id: str = "scripted",
        options: EngineOptions | None = None,
        pause: float = 0.0,
    ) -> None:
        start = functools.partial(ScriptedWorker, script, pause)
        super().__init__(Path(), model_id, options, start)


@dataclass(slots=True)
class Recital:
    """An answer under way."""

    request: protocol.Generate
    pieces: Iterator[str]
    text: TextStream
    said: int = 0


class ScriptedWorker:
    """A worker in a thread: takes and sends the messages that `llama_worker` does, piece by piece."""

    pid = None
    last_words = ""
    ending = "was ended by its script"

    def __init__(
        self,
        script: Script,
        pause: float,
        *,
        on_message: Callable[[ScriptedWorker, protocol.Message], None],
        on_exit: Callable[[ScriptedWorker], None],
    ) -> None:
        self._script = script
        self._pause = pause
        self._on_exit = on_exit
        self._say = functools.partial(on_message, self)
        self._inbox: queue.SimpleQueue[protocol.Message | None] = queue.SimpleQueue()
        self._recitals: dict[int, Recital] = {}
        self._thread = threading.Thread(target=self._run, name="scripted-worker", daemon=True)
        self._thread.start()

    def send(self, message: protocol.Message) -> None:
        self._inbox.put(message)

    def kill(self) -> None:
        self._inbox.put(None)

    def close(self) -> None:
        self.kill()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        try:
            while self._receive_all():
                for recital in list(self._recitals.values()):
                    self._continue(recital)
        except WorkerDied:
            pass
        finally:
            self._on_exit(self)

    def _receive_all(self) -> bool:
        """Take what has come, or wait while there is nothing to say; False when told to end."""
        while not self._recitals or not self._inbox.empty():
            message = self._inbox.get()
            if message is None:
                return False
            self._receive(message)
        return True

    def _receive(self, message: protocol.Message) -> None:
        if isinstance(message, protocol.Load):
            self._say(protocol.Ready(message.context))
        elif isinstance(message, protocol.Generate):
            pieces = iter(self._script(_as_generation(message)))
            self._recitals[message.id] = Recital(message, pieces, TextStream(message.stop))
        elif isinstance(message, protocol.Cancel) and message.id in self._recitals:
            self._finish(self._recitals[message.id], "cancelled")

    def _continue(self, recital: Recital) -> None:
        if recital.said >= recital.request.max_tokens:
            self._finish(recital, "length")
            return
        time.sleep(self._pause)
        piece = next(recital.pieces, None)
        if piece is None:
            self._finish(recital, "end")
            return
        recital.said += 1
        self._show(recital, recital.text.feed(piece.encode()))
        if recital.text.stopped:
            self._finish(recital, "stop")

    def _show(self, recital: Recital, text: str) -> None:
        self._say(protocol.Text(recital.request.id, text) if text else protocol.Progress())

    def _finish(self, recital: Recital, reason: str) -> None:
        rest = recital.text.finish() if reason in ("end", "length") else ""
        if rest:
            self._show(recital, rest)
        number = recital.request.id
        del self._recitals[number]
        self._say(protocol.Done(number, reason, 0, 0, recital.said))


def _as_generation(message: protocol.Generate) -> Generation:
    return Generation(
        stable=message.stable,
        turns=message.turns,
        conversation=message.conversation,
        max_tokens=message.max_tokens,
        temperature=message.temperature,
        stop=message.stop,
        seed=message.seed,
    )
