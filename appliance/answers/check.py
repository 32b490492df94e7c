"""Whether a sentence says only what the evidence says: the gate before a customer's eyes.

A sentence is let through when one evidence sentence holds every claim in it: all its numbers with
their units, its codes, sizes, colours, weekdays and months, its promises, its yes or no, whether it
denies, and all of its content words. One evidence sentence, not several: "A costs
$10" must not pass because $10 is the price of B.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from appliance.answers import text
from appliance.answers.language import LANGUAGES, compile_cues, lexicon


@dataclass(frozen=True)
class Claim:
    """Something a sentence asserts that must stand in the evidence."""

    kind: str
    value: str


@dataclass(frozen=True)
class Claims:
    """All that one sentence asserts, ready to be compared."""

    hard: frozenset[Claim]
    denies: bool
    polarity: str
    words: frozenset[str]


def unsupported(sentence: str, evidence: Sequence[str], question: str = "") -> tuple[Claim, ...]:
    """Return what the sentence claims beyond the evidence; empty when it may be said.

    `evidence` are sentences of records and rendered facts. Words of the question may be repeated,
    its numbers may not: "is it $5?" must not make $5 sayable.
    """
    said = claims(sentence)
    if not said.hard and not said.polarity and not (said.words - _courtesy()):
        return ()
    known = frozenset(text.stems(question))
    shortest: tuple[Claim, ...] | None = None
    for unit in evidence:
        lacking = _lacking(said, claims(unit), known)
        if not lacking:
            return ()
        if shortest is None or len(lacking) < len(shortest):
            shortest = lacking
    return shortest or (Claim("evidence", "none"),)


def covers(said: str, fact: str) -> bool:
    """Return whether a text repeats every number, code and yes or no of a fact: it may stand in for it."""
    have: set[Claim] = set()
    polarity = ""
    for sentence in text.sentences(said):
        found = claims(sentence)
        have |= found.hard
        polarity = polarity or found.polarity
    for sentence in text.sentences(fact):
        wanted = claims(sentence)
        if not wanted.hard <= have or (wanted.polarity and wanted.polarity != polarity):
            return False
    return True


def _lacking(said: Claims, unit: Claims, question: frozenset[str]) -> tuple[Claim, ...]:
    lacking = sorted(said.hard - unit.hard, key=lambda claim: (claim.kind, claim.value))
    if said.denies != unit.denies:
        lacking.append(Claim("negation", "says no" if said.denies else "leaves a no out"))
    if said.polarity and said.polarity != unit.polarity:
        lacking.append(Claim("yes-no", said.polarity))
    strange = said.words - _courtesy() - unit.words - question
    lacking += [Claim("word", word) for word in sorted(strange)]
    return tuple(lacking)


@lru_cache(maxsize=4096)
def claims(sentence: str) -> Claims:
    """Return what a sentence claims."""
    folded = text.fold(sentence)
    hard = {Claim("number", f"{value.normalize():f}{unit}") for value, unit in quantities(folded)}
    hard |= {Claim("code", code) for code in _codes(folded)}
    hard |= {Claim("named", word) for word in text.tokens(folded) if word in _named_words()}
    hard |= {Claim("promise", phrase) for phrase in _heard("promises", folded)}
    polarity = _POLARITY.match(folded)
    return Claims(
        frozenset(hard),
        bool(_heard("negations", folded)) or (polarity is not None and polarity.group(1) in _NO),
        "" if not polarity else ("no" if polarity.group(1) in _NO else "yes"),
        frozenset(
            stem for stem in text.stems(_spelled(folded)) if stem not in _fillers() and not stem[0].isdigit()
        ),
    )


_NO = frozenset({"no", "nope", "nein", "non", "没有"})
_POLARITY = re.compile(r"\W*(yes|yeah|yep|no|nope|ja|nein|oui|non|si|有|没有)(?:[,.!:;，。]|\s|$)")

_UNIT_WORDS = {
    "money": "$ € £ ¥ a$ au$ us$ aud usd eur gbp nzd dollar dollars bucks euro euros 元 欧元 澳元",
    "percent": "% percent prozent",
    "day": "day days tag tage tagen jours dias giorno giorni 天",
    "week": "week weeks woche wochen semaines semanas settimana settimane",
    "month": "month months monat monate mois meses mese mesi",
    "year": "year years jahr jahre jahren ans anos anno anni 年",
    "hour": "hour hours stunden heures horas ora ore",
    "minute": "minute minutes minuten minuti",
    "am": "am a.m",
    "pm": "pm p.m",
    "clock": "uhr",
    **{unit: f"{unit} {text.UNIT_FORMS[unit]}" for unit in ("kg", "g", "cm", "mm", "m", "l", "ml", "w", "v")},
}
_UNITS = {word: kind for kind, words in _UNIT_WORDS.items() for word in words.split()}
_QUANTITY = re.compile(
    r"(?P<sign>(?:au|us|a|nz)?[$€£¥])?\s*(?P<value>\d+(?:[.,:']\d+)*)\s*(?P<unit>%|[$€£¥]|[^\W\d_]+(?:\.m)?)?"
)


def quantities(folded: str) -> list[tuple[Decimal, str]]:
    """Return the amounts of a folded text with their kind of unit ("money", "day"), "" where none is written.

    Numbers written as words count too; "9:30" is 9.30 with the unit that follows.
    """
    found = []
    plain = re.sub(r"(\d)\s+(?:business|working|calendar)\s+(days?)", r"\1 \2", folded)
    plain = _spelled(plain)
    for match in _QUANTITY.finditer(plain):
        value = text.number(match.group("value").replace(":", "."))
        if value is None:
            continue
        unit = "money" if match.group("sign") else _UNITS.get(match.group("unit") or "", "")
        found.append((value, unit))
    return found


def _spelled(folded: str) -> str:
    """Turn number words into digits, but not "one", which is mostly a pronoun."""
    words = {word: value for word, value in text.NUMBER_WORDS.items() if word != "one"}
    return re.sub(
        r"(?<!\w)(" + "|".join(words) + r")(?!\w)", lambda match: f"{words[match.group(1)]:f}", folded
    )


def _codes(folded: str) -> list[str]:
    return [
        code for code in re.findall(r"(?=[\w./-]*\d)(?=[\w./-]*[a-z])[a-z0-9]+(?:[-./][a-z0-9]+)+", folded)
    ]


_MONTHS = "january february march april june july august september october november december"


@lru_cache(maxsize=1)
def _named_words() -> frozenset[str]:
    """Weekdays, months, colours and sizes in every language: words that must be right to the letter."""
    found: set[str] = set()
    for code in LANGUAGES:
        data = lexicon(code).data
        found |= {token for name in data["days"]["names"] for token in text.tokens(name)}
        found |= set(text.tokens(data["options"]["colours"]))
    found |= set(text.tokens(_MONTHS))
    return frozenset(found | {"xs", "xl", "xxl", "small", "medium", "large"}) - {
        "natural",
        "stone",
        "sky",
        "sand",
    }


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(text.stem(word) for code in LANGUAGES for word in lexicon(code).fillers)


@lru_cache(maxsize=1)
def _courtesy() -> frozenset[str]:
    """Words of politeness that claim nothing."""
    return frozenset(
        text.stems(
            "hello hi hey welcome happy help glad great good question sure course hope love thanks let know"
        )
    )


def _heard(kind: str, folded: str) -> set[str]:
    """Return which negations or promises a folded text holds, in any language."""
    return {cue.phrase.rstrip("*") for cue in _check_cues(kind) if cue.pattern.search(folded)}


@lru_cache(maxsize=2)
def _check_cues(kind: str) -> tuple:  # type: ignore[type-arg]
    found = []
    for code in LANGUAGES:
        own = lexicon(code).data["check"][kind]
        found += list(compile_cues(own, code))
    return tuple(found)
