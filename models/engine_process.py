"""One worker process as its parent sees it: start, talk, listen, end."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from models import engine_protocol as protocol

log = logging.getLogger(__name__)

DEFAULT_COMMAND = (sys.executable, "-P", "-m", "models.llama_worker")
PIPE_BYTES = 1 << 20  # all prompts a worker may hold fit: a worker that hangs never blocks its parent
KEPT_LINES = 20


class Worker(Protocol):
    """What the engine needs of a worker: a process, or a script."""

    @property
    def pid(self) -> int | None: ...

    @property
    def last_words(self) -> str: ...

    @property
    def ending(self) -> str: ...

    def send(self, message: protocol.Message) -> None: ...

    def kill(self) -> None: ...

    def close(self) -> None: ...


class StartWorker(Protocol):
    """Starts a worker. Both callbacks come from a thread of the worker's, the last one exactly once."""

    def __call__(
        self,
        *,
        on_message: Callable[[Worker, protocol.Message], None],
        on_exit: Callable[[Worker], None],
    ) -> Worker: ...


class WorkerProcess:
    """A running worker. `on_message` and `on_exit` are called on a thread of this process's own."""

    def __init__(
        self,
        command: Sequence[str] = DEFAULT_COMMAND,
        *,
        on_message: Callable[[WorkerProcess, protocol.Message], None],
        on_exit: Callable[[WorkerProcess], None],
    ) -> None:
        self._on_message = on_message
        self._on_exit = on_exit
        self._tail: deque[str] = deque(maxlen=KEPT_LINES)
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=worker_environment(),
        )
        assert self._process.stdin is not None
        with contextlib.suppress(AttributeError, OSError):  # F_SETPIPE_SZ exists on Linux only
            fcntl.fcntl(self._process.stdin, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self._errors = threading.Thread(target=self._read_errors, name="engine-log", daemon=True)
        self._reader = threading.Thread(target=self._read, name="engine-reader", daemon=True)
        self._errors.start()
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def last_words(self) -> str:
        """The last lines that the worker or its native code wrote to standard error."""
        return "\n".join(self._tail)

    @property
    def ending(self) -> str:
        """How the process ended, in words."""
        code = self._process.wait()
        return f"ended by signal {-code}" if code < 0 else f"ended with status {code}"

    def send(self, message: protocol.Message) -> None:
        """Send the message; a worker that is gone loses it, and `on_exit` tells."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(protocol.encode(message))

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        """End the worker and wait until it, its pipes and its threads are gone."""
        self._process.kill()
        if threading.current_thread() is not self._reader:
            self._reader.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with open(self._process.stdout.fileno(), "rb", closefd=False) as lines:
            for line in lines:
                try:
                    message = protocol.decode(line)
                except ValueError:
                    log.error("The engine worker sent a line that is no message; it is ended.")
                    self._process.kill()
                    break
                self._on_message(self, message)
        self._process.kill()  # it closed its pipe: it is dead or mute
        self._process.wait()
        self._errors.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._on_exit(self)

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        with open(self._process.stderr.fileno(), "rb", closefd=False) as lines:
            for line in lines:
                text = line.decode("utf-8", "replace").rstrip()
                self._tail.append(text)
                log.debug("%s", text)


def worker_environment() -> dict[str, str]:
    """Return the environment of a worker: our packages importable, and OpenMP threads that wait politely.

    Threads that spin at a barrier are the fastest way on an idle machine; on a busy one they burn the very
    time slice that the other thread needs. Measured with two threads and one busy core: 930 ms a token with
    the default of some 300,000 rounds, 46 ms with 1,000.
    """
    packages = str(Path(__file__).resolve().parent.parent)
    path = [packages, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"GOMP_SPINCOUNT": "1000", **os.environ, "PYTHONPATH": os.pathsep.join(path)}
