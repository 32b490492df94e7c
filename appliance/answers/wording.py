"""Lets the language model better the wording of a reply, sentence by sentence, each one checked.

The model sees the composed reply and the question; a sentence leaves only when `check` finds all of it in
the evidence. What the model leaves out of the facts is added from the composed reply. So a customer never
sees an unchecked claim, streaming or not, and with no model at all the composed reply stands.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appliance.answers import check, text
from appliance.core import errors
from appliance.core.ports import ChatModel, Generation, PositionCallback

MAX_TOKENS = 72
BUDGET_SECONDS = 8.0
"""After this long the composed reply is sent: a customer waits no longer for a nicer sentence."""
QUEUE_SECONDS = 1.2
"""Who is still behind other visitors by then gets the composed reply at once."""
WAITED_SECONDS = 1.9
"""Who had to wait has the whole answer by then, worded as far as the model came: four visitors at once all
have theirs within two seconds of asking."""
AT_ONCE_SECONDS = 0.1


class Patience(threading.Event):
    """Set when the customer leaves, and when what is asked of the model has taken too long."""

    def __init__(self, customer: threading.Event, on_position: PositionCallback) -> None:
        super().__init__()
        self._customer = customer
        self._on_position = on_position
        self._asked = time.monotonic()
        self._until = self._asked + QUEUE_SECONDS

    def moved(self, position: int) -> None:
        """Pass the place in the queue on; whoever is served may wait longer, and longest who is alone."""
        if position == 0:
            now = time.monotonic()
            alone = now - self._asked < AT_ONCE_SECONDS
            self._until = now + BUDGET_SECONDS if alone else self._asked + WAITED_SECONDS
        self._on_position(position)

    def is_set(self) -> bool:
        return super().is_set() or self._customer.is_set() or time.monotonic() >= self._until


@dataclass
class Worded:
    """What became of the wording: the sentences that passed, how many did not, and the first token's time."""

    passed: list[str]
    dropped: int = 0
    first_token_ms: float | None = None


def sentences(
    model: ChatModel,
    request: Generation,
    evidence: Sequence[str],
    question: str,
    worded: Worded,
    *,
    cancel: threading.Event,
    on_position: PositionCallback,
) -> Iterator[str]:
    """Yield the model's sentences that the evidence supports; stop at the first that it does not. While the
    question waits for its turn an empty one follows each call of `on_position`.

    An engine that is busy or dies ends the sentences: the caller completes the reply from the record.
    """
    started = time.monotonic()
    patience = Patience(cancel, on_position)
    buffered = ""
    try:
        for piece in model.stream(request, cancel=patience, on_position=patience.moved):
            if not piece:
                yield ""
                continue
            if worded.first_token_ms is None:
                worded.first_token_ms = (time.monotonic() - started) * 1000
            buffered += piece
            *whole, buffered = _split(buffered)
            for sentence in whole:
                if not _passes(sentence, evidence, question, worded):
                    return
                yield sentence
            if patience.is_set():
                return
    except (errors.EngineBusy, errors.EngineFailed, errors.ModelMissing):
        return
    last = buffered.strip()
    if last.endswith((".", "!", "?", "。")) and _passes(last, evidence, question, worded):
        yield last


def _split(buffered: str) -> list[str]:
    """Return finished sentences and the unfinished rest; a full stop counts once a space follows."""
    parts = text.sentences(buffered + "\u0000") if buffered.strip() else [buffered]
    return [part.replace("\u0000", "") for part in parts] or [buffered]


def _passes(sentence: str, evidence: Sequence[str], question: str, worded: Worded) -> bool:
    if sentence in worded.passed or check.unsupported(sentence, evidence, question):
        worded.dropped += 1
        return False
    worded.passed.append(sentence)
    return True


def missing(composed: str, worded: Worded) -> list[str]:
    """Return the sentences of the composed reply whose claims the wording does not carry."""
    said = " ".join(worded.passed)
    if not said:
        return text.sentences(composed)
    return [sentence for sentence in text.sentences(composed) if not check.covers(said, sentence)]
