"""Where a service is that the API contract is asked of, and how to start one of each kind."""

from __future__ import annotations

import contextlib
import functools
import os
import resource
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import uvicorn

from appliance import wiring
from appliance.client import Client
from appliance.core.errors import ServiceUnreachable
from appliance.core.paths import Paths
from appliance.core.runtime import Runtime
from appliance.core.settings import Settings
from appliance.core.version import VERSION
from appliance.service.app import create_app

sys.path += [
    str(Path(__file__).parents[1] / "integration"),
    str(Path(__file__).parents[1] / "integration/k3s"),
]
from knowledge_parts import LetterEmbedder
from shop_process import ShopProcesses

ROOT = Path(__file__).parents[2]
IMAGE = f"localhost/shopwarden:{VERSION}"
NOBODY = 65532
"""The user of the image."""


@dataclass(frozen=True)
class Target:
    """A service by its address and an administrator's token. `settle` is called with each new shop."""

    url: str
    token: str
    settle: Callable[[str], None] = lambda shop: None

    def http(self, token: str = "") -> httpx2.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx2.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False)

    def client(self, token: str = "") -> Client:
        return Client(self.http(token or self.token))


@dataclass(frozen=True)
class Stand:
    """A target, and the tokens of a shop on it that has a catalogue."""

    target: Target
    shop: str
    owner: str
    bot: str


@contextlib.contextmanager
def embedded(folder: Path) -> Iterator[Target]:
    """Serve a box with the product's own parts, but for the weights, on a socket of this process."""
    make = functools.partial(wiring.real, embedder=LetterEmbedder)
    with contextlib.closing(wiring.build(Paths(folder / "data"), Settings(chat_model=""), make=make)) as box:
        box.warmed.set()
        with on_a_socket(create_app(box)) as url:
            yield Target(url, box.tokens.create_passing())


@contextlib.contextmanager
def moved(folder: Path) -> Iterator[Target]:
    """As `embedded`, but every shop moves into a process of its own, as into a pod."""
    paths = Paths(folder / "data")
    key = functools.partial(wiring.workload_secrets, paths, Settings(chat_model=""))
    make = functools.partial(wiring.real, embedder=LetterEmbedder)
    with (
        contextlib.closing(ShopProcesses(paths, folder / "pods", key)) as processes,
        contextlib.closing(
            wiring.build(paths, Settings(chat_model=""), make=make, workloads=processes)
        ) as box,
        on_a_socket(create_app(box)) as url,
    ):
        box.warmed.set()
        token = box.tokens.create_passing()
        yield Target(url, token, functools.partial(_move, Target(url, token)))


@contextlib.contextmanager
def in_k3s(folder: Path, image: Path) -> Iterator[Target]:
    """As `moved`, but into pods of a real K3s, whose network is this thread's while the block runs."""
    import real_shops

    weights(folder / "data")
    with (
        real_shops.ready(folder / "machine", image) as machine,
        contextlib.closing(wiring.build(Paths(folder / "data"), real_shops.settings(machine))) as box,
        on_a_socket(create_app(box)) as url,
    ):
        box.warmed.set()
        token = box.tokens.create_passing()
        yield Target(url, token, functools.partial(_move, Target(url, token)))


def _move(target: Target, shop: str) -> None:
    with target.client() as client:
        *_, job = client.follow(client.move_shop(shop, Runtime.K3S))
    assert job.state == "finished", job.error


@contextlib.contextmanager
def on_a_socket(app: object) -> Iterator[str]:
    """Serve the application on a free port of loopback while the block runs; yield its URL."""
    config = uvicorn.Config(app, log_config=None, timeout_keep_alive=30, timeout_graceful_shutdown=5)  # type: ignore[arg-type]
    server, listener = uvicorn.Server(config), socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextlib.contextmanager
def container(folder: Path, image: Path) -> Iterator[Target]:
    """Serve a data directory from the container image: read-only, without capabilities, not as root."""
    podman("load", "-q", "-i", str(image))
    data = folder / "data"
    weights(data)
    subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", data], check=True)
    name = f"shopwarden-test-{os.getpid()}"
    options = (
        *("run", "--detach", "--name", name, "--network", "host", "--read-only", "--cap-drop", "all"),
        *("--security-opt", "no-new-privileges", "--pull", "never", *_limits()),
        *("--tmpfs", "/tmp", "-v", f"{data}:/data", "-e", "SHOPWARDEN_CHAT_MODEL="),
        *(IMAGE, "serve", "--port", "0", "--data-dir", "/data"),
    )
    try:
        podman(*options)
        yield _announced(data, name)
    finally:
        podman("rm", "--force", "--ignore", "--time", "10", name)
        podman("rmi", "--force", IMAGE)


def image(folder: Callable[[], Path]) -> Path:
    """Return the container image that SHOPWARDEN_IMAGE names, else make one of this checkout."""
    if os.environ.get("SHOPWARDEN_IMAGE"):
        return Path(os.environ["SHOPWARDEN_IMAGE"])
    out = folder() / "image.tar"
    subprocess.run([sys.executable, "-m", "installers.image", "--out", str(out)], cwd=ROOT, check=True)
    return out


def weights(data: Path) -> None:
    """Put the embedding model where a box of this data directory has it."""
    from models.store import ModelStore

    ModelStore(data / "models").install("all-minilm-l6-v2", _Quiet())


def podman(*arguments: str) -> str:
    """Run podman on this machine's own runtime: Debian's crun refuses cgroups of the first version."""
    made = subprocess.run(
        ["podman", "--runtime", "runc", *arguments], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, f"podman {' '.join(arguments)}\n{made.stderr}"
    return made.stdout


def podman_missing() -> str:
    """Return why no container can be run here, or ""."""
    if shutil.which("podman") is None or shutil.which("runc") is None:
        return "podman and runc are not installed (installers/linux/system-packages test installs them)"
    return "" if os.geteuid() == 0 else "podman is tried as root only"


def _limits() -> Iterator[str]:
    """Yield limits below this process's own: podman's higher ones need a right that a machine may lack."""
    for name, number in (("nofile", resource.RLIMIT_NOFILE), ("nproc", resource.RLIMIT_NPROC)):
        most = min(resource.getrlimit(number)[0], 1024)
        yield from ("--ulimit", f"{name}={most}:{most}")


def _announced(data: Path, name: str) -> Target:
    """Return where the container answers once it does. It shares the host's network, so its URL is ours."""
    from appliance.core import discovery

    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = discovery.read(Paths(data))
        if found:
            target = Target(found.url, found.token)
            with contextlib.suppress(ServiceUnreachable), target.client() as client:
                if client.ready():
                    return target
        time.sleep(0.2)
    raise AssertionError(f"the container never answered:\n{podman('logs', name)}")


class _Quiet:
    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Nobody watches."""
