"""What a customer asks: topic, wanted attribute, the words that name a product, bounds and options.

Rules over the lexicon's cues; nothing here touches a catalogue but to ask whether it knows a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from appliance.answers import asked, bounds, hearing, measures, places, text
from appliance.answers.language import Lexicon, detect, lexicon
from appliance.answers.runs import content, starts, without_cues
from appliance.answers.topics import SMALL_TALK, Topic

__all__ = ("Known", "Question", "Topic", "understand")


@dataclass(frozen=True)
class Question:
    """A question as understood.

    `topics` are all that were heard, most specific first. `chunks` are runs of neighbouring content
    words in the order asked: what may name a product. `context` are those of sentences that
    ask nothing. `wanted` are option values asked for, folded ("blue", "xl"). `low` and `high` bound
    the price. `spoken` and `tone` are how the shop answers; without them in the question's language, plainly.
    `count` is how many are to be paid for. `codes` look like SKUs, barcodes or model numbers.
    `soft` are content words of the phrases that told the topic ("iron" may be care or a soldering iron).
    """

    text: str
    folded: str
    language: str
    topics: tuple[Topic, ...]
    attribute: str = ""
    chunks: tuple[tuple[str, ...], ...] = ()
    context: tuple[tuple[str, ...], ...] = ()
    soft: tuple[str, ...] = ()
    all_words: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    superlative: str = ""
    codes: tuple[str, ...] = ()
    anaphoric: bool = False
    continuing: bool = False
    yes_no: bool = False
    count: int = 1
    spoken: str = ""
    tone: str = ""

    @property
    def topic(self) -> Topic:
        return self.topics[0] if self.topics else Topic.UNCLEAR

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for chunk in self.chunks for word in chunk)

    @property
    def bounded(self) -> bool:
        """Whether a price is bounded."""
        return self.low is not None or self.high is not None

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The question as asked and, in another language, its words in English: the embedder knows
        English only."""
        said = self.text if self.folded == text.fold(self.text) else self.folded  # slips mended
        return (said,) if self.language == "en" else (self.text, gloss(self))

    @property
    def lexicon(self) -> Lexicon:
        return lexicon(self.language)

    @property
    def said_in(self) -> str:
        """The language of the answer."""
        return self.spoken or self.language

    def say(self, phrase: str, **values: object) -> str:
        """Return a phrase of the answer, in its language and tone."""
        return lexicon(self.said_in).say(phrase, self.tone, **values)

    @cached_property
    def twins(self) -> dict[str, frozenset[str]]:
        """Stem → other stems for the same thing: synonyms, and English for another language's words."""
        found = dict(self.lexicon.twins)
        for word in self.all_words:
            around = frozenset(map(text.stem, places.wider(word)))
            if around:
                found[text.stem(word)] = found.get(text.stem(word), frozenset()) | around
            english = self.lexicon.english.get(word)
            if english:
                found[text.stem(word)] = found.get(text.stem(word), frozenset()) | set(english)
        return found

    def about(self, *topics: Topic) -> bool:
        return any(topic in self.topics for topic in topics)


SHORT_CONTEXT = 3
"""Words of a sentence that is part of the question after it: "Teapot. Price?"."""
Known = Callable[[str], bool]


def understand(message: str, known: Known, own: str = "en") -> Question:
    """Return what a customer's message asks; `own` is the shop's language.

    Never raises; what is not understood is UNCLEAR.
    """
    language = detect(message, own)
    words = lexicon(language)
    folded = measures.in_digits(_mend(text.fold(message), words, known))
    low, high, folded_rest = bounds.price_bounds(folded, words)
    asking, context = _split_sentences(folded_rest, words)
    attribute = hearing.attribute(asking, words)
    topics = hearing.topics(asking, words, attribute)
    wanted = asked.wanted(folded_rest, words)
    bare = bool(context) and not content(asking, words)[1] and _is_short(context, wanted, words)
    if context and (bare or not topics or set(topics) <= {*SMALL_TALK, Topic.IDENTITY}):
        asking, context = f"{context} {asking}", ""
        attribute = hearing.attribute(asking, words)
        topics = hearing.topics(asking, words, attribute)
    count, counted_out = bounds.count(asking) if Topic.PRICE in topics else (1, asking)
    asking = counted_out
    codes = asked.codes(message)
    if not topics and (low is not None or high is not None):
        topics = (Topic.BROWSE,)
    question = Question(
        text=message,
        folded=folded,
        language=language,
        topics=topics,
        attribute=attribute,
        context=content(context, words)[0] if context else (),
        all_words=tuple(text.tokens(words.unelided(folded if count == 1 else asking))),
        wanted=wanted,
        low=low,
        high=high,
        superlative=hearing.superlative(folded, words),
        codes=codes,
        anaphoric=words.hears("anaphora", folded),
        continuing=starts(folded, words, "continuation"),
        yes_no=starts(folded, words, "yes_no"),
        count=count,
    )
    chunks, named = content(without_cues(asking, words, topics, attribute), words)
    soft = tuple(word for word in content(asking, words)[1] if word not in named)
    if question.context and all(w in words.generic or w[0].isdigit() or text.is_unit(w) for w in named):
        chunks = ()  # "can I still order a bag?" is about what was said before
    return replace(question, chunks=chunks, soft=soft)


def _is_short(context: str, wanted: tuple[str, ...], words: Lexicon) -> bool:
    """Return whether a sentence says little beside the options it wants: "Adult Packable, teal, large."."""
    said = [word for word in text.tokens(context) if word not in wanted and word not in words.size_words]
    return len(said) <= SHORT_CONTEXT


def _mend(folded: str, words: Lexicon, known: Known) -> str:
    """Return the text with slips in cue words mended ("pirce"), but no word the shop itself uses."""

    def mend(found: re.Match[str]) -> str:
        word = words.slips.get(found.group(), found.group())
        return word if known(word) else mended(word, words)

    return folded if words.code == "zh" else re.sub(r"(?<!\w)[^\W\d_]+(?!\w)", mend, folded)


def mended(word: str, words: Lexicon) -> str:
    """Return the cue word that a folded word is a slip of; a word that customers write is none."""
    if word in words.spoken:
        return words.spoken[word]
    short = re.sub(r"(\w)\1+$", r"\1", word)  # "heyy"
    if short != word and short in words.greetings:
        return short
    if len(word) < 4 or word in text.NUMBER_WORDS or text.unit(word) != word:
        return word
    if word in words.fillers or word in words.cue_words or word in words.english or word in words.real:
        return word
    return text.match_word(word, words.cue_words) or _swapped(word, words.short_cues) or word


def _swapped(word: str, vocabulary: frozenset[str]) -> str | None:
    """Return the four-letter word that two swapped neighbours make of this one: "opne" is "open"."""
    turned = (word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1))
    return next((other for other in turned if len(word) == 4 and other in vocabulary), None)


def _split_sentences(folded: str, words: Lexicon) -> tuple[str, str]:
    """Return (the sentences that ask, the others): a long-winded customer asks in one of them."""
    parts: list[str] = []
    for part in filter(str.strip, re.split(r"(?<=[.!?;。？！])\s+|\n+|(?<=[。？！])", folded)):
        if parts and text.is_abbreviated(parts[-1], part):  # "the Kestrel No. 2"
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    if len(parts) < 2:
        return folded, ""
    asking = [
        part for part in parts if part.rstrip().endswith(("?", "？")) or hearing.topics(part, words, "")
    ]
    if not asking:
        return folded, ""
    return " ".join(asking), " ".join(part for part in parts if part not in asking)


# --- in English ----------------------------------------------------------------------------------

_TOPIC_WORDS = {
    Topic.HOURS: "opening hours",
    Topic.CONTACT: "contact address phone",
    Topic.SHIPPING: "delivery shipping",
    Topic.RETURNS: "return refund",
    Topic.WARRANTY: "warranty",
    Topic.PAYMENT: "payment",
    Topic.GIFTCARD: "gift card voucher",
}


def gloss(question: Question) -> str:
    """Return the question's words in English as far as the lexicon knows them, with its topic."""
    english = question.lexicon.data.get("english", {})
    known = {text.fold(word): means for word, means in english.items()}
    if question.language == "zh":
        words = [means for word, means in known.items() if word in question.folded]
    else:
        words = [known.get(word, word) for word in question.all_words if word not in question.lexicon.fillers]
    named = [places.in_english(code) for _, code in places.named(question.folded)]
    return " ".join([*words, *named, *(_TOPIC_WORDS[t] for t in question.topics if t in _TOPIC_WORDS)])
