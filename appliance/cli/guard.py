"""`guard check | eval | log`."""

from __future__ import annotations

import argparse
import sys

from appliance.cli.common import Commands, client, command, group, print_json

PLACES = ("message", "document", "passage", "prompt", "answer")


def add_to(commands: Commands) -> None:
    verbs = group(commands, "guard", "Judge texts, measure the guard, read its log.")
    check = command(verbs, "check", _check, "Judge one text.")
    check.add_argument("text", nargs="?", default="-", metavar="TEXT|-", help="the text; - reads stdin")
    check.add_argument("--place", choices=PLACES, default="message", help="where the text stands")
    check.add_argument("--shop", default="", metavar="ID", help="judge by this shop's policy")


def _check(arguments: argparse.Namespace) -> int:
    from appliance.core.schemas import Place

    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    with client(arguments) as box:
        judgement = box.guard_check(text, Place(arguments.place), arguments.shop)
    if arguments.json:
        print_json(judgement)
        return 0
    deciding = judgement.deciding
    print(judgement.decision.value + (f": {deciding.reason} ({deciding.scanner})" if deciding else ""))
    return 0
