"""The air-gap bundle: nothing unsigned is unpacked, nothing changed is installed."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from appliance.core.errors import BundleRefused, StoreFailed
from k3s import bundle, make_bundle


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder with a bundle, and its maker's public key trusted."""
    k3s = tmp_path / "k3s"
    k3s.write_text("#!/bin/sh\necho k3s version v1.31.4+k3s1\n")
    k3s.chmod(0o755)
    (tmp_path / "pause.tar").write_bytes(b"p" * 3_000_000)
    words = [str(tmp_path / "b.tar"), "--k3s", str(k3s), "--image", str(tmp_path / "pause.tar")]
    assert make_bundle.main([*words, "--key", str(tmp_path / "key.pem"), "--new-key"]) == 0
    (tmp_path / "trusted").mkdir()
    (tmp_path / "key.pub.pem").rename(tmp_path / "trusted/maker.pem")
    return tmp_path


def unpack(folder: Path) -> bundle.Manifest:
    return bundle.unpack(folder / "b.tar", folder / "out", folder / "trusted", lambda done, total: None)


def rewrite(folder: Path, change: dict[str, bytes | None], first: tuple[str, bytes] | None = None) -> None:
    """Write the bundle anew with members changed or left out."""
    with tarfile.open(folder / "b.tar") as old:
        members = {info.name: old.extractfile(info).read() for info in old}  # type: ignore[union-attr]
    with tarfile.open(folder / "b.tar", "w") as new:
        for name, data in {**({first[0]: first[1]} if first else {}), **members, **change}.items():
            if data is not None:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                new.addfile(info, io.BytesIO(data))


def test_a_bundle_is_unpacked_as_it_was_made(made: Path) -> None:
    manifest = unpack(made)
    assert manifest == bundle.read(made / "out")
    assert manifest.k3s_version == "v1.31.4+k3s1"
    assert (made / "out/images/pause.tar").read_bytes() == (made / "pause.tar").read_bytes()
    assert (made / "out/k3s").stat().st_mode & 0o111


def test_the_same_files_make_the_same_bundle(made: Path) -> None:
    before = (made / "b.tar").read_bytes()
    words = [str(made / "b.tar"), "--k3s", str(made / "k3s"), "--image", str(made / "pause.tar")]
    make_bundle.main([*words, "--key", str(made / "key.pem")])
    assert (made / "b.tar").read_bytes() == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"k3s": b"#!/bin/sh\necho evil\n"}, "k3s is not what"),
        ({"images/pause.tar": b"q" * 3_000_000}, "pause.tar is not what"),
        ({"images/pause.tar": None}, "pause.tar is not what"),
        ({"manifest.sig": b"\0" * 64}, "not signed by a key"),
        ({"manifest.sig": None}, "no bundle of Shopwarden's"),
        ({"manifest.json": b"{}"}, "not signed by a key"),
    ],
)
def test_what_was_changed_is_refused_and_leaves_nothing(
    made: Path, change: dict[str, bytes | None], says: str
) -> None:
    rewrite(made, change)
    with pytest.raises(BundleRefused, match=says):
        unpack(made)
    assert not (made / "out").exists()
    assert not (made / "out.part").exists()


def test_nobody_trusted_means_nothing_installed(made: Path) -> None:
    (made / "trusted/maker.pem").unlink()
    with pytest.raises(BundleRefused, match="not signed"):
        unpack(made)
    (made / "trusted/junk.pem").write_text("no key")
    with pytest.raises(BundleRefused, match="not signed"):
        unpack(made)


@pytest.mark.parametrize("kept", [0, 100, 700, 20_000, 1_000_000])
def test_a_copy_that_broke_off_is_refused(made: Path, kept: int) -> None:
    whole = (made / "b.tar").read_bytes()
    (made / "b.tar").write_bytes(whole[:kept])
    with pytest.raises(BundleRefused):
        unpack(made)
    assert not (made / "out").exists()


def test_a_stranger_s_tar_and_no_file(made: Path) -> None:
    rewrite(made, {}, first=("evil", b"x"))
    with pytest.raises(BundleRefused, match="no bundle"):
        unpack(made)
    (made / "b.tar").unlink()
    with pytest.raises(BundleRefused, match="There is no"):
        unpack(made)


def test_too_little_room_is_said_before_unpacking(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "SPARE_BYTES", 1 << 60)
    with pytest.raises(StoreFailed, match="GB are free"):
        unpack(made)


def test_an_older_unpacked_bundle_is_replaced_whole(made: Path) -> None:
    (made / "out").mkdir()
    (made / "out/leftover").touch()
    unpack(made)
    assert not (made / "out/leftover").exists()
