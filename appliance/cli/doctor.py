"""`doctor`: what is well on this box, what is not, and the one fix for it."""

from __future__ import annotations

import argparse

from appliance.cli.common import Commands, client, command, print_json

MARKS = {"good": "ok", "notice": "note", "problem": "PROBLEM", "unknown": "?"}


def add_to(commands: Commands) -> None:
    command(commands, "doctor", _doctor, "Check this box.")


def _doctor(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        health = box.health()
    if arguments.json:
        print_json(health)
    for finding in health.findings if not arguments.json else ():
        print(f"{MARKS[finding.level]:8}{finding.title}: {finding.message}")
        if finding.fix:
            print(f"{'':8}{finding.fix}")
    return 1 if health.status == "problem" else 0
