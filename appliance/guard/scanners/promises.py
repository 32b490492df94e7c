"""Promises of money in an answer that no record makes: refunds, discounts, codes, free shipping, prices."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources

from appliance.core.schemas import Decision, Verdict
from appliance.guard import normalise
from appliance.guard.scanner import passed
from appliance.guard.texts import Text

_SENTENCE = re.compile(r"[^.!?\n。！？]+(?:[.!?](?=\d)[^.!?\n。！？]*)*[.!?。！？]*")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_AMOUNT = r"(\d+(?:,\d{3})*(?:\.\d+)?)"
_MONEY = re.compile(rf"[$€£¥]\s?{_AMOUNT}|{_AMOUNT} ?(?:%|percent|dollars?|euros?|aud|usd|eur|€)")
_CODE = re.compile(r"\b(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{3,}\b")


@dataclass(frozen=True)
class Kind:
    """A kind of promise. An `act` says that somebody does something now: only a record's very words may."""

    name: str
    act: bool
    claim: tuple[re.Pattern[str], ...]
    support: tuple[re.Pattern[str], ...]


class PromiseScanner:
    """Holds each sentence that promises money against the sentences of the records given."""

    name = "promises"

    def scan(self, text: Text) -> Verdict:
        known, negation = kinds()
        records = [part for source in text.answer.supported for part in _sentences(normalise.fold(source))]
        stated = " ".join(text.answer.supported)
        for sentence in _SENTENCE.finditer(text.folded):
            for kind in known:
                claim = _first(kind.claim, sentence.group())
                if claim is None or _denied(negation, sentence.group(), claim):
                    continue
                if _told(sentence.group(), records):
                    continue
                written = text.clean[slice(*sentence.span())]
                if kind.act or not _supported(kind, written, records, negation, stated):
                    span = sentence.start() + claim.start(), sentence.start() + claim.end()
                    return self._found(kind, text.span(*span))
        return passed(self.name)

    def _found(self, kind: Kind, span: tuple[int, int]) -> Verdict:
        return Verdict(
            decision=Decision.BLOCK,
            scanner=self.name,
            reason=f"It promises {kind.name}, which no record of the shop supports.",
            score=1.0,
            threshold=1.0,
            span=span,
        )


def _supported(
    kind: Kind, written: str, records: Sequence[str], negation: re.Pattern[str], stated: str
) -> bool:
    """Whether a record makes the same promise, its conditions in money are told, and every number and code
    of the promise is in the records."""
    if not _numbers(written) <= _numbers(stated) or not set(_CODE.findall(written)) <= set(
        _CODE.findall(stated)
    ):
        return False
    for record in records:
        made = _first(kind.support, record)
        if made and not _denied(negation, record, made) and _amounts(record) <= _numbers(written):
            return True
    return False


def _told(sentence: str, records: Sequence[str]) -> bool:
    """Whether a record says the sentence word for word."""
    words = _WORD.findall(sentence)
    return any(_WORD.findall(record) == words for record in records)


def _denied(negation: re.Pattern[str], sentence: str, claim: re.Match[str]) -> bool:
    """Whether a word of denial stands in the claim or shortly before it, in the same clause."""
    clause = re.split(r"[,;:]|\bbut\b|\baber\b|\bpero\b|\bmais\b", sentence[: claim.start()])[-1]
    return bool(negation.search(clause[-60:]) or negation.search(claim.group()))


def _sentences(folded: str) -> Iterator[str]:
    yield from (match.group() for match in _SENTENCE.finditer(folded))


def _first(patterns: tuple[re.Pattern[str], ...], folded: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(folded))), None)


def _numbers(text: str) -> set[Decimal]:
    return {_decimal(number) for number in _NUMBER.findall(text)}


def _amounts(text: str) -> set[Decimal]:
    return {_decimal(one or other) for one, other in _MONEY.findall(text)}


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


@lru_cache(maxsize=1)
def kinds() -> tuple[tuple[Kind, ...], re.Pattern[str]]:
    """Return the kinds of `promises.toml`, and what denies a promise."""
    data = tomllib.loads((resources.files("appliance.guard") / "promises.toml").read_text("utf-8"))
    known = tuple(
        Kind(kind["name"], kind.get("act", False), _compile(kind["claim"]), _compile(kind.get("support", [])))
        for kind in data["kind"]
    )
    return known, re.compile(data["negation"])


def _compile(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)
