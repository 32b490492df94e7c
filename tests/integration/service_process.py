"""A service in a process of its own, with the stand-in parts of the API tests.

Run as a script with a data directory: it serves on a free port until it is told to stop.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/api")]

from fake_parts import Fakes  # noqa: E402

from appliance import wiring  # noqa: E402
from appliance.core import logs, settings  # noqa: E402
from appliance.core.paths import Paths  # noqa: E402
from appliance.service import discovery, run  # noqa: E402


def serve(data: Path) -> None:
    paths = Paths(data)
    with discovery.hold(paths):
        logs.set_up(paths.logs)
        chosen = settings.load(paths.config, port=0)
        with contextlib.closing(wiring.build(paths, chosen, make=Fakes())) as box:
            run.serve(box, lambda url: print(url, flush=True))


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
