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

from appliance.answers import evidence, places, reading, tables, text, weighing
from appliance.answers.sense import Sense
from appliance.answers.understand import Question
from appliance.core.products import Passage

MIN_SURE = weighing.THERE
"""How sure a quote must be to be told as the answer; what is less sure may help (`nearest`)."""
LINE_TIE, ROW_TIE, ALL_ROWS = 0.8, 0.9, 0.4
"""Lines of a passage this near to the best are said with it; rows of a table when they tie, or more of them
when the question names none."""
READ_THROUGH = 8
"""Lines that are read where none of the likeliest answers: what is refused takes longest."""
HEARD = 0.35
"""How sure a line is that the reader alone hears as the answer."""
MAX_LINES, MAX_ROWS = 3, 5
SHORT = 280
"""Characters of a passage that is quoted whole: its conditions stay with it."""
PARAGRAPH = 220
"""Characters of a paragraph that is quoted whole."""
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
    """Lines of a passage that answer, in their order, and of a second one where that may answer instead;
    `sure` 0..1 says how likely one of them does."""

    text: str
    page: Page
    sure: float
    second: Page | None = None

    @property
    def headed(self) -> str:
        """The quote as the reader reads it: under its heading."""
        return weighing.headed(self.page, self.text)


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
    sure = evidence.judge_pages(question, _told(lines, pages), sense)
    sure = weighing.weighed(question, lines, sure, sense, home)
    best, *others = evidence.told(_once(lines, sure))
    second = others[0] if others else None
    either = evidence.either(sure[[best, *others]])
    whole = not (question.yes_no or asked.figure)
    row = frozenset(text.stems(re.split(r"[;|]", lines[best].text)[0].partition(":")[2]))
    chosen_row = any(word in row for word in asked.content)
    said = _around(lines, sure, best, whole, chosen_row, second)
    if second is None or finished(lines[second].text) in said:
        return Quote(said, lines[best].page, either)
    said += f" {_under_its_heading(lines[second], _around(lines, sure, second, False, True))}"
    return Quote(said, lines[best].page, either, lines[second].page)


def read_through(question: Question, pages: Sequence[Page], sense: Sense) -> Quote | None:
    """Return the line that the reader alone hears as an answer, among more than `quote` has read;
    None without. `sure` is `HEARD`: a line that shares no word with a question is no more than likely."""
    lines = _candidates(question, pages)
    if not lines:
        return None
    glance = evidence.glance_at_pages(question, _told(lines, pages), sense)
    kept = evidence.likeliest(glance, READ_THROUGH)
    odds = reading.answers(question.text, [weighing.headed(lines[n].page, lines[n].text) for n in kept])
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


def _once(lines: list[Line], sure: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how sure each line is, not at all where the surest one says the same."""
    best = int(sure.argmax())
    again = [n != best and line.text == lines[best].text for n, line in enumerate(lines)]
    return np.where(again, 0.0, sure)


def _under_its_heading(line: Line, said: str) -> str:
    heading = line.page.passage.heading.rpartition(" › ")[2]
    return f"{heading}: {said}" if heading and not said.startswith(heading) else said


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
    first = min(about, key=lambda page: (page.document != about[0].document, weighing.number(page.id)))
    return Quote(" ".join(map(finished, text.sentences(first.passage.text)[:MAX_LINES])), first, 1.0)


_GENERAL = re.compile(
    r"polic|rules|terms|conditions|information|tell me about|explain|how (?:do|does) .{2,30} work|"
    r"bedingungen|conditions|politique|politica|condiciones|政策|规定|^\W*\w+\W*$"
)


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
    rows = [line for line in lines if tables.is_row(line.text)]
    ours = any(asked and tables.asked_in(line.text, asked) for line in rows)
    kept = []
    for line in lines:
        if not tables.is_row(line.text):
            kept.append(line)
        elif not (ours and tables.names_other(tables.place_of(line.text), asked)):
            said = tables.narrowed(line.text, question)
            kept += [replace(line, text=said)] if said else []
    if tables.asks_outside(question.folded):
        return kept  # the row for the place is the one that is not meant
    return _rows_named(kept, question) or lines


def _rows_named(lines: list[Line], question: Question) -> list[Line]:
    """Keep of each table the rows that the question names, if it names any."""
    tables_found: dict[tuple[str, tuple[str, ...]], list[Line]] = {}
    for line in lines:
        columns = tables.columns_of(line.text) if tables.is_row(line.text) else ()
        if len(columns) > 1 and all(columns):
            tables_found.setdefault((line.page.id, columns), []).append(line)
    dropped: set[int] = set()
    for rows in tables_found.values():
        named = tables.rows_asked_for([row.text for row in rows], question)
        dropped |= {id(row) for n, row in enumerate(rows) if n not in named}
    return [line for line in lines if id(line) not in dropped]


def _around(
    lines: list[Line],
    sure: NDArray[np.float64],
    best: int,
    whole: bool,
    chosen_row: bool,
    second: int | None = None,
) -> str:
    """Return the best line in its passage: all of a short one, else its equals, the second if it is of the
    same passage, and what leans on them."""
    page = lines[best].page
    same = [index for index, line in enumerate(lines) if line.page is page]
    row = tables.is_row(lines[best].text)
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
    chosen = set(sorted(near, key=lambda i: -sure[i])[:most]) | {i for i in same if i == second}
    lead = next((i for i in range(best - 1, same[0] - 1, -1) if lines[i].text.endswith((":", "："))), None)
    item = lines[best].text.lstrip("-*• ")[:1].islower()
    if lead is not None and item:
        chosen.add(lead)
    after = best + 1
    if after in same and _leans(lines[after].text):
        chosen.add(after)
    if best - 1 in same and _leans(lines[best].text):
        chosen.add(best - 1)
    if whole and not row:
        chosen |= _of_paragraph(lines, best, same)
    said = " ".join(finished(lines[index].text) for index in sorted(chosen))
    heading = page.passage.heading.rpartition(" › ")[2]
    fragment = item and lead is None
    return f"{heading}: {said}" if fragment and heading else said


def _of_paragraph(lines: list[Line], best: int, same: Sequence[int]) -> set[int]:
    """Return the lines of the best one's paragraph if it is short: its conditions stay with it."""
    written = lines[best].page.passage.text.splitlines()
    paragraph = next((part for part in written if lines[best].text in part), "")
    short = len(paragraph) <= PARAGRAPH
    return {n for n in same if lines[n].text in paragraph} if short else set()


def _of_table(line: Line, row: Line, *, begins: bool = False) -> bool:
    """Return whether a line is a row of the same table, `begins`: with the same first cell."""
    same = tables.columns_of(line.text) == tables.columns_of(row.text)
    return same and (not begins or tables.begins(line.text) == tables.begins(row.text))


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
