"""Whether a question is the one that the owner has approved an answer for.

An approved answer is said word for word, so a near miss is worse than none: "do you deliver to Perth" is
not "do you deliver to Hobart". Two questions are the same when the words that carry meaning are: in one
order, or in another one that means the same to the embedder. A further word may only be one that says
nothing ("hoping", "lovely"), and then the embedder must agree as well. Numbers,
sizes, colours, places, brands, days, "not", "from" and "without" are words that carry meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from appliance.answers import text
from appliance.answers.language import detect

REORDERED = 0.75
"""Cosine from which the same words in another order mean the same."""
WORDY = 0.70
"""Cosine from which a question with further words that say nothing is the same."""
MOST_WORDS = 25
"""Words that carry meaning in a question that can be matched: a longer one asks for more."""

Similar = Callable[[str, Sequence[str]], list[float]]
"""Cosine of each text to a question."""

_FUNCTION = frozenset(text.tokens("""
a an the and or of to in into on at for by with as is are am be been being was were do does did done doing
have has had having can could may might shall should will would must i we you he she they it me us him her
them my our your his its their mine ours yours this that these those there here what which whats s t re ve ll
d m if then so just also too very really quite please kindly hi hello hey thanks thank cheers dear sorry
excuse possible possibly available able offer offers offered provide provides get gets got getting give
gives want wants wanted wanna like know tell say wonder wondering ask asking question way any some anything
something someone anyone guys folks team about regarding actually currently perhaps maybe ok okay yes well
"""))  # fmt: skip
_SOFT = frozenset(text.stem(word) for word in text.tokens(
    "order orders purchase purchases item items product products thing things stuff goods ourshop"
))  # fmt: skip
"""Says nothing beside words that name what is asked about; without them it is what is asked about."""
_RELATIONS = frozenset(text.tokens("""
not no never from before after until till under over above below between inside outside only when where who
why how much many long often far soon today tomorrow tonight yesterday morning afternoon evening night weekend
weekends week weeks month months year years day days hour hours minute minutes
"""))  # fmt: skip
_EMPTY = frozenset(text.tokens("""
hope hoping hoped look looking find finding help helping nice lovely great curious quick quickly interested
understand check checking see think thinking guess mind moment bit lot love mate mates buddy
"""))  # fmt: skip
"""Says nothing wherever it stands; a closed list, since any other word may make another question."""
_SAME = (
    "accept take",
    "deliver delivery delivering delivered ship shipping shipped ships postage post",
    "cost costs price prices pricing charge charges fee fees",
    "near nearby",
    "gift present",
    "colour color", "grey gray", "bike bicycle", "parcel package", "phone telephone", "voucher certificate",
    "exchange swap", "km kilometre kilometer", "child children kid kids", "photo picture",
)  # fmt: skip
_TWIN = {text.stem(word): text.stem(line.split()[0]) for line in _SAME for word in line.split()}
_PHRASES = (
    (re.compile(r"\b(?:what|which) time\b|\bwhat day\b"), "when"),
    (re.compile(r"\bhow much (?:is|are|does|do|will|would)\b(?=.*\b(?:cost|costs|charge)\b)"), ""),
    (re.compile(r"\bhow much\b"), "cost"),
    (re.compile(r"\bhow (?:do|can|could|would|should) (?:i|we|you)\b"), "how"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"\bcannot\b"), "can not"),
    (re.compile(r"\b(?:your|the|this) (?:shop|store|business|company)\b"), "ourshop"),
)


@dataclass(frozen=True)
class Asked:
    """A question as it is compared: the words that carry meaning in their order, and its language."""

    text: str
    words: tuple[str, ...]
    language: str

    @property
    def bag(self) -> frozenset[str]:
        return frozenset(self.words)


def read(question: str) -> Asked:
    """Return a question as it is compared. In languages other than English every word counts."""
    language = detect(question)
    folded = text.fold(question)
    if language != "en":
        return Asked(question, tuple(text.tokens(folded)), language)
    for pattern, plain in _PHRASES:
        folded = pattern.sub(f" {plain} ", folded)
    words = [_plain(token) for token in text.tokens(folded) if token not in _FUNCTION]
    firm = [word for word in words if word not in _SOFT]
    about = any(word not in _relations() for word in firm)
    return Asked(question, tuple(firm if about else words), language)


def matches(asked: Asked, taught: Asked, similar: Similar) -> bool:
    """Return whether the asked question is the taught one."""
    if not asked.words or not taught.words or asked.language != taught.language:
        return False
    if max(len(asked.words), len(taught.words)) > MOST_WORDS:
        return False
    if asked.words == taught.words:
        return True
    further = asked.bag ^ taught.bag
    if not further:
        return _cosine(asked, taught, similar) >= REORDERED
    if asked.language != "en" or not further <= _empty():
        return False
    return _cosine(asked, taught, similar) >= WORDY


def overlap(one: Asked, other: Asked) -> float:
    """Return the share of words that carry meaning which both have."""
    return len(one.bag & other.bag) / max(1, len(one.bag | other.bag))


def _plain(token: str) -> str:
    number = text.NUMBER_WORDS.get(token)
    if number is not None:
        return str(number)
    stem = text.stem(token)
    return _TWIN.get(stem, stem)


@cache
def _empty() -> frozenset[str]:
    return frozenset(map(_plain, _EMPTY))


@cache
def _relations() -> frozenset[str]:
    return frozenset(map(_plain, _RELATIONS))


def _cosine(asked: Asked, taught: Asked, similar: Similar) -> float:
    (cosine,) = similar(asked.text, (taught.text,))
    return cosine
