"""Where somebody can be reached: e-mail, phone, street and IP addresses; and which of them are the shop's."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from collections.abc import Iterator

from appliance.guard import pii_branches
from appliance.guard.pii_numbers import NOT_PERSONAL_WORDS

Span = tuple[int, int]

_EMAIL = re.compile(
    r"(?i)(?<![\w.+-])[\w+-][\w.+-]{0,63}(?:@|\s?[(\[]\s?(?:at|@)\s?[)\]]\s?)(?:[^\W_][\w-]{0,62}(?:\.|\s?[(\[]\s?dot\s?[)\]]\s?)){1,5}[a-z]{2,24}\b"
)
_MAY_BE_PHONE = re.compile(r"(?:\d[\s().\-/]{0,2}){6,}\d")
_PRICE = re.compile(r"\d{1,4}\.\d\d")
_NO_PHONE_BEFORE = re.compile(
    rf"(?i)(?:\b(?:{NOT_PERSONAL_WORDS}|version|gst|tfn|acn|abn)\w*\b"
    r"[\s.:#-]*(?:no|nr|number|num|nummer|id|code|is|my)?[\s.:#]*(?:is)?\s*|[#№$€£])$"
)
_AUSTRALIAN = re.compile(
    r"(?<![\w.+-])(?:(?:\+?61[ -]?|0)4\d{2}[ -]?\d{3}[ -]?\d{3}|\(0[2378]\) ?[2-9]\d{3}[ -]?\d{4}"
    r"|0[2378][ -][2-9]\d{3}[ -]\d{4})(?![\w-]|\.\d)"
)
"""Mobiles, and landlines written as people write them: ranges are handed out faster than tables follow."""
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:){2,7}(?::?[0-9A-Fa-f]{1,4}){1,6}(?![\w:])")
_VERSION = re.compile(
    r"(?i)\b(?:version|ver|v|firmware|release|build|software|update|section|clause)[\s.:#]*$"
)

_SURE = "street|st|avenue|ave|boulevard|blvd|highway|hwy"
_UNSURE = (
    "road|rd|drive|dr|court|ct|place|pl|lane|ln|way|close|cl|bvd|crescent|cres|parade|pde|terrace|tce|circuit|cct|square|sq|esplanade"
    "|grove|gr|rise|walk|mews|quay|promenade"
)
_STATE = (
    r"(?:nsw|vic|qld|sa|wa|tas|act|nt|new south wales|victoria|queensland|south australia|western australia"
    r"|tasmania)"
)
_TAIL = (
    rf"(?:,?\s+[A-Za-z][A-Za-z'’-]+){{1,3}},?\s+(?:{_STATE},?\s+)?\d{{4}}\b"
    rf"|,?\s+{_STATE}\b(?:,?\s+\d{{4}}\b)?|,?\s+\d{{4}}\b"
)
_UNIT = r"(?:(?:unit|apt|apartment|flat|suite|level|shop|lot)\s+\w{1,5}\s*[,/]?\s*)?"
_NUMBER = r"\d{1,5}[A-Za-z]?(?:\s?[/-]\s?\d{1,5}[A-Za-z]?)?"
_NAME = r"(?:(?!\d)[\w'’.-]+\s+){1,3}?"
_PROPER = r"(?:[A-Z][\w'’.-]+\s+){1,3}?"
_SUBURB = r"(?:,\s+[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?)?"

_SURE_STREET = re.compile(rf"\b(?i:{_UNIT}){_NUMBER}\s+{_PROPER}(?i:{_SURE})\b\.?(?i:{_TAIL})?{_SUBURB}")
_FULL_STREET = re.compile(rf"(?i)\b{_UNIT}{_NUMBER}\s+{_NAME}(?:{_SURE}|{_UNSURE})\b\.?(?:{_TAIL})")
_STREET = re.compile(rf"(?i)\b{_UNIT}{_NUMBER}\s+{_NAME}(?:{_SURE}|{_UNSURE})\b\.?(?-i:{_SUBURB})")
_AT = re.compile(
    r"(?i)(?:\b(?:live|living|address|addr|deliver(?:y|ed)?|ship(?:ped|ping)?|send|sent|post|located|move[d]?|moving"
    r"|reside|residing|home|house)\b[^.?!\n]{0,30}|\bi(?:'m| am) (?:at|in) )$"
)
_PO_BOX = re.compile(rf"(?i)\b(?:p\.?\s?o\.?|gpo|post office)\s+box\s+\d{{1,6}}\b(?:{_TAIL})?")
_GERMAN = re.compile(
    r"\b[A-ZÄÖÜ][a-zäöüß-]+(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring)\s+\d{1,4}\s?[a-z]?\b"
    r"(?:,?\s+\d{5}\s+[A-ZÄÖÜ][\wäöüß-]+)?"
)
_FRENCH = re.compile(
    r"\b\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|boulevard|place|chemin|impasse|allée|quai)\s+"
    r"(?:(?:de la|de l['’]|du|des|de|d['’])\s*)?[A-ZÀ-Ý][\w'’-]+(?:\s+[A-ZÀ-Ý][\w'’-]+){0,2}"
    r"(?:,?\s+\d{5}\s+[A-ZÀ-Ý][\w'’-]+)?"
)
_SPANISH = re.compile(
    r"\b(?:Calle|Avenida|Avda\.|Av\.|C/|Plaza|Paseo)\s*(?:(?:de|del|de la|de los)\s+)?[A-ZÁÉÍÓÚÑ][\w'-]+"
    r"(?:\s+[\w'-]+){0,3}?,?\s+(?:n[º°o.]*\s*)?\d{1,4}\b(?:,?\s+\d{5}\s+[A-ZÁÉÍÓÚÑ]\w+)?"
)

_OURS = re.compile(
    r"(?i)\b(?:us|our|ours|we|store|shop|showroom|warehouse|head office|studio|workshop|contact"
    r"|support|enquir(?:y|ies)|customer (?:service|care|support)|returns? (?:to|address|department)"
    r"|uns|unser\w*|wir|laden"
    r"|kundenservice|nuestr\w+|tienda|nous|notre|boutique|magasin)\b[^?!\n]{0,40}$"
)
_ROLE = re.compile(
    r"(?i)^(?:hello|hi|info|support|sales|returns?|refunds?|contact|service|customer-?(?:service|care)|orders?|help"
    r"|shop|store|enquir(?:y|ies)|office|admin|team|privacy|accounts?|billing|warranty|repairs?|kontakt|bestellung"
    r"|hola|ayuda|bonjour|aide|mail|care|press|wholesale)@"
)
_BUSINESS_LINE = re.compile(r"^\D*(?:\+?61\s?)?1[38]00\b|^\D*13\s?\d\d\s?\d\d\D*$")


def emails(text: str, _region: str) -> Iterator[Span]:
    if "@" in text or "at" in text.lower():
        yield from (match.span() for match in _EMAIL.finditer(text))


def phones(text: str, region: str) -> Iterator[Span]:
    """Numbers that exist in a numbering plan, unless the words before call them something else."""
    if not _MAY_BE_PHONE.search(text):
        return
    import phonenumbers

    for match in phonenumbers.PhoneNumberMatcher(text, region):
        if _PRICE.fullmatch(match.raw_string):
            continue
        international = match.raw_string.startswith("+")
        if international or not _named_otherwise(text, match.start):
            yield match.start, match.end
    if region == "AU":
        yield from (m.span() for m in _AUSTRALIAN.finditer(text) if not _named_otherwise(text, m.start()))


def _named_otherwise(text: str, start: int) -> bool:
    return bool(_NO_PHONE_BEFORE.search(text[max(0, start - 32) : start]))


def ip_addresses(text: str, _region: str) -> Iterator[Span]:
    """Public addresses: a router's 192.168.1.1 is nobody's, and 2.4.1.0 after "firmware" is a version."""
    for pattern in (_IPV4, _IPV6):
        for match in pattern.finditer(text):
            with contextlib.suppress(ValueError):
                is_version = _VERSION.search(text[max(0, match.start() - 24) : match.start()])
                if ipaddress.ip_address(match.group()).is_global and not is_version:
                    yield match.span()


def addresses(text: str, _region: str) -> Iterator[Span]:
    """Street addresses and post boxes. "2 Rocky Road" needs a place behind it or words before it."""
    for pattern in (_PO_BOX, _FULL_STREET, _SURE_STREET, _GERMAN, _FRENCH, _SPANISH):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _STREET.finditer(text):
        if _AT.search(text[max(0, match.start() - 48) : match.start()]):
            yield match.span()


def is_the_shops(text: str, kind: str, span: Span) -> bool:
    """Whether a document of the shop presents this detail as its own."""
    value = text[slice(*span)]
    if kind == "e-mail address" and _ROLE.match(value):
        return True
    if kind == "phone number" and _BUSINESS_LINE.match(value):
        return True
    if kind in ("phone number", "address") and pii_branches.opens_here(text, span):
        return True
    reachable = kind in ("e-mail address", "phone number", "address", "ABN", "ACN")
    return reachable and bool(_OURS.search(text[max(0, span[0] - 60) : span[0]]))
