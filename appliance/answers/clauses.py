"""A message that asks two things, parted so that each gets its answer.

A part begins where a question begins anew: behind a question mark or an "and", with a word that asks. "Salt
and pepper mills" is one thing; "is it leakproof, and how long does it stay hot" are two.
"""

from __future__ import annotations

import re

LEAST_WORDS = 3
"""Words that a part needs to be a question: "and how much?" goes on with the one before."""
MOST = 3
"""Parts of a message that are answered one by one; who asks more gets one answer to the whole."""
_BEFORE = (
    r"(?:(?:from|for|to|in|at|by|until|on|with|up to|ab|bis|von|mit|für|à|de|pour|para|con|desde|hasta|da|di|"
    r"per|fino a) )?"
)
_ASKS = (
    "how|what|when|where|who|whose|which|why|is|are|do|does|did|can|could|will|would|has|have|was|were|should|"
    "wie|wieviel|was|wann|wo|wer|welche[rsnm]?|warum|ist|sind|hat|habt|haben|kann|könnt|können|gibt|liefert|"
    "liefern|versendet|muss|darf|"
    "combien|quand|où|qui|quel(?:le)?s?|comment|pourquoi|est-ce|puis-je|peut-on|livrez|avez|y a-t-il|faut-il|"
    "cuánto|cuanto|cuánta|qué|cuándo|cuando|dónde|donde|quién|cuál|cómo|hay|puedo|tienen|tenéis|hacen|envían"
)
_ASKS_ITALIAN = (
    "quant[oaie]|quando|dov(?:e|['’]è)|chi|cosa|(?:a )?che|qual[ei]?|perché|come (?:posso|si|faccio)|è|"
    "c['’]è|ci sono|posso|si può|avete|potete|spedite|consegnate|fate|vendete|accettate"
)
"""Apart from the others, since "e" parts questions only before these: "vitamin E is" is no part."""
_AND = r"(?:and|und|et|y|&|also|plus|außerdem|aussi|además)"
_NEW = re.compile(
    rf"(?:\?\s+(?:{_AND}\s+)?|,?\s+(?:{_AND}\s+)+)(?=¿?{_BEFORE}(?:{_ASKS})(?!\w))|？(?=.)|"
    rf"(?:\?\s+(?:e\s+)?|,?\s+e\s+)(?={_BEFORE}(?:{_ASKS_ITALIAN})(?!\w))",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"^(?:\W|hi\b|hello\b|hey\b|please\b|so\b|ok\b|ciao\b|buongiorno\b|salve\b)*"
    rf"{_BEFORE}(?:{_ASKS}|{_ASKS_ITALIAN})(?!\w)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^([^:?.!]{3,60}):\s+(?=\w)")
_IT = re.compile(r"(?<![\w'’])(?:it|they|them|this one|that one)(?![\w'’])", re.IGNORECASE)


EXCLUDED = re.compile(
    r"[,;]?\s+(?:(?:but )?not (?:counting|including|the)|excluding|except(?: for)?|"
    r"apart from|other than|without(?: the)?|(?:aber )?nicht (?:der|die|das|den)|ohne(?: den| die| das)?|"
    r"au(?:ß|ss)er(?: der| dem)?|sauf(?: le| la| les)?|sans(?: le| la| les)?|pas l[ea]s?|sin(?: el| la)?|"
    r"excepto(?: el| la)?|no (?:el|la)|(?:tranne|eccetto|senza)(?: il| la| i| le)?)"
    r"\s+([^\W\d_][\w-]+)(?: ones?)?(?!\w)",
    re.IGNORECASE,
)
"""What names a product only to say that it is not meant."""


def parts(message: str) -> tuple[str, ...]:
    """Return the questions of a message, in order; only itself when it asks one thing."""
    named = _ABOUT.match(message)
    head = f"{named.group(1)}: " if named else ""
    found = [part.strip() for part in _NEW.split(message[len(head) :])]
    if not 2 <= len(found) <= MOST or not _BEGINS.match(found[0]) or any(map(_short, found)):
        return (message,)
    return tuple(f"{head}{part.rstrip('?.! ')}?" for part in found)


def about(part: str, title: str) -> str:
    """Return a part with "it" replaced by what the part before was about."""
    return _IT.sub(lambda _: title, part, count=1)


def _short(part: str) -> bool:
    return len(part.split()) < LEAST_WORDS and len(part) < 2 * LEAST_WORDS * 3
