"""The bot of a shop as the service uses it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from appliance.answers.answerer import Answerer
from appliance.core.schemas import AnswerEvent

REPLAYED_TURNS = 6
"""Turns of a conversation handed in as messages that are gone through again: older ones decide nothing."""


class Bot:
    """The bot of a shop. `quiet` is the same without a language model, over the same conversations."""

    def __init__(self, answerer: Answerer, quiet: Answerer) -> None:
        self._answerer = answerer
        self._quiet = quiet

    def stream(
        self,
        question: str,
        session: str | None = None,
        cancel: threading.Event | None = None,
        address: str = "",
    ) -> Iterator[AnswerEvent]:
        return self._answerer.stream(question, session, cancel, address)

    def seed(self, session: str, turns: Sequence[tuple[str, str]]) -> None:
        """Go through the conversation so far without the language model: what a question leans on is what
        was asked, so the same messages always lead to the same state."""
        for asked, _ in turns[-REPLAYED_TURNS:]:
            self._quiet.answer(asked, session)
