"""Replies from the shop's pages and its profile: quoted lines, opening hours, how to reach the shop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from appliance.answers import branches, calendar, delivery, evidence, hours, policy, reading, text
from appliance.answers.attributes import implied
from appliance.answers.calendar import When
from appliance.answers.desk import Desk, page_source, reach
from appliance.answers.language import lexicon
from appliance.answers.reply import Reply
from appliance.answers.topics import POLICIES, Topic
from appliance.answers.understand import Question
from appliance.core.schemas import Shop

ASKS_WHERE = re.compile(
    r"where|address|locat|direction|visit|find you|(?:which|what) (?:street|road|suburb|town|city)\b"
    r"|\bwo\b|adresse|\bou\b|donde|direccion|哪|地址",
    re.IGNORECASE,
)


_REACHES = re.compile(
    rf"{ASKS_WHERE.pattern}|phone|telephone|\btel\b|number|\bring\b|\bcall\b|street|telefon|nummer|strasse|numero"
    r"|电话",
    re.IGNORECASE,
)
_TELLS_CONTACT = re.compile(r"[\d@]|\b(?:call|ring|phone|write|e-?mail|message|visit|form)\b", re.IGNORECASE)
"""What a line must say that tells how to reach somebody."""
_OPENS = re.compile(
    r"\b(?:open|opens|opening|close|closes|closed|shut)\b|geoffnet|\boffen\b|ouvert|ferme\b|abiert|abren|abris"
    r"|营业|开门",
    re.IGNORECASE,
)
_OTHER_PLACE = re.compile(
    r"\b(?:other|second) (?:shop|store|branch|place|location|one)\b"
    r"|andere[nrs]? (?:laden|geschaft|filiale|standort)|autre (?:magasin|boutique)|otra tienda|altro negozio"
)
SURELY_HOURS = 0.8
"""How sure meaning must be of that where the question names something else and nothing of opening."""
_FINDS_HOURS, _ALL_PAGES = "opening hours, address and phone number of our shops", 40
ASKS_WHEN = re.compile(r"\bwhen\b|what time|\bwann\b|\bquand\b|cuando|几点")


@dataclass(frozen=True)
class PageReplies(Desk):
    """Answers from the shop's pages, word for word."""

    def _policy(
        self,
        question: Question,
        *,
        whole: bool = False,
        saying: Topic | None = None,
    ) -> Reply | None:
        """Answer from the shop's pages, word for word; None when no line is good enough. `whole`: its passage
        must say nearly all that was asked, for it may be the price of something else. `saying`: it must speak
        of that topic."""
        pages = self._pages(question)
        if question.about(Topic.HOURS):
            opening = self._opening(question, pages)
            if opening:
                return opening
        if question.about(Topic.SHIPPING):
            abroad = delivery.foreign_place(question, pages, _country(self.shop))
            if abroad:
                return self._abroad(question, abroad, pages)
        branch = self._at_branch(question) if question.topics[:1] == (Topic.CONTACT,) else None
        if branch and not ASKS_WHEN.search(question.folded):
            return branch
        plain_contact = (
            question.topics == (Topic.CONTACT,)
            and not question.words
            and not ASKS_WHEN.search(question.folded)
        )
        found = None if plain_contact else self._quote(question, pages)
        if found is None or found.sure < policy.MIN_SURE or (whole and not _says_all(found.page, question)):
            return self._profile(question)
        if reading.surely_silent(question.text, found.headed):
            return self._profile(question)
        if question.topics[:1] == (Topic.CONTACT,) and not _TELLS_CONTACT.search(found.text):
            return self._profile(question)
        if saying in _SAID_BY_NAME and not question.lexicon.hears(saying.value, _folded(found.page)):
            return None
        return self._quoted(question, found)

    def _quote(self, question: Question, pages: Sequence[policy.Page]) -> policy.Quote | None:
        figures = question.about(Topic.PRICE, Topic.QUANTITY) or question.yes_no
        whole = None if figures else policy.overview(question, pages)
        return whole or policy.quote(question, pages, self.sense, _country(self.shop))

    def _quoted(self, question: Question, found: policy.Quote) -> Reply:
        topic = next((t for t in question.topics if t in POLICIES), question.topic)
        topic = Topic.POLICY if topic is Topic.UNCLEAR else topic  # what comes next may go on with the page
        sources = tuple(page_source(page) for page in (found.page, found.second) if page)
        said = f"{question.say('yes')} {found.text}" if _is_listed(question, found.text) else found.text
        return Reply(said, topic, sources=sources, evidence=tuple(text.sentences(found.text)))

    def _abroad(self, question: Question, place: str, pages: Sequence[policy.Page]) -> Reply:
        limit = delivery.delivery_limit(pages)
        said = question.say("unknown_term", term=place, contact="")
        parts = [said, limit.text if limit else "", self._contact(question)]
        sources = (page_source(limit.page),) if limit else ()
        return Reply(
            " ".join(part for part in parts if part), Topic.SHIPPING, sources=sources, answered=False
        )

    def _opening(self, question: Question, pages: Sequence[policy.Page]) -> Reply | None:
        """Answer when the shop is open, or what else is asked of a day; None when neither is told."""
        told = self._special_hours(question, pages) or self._other_than_hours(question, pages)
        return told or (self._hours(question, pages) if self._surely_hours(question, pages) else None)

    def _surely_hours(self, question: Question, pages: Sequence[policy.Page]) -> bool:
        """Return whether "when" asks for no more than when the shop is open: no tide, no bus."""
        opens = _OPENS.search(question.folded) or not self._beside_hours(question, pages)
        return bool(opens) or self.sense.meant(question).of(Topic.HOURS) >= SURELY_HOURS

    def _beside_hours(self, question: Question, pages: Sequence[policy.Page]) -> list[str]:
        """Return the words of a question about hours that name no day and no place of the shop."""
        days = question.lexicon.data["days"]
        names = {
            text.fold(name)
            for key in ("names", "today", "tomorrow", "weekdays", "weekend", "holidays")
            for name in days[key]
        }
        named = {word for place in self._branches(question, pages).places for word in branches.called(place)}
        own = {*names, *text.tokens(self.shop.name), "shop", "store", *named}
        own |= set(calendar.words_in(question.folded))
        return [word for word in question.words if word.removesuffix("s") not in own and word not in own]

    def _other_than_hours(self, question: Question, pages: Sequence[policy.Page]) -> Reply | None:
        """Answer a question that names a day or a time but asks of something else: a course, a delivery."""
        asked = self._beside_hours(question, pages)
        if not asked and set(question.topics) & set(POLICIES) == {Topic.HOURS}:
            return None
        others = tuple(topic for topic in question.topics if topic is not Topic.HOURS)
        found = self._quote(replace(question, topics=others), pages)
        if found is None or found.sure < policy.MIN_SURE:
            return None
        bag = frozenset(text.stems(f"{found.page.title} {found.page.passage.heading} {found.text}"))
        told = any(evidence.meets(text.stem(word), bag, question) for word in (*asked, *question.soft))
        return self._quoted(question, found) if told else None

    def _special_hours(self, question: Question, pages: Sequence[policy.Page]) -> Reply | None:
        """Answer for a holiday or a date by the page's own line for it, when nothing else is asked."""
        when = self._when(question)
        only = set(question.topics) & set(POLICIES) == {Topic.HOURS}
        if not (when.holidays or when.ordinals) or not (only or _OPENS.search(question.folded)):
            return None
        known = self._branches(question, pages)
        special = known.special(when, known.named(question.all_words))
        return self._hours_quoted(special) if special else None

    def _hours(self, question: Question, pages: Sequence[policy.Page]) -> Reply | None:
        """Answer when the shop, or a place of it, is open. An exception's day is answered by the page's own
        line for it or not at all."""
        when = self._when(question)
        known = self._branches(question, pages)
        asked = known.named(question.all_words)
        asked = known.others(asked) if asked and _OTHER_PLACE.search(question.folded) else asked
        special = known.special(when, asked)
        if special and (when.special or when.months):
            month = () if when.special or when.days else (asked or known.shops())
            return self._hours_quoted([*special, *(line for place in month for line in place.weekly)])
        named = calendar.named(question.folded)
        if when.holidays and (
            named.holidays or named.dates
        ):  # today is like any day if no line says otherwise
            return None
        if not known.places:
            return self._profile_hours(question, when.days)
        if len(known.shops()) == 1 and not asked:
            return self._hours_of_one(question, known.shops()[0], known, when)
        said = [self._hours_at(question, place, known, when) for place in asked or known.shops()]
        return Reply(
            " ".join(text for text, _ in said),
            Topic.HOURS,
            sources=tuple(dict.fromkeys(page_source(lines[0].page) for _, lines in said)),
            evidence=tuple(text for text, _ in said),
        )

    def _when(self, question: Question) -> When:
        now = self.now().astimezone(_zone(self.shop))
        return calendar.with_holidays(hours.when_asked(question, now), now, _country(self.shop))

    def _branches(self, question: Question, pages: Sequence[policy.Page]) -> branches.Branches:
        """Return the places of the shop: by the pages found for the question and those that tell hours."""
        known = {page.id for page in pages}
        hits = self.shelf.find_passages(_FINDS_HOURS, _ALL_PAGES)
        further = [
            policy.Page(h.id, h.document, h.title, h.passage, h.score) for h in hits if h.id not in known
        ]
        return branches.branches([*pages, *further], self.shop.address, question.lexicon)

    def _hours_quoted(self, lines: Sequence[branches.Line]) -> Reply:
        said = tuple(policy.finished(line.text) for line in lines)
        sources = tuple(dict.fromkeys(page_source(line.page) for line in lines))
        return Reply(" ".join(said), Topic.HOURS, sources=sources, evidence=said)

    def _hours_at(
        self, question: Question, place: branches.Place, known: branches.Branches, when: When
    ) -> tuple[str, list[branches.Line]]:
        """Return what is said of one place among several, by its name, and the lines it rests on."""
        lines = [
            line
            for line in place.weekly
            if any(hours.told_of(day, line.text, question.lexicon) for day in when.days)
        ]
        lines = lines or list(place.weekly)
        lines += [line for line in known.also(place, when.days) if line not in lines]
        name = branches.display(place.name)
        said = " ".join(policy.finished(line.text) for line in lines)
        return said if said.startswith(name) else f"{name}: {said}", lines

    def _hours_of_one(
        self, question: Question, place: branches.Place, known: branches.Branches, when: When
    ) -> Reply | None:
        """Answer for a shop with one place: a day in a sentence, the whole week day by day."""
        days = sorted(when.days) or list(range(7))
        names = question.say("day_names").split()
        closed = lexicon(question.said_in).data["days"]["closed"][0]
        found = {day: [line for line in place.weekly if self._tells(line, day, question)] for day in days}
        told = {day: lines for day, lines in found.items() if lines}
        if not told or (not when.days and len(told) < 2):
            return None
        used = list(dict.fromkeys(line for lines in told.values() for line in lines))
        if any(len(lines) > 1 or calendar.named(text.fold(lines[0].text)).months for lines in told.values()):
            return self._hours_quoted(used)
        said = []
        for day, (line,) in told.items():
            hour = hours.told_of(day, line.text, question.lexicon)
            assert hour is not None
            if len(days) == 1:
                phrase = "closed_day" if hour.closed else "open_day"
                said.append(question.say(phrase, day=names[day], hours=hour.text))
            else:
                said.append(f"{names[day]}: {closed if hour.closed else hour.text}")
        spoken = said[0] if len(days) == 1 else "; ".join(said) + "."
        also = [policy.finished(line.text) for line in known.also(place, when.days)]
        spoken = " ".join([spoken, *also])
        return Reply(spoken, Topic.HOURS, sources=(page_source(used[0].page),), evidence=(spoken,))

    def _tells(self, line: branches.Line, day: int, question: Question) -> bool:
        return hours.told_of(day, line.text, question.lexicon) is not None

    def _profile_hours(self, question: Question, days: frozenset[int]) -> Reply | None:
        """Answer from the hours of the shop's profile, where no page tells them."""
        names = question.say("day_names").split()
        closed = lexicon(question.said_in).data["days"]["closed"][0]
        profile = self.shop.opening_hours
        found = [hours.hours_of(day, profile, question.lexicon) for day in sorted(days) or range(7)]
        known = [hour for hour in found if hour]
        if len(known) < (1 if days else 2):
            return None
        if len(days) == 1:
            phrase = "closed_day" if known[0].closed else "open_day"
            said = question.say(phrase, day=names[known[0].day], hours=known[0].text)
        else:
            said = "; ".join(f"{names[h.day]}: {closed if h.closed else h.text}" for h in known) + "."
        return Reply(said, Topic.HOURS, evidence=(said,))

    def _profile(self, question: Question) -> Reply | None:
        """Answer how to reach the shop from its profile; a branch that is named, by the page's own lines."""
        if not question.about(Topic.CONTACT) or (question.words and question.about(Topic.BROWSE)):
            return None
        at_branch = self._at_branch(question)
        if at_branch:
            return at_branch
        parts = []
        if self.shop.address and ASKS_WHERE.search(question.folded):
            parts.append(question.say("address", address=self.shop.address))
        if reach(self.shop):
            parts.append(self._contact(question))
        return Reply(" ".join(parts), Topic.CONTACT, evidence=tuple(parts)) if parts else None

    def _at_branch(self, question: Question) -> Reply | None:
        """Answer how to reach the one branch that is named: its lines before its opening hours."""
        if not _REACHES.search(question.folded):
            return None
        named = self._branches(question, ()).named(question.all_words)
        lines = branches.card(named[0]) if len(named) == 1 else ()
        if not lines or not any(map(str.isdigit, " ".join(line.text for line in lines))):
            return None
        name = branches.display(named[0].name)
        said = tuple(policy.finished(line.text) for line in lines)
        sources = (page_source(lines[0].page),)
        return Reply(f"{name}: {' '.join(said)}", Topic.CONTACT, sources=sources, evidence=said)

    def _unknown_policy(self, question: Question) -> Reply:
        said = question.say("unknown_policy", contact=self._contact(question))
        return Reply(said, question.topic, answered=False)


def _is_listed(question: Question, line: str) -> bool:
    """Return whether a line names, undenied and without a limit, all that is asked to be paid with or sent
    to: "do you take Klarna?", "Online: Visa, Klarna and PayPal"."""
    if not (question.yes_no and question.about(Topic.PAYMENT, Topic.SHIPPING)):
        return False
    passing = question.lexicon.fillers | _SERVING
    must = [word for word in question.all_words if word not in passing]
    return implied(question, line, must) == "yes" and not _CONDITIONS & set(text.tokens(line))


_SERVING = frozenset(
    text.tokens(
        "accept accepted deliver delivery ship shipping send post pay paying payment payments card cards"
    )
)
"""What a shop does, as it is asked for; a list of countries or cards need not say it again."""
_CONDITIONS = frozenset(
    text.tokens("if when once unless until minimum wenn falls bei ab si cuando se quando")
)


_SAID_BY_NAME = (Topic.COMPETITOR, Topic.DISCOUNT, Topic.REVIEWS)
"""What a page answers only if it speaks of it by name: a class that costs £85 is no answer to "cheaper?"."""


def _folded(page: policy.Page) -> str:
    return text.fold(". ".join((page.document, page.title, page.passage.heading, page.passage.text)))


def _says_all(page: policy.Page, question: Question) -> bool:
    """Return whether a passage holds every number, the last and half of the content words of a question."""
    bag = frozenset(text.stems(_folded(page)))
    missing = [word for word in question.words if not evidence.meets(text.stem(word), bag, question)]
    if any(word[0].isdigit() for word in missing) or (missing and missing[-1] == question.words[-1]):
        return False
    return len(missing) * 2 <= len(question.words)


def _zone(shop: Shop) -> ZoneInfo:
    try:
        return ZoneInfo(shop.time_zone)
    except (KeyError, ValueError):
        return ZoneInfo("UTC")


def _country(shop: Shop) -> str:
    """Return the country the shop is in: by its time zone, else by its currency."""
    if shop.time_zone.startswith("Australia/"):
        return "AU"
    from babel.core import get_global

    return str(get_global("zone_territories").get(shop.time_zone, shop.currency[:2]))
