"""Amounts as the customer's language writes them, by Babel (CLDR)."""

from __future__ import annotations

from decimal import Decimal

_LOCALES = {"en": "en_AU", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "zh": "zh_CN"}


def amount(value: Decimal, currency: str, language: str) -> str:
    """Return a price such as "$79.95" or "79,95 €"; without a currency the bare number."""
    from babel import numbers

    locale = _LOCALES[language]
    if not currency:
        return str(numbers.format_decimal(value, format="#,##0.00", locale=locale))
    try:
        text = numbers.format_currency(value, currency, locale=locale)
    except (ValueError, numbers.UnknownCurrencyError):
        text = f"{currency} {value:,.2f}"
    return str(text).replace("\u00a0", " ").replace("\u202f", " ")
