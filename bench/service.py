"""The service from its start to the first question: CPU seconds and memory, empty-handed and under load.

    python -m bench.service [--data DIR] [--visitors N]

DIR is a data directory with installed models and at least one shop (`make run` leaves one in `data`).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from appliance.client import Client, connect
from appliance.core.errors import ServiceUnreachable
from appliance.core.paths import Paths

QUESTIONS = (
    "Tell me about your products",
    "What is your return policy?",
    "When are you open?",
    "Do you ship?",
)
ROUNDS = 5
PAUSE = 0.02


def main() -> None:
    arguments = _arguments()
    paths = Paths(arguments.data.absolute())
    argv = [sys.executable, "-m", "appliance.cli.main", "serve", "--port", "0", "--data-dir", str(paths.data)]
    began = time.perf_counter()
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL) as process:
        try:
            client = _connected(paths)
            print(f"answers after {time.perf_counter() - began:.2f} s")
            while not client.ready():
                time.sleep(PAUSE)
            wall = time.perf_counter() - began
            cpu, resident = usage(process.pid)
            print(
                f"ready after {wall:.2f} s, {cpu:.2f} CPU-s, {resident / 1e6:.0f} MB resident with the worker"
            )
            _load(client, arguments.visitors)
            cpu, resident = usage(process.pid)
            print(f"after {ROUNDS * arguments.visitors} questions: {resident / 1e6:.0f} MB resident")
        finally:
            process.terminate()


def usage(pid: int) -> tuple[float, int]:
    """Return (CPU seconds, resident bytes) of a process and its children. Pages they share count twice."""
    service = psutil.Process(pid)
    family = (service, *service.children(recursive=True))
    times = [process.cpu_times() for process in family]
    return sum(t.user + t.system for t in times), sum(process.memory_info().rss for process in family)


def _load(client: Client, visitors: int) -> None:
    """Let visitors ask at once and print how long they waited."""
    shop = client.shops().shops[0].id
    questions = [QUESTIONS[number % len(QUESTIONS)] for number in range(visitors * ROUNDS)]

    def ask(question: str) -> float:
        began = time.perf_counter()
        client.chat(shop, question)
        return (time.perf_counter() - began) * 1000

    with ThreadPoolExecutor(visitors) as pool:
        waits = sorted(pool.map(ask, questions))
    p95 = waits[max(0, -(-len(waits) * 95 // 100) - 1)]
    print(f"{visitors} visitors at once: p50 {waits[len(waits) // 2]:.0f} ms, p95 {p95:.0f} ms")


def _connected(paths: Paths) -> Client:
    while True:
        try:
            return connect(paths)
        except ServiceUnreachable:
            time.sleep(PAUSE)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--visitors", type=int, default=4)
    return parser.parse_args()


if __name__ == "__main__":
    main()
