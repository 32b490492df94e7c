"""`node-helper VERB`: the one program that polkit lets an administrator run as root.

A fixed list of verbs; options as one line of JSON on standard input, checked against the verb's own model;
no shell, no environment of the caller's. It prints JSON lines: steps, then one result or problem. When
standard input closes it stops at once, as for Ctrl-C: whoever started it cannot signal a process of root's.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import IO, Any

from appliance.core.errors import ApplianceError, InvalidInput
from k3s import node
from k3s.context import Context
from k3s.shell import SAFE_PATH

WISH_BYTES = 10_000
INTERRUPTED = 130
BEAT_SECONDS = 1.0

Emit = Callable[[dict[str, Any]], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Do one verb; return 0 for done, 1 for failed, 2 for refused."""
    words = list(sys.argv[1:] if argv is None else argv)
    os.environ.clear()
    os.environ.update(PATH=SAFE_PATH, LANG="C.UTF-8", HOME="/root")
    os.umask(0o022)
    if len(words) != 1 or words[0] not in node.VERBS:
        _emit({"event": "problem", "problem": _refused().problem()})
        return 2
    try:
        wish = wished(sys.stdin.buffer)
        node.checked(words[0], wish)
    except InvalidInput as err:
        _emit({"event": "problem", "problem": err.problem()})
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=_watch, args=(sys.stdin.fileno(),), daemon=True).start()
    threading.Thread(target=_beat, daemon=True).start()
    return perform(Context(report=lambda step: _emit(step.model_dump(mode="json"))), words[0], wish, _emit)


def perform(context: Context, verb: str, wish: dict[str, Any], emit: Emit) -> int:
    """Do the verb, telling how it ended; return the exit code."""
    try:
        answer = node.call(context, verb, wish)
    except ApplianceError as err:
        emit({"event": "problem", "problem": err.problem()})
        return 2 if isinstance(err, InvalidInput) else 1
    except KeyboardInterrupt:
        emit({"event": "interrupted", "verb": verb})
        return INTERRUPTED
    except Exception as err:  # a bug must still end the stream in words
        bug = ApplianceError(
            "Something unexpected stopped this work.",
            resolution="Run it again; it goes on where it stopped.",
            details=f"{type(err).__name__}: {err}",
        )
        emit({"event": "problem", "problem": bug.problem()})
        return 1
    emit({"event": "result", "result": answer.model_dump(mode="json")})
    return 0


def wished(stream: IO[bytes]) -> dict[str, Any]:
    """Return the options: one line of JSON, an object. Raises `InvalidInput`."""
    line = stream.readline(WISH_BYTES)
    try:
        found = json.loads(line or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise InvalidInput("The options are no JSON object on one line.", resolution="Correct them.")
    return found


def _watch(descriptor: int) -> None:
    """Interrupt the work once the other end is gone. Not by the buffered stream: its lock, held by a
    thread, would spoil the interpreter's end."""
    while os.read(descriptor, 4096):
        pass
    os.kill(os.getpid(), signal.SIGINT)


def _beat() -> None:
    """Say every second that the work goes on: whoever reads can then stop it during a long step."""
    while True:
        threading.Event().wait(BEAT_SECONDS)
        _emit({"event": "alive"})


def _emit(event: dict[str, Any]) -> None:
    print(json.dumps(event), flush=True)  # noqa: T201  # the protocol


def _refused() -> InvalidInput:
    return InvalidInput(
        "This is not a verb of the helper.", resolution=f"Use one of {', '.join(node.VERBS)}."
    )


if __name__ == "__main__":
    sys.exit(main())
