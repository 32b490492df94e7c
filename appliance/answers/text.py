"""Words: tokens, stems, typo-tolerant equality and numbers, the same for questions, records and claims."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import OSA

_TOKEN = re.compile(
    r"(?<!\w)[^\W\d_]{1,2}\d+(?!\w)|(?<![\w.,])\d+[abefxyz](?!\w)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]",
    re.UNICODE,
)
_DECIMAL_COMMA = re.compile(r"\d+,\d\d?")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)(?![\d])")

_SMALL = (
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
NUMBER_WORDS: dict[str, Decimal] = {word: Decimal(value) for value, word in enumerate(_SMALL.split())} | {
    word: Decimal(value)
    for word, value in (
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
        ("hundred", 100),
    )
}


def spelled(words: Sequence[str]) -> list[tuple[Decimal, str]]:
    """Return the numbers that folded words spell, each with the word behind it: "two thousand piece" is
    (2000, "piece")."""
    found: list[tuple[Decimal, str]] = []
    whole = part = Decimal(0)
    spelling = False
    for word in (*words, ""):
        value = NUMBER_WORDS.get(word)
        if word == "thousand":
            whole, part, spelling = whole + (part or Decimal(1)) * 1000, Decimal(0), True
        elif word == "hundred":
            part, spelling = (part or Decimal(1)) * 100, True
        elif value is not None:
            part, spelling = part + value, True
        elif spelling and word != "and":
            found.append((whole + part, word))
            whole, part, spelling = Decimal(0), Decimal(0), False
    return found


def fold(text: str) -> str:
    """Return the text in lower case without accents, compatibility forms made plain."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("⁄", "/")).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.replace("\u2044", "/")


UNIT_FORMS = {
    "l": "litre litres liter liters litern litro litros litri 升",
    "cl": "centilitre centilitres",
    "ml": "millilitre millilitres milliliter milliliters millilitern mililitros millilitri 毫升",
    "g": "gram grams gramm grammes gramos grammi gr 克",
    "kg": "kilo kilos kilogram kilograms kilogramm kilogrammes kilogramos chili 公斤",
    "m": "metre metres meter meters metern metro metros metri 米",
    "cm": "centimetre centimetres centimeter centimeters zentimeter zentimetern centimetros centimetri 厘米",
    "mm": "millimetre millimetres millimeter millimeters millimetern milimetros millimetri 毫米",
    "inch": "inches zoll pouce pouces pulgada pulgadas pollice pollici",
    "ft": "foot feet",
    "lb": "lbs pound pounds",
    "oz": "ounce ounces",
    "w": "watt watts",
    "v": "volt volts",
}
"""The short form of each unit and its folded long ones."""
_UNITS = {form: unit for unit, forms in UNIT_FORMS.items() for form in forms.split()}


def unit(word: str) -> str:
    """Return the one form of a unit ("litres" is "l"), another word as it is."""
    return _UNITS.get(word, word)


def is_unit(word: str) -> bool:
    """Return whether a folded word is a unit in its short form."""
    return word in UNIT_FORMS


def tokens(text: str) -> list[str]:
    """Return the folded words and numbers of a text, in order, without punctuation.

    A unit after a number has one form ("1 litre" is "1 l"), and so has a decimal ("9,8" is "9.8"). A run of
    CJK characters becomes overlapping pairs, since those scripts put no spaces.
    """
    found: list[str] = []
    for token in _TOKEN.findall(fold(text)):
        if _CJK.search(token):
            found += [token[i : i + 2] for i in range(max(1, len(token) - 1))]
        elif token[0].isalnum():
            measured = bool(found) and found[-1][0].isdigit()
            token = _UNITS.get(token, token) if measured else token.replace("'", "")
            found.append(token.replace(",", ".") if _DECIMAL_COMMA.fullmatch(token) else token)
    return found


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer  # all of its languages

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the Porter2 stem of a folded word; numbers and short words stay as they are."""
    if len(word) < 4 or not word.isalpha():
        return word
    return str(_stemmer().stemWord(word))


def stems(text: str) -> list[str]:
    return [stem(token) for token in tokens(text)]


@lru_cache(maxsize=100_000)
def alike(one: str, other: str) -> bool:
    """Return whether two folded words are the same but for a slip of the fingers.

    One edit (insertion, deletion, substitution, transposition) from five letters on, two from nine;
    the first letter must hold, and numbers must be equal.
    """
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < 4 or not one.isalpha() or not other.isalpha():
        return False
    allowed = 2 if shorter >= 8 else 1
    if shorter == 4 and sorted(one) != sorted(other) and (one[0] != other[0] or one[-1] != other[-1]):
        return False
    if one[0] != other[0] and one[:2] != other[1::-1]:
        return False
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def match_word(word: str, vocabulary: Iterable[str]) -> str | None:
    """Return the word of the vocabulary that `word` equals or, failing that, is a slip of; else None."""
    pool = vocabulary if isinstance(vocabulary, set | frozenset | dict) else set(vocabulary)
    if word in pool:
        return word
    best = [other for other in pool if alike(word, other)]
    return min(best, key=lambda other: (OSA.distance(word, other), other)) if best else None


def numbers(text: str) -> list[Decimal]:
    """Return the numbers of a text as written in digits: "1,299.00" is 1299, "12,5" is 12.5."""
    found = []
    for match in _NUMBER.finditer(text):
        value = number(match.group(1))
        if value is not None:
            found.append(value)
    return found


def number(text: str) -> Decimal | None:
    """Return one written number; None when it is none. A comma before three digits groups thousands."""
    plain = text.replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", ".")
    try:
        return Decimal(plain).normalize()
    except InvalidOperation:
        return None


_BOUNDARY = re.compile(r"(?<=[.!?])\s+(?=[^\W_a-z]|[\"“(])|(?<=[。！？])")
_BEFORE_A_WORD = re.compile(
    r"(?<![\w.])(?:e\.\s?g|i\.\s?e|z\.\s?B|d\.\s?h|u\.\s?a|p\.\s?ex|p\.\s?ej|p\.\s?es|ad\s?es|incl|excl|inkl|exkl|zzgl|bzw|evtl|ggf"
    r"|sog|vgl|vs|resp|Dr|Mr|Mrs|Ms|Mme|Prof|Sr|Sra|Sig|Hr|St|Ste)\.$",
)
"""Abbreviations that something always follows."""
_BEFORE_A_FIGURE = re.compile(
    r"(?<![\w.])(?:max|min|approx|appr|ca|env|aprox|máx|mín|no|nos|nr|núm|num|art|tel|tél|ext|fig|vol|abt|qty|dia"
    r"|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
_STREET = re.compile(r"\b[A-Z][\w'’-]+ St\.$")
_ORDINAL = re.compile(r"(?<![\w.,$€£])(?<![$€£] )\d{1,2}\.$")
_ORDERED = re.compile(
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Advent"
    r"|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Stock|Etage)"
)
"""What a German ordinal counts: "am 24. Dezember"."""


def sentences(text: str) -> list[str]:
    """Return the sentences and list lines of a text, without losing a character that is not space.

    An abbreviation ends none: "max. 40 W", "z. B. Schirme", "St. Bernard".
    """
    found: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        start = 0
        for boundary in _BOUNDARY.finditer(line):
            if not is_abbreviated(line[start : boundary.start()], line[boundary.end() :]):
                found.append(line[start : boundary.start()].strip())
                start = boundary.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def is_abbreviated(before: str, after: str) -> bool:
    """Return whether the full stop that ends `before` is that of an abbreviation or an ordinal."""
    if not before.endswith("."):
        return False
    if _BEFORE_A_WORD.search(before) and not _STREET.search(before):
        return True
    if before.endswith("z.") and after.startswith("B."):
        return True
    if after[:1].isdigit() and _BEFORE_A_FIGURE.search(before):
        return True
    return bool(_ORDINAL.search(before) and _ORDERED.match(after))


def is_cjk(text: str) -> bool:
    return bool(_CJK.search(text))
