"""A question that goes on with the last one: "And to New Zealand?" asks the same of another place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from appliance.answers import clauses, places, tables, text
from appliance.answers.reply import State
from appliance.answers.topics import Topic
from appliance.answers.understand import Question
from appliance.answers.variants import option_values, select
from appliance.core.products import Product

_WHERE = re.compile(
    r"(?<!\w)(to|in|for|on|nach|a|en)\s"
    r"(?!(?:get|be|arrive|come|reach|there|that|it|me|us|you|my|them|have)\b)"
)
"""What a place or a day follows: "to Bath", but not "to get there"."""


def merged(earlier: str, question: Question) -> str:
    """Return both questions as one, without the places and days of the first that the second replaces."""
    kept = earlier
    if tables.delivered_to(question):
        for name, _ in places.named(text.fold(earlier)):
            kept = _without(kept, name)
    days = [text.fold(name) for name in question.lexicon.data["days"]["names"]]
    if any(_said(day, question.folded) for day in days):
        for day in days:
            kept = _without(kept, day)
    ends = _WHERE.findall(question.folded)
    if ends:
        kept = re.sub(rf"^(.*\S)\s{ends[-1]}\s[^?.,]*", r"\1", kept, flags=re.IGNORECASE)
    return f"{kept} {question.text}"


_ANEW = re.compile(
    r"^\W*(?:(?:and|ok|okay|so|also|then|und|et|y|e)\W+)*"
    r"(?:whats|what(?!\s+about)|how(?!\s+about)|where|why|who|when|was(?= )|wie|wo|warum|wann|"
    r"comment|pourquoi|ou(?= )|que(?= )|como|donde|por que|quando|come|dove|perche|cosa)(?!\w)"
)


def asks_anew(question: Question) -> bool:
    """Return whether a follow-up asks something of its own, "whats in them", no fragment of the last."""
    return bool(_ANEW.search(question.folded))


def of_other(earlier: str, title: str, other: str) -> str:
    """Return a question about one product asked of another; "" where it does not name the first.

    Its name is the longest run of words of the title, else a pronoun."""
    named = set(text.stems(title))
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", earlier)]
    runs: list[list[tuple[int, int]]] = [[]]
    for start, end in spans:
        if set(text.stems(earlier[start:end])) & named:
            runs[-1].append((start, end))
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    if longest:
        return earlier[: longest[0][0]] + other + earlier[longest[-1][1] :]
    asked = clauses.about(earlier, other)
    return asked if asked != earlier else ""


_OF_VARIANT = (Topic.PRICE, Topic.STOCK, Topic.QUANTITY, Topic.SKU, Topic.BARCODE)


def with_options(question: Question, state: State, focus: Sequence[Product]) -> Question:
    """Let "is it in stock?" mean the size that was asked for before, and "and in black?" that size too."""
    names = question.lexicon.generic | question.lexicon.size_words
    told = question.wanted or any(word not in names for word in question.words)
    anew = told or any(word in question.lexicon.rank_words for word in question.all_words)
    if not state.options or not question.about(*_OF_VARIANT, Topic.BROWSE):
        return question
    if anew:
        return _with_others(question, state, focus)
    return replace(question, wanted=state.options) if question.about(*_OF_VARIANT) else question


def _with_others(question: Question, state: State, focus: Sequence[Product]) -> Question:
    """Return a follow-up that names a value of one option with the values of the others asked for before,
    where the product is sold in both."""
    chosen = select(focus[0], question).named if len(focus) == 1 and question.continuing else ()
    if not chosen:
        return question
    values = option_values(focus[0]).values()
    anew = {_written(value) for each in values if set(each) & set(chosen) for value in each}
    whole = replace(question, wanted=(*question.wanted, *(o for o in state.options if o not in anew)))
    return whole if select(focus[0], whole).variants else question


def _written(value: str) -> str:
    return " ".join(text.tokens(value))


def _said(name: str, folded: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", folded))


def _without(said: str, name: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(name)}s?(?!\w)", " ", said, flags=re.IGNORECASE)
