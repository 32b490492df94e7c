"""Amounts as the customer's language writes them, by Babel (CLDR)."""

from __future__ import annotations

from decimal import Decimal

_LOCALES = {"en": "en_AU", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "zh": "zh_CN"}
_AT_HOME = {"AUD": "AU", "EUR": "IE", "GBP": "GB", "USD": "US", "NZD": "NZ", "CAD": "CA", "SGD": "SG"}
"""English of a place where the currency's own sign is usual: "€5.00", not "EUR5.00"."""


def amount(value: Decimal, currency: str, language: str) -> str:
    """Return a price such as "$79.95" or "79,95 €"; without a currency the bare number."""
    from babel import numbers

    locale = f"en_{_AT_HOME.get(currency, 'AU')}" if language == "en" else _LOCALES[language]
    if not currency:
        return str(numbers.format_decimal(value, format="#,##0.00", locale=locale))
    try:
        text = numbers.format_currency(value, currency, locale=locale)
    except (ValueError, numbers.UnknownCurrencyError):
        text = f"{currency} {value:,.2f}"
    return str(text).replace("\u00a0", " ").replace("\u202f", " ")
