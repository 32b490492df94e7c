"""The machine that the contract speaks to, and the one with the fake K3s below a folder (`real_machine` has
the one with the real K3s)."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import fake_k3s
import fake_kubelet
from machine import Machine

from appliance.core.node import NodeProgress
from k3s import node, service
from k3s.context import Context
from k3s.layout import Layout


class Driver(Protocol):
    """A machine that verbs are given to."""

    binary: Path
    """A K3s that can be installed."""
    patience: float
    """Seconds within which what heals has healed."""

    def call(self, verb: str, **wish: Any) -> dict[str, Any]:
        """Do a verb and return its record. Raises what it raises."""

    def path(self, absolute: str) -> Path:
        """Return where a file of that machine can be looked at from here."""

    def kill(self, name: str) -> None:
        """Kill -9 the process: "k3s" or "supervisor"."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class FakeDriver:
    """The fake below a folder of this machine, by the product's own code in this process."""

    root: Path
    port: int = field(default_factory=free_port)
    patience: float = 60
    progress: list[NodeProgress] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.layout = Layout(self.root)
        self.machine = Machine(self.root)
        self.binary = fake_k3s.install(self.root / "media/k3s")
        proc = self.root / "proc/sys/kernel"
        proc.mkdir(parents=True)
        (proc / "panic").write_text("0\n")

    @property
    def context(self) -> Context:
        return Context(
            layout=self.layout,
            run=self.machine,
            report=self.progress.append,
            owners=frozenset({0, os.getuid()}),
            proc=self.root / "proc/sys",
        )

    def call(self, verb: str, **wish: Any) -> dict[str, Any]:
        if verb in {"install", "preflight"}:
            wish.setdefault("port", self.port)
        return node.call(self.context, verb, wish).model_dump(mode="json")

    def path(self, absolute: str) -> Path:
        return self.root / absolute.removeprefix("/")

    def kill(self, name: str) -> None:
        keeper = service.Supervised(self.layout)
        state = keeper._state()
        with contextlib.suppress(ProcessLookupError):
            os.kill(state["k3s" if name == "k3s" else "supervisor"], signal.SIGKILL)


@contextlib.contextmanager
def fake(root: Path) -> Iterator[FakeDriver]:
    """Yield a machine with nothing on it; what was started on it has ended afterwards."""
    driver = FakeDriver(root)
    try:
        yield driver
    finally:
        driver.context.keeper.stop()
        fake_kubelet.end_all(driver.layout.data / "agent/pods")
