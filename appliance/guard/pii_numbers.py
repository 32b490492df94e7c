"""Numbers that name a person, told by checksum, by grouping and by the words before them.

Each function yields half-open ranges. A bare run of digits without a word that says what it is counts as
an order number or a barcode: one in nine such runs passes a checksum by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]
CONTEXT = 48
"""Characters before a number in which a word may say what it is."""

NOT_PERSONAL_WORDS = (
    r"order|invoice|sku|item|article|part|model|serial|barcode|ean|upc|gtin|isbn|tracking|ticket|ref(?:erence)?"
    r"|product|batch|lot|case|rma|receipt|voucher|quote|docket|style|mpn|artikel|bestell|commande|pedido"
)
_NOT_PERSONAL = re.compile(
    rf"(?i)\b(?:{NOT_PERSONAL_WORDS})[\w-]*\s*(?:no|nr|number|nummer|id|code)?\.?\s*[:#is]*\s*(?:[A-Z]{{0,4}}-?)?$"
    r"|[#№]\s*$"
)
_ALONE, _END = r"(?<![\d.,-])", r"(?![\d-]|[.,]\d)"
_NO = r"\s*(?:no|nr|number|nummer|card|#)?\.?\s*(?:is|:|#)?\s*"
_CARD = re.compile(rf"{_ALONE}(?:\d[ -]?){{12,18}}\d(?![\d-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_NINE = re.compile(rf"{_ALONE}\d{{3}}[ -]?\d{{3}}[ -]?\d{{3}}{_END}")
_EIGHT_OR_NINE = re.compile(rf"{_ALONE}(?:\d{{3}}[ -]?\d{{3}}[ -]?\d{{2,3}}|\d{{8,9}}){_END}")
_ABN = re.compile(rf"{_ALONE}\d{{2}}[ -]?\d{{3}}[ -]?\d{{3}}[ -]?\d{{3}}{_END}")
_MEDICARE = re.compile(rf"{_ALONE}[2-6]\d{{3}}[ -]?\d{{5}}[ -]?\d(?:[ /-]?[1-9])?{_END}")
_ACCOUNT_WORD = r"(?:(?i:acc(?:oun)?t?\.?|a/c)\s*(?i:no|number|#|name)?\.?\s*[:#]*\s*)?"
_BSB = re.compile(rf"{_ALONE}\d{{3}}[- ]?\d{{3}}(?:[ ,;/-]*{_ACCOUNT_WORD}\d{{5,10}})?(?![\d-])")
_ACCOUNT = re.compile(rf"(?i)\b(?:bank )?(?:account|acct?|a/c|konto){_NO}(\d[\d -]{{4,11}}\d)(?![\d-])")
_LICENCE = re.compile(
    rf"(?i)\b(?:driv(?:er|ers|er's|ers'|ing)['’]?s? licen[cs]e|my licen[cs]e n(?:umber|o\b)){_NO}"
    r"((?=[A-Z0-9 ]*\d{3})[A-Z]{0,2}\d[A-Z0-9]{4,9}|\d{2,4}(?:[ -]\d{2,4}){1,2})\b"
)
_PASSPORT = re.compile(rf"(?i)\bpassport{_NO}((?-i:[A-Z]{{1,2}})\d{{7}})\b")
_THEN_PASSPORT = re.compile(r"\b([A-Z]{1,2}\d{7})\b(?= is (?:my|the|her|his) passport)")
_BORN = (
    r"date of birth|birth ?date|d\.?o\.?b\.?|born(?: on)?|geboren(?: am)?|geburtsdatum|nee? le"
    r"|fecha de nacimiento"
)
_DATE = (
    r"\d{1,2}[./ -](?:\d{1,2}|[A-Za-z]{3,9})[./ -]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Za-z]{3,9},? \d{4}"
)
_BIRTH = re.compile(rf"(?i)\b(?:{_BORN})\s*(?:is|was|:)?\s*({_DATE})")
_IBAN_COUNTRIES = {
    15: "NO", 16: "BE", 18: "DK FI FO GL NL", 19: "MK SI", 20: "AT BA EE KZ LT LU XK", 21: "CH CR HR LI LV",
    22: "BG BH DE GB GE IE ME RS", 23: "AE GI IL", 24: "AD CZ ES MD PK RO SA SE SK TN", 25: "PT", 26: "IS TR",
    27: "FR GR IT MC SM", 28: "AL AZ CY DO HU LB PL UA", 29: "BR EG PS QA", 30: "JO KW MU", 31: "MT",
}  # fmt: skip
_IBAN_LENGTH = {country: length for length, listed in _IBAN_COUNTRIES.items() for country in listed.split()}
"""Length by country, from the SWIFT IBAN registry."""


def cards(text: str, _region: str) -> Iterator[Span]:
    """Payment cards: an issuer's prefix, a length that issuer uses, the Luhn digit (ISO/IEC 7812-1)."""
    for match in _CARD.finditer(text):
        number = digits(match.group())
        if _issued(number) and luhn(number) and not _is_named_otherwise(text, match.start()):
            yield match.span()


def ibans(text: str, _region: str) -> Iterator[Span]:
    """ISO 13616: the country's length, and 1 modulo 97 with the first four characters moved to the end."""
    for match in _IBAN.finditer(text):
        for end in range(match.end(), match.start() + 14, -1):
            plain = text[match.start() : end].replace(" ", "")
            if text[end - 1] != " " and len(plain) == _IBAN_LENGTH.get(plain[:2]) and _mod97(plain) == 1:
                yield match.start(), end
                break


def abns(text: str, _region: str) -> Iterator[Span]:
    """Australian Business Number: 11 digits, weighted sum divisible by 89 (abr.business.gov.au)."""
    weights = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
    for match in _ABN.finditer(text):
        number = digits(match.group())
        valid = (_weighted(number, weights) - weights[0]) % 89 == 0
        if valid and _counts(text, match, r"abn|australian business"):
            yield match.span()


def acns(text: str, _region: str) -> Iterator[Span]:
    """Australian Company Number: 9 digits, the last one the complement of a weighted sum (asic.gov.au)."""
    for match in _NINE.finditer(text):
        number = digits(match.group())
        valid = (10 - _weighted(number[:8], range(8, 0, -1)) % 10) % 10 == number[8]
        if valid and _named(text, match.start(), r"a\.?c\.?n|arbn|company number"):
            yield match.span()


def tfns(text: str, _region: str) -> Iterator[Span]:
    """Tax File Number: 8 or 9 digits, weighted sum divisible by 11 (ATO). Named or in groups of three."""
    for match in _EIGHT_OR_NINE.finditer(text):
        number = digits(match.group())
        weights = (1, 4, 3, 7, 5, 8, 6, 9, 10) if len(number) == 9 else (10, 7, 8, 4, 6, 3, 5, 1)
        if _weighted(number, weights) % 11 == 0 and _is_tfn(text, match, len(number)):
            yield match.span()


def _is_tfn(text: str, match: re.Match[str], length: int) -> bool:
    if _named(text, match.start(), r"tfn|tax file|tax (?:no|number)"):
        return True
    company = _named(text, match.start(), r"a\.?c\.?n|arbn|company")
    return length == 9 and not company and _counts(text, match, "")


def medicare(text: str, _region: str) -> Iterator[Span]:
    """Medicare card: first digit 2-6, ninth digit a weighted sum modulo 10, then the issue number."""
    for match in _MEDICARE.finditer(text):
        number = digits(match.group())
        valid = _weighted(number[:8], (1, 3, 7, 9, 1, 3, 7, 9)) % 10 == number[8]
        if valid and _counts(text, match, "medicare"):
            yield match.span()


def bank_accounts(text: str, _region: str) -> Iterator[Span]:
    """A BSB (6 digits) with or without the account after it, or an account number named so."""
    for match in _BSB.finditer(text):
        if _named(text, match.start(), r"bsb|bank state branch"):
            yield match.span()
    for match in _ACCOUNT.finditer(text):
        yield match.span(1)


def licences(text: str, _region: str) -> Iterator[Span]:
    """Driver's licences differ by state (6 to 10 letters and digits): only after the words for one."""
    yield from (match.span(1) for match in _LICENCE.finditer(text))


def passports(text: str, _region: str) -> Iterator[Span]:
    """Passports: one or two letters and seven digits, beside the word."""
    for pattern in (_PASSPORT, _THEN_PASSPORT):
        yield from (match.span(1) for match in pattern.finditer(text))


def births(text: str, _region: str) -> Iterator[Span]:
    """A date after words that say that somebody was born on it."""
    yield from (match.span(1) for match in _BIRTH.finditer(text))


def digits(text: str) -> list[int]:
    return [int(char) for char in text if char.isdecimal()]


def luhn(number: list[int]) -> bool:
    """Whether the last digit is the Luhn check digit of those before it."""
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in number[-2::-2]]
    return (sum(number[-1::-2]) + sum(doubled)) % 10 == 0


def _issued(number: list[int]) -> bool:
    """Whether an issuer uses this prefix with this length: Visa, Mastercard, Amex, Diners, Discover, JCB,
    UnionPay. Thirteen digits are a barcode."""
    length, four = len(number), int("".join(map(str, number[:4])))
    two = four // 100
    if length == 16:
        return any(first <= four <= last for first, last in _SIXTEEN)
    if length == 15:
        return two in (34, 37)
    if length == 14:
        return two in (36, 38, 39) or 3000 <= four <= 3059
    return length in (17, 18, 19) and (two == 62 or four // 1000 == 4)


_SIXTEEN = (
    (4000, 4999), (5100, 5599), (2221, 2720), (3528, 3589), (6011, 6011), (6440, 6599), (6200, 6299),
)  # fmt: skip


def _weighted(number: list[int], weights: range | tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(number, weights, strict=True))


def _mod97(iban: str) -> int:
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97


def _counts(text: str, match: re.Match[str], words: str) -> bool:
    """Whether a number with a good checksum is taken for what it could be: named, or written in groups
    and not named as something else."""
    if words and _named(text, match.start(), words):
        return True
    return bool(re.search(r"\d[ -]\d", match.group())) and not _is_named_otherwise(text, match.start())


def _named(text: str, start: int, words: str) -> bool:
    return bool(re.search(rf"(?i)\b(?:{words})\b", text[max(0, start - CONTEXT) : start]))


def _is_named_otherwise(text: str, start: int) -> bool:
    return bool(_NOT_PERSONAL.search(text[max(0, start - CONTEXT) : start]))
