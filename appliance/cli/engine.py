"""`engine serve`: the language model for other processes of the box."""

from __future__ import annotations

import argparse
from pathlib import Path

from appliance.cli.common import Commands, command, group, paths_of


def add_to(commands: Commands) -> None:
    verbs = group(commands, "engine", "Run the language model on its own.")
    serve = command(verbs, "serve", _serve, "Serve the language model in use until stopped.", json=False)
    serve.add_argument("--host", default="127.0.0.1", metavar="H", help="address to listen on")
    serve.add_argument("--port", type=int, default=8766, metavar="P", help="port to listen on; 0: a free one")
    serve.add_argument(
        "--token-file",
        type=Path,
        required=True,
        metavar="FILE",
        help="what callers must send as bearer token",
    )


def _serve(arguments: argparse.Namespace) -> int:
    from appliance import serving
    from appliance.core import logs, settings

    paths = paths_of(arguments)
    logs.set_up(paths.logs)
    token = arguments.token_file.read_text().strip()
    serving.serve_engine(paths, settings.load(paths.config), arguments.host, arguments.port, token)
    return 0
