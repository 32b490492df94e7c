"""Hears by the lexicon's cues what a question is about: topics, the attribute asked for, superlatives."""

from __future__ import annotations

import re

from appliance.answers import text
from appliance.answers.language import Lexicon
from appliance.answers.runs import content
from appliance.answers.topics import POLICIES, SMALL_TALK, Topic

MAX_DAY_WORDS = 3
"""Words of a message that is nothing but a day."""
_TALK = (Topic.IDENTITY, Topic.HANDOFF)

UNSEEN = (Topic.RESTOCK, Topic.COMPETITOR, Topic.DISCOUNT, Topic.REVIEWS, Topic.BRANCH, Topic.ORDER)

_FIRM = (Topic.SKU, Topic.BARCODE, Topic.COMPARE)

_SOFT = (Topic.QUANTITY, Topic.OPTIONS, Topic.PRICE, Topic.STOCK, Topic.BRAND)


def topics(folded: str, words: Lexicon, attribute: str) -> tuple[Topic, ...]:
    """Return every topic heard, most specific first: people, what we cannot see, policies, products."""
    heard = [topic for topic in _TALK if words.hears(topic.value, folded)]
    if not heard and _is_only(folded, words, "about_you"):
        heard = [Topic.IDENTITY]
    if not heard:
        heard = [topic for topic in SMALL_TALK if _is_only(folded, words, topic.value)]
    heard += [topic for topic in UNSEEN if words.hears(topic.value, folded)]
    if attribute and Topic.REVIEWS in heard and _rates(folded, words, attribute):
        heard.remove(Topic.REVIEWS)
    heard += [topic for topic in _FIRM if words.hears(topic.value, folded)]
    heard += [topic for topic in POLICIES if words.hears(topic.value, folded)]
    if words.hears("when", folded) and not heard and not attribute:
        heard += [Topic.HOURS] if _asks_hours(folded, words) else []
    heard += _soft(folded, words, attribute)
    if words.hears("cheapest", folded) or words.hears("dearest", folded):
        heard.append(Topic.PRICE)
    for topic in (Topic.BROWSE, Topic.DESCRIBE):
        if words.hears(topic.value, folded):
            heard.append(topic)
    if not heard and _is_day(folded, words):
        heard = [Topic.HOURS]
    return tuple(dict.fromkeys(heard))


def _rates(folded: str, words: Lexicon, attribute: str) -> bool:
    """Return whether what is rated is a property: "how do the waterproof ratings differ"."""
    spans = (cue.pattern.finditer(folded) for cue in words.attributes[attribute].ask)
    return any(_RATING.match(folded, found.end()) for each in spans for found in each)


_RATING = re.compile(r"\s+ratings?(?!\w)")


def _soft(folded: str, words: Lexicon, attribute: str) -> list[Topic]:
    """Return what is heard of a product's record; an attribute goes before price and quantity."""
    soft = [topic for topic in _SOFT if words.hears(topic.value, folded)]
    if re.search(r"how (?:many|much) (?:dollars|euros|pounds|bucks)", folded):
        soft = [topic for topic in soft if topic is not Topic.QUANTITY]
    if _HOW_MUCH_IN.search(folded):
        soft = [Topic.ATTRIBUTE, *(topic for topic in soft if topic is not Topic.PRICE)]
    if attribute:
        firm = [topic for topic in soft if topic in (Topic.STOCK, Topic.OPTIONS, Topic.BRAND)]
        soft = [*firm, Topic.ATTRIBUTE, *(topic for topic in soft if topic not in firm)]
    return soft


_HOW_MUCH_IN = re.compile(r"how much (?!money)[^\W\d_]{3,} (?:is |are )?(?:there )?(?:in|inside)(?!\w)")
"""What is asked of a thing, not of its price: "how much sugar is in the jam"."""


def _is_day(folded: str, words: Lexicon) -> bool:
    """Return whether a message is nothing but a day: "monday?"."""
    days = words.data["days"]
    names = {text.fold(name) for name in (*days["names"], *days["today"], *days["tomorrow"])}
    said = [token for token in text.tokens(folded) if token not in words.fillers or token in names]
    return (
        bool(said)
        and len(text.tokens(folded)) <= MAX_DAY_WORDS
        and all(token.removesuffix("s") in names or token in names for token in said)
    )


def _asks_hours(folded: str, words: Lexicon) -> bool:
    """Return whether "what time" or "hours" can only mean the shop's: a weekday or nothing else is named."""
    days = words.data["days"]
    named = [*days["names"], *days["weekend"], *days["today"], *days["tomorrow"], *days["holidays"]]
    if words.code == "zh":
        return any(name in folded for name in named)
    return any(re.search(rf"(?<!\w){re.escape(text.fold(name))}s?(?!\w)", folded) for name in named)


def _is_only(folded: str, words: Lexicon, cue: str) -> bool:
    """Return whether the message is that small talk and nothing else."""
    spans = words.heard(cue, folded)
    if not spans:
        return False
    rest = list(folded)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    left = "".join(rest)
    return not content(left, words)[1] and not any(
        words.hears(name, left)
        for name in (*(t.value for t in POLICIES), "price", "stock", "options", "order")
    )


def attribute(folded: str, words: Lexicon) -> str:
    """Return the attribute asked for: the one whose cue is the longest, or none."""
    best, length = "", 0
    for attribute in words.attributes.values():
        for cue in attribute.ask:
            found = cue.pattern.search(folded)
            if found and len(found.group()) > length and not _ranks(found.group(), folded):
                best, length = attribute.name, len(found.group())
    return best


_WEIGHED = re.compile(r"(?<!\w)which(?: \S+)? (?:is|are|has|of)(?!\w)")


def _ranks(word: str, folded: str) -> bool:
    """Return whether a comparative names one of several, "the bigger bag", and asks for no measure."""
    if not word.endswith("er") or word == "diameter" or _WEIGHED.search(folded):
        return False
    return bool(re.search(rf"(?<!\w)(?:the|a|an) {re.escape(word)} (?!than|is|or)\w", folded))


_SEVERAL = re.compile(
    r"(?<!\w)(?:which of (?:your|the|these|those)|(?:which|what) (?:\S+ ){0,2}\S+s (?:are|do|have|can|come)|"
    r"(?:do you have|have you got|any|got) (?:any )?(?:\S+ ){0,2}\S+s (?:that|which|with|made|for|in|from)|"
    r"welche (?:eurer|ihrer|der)|lesquel(?:le)?s de vos|cuales de|quali dei|quali delle)(?!\w)"
)


def asks_several(folded: str) -> bool:
    """Return whether all that are so are asked for: "which of your beans are organic"."""
    return bool(_SEVERAL.search(folded))


def extreme(folded: str, words: Lexicon, attribute: str) -> str:
    """Return "most" or "least" where the product with the most or least of an attribute is asked for:
    "the most waterproof", "the lightest"; else ""."""
    if not attribute:
        return ""
    for name in ("most", "least"):
        table = words.data["extremes"][name]
        if any(re.search(rf"(?<!\w){re.escape(text.fold(word))}(?!\w)", folded) for word in table["words"]):
            return name
        before = "|".join(re.escape(text.fold(word)) for word in table["before"])
        spans = (cue.pattern.finditer(folded) for cue in words.attributes[attribute].ask)
        starts = (found.start() for each in spans for found in each)
        if before and any(re.search(rf"(?<!\w)(?:{before})\s+$", folded[:start]) for start in starts):
            return name
    return ""


def superlative(folded: str, words: Lexicon) -> str:
    return next((name for name in ("cheapest", "dearest") if words.hears(name, folded)), "")
