"""Runs of content words: the parts of a question that may name a product."""

from __future__ import annotations

import re

from appliance.answers import text
from appliance.answers.language import Lexicon
from appliance.answers.topics import Topic


def content(folded: str, words: Lexicon) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return (runs of content words, all of them): fillers, punctuation and single letters break a run."""
    chunks: list[tuple[str, ...]] = []
    run: list[str] = []
    for piece in re.findall(r"\w+(?:[-'./]\w+|(?<=\d),\d+)*|[^\w\s]", words.unelided(folded)):
        tokens = text.tokens(piece)
        if not tokens or all(token in words.fillers for token in tokens):
            if run:
                chunks.append(tuple(run))
            run = []
        elif words.code == "zh" and any(token in words.fillers for token in tokens):
            run += [token for token in tokens if not (set(token) & _ZH_PARTICLES or token in words.fillers)]
        else:
            run += [token for token in tokens if token not in words.fillers]
    if run:
        chunks.append(tuple(run))
    return tuple(chunks), tuple(word for chunk in chunks for word in chunk)


_ZH_PARTICLES = frozenset("的了吗呢吧啊呀我你您他她它们是有没和与跟这那哪什么怎多少几请问想要可以能个件款在")


def without_cues(folded: str, words: Lexicon, topics: tuple[Topic, ...], attribute: str) -> str:
    """Return the text with the phrases that told the topic blanked, so that they name no product."""
    spans: list[tuple[int, int]] = []
    names = {topic.value for topic in topics} | {"browse", "describe", "cheapest", "dearest", "anaphora"}
    if Topic.STOCK in topics or Topic.QUANTITY in topics:
        names |= {"stock", "quantity"}
    for name in sorted(names & set(words.cues)):
        spans += [
            found.span()
            for cue in words.cues[name]
            if not cue.phrase.endswith(" *") and "* " not in cue.phrase
            for found in cue.pattern.finditer(folded)
        ]
    if attribute:
        spans += [
            found.span() for cue in words.attributes[attribute].ask for found in cue.pattern.finditer(folded)
        ]
    blanked = list(folded)
    for start, end in spans:
        blanked[start:end] = " . ".ljust(end - start)[: end - start]
    return "".join(blanked)


def starts(folded: str, words: Lexicon, cue: str) -> bool:
    return any(entry.pattern.match(folded.lstrip()) for entry in words.cues.get(cue, ()))
