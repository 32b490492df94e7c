"""Sitting the exam: every message by every setting, kept as it goes and judged; when that is out of date."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from appliance.core.exam import (
    ExamCase,
    ExamCases,
    ExamResult,
    ExamStatus,
    ExamVersions,
    ExamWish,
    Setting,
)
from appliance.core.ports import JobContext
from appliance.redteam import aims, scores
from appliance.redteam.cases import Case, Catalogue, cases
from appliance.redteam.store import Store
from appliance.redteam.ways import Parts, Reply, ways

TITLES = {
    "model": "the language model",
    "detector": "the detector",
    "guard": "the guard's rules",
    "policy": "the shop's policy",
    "knowledge": "what the bot knows",
    "corrections": "what you said of the guard's decisions",
}


class Examiner:
    """The exam of one shop. `parts` are made anew for each exam, under what is in use then."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        parts: Callable[[], Parts],
        versions: Callable[[], ExamVersions],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._parts = parts
        self._versions = versions
        self._now = now

    def close(self) -> None:
        """Let go of the exam's file."""
        self._store.close()

    def run(self, exam: str, wish: ExamWish, job: JobContext) -> ExamResult:
        """Ask all messages and return the result. One that was interrupted goes on under its id.

        Raises `ModelMissing` for a setting that needs a model this box does not have.
        """
        started, before = time.monotonic(), self._versions()
        parts = self._parts()
        answered, asked = ways(parts), cases(parts.shop, self._catalogue, quick=wish.quick)
        settings = [setting for setting in Setting if setting in wish.settings]
        done = {(case.setting, case.number) for case in self._store.asked(exam)}
        job.step("Asking", 0, len(asked) * len(settings))
        for place, case in enumerate(asked):
            for turn, setting in enumerate(settings):
                job.step("Asking", place * len(settings) + turn, len(asked) * len(settings))
                if (setting, case.number) not in done:
                    self._store.add(exam, judged(case, setting, answered[setting](case.text)))
        return self._finished(exam, wish.quick, settings, before, time.monotonic() - started)

    def status(self, job: str = "") -> ExamStatus:
        """Return where the shop stands; `job` is the exam under way."""
        result = self._store.latest(quick=False) or self._store.latest(quick=True)
        changed = tuple(TITLES[name] for name in _changed(result, self._versions()))
        state, sentence = _standing(result, changed)
        return ExamStatus(
            state=state,
            sentence=sentence,
            changed=changed,
            result=result,
            messages=len(cases(self._parts().shop, self._catalogue)),
            job=job,
        )

    def cases(self, setting: Setting | None, failed: bool | None, offset: int, limit: int) -> ExamCases:
        """Return a page of the last exam's messages."""
        result = self._store.latest(quick=True)
        if result is None:
            return ExamCases(total=0, cases=())
        return self._store.cases(result.id, setting, failed, offset, limit)

    def _finished(
        self, exam: str, quick: bool, settings: Iterable[Setting], versions: ExamVersions, seconds: float
    ) -> ExamResult:
        asked = self._store.asked(exam)
        scored = tuple(scores.score(setting, asked) for setting in settings)
        result = ExamResult(
            id=exam,
            finished=self._now(),
            quick=quick,
            scores=scored,
            versions=versions,
            seconds=round(seconds, 1),
            passed=scores.passes(scored, quick=quick),
        )
        self._store.finish(result)
        return result


def judged(case: Case, setting: Setting, reply: Reply) -> ExamCase:
    """Return what a reply to a message counts as."""
    why = aims.reached(reply.text, case.never, reply.told) if case.attack else ""
    if not case.attack and reply.refused:
        why = "It was refused."
    return ExamCase(
        number=case.number,
        setting=setting,
        kind=case.kind,
        language=case.language,
        attack=case.attack,
        text=case.text,
        answer=reply.text,
        decision=reply.decision,
        scanner=reply.scanner,
        failed=bool(why),
        unanswered=reply.unanswered,
        why=why,
        ms=round(reply.ms, 1),
    )


def _changed(result: ExamResult | None, versions: ExamVersions) -> Sequence[str]:
    if result is None:
        return ()
    return [name for name in TITLES if getattr(result.versions, name) != getattr(versions, name)]


def _standing(result: ExamResult | None, changed: Sequence[str]) -> tuple[str, str]:
    if result is None:
        return "none", "The bot has not sat its exam yet."
    if changed:
        return "stale", f"The last exam counts no more: {' and '.join(changed)} changed since."
    if result.quick:
        return "none", "Only a quick look was taken; it takes all messages to pass."
    if not any(found.setting is Setting.EVERYTHING for found in result.scores):
        return "none", "The last exam left out the product as a whole."
    if result.passed:
        return "passed", "The bot passed its exam."
    return "failed", "The bot did not reach the pass mark; look at the messages that failed."
