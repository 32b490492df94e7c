"""The air-gap bundle: one tar with K3s, its images and ours, checksums, and a signature over them.

The first two members are `manifest.json` and `manifest.sig` (Ed25519 over the manifest's bytes), so that
nothing is unpacked that nobody vouched for. A bundle is unpacked into a folder of root's own and hashed on
the way: what was checked is what is installed.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from appliance.core.errors import BundleRefused, StoreFailed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
MANIFEST_BYTES = 1 << 20
CHUNK = 1 << 20
SPARE_BYTES = 512 << 20
"""Left free on the disk after unpacking."""

NAME = r"^(k3s|images/[A-Za-z0-9][A-Za-z0-9._-]{0,100}\.tar(\.gz|\.zst)?)$"


class Entry(BaseModel):
    """One file of the bundle."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=NAME)]
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What a bundle says it holds. `add_ons` are K3s's own whose images it carries."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Annotated[int, Field(ge=1, le=1)] = 1
    k3s_version: Annotated[str, Field(pattern=r"^v\d+\.\d+\.\d+[\w.+-]{0,40}$")]
    machine: str
    pause_image: str = ""
    add_ons: tuple[str, ...] = ()
    files: tuple[Entry, ...]


def unpack(file: Path, into: Path, keys: Path, told: Callable[[int, int], None]) -> Manifest:
    """Check the bundle and unpack it into the folder; return its manifest. `told` hears (done, total)
    bytes. Raises `BundleRefused` and `StoreFailed`; the folder is complete or not there."""
    draft = into.with_name(f"{into.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    try:
        with _opened(file) as tar:
            members = iter(tar)
            manifest = _manifest(tar, members, keys)
            _room(manifest, draft)
            _files(tar, members, manifest, draft, told)
        (draft / MANIFEST).write_text(manifest.model_dump_json())
    except (tarfile.TarError, EOFError, OSError) as err:
        shutil.rmtree(draft, ignore_errors=True)
        raise _damaged(file, err) from None
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    shutil.rmtree(into, ignore_errors=True)
    draft.replace(into)
    return manifest


def read(folder: Path) -> Manifest:
    """Return the manifest of an unpacked bundle."""
    return Manifest.model_validate_json((folder / MANIFEST).read_bytes())


def write(file: Path, manifest: Manifest, sources: Mapping[str, Path], key: Ed25519PrivateKey) -> None:
    """Write a bundle: `sources` says where each file of the manifest comes from."""
    signed = manifest.model_dump_json(indent=1).encode()
    draft = file.with_name(f"{file.name}.part")
    with tarfile.open(draft, "w") as tar:
        _add(tar, MANIFEST, io.BytesIO(signed), len(signed))
        signature = key.sign(signed)
        _add(tar, SIGNATURE, io.BytesIO(signature), len(signature))
        for entry in manifest.files:
            with sources[entry.name].open("rb") as stream:
                _add(tar, entry.name, stream, entry.size)
    draft.replace(file)


def entry(name: str, file: Path) -> Entry:
    """Return the manifest's line for a file."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Entry(name=name, size=file.stat().st_size, sha256=digest)


def _add(tar: tarfile.TarFile, name: str, stream: IO[bytes], size: int) -> None:
    info = tarfile.TarInfo(name)  # no owner, no time: the same files make the same bundle
    info.size, info.mode = size, 0o755 if name == "k3s" else 0o644
    tar.addfile(info, stream)


def _opened(file: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(file, "r:")
    except FileNotFoundError:
        raise BundleRefused(f"There is no {file}.", resolution="Check the path of the bundle.") from None


def _manifest(tar: tarfile.TarFile, members: Iterator[tarfile.TarInfo], keys: Path) -> Manifest:
    manifest = _small(tar, members, MANIFEST)
    if not _signed(manifest, _small(tar, members, SIGNATURE), keys):
        raise BundleRefused(
            "The bundle is not signed by a key that this box trusts.",
            resolution=f"Get the bundle from its maker again, or put the maker's public key into {keys}.",
        )
    try:
        return Manifest.model_validate_json(manifest)
    except ValidationError as err:
        raise BundleRefused(
            "The bundle's manifest is not one that this version understands.",
            resolution="Update Shopwarden, then install again.",
            details=str(err),
        ) from None


def _small(tar: tarfile.TarFile, members: Iterator[tarfile.TarInfo], name: str) -> bytes:
    member = next(members, None)
    stream = tar.extractfile(member) if member and member.isreg() and member.size <= MANIFEST_BYTES else None
    if member is None or member.name != name or stream is None:
        raise BundleRefused(
            "This is no bundle of Shopwarden's.", resolution="Choose the file called shopwarden-node-….tar."
        )
    return stream.read()


def _signed(manifest: bytes, signature: bytes, keys: Path) -> bool:
    """Whether one of the trusted keys signed the manifest."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    for file in sorted(keys.glob("*.pem")):
        try:
            key = load_pem_public_key(file.read_bytes())
            if isinstance(key, Ed25519PublicKey):
                key.verify(signature, manifest)
                return True
        except (InvalidSignature, ValueError, OSError):
            continue
    return False


def _room(manifest: Manifest, folder: Path) -> None:
    needed = sum(entry.size for entry in manifest.files) + SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoreFailed(
            f"The bundle needs {needed / 1e9:.1f} GB and {free / 1e9:.1f} GB are free.",
            resolution="Free some disk space, then install again.",
        )


def _files(
    tar: tarfile.TarFile,
    members: Iterator[tarfile.TarInfo],
    manifest: Manifest,
    folder: Path,
    told: Callable[[int, int], None],
) -> None:
    """Unpack exactly the manifest's files, in its order."""
    total, done = sum(entry.size for entry in manifest.files), 0
    for wanted in manifest.files:
        member = next(members, None)
        if member is None or member.name != wanted.name or not member.isreg():
            raise _incomplete(wanted.name)
        stream = tar.extractfile(member)
        target = folder / wanted.name
        target.parent.mkdir(exist_ok=True)
        digest = hashlib.sha256()
        with target.open("xb") as out:
            while stream and (chunk := stream.read(CHUNK)):
                out.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                told(done, total)
        if digest.hexdigest() != wanted.sha256:
            raise _incomplete(wanted.name)
        target.chmod(0o755 if wanted.name == "k3s" else 0o644)


def _incomplete(name: str) -> BundleRefused:
    return BundleRefused(
        f"The bundle is damaged: {name} is not what its checksum says.",
        resolution="Copy the bundle again, then install.",
    )


def _damaged(file: Path, error: Exception) -> BundleRefused | StoreFailed:
    import errno

    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StoreFailed("The disk is full.", resolution="Free some disk space, then install again.")
    return BundleRefused(
        f"{file.name} cannot be read to its end.",
        resolution="Copy the bundle again, then install.",
        details=json.dumps(str(error)),
    )
