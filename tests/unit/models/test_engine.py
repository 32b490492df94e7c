"""The engine against worker processes that crash, hang and lie."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from appliance.core import errors
from appliance.core.ports import Generation
from models import engine as engine_module
from models.engine import EngineOptions, LlamaEngine
from models.engine_process import WorkerProcess, worker_environment

DOUBLE = Path(__file__).with_name("engine_worker_double.py")


@pytest.fixture
def mark(tmp_path):
    return tmp_path / "mark"


@pytest.fixture
def make(mark):
    made = []

    def build(**options):
        start = functools.partial(WorkerProcess, (sys.executable, str(DOUBLE), str(mark)))
        engine = LlamaEngine(Path("weights.gguf"), "double", EngineOptions(**options), start)
        made.append(engine)
        return engine

    yield build
    for engine in made:
        engine.close()


def ask(engine, text, conversation="c"):
    return "".join(engine.stream(Generation("", (("user", text),), conversation)))


def starts(mark):
    return mark.read_text().count("start")


def wait_until(true, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_nothing_starts_before_it_is_needed(make, mark):
    engine = make()
    assert engine.status().state == "off"
    assert not mark.exists()


def test_first_question_starts_the_worker(make, mark):
    engine = make()
    assert ask(engine, "how are you") == "how are you "
    assert engine.status().state == "ready"
    assert engine.resident_bytes() > 1_000_000
    assert starts(mark) == 1


def test_native_prints_do_not_reach_the_protocol(make):
    engine = make()
    engine.load()
    assert ask(engine, "still here") == "still here "


def test_killed_worker_is_replaced_for_the_next_question(make, mark):
    engine = make()
    engine.load()
    os.kill(engine.status().pid, signal.SIGKILL)
    wait_until(lambda: engine.status().restarts == 1)
    assert ask(engine, "next please") == "next please "
    assert starts(mark) == 2


def test_crash_before_any_text_is_retried_once(make, mark):
    assert ask(make(), "crash once then answer") == "crash once then answer "
    assert starts(mark) == 2


def test_crash_on_every_try_fails_that_request_only(make, mark):
    engine = make()
    with pytest.raises(errors.EngineFailed, match="status 9") as failure:
        ask(engine, "crash always")
    assert failure.value.resolution
    assert starts(mark) == 2
    assert ask(engine, "fine") == "fine "


def test_crash_after_text_was_read_is_not_retried(make, mark):
    engine = make()
    pieces = engine.stream(Generation("", (("user", "crash late"),), "c"))
    assert next(pieces) == "It "
    with pytest.raises(errors.EngineFailed):
        next(pieces)
    with pytest.raises(StopIteration):
        next(pieces)


def test_text_nobody_read_does_not_stand_in_the_way_of_a_retry(make, mark):
    engine = make()
    pieces = engine.stream(Generation("", (("user", "crash late"),), "c"))
    wait_until(lambda: mark.exists() and starts(mark) >= 2)
    with pytest.raises(errors.EngineFailed):
        list(pieces)


def test_poisonous_request_takes_its_neighbours_down_once_at_most(make):
    engine = make(slots=4)
    engine.load()
    poison = engine.stream(Generation("", (("user", "crash late"),), "bad"))
    neighbours = [engine.stream(Generation("", (("user", "well"),), f"good{n}")) for n in range(3)]
    assert ["".join(pieces) for pieces in neighbours] == ["well "] * 3
    with pytest.raises(errors.EngineFailed):
        list(poison)


def test_hanging_worker_is_ended_and_replaced(make, mark):
    engine = make(silence=0.3)
    with pytest.raises(errors.EngineFailed, match="signal 9"):
        ask(engine, "hang")
    assert ask(engine, "fine") == "fine "
    assert starts(mark) == 3


def test_worker_that_breaks_the_protocol_is_ended(make, caplog):
    engine = make()
    with pytest.raises(errors.EngineFailed):
        ask(engine, "rubbish")
    assert "no message" in caplog.text
    assert ask(engine, "fine") == "fine "


def test_refused_model_says_why(make, mark):
    mark.with_suffix(".refuse").touch()
    engine = make()
    with pytest.raises(errors.ModelRefused, match="no model"):
        engine.load()
    assert engine.status().state == "failed"
    assert "no model" in engine.status().message


def test_refused_model_fails_a_waiting_question_too(make, mark):
    mark.with_suffix(".refuse").touch()
    with pytest.raises(errors.ModelRefused, match="no model"):
        ask(make(), "anybody there")


def test_crash_loop_backs_off_and_fails_at_once(make, mark, monkeypatch):
    monkeypatch.setattr(engine_module, "FIRST_PAUSE", 50.0)
    mark.with_suffix(".stillborn").touch()
    engine = make()
    with pytest.raises(errors.EngineFailed) as failure:
        ask(engine, "hello")
    assert "cannot allocate memory" in failure.value.details
    assert starts(mark) == 2
    assert "Next start in" in engine.status().message
    with pytest.raises(errors.EngineFailed, match="status 7"):
        ask(engine, "hello again")
    assert starts(mark) == 2


def test_crash_loop_recovers_when_its_cause_is_gone(make, mark, monkeypatch):
    monkeypatch.setattr(engine_module, "FIRST_PAUSE", 0.05)
    stillborn = mark.with_suffix(".stillborn")
    stillborn.touch()
    engine = make()
    pieces = engine.stream(Generation("", (("user", "patience"),), "c"))
    wait_until(lambda: mark.exists() and starts(mark) >= 3)
    stillborn.unlink()
    assert "".join(pieces) == "patience "
    assert engine.status().message == ""


def test_missing_program_is_a_sentence(tmp_path):
    start = functools.partial(WorkerProcess, (str(tmp_path / "absent"),))
    engine = LlamaEngine(Path("weights.gguf"), "double", start=start)
    with pytest.raises(errors.EngineFailed, match="could not be started"):
        engine.load()
    engine.close()


def test_closed_engine_answers_nobody(make):
    engine = make()
    engine.load()
    pid = engine.status().pid
    engine.close()
    assert not psutil.pid_exists(pid)
    with pytest.raises(errors.EngineFailed, match="switched off"):
        engine.stream(Generation("", (("user", "hello"),), "c"))
    with pytest.raises(errors.EngineFailed, match="switched off"):
        engine.load()


def test_closing_wakes_whoever_waits(make):
    engine = make()
    engine.load()
    pieces = engine.stream(Generation("", (("user", "hang"),), "c"))
    closer = threading.Timer(0.1, engine.close)
    closer.start()
    with pytest.raises(errors.EngineFailed, match="switched off"):
        next(pieces)
    closer.join()


def test_no_thread_or_pipe_outlives_the_engine(make):
    process = psutil.Process()
    before, threads = process.num_fds(), threading.active_count()
    engine = make()
    with pytest.raises(errors.EngineFailed):
        ask(engine, "crash always")
    engine.close()
    assert process.num_fds() == before
    assert threading.active_count() == threads


def test_worker_ends_with_its_parent(mark, tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "import functools, os, sys\n"
        "from pathlib import Path\n"
        "from models.engine import LlamaEngine\n"
        "from models.engine_process import WorkerProcess\n"
        f"start = functools.partial(WorkerProcess, (sys.executable, {str(DOUBLE)!r}, {str(mark)!r}))\n"
        "engine = LlamaEngine(Path('x'), 'double', start=start)\n"
        "engine.load()\n"
        "print(engine.status().pid, flush=True)\n"
        "os._exit(0)\n"
    )
    printed = subprocess.run(
        [sys.executable, str(script)], env=worker_environment(), capture_output=True, check=True
    )
    worker = int(printed.stdout)
    wait_until(lambda: not psutil.pid_exists(worker) or _ended(worker))


def _ended(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_prompt_far_beyond_the_context_never_reaches_the_worker(make, mark):
    with pytest.raises(errors.TooLarge, match="characters"):
        make(context=16).stream(Generation("x" * 600, (("user", "hi"),), "c"))
    assert not mark.exists()


def test_service_never_imports_the_native_library():
    program = "import sys, models.engine, models.quantise, models.scripted; print('llama_cpp' in sys.modules)"
    printed = subprocess.run(
        [sys.executable, "-c", program], env=worker_environment(), capture_output=True, check=True
    )
    assert printed.stdout.strip() == b"False"
