"""Where a shop does not deliver: places that its pages do not name, and the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from appliance.answers import places, tables, text
from appliance.answers.policy import Page, Quote, finished, lines_of
from appliance.answers.understand import Question


def foreign_place(question: Question, pages: Sequence[Page], home: str) -> str | None:
    """Return a place the question names whose country neither the shop's pages nor its home is; else None."""
    told = text.fold(" ".join(f"{page.passage.heading} {page.passage.text}" for page in pages))
    asked = tables.delivered_to(question)
    if any(tables.covers(line.text, asked, home) for page in pages for line in lines_of(page)):
        return None
    content = set(question.words) | set(question.all_words) - question.lexicon.fillers
    for name, code in places.named(question.folded):
        if not text.is_cjk(name) and not content & set(name.split()):
            continue
        if places.is_city(name) and (places.is_in(name, home) or not _goes_to(name, question)):
            continue
        if code == home or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told):
            continue
        others = (other for other in places.country_names(code) if len(other) > len("us"))
        if any(re.search(rf"(?<!\w){re.escape(other)}(?!\w)", told) for other in others):
            continue
        return name.title()
    return None


def _goes_to(name: str, question: Question) -> bool:
    """A word that is also a town counts as one only with a capital after "to" or "in": Tyre is a town too."""
    if not text.is_cjk(name) and name.title() not in question.text:
        return False
    return bool(
        re.search(
            rf"(?:to|in|into|near|nach|à|a|en|vers|pour|for)\s+{re.escape(name)}(?!\w)", question.folded
        )
    )


_LIMIT = re.compile(
    r"\bonly\b|\bdo not (?:ship|deliver|send)|\bany other country|\bnot .{0,20}(?:overseas|abroad)|"
    r"\bnot .{0,20}international|"
    r"\bnur\b|nicht ins ausland|non .{0,20}all'estero",
    re.IGNORECASE,
)


def delivery_limit(pages: Sequence[Page]) -> Quote | None:
    """Return the sentence that says where the shop does not deliver, if its pages have one."""
    for page in pages:
        for line in lines_of(page):
            if _LIMIT.search(line.text) and re.search(
                r"ship|deliver|send|liefer|versand|spedi|consegn", line.text, re.IGNORECASE
            ):
                return Quote(finished(line.text), page, 1.0)
    return None
