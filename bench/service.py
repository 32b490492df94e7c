"""The service from its start to four visitors at once: CPU seconds, memory, and what an answer is made of.

    python -m bench.service [--data DIR] [--starts N] [--visitors N]

DIR is a box that `make run` left (`data`); without one the sample shop is made in a fresh directory. The
start stands beside a bare process that imports the same libraries and loads the same two models, open
questions beside a bare llama-cpp-python call on the same prompt.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil

from appliance.cli import demo
from appliance.client import Client, connect
from appliance.core.errors import ServiceUnreachable
from appliance.core.paths import Paths
from appliance.guard import prompt
from bench.figures import show
from models.catalog import Kind
from models.store import ModelStore

MIXED = (
    "How much is the Bruny Rain Jacket in ochre?",
    "What is your return policy?",
    "Tell me about the Bruny Rain Jacket",
    "When are you open on Thursday?",
)
RECORD, OPEN, FOLLOWING = MIXED[0], MIXED[2], "Tell me more about it"
ROUNDS = 5
TOKENS = 48
PAUSE = 0.05

BARE = """
import sys, time
import fastapi, uvicorn, numpy, onnxruntime, tokenizers, llama_cpp
llama_cpp.Llama(sys.argv[1], n_ctx=2048, verbose=False)
onnxruntime.InferenceSession(sys.argv[2])
print(time.process_time())
"""


def main() -> None:
    arguments = _arguments()
    with contextlib.ExitStack() as stack:
        paths = Paths(arguments.data.absolute())
        if not (paths.data / "shops" / demo.SAMPLE).is_dir():
            paths = Paths(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "data")
            with _service(paths) as (client, _):
                demo.prepare(client)
        models = ModelStore(paths.models)
        weights = models.path(models.active(Kind.CHAT))
        print(f"language model: {weights.name}")
        _starts(paths, weights, models.path(models.active(Kind.EMBEDDING)), arguments.starts)
        with _service(paths) as (client, process):
            idle = memory(process.pid)
            _answers(client, _bare(weights))
            _load(client, arguments.visitors, "a mix of questions", MIXED, process.pid)
            _load(client, arguments.visitors, "open questions only", (OPEN,), process.pid)
            show("service", "memory idle, worker included", idle, "MB", "<= 450")
            show("service", "memory after the load, worker included", memory(process.pid), "MB")


def _starts(paths: Paths, weights: Path, encoder: Path, count: int) -> None:
    """Show what a start costs until `/readyz` says yes."""
    walls, seconds = [], []
    for _ in range(count):
        began = time.perf_counter()
        with _service(paths) as (_, process):
            walls.append(time.perf_counter() - began)
            seconds.append(cpu(process.pid))
    argv = [sys.executable, "-c", BARE, str(weights), str(encoder)]
    bare = [float(subprocess.run(argv, capture_output=True, check=True, text=True).stdout) for _ in walls]
    spent = statistics.median(seconds)
    show("service", "start until ready", spent, "CPU-s", "<= 1.5")
    show("service", "start, as a ratio to bare libraries and models", spent / statistics.median(bare), "x")
    show("service", "start until ready, wall time", statistics.median(walls), "s")


def _answers(client: Client, bare: Any) -> None:
    """Show what answers out of records, and open ones, spend their time on."""
    records = [client.chat(demo.SAMPLE, RECORD) for _ in range(4 * ROUNDS)][ROUNDS:]
    for lap, goal in (("guard", ""), ("search", ""), ("check", ""), ("total", "<= 50")):
        taken = statistics.median(answer.timings.get(lap, 0.0) for answer in records)
        show("service", f"record answer: {lap}", taken, "ms", goal)
    opened = [client.chat(demo.SAMPLE, OPEN) for _ in range(ROUNDS)]
    again = [client.chat(demo.SAMPLE, FOLLOWING, answer.session) for answer in opened]
    for lap in ("guard", "search"):
        taken = statistics.median(answer.timings.get(lap, 0.0) for answer in opened)
        show("service", f"open answer: {lap}", taken, "ms")
    first, total = (
        statistics.median(answer.timings.get(lap, 0.0) for answer in opened) / 1000
        for lap in ("first_token", "total")
    )
    stable = prompt.stable(client.shops().shops[0].name)
    turn = prompt.new_fence().around(facts=opened[0].answer, customer=OPEN)
    bare_first, bare_total = bare(stable, turn)
    show("service", "open answer, new visitor: first token", first, "s", "<= 0.5")
    show("service", "the same, as a ratio to a bare call", first / bare_first, "x")
    show("service", "open answer: total", total, "s")
    show("service", "the same, as a ratio to a bare call", total / bare_total, "x")
    firsts = [answer.timings["first_token"] for answer in again if "first_token" in answer.timings]
    if firsts:
        follow_up = statistics.median(firsts) / 1000
        show("service", "open answer, follow-up: first token", follow_up, "s", "<= 0.2")


def _bare(weights: Path) -> Any:
    """Return a bare call: (stable, turn) → seconds to the first token and to the last."""
    from llama_cpp import Llama

    llama: Any = Llama(str(weights), n_ctx=1024, verbose=False)

    def call(stable: str, turn: str) -> tuple[float, float]:
        messages = [{"role": "system", "content": stable}, {"role": "user", "content": turn}]
        taken = []
        for _ in range(ROUNDS):
            llama.reset()
            began, first = time.perf_counter(), 0.0
            for chunk in llama.create_chat_completion(
                messages, stream=True, max_tokens=TOKENS, temperature=0.0
            ):
                if not first and chunk["choices"][0]["delta"].get("content"):
                    first = time.perf_counter() - began
            taken.append((first, time.perf_counter() - began))
        firsts, totals = zip(*taken, strict=True)
        return statistics.median(firsts), statistics.median(totals)

    return call


def _load(client: Client, visitors: int, what: str, questions: tuple[str, ...], pid: int) -> None:
    """Let visitors ask at once; show how long they waited and what memory it took."""
    asked = [questions[number % len(questions)] for number in range(visitors * ROUNDS)]

    def ask(question: str) -> float:
        began = time.perf_counter()
        client.chat(demo.SAMPLE, question)
        return time.perf_counter() - began

    with ThreadPoolExecutor(visitors) as pool:
        waits = sorted(pool.map(ask, asked))
    p95 = waits[max(0, -(-len(waits) * 95 // 100) - 1)]
    show("service", f"{visitors} visitors at once, {what}: p50", waits[len(waits) // 2], "s")
    show("service", f"{visitors} visitors at once, {what}: p95", p95, "s", "<= 2")


@contextlib.contextmanager
def _service(paths: Paths) -> Iterator[tuple[Client, subprocess.Popen[bytes]]]:
    """Run the service until the block ends; it is ready when the block begins, and tunes no model. Python may
    keep its modules compiled, as on a box, whatever the shell of the bench says."""
    argv = [sys.executable, "-m", "appliance.cli.main", "serve", "--port", "0", "--data-dir", str(paths.data)]
    environment = {**os.environ, "SHOPWARDEN_TUNING": "false", "PYTHONDONTWRITEBYTECODE": ""}
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL, env=environment) as process:
        try:
            with _connected(paths, process) as client:
                while not client.ready():
                    time.sleep(PAUSE)
                yield client, process
        finally:
            process.terminate()


def _connected(paths: Paths, process: subprocess.Popen[bytes]) -> Client:
    while process.poll() is None:
        with contextlib.suppress(ServiceUnreachable):
            return connect(paths)
        time.sleep(PAUSE)
    raise SystemExit("The service did not start.")


def cpu(pid: int) -> float:
    """Return the CPU seconds of a process and its children."""
    return sum(sum(process.cpu_times()[:2]) for process in _family(pid))


def memory(pid: int) -> float:
    """Return the resident megabytes of a process and its children; pages they share count once."""
    return sum(float(process.memory_full_info().pss) for process in _family(pid)) / 1e6


def _family(pid: int) -> tuple[psutil.Process, ...]:
    service = psutil.Process(pid)
    return (service, *service.children(recursive=True))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--visitors", type=int, default=4)
    return parser.parse_args()


if __name__ == "__main__":
    main()
