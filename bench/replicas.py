"""How much more two replicas of the language model answer than one: each node is one core of this machine.

    python -m bench.replicas [--rounds N] [--questions N]

Simulated, and said so: a replica is the very process that a pod runs, bound to a core of its own with one
thread; a visitor reaches one by chance, as Kubernetes' balancer chooses for every connection. Both sides are
asked in turn, in the same run. The first ratio is by the clock, and other work on the machine lowers it; the
second is by processor time, as if each node had its core to itself.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from appliance.core.paths import Paths
from appliance.core.ports import Generation
from bench.figures import show
from models.catalog import Kind
from models.engine_client import RemoteModel
from models.store import ModelStore

VISITORS = 8
"""Who ask at once, each the next question when the last is answered."""
TOKENS = 24
STABLE = "You are the assistant of Harbour Outdoor, a small shop. Answer from the facts in one sentence."
QUESTION = (
    "Facts for {nonce}: Merino hiking sock. Price $24.95. Sizes S, M, L; colours grey and blue. Alpine boot. "
    "Price $189.00. Shipping takes 3 to 5 working days.\nCustomer: how much are the socks?"
)


@dataclass(frozen=True)
class Replica:
    """A replica at work, and the model that a shop sees."""

    process: psutil.Process
    model: RemoteModel

    def spent(self) -> float:
        """Return the processor seconds of the server and of its worker."""
        times = [one.cpu_times() for one in (self.process, *self.process.children(recursive=True))]
        return sum(time.user + time.system for time in times)


def main() -> None:
    arguments = _arguments()
    cores = sorted(os.sched_getaffinity(0))[:2]
    if len(cores) < 2:
        sys.exit("Two nodes need two cores.")
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        paths = Paths(Path(name) / "data")
        models = ModelStore(paths.models)
        models.install_starter(models.active(Kind.CHAT), _Quiet())
        nodes = [stack.enter_context(_replica(paths, core)) for core in cores]
        clock, processor = zip(
            *(_round(nodes, arguments.questions) for _ in range(arguments.rounds)), strict=True
        )
    part, what = "replicas", "two replicas on two nodes of one core, as a ratio to one"
    show(part, f"{what}: questions per second", statistics.median(clock), "x", ">= 1.7")
    show(part, f"{what}: by processor time", statistics.median(processor), "x", ">= 1.7")


def _round(nodes: Sequence[Replica], questions: int) -> tuple[float, float]:
    """Return how much more both answer than the first alone: by the clock, and by processor time."""
    alone, together = _asked(nodes[:1], questions), _asked(nodes, questions)
    show("replicas", "one replica", questions / alone[0], "questions/s")
    show("replicas", "two replicas", questions / together[0], "questions/s")
    return alone[0] / together[0], alone[1] / together[1]


def _asked(nodes: Sequence[Replica], questions: int) -> tuple[float, float]:
    """Return the seconds that the questions took, and the processor seconds of the busier replica."""
    before = [node.spent() for node in nodes]
    began = time.perf_counter()
    with ThreadPoolExecutor(VISITORS) as visitors:
        list(visitors.map(lambda _: _ask(random.choice(nodes)), range(questions)))
    took = time.perf_counter() - began
    return took, max(node.spent() - spent for node, spent in zip(nodes, before, strict=True))


def _ask(node: Replica) -> None:
    nonce = secrets.token_hex(4)
    turns = (("user", QUESTION.format(nonce=nonce)),)
    for _ in node.model.stream(Generation(STABLE, turns, nonce, max_tokens=TOKENS)):
        pass


@contextlib.contextmanager
def _replica(paths: Paths, core: int) -> Iterator[Replica]:
    """Run what a pod of the engine runs on one core, until the block ends."""
    token = paths.data / "token"
    token.write_text("bench")
    argv = [sys.executable, "-m", "appliance.cli.main", "engine", "serve", "--port", "0"]
    argv += ["--data-dir", str(paths.data), "--token-file", str(token)]
    limits = {"SHOPWARDEN_THREADS": "1", "SHOPWARDEN_QUEUE_LIMIT": str(2 * VISITORS), "OMP_NUM_THREADS": "1"}
    bound = ["taskset", "--cpu-list", str(core), *argv]
    with subprocess.Popen(bound, env={**os.environ, **limits}, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            model = RemoteModel(server.stdout.readline().split()[-1], "bench")
            while model.status().state == "failed" and server.poll() is None:
                time.sleep(0.1)  # it says where it will answer a moment before it does
            model.load()
            yield Replica(psutil.Process(server.pid), model)
        finally:
            server.terminate()


class _Quiet:
    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Nobody watches."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=24, help="for each side of a round")
    return parser.parse_args()


if __name__ == "__main__":
    main()
