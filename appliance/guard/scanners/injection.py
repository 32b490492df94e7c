"""Attempts to steer the bot, by what they have in common: patterns in some twenty languages.

Rules see what they were told to see; the trained detector beside them sees the rest.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from appliance.core.schemas import Place, Verdict
from appliance.guard import normalise
from appliance.guard.policy import Policy
from appliance.guard.scanner import passed
from appliance.guard.texts import Text
from appliance.guard.views import View

_PLACEHOLDER = re.compile(r"<([a-z]+)>")


@dataclass(frozen=True)
class Rule:
    """One kind of evidence. `places` empty means everywhere."""

    kind: str
    score: float
    reason: str
    places: tuple[Place, ...]
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Hit:
    """A rule that matched, and where in the clean text."""

    rule: Rule
    span: tuple[int, int]
    view: str


class InjectionScanner:
    """Scores a text by the kinds of evidence found in any of its readings."""

    name = "injection"

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def scan(self, text: Text) -> Verdict:
        hits = {hit.rule.kind: hit for hit in sorted(_hits(text), key=lambda hit: hit.rule.score)}
        if not hits:
            return passed(self.name, 0.0, self._policy.review)
        score = 1 - math.prod(1 - hit.rule.score for hit in hits.values())
        strongest = max(hits.values(), key=lambda hit: hit.rule.score)
        return Verdict(
            decision=self._policy.for_score(score, text.place),
            scanner=self.name,
            reason=_reason(strongest),
            score=round(score, 4),
            threshold=self._policy.review,
            span=text.span(*strongest.span),
        )


def _reason(hit: Hit) -> str:
    return (
        hit.rule.reason if hit.view == "plain" else f"{hit.rule.reason} (Found after decoding: {hit.view}.)"
    )


def _hits(text: Text) -> Iterator[Hit]:
    """Yield the best-scored hit of each rule in each view."""
    for view in text.views:
        folded = text.folded if view.name == "plain" else normalise.fold(view.text)
        for rule in rules():
            if not rule.places or text.place in rule.places:
                yield from _match(rule, view, folded)


def _match(rule: Rule, view: View, folded: str) -> Iterator[Hit]:
    for pattern in rule.patterns:
        if found := pattern.search(folded):
            yield Hit(rule, view.locate(*found.span()), view.name)
            return


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules of `injection.toml`, compiled."""
    data = tomllib.loads((resources.files("appliance.guard") / "injection.toml").read_text("utf-8"))
    return tuple(
        Rule(
            kind=rule["kind"],
            score=rule["score"],
            reason=rule["reason"],
            places=tuple(Place(place) for place in rule.get("places", ())),
            patterns=tuple(_compile(pattern, data["words"]) for pattern in rule["patterns"]),
        )
        for rule in data["rule"]
    )


def _compile(pattern: str, words: dict[str, str]) -> re.Pattern[str]:
    """Return the pattern with its words filled in; its letters outside ASCII are folded like the text."""

    def fill(match: re.Match[str]) -> str:
        return f"(?:{words[match.group(1)]})" if match.group(1) in words else match.group()

    filled = _PLACEHOLDER.sub(fill, pattern)
    return re.compile("".join(char if char.isascii() else normalise.fold(char) for char in filled))
