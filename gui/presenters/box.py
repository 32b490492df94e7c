"""Models, health and numbers of the day in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from appliance.core.owner_schemas import BundlePart, DayFigures, Figures, Vitals
from appliance.core.schemas import EngineStatus, Finding, Health, ModelInfo, Shop
from gui.presenters import profile, quantities
from gui.presenters.heard import heard
from gui.words import counted, tr

_LOG_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
"""A line that begins an entry; those after it, of a traceback for instance, belong to it."""


@dataclass(frozen=True)
class Standing:
    """Is the bot answering: a title with its tone, and the sentence below it."""

    title: str
    message: str
    tone: str
    page: str = ""
    """Where the one thing to do is done."""


@dataclass(frozen=True)
class Step:
    """One thing to do next; `page` is where it is done."""

    text: str
    page: str
    done: bool


@dataclass(frozen=True)
class Day:
    """Messages of one day (local date)."""

    label: str
    allowed: int
    stopped: int


# --- home ---


def standing(engine: EngineStatus, health: Health, products: int, documents: int) -> Standing:
    """Return whether the bot answers and, if not, the one thing to do."""
    worst = next((finding for finding in health.findings if finding.level == "problem"), None)
    if not products and not documents:
        return Standing(
            tr("Your bot knows nothing yet"),
            tr("Add your product list, and it can answer."),
            "warning",
            "knowledge",
        )
    if worst is not None:
        page = "models" if worst.check in ("models", "engine") else "system"
        return Standing(tr("Your bot needs attention"), f"{finding(worst)} {fix(worst)}".strip(), "bad", page)
    if engine.state == "failed":
        return Standing(
            tr("Your bot answers in plain words"),
            tr("The language model has stopped; facts still come from your records."),
            "warning",
        )
    knows = knowledge(products, documents)
    return Standing(tr("Your bot is answering"), tr("It knows {knowledge}.").format(knowledge=knows), "good")


def knowledge(products: int, documents: int) -> str:
    """Return "67 products and 7 documents"."""
    listed = counted(products, tr("{n} product"), tr("{n} products"))
    pages = counted(documents, tr("{n} document"), tr("{n} documents"))
    if not documents:
        return listed
    return tr("{products} and {documents}").format(products=listed, documents=pages) if products else pages


def steps(shop: Shop, products: int, documents: int) -> list[Step]:
    """Return what makes a bot complete, in the order in which it is best done."""
    return [
        Step(tr("Add your product list"), "knowledge", products > 0),
        Step(tr("Add pages about delivery, returns and warranty"), "knowledge", documents > 0),
        Step(tr("Say how customers reach you"), "chatbot", bool(shop.contact or shop.phone)),
        Step(tr("Give your opening hours"), "chatbot", bool(shop.opening_hours)),
        Step(tr("Name the website that shows the bot"), "chatbot", bool(shop.sites)),
    ]


def figure_words() -> dict[str, str]:
    """Return what each of the day's figures counts."""
    return {
        "conversations": tr("conversations today"),
        "questions": tr("questions today"),
        "blocked": tr("attacks turned away"),
        "unanswered": tr("without an answer"),
        "answer_ms": tr("usual time to answer"),
    }


def figures(today: DayFigures) -> dict[str, str]:
    """Return the day's figures as they are shown."""
    names = ("conversations", "questions", "blocked", "unanswered")
    shown = {name: f"{getattr(today, name):,}" for name in names}
    time = quantities.milliseconds(today.answer_ms) if today.answer_ms is not None else "–"
    return {**shown, "answer_ms": time}


def week(figures: Figures) -> list[Day]:
    """Return the days as bars, today last."""
    return [
        Day(_weekday(day.day.weekday()), day.questions - day.blocked, day.blocked) for day in figures.days
    ]


def vitals(now: Vitals) -> dict[str, tuple[float, str]]:
    """Return (percent or degrees, words) of how the computer feels; no temperature where there is none."""
    shown = {
        "processor": (now.processor, f"{now.processor:.0f} %"),
        "memory": _share(now.memory_used, now.memory_total),
        "disk": _share(now.disk_used, now.disk_total),
    }
    if now.temperature is not None:
        shown["temperature"] = (now.temperature, f"{now.temperature:.0f} °C")
    return shown


def running(now: Vitals) -> str:
    """Return since when the service runs and what it takes."""
    hours = int(now.uptime_seconds // 3600)
    if hours >= 48:
        since = tr("{n} days").format(n=hours // 24)
    elif hours:
        since = counted(hours, tr("{n} hour"), tr("{n} hours"))
    else:
        since = counted(int(now.uptime_seconds // 60), tr("{n} minute"), tr("{n} minutes"))
    return tr("It has been running for {time} and takes {size} of memory.").format(
        time=since, size=quantities.size(now.service_memory)
    )


def problems(lines: Iterable[str]) -> list[str]:
    """Return the lines of a log that tell of problems, with the details that belong to them."""
    kept, inside = [], False
    for line in lines:
        if _LOG_LINE.match(line):
            inside = any(f" {level} " in line for level in ("WARNING", "ERROR", "CRITICAL"))
        if inside:
            kept.append(line)
    return kept


def bundle_part(part: BundlePart) -> str:
    """Return a file of the diagnostics bundle as a list shows it."""
    words = {
        "system.json": tr("This computer and the versions in use"),
        "health.json": tr("What the health checks found"),
        "box.json": tr("Shops, models and work in numbers"),
        "service.log": tr("The newest lines of the log"),
    }
    return f"{part.name}\n{words.get(part.name, part.about)}"


def _share(used: int, total: int) -> tuple[float, str]:
    words = tr("{used} of {total}").format(used=quantities.size(used), total=quantities.size(total))
    return 100 * used / total, words


def _weekday(number: int) -> str:
    return (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))[number]


# --- health ---


def level(finding: Finding) -> tuple[str, str]:
    """Return a finding's level as (word, tone)."""
    return {
        "good": (tr("Good"), "good"),
        "notice": (tr("Worth a look"), "warning"),
        "problem": (tr("Needs attention"), "bad"),
    }.get(finding.level, (tr("Not known"), "quiet"))


def fix(finding: Finding) -> str:
    """Return the one thing to do; a command is replaced by where the window does the same."""
    if "shopwarden " in finding.fix:
        return tr("Open Models and install it.") if finding.check == "models" else ""
    return heard(finding.fix)


def finding(found: Finding) -> str:
    """Return what a check found. What is well is said in the owner's words, numbers as they were measured."""
    words = {
        "models": tr("Every model in use is complete and unchanged."),
        "engine": tr("It runs as it should."),
        "shops": tr("Every shop opens, and its search works."),
        "telemetry": tr("No part of this program reports anything to anybody."),
    }
    said = heard(found.message)
    return words.get(found.check, said) if found.level == "good" else said


def computer(health: Health) -> str:
    """Return whether this computer is good enough, in a sentence. It is never a locked door."""
    levels = {finding.level for finding in health.findings}
    if "problem" in levels:
        return tr("This computer is tight: a bot runs on it, but read what stands below.")
    return (
        tr("This computer can do it, with limits.")
        if "notice" in levels
        else tr("This computer is well suited.")
    )


def check_title(finding: Finding) -> str:
    words = {
        "disk": tr("Disk"),
        "memory": tr("Memory"),
        "models": tr("Models"),
        "engine": tr("Language model"),
        "shops": tr("Shops"),
        "config": tr("Settings"),
        "telemetry": tr("Nothing leaves this computer"),
        "processor": tr("Processor"),
        "memory-size": tr("Memory"),
        "room": tr("Room for data"),
        "port": tr("Network"),
    }
    return words.get(finding.check, finding.title)


def engine(status: EngineStatus) -> str:
    """Return the language model's state for the strip at the bottom."""
    words = {
        "off": tr("Language model: resting"),
        "starting": tr("Language model: starting"),
        "ready": tr("Language model: ready"),
        "failed": tr("Language model: stopped"),
    }
    said = words.get(status.state, status.state)
    if status.waiting:
        said += " · " + counted(status.waiting, tr("{n} question waiting"), tr("{n} questions waiting"))
    return said


# --- models ---


@dataclass(frozen=True)
class ModelView:
    """A model's card: `facts` are (what, value) pairs; the flags say which buttons it has."""

    title: str
    purpose: str
    state: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    can_install: bool
    can_use: bool
    can_remove: bool
    can_measure: bool


def model(info: ModelInfo) -> ModelView:
    facts = [
        (tr("Size"), quantities.size(info.size_bytes) if info.size_bytes else ""),
        (tr("Memory"), quantities.size(info.memory_bytes) if info.memory_bytes else ""),
        (tr("Licence"), info.licence),
        (tr("Languages"), ", ".join(map(profile.language, info.languages))),
        (tr("Speed here"), _speed(info)),
    ]
    state, tone = _state(info)
    return ModelView(
        title=info.title,
        purpose=purpose(info.kind),
        state=state,
        tone=tone,
        facts=tuple((what, value) for what, value in facts if value),
        can_install=not info.installed,
        can_use=info.installed and not info.active,
        can_remove=info.installed and not info.active,
        can_measure=info.installed and info.kind == "chat",
    )


def model_facts(shown: ModelView) -> str:
    """Return a model's facts in a line."""
    return " · ".join(tr("{what}: {value}").format(what=what, value=value) for what, value in shown.facts)


def purpose(kind: str) -> str:
    """Return what a kind of model is for."""
    words = {
        "chat": tr("Words the answers"),
        "embedding": tr("Finds products and pages by meaning"),
        "detector": tr("Recognises attempts to misuse the bot"),
    }
    return words.get(kind, kind)


def _state(info: ModelInfo) -> tuple[str, str]:
    if info.active and info.installed:
        return tr("In use"), "good"
    if info.active:
        return tr("Chosen, but not installed"), "bad"
    return (tr("Installed"), "quiet") if info.installed else (tr("Not installed"), "quiet")


def _speed(info: ModelInfo) -> str:
    """A token is about three quarters of an English word."""
    if info.generation_speed is None:
        return ""
    return tr("about {n} words a second").format(n=f"{info.generation_speed * 0.75:.0f}")
