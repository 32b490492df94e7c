"""How surely a line answers a question: features of question and line, weighed by a small logistic model.

Models fitted by `python -m bench.answers.tune`: `pages` for lines of a shop's documents, `record` for lines
of one product's record. All lines get a glance; the likeliest few are then read beside the message
(`reading`), and a second model weighs both. Its probability decides between an answer and "I don't know"
before any language model is asked.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from appliance.answers import places, reading, text
from appliance.answers.language import Attribute
from appliance.answers.sense import Sense
from appliance.answers.topics import POLICIES
from appliance.answers.understand import Question

Numbers = NDArray[np.float64]
READ = 4
"""Candidates that are read; each takes 10 to 30 ms. Six found not one line more on shops left out."""
UNMEASURED = 0.6
"""What a line of a record is worth that has no figure in the unit of what is asked for."""
UNCOUNTED = 0.7
"""What a line of a record is worth that does not count what "how many …" asks for."""

ALSO, BEYOND_DOUBT, FURTHER = 0.2, 0.9, 0.7
"""How sure a second line must be to be told beside the best one, and beside one that is beyond doubt. With
each shop left out, two lines of pages, told from 0.55 on, answered 379 of 645 questions and were told for 35
of 1,616 that no page answers; one, told from 0.5 on, answered 334 and was told for 38. Of records, told from
0.65 on, two answered 230 of 333 (40 of 453), one 214 (36)."""

PAGE_FEATURES = (
    *("likeness", "likeness_below_heading", "likeness_of_heading", "passage", "words", "words_or_heading"),
    *("cues_or_heading", "rarest", "unmet", "agreement", "agreement_of_heading", "money"),
    *("no_money", "clock", "no_clock", "duration", "no_figure", "counted"),
    *("uncounted", "policy", "length", "short", "first", "gap"),
    *("elsewhere", "agreement_gap"),
)
RECORD_FEATURES = (
    *("likeness", "likeness_masked", "likeness_titled", "gap", "words", "all_words"),
    *("some_words", "no_words", "unmet", "rarest", "tells", "attribute"),
    *("told", "unit", "no_unit", "figure", "no_figure", "counted"),
    *("uncounted", "field", "closed", "lines", "length"),
)

READ_FEATURES = ("glance", "odds", "glance_gap", "odds_gap", "best_odds", "both")


@dataclass(frozen=True)
class Candidate:
    """A line that may answer. `place` counts its passage among those found, `score` is the passage's own."""

    text: str
    heading: str = ""
    title: str = ""
    place: int = 0
    score: float = 0.0

    @property
    def headed(self) -> str:
        """The line as the reader reads it: under its heading."""
        return reading.under(self.heading or self.title, self.text)


@dataclass(frozen=True)
class Weights:
    """A fitted logistic model over named features."""

    mean: Numbers
    scale: Numbers
    weights: Numbers
    bias: float

    def probabilities(self, features: Numbers) -> Numbers:
        """Return each row's probability."""
        scores = (features - self.mean) / self.scale @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-scores)), np.float64)


def judge_pages(question: Question, lines: Sequence[Candidate], sense: Sense) -> Numbers:
    """Return for each line of the shop's pages how surely, 0..1, it answers the question."""
    if not lines:
        return np.zeros(0)
    features = page_features(question, lines, sense)
    return judge(
        "pages", features, lambda kept: reading.answers(question.text, [lines[n].headed for n in kept])
    )


def glance_at_pages(question: Question, lines: Sequence[Candidate], sense: Sense) -> Numbers:
    """Return for each line how likely, 0..1, it answers as far as can be told without reading it."""
    return fitted()["pages"].probabilities(page_features(question, lines, sense))


def judge_record(question: Question, title: str, lines: Sequence[str], sense: Sense) -> Numbers:
    """Return for each line of a product's record how surely, 0..1, it answers the question."""
    if not lines:
        return np.zeros(0)
    features = record_features(question, title, lines, sense)
    other = features[:, RECORD_FEATURES.index("uncounted")] > 0
    told = [reading.under(title, line) for line in lines]
    sure = judge("record", features, lambda kept: reading.answers(question.text, [told[n] for n in kept]))
    worth = np.array([_worth(question, line) for line in lines], np.float64)
    judged: Numbers = sure * np.where(other, UNCOUNTED, 1.0) * worth
    return judged


def judge(kind: str, features: Numbers, odds_of: Callable[[Sequence[int]], Numbers]) -> Numbers:
    """Return how sure each candidate is once the likeliest at a glance are read; those left out are not sure
    at all. Without the reader the glance alone judges."""
    glance = fitted()[kind].probabilities(features)
    kept = likeliest(glance)
    odds = odds_of(kept)
    if not odds.any():
        return glance
    sure = np.zeros(len(glance))
    sure[kept] = fitted()[f"{kind}_read"].probabilities(read_features(features[kept], glance[kept], odds))
    return sure


def likeliest(glance: Numbers, count: int = READ) -> list[int]:
    """Return the places of the candidates worth reading, likeliest first."""
    return [int(place) for place in np.argsort(-glance, kind="stable")[:count]]


def told(sure: Numbers) -> list[int]:
    """Return the places of the surest line and of a second one that may well be what answers."""
    best, *others = (int(place) for place in np.argsort(-sure, kind="stable")[:2])
    least = ALSO if sure[best] < BEYOND_DOUBT else FURTHER
    return [best, *(second for second in others if sure[second] >= least)]


def either(sure: Numbers) -> float:
    """Return how sure it is that one of the lines answers."""
    return float(1 - np.prod(1 - sure))


def read_features(features: Numbers, glance: Numbers, odds: Numbers) -> Numbers:
    """Return the features and the columns of `READ_FEATURES`: log odds at a glance and read, how far each
    is above the others' best, and what both say together."""
    clipped = np.clip(glance, 1e-6, 1 - 1e-6)
    seen = np.log(clipped / (1 - clipped))
    best = np.full(len(odds), odds.max())
    return np.hstack([features, np.stack([seen, odds, gap(seen), gap(odds), best, seen * odds / 10], axis=1)])


def gap(column: Numbers) -> Numbers:
    """Return how far each number is above the best of the others."""
    if len(column) < 2:
        return column.copy()
    second, best = np.sort(column)[-2:]
    others: Numbers = np.where((column == best) & (best > second), second, best)
    return column - others


@lru_cache(maxsize=1)
def fitted() -> dict[str, Weights]:
    """Return the models that ship."""
    stored = json.loads((resources.files("appliance.answers") / "evidence.json").read_text("utf-8"))
    return {
        name: Weights(np.array(m["mean"]), np.array(m["scale"]), np.array(m["weights"]), m["bias"])
        for name, m in stored.items()
    }


# --- features --------------------------------------------------------------------------------------


def page_features(question: Question, lines: Sequence[Candidate], sense: Sense) -> Numbers:
    """Return (len(lines), len(PAGE_FEATURES)) numbers."""
    asked = Asked.of(question)
    headed = [f"{line.heading or line.title}: {line.text}" for line in lines]
    titles = [f"{line.title} › {line.heading}" for line in lines]
    own = [frozenset(text.stems(line.text)) for line in lines]
    both = [
        bag | frozenset(text.stems(f"{line.heading} {line.title}"))
        for bag, line in zip(own, lines, strict=True)
    ]
    weights = rarity([*asked.content, *asked.cues], both)
    plain, below, above = (
        sense.likeness(question.readings, texts) for texts in ([c.text for c in lines], headed, titles)
    )
    meant = sense.meant(question)
    agree, agree_title = sense.agreement(meant, headed), sense.agreement(meant, titles)
    policy = meant.of(*POLICIES)
    second = float(np.sort(below)[-2]) if len(lines) > 1 else 0.0
    at = _abroad(question.folded)
    rows = []
    for n, line in enumerate(lines):
        met = [meets(word, both[n], question) for word in asked.content]
        rows.append(
            (
                plain[n], below[n], above[n], line.score,
                _share(asked.content, own[n], weights, question),
                _share(asked.content, both[n], weights, question),
                _share(asked.cues, both[n], weights, question),
                _rarest(asked.content, met, weights), min(4, met.count(False)),
                math.sqrt(max(0.0, agree[n])), math.sqrt(max(0.0, agree_title[n])),
                *_figures(asked, line.text),
                policy, min(1.0, len(line.text) / 200), len(line.text) < 25, line.place == 0,
                below[n] - second, bool(_abroad(f"{line.heading} {line.text}") - at),
                agree_title[n] - agree_title.max(),
            )
        )  # fmt: skip
    return np.array(rows, np.float64)


def record_features(question: Question, title: str, lines: Sequence[str], sense: Sense) -> Numbers:
    """Return (len(lines), len(RECORD_FEATURES)) numbers."""
    named = frozenset(text.stems(title))
    asked = Asked.of(question, named)
    wanted = question.lexicon.attributes.get(question.attribute)
    bags = [frozenset(text.stems(line)) for line in lines]
    weights = rarity(asked.content, bags)
    plain = sense.likeness(question.readings, lines)
    masked = sense.likeness([masked_text(reading, named) for reading in question.readings], lines)
    titled = sense.likeness(question.readings, [f"{title}: {line}" for line in lines])
    order = np.sort(masked)
    rows = []
    for n, line in enumerate(lines):
        met = [meets(word, bags[n], question) for word in asked.content]
        other = (order[-2] if len(lines) > 1 else 0.0) if masked[n] == order[-1] else order[-1]
        told = tells(line, wanted) if wanted else 0.0
        measured = bool(wanted and wanted.units and wanted.measures(line))
        rows.append(
            (
                plain[n], masked[n], titled[n], masked[n] - other,
                sum(met) / max(1, len(met)), bool(met) and all(met), any(met), not met,
                min(4, met.count(False)),
                _rarest(asked.content, met, weights),
                min(4.0, told), wanted is not None, told > 0,
                measured, bool(wanted and wanted.units) and not measured,
                asked.figure and _has_figure(line), asked.figure and not _has_figure(line),
                *_counted(asked, line),
                bool(_FIELD.match(line)), question.yes_no,
                min(2.0, len(lines) / 10), min(1.0, len(line) / 200),
            )
        )  # fmt: skip
    return np.array(rows, np.float64)


@dataclass(frozen=True)
class Asked:
    """What a question asks for, ready to be compared with lines."""

    folded: str
    content: tuple[str, ...]
    cues: tuple[str, ...]
    counted: str
    figure: bool

    @staticmethod
    def of(question: Question, named: frozenset[str] = frozenset()) -> Asked:
        """`named` are stems of the product's title: they tell nothing of a line of its record."""
        fillers = question.lexicon.fillers
        content = dict.fromkeys(text.stem(word) for word in question.all_words if word not in fillers)
        if named:
            content = dict.fromkeys(word for word in content if not text.match_word(word, named))
        told = [text.stem(word) for word in (*question.words, *question.soft)]
        for topic in question.topics:
            told += _cue_stems(question, topic.value)
        counted = _COUNTED.search(question.folded)
        said = counted.group(1) if counted else ""
        noun = "" if said in fillers and said not in _TIMES else text.stem(text.unit(said))
        return Asked(
            question.folded, tuple(content), tuple(dict.fromkeys(told)),
            "" if noun in named else noun, bool(_ASKS_FIGURE.search(question.folded)),
        )  # fmt: skip


def _cue_stems(question: Question, topic: str) -> list[str]:
    found = []
    for cue in question.lexicon.cues.get(topic, ()):
        for match in cue.pattern.finditer(question.folded):
            words = text.tokens(match.group())
            found += [text.stem(word) for word in words if word not in question.lexicon.fillers]
    return found


def masked_text(said: str, named: frozenset[str]) -> str:
    """Return a question with the words of a product's name replaced by "it"."""
    kept: list[str] = []
    for piece in re.findall(r"[\w'’.-]+|[^\w\s]", said):
        stems = text.stems(piece)
        if (
            stems
            and all(text.match_word(stem, named) for stem in stems)
            and stems[0] not in ("the", "a", "of")
        ):
            kept += ["it"] if kept[-1:] != ["it"] else []
        else:
            kept.append(piece)
    return " ".join(kept)


def rarity(words: Sequence[str], bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return an inverse document frequency of each word over the lines."""
    return {word: math.log(1 + len(bags) / (1 + sum(word in bag for bag in bags))) for word in words}


def meets(word: str, bag: frozenset[str], question: Question) -> bool:
    """Return whether a line's stems hold a word, a twin of it, or the word but for a slip."""
    twins = question.twins.get(word, ())
    return word in bag or any(twin in bag for twin in twins) or bool(text.match_word(word, bag))


def _share(words: Sequence[str], bag: frozenset[str], weights: dict[str, float], question: Question) -> float:
    total = sum(weights[word] for word in words)
    return sum(weights[word] for word in words if meets(word, bag, question)) / total if total else 0.0


def _rarest(words: Sequence[str], met: Sequence[bool], weights: dict[str, float]) -> float:
    """Return 1 when the line holds the word that the fewest lines hold, -1 when not, 0 without words."""
    if not words:
        return 0.0
    return 1.0 if met[max(range(len(words)), key=lambda n: weights[words[n]])] else -1.0


_MONEY = re.compile(r"[$€£]\s?\d|\d\s?[$€£]|\bfree\b|no charge", re.IGNORECASE)
_ASKS_MONEY = re.compile(
    r"how much|cost|price|charge|fee\b|\bpay\b|[$€£]|pricey|expensive|freight|postage|"
    r"was kostet|combien|cuanto|多少钱"
)
_ASKS_CLOCK = re.compile(
    r"what time|which time|what hour|until when|till when|by when|how late|how early|latest|um wie viel uhr|"
    r"bis wann|quelle heure|que hora|几点"
)
_CLOCK = re.compile(r"\d\s*(?:am|pm|a\.m|p\.m|uhr|h\b)|\d{1,2}:\d{2}|\bnoon\b|midday|midnight", re.IGNORECASE)
_ASKS_DURATION = re.compile(
    r"how (?:long|soon|fast|quick)|\bwhen\b|how many days|within|"
    r"wie lange|combien de temps|多久"
)
_DURATION = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|ten|fourteen|thirty)[\s-]*"
    r"(?:to \w+ |(?:-|–)\s?\d+ )?(?:business |working )?(?:second|minute|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half)\b", re.IGNORECASE
)
_ASKS_FIGURE = re.compile(
    r"how (?:many|much|long|big|heavy|wide|tall|old|hot|fast|thick|deep|high|far|cold|loud|bright|quick)\b|"
    r"what (?:temperature|size|weight|age|year|percent|height|width)|"
    r"wie (?:viel|lang|schwer|gross|hoch)|combien|cuant|多少|多大"
)
_COUNTED = re.compile(r"how (?:many|much) ([^\W\d_]{3,})")
_TIMES = frozenset(text.tokens("seconds minutes hours days weeks months years"))
_FIELD = re.compile(r"[\w ()/-]{2,30}: ")


@lru_cache(maxsize=4096)
def _abroad(said: str) -> frozenset[str]:
    """Return the countries and regions, no towns, that a text names."""
    folded = text.fold(said)
    lands = {code for name, code in places.named(folded) if not places.is_city(name)}
    return frozenset(lands | places.regions_in(folded))


def asks_duration(folded: str) -> bool:
    """Return whether a folded question asks how long or until when."""
    return bool(_ASKS_DURATION.search(folded))


def names_money(line: str) -> bool:
    return bool(_MONEY.search(line))


def _has_figure(line: str) -> bool:
    return bool(_FIGURE.search(line))


def _figures(asked: Asked, line: str) -> tuple[bool, ...]:
    """Return whether the line has or lacks the sort of figure that is asked for."""
    money, clock = bool(_ASKS_MONEY.search(asked.folded)), bool(_ASKS_CLOCK.search(asked.folded))
    lasts = asks_duration(asked.folded)
    return (
        money and bool(_MONEY.search(line)), money and not _MONEY.search(line),
        clock and bool(_CLOCK.search(line)), clock and not _CLOCK.search(line),
        lasts and bool(_DURATION.search(line)), lasts and not _FIGURE.search(line),
        *_counted(asked, line),
    )  # fmt: skip


def _counted(asked: Asked, line: str) -> tuple[bool, bool]:
    """Return whether the line counts what "how many …" asks for, and whether it does not though asked."""
    if not asked.counted:
        return False, False
    there = _has_figure(line) and bool(text.match_word(asked.counted, frozenset(text.stems(line))))
    return there, not there


def _worth(question: Question, line: str) -> float:
    """Return what a line of a record counts: less without a figure in the unit of the property asked for, as
    "solid brass, 285 g" for its diameter, and where it tells another: "per charge" is no time to charge."""
    wanted = question.lexicon.attributes.get(question.attribute)
    if wanted is None or question.yes_no:
        return 1.0
    other = any(cue.pattern.search(text.fold(line)) for cue in wanted.avoid)
    other = other or (wanted.name == "load" and _is_weight(question, line))
    measured = not wanted.units or wanted.measures(line)
    return 1.0 if measured and not other else UNMEASURED


def _is_weight(question: Question, line: str) -> bool:
    """Return whether a line is the field "Weight", which says what a thing weighs and not what it bears."""
    name, weight = text.fold(line.partition(":")[0]).strip("- "), question.lexicon.attributes["weight"]
    return any(cue.pattern.fullmatch(name) for cue in (*weight.ask, *weight.find))


def tells(line: str, wanted: Attribute) -> float:
    """Return how well a line tells an attribute, 0..4: its typical words, and a figure with its unit."""
    folded = text.fold(line)
    if any(cue.pattern.search(folded) for cue in wanted.avoid):
        return 0.0
    score = float(min(2, sum(bool(cue.pattern.search(folded)) for cue in wanted.find if len(cue.phrase) > 2)))
    if wanted.units:
        score = score + 1.5 if wanted.measures(line) else min(score, 1.0)
    return score
