"""What the lines of a shop's pages count beside each other: by topic, rule, heading, row and place.

How likely a line answers, `evidence` says of it alone. A price list or a page of rules has many lines that
are all about the thing; which of them holds is told by what they stand under and whom they are for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from appliance.answers import evidence, in_context, places, reading, tables, text
from appliance.answers.evidence import Numbers
from appliance.answers.language import LANGUAGES, lexicon
from appliance.answers.sense import Sense
from appliance.answers.topics import POLICIES, Topic
from appliance.answers.understand import Question

if TYPE_CHECKING:
    from appliance.answers.policy import Line, Page

OFF_TOPIC = 0.6
"""What a line counts that says no word of the topic while others do."""
BESIDE_RULE = 0.7
"""What a line counts beside the rule, that tells of a case which the question does not name."""
BESIDE_HEADING = 0.2
"""What a line counts beside one whose heading is what the customer asks, word for word."""
BESIDE_ROW = 0.6
"""What a line counts where a table has a row for the place asked for."""
THERE = 0.55
"""How sure a line must be to be told, and is that names the very place asked for."""
ELSEWHERE = 0.3
"""What a line on delivery counts that is for other places."""
SURELY_ABOUT = 0.6
"""How sure meaning is of a topic whose table is looked up."""
SURELY_DELIVERY = 0.7
"""How sure it must be for that that delivery is asked about."""


def weighed(question: Question, lines: Sequence[Line], sure: Numbers, sense: Sense, home: str) -> Numbers:
    """Return how sure each line is beside the others, (len(lines),) from 0 to 1. `home` is the shop's
    country."""
    sure = sure * _topical(question, lines)
    sure = _of_the_postage(question, lines, _of_the_rule(question, lines, sure, sense))
    sure = _headed_alike(question, lines, sure)
    sure = _in_named_row(question, lines, sure, sense)
    sure = sure if question.yes_no else sure * _placed(question, lines)
    sure = _abroad(question, lines, _there(question, lines, sure, sense, home), sense, home)
    sure = _of_the_goods(question, lines, sure)
    return _of_the_service(question, lines, _of_the_cutoff(question, lines, sure))


def headed(page: Page, said: str) -> str:
    """Return a line as the reader reads it: under its heading."""
    return reading.under(page.passage.heading or page.title, said)


def number(page: str) -> int:
    """Return the running number at the end of a passage's id: passages are numbered in reading order."""
    found = re.search(r"(\d+)$", page)
    return int(found.group(1)) if found else 0


def _topical(question: Question, lines: Sequence[Line]) -> Numbers:
    """Return what each line counts: less where its passage and headings say no word of the topic."""
    heard = [topic.value for topic in question.topics if topic in POLICIES]
    if not heard or question.language != "en":
        return np.ones(len(lines))
    said = [
        text.fold(". ".join((p.document, p.title, p.passage.heading, p.passage.text)))
        for p in (line.page for line in lines)
    ]
    told = [any(question.lexicon.hears(topic, words) for topic in heard) for words in said]
    return np.where(told, 1.0, OFF_TOPIC) if any(told) else np.ones(len(lines))


def _of_the_rule(question: Question, lines: Sequence[Line], sure: Numbers, sense: Sense) -> Numbers:
    """Return how sure each line is, asked about returns: less for a case that the question does not name, and
    no less than `THERE` for the rule that says how long there is. Who asks how long there is to return
    something is told the rule, not what holds for sale items or how long a parcel is kept."""
    if not question.about(Topic.RETURNS):
        return sure
    heads = [_own_head(line) for line in lines]
    heads = ["" if question.lexicon.hears(Topic.RETURNS.value, head) else head for head in heads]
    said = [f"{head}. {text.fold(line.text)}" for head, line in zip(heads, lines, strict=True)]
    cases = [case for case in _CASES if not case.search(question.folded)]
    other = np.array([any(case.search(words) for case in cases) for words in said])
    sure = np.where(other, sure * BESIDE_RULE, sure)
    surely = len(cases) == len(_CASES) and sense.meant(question).of(Topic.RETURNS) >= SURELY_DELIVERY
    if not (surely and evidence.asks_duration(question.folded) and question.language == "en"):
        return sure
    returns = [question.lexicon.hears(Topic.RETURNS.value, _heads(line.page)) for line in lines]
    sure = np.where(returns, sure, sure * BESIDE_RULE)
    rules = [n for n, line in enumerate(lines) if returns[n] and not other[n] and _says_rule(line.text)]
    rules.sort(key=lambda n: (lines[n].page.document, number(lines[n].page.id), lines[n].order))
    if rules:  # what a page says first is the rule
        likeliest = int(sure.argmax())
        above = sure[likeliest] + 0.01 if other[likeliest] else THERE
        sure[rules[0]] = max(sure[rules[0]], THERE, min(above, 1.0))
    return sure


def _of_the_postage(question: Question, lines: Sequence[Line], sure: Numbers) -> Numbers:
    """Return how sure each line is, asked who pays to send something back: the likeliest is the one that says
    so. "You do" under such a heading shares no word with the question."""
    asked = question.about(Topic.RETURNS, Topic.SHIPPING)
    if not (asked and _ASKS_POSTAGE.search(question.folded)):
        return sure
    faulty = bool(_FAULTY.search(question.folded))
    cases = [case for case in _CASES if not (case.search("faulty") or case.search(question.folded))]
    told = []
    for n, line in enumerate(lines):
        head = _own_head(line)
        said = f"{head}. {text.fold(line.text)}"
        returns = f"{_heads(line.page)}. {said}"
        returned = any(lexicon(code).hears(Topic.RETURNS.value, returns) for code in LANGUAGES)
        asks = bool(_ASKS_POSTAGE.search(head))
        if returned and (asks or _SAYS_POSTAGE.search(said)):
            plain = not any(case.search(said) for case in cases)
            alike = bool(_FAULTY.search(said)) == faulty
            told.append((plain, alike, asks, tables.is_row(line.text), sure[n], -n))
    if not told:
        return sure
    *_, row, _, best = max(told)
    table = [-n for *_, is_row, _, n in told if row and is_row and lines[-n].page is lines[-best].page]
    return _before_all(sure, -best, *table)


_SENDING = r"(?:returns?|returning|(?:send|sending|post|posting|ship|shipping|mail|mailing)\b.{0,25}\bback)\b"
_COSTS = (
    r"(?:who (?:pays?|covers?|bears?|foots?)|(?:have|need) to pay|pay for|free|costs?|charged?|fees?|postage"
    r"|label)\b"
)
_ASKS_POSTAGE = re.compile(
    rf"\b{_COSTS}.{{0,50}}\b{_SENDING}|\b{_SENDING}.{{0,40}}\b{_COSTS}"
    r"|\b(?:zahlt|zahle|bezahlt|tragt|ubernimmt|kostet|kostenlos\w*)\b.{0,40}\bruck(?:send|versand|porto|gabe)"
    r"|\bruck(?:send|versand|porto)\w*.{0,40}\b(?:zahlt|tragt|ubernimmt|kostet|kostenlos|kosten|frei)\b"
    r"|\b(?:paie|paye|frais|cout|gratuits?)\b.{0,30}\bretours?\b|\bretours?\b.{0,30}\b(?:gratuits?|payants?|frais)\b"
    r"|\b(?:paga|gastos|coste|costo|spese|costi|gratis|gratuit[ao])\b.{0,30}\b(?:devol\w+|resi?|restitu\w+)"
    r"|\b(?:devol\w+|resi?)\b.{0,30}\b(?:gratis|gratuit[aio]|gratuitas)\b|退.{0,6}(?:运费|邮费)|(?:运费|邮费).{0,6}退"
)
_POSTAGE = (
    r"(?:postage|shipping|freight|carriage|courier|label|return (?:costs?|fees?)|cost of (?:the )?return\w*)"
)
_PAID = r"(?:pays?|paid|cover|covers|bear|bears|costs?|charged?|free|expense|yours|prepaid|deduct\w*)"
_SAYS_POSTAGE = re.compile(
    rf"\b{_POSTAGE}\b.{{0,90}}\b{_PAID}\b|\b{_PAID}\b.{{0,90}}\b{_POSTAGE}\b"
    r"|\bruck(?:send|versand|porto)\w*.{0,90}\b(?:trag\w*|zahl\w*|ubernehm\w*|kosten\w*|frei)\b"
)
_FAULTY = re.compile(r"\b(?:faulty|defective|damaged|broken|wrong)\b")


def _says_rule(line: str) -> bool:
    return bool(_RULE.search(line)) and not _NO_RULE.search(line)


_NO_RULE = re.compile(r"\b(?:only if|charges?|unless|postage|label)\b", re.IGNORECASE)
_RULE = re.compile(
    r"(?:return|send|bring|come|take)\w*\b.{0,40}\bback\b.{0,60}\b\d+ days|\breturn\w*\b.{0,60}\b\d+ days"
    r"|\b\d+ days\b.{0,60}\b(?:to (?:return|change|decide)|(?:send|bring|come|take)\w*\b.{0,40}\bback)\b",
    re.IGNORECASE,
)
"""A sentence that says within how many days something may come back."""
_CASES = tuple(
    re.compile(rf"(?<!\w)(?:{case})(?!\w)")
    for case in (
        r"sale|reduced|discounted|clearance|marked[ -]down|outlet|reduziert\w*|solde\w*|rebajad\w*|saldi",
        r"faulty|defective|damaged|broken|defekte?\w*|beschadigt\w*|defectueu\w*|defectuos\w*|difettos\w*",
        r"exchange\w*|swap\w*|umtausch\w*|tauschen|echange\w*|cambio|cambios|cambi",
        r"personali[sz]ed|custom|engraved|embroidered|made to order",
        r"christmas|november|december|holiday season|weihnacht\w*|noel|navidad|natale",
        r"trade|wholesale|bulk|schools?",
    )
)
"""What a rule on returns makes exceptions for."""


def _headed_alike(question: Question, lines: Sequence[Line], sure: Numbers) -> Numbers:
    """Return how sure each line is once those count whose heading asks the very thing, "How old?"."""
    asked = [_ASKING.fullmatch(_own_head(line)) for line in lines]
    alike = [n for n, found in enumerate(asked) if found and found.group(1) in question.folded]
    if not alike:
        return sure
    odds = reading.answers(question.text, [headed(lines[n].page, lines[n].text) for n in alike])
    raised = sure * BESIDE_HEADING
    raised[alike] = np.where(odds > 0, np.maximum(sure[alike], THERE), sure[alike])
    return raised


def _in_named_row(question: Question, lines: Sequence[Line], sure: Numbers, sense: Sense) -> Numbers:
    """Return how sure each line is, no less than `THERE` for the one row of a table on the topic that the
    question names: its cells are too short to be heard as an answer."""
    meant = sense.meant(question)
    told = [topic for topic in question.topics if topic in POLICIES and topic is not Topic.POLICY]
    topics = [topic for topic in told if meant.of(topic) >= SURELY_ABOUT]
    rows = [
        n for n, line in enumerate(lines) if tables.is_row(line.text) and all(tables.columns_of(line.text))
    ]
    ours = [n for n in rows if tables.named_by(lines[n].text, question)]
    heads = {n: text.fold(lines[n].page.passage.heading or lines[n].page.title) for n in ours}
    ours = [n for n in ours if any(question.lexicon.hears(t.value, heads[n]) for t in topics)]
    if not ours or len({tables.begins(lines[n].text) for n in ours}) > 1:
        return sure
    sure = sure.copy()
    sure[ours] = np.maximum(sure[ours], THERE + sure[ours] / 100)
    return sure


def _own_head(line: Line) -> str:
    """Return the last step of the heading that a line stands under, folded."""
    return text.fold(line.page.passage.heading.rpartition(" › ")[2])


def _heads(page: Page) -> str:
    return text.fold(". ".join((page.document, page.title, page.passage.heading)))


_ASKING = re.compile(r"(\w+(?: \w+)+)\?")


def _placed(question: Question, lines: Sequence[Line]) -> Numbers:
    """Return what each line counts: less beside a row of a table for the very place that is asked for."""
    asked = tables.asked_places(question)
    if not asked or Topic.SHIPPING not in question.topics:
        return np.ones(len(lines))
    rows = [tables.is_row(line.text) and tables.asked_in(line.text, asked) for line in lines]
    return np.where(rows, 1.0, BESIDE_ROW) if any(rows) else np.ones(len(lines))


def _there(question: Question, lines: Sequence[Line], sure: Numbers, sense: Sense, home: str) -> Numbers:
    """Return how sure each line is by the place too, asked about delivery to one. A line for other places is
    hardly meant; where no line surely answers, those on delivery do that name the place, or Europe, or all
    the world. That Munich is in Germany no encoder of this size knows."""
    asked = tables.delivered_to(question)
    surely = sense.meant(question).of(Topic.SHIPPING) >= SURELY_DELIVERY and not question.about(Topic.RETURNS)
    finer = any(_finer(word, home) for word in question.all_words)
    if not asked or not surely or finer:
        return sure
    covers = {
        n: tables.covers(line.text, asked, home) for n, line in enumerate(lines) if _on_delivery(line.page)
    }
    others = [n for n, how in covers.items() if not how and tables.names_other(lines[n].text, asked)]
    sure = sure.copy()
    sure[others] *= ELSEWHERE
    best = max(covers.values(), default=0)
    if best and home not in asked:  # "we deliver to PO boxes" is no yes to London
        sure[[n for n, how in covers.items() if not how and n not in others]] *= BESIDE_ROW
    if not best or sure.max() >= THERE:
        return sure
    told = [n for n, how in covers.items() if how == best]
    told = [n for n in told if _on_delivery(lines[n].page, heads_only=True)] or told
    sure[told] = np.maximum(sure[told], THERE + sure[told] / 100)
    return sure


def _abroad(question: Question, lines: Sequence[Line], sure: Numbers, sense: Sense, home: str) -> Numbers:
    """Return how sure each line is, asked about delivery to other countries and to none in particular: the
    likeliest is what names some, with all such rows of its table, else what speaks of all."""
    surely = sense.meant(question).of(Topic.SHIPPING) >= SURELY_DELIVERY
    if not surely or not tables.asks_abroad(question.folded, home):
        return sure
    told = {n: tables.abroad(line.text, home) for n, line in enumerate(lines) if _on_delivery(line.page)}
    most = max(told.values(), default=0)
    if not most:
        return sure
    chosen = [n for n, how in told.items() if how == most]
    best = max(chosen, key=lambda n: (sure[n], -n))
    page, rows = lines[best].page, tables.is_row(lines[best].text)
    table = [n for n in chosen if rows and lines[n].page is page and tables.is_row(lines[n].text)]
    return _before_all(sure, best, *table)


def _of_the_goods(question: Question, lines: Sequence[Line], sure: Numbers) -> Numbers:
    """Return how sure each line is, asked what delivery of something costs: the likeliest is the one that
    makes it an exception to the price list."""
    if not question.about(Topic.SHIPPING) or question.yes_no:
        return sure
    there = {stem for name, _ in places.named(question.folded) for stem in text.stems(name)}
    named = {text.stem(word) for word in question.words} - there
    apart = []
    for n, line in enumerate(lines):
        own = named & set(text.stems(line.text))
        if len(own) >= NAMED and not tables.is_row(line.text) and _APART.search(text.fold(line.text)):
            apart.append((len(own), sure[n], n))
    if not apart:
        return sure
    return _before_all(sure, max(apart)[-1])


NAMED = 2
"""Words of a question that a line must hold to be about the thing that is to be delivered."""
_APART = re.compile(
    r"\b(?:bulky|oversi[sz]ed?|too (?:big|large|heavy|long|fragile)|surcharge|pallet|by courier|by freight"
    r"|(?:cannot|can't|can not|never) be (?:posted|sent|shipped|mailed)|collection only|pick ?up only)\b"
)
"""What says of some goods that they go another way."""


def _of_the_service(question: Question, lines: Sequence[Line], sure: Numbers) -> Numbers:
    """Return how sure each line is, asked what the shop charges to do something: the likeliest is the one
    that names a price and does that very thing, whatever it is done to."""
    if not in_context.asks_service(question):
        return sure
    verbs = {text.stem(verb) for verb in question.lexicon.data["services"].split()}
    asked = verbs & set(text.stems(question.folded))
    priced = [
        n
        for n, line in enumerate(lines)
        if evidence.names_money(line.text) and asked & set(text.stems(line.text))
    ]
    return _before_all(sure, max(priced, key=lambda n: (sure[n], -n))) if priced else sure


def _of_the_cutoff(question: Question, lines: Sequence[Line], sure: Numbers) -> Numbers:
    """Return how sure each line is, asked until when to order: the likeliest is the one that says a time or
    a date for it, for Christmas and for the same day where those are asked for."""
    if not (question.about(Topic.SHIPPING, Topic.ORDER) and _ASKS_CUTOFF.search(question.folded)):
        return sure
    told = []
    for n, line in enumerate(lines):
        said = f"{_own_head(line)}. {text.fold(line.text)}"
        if _TELLS_CUTOFF.search(said) and _CLOCK_OR_DATE.search(text.fold(line.text)):
            other = bool(_CHRISTMAS.search(question.folded)) != bool(_CHRISTMAS.search(said))
            another = bool(_SAME_DAY.search(question.folded)) and not _SAME_DAY.search(said)
            there = len(tables.asked_places(question) & _places_of(line))
            told.append((not other, not another, bool(_BOUND.search(said)), there, sure[n], n))
    if not told:
        return sure
    return _before_all(sure, max(told)[-1])


def _before_all(sure: Numbers, *chosen: int) -> Numbers:
    """Return how sure each line is, the chosen ones likelier than all others and sure enough to be said."""
    raised = sure.copy()
    raised[list(chosen)] = min(1.0, max(sure.max() + 0.01, THERE))
    return raised


def _places_of(line: Line) -> frozenset[str]:
    return frozenset(code for _, code in places.named(text.fold(line.text)))


_ASKS_CUTOFF = re.compile(
    r"\b(?:latest|last (?:time|day|date|chance)|by when|by what|until (?:when|what)|what time|how late"
    r"|cut-?off|deadline)\b.{0,60}\b(?:order\w*|dispatch\w*|same[- ]day|next[- ]day|courier|shipped|sent)\b"
    r"|\border(?:ed|ing)?\b.{0,80}\b(?:go(?:es)? out|leave|dispatched|sent|ship|shipped)\b.{0,20}"
    r"\b(?:day|today)\b"
)
_TELLS_CUTOFF = re.compile(
    r"\b(?:order\w*|placed|same[- ]day|dispatch\w*|(?:leaves?|goes|go) (?:out|the same))\b"
)
_CLOCK_OR_DATE = re.compile(
    r"\d\s*(?:am|pm|a\.m|p\.m)\b|\d{1,2}:\d{2}|\bnoon\b|\bmidday\b|\bmidnight\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:november|december|nov|dec)\b|\b(?:november|december|nov|dec) \d"
)
_BOUND = re.compile(r"\b(?:before|by|until|till|latest|last|cut-?off)\b")
_CHRISTMAS = re.compile(r"\b(?:christmas|xmas)\b")
_SAME_DAY = re.compile(r"\b(?:same|that|this)[- ](?:same )?day\b|\btoday\b")


def _finer(word: str, home: str) -> bool:
    """Return whether a place is a part of the shop's own country that prices differ for: Skye, Texas."""
    american = home == "US" and (places.region_of(word) or "").startswith("us ")
    return american or (home == "GB" and bool(places.off_mainland(word)))


def _on_delivery(page: Page, *, heads_only: bool = False) -> bool:
    said = _heads(page) if heads_only else f"{_heads(page)}. {text.fold(page.passage.text)}"
    return any(lexicon(code).hears(Topic.SHIPPING.value, said) for code in LANGUAGES)
