"""Tables of documents become lines that stand alone: which rows are headings, what merged cells cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile, zip_longest
from typing import Literal

from appliance.catalogue import headers

_FIGURE = re.compile(r"\d")
_BEGINS = re.compile(r"\W*\d")
_MONEY = re.compile(r"[€£$¥]|\b(?:EUR|USD|GBP|AUD|CAD|NZD|CHF|PLN)\b")
_STATED = re.compile(
    r"(?i)[-–—✓✔✗✘x]|n/?a|closed|free|yes|no|none|geschlossen|ruhetag|kostenlos|gratis|frei|ja|nein"
    r"|fermé|gratuit|offert|oui|non|cerrado|gratuito|sí|si|chiuso|gesloten|nee"
    r"|fechado|grátis|sim|não|zamknięte|nieczynne|tak|nie"
)
"""What a cell says of its row, where a heading would name a column."""
_DAY = re.compile(
    r"(?i)(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
    r"|(?:mo|di|mi|do|fr|sa|so)\b|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?\b"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di\b|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag\b|segunda|terça|quarta|quinta|sexta"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela"
)
_SIZE = re.compile(
    r"(?i)sizes?|größen?|tailles?|pointures?|tallas?|taglie|taglia|ma(?:at|ten)|tamanhos?|rozmiar"
)
_MEASURE = re.compile(
    r"(?i)\b(?:hours?|opening|times?|open|days?|price|prices|costs?|rates?|fees?|charges?|postage|delivery|shipping|warranty"
    r"|guarantee|period|weight|length|width|height|qty|quantity|stock|discount|phone|from|until"
    r"|uhrzeit|zeit|zeiten|geöffnet|tage?|preise?|kosten|gebühr|versand|lieferzeit|lieferung|garantie|frist|gewicht|länge"
    r"|breite|höhe|menge|rabatt|telefon|heures?|horaires?|délais?|prix|tarifs?|frais|livraison|poids|durée|quantité"
    r"|horas?|horarios?|plazo|precios?|coste?|envío|garantía|peso|orari?o?|prezz[oi]|tariff[ae]|spedizione|consegna"
    r"|uren|tijden|openingstijden|prijs|prijzen|levertijd|preços?|prazo|godziny|cena|ceny|koszt|dostawa"
    r"|chest|bust|waist|hips?|sleeve|inseam|foot|volume|capacity|age|inhalt|brust|taille|hüfte|alter|poitrine|hanches"
    r"|pecho|cintura|cadera|torace|vita|fianchi)\b"
    r"|\w*(?:zeit|zeiten|preis|kosten|gebühr|garantie|dauer)\b"
)
"""What a heading over figures names; "Oak" above "80 cm" is itself what its row says."""

Marked = Literal["heading", "strong", ""]


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell, told from others by being the same object: a merged cell stands at every place it covers.

    `marked` says how the file sets it apart: as a heading of columns, or only by bold type.
    """

    text: str
    marked: Marked = ""


Row = Sequence[Cell]


def lines(rows: Sequence[Row], *, doubted: bool = False) -> list[str]:
    """Return the table's rows as lines: "Day: Monday; Hours: 9 to 5" with headings, "Monday: 9 to 5" without.

    Headings that the file marks are believed unless `doubted`, as where a format has no table without them;
    an unmarked first row is taken for headings only if it reads like them. No row is lost.
    """
    rows = [row for row in rows if any(cell.text for cell in row)]
    heads = _heads(rows, doubted)
    read = [cell.text for row in rows[:heads] if (cell := _only(row)) is not None]  # a title over all columns
    names = _names([row for row in rows[:heads] if _only(row) is None])
    for row, following in zip_longest(rows[heads:], rows[heads + 1 :], fillvalue=()):
        if heads and _begins_anew(row, following):
            names = _names([row])
        else:
            read.append(_line(names, row))
    return read


def _heads(rows: Sequence[Row], doubted: bool) -> int:
    """Return how many of the first rows are headings."""
    if len(rows) < 2:
        return 0
    marked = len(list(takewhile(_is_marked, rows)))
    if marked == len(rows):
        marked = 0
    elif marked and not doubted:
        return marked if _width(rows[:marked]) > 1 else 0
    if _only(rows[0]) is not None:  # a title over the table
        below_title = _heads(rows[1:], doubted)
        return 1 + below_title if below_title else 0
    strong = 1 + len(list(takewhile(_is_further_heading, rows[1:]))) if _is_strong(rows[0]) else 0
    claimed = marked or (strong if strong < len(rows) else 0)
    first, below = [cell.text for cell in rows[0]], [[cell.text for cell in row] for row in rows[1:]]
    if len(first) < 2 or _is_said_of_a_row(first, below, bool(claimed)):
        return 0
    return claimed or int(_reads_like_headings(first, below))


def _begins_anew(row: Row, following: Row) -> bool:
    """Return whether a row within a table heads those below it; a total in heading's type does not."""
    if len(row) < 2 or _only(row) is not None or not following or _is_marked(following):
        return False
    return _is_marked(row) and not any(_has_value(cell.text) for cell in row)


def _is_marked(row: Row) -> bool:
    return all(cell.marked == "heading" for cell in row)


def _is_strong(row: Row) -> bool:
    """Return whether a row of several words is all in bold: one word alone is a title among the rows."""
    texts = [cell for cell in row if cell.text]
    return all(cell.marked for cell in texts) and (len(texts) > 1 or not row[0].text)


def _is_further_heading(row: Row) -> bool:
    return _is_strong(row) and not any(_has_value(cell.text) for cell in row)


def _only(row: Row) -> Cell | None:
    """Return the one cell that covers all columns of a row of several."""
    return row[0] if len(row) > 1 and all(cell is row[0] for cell in row) else None


def _width(rows: Sequence[Row]) -> int:
    return max(map(len, rows))


def _is_said_of_a_row(first: list[str], below: list[list[str]], claimed: bool) -> bool:
    """Return whether a first row says things of its own: a price, hours, "closed", or a day before them.
    A heading that is `claimed` to be one may hold figures behind words ("F1", "of 12")."""
    if _has_corner(first, below):
        return False
    if is_day(first[0]) and any(is_day(row[0]) for row in below):
        return True
    holds = _is_value if claimed else _has_value
    return any(holds(text) and not _names_steps(index, first, below) for index, text in enumerate(first))


def _has_corner(first: list[str], below: list[list[str]]) -> bool:
    """Return whether only the first row has no name before it."""
    return not first[0] and all(row[0] for row in below)


def is_day(text: str) -> bool:
    """Return whether a text begins with a day of the week."""
    return _DAY.match(text) is not None


def _has_value(text: str) -> bool:
    return bool(_FIGURE.search(text) or _STATED.fullmatch(text))


def _is_value(text: str) -> bool:
    """Return whether a text is a value all over: it begins with its figure, or is a price."""
    return _has_value(text) and bool(_BEGINS.match(text) or _MONEY.search(text) or _STATED.fullmatch(text))


def _names_steps(index: int, first: list[str], below: list[list[str]]) -> bool:
    """Return whether a value may yet be a heading: the number in "No", a size behind "Size", a figure that is
    no price over prices ("up to 2 kg" over "£3.95")."""
    if index == 0:
        return not _FIGURE.search(first[0])
    if _MONEY.search(first[index]) or _STATED.fullmatch(first[index]):
        return False
    column = [row[index] for row in below if index < len(row) and row[index]]
    return bool(_SIZE.fullmatch(first[0])) or (bool(column) and all(map(_MONEY.search, column)))


def _reads_like_headings(first: list[str], below: list[list[str]]) -> bool:
    """Return whether names stand over figures, or two columns are called as a product list calls them."""
    if headers.known(first) > 1 or _has_corner(first, below):
        return True
    figures = [index for index in range(1, len(first)) if first[index] and _is_over_figures(index, below)]
    if len(first) == 2:
        return bool(figures) and _MEASURE.search(first[1]) is not None
    return bool(figures) and all(first)


def _is_over_figures(index: int, below: list[list[str]]) -> bool:
    column = [row[index] for row in below if index < len(row) and row[index]]
    return bool(column) and sum(map(_has_value, column)) > len(column) / 2


def _names(rows: Sequence[Row]) -> list[str]:
    """Return the name of each column: its headings from top to bottom, each said once."""
    width = _width(rows) if rows else 0
    columns = ([row[index] for row in rows if index < len(row)] for index in range(width))
    return [" ".join(cell.text for cell in dict.fromkeys(column) if cell.text) for column in columns]


def _line(names: list[str], row: Row) -> str:
    if _only(row) is not None:
        return row[0].text
    if not any(names):
        texts = [cell.text for cell in dict.fromkeys(row) if cell.text]
        return (": " if len(texts) == 2 else "; ").join(texts)
    parts = [(cell, _said_of(names, places)) for cell, places in _places(row) if cell.text]
    return "; ".join(f"{name}: {cell.text}" if name else cell.text for cell, name in parts)


def _places(row: Row) -> Iterator[tuple[Cell, list[int]]]:
    """Yield each cell with the columns that it covers."""
    for _, run in groupby(enumerate(row), key=lambda place: id(place[1])):
        covered = list(run)
        yield covered[0][1], [index for index, _ in covered]


def _said_of(names: list[str], places: list[int]) -> str:
    return ", ".join(dict.fromkeys(names[index] for index in places if index < len(names) and names[index]))
