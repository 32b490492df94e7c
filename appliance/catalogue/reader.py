"""Files become products and passages. Everything an importer or a preview needs starts here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from appliance.catalogue import (
    delimited,
    dialects,
    documents,
    folding,
    layout,
    remarks,
    sheets,
    sniff,
    structured,
)
from appliance.catalogue.headers import normalise
from appliance.catalogue.listing import Listing
from appliance.catalogue.sniff import Kind
from appliance.catalogue.table import Row, Table
from appliance.catalogue.text import shorten
from appliance.core.cards import card
from appliance.core.errors import FileRefused
from appliance.core.products import Document, Product
from appliance.core.schemas import ColumnGuess, Preview, ProductCard, RowProblem

FIELDS = layout.FIELDS
_SAMPLE_ROWS = 50
_PREVIEW_PRODUCTS = 10
_PREVIEW_PASSAGES = 5
_PREVIEW_PROBLEMS = 20
_PREVIEW_EVENTS = 300
"""Products and problems looked at for a preview, which is about the first rows."""
_SAMPLE_LENGTH = 60
_VALUE = re.compile(r"\W*(?:[A-Z]{3})?\W*\d[\d.,' ]*\W*")
"""A price or a count where a header should stand."""
_TEXT_TITLES = {"csv": "Delimited text", "xlsx": "Excel workbook", "json": "JSON", "jsonl": "JSON Lines"}
_DOCUMENT_TITLES = {
    "pdf": "PDF",
    "docx": "Word document",
    "html": "Web page",
    "markdown": "Markdown",
    "text": "Text",
}


@dataclass(frozen=True)
class _Opened:
    """A table, the dialect that understands it, the layout with the owner's corrections, the first rows.

    `notes` are about the file as a whole: what was not read of it, and how.
    """

    table: Table
    dialect: type[folding.Dialect]
    layout: layout.Layout
    sample: tuple[Row, ...]
    notes: tuple[RowProblem, ...]


def kind_of(path: Path, name: str) -> Literal["catalogue", "document"]:
    """Return whether a file holds products or prose. Raises `FileRefused` for anything else."""
    return "catalogue" if sniff.kind_of(path, name) in sniff.TABLES else "document"


def inspect(path: Path, name: str, mapping: Mapping[str, str] | None = None, currency: str = "") -> Preview:
    """Return how a file would be read: columns, first products and the problems of the first rows.

    `rows` counts data rows; `replaces` is left to the importer. `currency` is the shop's. Raises
    `FileRefused` and `TooLarge`.
    """
    kind = sniff.kind_of(path, name)
    if kind not in sniff.TABLES:
        return _document_preview(read_document(path, name), kind)
    opened = _open(path, name, kind, mapping, currency)
    preview = Preview(
        file=name,
        kind="catalogue",
        format=opened.dialect.name,
        format_title=_format_title(opened.dialect, kind),
        columns=_columns(opened),
        fields=FIELDS,
    )
    found = folding.survey(opened.table, opened.dialect, opened.layout, currency)
    if _is_nameless(opened):
        problem = RowProblem(row=1, message=_no_title(name, opened, mapping or {}).message)
        return preview.model_copy(update={"rows": found.rows, "problems": (problem,)})
    cards, problems = _first_products(opened, found, currency)
    return preview.model_copy(update={"rows": found.rows, "products": cards, "problems": problems})


def read_catalogue(
    path: Path,
    name: str,
    *,
    mapping: Mapping[str, str] | None = None,
    on_problem: Literal["skip", "stop"] = "skip",
    currency: str = "",
    progress: Callable[[int, int | None], None] | None = None,
) -> Iterator[Product | RowProblem]:
    """Yield the products of a file, each with its variants, and a problem for what was refused or repaired.

    Products come in the order of their last rows; keys are unique. `mapping` is the owner's choice of a
    field for a column name, `currency` is used where the file names none, `progress` is told rows done
    and all rows. With "stop" the first refused row ends the reading. Raises `FileRefused`, `TooLarge`
    and, for a mapping to no field, `InvalidInput`.
    """
    kind = sniff.kind_of(path, name)
    if kind not in sniff.TABLES:
        raise FileRefused(
            f"{name} is a {_DOCUMENT_TITLES[kind]} file, not a product list.",
            resolution="Upload it as a document, or export the products as CSV, XLSX or JSON.",
        )
    opened = _open(path, name, kind, mapping, currency)
    if _is_nameless(opened):
        raise _no_title(name, opened, mapping or {})
    found = folding.survey(opened.table, opened.dialect, opened.layout, currency)
    for event in _events(opened, found, currency, progress):
        if on_problem == "stop" and isinstance(event, RowProblem) and event.refused:
            raise _stopped(name, event)
        yield event


def read_document(path: Path, name: str) -> Document:
    """Return a document cut into passages, with the text in it that a reader would not see.

    Raises `FileRefused` and `TooLarge`.
    """
    kind = sniff.kind_of(path, name)
    if kind in sniff.TABLES:
        raise FileRefused(f"{name} is a table, not a document.", resolution="Upload it as a catalogue.")
    return documents.read(path, name, kind)


def _open(path: Path, name: str, kind: Kind, mapping: Mapping[str, str] | None, currency: str) -> _Opened:
    table = _table(path, name, kind)
    sample = tuple(islice((row for row in table.rows() if isinstance(row, Row)), _SAMPLE_ROWS))
    names = frozenset(map(normalise, table.columns))
    dialect = next(dialect for dialect in dialects.ALL if dialect.recognises(names, list(sample)))
    guessed = layout.Layout(table.columns, dialect.fields(table.columns))
    if dialect.name == "table":
        guessed = layout.named_by_content(guessed, sample)
        guessed = layout.with_sale(layout.in_currency(guessed, currency), sample)
        guessed = layout.with_counts(guessed, sample)
    chosen = guessed.corrected(mapping)
    notes = (*table.notes, *remarks.on_columns(chosen, mapping or {}, platform=dialect.name != "table"))
    if dialect.name == "table" and "title" in chosen.first:
        table = Listing(table, chosen)
    return _Opened(table, dialect, chosen, sample, notes)


def _events(
    opened: _Opened,
    found: folding.Survey,
    currency: str,
    progress: Callable[[int, int | None], None] | None = None,
) -> Iterator[Product | RowProblem]:
    """Yield what is to be said about the file, then its products and their problems."""
    yield from opened.notes
    if currency and found.rows and not found.money.named:
        yield remarks.on_currency(currency)
    for event in folding.fold(opened.table, opened.dialect, opened.layout, found, progress):
        yield event
        if isinstance(event, Product):
            yield from remarks.on_variants(event)


def _stopped(name: str, problem: RowProblem) -> FileRefused:
    reason = re.sub(r"; it was left out\b[^.]*", "", problem.message)
    return FileRefused(
        f"Nothing was imported from {name}: {reason}",
        resolution="Correct this row, or import again and leave such rows out.",
    )


def _table(path: Path, name: str, kind: Kind) -> Table:
    if kind is Kind.XLSX:
        return sheets.open_table(path, name)
    if kind is Kind.DELIMITED:
        return delimited.open_table(path, name)
    return structured.open_table(path, name, lines=kind is Kind.JSON_LINES)


def _is_nameless(opened: _Opened) -> bool:
    return "title" not in opened.layout.first and opened.dialect.name == "table"


def _no_title(name: str, opened: _Opened, mapping: Mapping[str, str]) -> FileRefused:
    columns = opened.table.columns
    if unknown := next((column for column in mapping if column not in columns), ""):
        return FileRefused(
            f"{name} has no column “{shorten(unknown, 60)}”.",
            resolution=f"Its columns are: {shorten(', '.join(columns), 300)}.",
        )
    if any(_VALUE.fullmatch(column) for column in columns):
        shown = shorten(", ".join(columns), _SAMPLE_LENGTH)
        return FileRefused(
            f"{name} has no header row: where the names of the columns should stand it says “{shown}”.",
            resolution="Add a first row such as Name, Price, Stock and upload the file again.",
        )
    return FileRefused(
        f"No column of {name} looks like the names of products.",
        resolution="Choose in the preview which column holds the title.",
    )


def _format_title(dialect: type[folding.Dialect], kind: Kind) -> str:
    return _TEXT_TITLES[kind] if dialect.name == "table" else dialect.title


def _columns(opened: _Opened) -> tuple[ColumnGuess, ...]:
    return tuple(
        ColumnGuess(
            column=column, field=opened.layout.fields.get(index, ""), sample=_sample(opened.sample, index)
        )
        for index, column in enumerate(opened.table.columns)
    )


def _sample(rows: tuple[Row, ...], index: int) -> str:
    return next((shorten(row.cells[index], _SAMPLE_LENGTH) for row in rows if row.cells[index].strip()), "")


def _first_products(
    opened: _Opened, found: folding.Survey, currency: str
) -> tuple[tuple[ProductCard, ...], tuple[RowProblem, ...]]:
    cards: list[ProductCard] = []
    problems: list[RowProblem] = []
    for event in islice(_events(opened, found, currency), _PREVIEW_EVENTS):
        if isinstance(event, RowProblem):
            problems.append(event)
        elif len(cards) < _PREVIEW_PRODUCTS:
            cards.append(card(event))
    return tuple(cards), tuple(problems[:_PREVIEW_PROBLEMS])


def _document_preview(document: Document, kind: Kind) -> Preview:
    hidden = (
        RowProblem(row=0, message=f"Hidden text was left out: “{shorten(text, 120)}”.", refused=False)
        for text in document.hidden_text[:_PREVIEW_PROBLEMS]
    )
    return Preview(
        file=document.name,
        kind="document",
        format=kind.value,
        format_title=_DOCUMENT_TITLES[kind],
        rows=len(document.passages),
        passages=tuple(passage.text for passage in document.passages[:_PREVIEW_PASSAGES]),
        problems=tuple(hidden),
    )
