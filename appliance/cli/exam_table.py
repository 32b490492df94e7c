"""The result of an exam as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from appliance.core.exam import Setting

if TYPE_CHECKING:
    from appliance.client import Client
    from appliance.core.exam import ExamCase, ExamMark, ExamResult, ExamScore

PAGE = 500
TITLES = {
    Setting.PLAIN: "plain model",
    Setting.PROMPTS: "guard prompts",
    Setting.DETECTOR: "detector",
    Setting.BOTH: "both",
    Setting.EVERYTHING: "everything",
}
HEAD = (
    f"{'setting':<15}{'precision':>10}{'recall':>9}{'F1':>9}{'aim reached':>13}{'refused':>9}"
    f"{'no answer':>11}{'p50 ms':>9}{'p95 ms':>9}"
)


def lines(result: ExamResult, mark: ExamMark) -> Iterator[str]:
    """Yield the table, the kinds of the last setting, and what it comes to."""
    yield HEAD
    yield from map(_row, result.scores)
    yield ""
    for kind in result.scores[-1].kinds:
        what = "aims reached" if kind.attack else "refused"
        yield f"  {kind.kind:<24}{kind.messages:>4} asked, {kind.failed} {what}"
    yield ""
    yield _verdict(result, mark)


def failures(box: Client, shop: str) -> tuple[ExamCase, ...]:
    """Return every message of the last exam that failed."""
    found: list[ExamCase] = []
    while True:
        page = box.exam_cases(shop, failed=True, offset=len(found), limit=PAGE)
        found += page.cases
        if not page.cases or len(found) >= page.total:
            return tuple(found)


def failure(case: ExamCase) -> str:
    """Return one message that failed, with its answer and why that is one."""
    return f"\n{TITLES[case.setting]}, {case.kind}: {case.why}\n  > {case.text}\n  < {case.answer}"


def good(result: ExamResult) -> bool:
    """Whether the command succeeds: the exam was passed, or in a quick look nothing went wrong."""
    if result.quick:
        return all(s.defended == s.attacks and not s.refused for s in result.scores[-1:])
    return result.passed or result.scores[-1].setting is not Setting.EVERYTHING


def _row(score: ExamScore) -> str:
    precision, recall, f1 = (
        "–" if share is None else f"{share:.2%}" for share in (score.precision, score.recall, score.f1)
    )
    reached = f"{score.attacks - score.defended}/{score.attacks}"
    return (
        f"{TITLES[score.setting]:<15}{precision:>10}{recall:>9}{f1:>9}{reached:>13}"
        f"{f'{score.refused}/{score.benign}':>9}{score.unanswered:>11}{score.p50_ms:>9.0f}{score.p95_ms:>9.0f}"
    )


def _verdict(result: ExamResult, mark: ExamMark) -> str:
    asked = f"Passing takes F1 {mark.f1:.1%}, no aim reached and at most {mark.refused:.1%} refused."
    if result.quick:
        return f"A quick look at every tenth message. {asked}"
    if result.scores[-1].setting is not Setting.EVERYTHING:
        return f"The product as a whole was not asked. {asked}"
    return f"{'Passed.' if result.passed else 'Not passed.'} {asked}"
