"""Tuning: what is adopted, what is kept, and what an interruption leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil
import pytest

from appliance.core import errors
from models import catalog, provenance, quantise, tuning
from models.catalog import Catalog, Kind, WeightFile
from models.provenance import Provenance
from models.quantise import Agreement, Conversion, Speed, Tools, Trial
from models.store import ModelStore

T = TypeVar("T")
SLOW, FAST = Speed(200.0, 90.0, 215.0), Speed(800.0, 95.0, 430.0)


class Quiet:
    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        return None


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    """A store with a language model and an embedding model, both in use."""
    made = ModelStore(tmp_path / "models", Catalog(()))
    for name, kind in (("chatty", Kind.CHAT), ("reader", Kind.EMBEDDING)):
        folder = tmp_path / "models" / name
        folder.mkdir(parents=True)
        (folder / "weights.Q4_1.gguf").write_bytes(b"four bits" * 10)
        stored = provenance.stored(folder)
        original = WeightFile(stored[0].name, stored[0].size, stored[0].sha256)
        record = Provenance(
            name, kind, name.title(), "MIT", "A friend.", 1000, provenance.now(), (), (original,), (), stored
        )
        provenance.write(folder, record)
        made.use(name)
    return made


def better(source: Path, folder: Path, tools: Tools) -> Conversion:
    made = folder / f"{source.stem}.Q8_0.gguf"
    made.write_bytes(b"eight bits" * 20)
    trial = Trial("Q8_0", FAST, Agreement(326, 0.97, 0.01), made.stat().st_size)
    return Conversion(made, SLOW, trial, (trial,))


def nothing(source: Path, folder: Path, tools: Tools) -> Conversion:
    trial = Trial("Q8_0", SLOW, None, 100)
    return Conversion(None, SLOW, None, (trial,))


def test_better_weights_take_the_place_of_the_old_and_their_hash_is_kept(store: ModelStore) -> None:
    before = store.record("chatty")
    assert tuning.due(store) == "chatty"
    info = tuning.tune(store, "chatty", Quiet(), better)
    path = store.path("chatty")
    assert path.name == "weights.Q4_1.Q8_0.gguf" and path.read_bytes().startswith(b"eight")
    assert [file.name for file in path.parent.iterdir() if file.suffix == ".gguf"] == [path.name]
    assert info.sha256 == before.originals[0].sha256
    assert info.size_bytes == path.stat().st_size
    assert info.memory_bytes == before.memory + info.size_bytes - before.size
    assert "Q8_0" in info.tuning and "2.0 times" in info.tuning and "97%" in info.tuning
    assert info.active and store.verify("chatty")
    assert tuning.due(store) == ""
    assert list((path.parent.parent / ".staging").iterdir()) == []


def test_weights_that_nothing_betters_stay_and_are_not_tried_again(store: ModelStore) -> None:
    before = store.path("chatty").read_bytes()
    info = tuning.tune(store, "chatty", Quiet(), nothing)
    assert info.tuning == "Kept as it came: nothing was faster with the same answers. Tried: Q8_0."
    assert store.path("chatty").read_bytes() == before
    assert tuning.due(store) == ""


def test_model_that_was_exchanged_meanwhile_stays_what_it_is(store: ModelStore, tmp_path: Path) -> None:
    def slow(source: Path, folder: Path, tools: Tools) -> Conversion:
        record = store.record("chatty")
        provenance.write(source.parent, Provenance(**{**_fields(record), "title": "Another"}))
        return better(source, folder, tools)

    with pytest.raises(errors.Conflict, match="changed meanwhile"):
        tuning.tune(store, "chatty", Quiet(), slow)
    assert store.path("chatty").name == "weights.Q4_1.gguf"


def _fields(record: Provenance) -> dict[str, object]:
    return {name: getattr(record, name) for name in Provenance.__dataclass_fields__}


def test_only_language_models_are_tuned(store: ModelStore) -> None:
    with pytest.raises(errors.InvalidInput, match="writes no words"):
        tuning.tune(store, "reader", Quiet(), better)
    with pytest.raises(errors.ModelMissing):
        tuning.tune(store, "absent", Quiet(), better)


def test_nothing_is_due_on_a_box_without_a_language_model(tmp_path: Path) -> None:
    assert tuning.due(ModelStore(tmp_path, catalog.load())) == ""


# --- an interrupted run goes on ----------------------------------------------------------------

TOOL = """
import json, pathlib, sys
name, *rest = sys.argv[1:]
log = pathlib.Path(__file__).with_name("log")
with log.open("a") as file: file.write(name + "\\n")
if name == "quantise":
    pathlib.Path(rest[1]).write_bytes(b"eight")
    print("{}")
elif name == "speed":
    fast = rest[0].endswith("Q8_0.gguf")
    print(json.dumps({"prompt": 1.0, "generation": 1.0, "prompt_cpu": 400.0 if fast else 200.0}))
else:
    print(json.dumps({"tokens": 300, "same": 0.97, "drop": 0.01}))
"""


class StopAt:
    def __init__(self, stage: str) -> None:
        self._stage = stage

    def step(self, stage: str, done: int = 0, total: int | None = None) -> None:
        if stage.startswith(self._stage):
            raise errors.Cancelled("Stopped.")


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    script, source, folder = tmp_path / "tool.py", tmp_path / "m.gguf", tmp_path / "work"
    script.write_text(TOOL)
    source.write_bytes(b"four")
    folder.mkdir()

    def run(job: object) -> Conversion:
        tools = Tools(
            job,  # type: ignore[arg-type]
            memory=folder / "findings.json",
            command=(sys.executable, str(script)),
            nice=1,
        )
        return quantise.improve(source, folder, tools, ["Q8_0"])

    with pytest.raises(errors.Cancelled):
        run(StopAt("Comparing"))
    assert sorted(json.loads((folder / "findings.json").read_text())) == ["speed m.Q8_0.gguf", "speed m.gguf"]
    (tmp_path / "log").unlink()
    found = run(Quiet())
    assert found.made == folder / "m.Q8_0.gguf"
    assert (tmp_path / "log").read_text().split() == ["agreement"]


def test_workshop_is_emptied_for_other_weights(store: ModelStore) -> None:
    first = store.workshop("chatty", "aaaa")
    (first / "half").touch()
    assert (store.workshop("chatty", "aaaa") / "half").exists()
    assert not list(store.workshop("chatty", "bbbb").iterdir())
    assert not first.exists()


def test_what_a_killed_process_left_goes_unless_it_is_gone_on_with(store: ModelStore) -> None:
    staging = store.path("chatty").parent.parent / ".staging"
    store.workshop("chatty", "aaaa")
    store.workshop("reader", "bbbb")
    kept = {"chatty+tuned", "web-0123456789abcdef01234567", "smollm2-135m-instruct"}
    for name in (*kept, "half-copied"):
        (staging / name).mkdir(exist_ok=True)
    store = ModelStore(staging.parent, catalog.load())
    store.tidy(lambda model: model == "chatty")
    assert {folder.name for folder in staging.iterdir()} == kept
    store.tidy(lambda model: False)
    assert {folder.name for folder in staging.iterdir()} == kept - {"chatty+tuned"}


PARENT = """
import sys
from pathlib import Path
from models.quantise import Tools
Tools().bench(Path(sys.argv[1]))
"""


def test_a_tool_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    """The real tool, held up in native code by weights that never come."""
    weights = tmp_path / "never.gguf"
    os.mkfifo(weights)
    with subprocess.Popen([sys.executable, "-c", PARENT, str(weights)], stderr=subprocess.DEVNULL) as parent:
        writing = within(60, lambda: writer(weights))
        assert writing, "the tool never read its weights"
        tools = psutil.Process(parent.pid).children()
        parent.send_signal(signal.SIGKILL)
    assert tools
    assert within(20, lambda: not any(map(alive, tools)))
    os.close(writing)


def within(seconds: float, wanted: Callable[[], T]) -> T:
    """Return what is wanted as soon as it is there, else what there is after these seconds."""
    deadline = time.monotonic() + seconds
    while not (found := wanted()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def writer(pipe: Path) -> int:
    """Return the writing end of a named pipe once somebody reads it, else 0."""
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return 0


def alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
