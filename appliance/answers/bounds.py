"""Price bounds that a question names: "under $50", "between 20 and 40 euros"."""

from __future__ import annotations

import re
from decimal import Decimal

from appliance.answers import text
from appliance.answers.language import Lexicon

_AMOUNT = r"(?:[$€£¥]|[a-z]{2,3}\$|aud|usd|eur|gbp)?\s*(\d[\d,]*(?:\.\d+)?)\s*(\w+|[$€£¥%])?"

MONEY_WORDS = {
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


_NUMBER = "|".join(
    word for word in sorted(text.NUMBER_WORDS, key=len, reverse=True) if word not in ("zero", "one")
)
_AT_MOST = r"(?:at (?:the )?most|max(?:imum)?|tops|hochstens|maximal|au maximum|como mucho|al massimo)(?!\w)"
_COUNT = re.compile(
    rf"(?<![\w.,$€£#/-])(?P<count>[2-9]|[1-9]\d|{_NUMBER})\s+(?:x\s+)?"
    r"(?:(?:packs?|packets?|tins?|cans?|bags?|sacks?|bottles?|jars?|boxes|pieces?|pcs|pairs?|sets?|rolls?|units?|tubes?)"
    r"\s+(?:of\s+)?|of\s+(?=the|those|these|your|them))"
)


_MEASURED = (
    "person|man|inch|pack|piece|seat|door|string|speed|year|month|day|hour|season|ply|cup|slice|burner|layer"
)
"""What a number before a noun tells of one of them: "4 person tents"."""
_COUNTED_NOUN = re.compile(
    rf"(?<!\w)(?:for|do|does|would|will|of|are|take|buy|want|need|get|order|and)\s+"
    rf"(?P<count>[2-9]|[1-9]\d|{_NUMBER})\s+"
    rf"(?:(?!(?:{_MEASURED})(?!\w))[^\W\d_]{{3,}}\s+){{0,2}}(?P<noun>[^\W\d_]{{3,}}s)(?!\w)"
)
_NO_ARTICLE = frozenset(
    text.tokens(
        "persons adults children years months weeks days hours minutes nights guests kids times euros "
        "dollars bucks pounds quid cents litres liters metres meters grams kilos inches watts volts amps "
        "cups slices servings ounces lumens strings speeds layers wheels doors seats pages colours sizes "
        "others"
    )
)
"""Plurals that a number measures: "for 4 persons" asks no fourfold price."""


_INSTEAD = re.compile(r"(?<!\w)(?:instead of|rather than|versus|vs|compared (?:to|with)|than)(?!\w)")
"""What weighs one number against another: "24 pans instead of 12" orders nothing."""


def count(folded: str) -> tuple[int, str]:
    """Return how many are asked for ("3 tins of …", "do four mugs come to"), 1 when it is not said, and the
    text without it."""
    if _INSTEAD.search(folded):
        return 1, folded
    found = _COUNT.search(folded)
    if found:
        return _number(found), f"{folded[: found.start()]} {folded[found.end() :]}"
    found = _COUNTED_NOUN.search(folded)
    if not found or found.group("noun") in _NO_ARTICLE:
        return 1, folded
    return _number(found), f"{folded[: found.start('count')]} {folded[found.end('count') :]}"


def _number(found: re.Match[str]) -> int:
    said = found.group("count")
    return int(said) if said.isdigit() else int(text.NUMBER_WORDS[said])


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
        rf"\s*(?:-|–|to|and|und|bis|y|a|et|e|到|至)\s*{_AMOUNT}",
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
    less = re.search(rf"{_AMOUNT}\s*(?:(?:or|and|o)\s+(?:less|under|below|cheaper|meno)|{_AT_MOST})", spelled)
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
    end = found.end() if not word or word in MONEY_WORDS else found.start(unit)
    return folded[: found.start()] + " " + folded[max(end, found.end(unit - 1)) :]


def _value(digits: str) -> Decimal | None:
    return text.number(digits)
