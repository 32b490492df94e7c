"""What must stay inside: the canary, and the words of the system prompt."""

from __future__ import annotations

import re

from appliance.core.schemas import Decision, Verdict
from appliance.guard import normalise
from appliance.guard.scanner import passed
from appliance.guard.texts import Text

RUN = 7
"""Words in a row that an answer may not share with the prompt; shorter runs are how people talk."""
_WORD = re.compile(r"\w+")
_SEPARATORS = re.compile(r"[\W_]+")


class LeakScanner:
    """Looks for the canary, also spelled apart, backwards or encoded, and for runs of the prompt's words."""

    name = "leaks"

    def scan(self, text: Text) -> Verdict:
        if _tells_canary(text):
            return self._found("It says the private word of the system prompt.", (0, len(text.original)))
        if shared := _shared_run(text.folded, normalise.fold(text.answer.prompt)):
            return self._found("It repeats the system prompt.", text.span(*shared))
        return passed(self.name)

    def _found(self, reason: str, span: tuple[int, int]) -> Verdict:
        return Verdict(
            decision=Decision.BLOCK, scanner=self.name, reason=reason, score=1.0, threshold=1.0, span=span
        )


def _tells_canary(text: Text) -> bool:
    canaries = [bare for bare in map(_bare, text.answer.canaries) if bare]
    spoken = [_bare(view.text) for view in text.views] if canaries else []
    return any(canary in bare or canary[::-1] in bare for bare in spoken for canary in canaries)


def _bare(text: str) -> str:
    return _SEPARATORS.sub("", normalise.fold(text))


def _shared_run(answer: str, prompt: str) -> tuple[int, int] | None:
    """Return where the answer repeats RUN words of the prompt (all of a prompt shorter than that)."""
    told = _WORD.findall(prompt)
    length = min(RUN, len(told))
    if length < 3:
        return None
    runs = {tuple(told[index : index + length]) for index in range(len(told) - length + 1)}
    words = list(_WORD.finditer(answer))
    for index in range(len(words) - length + 1):
        piece = words[index : index + length]
        if tuple(word.group() for word in piece) in runs:
            return piece[0].start(), piece[-1].end()
    return None
