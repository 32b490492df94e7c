"""`python -m gui [--data-dir DIR]`, and the executable `shopwarden-gui`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window; return its exit code."""
    parser = argparse.ArgumentParser(prog="shopwarden-gui", description="The window of a shop's bot.")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="where this box keeps everything")
    arguments = parser.parse_args(argv)

    from appliance.core.paths import locate
    from gui import app

    return app.run(locate(arguments.data_dir))


if __name__ == "__main__":
    sys.exit(main())
