"""Layers and images depend on their content alone, and say truly what they hold."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

from installers.image import oci
from installers.image.layers import MTIME, Layer

FILES = {"opt/b.so.1": b"library", "opt/b.so": b"library", "etc/x": b"x", "opt/run": b"#!/bin/true"}


def layer_of(paths: list[str]) -> Layer:
    made = Layer()
    for path in paths:
        made.file(path, FILES[path], 0o755 if path == "opt/run" else 0o600)
    made.link("lib", "usr/lib")
    made.folder("tmp", 0o1777)
    return made


def members(file: Path) -> dict[str, tarfile.TarInfo]:
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(file.read_bytes()))) as archive:
        return {member.name: member for member in archive}


def test_the_same_files_make_the_same_layer_in_whatever_order_they_come(tmp_path: Path) -> None:
    one = layer_of(sorted(FILES)).pack(tmp_path / "one")
    two = layer_of(sorted(FILES, reverse=True)).pack(tmp_path / "two")
    assert (one.digest, one.diff_id, one.size) == (two.digest, two.diff_id, two.size)
    changed = layer_of(sorted(FILES))
    changed.file("etc/x", b"y")
    assert changed.pack(tmp_path / "three").digest != one.digest


def test_everything_belongs_to_root_and_has_one_time_and_plain_modes(tmp_path: Path) -> None:
    found = members(layer_of(list(FILES)).pack(tmp_path).file)
    assert {(member.uid, member.gid, member.mtime) for member in found.values()} == {(0, 0, MTIME)}
    assert {name: oct(member.mode) for name, member in found.items()} == {
        "etc": "0o755",
        "etc/x": "0o644",
        "lib": "0o777",
        "opt": "0o755",
        "opt/b.so": "0o644",
        "opt/b.so.1": "0o644",
        "opt/run": "0o755",
        "tmp": "0o1777",
    }


def test_equal_files_are_stored_once(tmp_path: Path) -> None:
    made = layer_of(list(FILES))
    found = members(made.pack(tmp_path).file)
    assert found["opt/b.so.1"].islnk()
    assert found["opt/b.so.1"].linkname == "opt/b.so"
    assert made.size == len(b"library") + len(b"x") + len(b"#!/bin/true")


def test_two_packages_that_differ_about_a_path_are_told(tmp_path: Path) -> None:
    made = layer_of(list(FILES))
    with pytest.raises(ValueError, match="opt/run"):
        made.link("opt/run", "elsewhere")


def test_digests_are_those_of_what_is_there(tmp_path: Path) -> None:
    packed = layer_of(list(FILES)).pack(tmp_path / "layers")
    assert packed.digest == f"sha256:{hashlib.sha256(packed.file.read_bytes()).hexdigest()}"
    plain = gzip.decompress(packed.file.read_bytes())
    assert packed.diff_id == f"sha256:{hashlib.sha256(plain).hexdigest()}"
    out = tmp_path / "image.tar"
    digest = oci.write(out, "localhost/x:1.2", [packed], {"User": "1:1"}, 0)
    with tarfile.open(out) as archive:
        blobs = {m.name: archive.extractfile(m).read() for m in archive}  # type: ignore[union-attr]
    for name, blob in blobs.items():
        if name.startswith("blobs/"):
            assert name == f"blobs/sha256/{hashlib.sha256(blob).hexdigest()}"
    (described,) = json.loads(blobs["index.json"])["manifests"]
    assert described["digest"] == digest
    assert described["annotations"]["io.containerd.image.name"] == "localhost/x:1.2"
    manifest = json.loads(blobs[f"blobs/sha256/{digest.removeprefix('sha256:')}"])
    config = json.loads(blobs[f"blobs/sha256/{manifest['config']['digest'].removeprefix('sha256:')}"])
    assert config["rootfs"]["diff_ids"] == [packed.diff_id]
    assert config["created"] == "1970-01-01T00:00:00Z"


def test_the_same_image_twice_is_the_same_file(tmp_path: Path) -> None:
    packed = layer_of(list(FILES)).pack(tmp_path / "layers")
    for name in ("a", "b"):
        oci.write(tmp_path / name, "localhost/x:1.2", [packed], {"User": "1:1"}, 1234)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
