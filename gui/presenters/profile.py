"""The shop's settings: what an owner types into what the service takes, with a sentence where it cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import ValidationError

from appliance.core.schemas import LANGUAGES, Shop, ShopChange, Tone
from gui.words import tr

CURRENCIES = ("AUD", "NZD", "USD", "EUR", "GBP", "CAD", "SGD", "CNY", "JPY", "HKD", "CHF")
TIME_ZONES = (
    "Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth",
    "Australia/Hobart", "Australia/Darwin", "Pacific/Auckland", "Asia/Singapore", "Asia/Shanghai",
    "Asia/Hong_Kong", "Asia/Tokyo", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "UTC",
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    """What was typed, read: the change for the service, or a sentence for each field that is wrong."""

    change: ShopChange | None
    errors: dict[str, str]


def typed(shop: Shop) -> dict[str, str]:
    """Return the text of each field as the form shows it; sites stand one on a line."""
    fields = ("name", "website", "contact", "phone", "address", "opening_hours", "greeting", "privacy_url",
              "away_text", "handoff_text", "currency", "time_zone", "colour", "policy", "tone",
              "public_url")  # fmt: skip
    return {
        **{name: str(getattr(shop, name)) for name in fields},
        "sites": "\n".join(shop.sites),
        "languages": ",".join(shop.languages or LANGUAGES),
        "retention_days": str(shop.retention_days),
    }


def read(texts: dict[str, str]) -> Read:
    """Return what the form says. A web address without https:// gets it; a site loses its path."""
    values: dict[str, object] = {name: text.strip() for name, text in texts.items()}
    errors: dict[str, str] = {}
    for name in ("website", "privacy_url"):
        if name in values:
            values[name] = address(str(values[name]))
    if "public_url" in values:
        values["public_url"] = origin(str(values["public_url"]))
    if "sites" in values:
        sites = [origin(line) for line in str(values["sites"]).splitlines() if line.strip()]
        values["sites"] = tuple(dict.fromkeys(sites))
    if "languages" in values:
        codes = tuple(filter(None, str(values["languages"]).split(",")))
        values["languages"] = () if codes == LANGUAGES else codes
        if not codes:
            errors["languages"] = sentence("languages")
    try:
        change = ShopChange.model_validate(values)
    except ValidationError as err:
        for error in err.errors():
            name = str(error["loc"][0])
            errors.setdefault(name, sentence(name))
        return Read(None, errors)
    return Read(None if errors else change, errors)


def sentence(field: str) -> str:
    """Return what is wrong with a field and how it is right."""
    words = {
        "name": tr("Give the shop's name, at most 80 characters."),
        "sites": tr("One web address on a line, such as https://example.com."),
        "public_url": tr("A web address without a path, such as https://bot.example.com."),
        "languages": tr("Choose at least one language."),
        "currency": tr("A currency is three capital letters, such as AUD."),
        "colour": tr("A colour is # and six digits, such as #1f6feb."),
        "greeting": tr("At most 500 characters."),
        "away_text": tr("At most 500 characters."),
        "handoff_text": tr("At most 500 characters."),
        "opening_hours": tr("At most 1,000 characters."),
        "phone": tr("At most 60 characters."),
        "retention_days": tr("A number of days, 0 to 3650."),
    }
    return words.get(field, tr("At most 300 characters."))


def tones() -> list[tuple[str, str]]:
    """Return how the bot may sound, as (value, words)."""
    return [
        (Tone.PLAIN.value, tr("Plain and polite")),
        (Tone.FRIENDLY.value, tr("Warm and friendly")),
        (Tone.BRIEF.value, tr("Short and to the point")),
    ]


def spoken_here(locale: str) -> str:
    """Return all languages of the bot, that of the computer's `locale` ("de_AT") first."""
    return ",".join(sorted(LANGUAGES, key=lambda code: code != locale.partition("_")[0]))


def sample_answer(tone: str) -> str:
    """Return how an answer sounds in the tone."""
    words = {
        Tone.FRIENDLY.value: tr("Yes, good news: it is in stock."),
        Tone.BRIEF.value: tr("Yes, in stock."),
    }
    return words.get(tone, tr("Yes, it is in stock."))


def language(code: str) -> str:
    """Return the name of a language; a code that has none stands for itself."""
    words = {
        "en": tr("English"),
        "de": tr("German"),
        "es": tr("Spanish"),
        "fr": tr("French"),
        "it": tr("Italian"),
        "pt": tr("Portuguese"),
        "nl": tr("Dutch"),
        "ja": tr("Japanese"),
        "ko": tr("Korean"),
        "zh": tr("Chinese"),
        "ar": tr("Arabic"),
        "cs": tr("Czech"),
        "multilingual": tr("many"),
    }
    return words.get(code, code)


def address(text: str) -> str:
    """Return a web address with its https://."""
    return f"https://{text}" if text and "://" not in text else text


def origin(line: str) -> str:
    """Return the site of a web address: "shop.example/about" is "https://shop.example"."""
    text = address(line.strip())
    parts = urlsplit(text)
    if parts.scheme and parts.netloc and not re.search(r"\s", text):
        return f"{parts.scheme.lower()}://{parts.netloc.lower()}"
    return text


def reached_at(shop: Shop, url: str) -> str:
    """Return where customers reach the bot: at the address the owner named, else at this computer's `url`."""
    return shop.public_url or url


def snippet(url: str, shop_id: str) -> str:
    """Return what the owner pastes into the website."""
    return f'<script src="{url}/widget.js" data-shop="{shop_id}" async></script>'


def chat_page(url: str, shop_id: str) -> str:
    return f"{url}/shops/{shop_id}/chat"
