"""A service that writes down every address that its Python code asks for or connects to.

Run as a script with a data directory and the file to write to; the service takes a free port.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}


def watch(notes: Path) -> None:
    """Write every (event, address) to `notes`, one a line."""
    stream = notes.open("a", buffering=1)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in EVENTS:
            address = arguments[0] if event.startswith("socket.get") else arguments[-1]
            stream.write(f"{event}\t{address}\n")

    sys.addaudithook(hook)


if __name__ == "__main__":
    watch(Path(sys.argv[2]))
    from appliance.cli.main import main

    sys.exit(main(["serve", "--port", "0", "--data-dir", sys.argv[1]]))
