"""K3s in a shop owner's words: what it is for, how it is, and what can be done to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from appliance.core.node import NodeCheck, NodeState, NodeStatus, NodeWorkload
from appliance.core.schemas import Finding, Job
from gui.presenters import quantities
from gui.presenters.heard import all_heard, heard
from gui.words import counted, tr

KIND = "node"
GONE = (NodeState.ABSENT, NodeState.UNKNOWN)


@dataclass(frozen=True)
class NodeView:
    """How K3s is: a title with its tone, a sentence, and a line of facts."""

    title: str
    tone: str
    message: str
    facts: str


def worth_showing(status: NodeStatus, verbs: Collection[str]) -> bool:
    """Whether this box has anything to do with K3s, or can have."""
    return bool(verbs) or status.state not in GONE


def view(status: NodeStatus) -> NodeView:
    titles = {
        NodeState.ABSENT: (tr("Not installed"), "quiet"),
        NodeState.STOPPED: (tr("Stopped"), "warning"),
        NodeState.STARTING: (tr("Starting"), "quiet"),
        NodeState.READY: (tr("Running"), "good"),
        NodeState.UNREADY: (tr("Not well"), "bad"),
        NodeState.UNKNOWN: (tr("Not known"), "quiet"),
    }
    title, tone = titles[status.state]
    absent = status.state is NodeState.ABSENT
    message = _absent() if absent else all_heard(status.message, _typed_by_others(status.todo))
    if status.unfinished:
        message += " " + tr("Work on it was interrupted: do it again, and it goes on where it stopped.")
    return NodeView(title, tone, message, _facts(status))


def _absent() -> str:
    return tr("Your bot runs without it, and nothing is missing.")


def _typed_by_others(todo: str) -> str:
    """Return what is to be done, but for commands: the buttons do the same."""
    return "" if "shopwarden " in todo else todo


def _facts(status: NodeStatus) -> str:
    parts = [status.version]
    if status.disk_used:
        parts.append(tr("{size} on the disk").format(size=quantities.size(status.disk_used)))
    if status.last_backup:
        parts.append(tr("last backup: {when}").format(when=quantities.when(status.last_backup)))
    if status.certificates_expire:
        day = status.certificates_expire.astimezone().strftime("%Y-%m-%d")
        parts.append(tr("its certificates are valid until {day}").format(day=day))
    return " · ".join(part for part in parts if part)


def workloads(status: NodeStatus) -> list[tuple[str, str]]:
    """Return (sentence, tone): all is well in one line, else a line for each part that is missing."""
    if not status.workloads:
        return []
    missing = [one for one in status.workloads if one.ready < one.wanted]
    if missing:
        return [(_missing(one), "bad") for one in missing]
    count = len(status.workloads)
    return [(counted(count, tr("{n} part runs in it."), tr("{n} parts run in it, all of them.")), "good")]


def _missing(one: NodeWorkload) -> str:
    said = tr("{name}: {ready} of {wanted} run.").format(name=one.name, ready=one.ready, wanted=one.wanted)
    return f"{said} {heard(one.reason)}".strip()


def offered(status: NodeStatus, verbs: Collection[str]) -> list[str]:
    """Return the verbs that do something now, the most wanted first."""
    wanted = {
        NodeState.ABSENT: ("install",),
        NodeState.STOPPED: ("start", "backup", "upgrade", "restore", "uninstall"),
        NodeState.UNKNOWN: (),
    }
    now = wanted.get(status.state, ("backup", "upgrade", "restore", "stop", "uninstall"))
    return [verb for verb in now if verb in verbs]


def button(verb: str) -> str:
    words = {
        "install": tr("Install from a file…"),
        "start": tr("Start"),
        "stop": tr("Stop…"),
        "backup": tr("Save a backup…"),
        "upgrade": tr("Update from a file…"),
        "restore": tr("Put a backup back…"),
        "uninstall": tr("Remove…"),
    }
    return words[verb]


def question(verb: str) -> tuple[str, str, str]:
    """Return title, question and the word for yes, of verbs that are asked about first."""
    words = {
        "stop": (
            tr("Stop K3s?"),
            tr("Bots that run in it give no answers until it is started again. Nothing is lost."),
            tr("Stop it"),
        ),
        "restore": (
            tr("Put this backup back?"),
            tr("K3s goes on as it was when the backup was made. Its state of now is set aside, not deleted."),
            tr("Put it back"),
        ),
        "uninstall": (
            tr("Remove K3s?"),
            tr("The shops in it are exported first, and its data stays on the disk."),
            tr("Remove"),
        ),
    }
    return words[verb]


def job_title(job: Job) -> str:
    """Return what a job of the node does."""
    words = {
        "install": tr("Installing K3s"),
        "start": tr("Starting K3s"),
        "stop": tr("Stopping K3s"),
        "backup": tr("Saving K3s's state"),
        "upgrade": tr("Updating K3s"),
        "restore": tr("Putting K3s's backup back"),
        "uninstall": tr("Removing K3s"),
    }
    return words.get(job.subject.rpartition(" ")[2], job.subject)


def done(job: Job) -> str:
    """Return what a finished job of the node did, and what it left on purpose."""
    result = job.result or {}
    said = heard(str(result.get("message", ""))) or tr("Done.")
    left = [str(one) for one in result.get("left") or ()]
    return "\n".join([said, tr("Left on the disk:"), *left]) if left else said


def finding(check: NodeCheck) -> Finding:
    """Return a check of this computer as a finding, to be shown like the others."""
    level = "problem" if check.level == "fatal" else str(check.level)
    return Finding(
        check=f"node-{check.check}",
        level=level,
        title=heard(check.title),
        message=heard(check.message),
        fix=heard(check.fix) if check.fix else "",
    )
