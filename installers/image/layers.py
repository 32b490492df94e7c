"""A layer of an image: files by path, written as a tar that depends on their content alone."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MTIME = 315_532_800
"""Of every file: 1980-01-01, the first day that zip files know, so that layers do not change with commits."""


@dataclass(frozen=True)
class Entry:
    """A folder, a link (`target`) or a file (`content`, or what `source` holds)."""

    kind: bytes
    mode: int
    target: str = ""
    content: bytes = b""
    source: Path | None = None

    def read(self) -> bytes:
        return self.source.read_bytes() if self.source else self.content


@dataclass(frozen=True)
class Packed:
    """A layer as it lies on disk: the digest of the file, of the tar inside, and that tar's size in bytes."""

    file: Path
    digest: str
    diff_id: str
    size: int


class Layer:
    """Entries by path; adding one makes its parent folders. Everything belongs to root."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def __getitem__(self, path: str) -> Entry:
        return self._entries[path]

    def __contains__(self, path: str) -> bool:
        return path in self._entries

    @property
    def size(self) -> int:
        """Bytes of all files, equal ones counted once."""
        contents = {hashlib.sha256(data).digest(): len(data) for data in self._contents()}
        return sum(contents.values())

    def file(self, path: str, content: bytes | Path, mode: int = 0o644) -> None:
        mode = 0o755 if mode & 0o111 else 0o644
        source = {"source": content} if isinstance(content, Path) else {"content": content}
        self._add(path, Entry(tarfile.REGTYPE, mode, **source))  # type: ignore[arg-type]

    def folder(self, path: str, mode: int = 0o755) -> None:
        self._add(path.rstrip("/"), Entry(tarfile.DIRTYPE, mode))

    def link(self, path: str, target: str) -> None:
        self._add(path, Entry(tarfile.SYMTYPE, 0o777, target))

    def pack(self, folder: Path) -> Packed:
        """Write the layer below `folder` as a compressed tar and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / "layer.part"
        diff, packed = _Hash(), _Hash()
        with draft.open("wb") as raw:
            out = _Tee(raw, packed)
            with gzip.GzipFile("", "wb", 6, out, mtime=0) as squeezed:  # type: ignore[arg-type]
                tar = _Tee(squeezed, diff)
                self._write(tar)  # type: ignore[arg-type]
        file = folder / packed.hexdigest
        draft.replace(file)
        return Packed(file, f"sha256:{packed.hexdigest}", f"sha256:{diff.hexdigest}", diff.size)

    def _add(self, path: str, entry: Entry) -> None:
        parent = path.rpartition("/")[0]
        if parent and parent not in self._entries:
            self._add(parent, Entry(tarfile.DIRTYPE, 0o755))
        known = self._entries.get(path)
        if known and (known.kind != entry.kind or known.target != entry.target):
            raise ValueError(f"two packages have {path}, and differ about what it is")
        self._entries[path] = entry

    def _contents(self) -> list[bytes]:
        return [entry.read() for entry in self._entries.values() if entry.kind == tarfile.REGTYPE]

    def _write(self, out: IO[bytes]) -> None:
        """Equal files become hard links of the first: wheels carry a library under each of its names."""
        seen: dict[bytes, str] = {}
        with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as archive:
            for path, entry in sorted(self._entries.items()):
                info = tarfile.TarInfo(path)
                info.mtime, info.mode, info.type, info.linkname = MTIME, entry.mode, entry.kind, entry.target
                content = entry.read() if entry.kind == tarfile.REGTYPE else b""
                key = hashlib.sha256(content + b"%o" % entry.mode).digest()
                if content and key in seen:
                    info.type, info.linkname, content = tarfile.LNKTYPE, seen[key], b""
                elif content:
                    seen[key] = path
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))


class _Hash:
    """The sha256 and size of what went by."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()
        self.size = 0

    def update(self, data: bytes) -> None:
        self._sum.update(data)
        self.size += len(data)

    @property
    def hexdigest(self) -> str:
        return self._sum.hexdigest()


class _Tee:
    """A writable stream that hashes what passes."""

    def __init__(self, out: IO[bytes], seen: _Hash) -> None:
        self._out = out
        self._seen = seen

    def write(self, data: bytes) -> int:
        self._seen.update(data)
        self._out.write(data)
        return len(data)

    def flush(self) -> None:
        self._out.flush()
