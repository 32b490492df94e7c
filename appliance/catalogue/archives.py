"""What a ZIP-based file (XLSX, DOCX) really unpacks to, checked before anything parses it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from appliance.core.errors import FileRefused, TooLarge

MAX_UNPACKED = 256 * 2**20
MAX_ENTRIES = 5_000
MAX_RATIO = 400
"""Times an entry may grow; spreadsheets of repeated rows reach about 100."""
_CHUNK = 2**20


def entries(path: Path, name: str) -> frozenset[str]:
    """Return the names inside the archive. Raises `FileRefused` when it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(name, error) from None


def check(path: Path, name: str) -> None:
    """Unpack every entry to nowhere. Raises `TooLarge` for a bomb, `FileRefused` for damage, a password
    or XML that declares entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive, name)
            total = 0
            for entry in archive.infolist():
                total += _unpack(archive, entry, name, MAX_UNPACKED - total)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(name, error) from None
    except RuntimeError as error:  # zipfile's word for an entry that needs a password
        raise FileRefused(
            f"{name} is protected by a password.",
            resolution="Save a copy without a password and upload that.",
            details=str(error),
        ) from None


def _check_declared(archive: zipfile.ZipFile, name: str) -> None:
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MAX_ENTRIES:
        raise _bomb(name, f"it holds {len(infos):,} files")
    if unpacked > MAX_UNPACKED:
        raise _bomb(name, f"it would unpack to {unpacked / 2**20:,.0f} MiB")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> int:
    """Return the entry's real size; what its header declares is not believed."""
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            if size == 0 and b"<!ENTITY" in chunk:
                raise FileRefused(
                    f"{name} declares XML entities, which a normal document never does.",
                    resolution="Save it again in your office program and upload the new file.",
                )
            size += len(chunk)
            if size > left:
                raise _bomb(name, f"it unpacks to more than {MAX_UNPACKED // 2**20} MiB")
            if size > 2**23 and size > MAX_RATIO * max(entry.compress_size, 1):
                raise _bomb(name, f"{entry.filename} grows more than {MAX_RATIO} times when unpacked")
    return size


def _bomb(name: str, reason: str) -> TooLarge:
    return TooLarge(
        f"{name} is not opened: {reason}.",
        resolution="Export a product list as CSV, save a document as PDF, and upload that.",
    )


def _damaged(name: str, error: Exception) -> FileRefused:
    return FileRefused(
        f"{name} is damaged and cannot be opened.",
        resolution="Save or download it again and upload the new file.",
        details=str(error),
    )
