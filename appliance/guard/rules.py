"""Attempts to steer the bot, by what they have in common: patterns in some twenty languages.

Rules see what they were told to see; the trained detector beside them sees the rest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from appliance.core.schemas import Place
from appliance.guard import normalise
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


def hits(views: Sequence[View], place: Place) -> Iterator[Hit]:
    """Yield the first match of each rule of `place` in each reading of a text."""
    for view in views:
        folded = normalise.fold(view.text)
        for rule in rules():
            if not rule.places or place in rule.places:
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
