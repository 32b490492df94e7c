"""`python -m installers.image`: make the container image of this checkout.

The same sources, package lists and SOURCE_DATE_EPOCH give the same digest: paths are sorted, every file has
the same time and belongs to root, compiled Python carries hashes instead of times.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from pathlib import Path

from appliance.core.version import VERSION
from installers.image import debian, oci, wheels

PROJECT = Path(__file__).parents[2]
NAME = f"localhost/shopwarden:{VERSION}"
"""`localhost` is no registry: whoever lacks the image fails at once instead of asking the internet for it."""
LIMIT = 600_000_000
USER = "65532:65532"
SETTINGS = {
    "User": USER,
    "Entrypoint": ["/usr/bin/shopwarden"],
    "Cmd": ["serve", "--host", "0.0.0.0", "--data-dir", "/data"],
    "ExposedPorts": {"8765/tcp": {}},
    "WorkingDir": "/data",
    "Env": [
        "HOME=/tmp",
        "LANG=C.UTF-8",
        "PATH=/usr/bin",
        "PYTHONDONTWRITEBYTECODE=1",
        "PYTHONSAFEPATH=1",
        "PYTHONUNBUFFERED=1",
    ],
    "Labels": {
        "org.opencontainers.image.title": "Shopwarden",
        "org.opencontainers.image.version": VERSION,
        "org.opencontainers.image.licenses": "Apache-2.0",
    },
    "StopSignal": "SIGTERM",
}


def main() -> int:
    """Make the image and say where it is, how large, and its digest."""
    parser = argparse.ArgumentParser(prog="make image", description="Make the image of the service.")
    parser.add_argument("--out", type=Path, default=PROJECT / "dist" / f"shopwarden-image-{VERSION}.tar")
    parser.add_argument("--work", type=Path, default=PROJECT / "build" / "image")
    parser.add_argument(
        "--portable", action="store_true", help="compile llama.cpp for any x86-64-v3 processor (slow)"
    )
    chosen = parser.parse_args()
    if sys.version_info[:2] != (3, 11) or platform.machine() != "x86_64":
        parser.error("the image is made with Python 3.11 on x86-64: its wheels are compiled by this Python")
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    made = (
        debian.layer(debian.packages(chosen.work)),
        wheels.dependencies(PROJECT, chosen.work, portable=chosen.portable),
        wheels.product(PROJECT, chosen.work),
    )
    size = sum(layer.size for layer in made)
    if size > LIMIT:
        raise SystemExit(
            f"The image would unpack to {size / 1e6:.0f} MB, over the {LIMIT / 1e6:.0f} allowed."
        )
    packed = [layer.pack(chosen.work / "layers") for layer in made]
    digest = oci.write(chosen.out, NAME, packed, SETTINGS, _created())
    print(f"{NAME}\n{digest}\n{chosen.out}")
    print(f"{chosen.out.stat().st_size / 1e6:.0f} MB to carry, {size / 1e6:.0f} MB unpacked")
    return 0


def _created() -> int:
    """Return SOURCE_DATE_EPOCH, else the time of the last commit, else the beginning of 1980."""
    chosen = os.environ.get("SOURCE_DATE_EPOCH")
    if chosen:
        return int(chosen)
    log = ["git", "-C", str(PROJECT), "log", "-1", "--format=%ct"]
    found = subprocess.run(log, capture_output=True, text=True, check=False)
    return int(found.stdout) if found.returncode == 0 else 315_532_800


if __name__ == "__main__":
    sys.exit(main())
