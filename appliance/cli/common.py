"""What all commands share: their common options, and a client of the service or of the box itself."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from appliance.core import paths as core_paths
from appliance.core.errors import AlreadyRunning, ApplianceError, ServiceUnreachable

if TYPE_CHECKING:
    from pydantic import BaseModel

    from appliance.client import Client
    from appliance.core.paths import Paths

Commands = Any
"""What `add_subparsers` returns; argparse does not make its type public."""
Run = Callable[[argparse.Namespace], int]

LOCK_SECONDS = 60.0
"""How long a command waits for another one that has the data directory."""
LOOK_SECONDS = 0.2


class WrongUsage(ApplianceError):
    """Words that the command does not take; `usage` is the line that says which it takes."""

    code, title, status = "wrong-usage", "This command is used otherwise", 400

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """A parser that raises `WrongUsage`, so that `--json` tells it as it tells every failure."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{self.prog}: error: {message}", self.format_usage())


def command(commands: Commands, name: str, run: Run, text: str, *, json: bool = True) -> Parser:
    """Add a command with the options that every command has, and return its parser."""
    made: Parser = commands.add_parser(name, help=text, description=text)
    made.add_argument("--data-dir", type=Path, metavar="DIR", help="where this box keeps everything")
    if json:
        made.add_argument("--json", action="store_true", help="print JSON")
    made.set_defaults(run=run, usage=made, **({} if json else {"json": False}))
    return made


def group(commands: Commands, name: str, text: str) -> Commands:
    """Add a command that has commands of its own, and return where to add them."""
    return commands.add_parser(name, help=text, description=text).add_subparsers(
        metavar="WHAT", required=True
    )


def shop_option(parser: Parser) -> None:
    parser.add_argument("--shop", required=True, metavar="ID", help="id of the shop")


def paths_of(arguments: argparse.Namespace) -> Paths:
    return core_paths.locate(arguments.data_dir)


@contextlib.contextmanager
def client(arguments: argparse.Namespace) -> Iterator[Client]:
    """Yield a client of the service on this data directory, or of a box opened in this process."""
    paths = paths_of(arguments)
    with contextlib.ExitStack() as stack:
        yield _connected(paths, stack)


def _connected(paths: Paths, stack: contextlib.ExitStack) -> Client:
    """Return a client. Another command that has the directory is waited for."""
    from appliance.client import connect
    from appliance.service import discovery

    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        with contextlib.suppress(ServiceUnreachable):
            return stack.enter_context(connect(paths))
        try:
            stack.enter_context(discovery.hold(paths))
        except AlreadyRunning:
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK_SECONDS)
        else:
            return _in_process(paths, stack)


def _in_process(paths: Paths, stack: contextlib.ExitStack) -> Client:
    """Return a client of the application in this process: the same code path without a socket."""
    from starlette.testclient import TestClient

    from appliance import wiring
    from appliance.client import Client
    from appliance.core import logs, settings
    from appliance.service.app import create_app

    logs.set_up(paths.logs, on_stderr=False)
    box = stack.enter_context(contextlib.closing(wiring.build(paths, settings.load(paths.config))))
    http = TestClient(
        create_app(box),
        base_url="http://127.0.0.1",
        headers={"Authorization": f"Bearer {box.tokens.create_passing()}"},
        raise_server_exceptions=False,
    )
    stack.enter_context(http)
    return Client(http)


def print_json(found: BaseModel | Sequence[BaseModel]) -> None:
    """Print one record, or a list of them, as JSON."""
    if not isinstance(found, Sequence):
        print(found.model_dump_json(indent=2))
        return
    lines = (record.model_dump_json() for record in found)
    print("[\n" + ",\n".join(f"  {line}" for line in lines) + "\n]" if found else "[]")


def say(error: ApplianceError, json: bool) -> None:
    """Tell a failure on stderr: what failed, and the one thing to do; with `json` on stdout as well."""
    print(error.message, file=sys.stderr)
    if error.resolution:
        print(error.resolution, file=sys.stderr)
    if json:
        print_problem(error)


def print_problem(error: ApplianceError) -> None:
    import json

    print(json.dumps(error.problem(), ensure_ascii=False), flush=True)


def count(text: str) -> int:
    """Read a number of things from the command line, at least one."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 up")
    return number


def yes_option(parser: Parser) -> None:
    """Give a command that destroys something the flag that stands for a person's yes."""
    parser.add_argument("--yes", action="store_true", help="do it without asking; needed outside a terminal")


def confirmed(arguments: argparse.Namespace, sentence: str) -> bool:
    """Whether to go on: --yes says so, a person at a terminal is asked. Without either it is wrong usage."""
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        arguments.usage.error(f"{sentence} Nobody is at a terminal to be asked: add --yes to do it.")
    return input(f"{sentence} Go on? [y/N] ").strip().lower() in {"y", "yes"}
