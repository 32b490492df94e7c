"""Files on their way in: streamed to the shop's folder, and refused when they grow too large."""

from __future__ import annotations

import re
import secrets
import time
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

import anyio

from appliance.core.errors import FileRefused, NotFound, TooLarge
from appliance.core.schemas import Upload
from appliance.core.storing import storing

MIB = 1024 * 1024
NAME_BYTES = 150
KEPT_SECONDS = 7 * 24 * 3600
_ID = re.compile(r"([0-9a-f]{16})-([^/\0]+)")


async def receive(chunks: AsyncIterator[bytes], folder: Path, name: str, limit: int) -> Upload:
    """Write the file below `folder` and return it. Raises `TooLarge` as soon as it passes `limit` bytes,
    `StoreFailed` when the disk does not take it; nothing stays behind then."""
    name = clean_name(name)
    _prepare(folder)
    file = folder / f"{secrets.token_hex(8)}-{name}"
    part = folder / f".{secrets.token_hex(8)}.part"
    try:
        with storing(f"“{name}” could not be stored"):
            size = await _write(chunks, part, name, limit)
            part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return Upload(id=file.name, name=name, size_bytes=size)


def find(folder: Path, upload: str) -> tuple[Path, str]:
    """Return the file and the name it came with. Raises `NotFound`."""
    match = _ID.fullmatch(upload)
    if match and (folder / upload).is_file():
        return folder / upload, match[2]
    raise NotFound("There is no such upload.", resolution="Upload the file again.")


def clean_name(name: str) -> str:
    """Return a file name that is safe on disk and still the owner's own. Raises `FileRefused`."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(char for char in base if unicodedata.category(char)[0] != "C").strip(" .")
    if not visible:
        raise FileRefused("This file has no name.", resolution="Rename the file and upload it again.")
    stem, dot, suffix = visible.rpartition(".")
    ending = f"{dot}{suffix}" if stem and len(suffix) <= 10 else ""
    stem_bytes = visible.removesuffix(ending).encode()[: NAME_BYTES - len(ending.encode())]
    return stem_bytes.decode(errors="ignore") + ending


def _prepare(folder: Path) -> None:
    """Make the folder, without what was left behind in it: uploads nobody imported, parts cut short."""
    folder.mkdir(exist_ok=True, mode=0o700)
    oldest = time.time() - KEPT_SECONDS
    for file in folder.iterdir():
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


async def _write(chunks: AsyncIterator[bytes], part: Path, name: str, limit: int) -> int:
    size = 0
    async with await anyio.open_file(part, "xb") as stream:
        async for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise too_large(name, limit)
            await stream.write(chunk)
    return size


def too_large(name: str, limit: int) -> TooLarge:
    return TooLarge(
        f"“{name}” is larger than {limit // MIB} MiB, the most this box takes.",
        resolution="Export fewer products at a time, or raise upload_limit_mb in config.toml.",
    )
