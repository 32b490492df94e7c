"""Words that customers write and that would be taken for slips: `python -m bench.answers.real_words`.

"march" is one letter from "match". Whoever mends slips towards the cues must know that it is a word. The
reader's exercises and the ways of asking hold what customers write: what stands there three times is no slip.
Prints `real` of every `lexicon/<language>.toml`.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter

from appliance.answers import text
from appliance.answers.language import LANGUAGES, Lexicon, lexicon
from appliance.answers.understand import mended
from models.intents import ways
from models.reader import exercises

OFTEN = 3


def main() -> None:
    for code in LANGUAGES:
        if code == "zh":  # nobody mends its signs
            continue
        found = sorted(taken_for_slips(written(code), lexicon(code)))
        print(f'{code}: real = """\n{textwrap.fill(" ".join(found), 108)}\n"""')


def written(code: str) -> Counter[str]:
    """Return how often customers write each folded word of a language."""
    messages = [way.line for way in ways.read(code)]
    for exercise in exercises.read():
        if exercise.languages[1] == code:
            messages += [ask.message for ask in exercise.asks]
            messages += [*exercise.lines.values(), *exercise.products.values()]
    return Counter(word for said in messages for word in re.findall(r"[^\W\d_]+", text.fold(said)))


def taken_for_slips(counts: Counter[str], words: Lexicon) -> set[str]:
    """Return the words that would be mended into others."""
    often = (word for word, count in counts.items() if count >= OFTEN)
    return {word for word in often if text.stem(mended(word, words)) != text.stem(word)}


if __name__ == "__main__":
    main()
