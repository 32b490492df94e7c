"""Verbs from a process that may not be root: through the privileged helper, as a child process.

As root the helper is a child all the same, so that work on the machine neither blocks nor outlives the
caller in any other way than by its journal.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.core.errors import ApplianceError, Cancelled, CommandFailed, NotAllowed
from appliance.core.node import NodePreflight, NodeProgress, NodeResult, NodeStatus

if TYPE_CHECKING:
    from k3s import node

INSTALLED_HELPER = Path("/usr/lib/shopwarden/node-helper")
"""Where the package puts the helper; the polkit action names this path and no other."""
DISMISSED = 126
NOT_AUTHORISED = 127
STOP_SECONDS = 60.0

Told = Callable[[NodeProgress], None]


def helper() -> tuple[str, ...]:
    """Return the command that does verbs as root. Raises `NotAllowed` where there is no way to it."""
    if os.geteuid() == 0:
        return (sys.executable, "-I", "-m", "k3s.helper")
    if INSTALLED_HELPER.exists() and shutil.which("pkexec"):
        return ("pkexec", str(INSTALLED_HELPER))
    raise NotAllowed(
        "K3s is looked after by an administrator.", resolution="Run the same command with “sudo”."
    )


class Node:
    """The node of this box as the service uses it. Everything is imported when it is first asked for: most
    boxes have no K3s, and all of them start."""

    def status(self) -> NodeStatus:
        from k3s import node
        from k3s.context import Context

        answer = node.call(Context(), "status", {})
        assert isinstance(answer, NodeStatus)
        return answer

    def able(self) -> bool:
        """Whether K3s can run on this system, and there is a way to an administrator's rights."""
        from k3s import node

        try:
            helper()
        except NotAllowed:
            return False
        return node.supported()

    def preflight(self, options: Mapping[str, Any]) -> NodePreflight:
        from k3s import node
        from k3s.context import Context

        answer = node.call(Context(), "preflight", options)
        assert isinstance(answer, NodePreflight)
        return answer

    def check(self, verb: str, options: Mapping[str, Any]) -> None:
        """Raise `InvalidInput` for options that the verb does not take, `NotAllowed` without root."""
        from k3s import node

        node.checked(verb, options)
        helper()

    def change(self, verb: str, options: Mapping[str, Any], told: Told) -> NodeResult:
        return change(verb, options, told)


def call(verb: str, options: Mapping[str, Any], told: Told) -> node.Answer:
    """Do any verb: looking needs no helper."""
    from k3s import node
    from k3s.context import Context

    if node.VERBS[verb].changes:
        return change(verb, options, told)
    return node.call(Context(), verb, options)


def change(verb: str, wish: Mapping[str, Any], told: Told) -> NodeResult:
    """Do the verb and return what it did; `told` hears of every step, and of the present one again every
    second: it may raise to stop the work. Raises what the verb raises."""
    command = (*helper(), verb)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        try:
            return _follow(child, wish, told)
        except BaseException:
            _stop(child)
            raise


def _follow(child: subprocess.Popen[str], wish: Mapping[str, Any], told: Told) -> NodeResult:
    if child.stdin is None or child.stdout is None:
        raise CommandFailed("The helper has no pipes.")
    child.stdin.write(json.dumps(dict(wish)) + "\n")
    child.stdin.flush()
    step: NodeProgress | None = None
    for line in child.stdout:
        event = json.loads(line)
        if event["event"] == "step":
            step = NodeProgress.model_validate(event)
        if step and event["event"] in {"step", "alive"}:
            told(step)
        if event["event"] == "result":
            return NodeResult.model_validate(event["result"])
        if event["event"] == "problem":
            raise ApplianceError.from_problem(event["problem"])
    raise _ended(child.wait())


def _ended(code: int) -> ApplianceError:
    if code in {DISMISSED, NOT_AUTHORISED}:
        return NotAllowed(
            "This needs an administrator's password, and it was not given.",
            resolution="Try again, or ask whoever administers this box.",
        )
    return Cancelled("The work was interrupted.", resolution="Run it again; it goes on where it stopped.")


def _stop(child: subprocess.Popen[str]) -> None:
    """Closing its input tells the helper to stop; it is given time to end a step."""
    if child.stdin:
        child.stdin.close()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
