"""Fetch a file over HTTPS: resumed where it stopped, cancelled when asked, checked before it is used."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from appliance.core import errors
from appliance.core.ports import JobContext
from models import files
from models.catalog import Hub, WeightFile

if TYPE_CHECKING:
    from httpx2 import Client, Response

HUB = "https://huggingface.co"
ATTEMPTS = 5  # connections in a row that bring not a byte, before giving up
PAUSE = 1.0  # seconds before the second attempt, doubled each time
TIMEOUT = 30.0
MOST_BYTES = 20_000_000_000


class HubClient:
    """Reads files and their hashes from the Hugging Face hub. Sends nothing but the request itself."""

    def __init__(self, url: str = HUB, *, pause: float = PAUSE) -> None:
        self._url = url.rstrip("/")
        self._pause = pause

    def describe(self, hub: Hub, wanted: tuple[WeightFile, ...]) -> tuple[WeightFile, ...]:
        """Return the files with the sizes and hashes that the hub lists, where the catalogue has none.

        Small files outside of Git LFS have no sha256 there; theirs stays empty.
        """
        import httpx2

        address = f"{self._url}/api/models/{hub.repo}/tree/{hub.revision}"
        try:
            with _client() as client:
                answer = client.get(address, params={"recursive": "true"})
                answer.raise_for_status()
                listed = {item["path"]: item for item in json.loads(answer.text)}
        except (httpx2.HTTPError, ValueError, KeyError, TypeError) as fault:
            raise _unreachable(hub.repo, fault) from fault
        return tuple(_described(file, listed.get(file.name), hub) for file in wanted)

    def fetch(self, hub: Hub, file: WeightFile, target: Path, job: JobContext) -> None:
        """Write the file to `target`, going on where an earlier attempt stopped, and verify it."""
        address = f"{self._url}/{hub.repo}/resolve/{quote(hub.revision)}/{quote(file.name)}"
        fetch(address, file, target, job, pause=self._pause)


def fetch(address: str, file: WeightFile, target: Path, job: JobContext, *, pause: float = PAUSE) -> None:
    """Write what is at the address to `target` and verify it.

    What has come is kept in `<target>.part` when the line breaks or the job is cancelled. Raises
    DownloadFailed when the server cannot be reached, ModelRefused when the file is not the expected one.
    """
    import httpx2

    part = target.with_name(f"{target.name}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    idle = 0
    with _client() as client:
        while not _complete(part, file):
            before = _size(part)
            try:
                _attempt(client, address, part, file, job)
                break
            except httpx2.HTTPStatusError as refused:
                raise _unreachable(file.name, refused) from refused
            except httpx2.HTTPError as broken:
                idle = 0 if _size(part) > before else idle + 1
                if idle >= ATTEMPTS:
                    raise _unreachable(file.name, broken) from broken
                time.sleep(pause * 2**idle)
    verify(part, file, job)
    part.replace(target)


def verify(path: Path, file: WeightFile, job: JobContext) -> None:
    """Raise ModelRefused, and delete the file, unless it is the expected one."""
    wrong_size = file.size and path.stat().st_size != file.size
    if wrong_size or (file.sha256 and files.sha256(path, job, file.name) != file.sha256):
        path.unlink()
        raise errors.ModelRefused(
            f"The file {file.name} is not the one that its publisher lists: it was damaged on its way or "
            "exchanged. It has been deleted.",
            resolution="Fetch the model again.",
        )


def _attempt(client: Client, address: str, part: Path, file: WeightFile, job: JobContext) -> None:
    """Add to `part` what the server still has to send."""
    import httpx2

    start = _size(part)
    headers = {"Range": f"bytes={start}-"} if start else {}
    with client.stream("GET", address, headers=headers) as answer:
        if answer.status_code == 416:  # nothing there behind what we have: it is another file's beginning
            part.unlink(missing_ok=True)
            raise httpx2.RemoteProtocolError("the server has nothing to add", request=answer.request)
        answer.raise_for_status()
        if _begins_at(answer) != start:
            part.unlink(missing_ok=True)
        _receive(answer, part, file, job)


def _receive(answer: Response, part: Path, file: WeightFile, job: JobContext) -> None:
    done = _size(part)
    total = file.size or _total(answer, done)
    files.require_space(part.parent, max(0, (total or 0) - done))
    with part.open("ab") as writing:
        for chunk in answer.iter_bytes():
            done += len(chunk)
            if done > (total or MOST_BYTES):
                raise errors.ModelRefused(
                    f"The server sends more of {file.name} than its {total or MOST_BYTES} bytes.",
                    resolution="Fetch the model again later.",
                )
            writing.write(chunk)
            job.step(f"Downloading {file.name}", done, total)


def _begins_at(answer: Response) -> int:
    """Return the offset from which the server sends."""
    found = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    return int(found[1]) if answer.status_code == 206 and found else 0


def _total(answer: Response, done: int) -> int | None:
    length = answer.headers.get("Content-Length", "")
    return done + int(length) if length.isdigit() else None


def _complete(part: Path, file: WeightFile) -> bool:
    return bool(file.size) and _size(part) == file.size


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _described(file: WeightFile, listed: dict[str, object] | None, hub: Hub) -> WeightFile:
    if listed is None:
        raise errors.ModelRefused(
            f"{hub.repo} on the Hugging Face hub has no file {file.name} any more.",
            resolution="Choose another model, or add a file of your own.",
        )
    lfs = listed.get("lfs")
    theirs = str(lfs.get("oid", "")) if isinstance(lfs, dict) else ""
    size = listed.get("size")
    return WeightFile(file.name, file.size or (size if isinstance(size, int) else 0), file.sha256 or theirs)


def _client() -> Client:
    import httpx2

    return httpx2.Client(follow_redirects=True, timeout=TIMEOUT, headers={"Accept-Encoding": "identity"})


def _unreachable(what: str, fault: Exception) -> errors.DownloadFailed:
    return errors.DownloadFailed(
        f"{what} could not be downloaded.",
        resolution="Check the internet connection and start it again: it goes on where it stopped.",
        details=str(fault),
    )
