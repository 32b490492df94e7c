"""A worker process without a model: it does what the question says. Run by the engine's tests."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from models import engine_protocol as protocol
from models.llama_worker import take_over_pipes


def main(mark: Path) -> None:
    """Answer word by word; `mark` is a file that remembers what happened in an earlier process."""
    lines, out = take_over_pipes()
    for line in lines:
        message = protocol.decode(line)
        if isinstance(message, protocol.Load):
            begin(mark, out)
        elif isinstance(message, protocol.Generate):
            answer(message, mark, out)


def begin(mark: Path, out) -> None:
    with mark.open("a") as file:
        file.write("start\n")
    print("native code prints this", flush=True)
    os.write(1, b"and this\n")
    if mark.with_suffix(".refuse").exists():
        out.write(protocol.encode(protocol.Failed(0, "model-refused", "The file is no model.")))
        sys.exit(1)
    if mark.with_suffix(".stillborn").exists():
        print("cannot allocate memory", file=sys.stderr, flush=True)
        os._exit(7)
    out.write(protocol.encode(protocol.Ready(512)))


def answer(message: protocol.Generate, mark: Path, out) -> None:
    question = message.turns[-1][1]
    if "crash once" in question and mark.read_text().count("start") == 1:
        os.abort()
    if "crash" in question and "once" not in question:
        if "late" in question:
            out.write(protocol.encode(protocol.Text(message.id, "It ")))
            time.sleep(0.3)
        os._exit(9)
    if "hang" in question:
        time.sleep(3600)
    if "rubbish" in question:
        out.write(b"{not json\n")
        time.sleep(3600)
    for word in question.split():
        out.write(protocol.encode(protocol.Text(message.id, word + " ")))
    out.write(protocol.encode(protocol.Done(message.id, "end", 1, 0, 1)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
