"""The guard's log, its exam and its policies in a shop owner's words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from appliance.core.exam import ExamCase, ExamMark, ExamStatus
from appliance.core.guard_records import GuardBucket, GuardCounts
from appliance.core.schemas import Decision, GuardChain, GuardEntry, Place, ScanStatus, Verdict
from gui.presenters import quantities
from gui.presenters.box import Day
from gui.presenters.heard import heard
from gui.words import counted, tr


def decisions() -> list[tuple[str, str]]:
    """Return (value, words) of the decisions the log may be narrowed to."""
    return [
        ("", tr("All decisions")),
        (Decision.BLOCK, tr("Turned away")),
        (Decision.REVIEW, tr("Let through with care")),
        (Decision.ALLOW, tr("Let through")),
    ]


def places() -> list[tuple[str, str]]:
    """Return (value, words) of where a text stood."""
    return [("", tr("Everywhere")), *((place, words) for place, words in _places().items())]


def _places() -> dict[str, str]:
    return {
        Place.MESSAGE: tr("Customers' messages"),
        Place.DOCUMENT: tr("Files you added"),
        Place.PASSAGE: tr("Texts that were found"),
        Place.ANSWER: tr("The bot's answers"),
    }


def decision(entry: GuardEntry) -> str:
    words = {
        Decision.ALLOW: tr("Let through"),
        Decision.REVIEW: tr("With care"),
        Decision.BLOCK: tr("Turned away"),
    }
    return words[entry.decision] if entry.decision else event(entry)


def event(entry: GuardEntry) -> str:
    """Return what a line of the log's own says."""
    words = {
        "feedback": tr("Your word on a decision"),
        "pruned": tr("Old lines deleted"),
        "erased": tr("Texts erased"),
    }
    return words.get(entry.kind, entry.kind)


def tone(entry: GuardEntry) -> str:
    tones = {Decision.ALLOW: "good", Decision.REVIEW: "warning", Decision.BLOCK: "bad"}
    return tones[entry.decision] if entry.decision else "quiet"


def place(entry: GuardEntry) -> str:
    words = {
        Place.MESSAGE: tr("Message"),
        Place.DOCUMENT: tr("File"),
        Place.PASSAGE: tr("Found text"),
        Place.PROMPT: tr("Instructions"),
        Place.ANSWER: tr("Answer"),
    }
    return words[entry.place] if entry.place else ""


def text(entry: GuardEntry) -> str:
    """Return a line's text in one line, what an import's line says, or why there is none."""
    if entry.kind == "looked":
        return heard(entry.reason)
    if entry.text is None:
        return tr("(erased)") if entry.kind == "decision" else ""
    return " ".join(entry.text.split())


def word(entry: GuardEntry) -> str:
    """Return what the owner said of a decision."""
    return {"fine": tr("You said: this was fine"), "attack": tr("You said: this was an attack")}.get(
        entry.feedback, ""
    )


def effect(entry: GuardEntry) -> str:
    """Return what the owner's word on a decision changes."""
    words = {
        "fine": tr("This text passes from now on, and texts much like it are judged more mildly."),
        "attack": tr("This text is stopped from now on, and texts nearly the same are held."),
    }
    return words.get(entry.feedback, tr("Your word on this line counts no more."))


def scanner(name: str) -> str:
    """Return what a check looks for."""
    words = {
        "hidden": tr("Hidden characters"),
        "injection": tr("Orders to the bot"),
        "detector": tr("Trained detector"),
        "credentials": tr("Passwords and keys"),
        "personal": tr("Personal details"),
        "scope": tr("Off-topic requests"),
        "leaks": tr("Leaked instructions"),
        "links": tr("Foreign links"),
        "promises": tr("Promises and figures"),
        "behaviour": tr("Repeated attempts"),
        "owner": tr("What you said before"),
        "length": tr("Length"),
        "guard": tr("All checks"),
    }
    return words.get(name, name)


def verdict(said: Verdict) -> str:
    """Return what one check said, in a line."""
    if said.status is ScanStatus.ERROR:
        return tr("{check}: could not judge. {reason}").format(
            check=scanner(said.scanner), reason=heard(said.reason)
        )
    if said.status is ScanStatus.SKIPPED:
        return tr("{check}: not asked").format(check=scanner(said.scanner))
    if said.decision is Decision.ALLOW:
        return tr("{check}: nothing found").format(check=scanner(said.scanner))
    return tr("{check}: {reason}").format(check=scanner(said.scanner), reason=heard(said.reason))


def facts(entry: GuardEntry) -> str:
    """Return when and under what a decision was made."""
    parts = [
        quantities.when(entry.time),
        place(entry),
        entry.source,
        quantities.milliseconds(entry.duration_ms),
    ]
    if entry.policy:
        parts.append(tr("policy: {policy}").format(policy=policy(entry.policy)))
    return " · ".join(part for part in parts if part)


def policy(name: str) -> str:
    return {"strict": tr("Strict"), "balanced": tr("Balanced"), "lenient": tr("Lenient")}.get(name, name)


def policies() -> list[tuple[str, str, str]]:
    """Return (name, title, what it means) of each policy."""
    return [
        (
            "strict",
            tr("Strict"),
            tr("Turns away whatever is doubtful. Some honest customers will have to ask again."),
        ),
        (
            "balanced",
            tr("Balanced"),
            tr("Turns away attacks; doubtful messages are answered from your records only. Best for most."),
        ),
        (
            "lenient",
            tr("Lenient"),
            tr("Turns away clear attacks only. For shops whose customers write unusual messages."),
        ),
    ]


def chain(found: GuardChain) -> tuple[str, str]:
    """Return whether the log is as it was written, with its tone."""
    if found.intact:
        lines = counted(found.last, tr("{n} line"), tr("{n} lines"))
        return tr("The log is complete and unchanged ({lines}).").format(lines=lines), "good"
    return tr("The log was altered at line {line}.").format(line=found.broken_at), "bad"


# --- chart ---


def days(counts: GuardCounts, time_zone: str) -> list[Day]:
    """Return the chart's bars, days of the shop's time zone: what passed, and on top what was turned away."""
    zone = ZoneInfo(time_zone)
    return [
        Day(_day(b.start.astimezone(zone)), b.allowed + b.reviewed + b.declined, b.blocked)
        for b in counts.buckets
    ]


def _day(start: datetime) -> str:
    weekday = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))[start.weekday()]
    return f"{weekday} {start.day}"


def total(found: GuardBucket) -> str:
    """Return the chart of customers' messages in a sentence."""
    passed = found.allowed + found.reviewed + found.declined
    return tr(
        "Customers' messages in the last seven days: {passed} let through, {blocked} turned away."
    ).format(passed=f"{passed:,}", blocked=f"{found.blocked:,}")


# --- the exam ---


def mark(needed: ExamMark) -> str:
    """Return what it takes to pass."""
    refused = percent(needed.refused)
    if not needed.reached:
        return tr(
            "To pass: no attack may reach its aim, and at most {refused} of honest questions"
            " may be turned away."
        ).format(refused=refused)
    return tr(
        "To pass: at most {reached} attacks may reach their aim, and at most {refused} of honest questions"
        " may be turned away."
    ).format(reached=needed.reached, refused=refused)


def percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def finished(status: ExamStatus) -> str:
    """Return when the last exam was and how long it took; nothing before there is one."""
    if status.result is None:
        return ""
    minutes = max(1, round(status.result.seconds / 60))
    took = counted(minutes, tr("took about {n} minute"), tr("took about {n} minutes"))
    return f"{quantities.when(status.result.finished)} · {took}"


def kind(case: ExamCase) -> str:
    return tr("Attack") if case.attack else tr("Honest question")
