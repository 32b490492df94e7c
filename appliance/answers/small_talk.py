"""Small talk in more words than a cue has: "you've been a lifesaver, thanks a million"."""

from __future__ import annotations

import re

from appliance.answers.topics import SMALL_TALK, Topic
from appliance.answers.understand import Question

MOST = 4
"""Words beside the greeting or the thanks from which on a message has something to say."""
_GOES_ON = re.compile(
    r"(?<!\w)(?:but|however|still|not|no|never|\w+n't|except|aber|nicht|noch|mais|pas|encore|pero|todavia|aun|"
    r"ma(?!')|pero|ancora|tuttavia|und|et|y|e|"
    r"and(?= (?:what|how|is|are|do|does|can|could|the|a|an|my|one|in|for|to)\b))(?!\w)"
)
"""What turns thanks into a complaint or goes on to something else."""


def small_talk(question: Question) -> Topic | None:
    """Return what kind of small talk a message may be that says more than a cue; None when it asks anything.

    Whether the words beside it name a product is for the caller to see."""
    if _acknowledges(question):
        return Topic.THANKS
    heard = next((kind for kind in SMALL_TALK if question.lexicon.hears(kind.value, question.folded)), None)
    if heard is None or len(question.words) > MOST or question.wanted or question.codes:
        return None
    asks = set(question.topics) - {*SMALL_TALK} or "?" in question.text.removesuffix("?")
    asks = asks or (question.text.rstrip().endswith("?") and heard is not Topic.GREETING)
    return None if asks or _GOES_ON.search(question.folded) else heard


def _acknowledges(question: Question) -> bool:
    """Return whether a message is nothing but "ah ok"."""
    left = question.folded
    for start, end in question.lexicon.heard("acknowledged", question.folded):
        left = left[:start] + " " * (end - start) + left[end:]
    return left != question.folded and not re.search(r"\w|\?", left)
