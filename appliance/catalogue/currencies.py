"""Which currency a price names, by its code, its sign or its word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_CODES = frozenset([
    "AED", "AMD", "ARS", "AUD", "AZN", "BDT", "BGN", "BHD", "BOB", "BRL", "CAD", "CHF", "CLP", "CNY",
    "COP", "CRC", "CZK", "DKK", "DOP", "DZD", "EGP", "EUR", "FJD", "GBP", "GEL", "GHS", "GTQ", "HKD",
    "HUF", "IDR", "ILS", "INR", "ISK", "JMD", "JOD", "JPY", "KES", "KRW", "KWD", "KZT", "LKR", "MAD",
    "MDL", "MUR", "MXN", "MYR", "NGN", "NOK", "NPR", "NZD", "OMR", "PEN", "PGK", "PHP", "PKR", "PLN",
    "PYG", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TTD", "TWD", "TZS",
    "UAH", "UGX", "USD", "UYU", "VND", "XPF", "ZAR", "ZMW",
])  # fmt: skip
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_DOLLARS = "AUD USD NZD CAD HKD SGD TWD MXN ARS CLP COP FJD"
_KRONER = "SEK NOK DKK ISK"
_RUPEES = "INR PKR LKR NPR MUR"
_SIGNS = {
    "AU$": "AUD", "A$": "AUD", "US$": "USD", "NZ$": "NZD", "CA$": "CAD", "C$": "CAD", "HK$": "HKD",
    "NT$": "TWD", "MX$": "MXN", "AU $": "AUD", "US $": "USD", "NZ $": "NZD", "S$": "SGD", "R$": "BRL",
    "$": _DOLLARS,
    "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₺": "TRY", "₽": "RUB", "฿": "THB", "₫": "VND",
    "₪": "ILS", "₱": "PHP", "₦": "NGN", "₴": "UAH", "₸": "KZT", "₡": "CRC", "₲": "PYG", "₵": "GHS",
    "₾": "GEL", "৳": "BDT",
    "¥": "JPY CNY", "￥": "CNY JPY", "元": "CNY", "円": "JPY", "원": "KRW",
    "zł": "PLN", "Kč": "CZK", "RMB": "CNY", "SFr.": "CHF", "sFr.": "CHF", "SFr": "CHF",
    "Fr.": "CHF", "Fr": "CHF", "Ft": "HUF",
    "RM": "MYR", "Rp": "IDR", "KSh": "KES", "Tk": "BDT", "лв": "BGN", "грн": "UAH", "руб": "RUB", "р": "RUB",
    "lei": "RON MDL", "Dhs": "AED MAD", "DH": "AED MAD", "Rs": _RUPEES, "kr": _KRONER, "Kr": _KRONER,
}  # fmt: skip
_WORDS = {
    "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP", "yen": "JPY", "yuan": "CNY",
    "dollar": _DOLLARS, "dollars": _DOLLARS, "kronor": _KRONER, "kroner": _KRONER, "rupees": _RUPEES,
    "pesos": "MXN ARS CLP COP PHP UYU DOP", "reais": "BRL", "francs": "CHF XPF", "franken": "CHF",
    "forint": "HUF", "baht": "THB", "ringgit": "MYR", "rand": "ZAR", "zloty": "PLN", "złotych": "PLN",
    "eur": "EUR", "usd": "USD", "gbp": "GBP", "chf": "CHF", "aud": "AUD", "nzd": "NZD", "sek": "SEK",
    "nok": "NOK", "dkk": "DKK", "pln": "PLN", "czk": "CZK", "huf": "HUF", "jpy": "JPY", "cny": "CNY",
}  # fmt: skip
"""In any case; codes in lower case too, but for those that are words ("try")."""
_BESIDE_DIGITS = {r"(?<=\d)\s?p(?![\w&/])": "GBP", r"(?i:\bpence\b)": "GBP", r"(?<!\w)R\s?(?=\d)": "ZAR"}
_LETTER = r"[^\W\d_]"
_FIRST_IDEOGRAPH = "\u2e80"


def _pattern(names: Iterable[str]) -> str:
    """Return a pattern of the names, long before short; one of letters is no part of a longer word."""
    return "|".join(
        (f"(?<!{_LETTER})" if name[0].isalpha() and name[0] < _FIRST_IDEOGRAPH else "")
        + re.escape(name)
        + (f"(?!{_LETTER})" if name[-1].isalpha() and name[-1] < _FIRST_IDEOGRAPH else "")
        for name in sorted(names, key=len, reverse=True)
    )


_SIGN = re.compile(f"{_pattern(_SIGNS)}|(?i:{_pattern(_WORDS)})")
_BESIDE = re.compile("|".join(f"({pattern})" for pattern in _BESIDE_DIGITS))


@lru_cache(maxsize=4096)
def named(text: str) -> tuple[str, ...]:
    """Return the ISO 4217 codes of the currencies that a text may name: none, one, or all that share its
    sign. A code in it settles what a sign leaves open."""
    for code in _CODE.findall(text):
        if code in _CODES:
            return (str(code),)
    if found := _SIGN.search(text):
        return tuple((_SIGNS.get(found[0]) or _WORDS[found[0].casefold()]).split())
    if beside := _BESIDE.search(text):
        return (list(_BESIDE_DIGITS.values())[(beside.lastindex or 1) - 1],)
    return ()


def without_names(text: str) -> str:
    """Return the text with blanks for the currencies in it."""
    codes = _CODE.sub(lambda found: " " if found[1] in _CODES else found[0], text)
    return _SIGN.sub(" ", codes)


def currency_in(text: str, expected: str = "") -> str:
    """Return the ISO 4217 code that a text names, or "".

    A sign that several currencies share ("$") means `expected` when that is one of them; with no
    expectation it stays unknown, and against another one "$" means the US dollar.
    """
    codes = named(text)
    if len(codes) == 1:
        return codes[0]
    if expected in codes:
        return expected
    return "USD" if expected and "USD" in codes else ""
