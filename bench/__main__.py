"""`make bench`: every measurement, small enough for a coffee; each module alone takes larger sizes.

python -m bench [NAME ...]
"""

from __future__ import annotations

import subprocess
import sys

BENCHES: dict[str, tuple[str, ...]] = {
    "window": ("bench.window",),
    "embedding": ("bench.embedding", "--texts", "250"),
    "ingest": ("bench.knowledge.ingest", "--products", "1500"),
    "search": ("bench.knowledge.search",),
    "guard": ("bench.guard",),
    "engine": ("bench.engine",),
    "service": ("bench.service",),
    "answers": ("bench.answers", "--split", "all", "--no-model"),
}
"""Name → module and arguments. `service` and `answers` need what `make run` installed."""


def main() -> int:
    """Run the benches named, or all, each in a process of its own; return how many failed."""
    failed = 0
    for name in sys.argv[1:] or BENCHES:
        print(f"\n=== {name} ===", flush=True)
        failed += subprocess.run([sys.executable, "-m", *BENCHES[name]], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
