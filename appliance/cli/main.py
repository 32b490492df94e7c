"""`shopwarden`: exit 0 for good, 1 for failed, 2 for wrong usage.

Nothing heavy is imported before a command runs: `--help` must answer at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from appliance.cli import (
    ask,
    demo,
    doctor,
    engine,
    guard,
    ingest,
    jobs,
    models,
    node,
    runtime,
    search,
    serve,
    shop,
    token,
)
from appliance.cli.common import Parser, WrongUsage, say
from appliance.core import telemetry
from appliance.core.errors import ApplianceError, StoreFailed

GROUPS = (demo, serve, shop, ingest, jobs, search, ask, guard, models, node, runtime, engine, token, doctor)

INTERRUPTED = 130
"""What a shell expects of a command ended by Ctrl-C."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    telemetry.switch_off()
    words = sys.argv[1:] if argv is None else argv
    try:
        arguments = parser().parse_args(words)
    except WrongUsage as err:
        raise SystemExit(_misused(err, "--json" in words)) from None
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except WrongUsage as err:
        raise SystemExit(_misused(err, arguments.json)) from None
    except ApplianceError as err:
        say(err, arguments.json)
        return 1
    except BrokenPipeError:  # whoever read has enough; keep the interpreter from saying so again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as err:
        say(_of_system(err), arguments.json)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def parser() -> Parser:
    """Return the parser of every command."""
    top = Parser(prog="shopwarden", description="A guarded chatbot for a small shop.")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for group in GROUPS:
        group.add_to(commands)
    return top


def _of_system(error: OSError) -> StoreFailed:
    """Return what the operating system refused, as a sentence."""
    what = error.filename or "The operation"
    return StoreFailed(
        f"{what}: {error.strerror or error}.", resolution="Check its permissions and the disk."
    )


def _misused(error: WrongUsage, json: bool) -> int:
    print(error.usage, end="", file=sys.stderr)
    say(error, json)
    return 2


if __name__ == "__main__":
    sys.exit(main())
