"""The places of a shop that keep hours of their own: its branches, a café, a workshop.

One page tells them: the one whose lines cover the most weekdays. Its headings name the places; a line may
name one itself ("The Trowel, our cafe: Wednesday to Sunday"). What a line says for a holiday, a month or the
first Wednesday is an exception, and the general hours are not said in its stead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from appliance.answers import text
from appliance.answers.calendar import When, comes_again, concerns, is_exception, of_any_holiday
from appliance.answers.hours import CLOSED_OR_OPEN, OTHER_HOURS, day_groups, told_of
from appliance.answers.language import Lexicon
from appliance.answers.policy import Page

_PLAIN = frozenset(
    text.tokens(
        "shop shops store stores branch branches place main our your the a an and of in at on with to one for"
        " us we visit find finding contact where opening hours hour open trading times day days date shopping"
        " info phone tel telephone email mail address street road lane st rd only is are tag tage uhr laden"
        " geschäft filiale magasin boutique tienda öffnungszeiten horaires horario"
    )
)
"""Words that tell no place of a shop from another."""


@dataclass(frozen=True)
class Line:
    """A sentence of the page that tells hours, the page it stands on, and the names of the places meant."""

    text: str
    page: Page
    places: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """A place with hours of its own: as it is headed, the words that name it and no other, the lines of every
    week, all lines below its name. `part`: named by a line only, as a café inside of a shop is.
    `days`: the weekdays that its lines tell of."""

    name: str
    words: frozenset[str]
    weekly: tuple[Line, ...]
    lines: tuple[Line, ...] = ()
    part: bool = False
    days: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Branches:
    """All places of a shop, the main one first, and the exceptions of its page in reading order."""

    places: tuple[Place, ...] = ()
    exceptions: tuple[Line, ...] = ()

    def named(self, words: Sequence[str]) -> tuple[Place, ...]:
        """Return the places that a question names."""
        return tuple(
            place
            for place in self.places
            if len(self.places) > 1 and any(text.alike(word, own) for word in words for own in place.words)
        )

    def others(self, than: Sequence[Place]) -> tuple[Place, ...]:
        """Return the shops that are none of these: "and your other shop?"."""
        return tuple(place for place in self.shops() if place not in than)

    def shops(self) -> tuple[Place, ...]:
        """Return the places that are meant when none is named: not the market stall of a Saturday."""
        whole = [place for place in self.places if not place.part] or list(self.places)
        most = max((len(place.days) for place in whole), default=0)
        return tuple(place for place in whole if 2 * len(place.days) >= most)

    def also(self, place: Place, days: frozenset[int]) -> list[Line]:
        """Return the exceptions that come again on these weekdays at a place: a first Wednesday, a season."""
        return [
            line for line in self.exceptions if place.name in line.places and comes_again(line.text, days)
        ]

    def special(self, when: When, asked: Sequence[Place]) -> list[Line]:
        """Return the exceptions for the days asked about, those of other places left out."""
        ours = {place.name for place in asked}
        mine = [line for line in self.exceptions if not ours or not line.places or line.places & ours]
        direct = [line for line in mine if concerns(line.text, when)]
        told = frozenset().union(*(line.places for line in direct))
        if direct and (not ours or not told or ours <= told):
            return direct
        return [line for line in mine if line in direct or of_any_holiday(line.text, when)]


def branches(pages: Sequence[Page], address: str, words: Lexicon) -> Branches:
    """Return the places of a shop by its pages; `address` is the profile's and tells the main one."""
    home = _home(pages, words)
    found: dict[str, Place] = {}
    for page in home:
        section = page.passage.heading.rpartition(" › ")[2] or page.title
        if OTHER_HOURS.search(_bare(section)):
            continue
        for said in text.sentences(page.passage.text):
            line = Line(said.lstrip("-*• "), page)
            weekly = _is_weekly(line.text, words)
            own = _named_in(line.text, words) if weekly else ""
            name = own or section
            place = found.get(name, Place(name, frozenset(), (), (), bool(own)))
            told = (*place.weekly, line) if weekly else place.weekly
            days = frozenset(day for day in range(7) if weekly and told_of(day, line.text, words))
            lines = (*place.lines, line)
            found[name] = replace(place, weekly=told, lines=lines, days=place.days | days)
    places = _told_apart([place for place in found.values() if place.weekly])
    places.sort(key=lambda place: (place.part, -len(_words(place) & set(text.tokens(address)))))
    return Branches(tuple(places), tuple(_exceptions(home, places)))


def _home(pages: Sequence[Page], words: Lexicon) -> list[Page]:
    """Return the passages of the document that tells the most weekdays, in reading order."""
    days: dict[str, set[int]] = {}
    for page in pages:
        for line in text.sentences(page.passage.text):
            if _is_weekly(line, words):
                covered = {day for group in day_groups(line, words) for day in group.days}
                days.setdefault(page.document, set()).update(covered)
    home = max(days, key=lambda document: len(days[document]), default="")
    return sorted((page for page in pages if page.document == home), key=lambda page: _number(page.id))


def _number(page: str) -> int:
    found = re.search(r"(\d+)$", page)
    return int(found.group(1)) if found else 0


def _is_weekly(line: str, words: Lexicon) -> bool:
    if OTHER_HOURS.search(line) or is_exception(line):
        return False
    return any(told_of(day, line, words) for day in range(7))


def _named_in(line: str, words: Lexicon) -> str:
    """Return the place that a line names before its days: "The Trowel, our cafe at the Yard"."""
    groups = day_groups(line, words)
    before = line[: groups[0].start].rstrip() if groups else ""
    name = before.rstrip(":–- ")
    telling = [word for word in text.tokens(name) if word not in _PLAIN]
    return name if before.endswith((":", "–", "-")) and telling and len(name) <= 60 else ""


def _words(place: Place) -> set[str]:
    """Return the words of a place's name and of the lines before its hours, its address among them."""
    named = [place.name]
    if not place.part:
        for line in place.lines:
            if line in place.weekly:
                break
            named.append(line.text)
        named += [line.text for line in place.weekly[:1] if not _starts_with_days(line.text)]
    said = text.tokens(" ".join(named))
    return {word for word in said if len(word) > 2 and not word[0].isdigit() and word not in _PLAIN}


def _starts_with_days(line: str) -> bool:
    return bool(re.match(r"\w+ ?(?:to|-|–|:|\d|and|bis|à|a)", line))


def _told_apart(places: Sequence[Place]) -> list[Place]:
    """Return the places with the words that name one of them only."""
    told = [_words(place) for place in places]
    whole = set().union(*(words for place, words in zip(places, told, strict=True) if not place.part))
    told = [words - whole if place.part else words for place, words in zip(places, told, strict=True)]
    counts = {word: sum(word in words for words in told) for words in told for word in words}
    return [
        replace(place, words=frozenset(word for word in words if counts[word] == 1 and not _is_time(word)))
        for place, words in zip(places, told, strict=True)
    ]


def _is_time(word: str) -> bool:
    return bool(
        re.fullmatch(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|closed|open|noon|weekdays?", word)
    )


def _exceptions(home: Sequence[Page], places: Sequence[Place]) -> list[Line]:
    """Return the lines for holidays, months and the like. A sentence without a place speaks of the one that
    the sentence before it in the same paragraph names, or that it stands under."""
    found = []
    for page in home:
        under = frozenset(
            place.name
            for place in places
            if any(line.page is page for line in place.weekly) and not place.part
        )
        if OTHER_HOURS.search(_bare(page.passage.heading.rpartition(" › ")[2])):
            continue
        for paragraph in page.passage.text.splitlines():
            inherited = under
            for said in text.sentences(paragraph):
                named = _places_in(said, places)
                inherited = named or inherited
                if is_exception(said) and CLOSED_OR_OPEN.search(said) and not OTHER_HOURS.search(said):
                    found.append(Line(said.lstrip("-*• "), page, inherited))
    return found


def _places_in(said: str, places: Sequence[Place]) -> frozenset[str]:
    if re.search(r"(?i)\b(?:both|all shops|all stores|beide|alle|les deux|ambas|ambos)\b", said):
        return frozenset(place.name for place in places)
    bag = set(text.tokens(said))
    return frozenset(place.name for place in places if place.words & bag)


def card(place: Place) -> tuple[Line, ...]:
    """Return the lines between a place's name and its hours: its address, its number."""
    end = next((n for n, line in enumerate(place.lines) if line in place.weekly), 0)
    return () if place.part else place.lines[:end]


def called(place: Place) -> set[str]:
    """Return every word of a place's name and of its lines before the hours, its street among them."""
    return set(text.tokens(" ".join([place.name, *(line.text for line in card(place))])))


def display(name: str) -> str:
    """Return a place's name as it is said: "ROCKLAND (the Boathouse)" is Rockland."""
    plain = _bare(name).rstrip(".: ")
    return plain.title().replace("'S", "'s") if plain.isupper() else plain


def _bare(name: str) -> str:
    return re.sub(r"\s*\([^()]*\)$", "", name)
