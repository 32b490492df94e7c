"""The engine worker: llama.cpp in a process of its own, `python -m models.llama_worker`.

Reads messages from standard input and answers on standard output, one JSON object a line
(`engine_protocol`). Up to as many answers as there are sequences are written at once: each step computes
the next token of every answer under way together, and one piece of the oldest unread prompt.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from models import engine_protocol as protocol
from models.chat_prompt import ChatPrompt
from models.llama_session import CHUNK, Entry, Session
from models.orphans import end_with_parent
from models.sequences import Sequences, Slot
from models.text_stream import TextStream

GLANCE = 2.0
"""Seconds between two looks at what else the machine does, while nothing is asked."""

Send = Callable[[protocol.Message], None]


@dataclass(slots=True)
class Answer:
    """An answer under way. `left` is how many more tokens it may have; `last` the token not yet computed."""

    id: int
    slot: Slot
    prompt: list[int]
    cached: int
    sampler: Any
    text: TextStream
    allowed: int
    left: int
    last: int | None = None

    @property
    def reading(self) -> bool:
        return self.last is None


class Worker:
    def __init__(self, session: Session, sequences: int, inbox: queue.SimpleQueue[Any], send: Send) -> None:
        self._session = session
        self._prompt = ChatPrompt(session)
        self._sequences = Sequences(sequences)
        self._inbox = inbox
        self._send = send
        self._unread: dict[int, tuple[protocol.Generate, list[int]]] = {}
        self._answers: dict[int, Answer] = {}

    @property
    def busy(self) -> bool:
        return bool(self._answers or self._unread)

    def run(self) -> None:
        """Answer until the inbox gives None."""
        while True:
            while not self.busy or not self._inbox.empty():
                message = self._next()
                if message is None:
                    return
                self._receive(message)
            self.step()

    def _next(self) -> Any:
        """Return the next message, however long it takes."""
        while True:
            with contextlib.suppress(queue.Empty):
                return self._inbox.get(timeout=GLANCE)
            self._session.rest()

    def step(self) -> None:
        """Compute the next token of every answer under way, then a piece of a prompt."""
        self._write()
        self._read()

    def _receive(self, message: protocol.Message) -> None:
        if isinstance(message, protocol.Generate):
            self._take_in(message)
        elif isinstance(message, protocol.Cancel) and message.id in self._answers:
            self._finish(self._answers[message.id], "cancelled")
        elif isinstance(message, protocol.Cancel) and message.id in self._unread:
            _, prompt = self._unread.pop(message.id)
            self._send(protocol.Done(message.id, "cancelled", len(prompt), 0, 0))

    def _take_in(self, request: protocol.Generate) -> None:
        try:
            prompt = self._prompt.tokens(request.stable, request.turns)
        except ValueError as refused:
            self._send(protocol.Failed(request.id, "invalid-input", f"{refused}."))
            return
        if len(prompt) < self._session.capacity:
            self._unread[request.id] = (request, prompt)
            return
        message = f"The prompt has {len(prompt)} tokens; the model reads {self._session.capacity - 1}."
        self._send(protocol.Failed(request.id, "too-large", message))

    def _begin(self) -> Answer | None:
        """Give the oldest unread prompt its sequence: only now, so that it shares what those before read."""
        if not self._unread:
            return None
        request, prompt = self._unread.pop(next(iter(self._unread)))
        placement = self._sequences.place(request.conversation, prompt)
        cached = self._session.prepare(placement)
        left = min(request.max_tokens, self._session.capacity - len(prompt))
        answer = Answer(
            id=request.id,
            slot=placement.slot,
            prompt=prompt,
            cached=cached,
            sampler=self._session.sampler(request.temperature, request.seed),
            text=TextStream(request.stop),
            allowed=left,
            left=left,
        )
        self._answers[answer.id] = answer
        return answer

    def _write(self) -> None:
        """Compute the next token of every answer whose prompt is read."""
        writing = [answer for answer in self._answers.values() if not answer.reading]
        if not writing:
            return
        entries = [Entry(a.last or 0, len(a.slot.tokens), a.slot.number, True) for a in writing]
        self._session.decode(entries)
        for row, (answer, entry) in enumerate(zip(writing, entries, strict=True)):
            answer.slot.tokens.append(entry.token)
            self._take(answer, row)

    def _read(self) -> None:
        """Read a piece of the oldest prompt that is not read yet."""
        answer = next((answer for answer in self._answers.values() if answer.reading), None) or self._begin()
        if answer is None:
            return
        begin = len(answer.slot.tokens)
        piece = answer.prompt[begin : begin + CHUNK]
        last = len(answer.prompt) - 1
        places = range(begin, begin + len(piece))
        number = answer.slot.number
        self._session.decode([Entry(t, at, number, at == last) for t, at in zip(piece, places, strict=True)])
        answer.slot.tokens += piece
        if len(answer.slot.tokens) <= last:
            self._send(protocol.Progress())
        elif answer.left == 0:  # only the prompt was wanted: it is warm now
            self._finish(answer, "length")
        else:
            self._take(answer, len(piece) - 1)

    def _take(self, answer: Answer, row: int) -> None:
        """Sample the token after the computed one, and show what it says."""
        token = self._session.sample(answer.sampler, row)
        if self._session.ends(token):
            self._finish(answer, "end")
            return
        answer.last = token
        answer.left -= 1
        self._show(answer, answer.text.feed(self._session.piece(token)))
        if answer.text.stopped:
            self._finish(answer, "stop")
        elif answer.left == 0:
            self._finish(answer, "length")

    def _show(self, answer: Answer, text: str) -> None:
        self._send(protocol.Text(answer.id, text) if text else protocol.Progress())

    def _finish(self, answer: Answer, reason: str) -> None:
        rest = answer.text.finish() if reason in ("end", "length") else ""
        if rest:
            self._show(answer, rest)
        self._session.free_sampler(answer.sampler)
        answer.slot.busy = False
        del self._answers[answer.id]
        written = answer.allowed - answer.left
        self._send(protocol.Done(answer.id, reason, len(answer.prompt), answer.cached, written))


def main(arguments: Sequence[str]) -> int:
    """Serve the parent at the other end of standard input and end with it; or do one piece of work
    (`llama_tools`) when arguments name it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is the parent's to handle
    lines, out = take_over_pipes()
    if arguments:
        from models import llama_tools

        end_with_parent(lines.fileno())
        out.write(llama_tools.run(arguments).encode() + b"\n")
        return 0
    lock = threading.Lock()

    def send(message: protocol.Message) -> None:
        with lock:
            out.write(protocol.encode(message))

    load = protocol.decode(lines.readline())
    if not isinstance(load, protocol.Load):
        raise SystemExit("the first message must be Load")
    inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(lines, inbox), daemon=True).start()
    try:
        session = Session(load.path, threads=load.threads, sequences=load.sequences, context=load.context)
        worker = Worker(session, load.sequences, inbox, send)
    except ValueError as refused:
        send(protocol.Failed(0, "model-refused", f"{refused}."))
        return 1
    session.warm_up()
    send(protocol.Ready(session.capacity))
    worker.run()
    return 0


def take_over_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the parent, kept for messages: what native code prints goes to standard error."""
    lines = os.fdopen(os.dup(0), "rb")
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return lines, out


def _listen(lines: IO[bytes], inbox: queue.SimpleQueue[Any]) -> None:
    """Pass messages on; when the parent is gone, so are we, even in the middle of a native call."""
    for line in lines:
        inbox.put(protocol.decode(line))
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
