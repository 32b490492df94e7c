"""`jobs list | again | cancel`: the long work of this box, and what became of it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from appliance.cli.common import Commands, client, command, group, print_json

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.schemas import Job


def add_to(commands: Commands) -> None:
    verbs = group(commands, "jobs", "See imports and other long work; start or stop them.")
    listing = command(verbs, "list", _list, "List what was done and what is under way, newest last.")
    listing.add_argument("--shop", metavar="ID", help="of one shop")
    again = command(verbs, "again", _again, "Do again what was interrupted, cancelled or failed.")
    again.add_argument("id", metavar="JOB-ID")
    cancel = command(verbs, "cancel", _cancel, "Stop work; nothing half of it is kept.")
    cancel.add_argument("id", metavar="JOB-ID")


def _list(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        jobs = [job for job in _all(box) if arguments.shop in (None, job.shop)]
    if arguments.json:
        print_json(jobs)
    for job in jobs if not arguments.json else ():
        print(row(job))
    return 0


def _all(box: Client) -> list[Job]:
    found: list[Job] = []
    while page := box.jobs(found[-1].cursor if found else 0).jobs:
        found.extend(page)
    return list({job.id: job for job in found}.values())


def row(job: Job) -> str:
    """Return a job in a line: its id, how it stands, what it is about, and why it failed."""
    why = str(job.error["detail"]) if job.error else ""
    about = (f"{job.created:%Y-%m-%d %H:%M}", job.shop, job.kind, job.subject)
    return "\t".join(filter(None, (job.id, job.state.value, *about, why)))


def _again(arguments: argparse.Namespace) -> int:
    from appliance.cli import progress

    with client(arguments) as box:
        job = progress.finish(box, lambda: box.run_again(arguments.id))
    return _tell(job, arguments)


def _cancel(arguments: argparse.Namespace) -> int:
    with client(arguments) as box:
        job = box.cancel(arguments.id)
    return _tell(job, arguments)


def _tell(job: Job, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print_json(job)
    else:
        print(row(job))
    return 0
