"""Blocks become passages: short enough to retrieve, long enough to stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from appliance.catalogue.grids import is_day
from appliance.catalogue.html import Block
from appliance.core.products import Passage

LIMIT = 900
"""Characters of a passage; only a table or list that just exceeds it is longer."""
MAX_QUESTION = 200
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|(?<=[。！？])|\n")
_QUESTION = re.compile(
    r"(?:Q|F|P|V|D|Question|Frage|Pregunta|Domanda|Vraag|Pergunta|问)\s*\d*\s*[:.)：]\s*(.+)", re.I
)
_ANSWER = re.compile(
    r"(?:A|R|Answer|Antwort|Réponse|Respuesta|Risposta|Antwoord|Resposta|答)\s*\d*\s*[:.)：]\s*(?=\S)", re.I
)
_PATH = " › "


@dataclass(slots=True)
class _Cutter:
    """Gathers blocks under a path of headings. `question` is a question or name in the text that heads what
    follows it."""

    path: list[tuple[int, str]] = field(default_factory=list)
    question: str = ""
    parts: list[str] = field(default_factory=list)
    page: int | None = None

    def heading(self) -> str:
        return _PATH.join([text for _, text in self.path] + ([self.question] if self.question else []))

    def enter(self, block: Block) -> None:
        self.question = ""
        self.path = [(level, text) for level, text in self.path if level < block.level]
        self.path.append((block.level, " ".join(block.text.split())))

    def ask(self, question: str) -> None:
        """Enter a question in the text; the question before it, be it a heading, is answered."""
        if self.path and self.path[-1][1].endswith(("?", "？")):
            self.path.pop()
        self.question = question

    def flush(self) -> Iterator[Passage]:
        text = "\n".join(self.parts).strip()
        self.parts = []
        if text:
            yield Passage(text, self.heading(), self.page)
        self.page = None

    def add(self, text: str, page: int | None) -> Iterator[Passage]:
        if self.parts and len("\n".join(self.parts)) + len(text) + 1 > LIMIT:
            yield from self.flush()
        for piece in split(text):
            if self.parts and len("\n".join(self.parts)) + len(piece) + 1 > LIMIT:
                yield from self.flush()
            if not self.parts:
                self.page = page
            self.parts.append(piece)


def cut(blocks: list[Block]) -> Iterator[Passage]:
    """Yield the passages of a document. A heading or a question begins a new one; a table stays whole when
    it fits; a heading with nothing below it is kept as a passage of its own."""
    cutter = _Cutter()
    empty: Block | None = None
    for block in _joined(blocks):
        if block.kind == "heading":
            yield from cutter.flush()
            if empty is not None and block.level <= empty.level:
                yield Passage(empty.text, cutter.heading(), empty.page)
            cutter.enter(block)
            empty = block
            continue
        empty = None
        label, below = _labelled(block)
        if label:
            yield from cutter.flush()
            cutter.ask(label)
            yield from cutter.add(below, block.page)
            continue
        question, answer = _question(block)
        if question:
            yield from cutter.flush()
            cutter.ask(question)
            empty = Block("heading", question, 9, block.page)
            if not answer:
                continue
            empty = None
        yield from cutter.add(
            _ANSWER.sub("", answer or block.text, count=1) if cutter.question else block.text, block.page
        )
    yield from cutter.flush()
    if empty is not None:
        yield Passage(empty.text, cutter.heading(), empty.page)


def split(text: str) -> list[str]:
    """Return a text in pieces of at most `LIMIT`, cut at lines, then sentences, then words."""
    if len(text) <= LIMIT:
        return [text]
    pieces: list[str] = []
    for sentence in filter(None, (part.strip() for part in _SENTENCE_END.split(text))):
        for chunk in _by_words(sentence):
            if pieces and len(pieces[-1]) + len(chunk) + 1 <= LIMIT:
                pieces[-1] += " " + chunk
            else:
                pieces.append(chunk)
    return pieces


def _by_words(sentence: str) -> Iterator[str]:
    while len(sentence) > LIMIT:
        at = sentence.rfind(" ", LIMIT // 2, LIMIT)
        at = at if at > 0 else LIMIT
        yield sentence[:at].rstrip()
        sentence = sentence[at:].lstrip()
    if sentence:
        yield sentence


def _joined(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks with the rows of each table, and the items of each list, as one block while they
    fit."""
    run: list[Block] = []
    for block in blocks:
        together = (
            run and block.kind == run[-1].kind and (block.table, block.page) == (run[-1].table, run[-1].page)
        )
        fits = sum(len(part.text) + 3 for part in run) + len(block.text) <= LIMIT
        if run and not (together and fits):
            yield _merged(run)
            run = []
        if block.kind in ("row", "item"):
            run.append(block)
        else:
            yield block
    if run:
        yield _merged(run)


def _merged(run: list[Block]) -> Block:
    mark = "- " if run[0].kind == "item" else ""
    return Block(
        run[0].kind, "\n".join(mark + block.text for block in run), page=run[0].page, table=run[0].table
    )


_LABEL = re.compile(r"[^\W\d_](?:[^\W\d_]|['’&.-])*(?: (?:[^\W\d_]|['’&-])+){0,4}(?: ?\([^()]{2,80}\))?:?")


def _labelled(block: Block) -> tuple[str, str]:
    """Return (name, what follows) of a paragraph whose first line only names it: "Dresden (lamps only)" over
    an address and the hours."""
    first, _, rest = block.text.partition("\n")
    if block.kind != "text" or not _LABEL.fullmatch(first) or first.endswith((".", "?", "!")):
        return "", ""
    told = rest.partition("\n")[0]
    tells = any(map(str.isdigit, told)) and not told[:1].islower() and not (is_day(first) and is_day(told))
    return (first.rstrip(":"), rest) if first[0].isupper() and tells else ("", "")


def _question(block: Block) -> tuple[str, str]:
    """Return (question, answer that follows in the same paragraph) of a block that asks one."""
    if block.kind != "text":
        return "", ""
    first, _, rest = block.text.partition("\n")
    marked = _QUESTION.fullmatch(first)
    asked = (marked[1] if marked else first).strip()
    if len(asked) > MAX_QUESTION or not (marked or asked.endswith(("?", "？"))):
        return "", ""
    if not marked and re.search(r"[.!。]\s", asked):  # a question inside of prose
        return "", ""
    return asked, rest.strip()
