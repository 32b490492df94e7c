"""What comes nearest where nothing surely answers: told as that, beside "I don't know", never as the answer.

A customer who is told no more than "I don't have that" leaves; one who reads the line on deliveries or the
price of what was probably meant has often read the answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from appliance.answers import policy, reading, text
from appliance.answers.comparisons import Comparisons
from appliance.answers.desk import keys_of, page_source
from appliance.answers.hearing import UNSEEN
from appliance.answers.product_replies import titles
from appliance.answers.records import record_of, worth
from appliance.answers.reply import Reply
from appliance.answers.resolve import Resolution
from appliance.answers.topics import PRODUCT_TOPICS, Topic
from appliance.answers.understand import Question
from appliance.answers.variants import option_values
from appliance.core.products import Product

MAY_HELP = 0.15
"""How likely a line must be to answer before it is shown as what may help."""
LIKELY = 0.3
"""How likely it must be that "I don't have that" may be untrue."""
MAY_BE_MEANT = 0.2
"""How likely a product must be the one meant before its facts are told on that condition."""
_OF_RECORD = (
    *(Topic.PRICE, Topic.STOCK, Topic.QUANTITY, Topic.OPTIONS, Topic.SKU, Topic.BARCODE),
    *(Topic.ATTRIBUTE, Topic.BRAND),
)


@dataclass(frozen=True)
class Nearest(Comparisons):
    """Adds to a reply that found nothing what is likeliest to help."""

    def _with_nearest(
        self, question: Question, first: Reply, resolution: Resolution, page: policy.Quote | None
    ) -> Reply:
        """Return the reply with the likeliest line or product, unanswered as it was."""
        likely = resolution.nearest[:1] if resolution.sure >= MAY_BE_MEANT else ()
        told = self._if_meant(question, likely[0]) if likely and not resolution.products else None
        if told is not None:
            return self._on_condition(question, first, told, resolution)
        if not resolution.mentioned and first.topic in PRODUCT_TOPICS:
            return first  # "which product do you mean?"
        line, sure = self._own_line(question, first)
        sources = first.sources
        heard = page is not None and not reading.surely_silent(question.text, page.headed)
        if page is not None and heard and page.sure > sure:
            line, sure, sources = page.text, page.sure, (*sources, page_source(page.page))
        if sure < MAY_HELP:
            return first
        one = keys_of(first.products) if len(first.products) == 1 else ()
        helps = replace(first, text=line, sources=sources, focus=first.focus or one)
        if sure >= LIKELY and first.topic not in UNSEEN:
            return self._may_help(question, helps)
        return replace(helps, text=f"{first.text} {question.say('may_help', text=line)}")

    def _may_help(self, question: Question, told: Reply) -> Reply:
        """Return what is told as what may help, not as the answer."""
        parts = (question.say("not_sure"), self._contact(question), question.say("may_help", text=told.text))
        return replace(told, text=" ".join(parts), answered=False)

    def _if_meant(self, question: Question, product: Product) -> Reply | None:
        """Return what is asked of a product, whatever else the question calls it; None where the record is
        silent."""
        if not question.about(*_OF_RECORD):
            return None
        if not question.about(Topic.ATTRIBUTE):
            question = _of(question, product)
        told = self._told_one(question, self._teller(question), product)
        return told if told.answered else None

    def _on_condition(self, question: Question, first: Reply, told: Reply, resolution: Resolution) -> Reply:
        """Return what is told of the likeliest product on the condition that it is meant, and what else may
        be."""
        likeliest, others = resolution.nearest[0], resolution.nearest[1:]
        parts = [question.say("not_sure_which"), question.say("if_meant", title=likeliest.title), told.text]
        if others:
            parts.append(question.say("or_else", list=titles(others)))
        return replace(
            told,
            text=" ".join(parts),
            topic=first.topic,
            products=resolution.nearest,
            answered=False,
            focus=keys_of((likeliest,)),
        )

    def _own_line(self, question: Question, first: Reply) -> tuple[str, float]:
        """Return the likeliest line of the record that was silent, and how sure it is."""
        if len(first.products) != 1 or question.about(Topic.PRICE, Topic.STOCK):
            return "", 0.0
        teller, product = self._teller(question), first.products[0]
        lines, sure = self._own_lines(question, teller, product)
        return (teller.quoted(product, *lines).text, sure) if lines else ("", 0.0)


def _of(question: Question, product: Product) -> Question:
    """Return the question without the words and options that the product does not have."""
    record = record_of(product)
    held = tuple(word for word in question.words if worth(word, record, question.twins))
    values = {word for values in option_values(product).values() for v in values for word in text.tokens(v)}
    wanted = tuple(word for word in question.wanted if word in values)
    return replace(question, chunks=(held,) if held else (), soft=(), wanted=wanted)
