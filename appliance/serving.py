"""What the workloads of a cluster run: one shop of a box, and the language model they share."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import uvicorn

from appliance import wiring
from appliance.core import private
from appliance.core.errors import InvalidInput
from appliance.core.folder_lock import FolderLock
from appliance.core.paths import Paths
from appliance.core.ports import Embedder
from appliance.core.secrets import MountedSecrets
from appliance.core.settings import Settings
from appliance.service import run, standby
from appliance.service.parts import Appliance
from models import in_use
from models.engine_server import create_app
from models.store import ModelStore

DOOR_SECRET = "door"  # noqa: S105  # the name of a file


def serve_shop(
    paths: Paths, settings: Settings, shop: str, *, embedder: Callable[[], Embedder] | None = None
) -> None:
    """Serve one shop until SIGTERM, for the box whose secrets are mounted; waits for the shop's folder."""
    if not settings.secrets_dir:
        raise InvalidInput("A shop's workload needs its secrets.", resolution="Set SHOPWARDEN_SECRETS_DIR.")
    os.umask(private.UMASK)  # the box, which reads and backs up these files, is root or their user
    secret = MountedSecrets(Path(settings.secrets_dir)).get(DOOR_SECRET) or ""
    lock = FolderLock(paths.shop(shop).root)

    def build(wait: Callable[[], None]) -> Appliance:
        def make(ground: wiring.Ground) -> wiring.Parts:
            parts = wiring.real(ground, embedder=embedder, lock=_Held)
            parts.warm()
            wait()
            return parts

        return wiring.build(paths, settings, make=make, only=shop)

    standby.serve(settings.host, settings.port, shop, lock, secret, build)


class _Held(FolderLock):
    """The lock of a folder that this whole process holds already."""

    def take(self) -> None:
        """It is taken."""


def serve_engine(paths: Paths, settings: Settings, host: str, port: int, token: str) -> None:
    """Serve the language model in use until SIGTERM to whoever sends `token`."""
    if not token:
        raise InvalidInput("The engine needs a token.", resolution="Write one to the token file.")
    with contextlib.closing(in_use.Engine(ModelStore(paths.models), settings)) as engine:
        app = create_app(engine.present, token)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=run.GRACE_SECONDS,
        )
        server = uvicorn.Server(config)
        with contextlib.closing(run.listen(host, port)) as listener:
            in_use.load_soon(engine)
            print(f"The language model answers at {run.url_of(listener)}", flush=True)  # noqa: T201
            server.run(sockets=[listener])
