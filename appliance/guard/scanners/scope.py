"""Requests that are none of a shop's business: declined politely, without the language model.

Its verdict is REVIEW with scanner "scope", never BLOCK: whoever asks for a poem is no attacker, and the
evaluation counts declined questions apart from attacks.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from appliance.core.schemas import Decision, Verdict
from appliance.guard.scanner import passed
from appliance.guard.texts import Text


@dataclass(frozen=True)
class Topic:
    """A kind of request; a `soft` one passes when the text speaks of buying."""

    name: str
    soft: bool
    patterns: tuple[re.Pattern[str], ...]


class ScopeScanner:
    """Tells what a shop's bot answers from what it does not, by the shape of the request."""

    name = "scope"

    def scan(self, text: Text) -> Verdict:
        known, shopping = topics()
        about_buying = any(pattern.search(text.folded) for pattern in shopping)
        for topic in known:
            if topic.soft and about_buying:
                continue
            if found := _first(topic.patterns, text.folded):
                return Verdict(
                    decision=Decision.REVIEW,
                    scanner=self.name,
                    reason=f"This is no question for a shop ({topic.name}).",
                    score=1.0,
                    threshold=1.0,
                    span=text.span(*found.span()),
                )
        return passed(self.name, 0.0, 1.0)


def _first(patterns: tuple[re.Pattern[str], ...], folded: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(folded))), None)


@lru_cache(maxsize=1)
def topics() -> tuple[tuple[Topic, ...], tuple[re.Pattern[str], ...]]:
    """Return the topics of `scope.toml`, and the patterns that tell talk of buying."""
    data = tomllib.loads((resources.files("appliance.guard") / "scope.toml").read_text("utf-8"))
    known = tuple(
        Topic(topic["name"], topic.get("soft", False), _compile(topic["patterns"])) for topic in data["topic"]
    )
    return known, _compile(data["shopping"])


def _compile(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)
