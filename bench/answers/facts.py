"""Finding facts in running text: numbers, money, times of day, yes and no, refusals."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from bench.answers.questions import Fact

WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBER = re.compile(r"(?<![A-Za-z\d])(?<![A-Za-z]-)\d+(?:[.,' ]\d{3})*(?:[.,]\d{1,2})?(?![\d])")
_TIME = re.compile(r"\b(\d{1,2})(?:[:.h](\d\d))?\s*(am|pm|a\.m\.|p\.m\.|uhr|点|h\b)?", re.IGNORECASE)
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:[mck]?m|m?l|k?g|[kmg]?b|[mg]?hz|m?ah|[vaw]|am|pm)\b|[°%])")
_AMOUNT = r"(\d+(?:[.,]\d{3})*(?:[.,]\d{1,2})?)"
_CURRENCY = r"(?:AUD|EUR|GBP|NZD|USD)"
_MONEY = re.compile(
    rf"(?:[$€£]|\b{_CURRENCY}\b)\s?{_AMOUNT}|{_AMOUNT}\s?(?:[$€£](?!\d)|{_CURRENCY}\b(?!\s?\d))"
)


def tidy(text: str) -> str:
    """Return lower-case text with one kind of quote, dash and space, and units set against their number."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("’", "'").replace("μ", "µ")
    return _BEFORE_UNIT.sub("", re.sub(r"[\s*_]+", " ", text))


def says(text: str, fact: Fact) -> bool:
    """Whether `text` states the fact: a number in any notation, a time in any clock, words as words."""
    if not isinstance(fact, str):
        return Decimal(str(fact)) in numbers(text, words=True)
    if (moment := time_of(fact)) is not None:
        return moment in times(text)
    wanted = re.escape(tidy(fact))
    left = r"(?<![\w])" if fact[0].isalnum() else ""
    right = r"(?![\w])" if fact[-1].isalnum() else ""
    return re.search(left + wanted + right, tidy(text)) is not None


def numbers(text: str, *, words: bool = False) -> set[Decimal]:
    """Return the numbers in the text; parts of model names ("TM-830") are none. `words` reads "three"."""
    plain = unicodedata.normalize("NFKC", text)
    found: set[Decimal] = set()
    for match in _NUMBER.findall(plain):
        found |= readings(match)
    if words:
        spoken = set(re.findall(r"[a-z]+", plain.casefold()))
        found |= {Decimal(n) for n, word in enumerate(WORDS) if word in spoken}
    return found


def readings(digits: str) -> set[Decimal]:
    """Return what a number may mean: "1,234.50" is sure, "10,000" and "2.500" are read both ways."""
    whole, mark, last = "", "", digits
    if cut := re.fullmatch(r"(.*)([.,])(\d+)", digits):
        whole, mark, last = cut.groups()
    bare = re.sub(r"\D", "", digits)
    if not mark:
        return {Decimal(bare), *(Decimal(part) for part in digits.split())}
    decimal = Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{last}")
    return {Decimal(bare), decimal} if len(last) == 3 else {decimal}


def money(text: str) -> set[Decimal]:
    """Return the amounts of money that the text names."""
    amounts = ("".join(groups) for groups in _MONEY.findall(unicodedata.normalize("NFKC", text)))
    return {value for amount in amounts for value in readings(amount)}


def time_of(text: str) -> int | None:
    """Return the minute of the day when the whole text is a time such as "5:30 pm" or "17:30"."""
    if not re.fullmatch(r"\d{1,2}(:\d\d)?( [ap]m)|\d{1,2}:\d\d", text):
        return None
    return min(times(text))


def times(text: str) -> set[int]:
    """Return the times of day, in minutes; "5:30" with no am or pm is early."""
    found: set[int] = set()
    for hour, minute, suffix in _TIME.findall(unicodedata.normalize("NFKC", text)):
        mark, h, m = suffix.casefold().replace(".", ""), int(hour), int(minute or 0)
        if not (minute or mark) or h > 23 or m > 59:
            continue
        if mark in ("am", "pm"):
            found.add((h % 12 + (12 if mark == "pm" else 0)) * 60 + m)
        else:
            found.add(h * 60 + m)
    return found


_YES = re.compile(r"^\W*(yes|yep|yeah|sure|certainly|of course|absolutely|ja|oui|sí|si|是|有|可以)(?![a-z])")
_NO = re.compile(r"^\W*(no|nope|sorry, no|unfortunately,? (?:not|no)|nein|non|leider nicht|没有|不)(?![a-z])")
_NEGATIVE = re.compile(
    r"\b(?:out of stock|sold out|unavailable|not|no longer|none|cannot|never|without|nothing|neither|closed"
    r"|nicht|kein\w*|ausverkauft|geschlossen|agotad\w+|épuisé\w*|rupture|fermé\w*|cerrad\w+|pas|no)\b"
    r"|n't\b|缺货|售罄|没有|没货|不"
)
_POSITIVE = re.compile(
    r"\b(?:yes|in stock|available|left|we do|you can|we have|we accept|we take|suits?|includ(?:ed|es)"
    r"|allowed|contains?|vorrätig|auf lager|verfügbar|disponibles?|en stock|hay|tenemos)\b|有货|现货"
)


def polarity(text: str) -> str:
    """Return "yes", "no" or "": what the first sentence that takes a side says. "I don't know" takes none."""
    for sentence in re.split(r"(?<=[.!?。！？])\s+|\n+", tidy_lines(text)):
        if _YES.search(sentence):
            return "yes"
        if _NO.search(sentence) and not _REFUSAL.match(sentence):
            return "no"
        if _REFUSAL.search(sentence):
            continue
        if _NEGATIVE.search(sentence):
            return "no"
        if _POSITIVE.search(sentence):
            return "yes"
    return ""


def opening(text: str) -> str:
    """Return "yes", "no" or "": only what the text opens with, not what its sentences imply."""
    plain = tidy(text)
    return "yes" if _YES.search(plain) else "no" if _NO.search(plain) else ""


def asserts(text: str, words: str) -> bool:
    """Whether a sentence says the words with no negation before them: "we do not take Afterpay" does not
    say "take Afterpay". Negations within the words are meant."""
    wanted = tidy(words)
    for sentence in re.split(r"(?<=[.!?;。！？；])\s+|\n+", tidy_lines(text)):
        before, found, _ = sentence.partition(wanted)
        if found and says(sentence, words) and not _NEGATIVE.search(before):
            return True
    return False


def tidy_lines(text: str) -> str:
    """Return `tidy` text with its lines kept apart."""
    return "\n".join(tidy(line) for line in text.splitlines())


_CANNOT = r"(?:don't|do not|cannot|can't|couldn't|could not|am not able to|'m not able to|am unable to)"
_REFUSAL = re.compile(
    rf"\b{_CANNOT} (?:know|find|tell|say|answer|help|see|look up|check)\b"
    rf"|\bi {_CANNOT} (?:access|change|cancel|promise|give|offer|confirm|have)\b"
    r"|have no (?:information|record|answer)|not have (?:that|this|any|the) (?:information|detail|answer)"
    r"|can only (?:answer|help)|(?:not|n't) (?:recorded|listed|stated|mentioned|specified)"
    r"|no information|(?:doesn't|does not) say|\bi(?:'m| am) not sure"
    r"|wei(?:ß|ss) (?:ich |das |es |leider )*nicht|kann ich .{0,40}nicht|ich kann .{0,40}nicht"
    r"|keine (?:information|angabe|auskunft)|nicht (?:angegeben|bekannt|hinterlegt)"
    r"|je ne (?:sais|peux|trouve)|je n'ai pas (?:cette|l'|d')|pas (?:indiqué|précisé|mentionné)"
    r"|no (?:lo )?(?:sé|puedo|tengo|dispongo|encuentro)|no (?:figura|consta)\b"
    r"|不知道|不清楚|无法|没有找到|没有(?:相关|这方面的?)?(?:信息|资料)|抱歉"
)


def refuses(text: str) -> bool:
    """Whether the text says that it does not know, cannot do it or keeps to the shop's business."""
    return _REFUSAL.search(tidy(text)) is not None


def affirms(text: str) -> bool:
    """Whether the text opens with a yes."""
    return _YES.search(tidy(text)) is not None
