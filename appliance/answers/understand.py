"""What a customer asks: topic, wanted attribute, the words that name a product, bounds and options.

Rules over the lexicon's cues; nothing here touches a catalogue but to ask whether it knows a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from appliance.answers import text
from appliance.answers.language import Lexicon, detect, lexicon


class Topic(StrEnum):
    """What a question is about; the answer's way is chosen by it."""

    GREETING = "greeting"
    HOW_ARE_YOU = "how_are_you"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    IDENTITY = "identity"
    HANDOFF = "handoff"
    ORDER = "order"
    RESTOCK = "restock"
    BRANCH = "branch"
    COMPETITOR = "competitor"
    DISCOUNT = "discount"
    REVIEWS = "reviews"
    HOURS = "hours"
    CONTACT = "contact"
    SHIPPING = "shipping"
    RETURNS = "returns"
    WARRANTY = "warranty"
    PAYMENT = "payment"
    GIFTCARD = "giftcard"
    POLICY = "policy"
    COMPARE = "compare"
    SKU = "sku"
    BARCODE = "barcode"
    QUANTITY = "quantity"
    PRICE = "price"
    STOCK = "stock"
    OPTIONS = "options"
    BRAND = "brand"
    ATTRIBUTE = "attribute"
    BROWSE = "browse"
    DESCRIBE = "describe"
    UNCLEAR = "unclear"


SMALL_TALK = (Topic.GREETING, Topic.HOW_ARE_YOU, Topic.THANKS, Topic.GOODBYE)
POLICIES = (
    Topic.HOURS,
    Topic.CONTACT,
    Topic.SHIPPING,
    Topic.RETURNS,
    Topic.WARRANTY,
    Topic.PAYMENT,
    Topic.GIFTCARD,
    Topic.POLICY,
)
PRODUCT_TOPICS = (
    Topic.COMPARE,
    Topic.SKU,
    Topic.BARCODE,
    Topic.QUANTITY,
    Topic.PRICE,
    Topic.STOCK,
    Topic.OPTIONS,
    Topic.BRAND,
    Topic.ATTRIBUTE,
    Topic.BROWSE,
    Topic.DESCRIBE,
)


@dataclass(frozen=True)
class Question:
    """A question as understood.

    `topics` are all that were heard, most specific first. `chunks` are runs of neighbouring content
    words in the order asked: what may name a product. `context` are those of sentences that
    ask nothing. `wanted` are option values asked for, folded ("blue", "xl"). `low` and `high` bound
    the price. `codes` look like SKUs, barcodes or model numbers. `soft` are
    content words of the phrases that told the topic ("iron" may be care or a soldering iron).
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

    @property
    def topic(self) -> Topic:
        return self.topics[0] if self.topics else Topic.UNCLEAR

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for chunk in self.chunks for word in chunk)

    @property
    def lexicon(self) -> Lexicon:
        return lexicon(self.language)

    @property
    def twins(self) -> dict[str, frozenset[str]]:
        """Stem → other stems for the same thing: synonyms, and English for another language's words."""
        found = dict(self.lexicon.twins)
        for word in self.all_words:
            english = self.lexicon.english.get(word)
            if english:
                found[text.stem(word)] = found.get(text.stem(word), frozenset()) | set(english)
        return found

    def about(self, *topics: Topic) -> bool:
        return any(topic in self.topics for topic in topics)


Known = Callable[[str], bool]
"""Tells whether the shop's catalogue or documents contain a folded word."""


def understand(message: str, known: Known) -> Question:
    """Return what a customer's message asks. Never raises; what is not understood is UNCLEAR."""
    language = detect(message)
    words = lexicon(language)
    folded = _mend(text.fold(message), words, known)
    low, high, folded_rest = price_bounds(folded, words)
    asking, context = _split_sentences(folded_rest, words)
    attribute = _attribute(asking, words)
    topics = _topics(asking, words, attribute)
    if context and (not topics or set(topics) <= set(SMALL_TALK)):
        asking, context = f"{context} {asking}", ""
        attribute = _attribute(asking, words)
        topics = _topics(asking, words, attribute)
    codes = _codes(message)
    if not topics and (low is not None or high is not None):
        topics = (Topic.BROWSE,)
    question = Question(
        text=message,
        folded=folded,
        language=language,
        topics=topics,
        attribute=attribute,
        context=_content(context, words)[0] if context else (),
        all_words=tuple(text.tokens(folded)),
        wanted=_wanted(folded_rest, words),
        low=low,
        high=high,
        superlative=_superlative(folded, words),
        codes=codes,
        anaphoric=words.hears("anaphora", folded),
        continuing=_starts(folded, words, "continuation"),
        yes_no=_starts(folded, words, "yes_no"),
    )
    chunks, content = _content(_without_cues(asking, words, topics, attribute), words)
    soft = tuple(word for word in _content(asking, words)[1] if word not in content)
    if question.context and set(content) <= words.generic:
        chunks = ()  # "can I still order a bag?" is about what was said before
    return replace(question, chunks=chunks, soft=soft)


# --- words ---------------------------------------------------------------------------------------


def _mend(folded: str, words: Lexicon, known: Known) -> str:
    """Return the text with slips in cue words mended ("pirce"), but no word the shop itself uses."""

    def mended(found: re.Match[str]) -> str:
        word = words.slips.get(found.group(), found.group())
        if len(word) < 4 or word in words.fillers or word in words.cue_words or known(word):
            return word
        return text.match_word(word, words.cue_words) or word

    return folded if words.code == "zh" else re.sub(r"[^\W\d_]+", mended, folded)


def _split_sentences(folded: str, words: Lexicon) -> tuple[str, str]:
    """Return (the sentences that ask, the others): a long-winded customer asks in one of them."""
    parts = [part for part in re.split(r"(?<=[.!?;。？！])\s+|\n+|(?<=[。？！])", folded) if part.strip()]
    if len(parts) < 2:
        return folded, ""
    asking = [part for part in parts if part.rstrip().endswith(("?", "？")) or _topics(part, words, "")]
    if not asking:
        return folded, ""
    return " ".join(asking), " ".join(part for part in parts if part not in asking)


def _content(folded: str, words: Lexicon) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return (runs of content words, all of them): fillers, punctuation and single letters break a run."""
    chunks: list[tuple[str, ...]] = []
    run: list[str] = []
    for piece in re.findall(r"\w+(?:[-'./]\w+)*|[^\w\s]", folded):
        tokens = text.tokens(piece)
        if not tokens or all(token in words.fillers for token in tokens):
            if run:
                chunks.append(tuple(run))
            run = []
        elif words.code == "zh" and any(token in words.fillers for token in tokens):
            run += [token for token in tokens if not (set(token) & _ZH_PARTICLES or token in words.fillers)]
        else:
            run += [token for token in tokens if token not in words.fillers]
    if run:
        chunks.append(tuple(run))
    return tuple(chunks), tuple(word for chunk in chunks for word in chunk)


_ZH_PARTICLES = frozenset("的了吗呢吧啊呀我你您他她它们是有没和与跟这那哪什么怎多少几请问想要可以能个件款在")


def _without_cues(folded: str, words: Lexicon, topics: tuple[Topic, ...], attribute: str) -> str:
    """Return the text with the phrases that told the topic blanked, so that they name no product."""
    spans: list[tuple[int, int]] = []
    names = {topic.value for topic in topics} | {"browse", "describe", "cheapest", "dearest", "anaphora"}
    if Topic.STOCK in topics or Topic.QUANTITY in topics:
        names |= {"stock", "quantity"}
    for name in sorted(names & set(words.cues)):
        spans += [
            found.span()
            for cue in words.cues[name]
            if not cue.phrase.endswith(" *") and "* " not in cue.phrase
            for found in cue.pattern.finditer(folded)
        ]
    if attribute:
        spans += [
            found.span() for cue in words.attributes[attribute].ask for found in cue.pattern.finditer(folded)
        ]
    blanked = list(folded)
    for start, end in spans:
        blanked[start:end] = " . ".ljust(end - start)[: end - start]
    return "".join(blanked)


def _starts(folded: str, words: Lexicon, cue: str) -> bool:
    return any(entry.pattern.match(folded.lstrip()) for entry in words.cues.get(cue, ()))


# --- topics --------------------------------------------------------------------------------------

_TALK = (Topic.IDENTITY, Topic.HANDOFF)
_UNSEEN = (Topic.RESTOCK, Topic.COMPETITOR, Topic.DISCOUNT, Topic.REVIEWS, Topic.BRANCH, Topic.ORDER)
_FIRM = (Topic.SKU, Topic.BARCODE, Topic.COMPARE)
_SOFT = (Topic.QUANTITY, Topic.OPTIONS, Topic.PRICE, Topic.STOCK, Topic.BRAND)


def _topics(folded: str, words: Lexicon, attribute: str) -> tuple[Topic, ...]:
    """Return every topic heard, most specific first: people, what we cannot see, policies, products."""
    heard = [topic for topic in _TALK if words.hears(topic.value, folded)]
    if not heard and _is_only(folded, words, "about_you"):
        heard = [Topic.IDENTITY]
    if not heard:
        heard = [topic for topic in SMALL_TALK if _is_only(folded, words, topic.value)]
    heard += [topic for topic in _UNSEEN if words.hears(topic.value, folded)]
    heard += [topic for topic in _FIRM if words.hears(topic.value, folded)]
    heard += [topic for topic in POLICIES if words.hears(topic.value, folded)]
    if words.hears("when", folded) and not heard and not attribute:
        heard += [Topic.HOURS] if _asks_hours(folded, words) else []
    soft = [topic for topic in _SOFT if words.hears(topic.value, folded)]
    if re.search(r"how (?:many|much) (?:dollars|euros|pounds|bucks)", folded):
        soft = [topic for topic in soft if topic is not Topic.QUANTITY]
    if attribute:
        firm = [topic for topic in soft if topic in (Topic.STOCK, Topic.OPTIONS, Topic.BRAND)]
        soft = [*firm, Topic.ATTRIBUTE, *(topic for topic in soft if topic not in firm)]
    heard += soft
    if words.hears("cheapest", folded) or words.hears("dearest", folded):
        heard.append(Topic.PRICE)
    for topic in (Topic.BROWSE, Topic.DESCRIBE):
        if words.hears(topic.value, folded):
            heard.append(topic)
    return tuple(dict.fromkeys(heard))


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
    return not _content(left, words)[1] and not any(
        words.hears(name, left)
        for name in (*(t.value for t in POLICIES), "price", "stock", "options", "order")
    )


def _attribute(folded: str, words: Lexicon) -> str:
    """Return the attribute asked for: the one whose cue is the longest, or none."""
    best, length = "", 0
    for attribute in words.attributes.values():
        for cue in attribute.ask:
            found = cue.pattern.search(folded)
            if found and len(found.group()) > length:
                best, length = attribute.name, len(found.group())
    return best


def _superlative(folded: str, words: Lexicon) -> str:
    return next((name for name in ("cheapest", "dearest") if words.hears(name, folded)), "")


# --- options, bounds, codes ----------------------------------------------------------------------


def _wanted(folded: str, words: Lexicon) -> tuple[str, ...]:
    """Return sizes and colours that were named, sizes in their written form ("large" is "l")."""
    options = words.data["options"]
    found: list[str] = []
    rest = folded
    for spoken in sorted(options["sizes"], key=len, reverse=True):
        pattern = rf"(?<![\w-]){re.escape(text.fold(spoken))}(?![\w-])"
        if re.search(pattern, rest):
            found.append(str(options["sizes"][spoken]))
            rest = re.sub(pattern, " ", rest)
    written = re.findall(r"(?<![\w'$€£.-])(?<!\d\s)(?:size\s+)?(\d?x{0,3}[sl]|m|\d{1,2}xl)(?![\w'-])", rest)
    found += [{"2xl": "xxl", "3xl": "xxxl"}.get(size, size) for size in written]
    sized = "|".join(map(re.escape, options["words"].get("size", ["size"])))
    found += re.findall(rf"(?<!\w)(?:{sized})\s+(\d+(?:[.,/]\d+)?)(?!\w)", rest)
    colours = set(text.tokens(options["colours"]))
    found += [token for token in text.tokens(rest) if token in colours]
    return tuple(dict.fromkeys(found))


_AMOUNT = r"(?:[$€£¥]|[a-z]{2,3}\$|aud|usd|eur|gbp)?\s*(\d[\d,]*(?:\.\d+)?)\s*(\w+|[$€£¥%])?"
_MONEY_WORDS = {
    "$",
    "€",
    "£",
    "¥",
    "dollars",
    "dollar",
    "bucks",
    "euro",
    "euros",
    "eur",
    "aud",
    "usd",
    "quid",
    "pound",
    "pounds",
    "or",
    "for",
}
_NOT_MONEY = re.compile(
    r"kg|g|grams?|cm|mm|m|l|ml|litres?|liters?|w|watts?|v|gb|tb|days?|hours?|weeks?|years?|months?|people|persons?|inch(?:es)?|%|km|lumens?|lm|mah|pages?|items?|pieces?|left"
)


def price_bounds(folded: str, words: Lexicon) -> tuple[Decimal | None, Decimal | None, str]:
    """Return (low, high, text without the phrase) of a price range such as "under $50".

    A number with a unit of something else ("under 2 kg", "within 30 days") is no price.
    """
    spelled = re.sub(
        r"(?<!\w)("
        + "|".join(sorted(text.NUMBER_WORDS, key=len, reverse=True))
        + r")\s+(dollars|bucks|euros?|quid|pounds?)",
        lambda found: f"{text.NUMBER_WORDS[found.group(1)]} {found.group(2)}",
        folded,
    )
    between = re.search(
        rf"(?<!\w)(?:{_phrases(words, 'between')})?\s*{_AMOUNT}"
        rf"\s*(?:-|–|to|and|und|bis|y|a|et|到|至)\s*{_AMOUNT}",
        spelled,
    )
    if between and _is_money(spelled, between, 4) and _bounded(spelled, between, words):
        low, high = _value(between.group(1)), _value(between.group(3))
        if low is not None and high is not None and low < high:
            return low, high, _cut(spelled, between, 4)
    for name in ("under", "over"):
        found = re.search(rf"(?<!\w)(?:{_phrases(words, name)})\s*{_AMOUNT}", spelled)
        if not found or not _is_money(spelled, found, 2):
            continue
        if name == "over" and found.group().startswith("from") and "$" not in found.group():
            continue
        value = _value(found.group(1))
        cut = _cut(spelled, found, 2)
        return (None, value, cut) if name == "under" else (value, None, cut)
    less = re.search(rf"{_AMOUNT}\s*(?:or|and)\s+(?:less|under|below|cheaper)", spelled)
    if less and _is_money(spelled, less, 2):
        return None, _value(less.group(1)), _cut(spelled, less, 2)
    return None, None, folded


def _phrases(words: Lexicon, cue: str) -> str:
    ordered = sorted(words.data["cues"][cue], key=len, reverse=True)
    return "|".join(re.escape(text.fold(phrase)).replace(r"\ ", r"\s+") for phrase in ordered)


def _is_money(folded: str, found: re.Match[str], unit: int) -> bool:
    word = found.group(unit) or ""
    return not _NOT_MONEY.fullmatch(word)


def _bounded(folded: str, found: re.Match[str], words: Lexicon) -> bool:
    """A bare "2-3" is no price range: it takes a sign, a money word or "between"."""
    whole = found.group()
    return bool(
        re.search(r"[$€£¥]|dollar|buck|euro|eur|aud|usd|quid", whole)
        or re.match(rf"\s*(?:{_phrases(words, 'between')})", whole)
    )


def _cut(folded: str, found: re.Match[str], unit: int) -> str:
    """Return the text without the bound, keeping a following word that is no money word."""
    word = found.group(unit)
    end = found.end() if not word or word in _MONEY_WORDS else found.start(unit)
    return folded[: found.start()] + " " + folded[max(end, found.end(unit - 1)) :]


def _value(digits: str) -> Decimal | None:
    return text.number(digits)


_DIGITLESS = re.compile(
    r"(?<![\w-])(?:[A-Z]{2,}(?:-[A-Z0-9]{1,6}){1,4}|[a-z]{2,4}(?:-[a-z0-9]{1,5}){2,4})(?![\w-])"
)
_CODE = re.compile(r"(?<![\w-])(?=[\w./-]*\d)[A-Za-z0-9]+(?:[-./_][A-Za-z0-9]+)*(?![\w-])")


def _codes(message: str) -> tuple[str, ...]:
    """Return the words that look like a SKU, a barcode or a model number: digits, with letters or long."""
    found = [
        code
        for code in _CODE.findall(message)
        if len(code) >= 4 and (any(char.isalpha() for char in code) or len(code) >= 4)
    ]
    return tuple(dict.fromkeys([*found, *_DIGITLESS.findall(message)]))
