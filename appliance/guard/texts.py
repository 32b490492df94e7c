"""A text under judgement: as it came, as a reader sees it, and every other way it can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from appliance.core.schemas import Place
from appliance.guard import fingerprints, normalise, pii, rules, views


@dataclass(frozen=True)
class Answer:
    """What an answer on its way out is measured against.

    `canaries` and `prompt` must not occur in it; `supported` are the texts of the records it may rely on;
    `hosts` are the host names it may link to. Empty means: nothing is known, so nothing is granted.
    """

    canaries: Sequence[str] = ()
    prompt: str = ""
    supported: Sequence[str] = ()
    hosts: Sequence[str] = ()


@dataclass(frozen=True)
class Text:
    """`original` is what arrived and what spans refer to."""

    original: str
    place: Place
    answer: Answer = field(default_factory=Answer)
    partial: bool = False
    """Whether more of it is to come."""

    @cached_property
    def cleaned(self) -> normalise.Cleaned:
        return normalise.normalise(self.original)

    @property
    def clean(self) -> str:
        return self.cleaned.text

    @cached_property
    def folded(self) -> str:
        """The clean text in lower case without accents, character for character."""
        return normalise.fold(self.clean)

    @cached_property
    def views(self) -> tuple[views.View, ...]:
        """The clean text first, then what its encodings decode to."""
        return views.views(self.clean, views.hidden(self.original))

    @cached_property
    def hits(self) -> tuple[rules.Hit, ...]:
        """What the rules find in any of its readings."""
        return tuple(rules.hits(self.views, self.place))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original that a range of the clean text comes from."""
        return self.cleaned.span(start, end)

    @cached_property
    def personal(self) -> tuple[pii.Personal, ...]:
        """What is personal in the clean text."""
        return pii.find(self.clean)

    @cached_property
    def canonical(self) -> str:
        """What two texts share when a correction of one holds for the other."""
        return fingerprints.canonical(pii.blot(self.clean, self.personal).text)

    @cached_property
    def redacted(self) -> pii.Masked:
        """The original as logs keep it: masked, also where invisible characters disguise a number."""
        findings = tuple(pii.Personal(finding.kind, self.span(*finding.span)) for finding in self.personal)
        return pii.blot(self.original, findings)
