"""What the rules make of a text, by the kinds of evidence found in any of its readings."""

from __future__ import annotations

import math

from appliance.core.schemas import Place, Verdict
from appliance.guard.policy import SURE, Policy
from appliance.guard.rules import Hit
from appliance.guard.scanner import passed
from appliance.guard.texts import Text

CLEAR = 0.8
"""The score from which a rule is about a plain order, and not only a turn of phrase."""


class InjectionScanner:
    """Scores a message by its kinds of evidence added up, and a document, which when long holds several by
    chance, by the strongest."""

    name = "injection"

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def scan(self, text: Text) -> Verdict:
        kinds = {hit.rule.kind: hit for hit in sorted(text.hits, key=_weight)}
        if not kinds:
            return passed(self.name, 0.0, self._policy.review)
        strongest = max(kinds.values(), key=_weight)
        together = kinds.values() if text.place is Place.MESSAGE else (strongest,)
        score = 1 - math.prod(1 - _weight(hit) for hit in together)
        return Verdict(
            decision=self._policy.for_score(score, text.place),
            scanner=self.name,
            reason=_reason(strongest),
            score=round(score, 4),
            threshold=self._policy.review,
            span=text.span(*strongest.span),
        )


def _weight(hit: Hit) -> float:
    """Return how much a hit says: an honest text is not in disguise, so what is CLEAR in one is SURE."""
    return max(hit.rule.score, SURE) if hit.view != "plain" and hit.rule.score >= CLEAR else hit.rule.score


def _reason(hit: Hit) -> str:
    return (
        hit.rule.reason if hit.view == "plain" else f"{hit.rule.reason} (Found after decoding: {hit.view}.)"
    )
