"""A machine of namespaces on this kernel with the real K3s on it; verbs go through the privileged helper, as
the window's do."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from appliance.core.errors import ApplianceError, CommandFailed

HERE = Path(__file__).parent
CGROUPS = Path("/sys/fs/cgroup")
SLOW = frozenset({"install", "start", "restore", "upgrade"})
WAIT = 600
CLONE_NEWNET = 0x40000000

ENTER = """\
for tasks in /sys/fs/cgroup/*/"$0"/cgroup.procs /sys/fs/cgroup/"$0"/cgroup.procs; do
  [ ! -e "$tasks" ] || echo $$ >"$tasks"
done
pid=$1; shift
exec nsenter --target "$pid" --mount --net --pid --uts --ipc --cgroup "$@"
"""


def binary() -> Path | None:
    """Return the real K3s: what SHOPWARDEN_K3S names, else the one on the PATH."""
    named = os.environ.get("SHOPWARDEN_K3S") or shutil.which("k3s")
    return Path(named).absolute() if named else None


def why_not() -> str:
    """Return why the real one cannot be had; nothing where it can."""
    file = binary()
    if os.geteuid() != 0:
        return "a real K3s needs root"
    if file is None:
        return "no real K3s: SHOPWARDEN_K3S names none and there is no k3s on the PATH"
    return "" if file.is_file() else f"there is no {file}"


@dataclass
class RealDriver:
    """The machine `name`, whose disk is `root`."""

    root: Path
    name: str
    binary: Path
    pid: int
    patience: float = 300
    events: list[dict[str, Any]] = field(default_factory=list)
    """What the helper said of the last verb."""

    def command(self, *argv: str) -> tuple[str, ...]:
        """Return the command that runs another one inside the machine."""
        return ("sh", "-c", ENTER, self.name, str(self.pid), *argv)

    def run(self, *argv: str) -> str:
        done = subprocess.run(self.command(*argv), capture_output=True, text=True, check=False)
        if done.returncode:
            raise CommandFailed(f"{argv[0]} ended with {done.returncode}.", details=done.stderr)
        return done.stdout

    def call(self, verb: str, **wish: Any) -> dict[str, Any]:
        """Do a verb through the helper; raise what it says."""
        if verb in SLOW:
            wish.setdefault("wait", WAIT)
        child = subprocess.Popen(
            self.command(sys.executable, "-I", "-m", "k3s.helper", verb), stdin=-1, stdout=-1, text=True
        )
        with child:
            assert child.stdin
            assert child.stdout
            child.stdin.write(json.dumps(wish) + "\n")
            child.stdin.flush()
            self.events = [json.loads(line) for line in child.stdout]
        last = next(event for event in reversed(self.events) if event["event"] in {"problem", "result"})
        if last["event"] == "problem":
            raise ApplianceError.from_problem(last["problem"])
        found: dict[str, Any] = last["result"]
        return found

    @contextlib.contextmanager
    def network(self) -> Iterator[None]:
        """Have this thread, and those it starts, on the machine's network while the block runs."""
        with (
            Path("/proc/thread-self/ns/net").open() as ours,
            Path(f"/proc/{self.pid}/ns/net").open() as theirs,
        ):
            _enter(theirs.fileno())
            try:
                yield
            finally:
                _enter(ours.fileno())

    def path(self, absolute: str) -> Path:
        return self.root / absolute.removeprefix("/")

    def kill(self, name: str) -> None:
        state = json.loads(self.run("cat", "/run/shopwarden-k3s.pid"))
        self.run("kill", "-9", str(state[name]))


@contextlib.contextmanager
def real(root: Path) -> Iterator[RealDriver]:
    """Yield a machine with nothing on it; it and all that ran in it is gone afterwards."""
    file = binary()
    assert file
    name = f"box-{os.getpid()}-{time.monotonic_ns() % 10**6}"
    root.mkdir(parents=True)
    starting = ("sh", str(HERE / "namespaces.sh"), str(root), name)
    with subprocess.Popen(starting, stdin=-1, stdout=-1, text=True) as outer:
        assert outer.stdin
        assert outer.stdout
        try:
            said = outer.stdout.readline()
            assert said == "ready\n", said
            (inner,) = psutil.Process(outer.pid).children()
            yield RealDriver(root, name, file, inner.pid)
        finally:
            outer.send_signal(signal.SIGKILL)
    _remove_cgroups(name)


def _enter(namespace: int) -> None:
    """Move this thread into a network namespace (`os.setns` came with Python 3.12)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _remove_cgroups(name: str) -> None:
    """Remove the machine's cgroups once their processes have ended."""
    for top in (CGROUPS / name, *CGROUPS.glob(f"*/{name}")):
        for here, _, _ in os.walk(top, topdown=False):
            for _ in range(100):
                with contextlib.suppress(OSError):
                    Path(here).rmdir()
                    break
                time.sleep(0.1)
