"""What answers need of a shop's conversations; `appliance.conversations.Conversations` provides it."""

from __future__ import annotations

from typing import Any, Protocol


class Memory(Protocol):
    """What was said in a session, and what its next question builds on."""

    def state(self, session: str) -> dict[str, Any]: ...

    def add(self, session: str, question: str, answer: dict[str, Any], state: dict[str, Any]) -> int:
        """Store a turn and return its number."""
        ...
