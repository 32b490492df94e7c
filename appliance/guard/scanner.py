"""What every scanner is: a name and one method."""

from __future__ import annotations

from typing import Protocol

from appliance.core.schemas import Decision, Verdict
from appliance.guard.texts import Text


class Scanner(Protocol):
    """Looks for one thing in one text. May raise: the pipeline turns that into an ERROR verdict."""

    @property
    def name(self) -> str: ...

    def scan(self, text: Text) -> Verdict: ...


def passed(name: str, score: float | None = None, threshold: float | None = None) -> Verdict:
    """Return the verdict of a scanner that found nothing."""
    return Verdict(
        decision=Decision.ALLOW, scanner=name, reason="Nothing found.", score=score, threshold=threshold
    )
