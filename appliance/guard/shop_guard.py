"""The guard of one shop: the pipeline under the shop's policy, its owner's corrections, its log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from appliance.core.errors import StoreFailed
from appliance.core.ports import Detector
from appliance.core.schemas import Decision, GuardEntry, Judgement, Place, ScanStatus, Shop, Verdict
from appliance.guard import behaviour, fingerprints, masking, pii, policy, prompt, registry
from appliance.guard.corrections import Corrections
from appliance.guard.log import SHOWN, GuardLog
from appliance.guard.pipeline import Pipeline, gravest
from appliance.guard.texts import Answer, Text

LONGEST = 200_000
"""Characters beyond which a text is refused unread: twenty thousand passages of a document arrive one by one."""
log = logging.getLogger(__name__)
_LOGGED_WHEN_PASSED = (Place.MESSAGE, Place.ANSWER)


class ShopGuard:
    """Implements `core.ports.Guard`. Make a new one when the shop's policy or contact details change.

    Without a `log` nothing is recorded and no correction is known, as when a file is evaluated.
    """

    def __init__(
        self,
        shop: Shop,
        log: GuardLog | None,
        *,
        detector: Detector | None = None,
        clock: Callable[[], float] = time.monotonic,
        timeout_s: float | None = None,
    ) -> None:
        self.policy = policy.policy(shop.policy)
        self.behaviour = behaviour.Behaviour(clock)
        self._own = pii.own_details(shop)
        self._hosts = hosts(shop)
        self._log = log
        self._detector = detector.model_id if detector else ""
        self._scanners = registry.scanners(self.policy, detector)
        self._pipeline = Pipeline(self.policy, **({"timeout_s": timeout_s} if timeout_s else {}))
        self._corrections = Corrections(log)

    def close(self) -> None:
        """Stop the guard's threads; the log stays open and is its maker's to close."""
        self._pipeline.close()

    # --- judging -------------------------------------------------------------------------------

    def check(self, text: str, place: Place, *, session: str = "", address: str = "") -> Judgement:
        """Return the decision about a text and the text to use from here on. Never raises."""
        started = time.perf_counter()
        judged = Text(text, place)
        if place is Place.MESSAGE and self.behaviour.standing(session, address).stopped:
            return self._conclude(judged, (_STOPPED,), session, started)
        verdicts = self._verdicts(judged)
        if place is Place.MESSAGE and any(map(_is_attack, verdicts)):
            self.behaviour.attacked(session, address)
        return self._conclude(judged, verdicts, session, started)

    def check_answer(
        self,
        text: str,
        *,
        canary: str = "",
        prompt: str = "",
        supported: Sequence[str] = (),
        hosts: Sequence[str] = (),
        session: str = "",
    ) -> Judgement:
        """Return the decision about an answer that is to leave, measured against what it may say.

        For a stream, pass all that was said so far with the new sentence at its end: a leak may begin in
        one sentence and end in the next.
        """
        started = time.perf_counter()
        judged = Text(text, Place.ANSWER, Answer(canary, prompt, tuple(supported), (*self._hosts, *hosts)))
        return self._conclude(judged, self._verdicts(judged), session, started)

    def redact(self, text: str) -> str:
        """Return the text as logs and stored conversations keep it."""
        return Text(text, Place.MESSAGE).redacted.text

    def sentence(self, judgement: Judgement, language: str = "en") -> str:
        """Return what the customer reads instead of an answer."""
        deciding = judgement.deciding
        return policy.sentence(deciding.scanner if deciding else "", language)

    # --- the owner's word ----------------------------------------------------------------------

    def release(self, text: str, place: Place = Place.DOCUMENT) -> None:
        """Let a quarantined text pass from now on, known by its fingerprint."""
        self._correct(text, place, "fine")

    def retract(self, text: str, place: Place = Place.DOCUMENT) -> None:
        """Take back what `release` let pass."""
        self._correct(text, place, "undo")

    def feedback(self, entry: int, says: str) -> None:
        """Let "fine" or "attack" about a line of the log count from now on; "undo" takes it back."""
        if self._log:
            self._log.feedback(entry, says)
            self._corrections.reload()

    def _correct(self, text: str, place: Place, says: str) -> None:
        if self._log:
            canonical = Text(text, place).canonical
            self._log.correct(fingerprints.fingerprint(canonical), place, says, canonical)
            self._corrections.reload()

    # --- inside --------------------------------------------------------------------------------

    def _verdicts(self, text: Text) -> tuple[Verdict, ...]:
        if len(text.original) > LONGEST:
            return (_TOO_LONG,)
        return self._corrections.apply(text, self._pipeline.run(self._scanners[text.place], text))

    def _conclude(self, text: Text, verdicts: tuple[Verdict, ...], session: str, started: float) -> Judgement:
        usable, found = self._usable(text)
        verdicts = (*verdicts, *found)
        judgement = Judgement(
            decision=gravest(verdicts),
            place=text.place,
            text=usable,
            verdicts=verdicts,
            duration_ms=(time.perf_counter() - started) * 1000,
        )
        return self._record(text, judgement, session)

    def _usable(self, text: Text) -> tuple[str, tuple[Verdict, ...]]:
        """Return the clean text, masked where it goes into the index or to the customer, and what was masked."""
        if text.place not in masking.PLACES:
            return text.clean, ()
        masked = masking.mask(text, self._own)
        return masked.text, masking.verdicts(text, masked)

    def _record(self, text: Text, judgement: Judgement, session: str) -> Judgement:
        """Write the decision down. What cannot be put on record is not let through to the model."""
        nothing = judgement.decision is Decision.ALLOW and text.place not in _LOGGED_WHEN_PASSED
        if self._log is None or nothing:
            return judgement
        try:
            self._log.append(
                self._entry(text, judgement, session), fingerprint=fingerprints.fingerprint(text.canonical)
            )
        except StoreFailed as err:
            log.error("%s", err.message)
            verdicts = (*judgement.verdicts, _UNRECORDED)
            return judgement.model_copy(update={"decision": gravest(verdicts), "verdicts": verdicts})
        return judgement

    def _entry(self, text: Text, judgement: Judgement, session: str) -> GuardEntry:
        deciding = judgement.deciding
        shown, span = excerpt(text, deciding.span if deciding else None)
        return GuardEntry(
            id=0,
            time=datetime.now(UTC),
            place=text.place,
            decision=judgement.decision,
            scanner=deciding.scanner if deciding else "",
            status=deciding.status if deciding else ScanStatus.SUCCESS,
            reason=deciding.reason if deciding else "",
            score=deciding.score if deciding else None,
            threshold=deciding.threshold if deciding else None,
            span=span,
            text=shown,
            session=session,
            policy=self.policy.name,
            detector=self._detector,
            prompt_version=prompt.VERSION,
            duration_ms=round(judgement.duration_ms, 2),
            verdicts=judgement.verdicts,
        )


_STOPPED = Verdict(
    decision=Decision.BLOCK,
    scanner="behaviour",
    reason="Several attacks came from here; the conversation is paused.",
)
_TOO_LONG = Verdict(
    decision=Decision.BLOCK,
    scanner="length",
    reason=f"It is longer than {LONGEST} characters, more than can be judged.",
    status=ScanStatus.SKIPPED,
)
_UNRECORDED = Verdict(
    decision=Decision.REVIEW,
    scanner="log",
    reason="The guard log could not be written, so the language model is not asked.",
    status=ScanStatus.ERROR,
)


def excerpt(text: Text, span: tuple[int, int] | None) -> tuple[str, tuple[int, int] | None]:
    """Return the redacted text, at most SHOWN characters round the span, and where the span is in it."""
    redacted = text.redacted
    start, end = redacted.move(span) if span else (0, 0)
    first = max(0, min(start - SHOWN // 4, len(redacted.text) - SHOWN))
    shown = redacted.text[first : first + SHOWN]
    if span is None:
        return shown, None
    return shown, (start - first, min(end - first, len(shown)))


def hosts(shop: Shop) -> tuple[str, ...]:
    """Return the host names that are the shop's own."""
    named = (site.split("//")[-1].split("/")[0].split(":")[0] for site in (shop.website, *shop.sites))
    return tuple(host.removeprefix("*.").removeprefix("www.").casefold() for host in named if host)


def _is_attack(verdict: Verdict) -> bool:
    """Whether somebody tried something: off-topic questions and failed checks are nobody's attack."""
    return (
        verdict.decision is not Decision.ALLOW
        and verdict.status is ScanStatus.SUCCESS
        and verdict.scanner not in ("scope", "log")
    )
