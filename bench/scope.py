"""How well off-topic requests are told from a shop's questions, on 150 + 150 messages of our own.

python -m bench.scope [--wrong]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from appliance.core.schemas import Decision, Place
from appliance.guard.scanners.scope import ScopeScanner
from appliance.guard.texts import Text

LINES = Path(__file__).parents[1] / "tests" / "data" / "guard" / "scope.jsonl"


def measure(lines: Sequence[str]) -> tuple[list[str], list[str], int]:
    """Return the off-topic messages that were let through, the shop's that were declined, and how many
    lines there were."""
    missed, declined, scanner = [], [], ScopeScanner()
    for line in lines:
        record = json.loads(line)
        found = scanner.scan(Text(record["text"], Place.MESSAGE)).decision is not Decision.ALLOW
        if found and not record["off_topic"]:
            declined.append(record["text"])
        if record["off_topic"] and not found:
            missed.append(record["text"])
    return missed, declined, len(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print recall and false alarms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the mistakes")
    chosen = parser.parse_args(arguments)
    missed, declined, total = measure(LINES.read_text("utf-8").splitlines())
    half = total / 2
    found, wrong = 1 - len(missed) / half, len(declined) / half
    print(f"scope: {found:.1%} of off-topic messages declined, {wrong:.1%} of the shop's")
    if chosen.wrong:
        print(
            "\n".join((*(f"let through: {text}" for text in missed), *(f"declined: {t}" for t in declined)))
        )


if __name__ == "__main__":
    main()
