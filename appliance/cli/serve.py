"""`serve`: run the service in the foreground."""

from __future__ import annotations

import argparse
import contextlib
import gc
from collections.abc import Iterator

from appliance.cli.common import Commands, command, paths_of


def add_to(commands: Commands) -> None:
    made = command(commands, "serve", _serve, "Run the service until it is stopped.", json=False)
    made.add_argument("--host", metavar="H", help="address to listen on (default 127.0.0.1)")
    made.add_argument("--port", type=_port, metavar="P", help="port to listen on; 0 takes a free one")


def _serve(arguments: argparse.Namespace) -> int:
    with _quick_imports():
        from appliance import wiring
        from appliance.core import logs, settings
        from appliance.service import discovery, run

    paths = paths_of(arguments)
    with discovery.hold(paths):
        logs.set_up(paths.logs)
        chosen = settings.load(paths.config, host=arguments.host, port=arguments.port)
        with contextlib.closing(wiring.build(paths, chosen)) as box:
            run.serve(box, lambda url: print(f"Shopwarden answers at {url}", flush=True))
    return 0


@contextlib.contextmanager
def _quick_imports() -> Iterator[None]:
    """Import what makes many objects in two thirds of the CPU time: nothing of it is garbage, and the schemas
    of FastAPI's OpenAPI models (0.15 s alone) are built when the document is first asked for."""
    from pydantic import BaseModel

    usual = BaseModel.model_config
    BaseModel.model_config = {**usual, "defer_build": True}
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        BaseModel.model_config = usual


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return number
