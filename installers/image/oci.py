"""An OCI image layout in one tar: what containerd (`k3s ctr images import`), podman and skopeo read."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from installers.image.layers import MTIME, Packed

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"


def write(out: Path, name: str, layers: Sequence[Packed], settings: dict[str, Any], created: int) -> str:
    """Write the image called `name` (repository:tag) to the tar `out` and return its digest.

    `settings` is the `config` of the OCI image configuration; `created` are seconds since 1970.
    """
    time = datetime.fromtimestamp(created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    config = _json(
        {
            "architecture": "amd64",
            "os": "linux",
            "created": time,
            "config": settings,
            "rootfs": {"type": "layers", "diff_ids": [layer.diff_id for layer in layers]},
            "history": [{"created": time, "created_by": "make image"} for _ in layers],
        }
    )
    manifest = _json(
        {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": _descriptor(CONFIG, config),
            "layers": [
                {"mediaType": LAYER, "digest": layer.digest, "size": layer.file.stat().st_size}
                for layer in layers
            ],
        }
    )
    described = _descriptor(MANIFEST, manifest)
    described["annotations"] = {
        "io.containerd.image.name": name,
        "org.opencontainers.image.ref.name": name,
    }
    index = _json({"schemaVersion": 2, "manifests": [described]})
    _archive(out, (config, manifest), layers, index)
    return str(described["digest"])


def _archive(out: Path, blobs: Sequence[bytes], layers: Sequence[Packed], index: bytes) -> None:
    contents: dict[str, bytes | Path] = {f"blobs/sha256/{_sum(blob)}": blob for blob in blobs}
    contents |= {f"blobs/sha256/{layer.digest.removeprefix('sha256:')}": layer.file for layer in layers}
    contents |= {"index.json": index, "oci-layout": _json({"imageLayoutVersion": "1.0.0"})}
    draft = out.with_name(f"{out.name}.part")
    with tarfile.open(draft, "w", format=tarfile.USTAR_FORMAT) as archive:
        for path, content in sorted(contents.items()):
            info = tarfile.TarInfo(path)
            info.mtime = MTIME
            info.size = content.stat().st_size if isinstance(content, Path) else len(content)
            with content.open("rb") if isinstance(content, Path) else io.BytesIO(content) as stream:
                archive.addfile(info, stream)
    draft.replace(out)


def _descriptor(kind: str, blob: bytes) -> dict[str, Any]:
    return {"mediaType": kind, "digest": f"sha256:{_sum(blob)}", "size": len(blob)}


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, separators=(",", ":"), sort_keys=True).encode()


def _sum(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()
