"""Which addresses and phone numbers of a shop's page are those of its branches.

A place that says when it is open invites the public: what heads or follows its opening hours is the shop's,
unless the lines around it speak of a person. A detail inside of running words may be anybody's.
"""

from __future__ import annotations

import re

Span = tuple[int, int]

LINES_BEFORE, LINES_AFTER = 6, 7
"""Lines of a block around a detail."""

_LABEL = (
    r"(?:(?:tele)?phone|tel|ph|fax|telefon|téléphone|tél|teléfono|telefono|address|adresse|dirección|indirizzo"
    r"|电话|地址)"
)
_TOWN = r"(?-i:\b\d{4,5} [A-ZÄÖÜÉ][\w'’-]+(?: (?:[a-zäöü]{1,3}|[A-ZÄÖÜÉ][\w'’-]+)){0,3})"
_LABELLED = re.compile(rf"(?i)(?:(?:^|[.;,:)|]|\d)[\s(]*{_LABEL}?|{_TOWN}\s+{_LABEL})\s*[.:：]?\s*$")
"""What stands before a detail on its line: nothing, the end of a sentence, another detail, a label; a town
with its postcode and a label, where a paragraph's lines were joined."""
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b|daily"
    r"|weekdays|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|werktags|täglich"
    r"|(?-i:\b(?:Mo|Di|Mi|Do|Fr|Sa|So)\b)|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes"
    r"|miércoles|jueves|viernes|sábados?|domingos?|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|(?:周|星期)[一二三四五六日天])"
)
_HOUR = r"\d{1,2}(?:[:.h]\d{2}|h)?\s*(?:[ap]\.?m\.?|uhr)?"
_OPEN = re.compile(
    rf"(?i){_WEEKDAY}[^\n!?\d]{{0,24}}{_HOUR}\s*(?:-|–|—|to|until|bis|à|al?|至|到)\s*{_HOUR}(?!\w)"
)
_OF_PEOPLE = (
    # who speaks or is addressed
    r"i|i'm|my|me|mine|dear|regards|sincerely|mr|mrs|ms|miss|ich|mein\w*|mir|herr|frau|liebe[rs]?|grüße\w*",
    r"je|ma|mes|moi|mon adresse|madame|monsieur|mme|cher|chère|yo|mis|mi (?:casa|dirección)|señora?|sra?",
    r"querid[oa]s?|saludos|your (?:shop|store|team|staff|service)",
    # who ordered, is sent or waits for something
    r"customer(?!s? (?:parking|service|care|support|toilet)|s)|recipient|ordered|(?:ship|send|sent)\w* to",
    r"(?:bill|deliver)\w* to|orders? (?:by|for|from|no|number|#?\d+)",
    r"kund(?:e|in|en)|bestellung|lieferung an|empfänger\w*|client\w*|livrer à|destinataire|pedido|enviar a",
    r"destinatari[oa]|preferred|call ?back|winner|resident|tenant|patient|lives?|born|private?",
    r"wohn(?:t|e|haft)",
    r"availab\w+:? (?:on |from |between )?(?:mon|tue|wed|thu|fri|sat|sun)\w*",
    # who is quoted
    r"reviews?|reviewed|testimonials?|wrote|writes|says|said|bewertung|avis|reseña",
)
_PERSON = re.compile(rf"(?i)\b(?:{'|'.join(_OF_PEOPLE)})\b|我|客户|顾客|先生|女士|[“”„«»\"★]")


def opens_here(text: str, span: Span) -> bool:
    """Return whether the detail at `span` stands in a block that tells opening hours and speaks of nobody."""
    lines = text.splitlines()
    before = text[: span[0]]
    at = before.count("\n")
    block = "\n".join(lines[max(0, at - LINES_BEFORE) : at + LINES_AFTER])
    labelled = _LABELLED.search(before.rpartition("\n")[2])
    return bool(labelled and _OPEN.search(block) and not _PERSON.search(block))
