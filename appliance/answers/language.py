"""The lexicon of a language: cues it listens for, phrases it says. Loaded once from `lexicon/<code>.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

from appliance.answers import text
from appliance.core.schemas import LANGUAGES, Shop

__all__ = (
    "HEAD_FIRST",
    "LANGUAGES",
    "Lexicon",
    "detect",
    "lexicon",
    "own_language",
    "reply_language",
    "spoken_by",
)

HEAD_FIRST = frozenset({"es", "fr", "it"})
"""Languages that put the noun first in a run of words; the others put it last."""


@dataclass(frozen=True)
class Cue:
    """A phrase compiled for searching in folded text."""

    phrase: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Attribute:
    """Something a product may be asked for: how it is asked, and the words that tell it in a text."""

    name: str
    ask: tuple[Cue, ...]
    find: tuple[Cue, ...]
    units: tuple[str, ...]
    avoid: tuple[Cue, ...] = ()
    """Words of a sentence that measures something else: a payload is no weight."""

    def measures(self, line: str) -> bool:
        """Return whether a line has a figure in a unit of the attribute."""
        units = "|".join(map(re.escape, self.units))
        return bool(units and re.search(rf"\d[\s-]*(?:{units})(?!\w)", text.fold(line)))


@dataclass(frozen=True)
class Lexicon:
    """One language's cues and phrases. `data` is the TOML file's table."""

    code: str
    data: Mapping[str, Any]

    @cached_property
    def fillers(self) -> frozenset[str]:
        return frozenset(text.tokens(self.data["fillers"]))

    @cached_property
    def generic(self) -> frozenset[str]:
        """Nouns that say little ("kit", "pack"): a product is not refused for lacking them."""
        return frozenset(text.tokens(lexicon("en").data["generic"]))

    @cached_property
    def size_words(self) -> frozenset[str]:
        """Words that say a size or name an option ("large", "colour")."""
        options = self.data["options"]
        spoken = {word for phrase in options["sizes"] for word in text.tokens(phrase)} | self.rank_words
        return frozenset(spoken | {word for names in options["words"].values() for word in names})

    @cached_property
    def rank_words(self) -> frozenset[str]:
        """Words that choose one of several by its size: "the bigger bag"."""
        return frozenset(text.tokens(f"{self.data['options']['smaller']} {self.data['options']['larger']}"))

    @cached_property
    def people(self) -> frozenset[str]:
        """Words for those for whom something is bought: "teenager", "brother"."""
        return frozenset(text.tokens(self.data["options"]["people"]))

    @cached_property
    def twins(self) -> dict[str, frozenset[str]]:
        """Stem → stems of words that name the same thing."""
        found: dict[str, set[str]] = {}
        for line in self.data["synonyms"]:
            group = {text.stem(word) for word in text.tokens(line)}
            for word in group:
                found.setdefault(word, set()).update(group - {word})
        for kind, members in self.data["kinds"].items():
            found.setdefault(text.stem(kind), set()).update(map(text.stem, text.tokens(members)))
        return {word: frozenset(group) for word, group in found.items()}

    @cached_property
    def cues(self) -> dict[str, tuple[Cue, ...]]:
        return {name: compile_cues(phrases, self.code) for name, phrases in self.data["cues"].items()}

    @cached_property
    def attributes(self) -> dict[str, Attribute]:
        return {
            name: Attribute(
                name,
                compile_cues(entry["ask"], self.code),
                compile_cues(entry["find"], self.code),
                tuple(entry.get("unit", ())),
                compile_cues(
                    entry.get("avoid", lexicon("en").data["attributes"][name].get("avoid", [])), "en"
                ),
            )
            for name, entry in self.data["attributes"].items()
        }

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """Single words of at least five letters that occur in cues: what a typing slip is mended to."""
        phrases = [phrase for group in self.data["cues"].values() for phrase in group]
        phrases += [phrase for entry in self.data["attributes"].values() for phrase in entry["ask"]]
        phrases += [name for name in self.data["days"]["names"] if len(name) > 5]
        words = {word for phrase in phrases if "*" not in phrase for word in text.tokens(phrase)}
        return frozenset(word for word in words if len(word) >= 5 and word.isalpha())

    @cached_property
    def real(self) -> frozenset[str]:
        """Words near to a cue that are no slips of it (`bench.answers.real_words`): "march" is no "match"."""
        return frozenset(self.data.get("real", "").split())

    @cached_property
    def short_cues(self) -> frozenset[str]:
        """Cues of one word of four letters: what two swapped letters are mended to."""
        phrases = [phrase for group in self.data["cues"].values() for phrase in group]
        return frozenset(phrase for phrase in phrases if len(phrase) == 4 and phrase.isalpha())

    @cached_property
    def greetings(self) -> frozenset[str]:
        return frozenset(
            word for kind in ("greeting", "thanks", "goodbye") for word in self.data["cues"][kind]
        )

    @cached_property
    def courtesy(self) -> frozenset[str]:
        """The words of greetings and thanks: a message that has no others is in this language."""
        return frozenset(text.tokens(" ".join((*self.greetings, *self.data["cues"]["acknowledged"]))))

    @cached_property
    def named(self) -> frozenset[str]:
        """Names of weekdays, colours and options, which tell a language as well as its fillers do."""
        options = self.data["options"]
        names = (word for words in options["words"].values() for word in words)
        return frozenset(text.tokens(" ".join((*self.data["days"]["names"], options["colours"], *names))))

    @cached_property
    def english(self) -> dict[str, tuple[str, ...]]:
        """Word of this language → stems of its English equivalents, for records written in English."""
        table = self.data.get("english", {})
        return {text.fold(word): tuple(map(text.stem, text.tokens(means))) for word, means in table.items()}

    @cached_property
    def slips(self) -> dict[str, str]:
        """Short misspellings that no distance finds ("hw") → what they mean."""
        return dict(self.data["slips"]) if self.code == "en" else {}

    @cached_property
    def spoken(self) -> dict[str, str]:
        """Word of customers → what a shop writes for it ("lefties" → "left-handed")."""
        return dict(self.data["spoken"])

    @cached_property
    def _elision(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w'])(?:{'|'.join(self.data['elided'].split())})'(?=\w)")

    def unelided(self, folded: str) -> str:
        """Return the folded text without articles that run into a noun: "l'olio" is "olio"."""
        return self._elision.sub("", folded) if self.data["elided"] else folded

    def cues_heard(self, folded: str) -> int:
        """Return how many kinds of question the text gives cues of."""
        return sum(self.hears(name, folded) for name in _TELLING)

    @cached_property
    def _own_asks(self) -> tuple[Cue, ...]:
        """How attributes of products are asked for in this language; not those that it takes from English."""
        english = lexicon("en").data["attributes"] if self.code != "en" else {}
        own = (name for name, entry in self.data["attributes"].items() if entry is not english.get(name))
        return tuple(cue for name in own for cue in self.attributes[name].ask)

    def asks_of_product(self, folded: str) -> bool:
        """Return whether an attribute of a product is asked for in words of this language."""
        return any(cue.pattern.search(folded) for cue in self._own_asks)

    def hears(self, cue: str, folded: str) -> bool:
        """Return whether a cue of this name occurs in the folded text."""
        return any(entry.pattern.search(folded) for entry in self.cues.get(cue, ()))

    def heard(self, cue: str, folded: str) -> list[tuple[int, int]]:
        """Return where cues of this name stand in the folded text."""
        return [found.span() for entry in self.cues.get(cue, ()) for found in entry.pattern.finditer(folded)]

    def say(self, phrase: str, tone: str = "", **values: object) -> str:
        """Return a phrase with its values filled in, as the tone has it if it has one of its own; English
        where this language lacks it."""
        own = self.data["tone"].get(tone, {}).get(phrase) or self.data["say"].get(phrase)
        template = own or lexicon("en").data["say"][phrase]
        return " ".join(str(template).format(**values).split())


_AVOID = {
    "weight": ["payload", "load", "capacity", "maximum", "max", "rider", "limit", "up to", "holds", "carries"]
}
_TELLING = (
    "price",
    "stock",
    "options",
    "browse",
    "hours",
    "contact",
    "shipping",
    "returns",
    "warranty",
    "payment",
    "order",
    "restock",
    "handoff",
    "identity",
    "how_are_you",
    "barcode",
    "compare",
)


def compile_cues(phrases: list[str], code: str) -> tuple[Cue, ...]:
    """Return the phrases as patterns over folded text: `*` ends a stem or stands for up to three words."""
    return tuple(Cue(phrase, _pattern(text.fold(phrase), code)) for phrase in phrases)


def _pattern(phrase: str, code: str) -> re.Pattern[str]:
    parts = []
    for word in phrase.split():
        if word == "*":
            parts.append(r"(?:\S+\s+){0,2}\S+")
        else:
            parts.append(re.escape(word).replace(r"\*", r"\w*"))
    body = r"\s+".join(parts)
    if code == "zh":
        return re.compile(body)
    inside = code == "de" and len(phrase) >= 7 and " " not in phrase  # compounds: "Standardversand"
    left = r"(?<!\w)" if phrase[0].isalnum() and not inside else ""
    right = r"(?!\w)" if phrase[-1].isalnum() else ""
    return re.compile(left + body + right)


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(code: str) -> Lexicon:
    """Return the lexicon of a language, completed from English where a section leaves something out."""
    file = resources.files("appliance.answers.lexicon") / f"{code}.toml"
    data = tomllib.loads(file.read_text("utf-8"))
    if code != "en":
        english = lexicon("en").data
        whole = {section: _completed(data.get(section), value) for section, value in english.items()}
        data = {**data, **whole}
    return Lexicon(code, data)


def _completed(own: Any, english: Any) -> Any:
    """Return a section with what it leaves out taken from English."""
    return {**english, **(own or {})} if isinstance(english, dict) else own or english


def own_language(shop: Shop) -> str:
    return shop.languages[0] if shop.languages else "en"


def spoken_by(shop: Shop, language: str) -> str:
    """Return what the shop answers in: the customer's language if it speaks that, else its own."""
    return own_language(shop) if shop.languages and language not in shop.languages else language


def reply_language(shop: Shop, question: str) -> str:
    """Return the language in which the shop answers this question."""
    return spoken_by(shop, detect(question, own_language(shop)))


_OTHER_SIGNS = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
"""Kana and hangul, which no Chinese text holds."""


@lru_cache(maxsize=16)  # a reply asks several times
def detect(question: str, own: str = "en") -> str:
    """Return the language a question is most likely written in, of those that have a lexicon.

    Counts each language's filler words, names of days and options, and an attribute asked for; twice its
    cues, and that the message only greets or thanks. Another language must lead the shop's own by two, since
    product names are mostly in that and short words occur in several languages ("hat", "au").
    """
    if text.is_cjk(question):
        return (own if own in LANGUAGES else "en") if _OTHER_SIGNS.search(question) else "zh"
    folded = text.fold(question)
    words = text.tokens(question)
    scores = {code: _told(lexicon(code), folded, words) for code in LANGUAGES if code != "zh"}
    own = own if own in scores else "en"
    best = max(scores, key=lambda code: (scores[code], code == own))
    return best if scores[best] >= scores[own] + 2 else own


def _told(known: Lexicon, folded: str, words: list[str]) -> int:
    """Return how much a message tells that it is in this language."""
    single = sum(word in known.fillers or word in known.named for word in words)
    single += known.asks_of_product(folded)
    return single + 2 * (known.cues_heard(folded) + all(word in known.courtesy for word in words))
