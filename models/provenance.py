"""What is known of weights on this box: `provenance.json` beside them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from appliance.core import errors
from models import files
from models.catalog import Kind, WeightFile

NAME = "provenance.json"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it was when it was stored. `changed` is its time of change in nanoseconds."""

    name: str
    size: int
    sha256: str
    changed: int


@dataclass(frozen=True, slots=True)
class Tuning:
    """What tuning found on this computer. `kind` is the quantisation that was adopted, "" when the weights
    stayed as they came; `outcome` says it in a sentence."""

    kind: str
    outcome: str
    done: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a model came from, what was done to it, and the files that are there now, the main one first.

    `originals` are the files as they came, before `conversions`. `tuning` is None before it was tried.
    """

    id: str
    kind: Kind
    title: str
    licence: str
    source: str
    memory: int
    installed: str
    languages: tuple[str, ...]
    originals: tuple[WeightFile, ...]
    conversions: tuple[str, ...]
    files: tuple[Stored, ...]
    tuning: Tuning | None = None

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def stored(folder: Path) -> tuple[Stored, ...]:
    """Return the records of all files in a folder that has just been made, the largest first."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != NAME]
    records = [_record(path, folder) for path in paths]
    return tuple(sorted(records, key=lambda file: (-file.size, file.name)))


def _record(path: Path, folder: Path) -> Stored:
    facts = path.stat()
    return Stored(str(path.relative_to(folder)), facts.st_size, files.sha256(path), facts.st_mtime_ns)


def write(folder: Path, record: Provenance) -> None:
    files.write_json(folder / NAME, asdict(record))


def read(folder: Path) -> Provenance | None:
    """Return the record of the model in the folder, or None where there is no whole model."""
    try:
        fields = json.loads((folder / NAME).read_text("utf-8"))
        return Provenance(
            **{
                **fields,
                "kind": Kind(fields["kind"]),
                "languages": tuple(fields["languages"]),
                "originals": tuple(WeightFile(**file) for file in fields["originals"]),
                "conversions": tuple(fields["conversions"]),
                "files": tuple(Stored(**file) for file in fields["files"]),
                "tuning": Tuning(**fields["tuning"]) if fields.get("tuning") else None,
            }
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def check(folder: Path, record: Provenance, *, thorough: bool) -> None:
    """Raise ModelRefused, naming the file, unless the model's files are what they were when stored.

    Without `thorough` a file of unchanged size and time is taken for unchanged.
    """
    for file in record.files:
        path = folder / file.name
        try:
            facts = path.stat()
        except OSError as gone:
            raise _damaged(record, file, "is missing") from gone
        if facts.st_size != file.size:
            raise _damaged(record, file, f"has {facts.st_size} bytes instead of {file.size}")
        if (thorough or facts.st_mtime_ns != file.changed) and files.sha256(path) != file.sha256:
            raise _damaged(record, file, "is damaged: its sha256 is another than when it was stored")


def _damaged(record: Provenance, file: Stored, what: str) -> errors.ModelRefused:
    return errors.ModelRefused(
        f"The weight file {file.name} of “{record.title}” {what}.",
        resolution=f"Run “shopwarden models add {record.id}” to install it again.",
    )
