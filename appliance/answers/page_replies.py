"""Replies from the shop's pages and its profile: quoted lines, opening hours, how to reach the shop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from appliance.answers import delivery, evidence, hours, policy, text
from appliance.answers.desk import Desk, page_source, reach
from appliance.answers.language import lexicon
from appliance.answers.reply import Reply
from appliance.answers.topics import POLICIES, Topic
from appliance.answers.understand import Question
from appliance.core.schemas import Shop

_WHERE = re.compile(
    r"where|address|locat|direction|visit|find you|\bwo\b|adresse|\bou\b|donde|direccion|哪|地址",
    re.IGNORECASE,
)


OVER_HOURS = 0.5
"""How sure a line must be to go before the opening hours when something else is named with the day."""
ASKS_WHEN = re.compile(r"\bwhen\b|what time|\bwann\b|\bquand\b|cuando|几点")


@dataclass(frozen=True)
class PageReplies(Desk):
    """Answers from the shop's pages, word for word."""

    def _policy(
        self,
        question: Question,
        least: float = policy.MIN_SURE,
        *,
        whole: bool = False,
        saying: Topic | None = None,
    ) -> Reply | None:
        """Answer from the shop's pages, word for word; None when no line is good enough. `whole`: its passage
        must say nearly all that was asked, for it may be the price of something else. `saying`: it must speak
        of that topic."""
        pages = self._pages(question)
        if question.about(Topic.HOURS):
            opening = self._other_than_hours(question, pages) or self._hours(question, pages)
            if opening:
                return opening
        if question.about(Topic.SHIPPING):
            abroad = delivery.foreign_place(question, pages, _country(self.shop))
            if abroad:
                return self._abroad(question, abroad, pages)
        plain_contact = (
            question.topics == (Topic.CONTACT,)
            and not question.words
            and not ASKS_WHEN.search(question.folded)
        )
        found = None if plain_contact else self._quote(question, pages)
        if found is None or found.sure < least or (whole and not _says_all(found.page, question)):
            return self._profile(question)
        if saying in _SAID_BY_NAME and not question.lexicon.hears(saying.value, _folded(found.page)):
            return None
        return self._quoted(question, found)

    def _quote(self, question: Question, pages: Sequence[policy.Page]) -> policy.Quote | None:
        figures = question.about(Topic.PRICE, Topic.QUANTITY) or question.yes_no
        whole = None if figures else policy.overview(question, pages)
        return whole or policy.quote(question, pages, self.sense)

    def _quoted(self, question: Question, found: policy.Quote) -> Reply:
        topic = next((t for t in question.topics if t in POLICIES), question.topic)
        source = page_source(found.page)
        return Reply(found.text, topic, sources=(source,), evidence=tuple(text.sentences(found.text)))

    def _abroad(self, question: Question, place: str, pages: Sequence[policy.Page]) -> Reply:
        limit = delivery.delivery_limit(pages)
        said = question.say("unknown_term", term=place, contact="")
        parts = [said, limit.text if limit else "", self._contact(question)]
        sources = (page_source(limit.page),) if limit else ()
        return Reply(
            " ".join(part for part in parts if part), Topic.SHIPPING, sources=sources, answered=False
        )

    def _other_than_hours(self, question: Question, pages: Sequence[policy.Page]) -> Reply | None:
        """Answer a question that names a day or a time but asks of something else: a course, a delivery."""
        days = question.lexicon.data["days"]
        names = {text.fold(name) for name in (*days["names"], *days["today"], *days["tomorrow"])}
        own = {*names, *text.tokens(self.shop.name), "shop", "store"}
        asked = [word for word in question.words if word.removesuffix("s") not in own and word not in own]
        if not asked and set(question.topics) & set(POLICIES) == {Topic.HOURS}:
            return None
        others = tuple(topic for topic in question.topics if topic is not Topic.HOURS)
        found = self._quote(replace(question, topics=others), pages)
        if found is None or found.sure < OVER_HOURS:
            return None
        bag = frozenset(text.stems(f"{found.page.title} {found.page.passage.heading} {found.text}"))
        told = any(evidence.meets(text.stem(word), bag, question) for word in (*asked, *question.soft))
        return self._quoted(question, found) if told else None

    def _hours(self, question: Question, pages: Sequence[policy.Page]) -> Reply | None:
        if hours.asks_holiday(question):
            return None
        day = hours.asked_day(question, self.now().astimezone(_zone(self.shop)))
        if day is None:
            return self._all_hours(question, pages)
        found = hours.hours_of(day, pages, self.shop.opening_hours, question.lexicon)
        if not found:
            return None
        name = question.say("day_names").split()[day]
        said = question.say("closed_day" if found.closed else "open_day", day=name, hours=found.text)
        sources = (page_source(found.page),) if found.page else ()
        return Reply(said, Topic.HOURS, sources=sources, evidence=(said,))

    def _all_hours(self, question: Question, pages: Sequence[policy.Page]) -> Reply | None:
        """Say the whole week when the question is plainly about it."""
        names = question.say("day_names").split()
        found = [hours.hours_of(day, pages, self.shop.opening_hours, question.lexicon) for day in range(7)]
        known = [hours for hours in found if hours]
        if len(known) < 2:
            return None
        closed = lexicon(question.said_in).data["days"]["closed"][0]
        said = (
            "; ".join(f"{names[hours.day]}: {closed if hours.closed else hours.text}" for hours in known)
            + "."
        )
        page = next((hours.page for hours in known if hours.page), None)
        return Reply(said, Topic.HOURS, sources=(page_source(page),) if page else (), evidence=(said,))

    def _profile(self, question: Question) -> Reply | None:
        """Answer how to reach the shop from its own profile."""
        if not question.about(Topic.CONTACT) or (question.words and question.about(Topic.BROWSE)):
            return None
        parts = []
        if self.shop.address and _WHERE.search(question.folded):
            parts.append(question.say("address", address=self.shop.address))
        if reach(self.shop):
            parts.append(self._contact(question))
        return Reply(" ".join(parts), Topic.CONTACT, evidence=tuple(parts)) if parts else None

    def _unknown_policy(self, question: Question) -> Reply:
        said = question.say("unknown_policy", contact=self._contact(question))
        return Reply(said, question.topic, answered=False)


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
