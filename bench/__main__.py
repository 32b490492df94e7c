"""`make bench`: every measurement that the product has a goal for, and a report with the goals beside them.

    python -m bench [PART ...]      or: make bench PART="service search"

Ratios compare with a baseline of the same run; other work on the machine moves everything else, so the report
says how busy it was. Each part is a module of its own and takes larger sizes when it is run alone.
"""

from __future__ import annotations

import argparse
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import figures

PARTS: dict[str, tuple[str, ...]] = {
    "window": ("bench.window",),
    "service": ("bench.service",),
    "engine": ("bench.engine", "--rounds", "2"),
    "search": ("bench.knowledge.search",),
    "ingest": ("bench.knowledge.ingest", "--products", "1000"),
    "embedding": ("bench.embedding", "--texts", "150", "--rounds", "2"),
    "guard": ("bench.guard",),
    "prompts": ("bench.guard_prompts", "--rounds", "3"),
}
"""Name → module and arguments."""
EXTRA: dict[str, tuple[str, ...]] = {
    "answers": ("bench.answers", "--split", "all", "--no-model"),
    "personal": ("bench.pii",),
    "scope": ("bench.scope",),
    "replicas": ("bench.replicas",),
    "runtime": ("bench.runtime",),
}
"""Parts that run only when named: they say how right and not how fast, or need what few machines have."""
WHOLE_SECONDS = 570
"""All parts together end by then, on a busy machine too; a part that is cut short keeps its figures."""
REPORT = Path("data/bench/report.md")


def main() -> int:
    """Run the parts named, or all, each in a process of its own; return how many failed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "part", nargs="*", choices=[[], *PARTS, *EXTRA], help="all that have goals, if not given"
    )
    named = parser.parse_args().part
    chosen = named or list(PARTS)
    began, load = time.monotonic(), os.getloadavg()[0]
    until = began + (math.inf if named else WHOLE_SECONDS)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        collected = Path(folder) / "figures.jsonl"
        failed = [name for name in chosen if not _run(name, collected, until)]
        found = figures.read(collected)
    heading = (
        f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {os.cpu_count()} CPUs in "
        f"{time.monotonic() - began:.0f} s; load average {load:.1f} before, {os.getloadavg()[0]:.1f} after."
    )
    report = "\n\n".join(
        ["# Bench", heading, figures.table(found), *[f"Failed or cut short: {name}" for name in failed]]
    )
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(report + "\n", "utf-8")
    print(f"\n{report}\n\nThis report: {REPORT}")
    return len(failed)


def _run(name: str, collected: Path, until: float) -> bool:
    """Return whether the part ended well before `until`; else it is stopped with whatever it started."""
    print(f"\n=== {name} ===", flush=True)
    environment = {**os.environ, figures.FILE: str(collected)}
    argv = [sys.executable, "-m", *(PARTS | EXTRA)[name]]
    with subprocess.Popen(argv, env=environment, start_new_session=True) as part:
        try:
            left = until - time.monotonic()
            return part.wait(None if math.isinf(left) else max(left, 0.0)) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            if part.poll() is None:
                os.killpg(part.pid, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
