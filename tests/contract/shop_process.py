"""A shop's own workload as a process of this machine: what a pod runs, without the pod.

Run as a script with a data directory, a shop and a port: serves that shop with a stand-in for the weights.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx2

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/integration")]

from knowledge_parts import LetterEmbedder  # noqa: E402

from appliance import serving  # noqa: E402
from appliance.core.errors import ShopAway, WorkloadFailed  # noqa: E402
from appliance.core.paths import Paths  # noqa: E402
from appliance.core.ports import Endpoint, JobContext  # noqa: E402
from appliance.core.settings import Settings  # noqa: E402
from appliance.service.standby import WAITING  # noqa: E402

START_SECONDS = 120


class ShopProcesses:
    """Implements `ports.Workloads` with a process for each shop. `break_next` makes the next one fail."""

    def __init__(self, home: Paths, folder: Path, secrets_of: object) -> None:
        self._home = home
        self._folder = folder
        self._secrets_of = secrets_of
        self._running: dict[str, tuple[subprocess.Popen[bytes], Endpoint]] = {}
        self.break_next = False

    def present(self) -> bool:
        return True

    def start(self, shop: str, job: JobContext) -> None:
        job.step("Starting the shop's workload")
        data = self._folder / shop
        mounted = data / "secrets"
        (data / "shops").mkdir(parents=True, exist_ok=True)
        mounted.mkdir(exist_ok=True)
        with contextlib.suppress(FileExistsError):
            (data / "shops" / shop).symlink_to(self._home.shop(shop).root)
        given: Mapping[str, str] = {"door": secrets.token_hex(16), **self._secrets_of(shop)}  # type: ignore[operator]
        for name, value in given.items():
            (mounted / name).write_text(value)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-P", __file__, str(data), shop, str(port)],
            env={**os.environ, "SHOPWARDEN_SECRETS_DIR": str(mounted), "SHOPWARDEN_CHAT_MODEL": ""},
        )
        self._running[shop] = (process, Endpoint(f"http://127.0.0.1:{port}", given["door"]))
        if self.break_next:
            self.break_next = False
            process.kill()
        self._wait(shop, {WAITING, "ready"})

    def take_over(self, shop: str, job: JobContext) -> Endpoint:
        self._wait(shop, {"ready"})
        return self._running[shop][1]

    def endpoint(self, shop: str) -> Endpoint:
        if shop not in self._running:
            raise ShopAway("The shop has no workload.")
        return self._running[shop][1]

    def stop(self, shop: str, job: JobContext) -> None:
        process, _ = self._running.pop(shop, (None, None))
        if process:
            process.send_signal(signal.SIGTERM)
            process.wait(30)

    def remove(self, shop: str) -> None:
        self.stop(shop, None)  # type: ignore[arg-type]
        shutil.rmtree(self._folder / shop, ignore_errors=True)

    def drift(self, shop: str) -> tuple[str, ...]:
        return ()

    def kill(self, shop: str) -> None:
        """End the shop's process as an out-of-memory kill would."""
        self._running[shop][0].kill()
        self._running[shop][0].wait()

    def close(self) -> None:
        for shop in tuple(self._running):
            self.remove(shop)

    def _wait(self, shop: str, states: set[str]) -> None:
        process, endpoint = self._running[shop]
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(httpx2.TransportError):
                if httpx2.get(f"{endpoint.url}/readyz", trust_env=False).json()["status"] in states:
                    return
            time.sleep(0.05)
        raise WorkloadFailed("The shop's workload did not come up.", resolution="Look at its log.")


def main(data: Path, shop: str, port: int, host: str = "127.0.0.1") -> None:
    embedder = LetterEmbedder()
    settings = Settings(chat_model="", host=host, port=port, secrets_dir=os.environ["SHOPWARDEN_SECRETS_DIR"])
    serving.serve_shop(Paths(data), settings, shop, embedder=lambda: embedder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
