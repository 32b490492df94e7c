"""The guard of one shop: the pipeline under the shop's policy, its owner's corrections, its log."""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from appliance.core.errors import StoreFailed
from appliance.core.ports import Detector
from appliance.core.schemas import Decision, GuardEntry, Judgement, Place, ScanStatus, Shop, Verdict
from appliance.guard import behaviour, fingerprints, log_text, masking, pii, policy, registry
from appliance.guard import prompt as guard_prompt
from appliance.guard.corrections import Corrections
from appliance.guard.log import SHOWN, GuardLog, area
from appliance.guard.log_read import is_attack
from appliance.guard.pii import Masked
from appliance.guard.pipeline import Pipeline, gravest
from appliance.guard.texts import Answer, Text

LONGEST = 200_000
"""Characters beyond which a text is refused unread. Documents arrive passage by passage."""
log = logging.getLogger(__name__)
CANARIES = 64
"""How many requests back a canary is still looked for; more than may wait for the model at once."""
_LOGGED_WHEN_PASSED = (Place.MESSAGE, Place.PASSAGE, Place.ANSWER)


class ShopGuard:
    """Implements `core.ports.Guard`. Make a new one when the shop's policy or contact details change.

    Without a `log` nothing is recorded and no correction is known, as when a file is evaluated. With
    `recorded` off, as in an exam, corrections count and nothing is put on record.
    """

    def __init__(
        self,
        shop: Shop,
        log: GuardLog | None,
        *,
        detector: Detector | None = None,
        model: str = "",
        recorded: bool = True,
        clock: Callable[[], float] = time.monotonic,
        timeout_s: float | None = None,
    ) -> None:
        self.policy = policy.policy(shop.policy)
        self.behaviour = behaviour.Behaviour(clock)
        self._blocked_text = shop.blocked_text
        self._own = pii.own_details(shop)
        self._stable = guard_prompt.stable(shop.name, shop.tone)
        self._secret = secrets.token_bytes(16)
        self._canaries: deque[str] = deque(maxlen=CANARIES)
        self._hosts = hosts(shop)
        self._log = log
        self._recorded = recorded
        self._detector = detector.model_id if detector else ""
        self._model = model
        self._scanners = registry.scanners(self.policy, detector)
        self._recall()
        self._pipeline = Pipeline(self.policy, **({"timeout_s": timeout_s} if timeout_s else {}))
        self._corrections = Corrections(log)

    def _recall(self) -> None:
        """Count the attacks that the log still knows of: starting anew must not wash anybody clean."""
        if self._log is None or not self._recorded:
            return
        now = datetime.now(UTC)
        for line in self._log.attacks(now - timedelta(seconds=behaviour.WINDOW_S)):
            self.behaviour.attacked(line.session, ago_s=(now - line.time).total_seconds())

    def close(self) -> None:
        """Stop the guard's threads; the log stays open and is its maker's to close."""
        self._pipeline.close()

    def load(self) -> None:
        """Read and compile all rules and tables now, a quarter of a second, not under the first customer."""
        for place in Place:
            self._verdicts(Text("привет, hello", place), "", "")

    # --- judging -------------------------------------------------------------------------------

    def check(
        self, text: str, place: Place, *, session: str = "", address: str = "", source: str = ""
    ) -> Judgement:
        """Return the decision about a text and the text to use from here on. Never raises. `source` is
        the file it stands in, for the log."""
        return self._judge(Text(text, place), session, address, source)

    def check_answer(
        self,
        text: str,
        *,
        canary: str = "",
        prompt: str = "",
        supported: Sequence[str] = (),
        hosts: Sequence[str] = (),
        session: str = "",
        partial: bool = False,
    ) -> Judgement:
        """Return the decision about an answer that is to leave, measured against what it may say.

        `prompt` are further rules given to the model, without the facts, which it may repeat; the guard's
        own prompt and the canaries of `wording_prompt` are looked for without being named. For a stream,
        pass all that was said so far with the new sentence at its end, as `partial`: a leak may begin in
        one sentence and end in the next. Partial answers are put on record only when they are held.
        """
        canaries = (canary, *self._canaries)
        told = f"{self._stable}\n{prompt}"
        answer = Answer(canaries, told, tuple(supported), (*self._hosts, *hosts))
        judged = Text(text, Place.ANSWER, answer, partial)
        return self._judge(judged, session, "")

    def wording_prompt(self, facts: str, question: str, session: str = "") -> tuple[str, str]:
        """Return the shop's stable prompt, and this request's turn with both texts fenced. The fence of a
        session stays the same; without one it is drawn anew."""
        fence = guard_prompt.fence_of(self._secret, session) if session else guard_prompt.new_fence()
        if fence.mark not in self._canaries:
            self._canaries.append(fence.mark)
        return self._stable, fence.around(facts=facts, customer=question)

    def looked_at(self, source: str, of: str, count: int, *, held: int, took_ms: float) -> None:
        """Put on record, in one line, that of `count` "rows" or "parts" of a file all passed but `held`; each
        of those has a line of its own. Raises `StoreFailed`."""
        if self._log and self._recorded and held < count:
            name = self.redact(source)
            line = self._under(
                place=Place.DOCUMENT,
                decision=Decision.ALLOW,
                kind="looked",
                reason=log_text.looked_at(name, of, count, held),
                source=name,
                duration_ms=round(took_ms, 2),
            )
            self._log.append(line)

    def pause(self, session: str, address: str = "") -> float:
        """Return how many seconds to let somebody wait who tried several attacks."""
        return self.behaviour.standing(session, address).pause_s

    def redact(self, text: str) -> str:
        """Return the text as logs and stored conversations keep it."""
        return Text(text, Place.MESSAGE).redacted.text

    def sentence(self, judgement: Judgement, language: str = "en") -> str:
        """Return what the customer reads instead of an answer."""
        deciding = judgement.deciding
        return policy.sentence(deciding.scanner if deciding else "", language, self._blocked_text)

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

    def withdraw(self, held_in: str, fingerprint: str) -> None:
        """Let a correction count no more."""
        if self._log:
            self._log.correct(fingerprint, held_in, "undo")
            self._corrections.reload()

    def fingerprint(self, text: str) -> str:
        """Return what texts share that are the same to a correction."""
        return fingerprints.fingerprint(Text(text, Place.DOCUMENT).canonical)

    def today(self, entry: GuardEntry, fingerprint: str) -> Decision:
        """Return what would be decided now about a line's text. An answer's records are not known any more:
        there only the owner's word is new."""
        text = Text(entry.text or "", entry.place or Place.MESSAGE)
        said = entry.verdicts
        if text.place is not Place.ANSWER:
            said = self._scanned(text)
        return gravest(self._corrections.apply(text, said, fingerprint))

    def _correct(self, text: str, place: Place, says: str) -> None:
        if self._log:
            canonical = Text(text, place).canonical
            self._log.correct(fingerprints.fingerprint(canonical), area(place), says, canonical)
            self._corrections.reload()

    # --- inside --------------------------------------------------------------------------------

    def _judge(self, text: Text, session: str, address: str, source: str = "") -> Judgement:
        started = time.perf_counter()
        try:
            if len(text.original) > LONGEST:
                short = Text(text.original[:SHOWN], text.place)
                return self._record(short, _judgement(short, "", (_TOO_LONG,), started), session, source)
            verdicts = self._verdicts(text, session, address)
            usable, masked = self._usable(text)
            judgement = _judgement(text, usable, (*verdicts, *masked), started)
            return self._record(text, judgement, session, source)
        except Exception as err:  # the guard's own mistake must not let a text through either
            log.error("the guard failed: %s at %s", type(err).__name__, _where(err))
            return _judgement(text, "", (_BROKEN,), started)

    def _verdicts(self, text: Text, session: str, address: str) -> tuple[Verdict, ...]:
        customer = text.place is Place.MESSAGE
        if customer and self.behaviour.standing(session, address).stopped:
            return (_STOPPED,)
        verdicts = self._corrections.apply(text, self._scanned(text))
        if customer and any(map(is_attack, verdicts)):
            self.behaviour.attacked(session, address)
        return verdicts

    def _scanned(self, text: Text) -> tuple[Verdict, ...]:
        return self.policy.weigh(text.place, self._pipeline.run(self._scanners[text.place], text))

    def _usable(self, text: Text) -> tuple[str, tuple[Verdict, ...]]:
        """Return the clean text, masked where it is indexed or leaves, and a verdict for each mask."""
        if text.place not in masking.PLACES:
            return text.clean, ()
        masked = masking.mask(text, self._own)
        return masked.text, masking.verdicts(text, masked)

    def _record(self, text: Text, judgement: Judgement, session: str, source: str) -> Judgement:
        """Write the decision down. What cannot be put on record is not let through to the model."""
        if self._log is None or not self._recorded or not _worth_a_line(text, judgement):
            return judgement
        digest = fingerprints.fingerprint(text.canonical)
        try:
            self._log.append(self._entry(text, judgement, session, source), fingerprint=digest)
        except StoreFailed as err:
            log.error("%s", err.message)
            verdicts = (*judgement.verdicts, _UNRECORDED)
            return judgement.model_copy(update={"decision": gravest(verdicts), "verdicts": verdicts})
        return judgement

    def _entry(self, text: Text, judgement: Judgement, session: str, source: str) -> GuardEntry:
        deciding = _telling(text, judgement)
        shown = excerpt(text, deciding.span)
        return self._under(
            place=text.place,
            decision=judgement.decision,
            scanner=deciding.scanner,
            status=deciding.status,
            reason=deciding.reason,
            score=deciding.score,
            threshold=deciding.threshold,
            span=shown.span(deciding.span),
            text=shown.text,
            session=session,
            source=self.redact(source),
            duration_ms=round(judgement.duration_ms, 2),
            verdicts=tuple(
                verdict.model_copy(update={"span": shown.span(verdict.span)})
                for verdict in judgement.verdicts
            ),
        )

    def _under(self, **said: Any) -> GuardEntry:
        """Return a line of the log, made now and under this policy, these models and this prompt."""
        return GuardEntry(
            id=0,
            time=datetime.now(UTC),
            policy=self.policy.name,
            model=self._model,
            detector=self._detector,
            prompt_version=guard_prompt.VERSION,
            **said,
        )


def _where(err: Exception) -> str:
    """Return the file and line an exception comes from; its own words may quote the customer."""
    frame = traceback.extract_tb(err.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _judgement(text: Text, usable: str, verdicts: tuple[Verdict, ...], started: float) -> Judgement:
    return Judgement(
        decision=gravest(verdicts),
        place=text.place,
        text=usable,
        verdicts=verdicts,
        duration_ms=(time.perf_counter() - started) * 1000,
    )


def _worth_a_line(text: Text, judgement: Judgement) -> bool:
    """Whether a judgement is put on record: what customers write and read, whatever was held, and where a
    document lost personal details."""
    passed = judgement.decision is Decision.ALLOW
    logged = text.place in _LOGGED_WHEN_PASSED and not text.partial
    return not passed or logged or bool(_masked_in(text, judgement))


def _telling(text: Text, judgement: Judgement) -> Verdict:
    """Return the verdict that a line of the log shows: who decided, or in a document that passes, what was
    masked in it."""
    masked = _masked_in(text, judgement) if judgement.decision is Decision.ALLOW else ()
    return masked[0] if masked else judgement.deciding or _BROKEN


def _masked_in(text: Text, judgement: Judgement) -> tuple[Verdict, ...]:
    if text.place is not Place.DOCUMENT:
        return ()
    return tuple(verdict for verdict in judgement.verdicts if verdict.scanner == "personal")


_BROKEN = Verdict(
    decision=Decision.BLOCK,
    scanner="guard",
    reason="The guard itself failed, so the text is not let through.",
    status=ScanStatus.ERROR,
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


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a redacted text that is kept, from its character `first`."""

    text: str
    first: int
    redacted: Masked

    def span(self, original: tuple[int, int] | None) -> tuple[int, int] | None:
        """Return where a range of the original text is in the excerpt; None when it is not in it."""
        if original is None:
            return None
        start, end = (position - self.first for position in self.redacted.move(original))
        return (start, min(end, len(self.text))) if 0 <= start <= len(self.text) else None


def excerpt(text: Text, span: tuple[int, int] | None) -> Excerpt:
    """Return the redacted text, at most SHOWN characters of it round the span."""
    redacted = text.redacted
    writable = redacted.text.encode("utf-8", "replace").decode()  # half a surrogate pair is no text
    start = redacted.move(span)[0] if span else 0
    first = max(0, min(start - SHOWN // 4, len(redacted.text) - SHOWN))
    return Excerpt(writable[first : first + SHOWN], first, redacted)


def hosts(shop: Shop) -> tuple[str, ...]:
    """Return the host names that are the shop's own."""
    named = (site.split("//")[-1].split("/")[0].split(":")[0] for site in (shop.website, *shop.sites))
    return tuple(host.removeprefix("*.").removeprefix("www.").casefold() for host in named if host)
