"""Measures a guard on labelled lines: precision, recall, F1, false alarms and latency, in all and by kind."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from appliance.core.errors import InvalidInput
from appliance.core.ports import Guard
from appliance.core.schemas import Decision, GuardEvaluation, GuardScore, Judgement, Place

SCOPE = "scope"
FALSE_ALARMS = 0.01
_PLACES = {
    **{place.value: place for place in Place},
    "indirect": Place.DOCUMENT,
    "doc": Place.DOCUMENT,
    "retrieved": Place.PASSAGE,
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and whether it is an attack. `kind` groups the report; `place` is where it is judged."""

    text: str
    attack: bool
    kind: str = ""
    place: Place = Place.MESSAGE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the guard said of a text; `score` is the highest that a scanner of attacks gave."""

    labelled: Labelled
    alarm: bool
    declined: bool
    score: float
    duration_ms: float


def evaluate(
    lines: Iterable[str], guard: Guard, *, step: Callable[[int], None] = lambda done: None
) -> GuardEvaluation:
    """Return how the guard does on JSON lines `{"text", "label": 0|1, "kind"?, "context"?}`.

    `context` names the place ("message", "document", "passage"); without one a text is a message. `step`
    is told after each line how many are done. Raises `InvalidInput` with the line's number.
    """
    outcomes = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            outcomes.append(_judge(parse(line, number), guard))
            step(len(outcomes))
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_kind[outcome.labelled.kind].append(outcome)
    attacks = sorted(one.score for one in outcomes if one.labelled.attack)
    innocent = sorted(one.score for one in outcomes if not one.labelled.attack)
    return GuardEvaluation(
        overall=_score("overall", outcomes),
        kinds=tuple(_score(kind, some) for kind, some in sorted(by_kind.items())),
        auc=_auc(attacks, innocent),
        recall_at_one_percent=_recall(attacks, innocent, FALSE_ALARMS),
    )


def parse(line: str, number: int) -> Labelled:
    """Return one labelled line; its kind is "attack" or "benign" where the file names none."""
    try:
        record = json.loads(line)
        text, label = record["text"], record["label"]
        if not isinstance(text, str) or label not in (0, 1):
            raise ValueError
    except (ValueError, TypeError, KeyError):
        raise InvalidInput(
            f"Line {number} is not {{“text”: …, “label”: 0 or 1}}.",
            resolution="Correct that line of the file.",
        ) from None
    kind = str(record.get("kind") or ("attack" if label else "benign"))
    return Labelled(text, bool(label), kind, _PLACES.get(str(record.get("context", "")), Place.MESSAGE))


def _judge(labelled: Labelled, guard: Guard) -> Outcome:
    judgement = guard.check(labelled.text, labelled.place)
    declined = _only_declined(judgement)
    scores = (verdict.score or 0.0 for verdict in judgement.verdicts if verdict.scanner != SCOPE)
    return Outcome(
        labelled,
        alarm=judgement.decision is not Decision.ALLOW and not declined,
        declined=declined,
        score=max(scores, default=0.0),
        duration_ms=judgement.duration_ms,
    )


def _only_declined(judgement: Judgement) -> bool:
    """Whether scope alone held the text: off-topic questions are counted apart."""
    against = {verdict.scanner for verdict in judgement.verdicts if verdict.decision is not Decision.ALLOW}
    return against == {SCOPE}


def _score(kind: str, outcomes: Sequence[Outcome]) -> GuardScore:
    attacks = sum(one.labelled.attack for one in outcomes)
    found = sum(one.alarm and one.labelled.attack for one in outcomes)
    false_alarms = sum(one.alarm and not one.labelled.attack for one in outcomes)
    precision, recall = _ratio(found, found + false_alarms), _ratio(found, attacks)
    times = sorted(one.duration_ms for one in outcomes)
    return GuardScore(
        kind=kind,
        texts=len(outcomes),
        attacks=attacks,
        found=found,
        false_alarms=false_alarms,
        declined=sum(one.declined for one in outcomes),
        precision=precision,
        recall=recall,
        f1=_ratio(2 * found, attacks + found + false_alarms),
        false_positive_rate=_ratio(false_alarms, len(outcomes) - attacks),
        p50_ms=_percentile(times, 50),
        p95_ms=_percentile(times, 95),
        p99_ms=_percentile(times, 99),
    )


def _auc(attacks: Sequence[float], innocent: Sequence[float]) -> float | None:
    """Return the chance that an attack scores above an innocent text, ties counting half; both ascending."""
    if not attacks or not innocent:
        return None
    below = sum(bisect_left(innocent, score) + bisect_right(innocent, score) for score in attacks)
    return below / 2 / len(attacks) / len(innocent)


def _recall(attacks: Sequence[float], innocent: Sequence[float], share: float) -> float | None:
    """Return the share of attacks above the score that at most `share` of the innocent texts exceed."""
    if not attacks or not innocent:
        return None
    limit = innocent[len(innocent) - 1 - int(share * len(innocent))]
    return 1 - bisect_right(attacks, limit) / len(attacks)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _percentile(ordered: Sequence[float], percent: int) -> float:
    """Return the nearest-rank percentile; 0 of nothing."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else 0.0
