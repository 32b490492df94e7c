"""Characters that no reader sees and that a model reads: smuggled text, letters in disguise."""

from __future__ import annotations

import re

from appliance.core.schemas import Decision, Place, Verdict
from appliance.guard import normalise
from appliance.guard.scanner import passed
from appliance.guard.texts import Text

_OVERRIDE = re.compile("[\u202d\u202e]")
_RUN = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]{12,}")
"""A dozen in a row carry a message (a bit or a byte each); web pages leave one or two behind."""
_WORD = re.compile(r"\w{3,}")
_FORGED_WORDS = 2


class HiddenScanner:
    """Finds text in tag characters, runs of zero-width characters, direction overrides, forged words."""

    name = "hidden"

    def scan(self, text: Text) -> Verdict:
        if text.original.isascii():
            return passed(self.name)
        if len(normalise.tag_text(text.original)) >= 3:
            return self._found("It carries text in characters that nobody sees.", 0.95, text, _tags(text))
        if run := _RUN.search(text.original):
            return self._found("It carries a long run of invisible characters.", 0.8, text, run.span())
        if override := _OVERRIDE.search(text.original):
            return self._found("It turns the direction of writing round.", 0.6, text, override.span())
        if forged := _forged(text):
            return self._found("It writes words with look-alike letters of other scripts.", 0.6, text, forged)
        return passed(self.name)

    def _found(self, reason: str, score: float, text: Text, span: tuple[int, int]) -> Verdict:
        certain = score >= 0.8 and text.place is Place.MESSAGE
        return Verdict(
            decision=Decision.BLOCK if certain else Decision.REVIEW,
            scanner=self.name,
            reason=reason,
            score=score,
            threshold=0.5,
            span=span,
        )


def _tags(text: Text) -> tuple[int, int]:
    places = [index for index, char in enumerate(text.original) if 0xE0020 <= ord(char) <= 0xE007E]
    return places[0], places[-1] + 1


def _forged(text: Text) -> tuple[int, int] | None:
    """Return where the first of at least two words stood that became Latin by normalising."""
    forged = [
        text.span(*word.span())
        for word in _WORD.finditer(text.clean)
        if word.group().isascii() and _was_foreign(text, word)
    ]
    return forged[0] if len(forged) >= _FORGED_WORDS else None


def _was_foreign(text: Text, word: re.Match[str]) -> bool:
    start, end = text.span(*word.span())
    table = normalise.confusables()
    return any(ord(char) in table for char in text.original[start:end])
