"""Personal information: found where it can be told for sure, masked but for the shop's own details.

Phones by Google's numbering plans (`phonenumbers`); numbers with a checksum by their checksum; the rest by
shape and by the words before it. presidio-analyzer would bring spaCy: 390 MB on disk, 2.5 s and 96 MB to
start, for recognisers that are a pattern and a checksum each. Names of people are not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from appliance.core.schemas import Shop
from appliance.guard import pii_numbers, pii_places, pii_secrets


@dataclass(frozen=True, slots=True)
class Personal:
    """One piece of personal information: what it is, and its half-open range in the text looked at."""

    kind: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with each finding replaced by its kind in brackets. Spans are those of the text before."""

    text: str
    findings: tuple[Personal, ...]

    def move(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a range of the text before stands now; a range inside a mask grows to the mask."""
        return self._move(span[0], end=False), self._move(span[1], end=True)

    def _move(self, position: int, *, end: bool) -> int:
        shift = 0
        for finding in self.findings:
            label = len(_label(finding.kind))
            start, stop = finding.span
            if position >= stop:
                shift += label - (stop - start)
            elif position > start:
                return start + shift + (label if end else 0)
        return position + shift


@dataclass(frozen=True)
class Own:
    """What belongs to the shop and stays readable: exact details, and the domains of its addresses."""

    details: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    def has(self, kind: str, value: str) -> bool:
        plain = key(value)
        if kind == "e-mail address" and value.rpartition("@")[2].casefold() in self.domains:
            return True
        return len(plain) >= _SHORTEST_KEY and any(
            plain in detail or detail in plain for detail in self.details
        )


def own_details(shop: Shop) -> Own:
    """Return the contact details that the shop's profile names."""
    stated = (shop.contact, shop.phone, shop.address)
    found = [value for text in stated if text for value in (text, *_values(text))]
    hosts = [site.split("//")[-1].split("/")[0].split(":")[0] for site in (shop.website, *shop.sites)]
    addresses = [value for value in found if "@" in value and " " not in value]
    domains = {host.removeprefix("www.").removeprefix("*.").casefold() for host in hosts if host}
    domains |= {address.rpartition("@")[2].casefold() for address in addresses} - _FREE_MAIL
    return Own(
        frozenset(entry for entry in map(key, found) if len(entry) >= _SHORTEST_KEY), frozenset(domains)
    )


_SHORTEST_KEY = 6
_FREE_MAIL = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "yahoo.com",
        "icloud.com",
        "me.com",
    }
    | {
        "aol.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "proton.me",
        "protonmail.com",
        "bigpond.com",
        "bigpond.net.au",
    }
    | {"optusnet.com.au", "qq.com", "163.com", "mail.ru"}
)
"""Domains whose addresses tell nothing about whose they are."""


def find(text: str, region: str = "AU") -> tuple[Personal, ...]:
    """Return what is found, in order and without overlaps. `region` is where numbers without a country
    code belong (ISO 3166)."""
    taken: list[Personal] = []
    for kind, recogniser in _recognisers():
        for span in recogniser(text, region):
            if not any(span[0] < other.span[1] and other.span[0] < span[1] for other in taken):
                taken.append(Personal(kind, span))
    return tuple(sorted(taken, key=lambda finding: finding.span))


def mask(text: str, keep: Own | None = None, *, shop_speaks: bool = False, region: str = "AU") -> Masked:
    """Return the text with everything personal masked that is not in `keep`.

    With `shop_speaks` (the shop's own documents) details that the text itself calls the shop's stay:
    "call us on", "our store", info@, 1300 numbers.
    """
    return blot(text, foreign(text, find(text, region), keep or Own(), shop_speaks=shop_speaks))


def foreign(
    text: str, findings: Iterable[Personal], own: Own, *, shop_speaks: bool = False
) -> tuple[Personal, ...]:
    """Return the findings that are not the shop's."""
    return tuple(
        finding
        for finding in findings
        if not own.has(finding.kind, text[slice(*finding.span)])
        and not (shop_speaks and pii_places.is_the_shops(text, finding.kind, finding.span))
    )


def blot(text: str, findings: tuple[Personal, ...]) -> Masked:
    """Return the text with these findings masked."""
    parts, at = [], 0
    for finding in findings:
        parts += [text[at : finding.span[0]], _label(finding.kind)]
        at = finding.span[1]
    return Masked("".join([*parts, text[at:]]), findings)


def _label(kind: str) -> str:
    return f"[{kind}]"


def key(value: str) -> str:
    """Return letters and digits only, an Australian number in its national form."""
    plain = re.sub(r"[\W_]", "", value.casefold())
    return re.sub(r"^(?:0011|00)?61(?=\d{9}$)", "0", plain)


def _values(text: str) -> Iterator[str]:
    for finding in find(text):
        yield text[slice(*finding.span)]


Recogniser = Callable[[str, str], Iterable[tuple[int, int]]]


@lru_cache(maxsize=1)
def _recognisers() -> tuple[tuple[str, Recogniser], ...]:
    """Return the recognisers, the surest first: the first to claim a range keeps it."""
    return (
        ("password", pii_secrets.passwords),
        ("access key", pii_secrets.access_keys),
        ("e-mail address", pii_places.emails),
        ("IBAN", pii_numbers.ibans),
        ("card number", pii_numbers.cards),
        ("bank account", pii_numbers.bank_accounts),
        ("Medicare number", pii_numbers.medicare),
        ("ABN", pii_numbers.abns),
        ("tax file number", pii_numbers.tfns),
        ("ACN", pii_numbers.acns),
        ("driver's licence", pii_numbers.licences),
        ("passport", pii_numbers.passports),
        ("IP address", pii_places.ip_addresses),
        ("phone number", pii_places.phones),
        ("address", pii_places.addresses),
        ("date of birth", pii_numbers.births),
    )
