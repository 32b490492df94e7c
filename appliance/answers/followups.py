"""A question that goes on with the last one: "And to New Zealand?" asks the same of another place."""

from __future__ import annotations

import re

from appliance.answers import places, text
from appliance.answers.understand import Question

_WHERE = re.compile(r"(?<!\w)(to|in|for|on|nach|a|en)\s")


def merged(earlier: str, question: Question) -> str:
    """Return both questions as one, without the places and days of the first that the second replaces."""
    kept = earlier
    if places.named(question.folded):
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


def _said(name: str, folded: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", folded))


def _without(said: str, name: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(name)}s?(?!\w)", " ", said, flags=re.IGNORECASE)
