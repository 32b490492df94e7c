"""Logging: one rotating file, warnings on stderr, and no token ever in either."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_BYTES = 2_000_000
FILES_KEPT = 5
TALKATIVE = ("httpx2", "httpcore2", "httpcore", "chromadb", "asyncio")
"""Libraries whose everyday lines are left out: they hold addresses, and with them what was searched for."""
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_SECRETS = (
    (re.compile(r"sw_[A-Za-z0-9_-]{8,}"), "sw_…"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}"), r"\1 …"),
)


def redact(text: str) -> str:
    """Return the text with access tokens and authorization headers blotted out."""
    for pattern, blot in _SECRETS:
        text = pattern.sub(blot, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Redacts the whole line, the traceback included: arguments and exceptions carry secrets too."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def set_up(folder: Path, *, level: int = logging.INFO, on_stderr: bool = True) -> Path:
    """Send this process's log to `folder`/service.log, its warnings to stderr too; return the file.

    Calling it again replaces what it had set up.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "service.log"
    file.touch(mode=0o600)
    to_file = RotatingFileHandler(file, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
    to_stderr = logging.StreamHandler()
    to_stderr.setLevel(logging.WARNING)
    root = logging.getLogger()
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    for old in [handler for handler in root.handlers if getattr(handler, "shopwarden", False)]:
        root.removeHandler(old)
        old.close()
    for handler in (to_file, to_stderr) if on_stderr else (to_file,):
        handler.setFormatter(RedactingFormatter(FORMAT))
        handler.shopwarden = True  # type: ignore[union-attr]  # marks our own for the next call
        root.addHandler(handler)
    return file
