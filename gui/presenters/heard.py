"""What the service says, in the window's language.

Its sentences are listed in `gui.service_words` with places like {1} for what they name; one that is not
listed is shown as it came.
"""

from __future__ import annotations

import re
from functools import cache

from gui import service_words
from gui.words import tr

_PLACE = re.compile(r"\{\d\}")


def heard(sentence: str) -> str:
    """Return a sentence of the service in the window's language, what it names included."""
    if sentence in service_words.SENTENCES:
        return tr(sentence)
    for pattern, template in _patterns():
        if found := pattern.fullmatch(sentence):
            said = tr(template)
            return sentence if said == template else _filled(said, found.groups())
    return sentence


def all_heard(*sentences: str) -> str:
    """Return several sentences, one after another."""
    return " ".join(heard(one) for one in sentences if one)


def _filled(template: str, named: tuple[str, ...]) -> str:
    """Put what was named into its places; the service may name things in its own words."""
    return _PLACE.sub(lambda place: heard(named[int(place[0][1]) - 1]), template)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return the sentences that name something; those that say most themselves are tried first."""
    open_ones = [one for one in service_words.SENTENCES if _PLACE.search(one)]
    open_ones.sort(key=lambda one: -len(_PLACE.sub("", one)))
    return [(re.compile(_pattern(one), re.DOTALL), one) for one in open_ones]


def _pattern(template: str) -> str:
    return "(.+?)".join(map(re.escape, _PLACE.split(template)))
