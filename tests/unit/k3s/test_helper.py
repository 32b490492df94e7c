"""The privileged helper as a process: its verbs and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from k3s import node, remote

ROOT = Path(__file__).parents[3]


def call(*words: str, stdin: str = "{}\n") -> tuple[int, list[dict[str, object]]]:
    """Speak to the helper as its caller does: the end of its input would stop it."""
    with subprocess.Popen(
        (sys.executable, "-I", "-m", "k3s.helper", *words), stdin=-1, stdout=-1, text=True
    ) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(stdin)
        child.stdin.flush()
        events = [json.loads(line) for line in child.stdout]
    return child.returncode, events


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        ((), "{}\n"),
        (("shell",), "{}\n"),
        (("status", "extra"), "{}\n"),
        (("--help",), "{}\n"),
        (("install; id",), "{}\n"),
        (("status",), "[]\n"),
        (("status",), "no json\n"),
        (("status",), '{"root": "/tmp"}\n'),
        (("install",), '{"bundle": "../x"}\n'),
        (("backup",), '{"file": "/etc/../etc/passwd"}\n'),
        (("uninstall",), '{"delete_data": "maybe"}\n'),
    ],
)
def test_anything_else_is_refused(words: tuple[str, ...], stdin: str) -> None:
    code, events = call(*words, stdin=stdin)
    assert code == 2
    assert events[-1]["event"] == "problem"


def test_looking_needs_no_more_than_its_verb() -> None:
    code, events = call("preflight")
    assert code == 0
    assert events[-1]["event"] == "result"


def test_polkit_names_the_helper_and_one_action() -> None:
    policy = ElementTree.parse(ROOT / "installers/linux/org.shopwarden.node.policy").getroot()
    (action,) = policy.findall("action")
    (path,) = [a.text for a in action.findall("annotate") if a.get("key", "").endswith("exec.path")]
    assert path == str(remote.INSTALLED_HELPER)
    assert {action.findtext(f"defaults/allow_{who}") for who in ("any", "inactive")} == {"auth_admin"}


def test_the_helper_script_is_isolated_from_its_caller() -> None:
    script = (ROOT / "installers/linux/node-helper").read_text()
    assert "python -I -m k3s.helper" in script


def test_the_list_of_verbs() -> None:
    assert list(node.VERBS) == [
        *("preflight", "install", "start", "stop", "status"),
        *("upgrade", "backup", "restore", "uninstall", "join-pool"),
    ]
