"""What is in the container image, and that it can be made again."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from appliance.core.version import VERSION
from installers.image import wheels
from installers.image.__main__ import LIMIT, PROJECT

pytestmark = pytest.mark.slow

UNWANTED = ("torch", "PySide6", "pyqtgraph", "gui", "sentence_transformers", "kubernetes", "pip")


def read(image: Path) -> tuple[dict[str, Any], list[tarfile.TarInfo], str]:
    """Return the image's configuration, the members of all layers, and its name."""
    with tarfile.open(image) as archive:

        def blob(digest: str) -> bytes:
            member = archive.extractfile(f"blobs/sha256/{digest.removeprefix('sha256:')}")
            assert member is not None
            return member.read()

        index = archive.extractfile("index.json")
        assert index is not None
        (described,) = json.loads(index.read())["manifests"]
        manifest = json.loads(blob(described["digest"]))
        members = []
        for layer in manifest["layers"]:
            with tarfile.open(fileobj=io.BytesIO(gzip.decompress(blob(layer["digest"])))) as files:
                members += list(files)
        config = json.loads(blob(manifest["config"]["digest"]))
        return config, members, described["annotations"]["io.containerd.image.name"]


def test_the_image_is_small_and_holds_no_more_than_the_service(image: Path) -> None:
    config, members, name = read(image)
    assert name == f"localhost/shopwarden:{VERSION}"
    assert config["config"]["User"] == "65532:65532"
    assert sum(member.size for member in members) < LIMIT
    paths = {member.name for member in members}
    assert "usr/bin/shopwarden" in paths
    assert f"{wheels.PLACE}/appliance/__pycache__/wiring.cpython-311.pyc" in paths
    for package in UNWANTED:
        assert not any(path.startswith(f"{wheels.PLACE}/{package}/") for path in paths), package
    assert not {"usr/bin/sh", "usr/bin/bash", "usr/bin/dash", "usr/bin/dpkg", "usr/bin/apt"} & paths
    assert not any(member.mode & 0o6000 for member in members)


def test_our_layer_is_made_again_as_it_was(tmp_path: Path) -> None:
    """The whole image is made twice by hand before a release: it costs a minute and a half of processor."""
    digests = {wheels.product(PROJECT, tmp_path / name).pack(tmp_path / name).digest for name in "ab"}
    assert len(digests) == 1
