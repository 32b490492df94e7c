"""`node preflight | install | start | stop | status | upgrade | backup | restore | uninstall | join-pool`.

`--json` prints progress as JSON lines and the result last; these are the lines that the window draws.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.cli.common import Commands, Parser, command, confirmed, group, say, yes_option

if TYPE_CHECKING:
    from appliance.core.node import NodePreflight, NodeProgress, NodeResult, NodeStatus

MARKS = {"good": "ok", "notice": "note", "problem": "PROBLEM", "fatal": "FATAL", "unknown": "?"}


def add_to(commands: Commands) -> None:
    verbs = group(commands, "node", "Look after K3s on this box.")
    for name, text in (
        ("preflight", "Check whether K3s can run here."),
        ("install", "Install K3s and start it."),
    ):
        parser = command(verbs, name, _run, text)
        _source(parser)
        _chosen(parser)
        parser.set_defaults(verb=name)
    start = _plain(verbs, "start", "Start K3s.")
    start.add_argument("--wait", type=int, metavar="SECONDS", help="how long it may take")
    stop = _plain(verbs, "stop", "Stop K3s and what runs in it.")
    stop.add_argument("--keep-pods", action="store_true", help="let what runs in it go on")
    _plain(verbs, "status", "Tell how K3s really is.")
    upgrade = _plain(verbs, "upgrade", "Run a newer K3s; back to the old one if that does not work.")
    _source(upgrade)
    upgrade.add_argument("--wait", type=int, metavar="SECONDS", help="how long the new one may take")
    for name, text in (("backup", "Save K3s's state, sealed."), ("restore", "Put a saved state in place.")):
        parser = _plain(verbs, name, text)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--key", type=Path, metavar="FILE", help="file with the passphrase")
    uninstall = _plain(verbs, "uninstall", "Export the shops, then remove K3s.")
    uninstall.add_argument("--export", type=Path, metavar="DIR", help="where the shops are exported to")
    uninstall.add_argument("--delete-data", action="store_true", help="delete K3s's data too")
    join = _plain(verbs, "join-pool", "Join a provider's cluster. The token is read from standard input.")
    join.add_argument("server", metavar="URL")
    _source(join)
    for option in ("--name", "--address", "--device", "--tenant", "--pause-image"):
        join.add_argument(option)
    join.add_argument("--engine", action="store_true", help="lend the box to a replica of the language model")
    join.add_argument("--wait", type=int, metavar="SECONDS")


def _plain(verbs: Commands, name: str, text: str) -> Parser:
    parser = command(verbs, name, _run, text)
    parser.set_defaults(verb=name)
    if name in QUESTIONS:
        yes_option(parser)
    return parser


def _source(parser: Parser) -> None:
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--bundle", type=Path, metavar="FILE", help="install bundle")
    one.add_argument("--binary", type=Path, metavar="FILE", help="a K3s that is on this box")


def _chosen(parser: Parser) -> None:
    parser.add_argument("--name", help="name of the node")
    parser.add_argument("--address", help="pinned address of the node")
    parser.add_argument("--device", help="interface that has it (a WireGuard one, for example)")
    parser.add_argument("--pods", metavar="RANGE")
    parser.add_argument("--services", metavar="RANGE")
    parser.add_argument("--open-to", action="append", metavar="NETWORK", help="who may reach 6443 and 10250")
    parser.add_argument("--etcd", action="store_true", help="keep state in etcd instead of SQLite")
    parser.add_argument("--pause-image")
    parser.add_argument("--wait", type=int, metavar="SECONDS")


NOT_OPTIONS = frozenset({"run", "verb", "usage", "json", "data_dir", "yes"})
PATHS = frozenset({"bundle", "binary", "file", "key", "export"})
QUESTIONS = {
    "uninstall": "This removes K3s from this box after exporting the shops.",
    "restore": "This replaces K3s's present state; it is set aside, not deleted.",
}
DELETING = "This deletes K3s's data, volumes included, and cannot be undone."


def wish_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options that were given, as the verbs take them."""
    given = {n: v for n, v in vars(arguments).items() if n not in NOT_OPTIONS and v not in (None, False)}
    for name in PATHS & given.keys():
        given[name] = str(Path(given[name]).expanduser().absolute())
    if arguments.verb == "join-pool":
        given["token"] = sys.stdin.readline().strip()
        if not given["token"]:
            arguments.usage.error("the token is read from standard input, and nothing came")
    return given


def _run(arguments: argparse.Namespace) -> int:
    from appliance.core.errors import ApplianceError

    wish = _checked(arguments)
    question = DELETING if wish.get("delete_data") else QUESTIONS.get(arguments.verb)
    if question and not confirmed(arguments, question):
        return 1
    try:
        return _do(arguments, wish)
    except ApplianceError as err:
        if arguments.json:  # whoever reads lines learns how it ended from the last one
            print(json.dumps({"event": "problem", "problem": err.problem()}), flush=True)
        say(err, json=False)
        return 1


def _checked(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options; what a verb does not take is wrong usage, and ends the program like any other."""
    from appliance.core.errors import InvalidInput
    from k3s import node

    wish = wish_of(arguments)
    try:
        if node.supported():
            node.checked(arguments.verb, wish)
    except InvalidInput as err:
        arguments.usage.error(err.message)
    return wish


def _do(arguments: argparse.Namespace, wish: dict[str, Any]) -> int:
    from k3s import remote

    answer = remote.call(arguments.verb, wish, _json_line if arguments.json else _Lines())
    if arguments.json:
        print(answer.model_dump_json())
    else:
        _print(answer)
    return 0 if getattr(answer, "fit", True) else 1


def _json_line(step: NodeProgress) -> None:
    print(step.model_dump_json(), flush=True)


class _Lines:
    """Prints each step's outcome once: the helper tells the present step again every second."""

    def __init__(self) -> None:
        self._last: NodeProgress | None = None

    def __call__(self, step: NodeProgress) -> None:
        if step.state != "doing" and step != self._last:
            print(f"[{step.done}/{step.total}] {step.title}: {step.state}", file=sys.stderr, flush=True)
        self._last = step


def _print(answer: NodePreflight | NodeResult | NodeStatus) -> None:
    from appliance.core.node import NodePreflight, NodeStatus

    if isinstance(answer, NodePreflight):
        for check in answer.checks:
            print(f"{MARKS[check.level]:8}{check.title}: {check.message}")
            if check.fix:
                print(f"{'':8}{check.fix}")
        for number, line in enumerate(answer.plan):
            print(f"{'' if number else 'Installing would change:':26}{line}")
        return
    print(answer.message)
    if isinstance(answer, NodeStatus):
        _print_status(answer)
    else:
        for left in answer.left:
            print(f"Left: {left}")


def _print_status(status: NodeStatus) -> None:
    if status.todo:
        print(status.todo)
    if status.version:
        print(f"{status.version}, node {status.name} at {status.address}")
    if status.lease_age is not None:
        print(f"Reported {status.lease_age:.0f} s ago.")
    for workload in status.workloads:
        reason = f" ({workload.reason})" if workload.reason else ""
        print(f"{workload.namespace}/{workload.name}: {workload.ready} of {workload.wanted}{reason}")
    if status.certificates_expire:
        print(f"Certificates are valid until {status.certificates_expire:%Y-%m-%d}.")
    if status.last_backup:
        print(f"Last backup: {status.last_backup:%Y-%m-%d %H:%M} UTC, {status.last_backup_file}.")
