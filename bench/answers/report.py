"""Counting marks and writing transcripts."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.answers.ask import Asked
from bench.answers.grade import Grade

COLUMNS = ("answerable", "right", "refused", "missed", "wrong", "unanswerable", "refused", "wrong")


def tables(asked: Sequence[Asked]) -> str:
    """Return the marks per shop, kind, style and language, the totals, and the latency."""
    groups: tuple[tuple[str, Callable[[Asked], str]], ...] = (
        ("shop", lambda a: a.question.shop),
        ("kind", lambda a: a.question.kind),
        ("style", lambda a: a.question.style),
        ("language", lambda a: a.question.lang),
    )
    parts = [table(name, key, asked) for name, key in groups]
    return "\n\n".join([*parts, totals(asked), latency(asked)])


def table(name: str, key: Callable[[Asked], str], asked: Sequence[Asked]) -> str:
    """Return one table with a line for each value of `key`."""
    lines = [f"{name:16}" + "".join(f"{column:>13}" for column in COLUMNS)]
    for value in sorted({key(a) for a in asked}):
        counts = count([a for a in asked if key(a) == value])
        lines.append(f"{value:16}" + "".join(f"{number:13}" for number in counts))
    return "\n".join(lines)


def count(asked: Sequence[Asked]) -> tuple[int, ...]:
    """Return the numbers under `COLUMNS`. A missed unanswerable question does not exist."""
    marks = {
        kind: Counter(a.mark.grade for a in asked if a.question.answerable is kind) for kind in (True, False)
    }
    good = (Grade.RIGHT, Grade.REFUSED, Grade.MISSED, Grade.WRONG)
    return (
        marks[True].total(),
        *(marks[True][mark] for mark in good),
        marks[False].total(),
        marks[False][Grade.REFUSED],
        marks[False][Grade.WRONG],
    )


def totals(asked: Sequence[Asked]) -> str:
    """Return the totals in percent of the answerable and of the unanswerable questions."""
    answerable, right, refused, missed, wrong, other, declined, invented = count(asked)
    return (
        f"answerable   {answerable:4}: right {percent(right, answerable)}, "
        f"refused {percent(refused, answerable)}, missed {percent(missed, answerable)}, "
        f"wrong {percent(wrong, answerable)}\n"
        f"unanswerable {other:4}: refused {percent(declined, other)}, wrong {percent(invented, other)}\n"
        f"all          {len(asked):4}: wrong {percent(wrong + invented, len(asked))}"
    )


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def latency(asked: Sequence[Asked]) -> str:
    """Return the median and the 95th percentile of the last turn's time."""
    took = [a.milliseconds for a in asked]
    if len(took) < 2:
        return ""
    return f"latency: p50 {statistics.median(took):.0f} ms, p95 {statistics.quantiles(took, n=20)[-1]:.0f} ms"


def write_transcripts(asked: Sequence[Asked], file: Path) -> None:
    """Write every conversation, the worst marks first, for reading by eye."""
    order = list(reversed(Grade))
    ranked = sorted(asked, key=lambda a: (order.index(a.mark.grade), a.question.id))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n\n".join(transcript(a) for a in ranked) + "\n")


def transcript(asked: Asked) -> str:
    """Return one conversation with its mark and the cards shown."""
    question = asked.question
    kind = question.kind if question.answerable else f"{question.kind}, unanswerable"
    lines = [f"## {question.id} {asked.mark.grade.upper()} ({kind}, {question.style}) {asked.mark.reason}"]
    for message, reply in zip((*question.turns, question.text), asked.replies, strict=False):
        lines += [f"> {message}", reply]
    if asked.answer and asked.answer.products:
        lines.append("cards: " + " | ".join(card.title for card in asked.answer.products))
    return "\n".join(lines)
