"""Answers out of the shop's own pages: the lines that answer, word for word, or none.

A page's sentence is quoted, never reworded, so that no condition is lost. `evidence` says how surely a line
answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from appliance.answers import evidence, places, reading, tables, text
from appliance.answers.language import LANGUAGES, lexicon
from appliance.answers.sense import Sense
from appliance.answers.topics import POLICIES, Topic
from appliance.answers.understand import Question
from appliance.core.products import Passage

MIN_SURE = 0.5
"""How sure a line must be to be quoted as the answer, set on shops left out (`bench.answers.tune`); of those
below, more answered something else. They are told as what may help (`nearest`)."""
LINE_TIE, ROW_TIE, ALL_ROWS = 0.8, 0.9, 0.4
"""Lines of a passage this near to the best are said with it; rows of a table when they tie, or more of them
when the question names none."""
OFF_TOPIC = 0.6
"""What a line counts that says no word of the topic while others do."""
BESIDE_RULE = 0.7
"""What a line counts beside the rule, that tells of a case which the question does not name."""
BESIDE_HEADING = 0.5
"""What a line counts beside one whose heading is what the customer asks, word for word."""
BESIDE_ROW = 0.6
"""What a line counts where a table has a row for the place asked for."""
THERE = 0.5
"""How sure a line on delivery is that names the very place asked for."""
ELSEWHERE = 0.3
"""What a line on delivery counts that is for other places."""
SURELY_ABOUT = 0.6
"""How sure meaning is of a topic whose table is looked up."""
SURELY_DELIVERY = 0.7
"""How sure it must be for that that delivery is asked about."""
FURTHER = 0.7
"""How sure a line of another passage must be beside the best to be said too."""
READ_THROUGH = 16
"""Lines that are read where none of the likeliest answers."""
HEARD = 0.35
"""How sure a line is that the reader alone hears as the answer."""
MAX_LINES, MAX_ROWS = 3, 5
SHORT = 280
"""Characters of a passage that is quoted whole: its conditions stay with it."""
MAX_COMPARED, MAX_ABROAD = 40, 120
"""Lines whose meaning is compared with the question's, and where it is asked in another language."""


@dataclass(frozen=True)
class Page:
    """A retrieved passage with the document it stands in."""

    id: str
    document: str
    title: str
    passage: Passage
    score: float = 0.0


@dataclass(frozen=True)
class Quote:
    """Lines of one passage that answer, in their order; `sure` 0..1 says how likely that is."""

    text: str
    page: Page
    sure: float

    @property
    def headed(self) -> str:
        """The quote as the reader reads it: under its heading."""
        return _headed(self.page, self.text)


@dataclass(frozen=True)
class Line:
    text: str
    page: Page
    order: int


def quote(question: Question, pages: Sequence[Page], sense: Sense, home: str = "") -> Quote | None:
    """Return the best lines of the retrieved pages and how surely they answer; None without a line. `home` is
    the shop's country."""
    lines = _candidates(question, pages)
    if not lines:
        return None
    asked = evidence.Asked.of(question)
    sure = evidence.judge_pages(question, _told(lines, pages), sense) * _topical(question, lines)
    sure = _headed_alike(question, lines, _of_the_rule(question, lines, sure, sense))
    sure = _in_named_row(question, lines, sure, sense)
    sure = sure if question.yes_no else sure * _placed(question, lines)
    sure = _there(question, lines, sure, sense, home)
    best = int(sure.argmax())
    whole = not (question.yes_no or asked.figure)
    row = frozenset(text.stems(re.split(r"[;|]", lines[best].text)[0].partition(":")[2]))
    chosen_row = any(word in row for word in asked.content)
    said = _around(lines, sure, best, whole, chosen_row)
    further = _further(lines, sure, best) if asked.figure and not chosen_row else None
    if further is not None:
        said += " " + _around(lines, sure, further, False, True)
    return Quote(said, lines[best].page, float(sure[best]))


def read_through(question: Question, pages: Sequence[Page], sense: Sense) -> Quote | None:
    """Return the line that the reader alone hears as an answer, among more than `quote` has read;
    None without. `sure` is `HEARD`: a line that shares no word with a question is no more than likely."""
    lines = _candidates(question, pages)
    if not lines:
        return None
    glance = evidence.glance_at_pages(question, _told(lines, pages), sense)
    kept = evidence.likeliest(glance, READ_THROUGH)
    odds = reading.answers(question.text, [_headed(lines[n].page, lines[n].text) for n in kept])
    if odds.max() < reading.SURE:
        return None
    best = kept[int(odds.argmax())]
    alone = np.zeros(len(lines))
    alone[best] = 1.0
    return Quote(_around(lines, alone, best, False, True), lines[best].page, HEARD)


def _candidates(question: Question, pages: Sequence[Page]) -> list[Line]:
    """Return the lines of the pages that may answer, without those for other places and cases."""
    lines = _of_the_region([line for page in pages for line in lines_of(page)], question)
    return _likeliest(_of_the_case(lines, question), question)


def _told(lines: Sequence[Line], pages: Sequence[Page]) -> list[evidence.Candidate]:
    places = {page.id: place for place, page in enumerate(pages)}
    return [
        evidence.Candidate(
            line.text, line.page.passage.heading, line.page.title, places[line.page.id], line.page.score
        )
        for line in lines
    ]


def _headed(page: Page, said: str) -> str:
    return reading.under(page.passage.heading or page.title, said)


def _topical(question: Question, lines: list[Line]) -> NDArray[np.float64]:
    """Return what each line counts: less where its passage and headings say no word of the topic."""
    heard = [topic.value for topic in question.topics if topic in POLICIES]
    if not heard or question.language != "en":
        return np.ones(len(lines))
    said = [
        text.fold(". ".join((p.document, p.title, p.passage.heading, p.passage.text)))
        for p in (line.page for line in lines)
    ]
    told = [any(question.lexicon.hears(topic, words) for topic in heard) for words in said]
    return np.where(told, 1.0, OFF_TOPIC) if any(told) else np.ones(len(lines))


def _of_the_rule(
    question: Question, lines: list[Line], sure: NDArray[np.float64], sense: Sense
) -> NDArray[np.float64]:
    """Return how sure each line is, asked about returns: less for a case that the question does not name, and
    no less than `THERE` for the rule that says how long there is. Who asks how long there is to return
    something is told the rule, not what holds for sale items or how long a parcel is kept."""
    if not question.about(Topic.RETURNS):
        return sure
    heads = [text.fold(line.page.passage.heading.rpartition(" › ")[2]) for line in lines]
    heads = ["" if question.lexicon.hears(Topic.RETURNS.value, head) else head for head in heads]
    said = [f"{head}. {text.fold(line.text)}" for head, line in zip(heads, lines, strict=True)]
    cases = [case for case in _CASES if not case.search(question.folded)]
    other = np.array([any(case.search(words) for case in cases) for words in said])
    sure = np.where(other, sure * BESIDE_RULE, sure)
    surely = len(cases) == len(_CASES) and sense.meant(question).of(Topic.RETURNS) >= SURELY_DELIVERY
    if not (surely and evidence.asks_duration(question.folded) and question.language == "en"):
        return sure
    returns = [question.lexicon.hears(Topic.RETURNS.value, _heads(line.page)) for line in lines]
    sure = np.where(returns, sure, sure * BESIDE_RULE)
    rules = [n for n, line in enumerate(lines) if returns[n] and not other[n] and _says_rule(line.text)]
    rules.sort(key=lambda n: (lines[n].page.document, _number(lines[n].page.id), lines[n].order))
    if rules:  # what a page says first is the rule
        likeliest = int(sure.argmax())
        above = sure[likeliest] + 0.01 if other[likeliest] else THERE
        sure[rules[0]] = max(sure[rules[0]], THERE, min(above, 1.0))
    return sure


def _says_rule(line: str) -> bool:
    return bool(_RULE.search(line)) and not _NO_RULE.search(line)


_NO_RULE = re.compile(r"\b(?:only if|charges?|unless|postage|label)\b", re.IGNORECASE)
_RULE = re.compile(
    r"(?:return|send|bring|come|take)\w*\b.{0,40}\bback\b.{0,60}\b\d+ days|\breturn\w*\b.{0,60}\b\d+ days"
    r"|\b\d+ days\b.{0,60}\b(?:to (?:return|change|decide)|(?:send|bring|come|take)\w*\b.{0,40}\bback)\b",
    re.IGNORECASE,
)
"""A sentence that says within how many days something may come back."""
_CASES = tuple(
    re.compile(rf"(?<!\w)(?:{case})(?!\w)")
    for case in (
        r"sale|reduced|discounted|clearance|marked[ -]down|outlet|reduziert\w*|solde\w*|rebajad\w*|saldi",
        r"faulty|defective|damaged|broken|defekte?\w*|beschadigt\w*|defectueu\w*|defectuos\w*|difettos\w*",
        r"exchange\w*|swap\w*|umtausch\w*|tauschen|echange\w*|cambio|cambios|cambi",
        r"personali[sz]ed|custom|engraved|embroidered|made to order",
        r"christmas|november|december|holiday season|weihnacht\w*|noel|navidad|natale",
        r"trade|wholesale|bulk|schools?",
    )
)
"""What a rule on returns makes exceptions for."""


def _headed_alike(question: Question, lines: list[Line], sure: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how sure each line is once those count whose heading asks the very thing, "How old?"."""
    asked = [_ASKING.fullmatch(text.fold(line.page.passage.heading.rpartition(" › ")[2])) for line in lines]
    alike = [n for n, found in enumerate(asked) if found and found.group(1) in question.folded]
    if not alike:
        return sure
    odds = reading.answers(question.text, [_headed(lines[n].page, lines[n].text) for n in alike])
    raised = sure * BESIDE_HEADING
    raised[alike] = np.where(odds > 0, np.maximum(sure[alike], THERE), sure[alike])
    return raised


def _in_named_row(
    question: Question, lines: list[Line], sure: NDArray[np.float64], sense: Sense
) -> NDArray[np.float64]:
    """Return how sure each line is, no less than `THERE` for the one row of a table on the topic that the
    question names: its cells are too short to be heard as an answer."""
    meant = sense.meant(question)
    told = [topic for topic in question.topics if topic in POLICIES and topic is not Topic.POLICY]
    topics = [topic for topic in told if meant.of(topic) >= SURELY_ABOUT]
    rows = [n for n, line in enumerate(lines) if _ROW.search(line.text) and all(tables.columns_of(line.text))]
    ours = [n for n in rows if tables.named_by(lines[n].text, question)]
    heads = {n: text.fold(lines[n].page.passage.heading or lines[n].page.title) for n in ours}
    ours = [n for n in ours if any(question.lexicon.hears(t.value, heads[n]) for t in topics)]
    if not ours or len({tables.begins(lines[n].text) for n in ours}) > 1:
        return sure
    sure = sure.copy()
    sure[ours] = np.maximum(sure[ours], THERE + sure[ours] / 100)
    return sure


def _heads(page: Page) -> str:
    return text.fold(". ".join((page.document, page.title, page.passage.heading)))


_ASKING = re.compile(r"(\w+(?: \w+)+)\?")


def _placed(question: Question, lines: list[Line]) -> NDArray[np.float64]:
    """Return what each line counts: less beside a row of a table for the very place that is asked for."""
    asked = tables.asked_places(question)
    if not asked or Topic.SHIPPING not in question.topics:
        return np.ones(len(lines))
    rows = [bool(_ROW.search(line.text)) and tables.asked_in(line.text, asked) for line in lines]
    return np.where(rows, 1.0, BESIDE_ROW) if any(rows) else np.ones(len(lines))


def _there(
    question: Question, lines: list[Line], sure: NDArray[np.float64], sense: Sense, home: str
) -> NDArray[np.float64]:
    """Return how sure each line is by the place too, asked about delivery to one. A line for other places is
    hardly meant; where no line surely answers, those on delivery do that name the place, or Europe, or all
    the world. That Munich is in Germany no encoder of this size knows."""
    asked = tables.delivered_to(question)
    surely = sense.meant(question).of(Topic.SHIPPING) >= SURELY_DELIVERY and not question.about(Topic.RETURNS)
    finer = any(_finer(word, home) for word in question.all_words)
    if not asked or not surely or finer:
        return sure
    covers = {
        n: tables.covers(line.text, asked, home) for n, line in enumerate(lines) if _on_delivery(line.page)
    }
    others = [n for n, how in covers.items() if not how and tables.names_other(lines[n].text, asked)]
    sure = sure.copy()
    sure[others] *= ELSEWHERE
    best = max(covers.values(), default=0)
    if not best or sure.max() >= MIN_SURE:
        return sure
    told = [n for n, how in covers.items() if how == best]
    told = [n for n in told if _on_delivery(lines[n].page, heads_only=True)] or told
    sure[told] = np.maximum(sure[told], THERE + sure[told] / 100)
    return sure


def _finer(word: str, home: str) -> bool:
    """Return whether a place is a part of the shop's own country that prices differ for: Skye, Texas."""
    american = home == "US" and (places.region_of(word) or "").startswith("us ")
    return bool(places.off_mainland(word)) or american


def _on_delivery(page: Page, *, heads_only: bool = False) -> bool:
    said = _heads(page) if heads_only else f"{_heads(page)}. {text.fold(page.passage.text)}"
    return any(lexicon(code).hears(Topic.SHIPPING.value, said) for code in LANGUAGES)


def _further(lines: list[Line], sure: NDArray[np.float64], best: int) -> int | None:
    """Return the best line of another passage of the same document that answers nearly as surely: where
    delivery is free from $150, the price below it is told as well."""
    home = lines[best].page
    others = [
        n for n, line in enumerate(lines) if line.page is not home and line.page.document == home.document
    ]
    second = max(others, key=lambda n: sure[n], default=None)
    return second if second is not None and sure[second] >= max(MIN_SURE, FURTHER * sure[best]) else None


def _likeliest(lines: list[Line], question: Question) -> list[Line]:
    """Keep the lines that hold most of the question's words: embedding every line would take its time."""
    if len(lines) <= (MAX_COMPARED if question.language == "en" else MAX_ABROAD):
        return lines
    asked = evidence.Asked.of(question)

    def held(line: Line) -> int:
        stems = frozenset(text.stems(_with_heading(line)))
        return sum(evidence.meets(word, stems, question) for word in (*asked.content, *asked.cues))

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


def _of_the_case(lines: list[Line], question: Question) -> list[Line]:
    """Keep of tables what is for the weight and the place that the question names."""
    asked = tables.asked_places(question)
    rows = [line for line in lines if _ROW.search(line.text)]
    ours = any(asked and tables.asked_in(line.text, asked) for line in rows)
    kept = []
    for line in lines:
        if not _ROW.search(line.text):
            kept.append(line)
        elif not (ours and tables.names_other(tables.place_of(line.text), asked)):
            said = tables.narrowed(line.text, question)
            kept += [replace(line, text=said)] if said else []
    return _rows_named(kept, question) or lines


def _rows_named(lines: list[Line], question: Question) -> list[Line]:
    """Keep of each table the rows that the question names, if it names any."""
    tables_found: dict[tuple[str, tuple[str, ...]], list[Line]] = {}
    for line in lines:
        columns = tables.columns_of(line.text) if _ROW.search(line.text) else ()
        if len(columns) > 1 and all(columns):
            tables_found.setdefault((line.page.id, columns), []).append(line)
    dropped: set[int] = set()
    for rows in tables_found.values():
        named = tables.rows_asked_for([row.text for row in rows], question)
        dropped |= {id(row) for n, row in enumerate(rows) if n not in named}
    return [line for line in lines if id(line) not in dropped]


def _around(lines: list[Line], sure: NDArray[np.float64], best: int, whole: bool, chosen_row: bool) -> str:
    """Return the best line in its passage: all of a short one, else its equals and what leans on them."""
    page = lines[best].page
    same = [index for index, line in enumerate(lines) if line.page is page]
    row = bool(_ROW.search(lines[best].text))
    if whole and not row and len(page.passage.text) <= SHORT:
        return " ".join(finished(line.text) for line in lines_of(page))
    tie = ALL_ROWS if row and not chosen_row else ROW_TIE if row else LINE_TIE
    most = MAX_ROWS if row else MAX_LINES
    near = [
        i
        for i in same
        if sure[i] >= (tie if not row or _of_table(lines[i], lines[best]) else LINE_TIE) * sure[best]
    ]
    if row:  # two ways to the same place are said together
        near += [i for i in same if i not in near and _of_table(lines[i], lines[best], begins=True)]
    chosen = set(sorted(near, key=lambda i: -sure[i])[:most])
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


def _of_table(line: Line, row: Line, *, begins: bool = False) -> bool:
    """Return whether a line is a row of the same table, `begins`: with the same first cell."""
    same = tables.columns_of(line.text) == tables.columns_of(row.text)
    return same and (not begins or tables.begins(line.text) == tables.begins(row.text))


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
    answers: list[Line] = []
    for line in found:
        if line.text.endswith(("?", "？")) and len(found) > 1:
            continue
        if answers and _is_heading(answers[-1], page) and not _BULLET.match(line.text):
            head = answers.pop().text.rstrip(".:")
            line = replace(line, text=f"{head}: {line.text}")
        answers.append(line)
    return answers


_BULLET = re.compile(r"[-*•\d|]")
_HEADING = re.compile(r"[^\W\d_][\w'’&-]*(?: [\w'’&-]+){0,3}[.:]?")


_ANSWERS = frozenset(
    text.tokens(
        "yes no yeah sure sorry never always often sometimes neither both free gladly perhaps maybe certainly"
        " absolutely usually today tomorrow ja nein gern leider nie immer oui non jamais toujours sí si nunca"
        " siempre certo mai sempre thanks welcome hello"
    )
)
"""Words that make a sentence by themselves."""


def _is_heading(line: Line, page: Page) -> bool:
    """Return whether a line is no more than the name of what follows it: "Open mic. Every Friday at 7"."""
    if not _HEADING.fullmatch(line.text) or text.fold(line.text.rstrip(".:")) in _ANSWERS:
        return False
    if " " not in line.text and page.passage.heading.endswith(("?", "？")):
        return False  # the first word of an answer
    return any(found.startswith(f"{line.text} ") for found in page.passage.text.splitlines())


def _with_heading(line: Line) -> str:
    heading = line.page.passage.heading or line.page.title
    return f"{heading}: {line.text}" if heading else line.text
