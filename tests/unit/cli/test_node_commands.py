"""`node` at the command line: exit codes, the last line of `--json`, and what installing would change."""

from __future__ import annotations

import json
import sys

import pytest

from appliance.cli.main import main
from appliance.core.errors import NodeNotReady
from appliance.core.node import NodeState, NodeStatus
from k3s import remote


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("install", "--address", "nowhere"), "address"),
        (("install", "--name", "Not A Name"), "name"),
        (("install", "--bundle", "a", "--binary", "b"), "--binary"),
        (("install", "--no-such"), "--no-such"),
        (("start", "--wait", "1"), "wait"),
        (("upgrade",), "bundle"),
        (("no-such",), "no-such"),
        ((), "WHAT"),
    ],
)
def test_wrong_usage_is_two_and_names_the_option(
    words: tuple[str, ...], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["node", *words])
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert named in said.err
    assert not said.out


def test_a_failure_is_one_and_the_last_line_of_json_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise NodeNotReady("K3s is not installed.", resolution="Run “shopwarden node install”.")

    monkeypatch.setattr(remote, "call", fails)
    assert main(["node", "start", "--json"]) == 1
    said = capsys.readouterr()
    last = json.loads(said.out.splitlines()[-1])
    assert (last["event"], last["problem"]["detail"]) == ("problem", "K3s is not installed.")
    assert said.err == "K3s is not installed.\nRun “shopwarden node install”.\n"


def test_the_status_is_one_line_of_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(remote, "call", lambda *_: NodeStatus(state=NodeState.STOPPED, message="It stopped."))
    assert main(["node", "status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "stopped"


def test_preflight_says_what_installing_would_change(capsys: pytest.CaptureFixture[str]) -> None:
    """On this machine as it is: nothing is done."""
    main(["node", "preflight", "--json", "--open-to", "192.168.7.0/24"])
    plan = "\n".join(json.loads(capsys.readouterr().out)["plan"])
    for wanted in ("/usr/local/bin/k3s", "shopwarden0", "open to 192.168.7.0/24 only", "kernel.panic"):
        assert wanted in plan


@pytest.mark.parametrize(
    ("words", "warned"),
    [
        (("uninstall",), "removes K3s"),
        (("uninstall", "--delete-data"), "deletes K3s's data"),
        (("restore", "saved.swnode"), "replaces K3s's present state"),
    ],
)
def test_without_a_terminal_only_yes_destroys(
    words: tuple[str, ...], warned: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []

    def call(verb: str, *_: object) -> NodeStatus:
        called.append(verb)
        return NodeStatus(state=NodeState.ABSENT, message="Done.")

    monkeypatch.setattr(remote, "call", call)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    with pytest.raises(SystemExit) as ended:
        main(["node", *words])
    assert (ended.value.code, called) == (2, [])
    said = capsys.readouterr().err
    assert "usage: shopwarden node" in said and "--yes" in said and warned in said
    assert main(["node", *words, "--yes"]) == 0
    assert called == [words[0]]


def test_what_destroys_nothing_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "call", lambda *_: NodeStatus(state=NodeState.STOPPED, message="It stopped."))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert main(["node", "stop"]) == 0
