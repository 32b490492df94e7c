"""`demo`: everything at once for a newcomer: service, starter models, a sample shop, the window."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import time
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.cli import progress
from appliance.cli.common import Commands, command, paths_of
from appliance.core.errors import ServiceUnreachable

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from appliance.client import Client
    from appliance.core.paths import Paths

SAMPLE = "harbour-and-pine"
MODULE = "appliance.cli.main"
START_SECONDS = 60.0
STOP_SECONDS = 15.0


def add_to(commands: Commands) -> None:
    made = command(
        commands, "demo", _demo, "Start the service with a sample shop and open the window.", json=False
    )
    made.add_argument(
        "--headless", action="store_true", help="open no window, print a question and its answer"
    )


def _demo(arguments: argparse.Namespace) -> int:
    paths = paths_of(arguments)
    service = _start(paths)
    try:
        client = _wait(paths, service)
        with client:
            prepare(client)
            _tell(client, paths)
            if arguments.headless or not _has_display():
                return _headless(client, service)
        return _window(paths)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(service)


# --- the service -------------------------------------------------------------------------------------


def _start(paths: Paths) -> subprocess.Popen[bytes] | None:
    """Start the service as a process of its own; None when one already runs on this directory."""
    from appliance.client import connect

    try:
        connect(paths).close()
    except ServiceUnreachable:
        argv = [sys.executable, "-m", MODULE, "serve", "--data-dir", str(paths.data)]
        argv += _another_port(paths)
        return subprocess.Popen(argv, stdout=subprocess.DEVNULL)
    return None


def _another_port(paths: Paths) -> list[str]:
    """Return how to serve where another program has the port: a newcomer need not know what that is.

    The one found is kept for this data folder, for the line in the owner's website names it; where the owner
    chose the taken one, the other is for this time only.
    """
    from appliance.core import settings
    from appliance.core.errors import Conflict
    from appliance.service import run

    chosen = settings.load(paths.config)
    try:
        run.listen(chosen.host, chosen.port).close()
    except Conflict:
        with run.listen(chosen.host, 0) as free:
            port = free.getsockname()[1]
    else:
        return []
    kept = "port" not in chosen.model_fields_set
    if kept:
        _keep_port(paths, port)
    how_long = f"from now on, as {paths.config} says" if kept else "this time"
    print(f"Port {chosen.port} is in use by another program: this folder is served at {port} {how_long}.")
    return ["--port", str(port)]


def _keep_port(paths: Paths, port: int) -> None:
    """Write the port before whatever the settings say already."""
    paths.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    before = paths.config.read_text("utf-8") if paths.config.exists() else ""
    paths.config.write_text(f"port = {port}\n{before}", "utf-8")


def _wait(paths: Paths, service: subprocess.Popen[bytes] | None) -> Client:
    """Return a client once the service answers. Raises `ServiceUnreachable` when it does not come up."""
    from appliance.client import connect

    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return connect(paths)
        except ServiceUnreachable:
            if service is not None and service.poll() is not None:
                raise ServiceUnreachable(
                    "The service stopped while it was starting.",
                    resolution="Its reason stands above; `--data-dir` and `SHOPWARDEN_PORT` choose others.",
                ) from None
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _stop(service: subprocess.Popen[bytes] | None) -> None:
    if service is None or service.poll() is not None:
        return
    service.terminate()
    try:
        service.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        service.kill()
        service.wait()


# --- models and the sample shop ----------------------------------------------------------------------


def prepare(client: Client) -> None:
    """Install the models in use and make the sample shop, unless they are there."""
    _install_models(client)
    _make_sample(client)


def _install_models(client: Client) -> None:
    """Install and verify the models in use that are not there yet."""
    for model in client.models():
        if model.active and not model.installed:
            progress.finish(client, partial(client.install_model, model.id))


def _make_sample(client: Client) -> None:
    """Make the sample shop, once; the owner may change or delete it like any other."""
    from appliance.core.schemas import ShopChange

    if any(shop.id == SAMPLE for shop in client.shops().shops):
        return
    files = resources.files("appliance.sample")
    profile = json.loads((files / "profile.json").read_text("utf-8"))
    client.create_shop(profile["name"], SAMPLE)
    client.change_shop(SAMPLE, ShopChange.model_validate(profile))
    for file in sorted(files.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith((".csv", ".md")):
            _ingest(client, file)


def _ingest(client: Client, file: Traversable) -> None:
    from appliance.core.schemas import ImportRequest

    with resources.as_file(file) as path:
        upload = client.upload(SAMPLE, path)
    progress.finish(client, lambda: client.start_import(SAMPLE, ImportRequest(upload=upload.id)))


# --- the person in front of it -----------------------------------------------------------------------


def _tell(client: Client, paths: Paths) -> None:
    print(f"Chat page    {client.url}/shops/{SAMPLE}/chat")
    print(f'Widget       <script src="{client.url}/widget.js" data-shop="{SAMPLE}" async></script>')
    print(f"OpenAI API   {client.url}/v1  (model shop:{SAMPLE})")
    print(f"API key      {_program()} token create --shop {SAMPLE} --data-dir {shlex.quote(str(paths.data))}")
    print(f"Data         {paths.data}", flush=True)


def _program() -> str:
    """Return how this very program is called from here."""
    called = Path(sys.argv[0])
    return shlex.quote(str(called)) if called.name == "shopwarden" else f"{sys.executable} -m {MODULE}"


def _headless(client: Client, service: subprocess.Popen[bytes] | None) -> int:
    """Ask the first sample question, print the answer, and serve until Ctrl-C."""
    question = json.loads((resources.files("appliance.sample") / "questions.json").read_text("utf-8"))[0]
    answer = client.chat(SAMPLE, question)
    print(f"\nQ: {question}\nA: {answer.answer}")
    for source in answer.sources:
        print(f"   from {source.title}")
    if service is None:
        return 0
    print("\nServing; Ctrl-C stops it.", flush=True)
    return service.wait()


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _window(paths: Paths) -> int:
    """Open the window and return when it is closed."""
    return subprocess.run(
        [sys.executable, "-m", "gui", "--data-dir", str(Path(paths.data))], check=False
    ).returncode
