"""Where this computer stands, as its own settings tell: the time zone, and the money used there."""

from __future__ import annotations

_UNSET = ("Etc/", "UTC", "GMT", "UCT", "Zulu", "Universal", "Greenwich")
"""What a machine that nobody told its place says."""


def time_zone() -> str:
    """Return the IANA name of this computer's time zone, or "" where it has none that is a place."""
    from babel.localtime import get_localzone

    try:
        zone = str(getattr(get_localzone(), "key", ""))
    except (LookupError, OSError, ValueError):
        return ""
    return "" if zone.startswith(_UNSET) or "/" not in zone else zone


def zone_of_country() -> str:
    """Return the time zone of the country that this computer's locale names, where it has one alone."""
    from babel.core import get_global

    country = _territory()
    zones = [zone for zone, territory in get_global("zone_territories").items() if territory == country]
    return zones[0] if len(zones) == 1 else ""


def currency(zone: str) -> str:
    """Return the ISO 4217 code of the money used in a time zone, else in the country of this computer's
    locale, or ""."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    territory = get_global("zone_territories").get(get_global("zone_aliases").get(zone, zone)) or _territory()
    found = get_territory_currencies(territory) if territory else []
    return found[0] if found else ""


def _territory() -> str:
    from babel.core import Locale, UnknownLocaleError, default_locale

    name = default_locale("LC_MONETARY")
    if not name or name.endswith("POSIX"):  # babel's reading of "C", which is no country
        return ""
    try:
        return Locale.parse(name).territory or ""
    except (UnknownLocaleError, ValueError):
        return ""
