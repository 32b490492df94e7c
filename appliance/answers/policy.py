"""Answers out of the shop's own pages: the lines that answer, word for word, or none.

A page's sentence is quoted, never reworded, so that no condition is lost. A line is chosen by the
question's words in it (rare words count more), by its heading, and by the similarity of embeddings.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from appliance.answers import places, text
from appliance.answers.topics import Topic
from appliance.answers.understand import Question
from appliance.core.products import Passage

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""(question, texts) → cosine of each text to the question."""

MIN_SCORE = 0.41
"""Least score of a quoted line; set on the development questions of `bench/answers`."""
REQUIRED = 0.6
"""Share of the words that a line must hold to tell something of a product."""
LINE_TIE, ROW_TIE = 0.9, 0.98
"""Lines of a passage this near to the best are said with it; rows of a table only when they tie."""
MAX_LINES = 3
MAX_COMPARED = 16
"""Lines whose meaning is compared with the question's."""
OFF_TOPIC = 0.75
"""What a line counts that neither itself nor by its heading says a word of the topic."""


@dataclass(frozen=True)
class Page:
    """A retrieved passage with the document it stands in."""

    id: str
    document: str
    title: str
    passage: Passage


@dataclass(frozen=True)
class Quote:
    """Lines of one passage that answer, in their order; `score` 0..1 says how sure that is."""

    text: str
    page: Page
    score: float


@dataclass(frozen=True)
class Line:
    text: str
    page: Page
    order: int


def quote(
    question: Question,
    pages: Sequence[Page],
    similarity: Similarity,
    require: frozenset[str] = frozenset(),
) -> Quote | None:
    """Return the best lines of the retrieved pages, or None when nothing answers.

    A line must hold at least `REQUIRED` of the stems `require` itself, not merely stand below a heading
    that does: what is asked of a product must be told of it.
    """
    lines = [line for page in pages for line in lines_of(page) if _holds(line.text, require, question)]
    lines = _likeliest(_of_the_region(lines, question), question)
    if not lines:
        return None
    scores = _scores(question, lines, similarity)
    best = max(range(len(lines)), key=lambda index: scores[index])
    if scores[best] < MIN_SCORE:
        return None
    return Quote(_around(lines, scores, best), lines[best].page, scores[best])


def _likeliest(lines: list[Line], question: Question) -> list[Line]:
    """Keep the lines that hold most of the question's words: embedding every line would take its time."""
    if len(lines) <= MAX_COMPARED:
        return lines
    asked = _asked(question)

    def held(line: Line) -> int:
        stems = frozenset(text.stems(_with_heading(line)))
        return sum(_in(word, stems, question.twins) for word in asked)

    kept = sorted(range(len(lines)), key=lambda index: (-held(lines[index]), index))[:MAX_COMPARED]
    return [lines[index] for index in sorted(kept)]


def overview(question: Question, pages: Sequence[Page]) -> Quote | None:
    """Return the beginning of the page a question without particulars is about: "your returns policy?"."""
    topic = {text.stem(word) for word in question.soft} - {"polici", "rule", "term"}
    if not topic or question.words or not _GENERAL.search(question.folded):
        return None
    about = [page for page in pages if topic & set(text.stems(f"{page.title} {page.document}"))]
    if not about:
        return None
    first = min(about, key=lambda page: (page.document != about[0].document, _number(page.id)))
    return Quote(" ".join(map(finished, text.sentences(first.passage.text)[:MAX_LINES])), first, 1.0)


_GENERAL = re.compile(
    r"polic|rules|terms|conditions|information|tell me about|explain|how (?:do|does) .{2,30} work|"
    r"bedingungen|conditions|politique|politica|condiciones|政策|规定|^\W*\w+\W*$"
)


def _number(page: str) -> int:
    """Return the running number at the end of a passage's id: passages are numbered in reading order."""
    found = re.search(r"(\d+)$", page)
    return int(found.group(1)) if found else 0


def _of_the_region(lines: list[Line], question: Question) -> list[Line]:
    """Drop rows for another state than the one the asked town lies in: Melbourne is not in Tasmania."""
    regions = {region for name, _ in places.named(question.folded) if (region := places.region_of(name))}
    if not regions:
        return lines
    return [
        line for line in lines if not places.regions_in(line.text) or places.regions_in(line.text) & regions
    ]


def _holds(line: str, require: frozenset[str], question: Question) -> bool:
    stems = frozenset(text.stems(line))
    found = sum(_in(word, stems, question.twins) for word in require)
    share = 1.0 if question.topic is Topic.BROWSE else REQUIRED
    return not require or found >= share * len(require)


def _around(lines: list[Line], scores: list[float], best: int) -> str:
    """Return the best line with its equals from the same passage and a sentence that leans on it."""
    page = lines[best].page
    same = [index for index, line in enumerate(lines) if line.page is page]
    tie = ROW_TIE if _ROW.search(lines[best].text) else LINE_TIE
    near = sorted((i for i in same if scores[i] >= tie * scores[best]), key=lambda i: -scores[i])[:MAX_LINES]
    chosen = set(near)
    lead = next((i for i in range(best - 1, same[0] - 1, -1) if lines[i].text.endswith((":", "："))), None)
    item = lines[best].text.lstrip("-*• ")[:1].islower()
    if lead is not None and item:
        chosen.add(lead)
    after = best + 1
    if after in same and _leans(lines[after].text):
        chosen.add(after)
    if best - 1 in same and _leans(lines[best].text):
        chosen.add(best - 1)
    said = " ".join(finished(lines[index].text) for index in sorted(chosen))
    heading = page.passage.heading.rpartition(" › ")[2]
    fragment = item and lead is None
    return f"{heading}: {said}" if fragment and heading else said


_ROW = re.compile(r"[^;|]+[;|][^;|]+")
_LEANING = re.compile(
    r"(?:they|it|this|that|these|those|otherwise|however|but|also|then|if so|please note)\b", re.IGNORECASE
)


def _leans(line: str) -> bool:
    return bool(_LEANING.match(line))


def finished(line: str) -> str:
    """Return a line without its bullet and with a full stop."""
    line = line.strip().lstrip("-*• ").strip()
    return line if line.endswith((".", "!", "?", ":", "。", "！", "？")) else line + "."


def lines_of(page: Page) -> list[Line]:
    """Return the sentences and rows of a page, without the questions that head them."""
    found = [Line(line, page, order) for order, line in enumerate(text.sentences(page.passage.text))]
    answers = []
    for line in found:
        if line.text.endswith(("?", "？")) and len(found) > 1:
            continue
        answers.append(line)
    return answers


def _scores(question: Question, lines: list[Line], similarity: Similarity) -> list[float]:
    """Return 0..1 per line: half its share of the question's words, half the embedding's similarity."""
    asked = _asked(question)
    weights = _weights(asked, lines)
    total = sum(weights.values()) or 1.0
    twins = question.twins
    soft = {text.stem(word) for word in question.soft}
    near = _similar(question, [_with_heading(line) for line in lines], similarity)
    scores = []
    for line, cosine in zip(lines, near, strict=True):
        stems = frozenset(text.stems(line.text))
        heading = frozenset(text.stems(f"{line.page.passage.heading} {line.page.title}"))
        share = 0.0
        for word, weight in weights.items():
            if _in(word, stems, twins):
                share += weight
            elif _in(word, heading, twins):
                share += 0.7 * weight
        score = 0.5 * share / total + 0.5 * _calibrated(cosine) + _asks_figure(question, line.text)
        topical = not soft or any(_in(word, stems | heading, twins) for word in soft)
        scores.append(score if topical else OFF_TOPIC * score)
    return scores


def _similar(question: Question, texts: list[str], similarity: Similarity) -> list[float]:
    """Return the better of two likenesses: to the question as asked, and to its words in English."""
    asked = similarity(question.text, texts)
    if question.language == "en":
        return list(asked)
    english = similarity(gloss(question), texts)
    return [max(pair) for pair in zip(asked, english, strict=True)]


_TOPIC_WORDS = {
    Topic.HOURS: "opening hours",
    Topic.CONTACT: "contact address phone",
    Topic.SHIPPING: "delivery shipping",
    Topic.RETURNS: "return refund",
    Topic.WARRANTY: "warranty",
    Topic.PAYMENT: "payment",
    Topic.GIFTCARD: "gift card voucher",
}


def gloss(question: Question) -> str:
    """Return the question's words in English as far as the lexicon knows them, with its topic."""
    english = question.lexicon.data.get("english", {})
    known = {text.fold(word): means for word, means in english.items()}
    if question.language == "zh":
        words = [means for word, means in known.items() if word in question.folded]
    else:
        words = [known.get(word, word) for word in question.all_words if word not in question.lexicon.fillers]
    named = [places.in_english(code) for _, code in places.named(question.folded)]
    return " ".join([*words, *named, *(_TOPIC_WORDS[t] for t in question.topics if t in _TOPIC_WORDS)])


def _asked(question: Question) -> list[str]:
    """Return the stems a policy question turns on: its content words and the cue words it was told by."""
    fillers = question.lexicon.fillers
    keep = {text.stem(word) for word in (*question.words, *question.soft)}
    for topic in question.topics:
        for cue in question.lexicon.cues.get(topic.value, ()):
            for found in cue.pattern.finditer(question.folded):
                keep |= {text.stem(word) for word in text.tokens(found.group()) if word not in fillers}
    return sorted(keep) or [text.stem(word) for word in question.all_words if word not in fillers]


def _weights(asked: list[str], lines: list[Line]) -> dict[str, float]:
    """Return an inverse document frequency for each asked stem over the retrieved lines."""
    bags = [frozenset(text.stems(_with_heading(line))) for line in lines]
    return {word: math.log(1 + len(bags) / (1 + sum(word in bag for bag in bags))) for word in asked}


def _in(word: str, stems: frozenset[str], twins: dict[str, frozenset[str]]) -> bool:
    return (
        word in stems
        or any(twin in stems for twin in twins.get(word, ()))
        or bool(text.match_word(word, stems))
    )


def _calibrated(cosine: float) -> float:
    """Stretch MiniLM's useful range (0.1 unrelated … 0.75 same) to 0..1."""
    return min(1.0, max(0.0, (cosine - 0.1) / 0.65))


_FIGURE = re.compile(r"\d")
_ASKS_FIGURE = re.compile(
    r"how (?:much|long|many|soon|late|early)|what time|when|wie (?:viel|lange)|wann|combien|cu[aá]nt|"
    r"多少|多久|几"
)


_ASKS_TIME = re.compile(
    r"what time|which time|what hour|until when|till when|by when|how late|how early|latest|um wie viel uhr|"
    r"bis wann|quelle heure|qué hora|que hora|几点"
)
_CLOCK = re.compile(r"\d\s*(?:am|pm|a\.m|p\.m|uhr|h\b)|\d{1,2}:\d{2}|\bnoon\b|midday|midnight", re.IGNORECASE)


def _asks_figure(question: Question, line: str) -> float:
    if _ASKS_TIME.search(question.folded):
        return 0.15 if _CLOCK.search(line) else -0.1
    return 0.08 if _ASKS_FIGURE.search(question.folded) and _FIGURE.search(line) else 0.0


def _with_heading(line: Line) -> str:
    heading = line.page.passage.heading or line.page.title
    return f"{heading}: {line.text}" if heading else line.text
