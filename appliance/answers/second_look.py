"""Looks again where the first look found nothing: any line of the shop's that surely answers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from appliance.answers import policy, reading
from appliance.answers.hearing import UNSEEN
from appliance.answers.nearest import Nearest
from appliance.answers.product_replies import SURE_RECORD
from appliance.answers.reply import Reply
from appliance.answers.resolve import Resolution
from appliance.answers.topics import POLICIES, Topic
from appliance.answers.understand import Question

MAY_BE_RULED = 0.3
"""How likely a question must be about the shop's rules for more of its pages' lines to be read."""
NEAREST = 3
"""Products whose records are read again."""
_SETTLED = (Topic.COMPETITOR, Topic.HANDOFF, Topic.RESTOCK)
"""What no line of the shop's answers."""

_ORDER_NUMBER = re.compile(
    r"(?<!\w)(?:orders?|parcel|bestellung|commande|pedido|ordine)(?: (?:number|no\.?|nummer|numero))?"
    r"[ #:]{1,3}[a-z]{0,3}-?\d{3,}"
)
"""Whose order is named asks after that order, which no page knows."""


@dataclass(frozen=True)
class SecondLook(Nearest):
    """Answers by what a line says, whatever the question was heard to be about."""

    def _second_look(self, question: Question, first: Reply, resolution: Resolution) -> Reply:
        """Return the reply, or, where nothing was found, the line that surely answers, or what comes
        nearest."""
        if first.answered or first.topic in _SETTLED:
            return first
        pages = self._pages(question)
        paged = self._quote(question, pages)
        if first.topic is Topic.ORDER and _ORDER_NUMBER.search(question.folded):
            return self._with_nearest(question, first, resolution, paged)
        if paged is not None and paged.sure >= policy.MIN_SURE:
            return self._quoted(question, paged)
        told = self._from_records(question, first, resolution)
        if told and told.answered:
            return told
        ruled = question.about(*POLICIES, *UNSEEN) or self.sense.meant(question).of(*POLICIES) >= MAY_BE_RULED
        if ruled and (paged is None or paged.sure < policy.HEARD):
            paged = policy.read_through(question, pages, self.sense) or paged
        if paged and paged.sure >= policy.HEARD and question.about(*POLICIES, *UNSEEN):
            return self._may_help(question, self._quoted(question, paged))
        return told or self._with_nearest(question, first, resolution, paged)

    def _from_records(self, question: Question, first: Reply, resolution: Resolution) -> Reply | None:
        """Return the line of a product's record that surely answers, of the products that may be meant; as
        what may help where the product is not sure. No line tells how many there are."""
        if question.lexicon.hears(Topic.STOCK.value, question.folded):
            return None
        teller = self._teller(question)
        likely = (first.products or resolution.nearest)[:NEAREST]
        found: tuple[float, Reply] | None = None
        for product, odds in zip(likely, reading.meant(question.text, likely), strict=True):
            heard = odds > -reading.SURE or product in resolution.products
            lines, sure = self._own_lines(question, teller, product) if heard else ([], 0.0)
            if sure >= (found[0] if found else SURE_RECORD):
                told = self._told_with(question, teller, product, teller.quoted(product, *lines))
                certain = product in resolution.products or odds >= reading.SURE
                found = sure, told if certain else self._may_help(question, told)
        return found[1] if found else None
