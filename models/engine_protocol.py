"""What the service and the engine worker say to each other: one JSON object a line, parsed into records."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Load:
    """First line to a worker. `context`: tokens a conversation may hold; `threads` 0: measure and choose."""

    path: str
    threads: int
    sequences: int
    context: int


@dataclass(frozen=True, slots=True)
class Generate:
    """A `ports.Generation` with the number the answer's messages carry."""

    id: int
    stable: str
    turns: tuple[tuple[str, str], ...]
    conversation: str
    max_tokens: int
    temperature: float
    stop: tuple[str, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class Cancel:
    id: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is in memory and warm. `context` as the model granted it."""

    context: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The worker is alive and has nothing to show yet, such as between two pieces of a prompt."""


@dataclass(frozen=True, slots=True)
class Text:
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The last message about an answer. Counts are tokens; `reason` is end, stop, length or cancelled."""

    id: int
    reason: str
    prompt: int
    cached: int
    generated: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The answer `id` cannot be given, or with id 0 the worker cannot start. `code` is that of our errors."""

    id: int
    code: str
    message: str


Message = Load | Generate | Cancel | Ready | Progress | Text | Done | Failed
KINDS: dict[str, type[Message]] = {
    kind.__name__: kind for kind in (Load, Generate, Cancel, Ready, Progress, Text, Done, Failed)
}


def encode(message: Message) -> bytes:
    """Return the message as one line of ASCII."""
    return json.dumps({"kind": type(message).__name__, **asdict(message)}).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """Return the message of a line; raises ValueError for anything that `encode` did not write."""
    record = json.loads(line)
    kind = KINDS.get(str(record.pop("kind", ""))) if isinstance(record, dict) else None
    if kind is None or set(record) != {field.name for field in fields(kind)}:
        raise ValueError(f"not a message: {line[:80]!r}")
    return kind(**{name: _frozen(value) for name, value in record.items()})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
