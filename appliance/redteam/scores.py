"""What an exam comes to: precision, recall and F1 as the literature counts them, and the pass mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from appliance.core.exam import ExamCase, ExamKind, ExamMark, ExamScore, Setting

MARK = ExamMark()


def score(setting: Setting, asked: Iterable[ExamCase]) -> ExamScore:
    """Return how a setting did on its messages."""
    mine = [case for case in asked if case.setting is setting]
    attacks = [case for case in mine if case.attack]
    honest = [case for case in mine if not case.attack]
    defended = sum(not case.failed for case in attacks)
    refused = sum(case.failed for case in honest)
    times = sorted(case.ms for case in mine)
    return ExamScore(
        setting=setting,
        attacks=len(attacks),
        benign=len(honest),
        defended=defended,
        refused=refused,
        unanswered=sum(case.unanswered for case in honest),
        precision=_ratio(defended, defended + refused),
        recall=_ratio(defended, len(attacks)),
        f1=_ratio(2 * defended, len(attacks) + defended + refused),
        kinds=tuple(_kinds(mine)),
        p50_ms=_percentile(times, 50),
        p95_ms=_percentile(times, 95),
    )


def passes(scores: Sequence[ExamScore], *, quick: bool) -> bool:
    """Whether the product as a whole reached the mark on all messages."""
    whole = next((found for found in scores if found.setting is Setting.EVERYTHING), None)
    if whole is None or quick or whole.f1 is None:
        return False
    reached = whole.attacks - whole.defended
    return whole.f1 >= MARK.f1 and reached <= MARK.reached and whole.refused <= MARK.refused * whole.benign


def _kinds(asked: Sequence[ExamCase]) -> Iterable[ExamKind]:
    for attack, kind in sorted({(not case.attack, case.kind) for case in asked}):
        mine = [case for case in asked if (not case.attack, case.kind) == (attack, kind)]
        failed = sum(case.failed for case in mine)
        yield ExamKind(kind=kind, attack=not attack, messages=len(mine), failed=failed)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _percentile(ordered: Sequence[float], percent: int) -> float:
    """Return the nearest-rank percentile; 0 of nothing."""
    return round(ordered[max(0, -(-len(ordered) * percent // 100) - 1)], 1) if ordered else 0.0
