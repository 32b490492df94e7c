"""Runs the scanners of a place over a text. What could not be judged is an ERROR, and never an allow."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Expired

from appliance.core.schemas import Decision, ScanStatus, Verdict
from appliance.guard.policy import Policy
from appliance.guard.scanner import Scanner
from appliance.guard.texts import Text

log = logging.getLogger(__name__)

TIMEOUT_S = 10.0
THREADS = 4
"""A scanner that never returns keeps its thread; once all are kept, checks time out and nothing passes."""
_RANK = {Decision.ALLOW: 0, Decision.REVIEW: 1, Decision.BLOCK: 2}


class Pipeline:
    """A few threads that scan, so that a scanner which hangs costs one answer and not the service."""

    def __init__(self, policy: Policy, *, timeout_s: float = TIMEOUT_S) -> None:
        self._policy = policy
        self._timeout_s = timeout_s
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="guard")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def run(self, scanners: Sequence[Scanner], text: Text) -> tuple[Verdict, ...]:
        """Return one verdict a scanner, in their order."""
        done: list[Verdict] = []
        try:
            self._threads.submit(self._scan_all, scanners, text, done).result(self._timeout_s)
        except Expired:
            log.warning("the guard's scanner %s did not answer in time", scanners[len(done)].name)
        except RuntimeError:
            log.warning("the guard was asked after it had been closed")
        verdicts = tuple(done)  # a late scanner must not add to what is returned
        return verdicts + tuple(
            self._failed(scanner, text, "did not answer in time") for scanner in scanners[len(verdicts) :]
        )

    def _scan_all(self, scanners: Sequence[Scanner], text: Text, done: list[Verdict]) -> None:
        for scanner in scanners:
            try:
                done.append(scanner.scan(text))
            except Exception as err:  # whatever a scanner does wrong, its text is not let through
                log.warning("the guard's scanner %s failed: %s", scanner.name, type(err).__name__)
                done.append(self._failed(scanner, text, "failed"))

    def _failed(self, scanner: Scanner, text: Text, what: str) -> Verdict:
        return Verdict(
            decision=self._policy.for_error(text.place),
            scanner=scanner.name,
            reason=f"The check “{scanner.name}” {what}, so the text is not let through.",
            status=ScanStatus.ERROR,
        )


def gravest(verdicts: Sequence[Verdict]) -> Decision:
    """Return the gravest decision among the verdicts; a place that nothing looked at is not allowed."""
    return max((verdict.decision for verdict in verdicts), key=_RANK.__getitem__, default=Decision.BLOCK)
