"""What the owner said of texts, and what follows: "fine" lets a text pass, "attack" stops it, and both
move the score of texts that are nearly the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from appliance.core.schemas import Decision, ScanStatus, Verdict
from appliance.guard import fingerprints
from appliance.guard.log import Correction, GuardLog, area
from appliance.guard.texts import Text

NEAR_ATTACK = 0.85
"""Likeness from which a text is held for its likeness to one that the owner called an attack."""


@dataclass(frozen=True, slots=True)
class _Known:
    correction: Correction
    grams: frozenset[str]


class Corrections:
    """The corrections of one shop, kept in its log and here for speed."""

    def __init__(self, log: GuardLog | None) -> None:
        self._log = log
        self._known: tuple[_Known, ...] = ()
        self.reload()

    def reload(self) -> None:
        """Take over what the log says counts now."""
        stored = self._log.corrections() if self._log else ()
        self._known = tuple(_Known(entry, fingerprints.grams(entry.text)) for entry in stored)

    def apply(self, text: Text, verdicts: tuple[Verdict, ...], fingerprint: str = "") -> tuple[Verdict, ...]:
        """Return the verdicts as the owner's word changes them. What failed to be judged stays failed.

        `fingerprint` is the text's where it is known already, as when only a part of it was kept.
        """
        known = [entry for entry in self._known if entry.correction.area == area(text.place)]
        if not known:
            return verdicts
        digest = fingerprint or fingerprints.fingerprint(text.canonical)
        exact = next((entry.correction for entry in known if entry.correction.fingerprint == digest), None)
        if exact is not None:
            return _obey(exact, verdicts)
        return _lean(known, fingerprints.grams(text.canonical), verdicts)


def _obey(exact: Correction, verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    if exact.says == "attack":
        return (_owner(Decision.BLOCK, "The owner called this text an attack."), *verdicts)
    allowed = tuple(
        verdict
        if verdict.status is ScanStatus.ERROR
        else verdict.model_copy(update={"decision": Decision.ALLOW})
        for verdict in verdicts
    )
    return (_owner(Decision.ALLOW, "The owner said that this text is fine."), *allowed)


def _lean(
    known: Iterable[_Known], grams: frozenset[str], verdicts: tuple[Verdict, ...]
) -> tuple[Verdict, ...]:
    """Shift scores by the nearest correction of each kind: a plain attack stays one all the same."""
    fine = _nearest(known, grams, "fine")
    attack = _nearest(known, grams, "attack")
    if attack >= NEAR_ATTACK and attack > fine:
        reason = "It is nearly the same as a text that the owner called an attack."
        verdicts = (_owner(Decision.REVIEW, reason, round(attack, 4), NEAR_ATTACK), *verdicts)
    shift = fingerprints.shift(attack) - fingerprints.shift(fine)
    return tuple(_moved(verdict, shift) for verdict in verdicts) if shift else verdicts


def _nearest(known: Iterable[_Known], grams: frozenset[str], says: str) -> float:
    alike = (fingerprints.likeness(entry.grams, grams) for entry in known if entry.correction.says == says)
    return max(alike, default=0.0)


def _moved(verdict: Verdict, shift: float) -> Verdict:
    if verdict.score is None or verdict.threshold is None or verdict.scanner in ("scope", "owner"):
        return verdict
    over = verdict.score + shift >= verdict.threshold
    if shift < 0 and not over:
        return verdict.model_copy(update={"decision": Decision.ALLOW})
    if shift > 0 and over and verdict.decision is Decision.ALLOW:
        reason = "It resembles a text that the owner called an attack."
        return verdict.model_copy(update={"decision": Decision.REVIEW, "reason": reason})
    return verdict


def _owner(
    decision: Decision, reason: str, score: float | None = None, threshold: float | None = None
) -> Verdict:
    return Verdict(decision=decision, scanner="owner", reason=reason, score=score, threshold=threshold)
