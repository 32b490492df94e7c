"""Settles what a question is about between its cues and its meaning.

Cues are sure where they hear something and deaf to what nobody wrote down; meaning hears everything and is
never quite sure. So meaning decides where no cue was heard, and overrules cues that it is sure are about
something else.
"""

from __future__ import annotations

import re
from dataclasses import replace

from appliance.answers import measures
from appliance.answers.intent import Meant
from appliance.answers.topics import POLICIES, SMALL_TALK, Topic
from appliance.answers.understand import Question

ADOPT, ADOPT_OVER_WEAK, OVERRULE = 0.5, 0.6, 0.85
"""How sure meaning must be where cues are silent, where they are vague, and where they disagree."""
SURELY_UNSEEN = 0.9
"""How sure it must be that what sounds like price or stock is the customer's own order or another shop."""
KEYWORDS = 2
"""Words of a message that only names something: "guitar amp"."""
DOUBT, HOURS_DOUBT = 0.05, 0.2
"""What of it makes a cue doubtful: "open" is heard in many a thing."""
_RECORD = (Topic.PRICE, Topic.STOCK, Topic.QUANTITY, Topic.OPTIONS, Topic.ATTRIBUTE)
_UNSEEN = (Topic.ORDER, Topic.RESTOCK, Topic.DISCOUNT, Topic.COMPETITOR, Topic.REVIEWS)
_OF_RECORD = (Topic.PRICE, Topic.STOCK, Topic.OPTIONS)
"""Cues that stand behind an attribute: they count where the question says no more than the product."""
_HOW_MUCH_IS = re.compile(r"how much (?:is|are|for|would) ")
_CODES = (Topic.SKU, Topic.BARCODE)
_ADOPTED = (*POLICIES, *_RECORD, *_CODES, *_UNSEEN, Topic.HANDOFF)
_OVERRULING = (*POLICIES, *_RECORD)


def settle(question: Question, meant: Meant) -> Question:
    """Return the question with the topics that cues and meaning agree on."""
    name, sure = meant.best
    if question.topic in SMALL_TALK or name not in {topic.value for topic in _ADOPTED}:
        return question
    topic = Topic(name)
    weak = set(question.topics) <= {Topic.BROWSE, Topic.DESCRIBE}
    if question.topics and weak and topic in POLICIES and sure >= ADOPT_OVER_WEAK:
        return replace(question, topics=(topic,))
    if question.topics and question.language != "en":
        return question
    if not question.topics and len(question.all_words) <= KEYWORDS:
        return question
    if not question.topics:
        return replace(question, topics=(topic,)) if sure >= ADOPT else question
    if (
        Topic.HOURS in question.topics
        and topic is not Topic.HOURS
        and sure >= ADOPT
        and meant.of(Topic.HOURS) < HOURS_DOUBT
    ):
        question = replace(
            question, topics=tuple(t for t in question.topics if t is not Topic.HOURS) or (topic,)
        )
    if (
        topic in (Topic.ORDER, Topic.COMPETITOR)
        and sure >= SURELY_UNSEEN
        and _doubtful(meant, *question.topics)
    ):
        return replace(question, topics=(topic,), attribute="")  # "can I still change it?"
    overruled = topic in _OVERRULING and sure >= OVERRULE and _doubtful(meant, *question.topics)
    if overruled and not _stands(question, topic):
        beside = topic in (Topic.ATTRIBUTE, Topic.GIFTCARD)  # "how much is the gift box"
        kept = tuple(t for t in question.topics if beside and t in _OF_RECORD)
        return replace(
            question,
            topics=tuple(dict.fromkeys((topic, *kept))),
            attribute=question.attribute if topic is Topic.ATTRIBUTE else "",
        )
    return question


def _stands(question: Question, topic: Topic) -> bool:
    """Return whether what was heard is never mistaken for that topic."""
    if topic is Topic.HOURS:
        return question.about(*POLICIES)  # "the cut-off time for today's courier"
    if topic is Topic.QUANTITY and question.attribute:
        return True  # "weight of the pot for 4 cups?"
    if topic is Topic.ATTRIBUTE and question.about(Topic.PRICE) and _by_measure(question.folded):
        return True
    unseen = question.about(Topic.DISCOUNT, Topic.COMPETITOR, Topic.REVIEWS)
    return unseen and topic in _RECORD  # "what do you pay the supplier"


def _by_measure(folded: str) -> bool:
    """Return whether what is sold by its weight or length is asked for: "how much is a kilo of it?" asks for
    no property."""
    asked = _HOW_MUCH_IS.search(folded)
    return bool(asked and measures.begins(folded[asked.end() :]))


def _doubtful(meant: Meant, *topics: Topic) -> bool:
    return meant.of(*topics) < DOUBT
