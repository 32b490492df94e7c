"""Tables of a PDF: rows keep together, none becomes a heading or is lost, and prose stays prose."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_files import pdf, show

from appliance.catalogue.documents import pdf_tables
from appliance.catalogue.documents.pdf_tables import Line, Piece, width
from appliance.core.products import Document

Read = Callable[..., Document]
Placed = list[tuple[int, int, str]]
"""(x, y, text) in the order in which a program writes them."""


def page(cells: Placed, bold: str = "") -> str:
    return "".join(show(y, text, font="F2" if text in bold.split() else "F1", x=x) for x, y, text in cells)


def grid(rows: list[str], *, top: int = 700, left: int = 50, step: int = 100, pitch: int = 18) -> Placed:
    return [
        (left + step * column, top - pitch * row, cell.strip())
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells.split("|"))
        if cell.strip()
    ]


def found(document: Document) -> list[tuple[str, list[str]]]:
    return [(passage.heading, passage.text.splitlines()) for passage in document.passages]


@pytest.mark.parametrize(
    ("rows", "bold", "lines"),
    [
        (["Monday | closed", "Tuesday | 10-18"], "", ["Monday: closed", "Tuesday: 10-18"]),
        (["Rose soap | $4.50", "Box | $12.00"], "", ["Rose soap: $4.50", "Box: $12.00"]),
        ([" | UK | EU", "Standard | $3 | $9", "Express | $7 | $19"], "UK EU Standard Express",
         ["Standard; UK: $3; EU: $9", "Express; UK: $7; EU: $19"]),
        (["Zone | Express | Days", "UK |  | 2", "EU | $9 | 5"], "",
         ["Zone: UK; Days: 2", "Zone: EU; Express: $9; Days: 5"]),
        (["Term | Sense", "Oak | wood", "Jade | stone"], "Term Sense",
         ["Term: Oak; Sense: wood", "Term: Jade; Sense: stone"]),
        (["Zone | Price | Note", "UK | $3 | ", " |  | by boat", "EU | $9 | fast"], "",
         ["Zone: UK; Price: $3", "Note: by boat", "Zone: EU; Price: $9; Note: fast"]),
        (["Size | Chest", "S | 84", "M | 88"], "", ["Size: S; Chest: 84", "Size: M; Chest: 88"]),
        (["36 | 84 cm", "38 | 88 cm"], "", ["36: 84 cm", "38: 88 cm"]),
        (["Term | Sense", "Oak | wood", "Jade | stone"], "", ["Term: Sense", "Oak: wood", "Jade: stone"]),
    ],
)  # fmt: skip
def test_a_table(document: Read, rows: list[str], bold: str, lines: list[str]) -> None:
    content = show(740, "Delivery", 20) + page(grid(rows), bold) + show(500, "Ask us for more.")
    assert found(document(pdf(content), "a.pdf")) == [("Delivery", [*lines, "Ask us for more."])]


def test_cells_of_several_lines(document: Read) -> None:
    cells = [
        *grid(["Zone | Time | Price"], step=150),
        (50, 680, "Germany, Austria"), (50, 667, "and Switzerland"), (200, 673, "2-3 days"), (350, 673, "$4"),
        (50, 620, "France"), (200, 633, "3-5 days, on"), (200, 620, "islands more"), (200, 607, "than that"),
        (350, 620, "$14"),
        (50, 580, "Rest"), (200, 580, "ask us"), (350, 580, "$99"),
    ]  # fmt: skip
    assert found(document(pdf(page(cells, "Zone Time Price")), "a.pdf")) == [
        ("", [
            "Zone: Germany, Austria and Switzerland; Time: 2-3 days; Price: $4",
            "Zone: France; Time: 3-5 days, on islands more than that; Price: $14",
            "Zone: Rest; Time: ask us; Price: $99",
        ]),
    ]  # fmt: skip


def test_headings_in_two_rows(document: Read) -> None:
    cells = [
        (50, 700, "Zone"), (209, 706, "Price"), (350, 700, "Days"),
        (150, 694, "Standard"), (250, 694, "Express"),
        *grid(["UK | $3 | $7 | 2", "EU | $9 | $19 | 5"], top=676),
    ]  # fmt: skip
    assert found(document(pdf(page(cells, "Zone Price Days Standard Express")), "a.pdf")) == [
        ("", [
            "Zone: UK; Price Standard: $3; Price Express: $7; Days: 2",
            "Zone: EU; Price Standard: $9; Price Express: $19; Days: 5",
        ]),
    ]  # fmt: skip


def test_a_row_in_bold_of_no_table_is_no_heading(document: Read) -> None:
    content = page([(50, 700, "Sunday"), (250, 700, "closed"), (50, 640, "We are sorry.")], "Sunday closed")
    (only,) = document(pdf(content), "a.pdf").passages
    assert only.heading == "" and only.text.startswith("Sunday closed")


@pytest.mark.parametrize("number", ["1.", "2.1", "A"])
def test_a_numbered_heading_stays_one(document: Read, number: str) -> None:
    content = page([(50, 700, number), (90, 700, "Delivery")], f"{number} Delivery") + show(
        680, "In two days."
    )
    assert found(document(pdf(content), "a.pdf")) == [(f"{number} Delivery", ["In two days."])]


def test_prose_below_a_table_is_none_of_its_rows(document: Read) -> None:
    content = page(grid(["Size | S | M", "Chest | 90 | 98"])) + page(
        [(48, 650, "Returns"), (80, 635, "30 days,"), (130, 635, "always")]
    )
    lines = [line for _, text in found(document(pdf(content), "a.pdf")) for line in text]
    assert lines[0] == "Size: Chest; S: 90; M: 98"
    assert "30 days, always" in lines


@pytest.mark.parametrize(
    "cells",
    [
        [(50, 700, "Free"), (76, 700, "over a sum"), (50, 685, "Paid"), (76, 685, "under it")],
        [(50, 700, "1."), (70, 700, "Call us first"), (50, 685, "2."), (70, 685, "Send it then")],
        [(50, 700, "2.1"), (90, 700, "Call us first"), (50, 680, "2.2"), (90, 680, "Send it then")],
        [(50, 700, "We ship"), (150, 700, "daily"), (50, 685, "and with the"), (180, 685, "best care")],
        [(50, 700, "A long line that runs over"), (210, 700, "it"), (50, 685, "Tea"), (90, 685, "or so")],
    ],
)  # fmt: skip
def test_prose_whose_words_only_happen_to_meet(document: Read, cells: Placed) -> None:
    read = document(pdf(page(cells)), "a.pdf")
    text = " ".join(passage.text for passage in read.passages)
    assert ":" not in text and ";" not in text
    assert all(words in text for _, _, words in cells)


def line(row: list[tuple[float, str]], y: float) -> Line:
    pieces = [Piece(text, x, x + width(text, 10)) for x, text in sorted(row)]
    return Line(" ".join(piece.text for piece in pieces), 10, y, pieces=pieces)


WORDS = st.text("abc1", min_size=1, max_size=6)
ROWS = st.lists(st.tuples(st.sampled_from([50.0, 60.0, 100.0, 101.0, 200.0]), WORDS), min_size=1, max_size=4)


@given(st.lists(st.tuples(ROWS, st.sampled_from([-13.0, 0.0, 5.0, 12.0, 40.0])), max_size=12))
def test_no_words_of_a_page_are_lost(placed: list[tuple[list[tuple[float, str]], float]]) -> None:
    y, lines = 700.0, []
    for row, down in placed:
        y -= down
        lines.append(line(row, y))
    read = ""
    for part in pdf_tables.split(lines):
        read += part.text if isinstance(part, Line) else " ".join(cell.text for row in part for cell in row)
    words = [word for row, _ in placed for _, word in row]
    assert all(read.count(word) >= 1 for word in words)
    assert sum(map(len, read.split())) >= sum(map(len, words))
