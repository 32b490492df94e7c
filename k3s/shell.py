"""Programs of the system, run through `sh`: the only module that imports it, and only when one is run."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from appliance.core.errors import CommandFailed

SAFE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
KEPT_STDERR = 2000
"""Bytes of a failed program's last words that become an error's details."""


class Run(Protocol):
    """How everything here runs a program: an argv list, never a shell; secrets by `stdin`, never in argv."""

    def __call__(
        self,
        argv: Sequence[str],
        *,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> str:
        """Return what the program printed. Raises `CommandFailed` when it fails, is not there or takes
        longer than `timeout` seconds."""


def run(
    argv: Sequence[str], *, stdin: str = "", env: Mapping[str, str] | None = None, timeout: float = 60
) -> str:
    """The real `Run`: a bare environment (`env` is added to it), no terminal."""
    if sys.platform == "win32":
        raise CommandFailed(
            "K3s runs on Linux only.", resolution="Use the embedded runtime on this computer."
        )
    try:
        import sh
    except ImportError:
        raise CommandFailed(
            "A part of Shopwarden that runs programs is missing (the Python package sh).",
            resolution="Install Shopwarden again; your data stays.",
        ) from None

    name, *arguments = argv
    try:
        return str(
            sh.Command(name)(
                *arguments,
                _in=stdin,
                _env={"PATH": SAFE_PATH, "LANG": "C.UTF-8", "HOME": "/root", **(env or {})},
                _timeout=timeout,
                _tty_out=False,
                _decode_errors="replace",
            )
        )
    except sh.CommandNotFound:
        raise CommandFailed(
            f"{name} is not installed.", resolution=f"Install {name} and try again."
        ) from None
    except sh.TimeoutException:
        raise CommandFailed(f"{_named(argv)} took longer than {timeout:.0f} s.") from None
    except sh.ErrorReturnCode as err:  # its own text holds the whole command line
        raise CommandFailed(
            f"{_named(argv)} ended with status {err.exit_code}.", details=_tail(err.stderr or err.stdout)
        ) from None


def _named(argv: Sequence[str]) -> str:
    """Return program and subcommand, without arguments that may be private."""
    words = [argv[0].rpartition("/")[2]]
    if len(argv) > 1 and not argv[1].startswith("-"):
        words.append(argv[1])
    return f"“{' '.join(words)}”"


def _tail(output: bytes) -> str:
    return output[-KEPT_STDERR:].decode(errors="replace").strip()
