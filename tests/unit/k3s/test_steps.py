"""Steps: written down first, undone whole, resumed wherever they were killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.core.errors import Conflict, InvalidInput, NodeStepFailed, StoreFailed
from appliance.core.node import NodeProgress
from k3s.steps import Journal, Note, Step, run, silent


class World:
    """Steps that leave a mark; `breaks` names the one that fails, `killed` the one that dies halfway."""

    def __init__(self) -> None:
        self.marks: list[str] = []
        self.breaks = ""
        self.killed = ""
        self.stuck = ""

    def step(self, name: str) -> Step:
        def do(_: Note) -> None:
            self.marks.append(name)
            if name == self.killed:
                raise KeyboardInterrupt
            if name == self.breaks:
                raise InvalidInput("It broke.", resolution="Mend it.")

        def undo(_: Note) -> None:
            if name == self.stuck:
                raise OSError(30, "Read-only file system", "/x")
            if name in self.marks:
                self.marks.remove(name)

        return Step(name, name.title(), do=do, undo=undo, there=lambda: name in self.marks)

    def steps(self) -> tuple[Step, ...]:
        return tuple(self.step(name) for name in ("one", "two", "three"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state/journal.json"


def test_all_steps_are_done_once_and_told(file: Path) -> None:
    world, told = World(), list[NodeProgress]()
    for _ in range(2):
        run("install", world.steps(), Journal.load(file), told.append)
    assert world.marks == ["one", "two", "three"]
    assert [step.state for step in told] == ["doing", "done"] * 3 + ["already"] * 3
    assert told[-1].done == told[-1].total == 3


def test_a_failure_undoes_all_of_it_and_says_the_one_fix(file: Path) -> None:
    world = World()
    world.breaks = "three"
    with pytest.raises(NodeStepFailed, match=r"“Three” failed: It broke\. Nothing of it was kept") as failed:
        run("install", world.steps(), Journal.load(file), silent)
    assert failed.value.resolution == "Mend it."
    assert world.marks == []
    assert Journal.load(file) == Journal(file)
    assert Journal.load(
        file
    ).blank  # preflight says what installing would change as if nothing had been tried


def test_a_machine_that_bears_something_is_not_blank(file: Path) -> None:
    assert Journal.load(file).blank
    run("install", World().steps(), Journal.load(file), silent)
    assert not Journal.load(file).blank


def test_what_stood_before_the_verb_is_not_undone(file: Path) -> None:
    world = World()
    world.marks = ["one"]
    world.breaks = "two"
    with pytest.raises(NodeStepFailed):
        run("install", world.steps(), Journal.load(file), silent)
    assert world.marks == ["one"]


@pytest.mark.parametrize("killed", ["one", "two", "three"])
def test_a_killed_verb_goes_on_where_it_was(file: Path, killed: str) -> None:
    world = World()
    world.killed = killed
    with pytest.raises(KeyboardInterrupt):
        run("install", world.steps(), Journal.load(file), silent)
    assert Journal.load(file).verb == "install"
    world.killed = ""
    run("install", world.steps(), Journal.load(file), silent)
    assert sorted(world.marks) == ["one", "three", "two"]
    assert set(Journal.load(file).kept) == {"one", "two", "three"}


def test_a_failure_after_going_on_undoes_the_first_attempt_too(file: Path) -> None:
    world = World()
    world.killed = "two"
    with pytest.raises(KeyboardInterrupt):
        run("install", world.steps(), Journal.load(file), silent)
    world.killed, world.breaks = "", "three"
    with pytest.raises(NodeStepFailed):
        run("install", world.steps(), Journal.load(file), silent)
    assert world.marks == []


def test_another_verb_waits_for_the_interrupted_one(file: Path) -> None:
    world = World()
    world.killed = "one"
    with pytest.raises(KeyboardInterrupt):
        run("install", world.steps(), Journal.load(file), silent)
    with pytest.raises(Conflict, match="“node install” was interrupted"):
        run("upgrade", world.steps(), Journal.load(file), silent)


def test_what_cannot_be_undone_is_said_and_remembered(file: Path) -> None:
    world = World()
    world.breaks, world.stuck = "three", "two"
    with pytest.raises(NodeStepFailed, match=r"Not everything could be undone \(Two:"):
        run("install", world.steps(), Journal.load(file), silent)
    assert list(Journal.load(file).pending) == ["two"]


def test_a_verb_that_takes_away_stays_where_it_failed(file: Path) -> None:
    world = World()
    world.breaks = "two"
    with pytest.raises(NodeStepFailed, match="What was done before stays done"):
        run("uninstall", world.steps(), Journal.load(file), silent, undoes=False)
    assert world.marks == ["one", "two"]


def test_a_damaged_journal_is_said(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("{")
    with pytest.raises(StoreFailed, match=r"journal\.json"):
        Journal.load(file)


def test_the_journal_is_private(file: Path) -> None:
    run("install", World().steps(), Journal.load(file), silent)
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
