"""Questions that ask the same, put together. A group only saves the owner reading: nothing is answered by it,
so it may be more generous than `taught_match`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from appliance.answers import taught_match
from appliance.answers.taught_match import Asked, Similar
from appliance.conversation_reading import OpenQuestion
from appliance.core.talk_records import Unanswered

ALIKE = 0.78
"""Cosine from which questions that share words are shown as one."""
SHARED = 0.3
"""Share of words that two questions must have in common to be compared at all."""
COMPARED = 4
GROUPS = 200
WORDINGS = 8


@dataclass
class _Group:
    asked: Asked
    questions: list[OpenQuestion] = field(default_factory=list)


def grouped(questions: Sequence[OpenQuestion], similar: Similar) -> tuple[Unanswered, ...]:
    """Return the questions by what they ask, the most often asked first, then the most recent."""
    groups: list[_Group] = []
    exact: dict[tuple[str, ...], _Group] = {}
    by_word: defaultdict[str, list[_Group]] = defaultdict(list)
    for question in questions:
        asked = taught_match.read(question.text)
        key = asked.words or (question.text.casefold(),)
        group = exact.get(key) or _nearest(asked, by_word, similar)
        if group is None:
            group = _Group(asked)
            groups.append(group)
            for word in asked.bag:
                by_word[word].append(group)
        exact[key] = group
        group.questions.append(question)
    groups.sort(key=lambda group: (len(group.questions), group.questions[0].at), reverse=True)
    return tuple(map(_shown, groups[:GROUPS]))


def _nearest(asked: Asked, by_word: dict[str, list[_Group]], similar: Similar) -> _Group | None:
    """Return the group that asks the same: numbers must be equal, words alike, and the meaning near."""
    near = {id(group): group for word in asked.bag for group in by_word.get(word, ())}
    numbers = _numbers(asked)
    ranked = sorted(
        (group for group in near.values() if _numbers(group.asked) == numbers),
        key=lambda group: taught_match.overlap(asked, group.asked),
        reverse=True,
    )
    close = [g for g in ranked[:COMPARED] if taught_match.overlap(asked, g.asked) >= SHARED]
    cosines = similar(asked.text, [group.asked.text for group in close]) if close else []
    best = max(zip(cosines, range(len(close)), strict=True), default=(0.0, 0))
    return close[best[1]] if best[0] >= ALIKE else None


def _numbers(asked: Asked) -> frozenset[str]:
    return frozenset(word for word in asked.bag if any(char.isdigit() for char in word))


def _shown(group: _Group) -> Unanswered:
    wordings = tuple(dict.fromkeys(question.text for question in group.questions))
    return Unanswered(
        question=wordings[0],
        times=len(group.questions),
        latest=group.questions[0].at,
        wordings=wordings[:WORDINGS],
        turns=tuple(question.where for question in group.questions),
    )
