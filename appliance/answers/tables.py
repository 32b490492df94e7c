"""Rows and columns of a page's table that a question is about: by the weight it names, by the place.

A cell that is priced for another weight or another country is not read out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from appliance.answers import places, text
from appliance.answers.measures import Measure, measures, spans
from appliance.answers.understand import Question

_ELSEWHERE = re.compile(
    r"(?<!\w)(?:rest|other|elsewhere|anywhere else|world|international|overseas|everywhere)"
)
_ABROAD = re.compile(
    rf"{_ELSEWHERE.pattern}|(?<!\w)(?:worldwide|abroad|outside|weltweit|ausland|ubrige|andere lander|etranger"
    r"|reste du|resto d|extranjero|estero)"
    r"|only (?:ship|deliver|send|post|within|in)|(?:ship|deliver|send|post)\w* (?:\w+ ){0,3}only"
    r"|nur (?:innerhalb|in|nach)|(?:liefern|versenden|verschicken) (?:wir )?nur|uniquement en|solo (?:en|in)"
)
"""What a line on delivery says of all countries that no line names."""
_EUROPEAN_UNION = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT"),
        *("LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
_OUTSIDE = re.compile(r"(?<!\w)(?:outside|ausserhalb|hors|fuera|fuori)(?!\w)[^.;,]*")


_ROW = re.compile(r"[^;|]+[;|][^;|]+")


def is_row(line: str) -> bool:
    """Return whether a line is a row of a table: cells with semicolons or bars between them."""
    return bool(_ROW.search(line))


def narrowed(line: str, question: Question) -> str:
    """Return a row without the cells for other weights and places; empty when the whole row is for others."""
    cells = _cells(line)
    if len(cells) < 2:
        return line
    weights = measures(question.folded)
    asked = asked_places(question)
    exact = any(asked & _keys(_label(cell)) for cell in cells)
    kept = []
    for cell in cells:
        label, value = _label(cell), cell.rpartition(":")[2]
        value = value if ":" in cell else cell
        if _outside(value, weights) or _other_postcode(text.fold(value), question.folded):
            return ""
        if not _outside(label, weights) and not _elsewhere(label, asked, exact):
            kept.append(cell)
    return "; ".join(kept)


def rows_asked_for(rows: Sequence[str], question: Question) -> list[int]:
    """Return which rows of one table the question names by a word of their first two cells: "a Labrador" is
    an example of one size. All of them when it names none, or no more of one than of another."""
    asked = _asked_words(question)
    told = [asked & _keywords(row) for row in rows]
    return [n for n, words in enumerate(told) if not any(words < other for other in told)]


def named_by(row: str, question: Question) -> bool:
    """Return whether the question names a row of a table by a word of its first two cells."""
    return bool(_asked_words(question) & _keywords(row))


def _asked_words(question: Question) -> frozenset[str]:
    """Return the stems a row may be named by: the question's content words and the regions of its places."""
    asked = {text.stem(word) for word in question.all_words if word not in question.lexicon.fillers}
    asked |= {text.stem(name) for word in question.all_words for name in places.wider(word)}
    return frozenset(word for word in asked if not word[0].isdigit())


def _keywords(row: str) -> frozenset[str]:
    """Return the stems of a row's first two cells without those of its columns' names."""
    cells = _cells(row)
    labels = {stem for cell in cells for stem in text.stems(_label(cell))}
    return frozenset(text.stems(" ".join(map(_value, cells[:2])))) - labels


def place_of(row: str) -> str:
    """Return the cell of a row that says which place it is for: the first that names one, else its first."""
    values = [_value(cell) for cell in _cells(row)]
    return next((value for value in values[:3] if _keys(text.fold(value))), values[0])


def begins(row: str) -> str:
    """Return the first cell of a row, which says what the row is for."""
    return _cells(row)[0]


def columns_of(row: str) -> tuple[str, ...]:
    """Return the names of a row's columns; rows of one table have the same."""
    return tuple(map(_label, _cells(row)))


_NEXT_CELL = re.compile(r"\s*[;|]\s*(?=[^;|:]{1,60}:\s)")
"""Where a cell with a label begins: "against leaks; dents excluded" is one."""


def _cells(row: str) -> list[str]:
    between = _NEXT_CELL if _NEXT_CELL.search(row) else re.compile(r"\s*[;|]\s*")
    return [cell.strip() for cell in between.split(row)]


def _value(cell: str) -> str:
    return cell.rpartition(":")[2].strip() if ":" in cell else cell


def names_other(line: str, asked: frozenset[str]) -> bool:
    """Return whether a text names places, and none of those asked for."""
    named = _keys(_US.sub("usa", text.fold(line)))
    return bool(named) and not named & asked and not _ELSEWHERE.search(text.fold(line))


_US = re.compile(r"(?<!\w)us(?!\w)")
"""The country, in a list of places; in what a customer writes it is most often a pronoun."""


_REST_OF = re.compile(r"(?<!\w)rest of")
"""What beside the shop's own country speaks of no other: "the rest of Australia"."""


def covers(line: str, asked: frozenset[str], home: str) -> int:
    """Return how a line covers the places asked for: 3 names one, 2 names Europe for one of the European
    Union, 1 speaks of all countries abroad, 0 not at all. `home` is the shop's own country."""
    named = _keys(_OUTSIDE.sub(" ", text.fold(line)))
    if named & asked:
        return 3
    if named & {"Europe", "EU"} and asked & _EUROPEAN_UNION:
        return 2
    if home in asked or (home in named and _REST_OF.search(text.fold(line))):
        return 0
    return int(bool(_ABROAD.search(text.fold(line))))


def asks_outside(folded: str) -> bool:
    """Return whether a folded question is about what lies outside a place."""
    return bool(_OUTSIDE.search(folded))


def asks_abroad(folded: str, home: str) -> bool:
    """Return whether a folded question is about other countries than the shop's own, `home`, and about none
    in particular."""
    outside = _OUTSIDE.search(folded)
    beyond_home = outside is not None and home in _keys(outside.group())
    return beyond_home or (bool(_ASKS_ABROAD.search(folded)) and not _keys(folded) - {home})


_ASKS_ABROAD = re.compile(
    r"(?<!\w)(?:abroad|overseas|international(?:ly)?|world-?wide"
    r"|(?:other|another|foreign|different) countr\w+"
    r"|outside (?:of )?(?:the|your) country|ausland|ander\w* land\w*|etranger|autres? pays|extranjero"
    r"|otros? pais\w*|estero|altr[io] paes\w*)(?!\w)|国外|海外|境外|其[他它]国家"
)
_NEW_ENGLAND = re.compile(r"(?<!\w)new england(?!\w)")
_AMERICAN = frozenset({"PR", "GU", "VI", "AS", "MP"})
"""Territories of the United States that have a country's code of their own."""


def abroad(line: str, home: str) -> int:
    """Return how a text speaks of other countries than `home`: 2 names one, 1 speaks of all, 0 not at all."""
    folded = _NEW_ENGLAND.sub(" ", text.fold(line))
    at_home = home in _keys(folded) or (home == "US" and _US.search(folded))
    if at_home and _REST_OF.search(folded):
        return 0
    ours = {home} | (_AMERICAN if home == "US" else set())
    return 2 if _keys(folded) - ours else int(bool(_ABROAD.search(folded)))


def asked_in(line: str, asked: frozenset[str]) -> bool:
    """Return whether a text names one of the places asked for."""
    return bool(_keys(text.fold(line)) & asked)


def _label(cell: str) -> str:
    return text.fold(cell.rpartition(":")[0])


def _outside(said: str, weights: frozenset[Measure]) -> bool:
    """Return whether a text names a range that none of the weights lies in. What weighs 2 kg goes as "up to
    2 kg", not as "2 to 15 kg"."""
    ranges = spans(said)
    same = [(span, weight) for span in ranges for weight in weights if weight[0] == span.kind]
    return bool(same) and not any(span.holds(weight) and weight[1] != span.low for span, weight in same)


_POSTCODE = re.compile(r"(?<!\w)([a-z]{1,2})(\d{1,2})(?!\w)")


def _other_postcode(value: str, asked: str) -> bool:
    """Return whether a row is for other postcodes: "BS9 to BS16" is not BS3."""
    found = re.search(r"(?<!\w)([a-z]{1,2})(\d{1,2})\s*(?:to|-|–)\s*(?:\1)?(\d{1,2})(?!\w)", value)
    if found is None:
        return False
    same = [int(number) for area, number in _POSTCODE.findall(asked) if area == found.group(1)]
    return bool(same) and not any(int(found[2]) <= number <= int(found[3]) for number in same)


def _elsewhere(label: str, asked: frozenset[str], exact: bool) -> bool:
    """Return whether a column is for another place than the one asked for."""
    named = _keys(label)
    if not asked or not (named or _ELSEWHERE.search(label)) or named & asked:
        return False
    return exact or not _ELSEWHERE.search(label)


def _keys(folded: str, *, towns: bool = False) -> frozenset[str]:
    """Return codes of the countries that a text names, by its towns too if wanted ("Time" is one in Norway);
    Northern Ireland has a code of its own."""
    northern = "northern ireland" in folded
    rest = folded.replace("northern ireland", " ").replace("great britain", "britain")
    rest = re.sub(r"(?<!\w)island(?!\w)", " ", rest)  # German for Iceland
    found = {code for name, code in places.named(rest) if towns or not places.is_city(name)}
    northern = northern or (
        towns and any("northern" in places.off_mainland(word) for word in text.tokens(rest))
    )
    return frozenset((found - {"GB"}) | {"GB-NIR"} if northern else found)


def delivered_to(question: Question) -> frozenset[str]:
    """Return codes of the countries that a question surely names: a word that is a town's by chance, as
    "standard" is, counts after "to" or "in" or with a capital."""
    folded, spelled = question.folded, question.text
    sure = {
        code
        for name, code in places.named(folded)
        if not places.is_city(name)
        or re.search(
            rf"(?<!\w)(?:to|in|into|near|from|nach|aus|vers|pour|for|a|en)\s{re.escape(name)}(?!\w)", folded
        )
        or re.search(rf"\w\s+{re.escape(name.title())}(?!\w)", spelled)
    }
    return asked_places(question) & (sure | {"GB-NIR"} if "GB" in sure else sure)


def asked_places(question: Question) -> frozenset[str]:
    """Return codes of the countries that a question names, not of one that it asks to be outside of."""
    return _keys(_OUTSIDE.sub(" ", question.folded), towns=True)
