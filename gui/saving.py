"""Files that the owner saves: whole or not at all, and with a reason where it could not be done."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from appliance.core.errors import StoreFailed
from gui.words import tr


def save(file: Path, fill: Callable[[Path], object]) -> Path:
    """Let `fill` write the file and return it. Raises `StoreFailed` for an `OSError`."""
    part = file.with_name(f"{file.name}.part")
    try:
        fill(part)
        part.replace(file)
    except OSError as err:
        raise StoreFailed(
            tr("{file} was not saved: {reason}.").format(file=file.name, reason=err.strerror),
            resolution=tr("Choose another place."),
        ) from err
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return file
