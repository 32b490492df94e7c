"""A model file from an address that the owner gave: resumed, checked, and taken in like any other file."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from appliance.core import errors
from appliance.core.ports import JobContext
from appliance.core.schemas import ModelInfo
from models import download
from models.catalog import WeightFile

HUB_PAGE = re.compile(r"^(https://huggingface\.co/[^/]+/[^/]+)/blob/")
ENDING = ".gguf"
WAITING = "web-"
"""How the folders of half downloads are called."""

Add = Callable[[Path, JobContext], ModelInfo]


def fetch(address: str, sha256: str, waiting: Path, add: Add, job: JobContext) -> ModelInfo:
    """Fetch the file and hand it to `add`. What has come is kept below `waiting` until it is whole, so that
    the next attempt goes on there. Raises InvalidInput, DownloadFailed, ModelRefused, Cancelled."""
    address = HUB_PAGE.sub(r"\1/resolve/", address.strip())
    name = file_name(address, sha256)
    folder = waiting / f"{WAITING}{hashlib.sha256(address.encode()).hexdigest()[:24]}"
    file = folder / name
    if not file.exists():
        download.fetch(address, WeightFile(name, 0, sha256.strip().lower()), file, job)
    try:
        info = add(file, job)
    except errors.ModelRefused:
        shutil.rmtree(folder, ignore_errors=True)  # it will be no better the next time
        raise
    shutil.rmtree(folder, ignore_errors=True)
    return info


def file_name(address: str, sha256: str = "") -> str:
    """Return what the file at the address is called. Raises InvalidInput for an address that is of no use."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    name = unquote(parts.path).rpartition("/")[2]
    if parts.scheme not in ("https", "http") or not parts.hostname or not name.lower().endswith(ENDING):
        raise errors.InvalidInput(
            "This is no address of a model file.",
            resolution="Give the whole address of a GGUF file, such as https://example.com/model.gguf.",
        )
    if parts.scheme == "http" and not sha256.strip():
        raise errors.InvalidInput(
            "On the way from an address without https a file can be exchanged.",
            resolution="Give its SHA-256 too, or an address that begins with https.",
        )
    return re.sub(r"[^A-Za-z0-9._+-]", "-", name)[-120:]
