"""Tables of documents: which rows are headings, what merged cells are said of, and that no row is lost."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st

from appliance.catalogue import grids
from appliance.catalogue.grids import Cell
from appliance.core.products import Document

Read = Callable[..., Document]

PRICES = ["UK | £3.95", "Europe | £9.95", "USA | £14.95"]
WITHOUT_HEADINGS = [
    PRICES,
    ["Monday | closed", "Tuesday | 10-18", "Saturday | 10-14"],
    ["Mo–Fr | 9–17 Uhr", "Sa | geschlossen"],
    ["Standard | free", "Express | £7.95"],
    ["UK | £3.95 | £7.95", "EU | £9.95 | £19.95"],
    ["UK | free | £7.95", "EU | £9.95 | £19.95"],
]
WITH_HEADINGS = [
    (["Day | Hours", "Mon | 9-5", "Sun | closed"], ["Day: Mon; Hours: 9-5", "Day: Sun; Hours: closed"]),
    (["Zone | Preis", "DE | 3,95 €"], ["Zone: DE; Preis: 3,95 €"]),
    (["Marke | Garantie", "Pilz | 2 Jahre"], ["Marke: Pilz; Garantie: 2 Jahre"]),
    (["Product | Warranty | Note", "Bikes | 5 years | frame only", "Lamps | 2 years | "],
     ["Product: Bikes; Warranty: 5 years; Note: frame only", "Product: Lamps; Warranty: 2 years"]),
    (["Day | Open | Close", "Mon | 9:00 | 17:00"], ["Day: Mon; Open: 9:00; Close: 17:00"]),
    ([" | UK | EU", "Standard | £3.95 | £9.95"], ["Standard; UK: £3.95; EU: £9.95"]),
    (["Zone | up to 2 kg | up to 10 kg", "UK | £3.95 | £7.95"],
     ["Zone: UK; up to 2 kg: £3.95; up to 10 kg: £7.95"]),
    (["Name | Material | Colour", "Chair | oak | natural"], ["Name: Chair; Material: oak; Colour: natural"]),
]  # fmt: skip
TWO_ROWS_OF_WORDS = ["Material | Oak", "Width | 80 cm", "Height | 40 cm"]


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


def plain(rows: list[str]) -> list[str]:
    return [(": " if row.count("|") == 1 else "; ").join(cells(row)) for row in rows]


def word(rows: list[str], shape: Callable[..., None] = lambda table: None) -> bytes:
    written, stream = docx.Document(), io.BytesIO()
    table = written.add_table(rows=len(rows), cols=len(cells(rows[0])))
    for row, texts in zip(table.rows, map(cells, rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    shape(table)
    written.save(stream)
    return stream.getvalue()


def markdown(rows: list[str]) -> str:
    first, *others = [f"| {row} |" for row in rows]
    return "\n".join([first, "|" + "---|" * len(cells(rows[0])), *others]) + "\n"


def web(rows: list[str]) -> str:
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells(row)) for row in rows)
    return f"<html><table>{''.join(lines)}</table></html>"


def read_lines(document: Document) -> list[str]:
    return [line for passage in document.passages for line in passage.text.splitlines()]


@pytest.mark.parametrize("rows", WITHOUT_HEADINGS)
class TestWithoutHeadings:
    def test_word(self, document: Read, rows: list[str]) -> None:
        assert read_lines(document(word(rows), "a.docx")) == plain(rows)

    def test_markdown(self, document: Read, rows: list[str]) -> None:
        assert read_lines(document(markdown(rows), "a.md")) == plain(rows)

    def test_web(self, document: Read, rows: list[str]) -> None:
        assert read_lines(document(web(rows), "a.html")) == plain(rows)


@pytest.mark.parametrize(("rows", "lines"), WITH_HEADINGS)
class TestWithHeadings:
    def test_word(self, document: Read, rows: list[str], lines: list[str]) -> None:
        assert read_lines(document(word(rows), "a.docx")) == lines

    def test_markdown(self, document: Read, rows: list[str], lines: list[str]) -> None:
        assert read_lines(document(markdown(rows), "a.md")) == lines

    def test_web(self, document: Read, rows: list[str], lines: list[str]) -> None:
        assert read_lines(document(web(rows), "a.html")) == lines


def test_words_over_figures_that_name_no_measure_are_a_row(document: Read) -> None:
    assert read_lines(document(word(TWO_ROWS_OF_WORDS), "a.docx")) == plain(TWO_ROWS_OF_WORDS)
    assert read_lines(document(web(TWO_ROWS_OF_WORDS), "a.html")) == plain(TWO_ROWS_OF_WORDS)


def test_sizes_may_head_a_table(document: Read) -> None:
    rows = ["Size | 36 | 38", "Chest | 84 | 88"]
    assert read_lines(document(markdown(rows), "a.md")) == ["Size: Chest; 36: 84; 38: 88"]


def test_headings_of_markdown_may_hold_figures_behind_words(document: Read) -> None:
    rows = ["Set | F1 | of 166", "first | 96.7 % | 140", "second | 94.8 % | 136"]
    assert read_lines(document(markdown(rows), "a.md")) == [
        "Set: first; F1: 96.7 %; of 166: 140",
        "Set: second; F1: 94.8 %; of 166: 136",
    ]


class TestWord:
    def test_a_bold_row_heads_the_table(self, document: Read) -> None:
        def embolden(table: docx.table.Table) -> None:
            for cell in table.rows[0].cells:
                cell.paragraphs[0].runs[0].bold = True

        rows = ["Term | Meaning", "Oak | a hard wood"]
        assert read_lines(document(word(rows, embolden), "a.docx")) == ["Term: Oak; Meaning: a hard wood"]
        assert read_lines(document(word(rows), "a.docx")) == plain(rows)

    def test_a_row_marked_as_headings(self, document: Read) -> None:
        def mark(table: docx.table.Table) -> None:
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

        rows = ["2025 | 2026", "closed | 9-5"]
        assert read_lines(document(word(rows, mark), "a.docx")) == ["2025: closed; 2026: 9-5"]

    def test_a_merged_cell_is_said_once_of_all_it_covers(self, document: Read) -> None:
        def merge(table: docx.table.Table) -> None:
            for place, other in [((1, 1), (1, 2)), ((2, 0), (3, 0))]:
                table.cell(*other).text = ""
                table.cell(*place).merge(table.cell(*other)).text = table.cell(*place).text.strip()

        rows = ["Zone | Standard | Express", "UK | £5 | x", "EU | £9 | £19", "EU | £10 | £20"]
        assert read_lines(document(word(rows, merge), "a.docx")) == [
            "Zone: UK; Standard, Express: £5",
            "Zone: EU; Standard: £9; Express: £19",
            "Zone: EU; Standard: £10; Express: £20",
        ]

    def test_a_table_within_a_cell_is_not_lost(self, document: Read) -> None:
        def nest(table: docx.table.Table) -> None:
            table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "and by appointment"

        assert (
            "10-14 and by appointment"
            in read_lines(document(word(["Fri | 9-17", "Sat | 10-14"], nest), "a.docx"))[1]
        )

    def test_struck_out_words_are_not_quoted(self, document: Read) -> None:
        written, stream = docx.Document(), io.BytesIO()
        paragraph = written.add_paragraph("Bring it back within ")
        paragraph.add_run("14").font.strike = True
        paragraph.add_run("20").font.double_strike = True
        paragraph.add_run("30 days.").font.strike = False
        written.save(stream)
        read = document(stream.getvalue(), "a.docx")
        assert read_lines(read) == ["Bring it back within 30 days."] and read.hidden_text == ()


class TestWeb:
    def test_cells_that_span_rows_and_columns(self, document: Read) -> None:
        page = """<html><table>
            <thead><tr><th rowspan=2>Zone</th><th colspan=2>Price</th><th rowspan=2>Days</th></tr>
            <tr><th>Standard</th><th>Express</th></tr></thead>
            <tr><td>UK</td><td>£3.95</td><td>£7.95</td><td>2–3</td></tr>
            <tr><td>EU</td><td rowspan=2>£9.95</td><td>£19.95</td><td>5–7</td></tr>
            <tr><td>USA</td><td>—</td><td>10</td></tr>
            <tr><td>Moon</td><td colspan=2>ask us</td><td></td></tr>
            <tr><td colspan=4>Islands cost more</td></tr></table></html>"""
        assert read_lines(document(page, "a.html")) == [
            "Zone: UK; Price Standard: £3.95; Price Express: £7.95; Days: 2–3",
            "Zone: EU; Price Standard: £9.95; Price Express: £19.95; Days: 5–7",
            "Zone: USA; Price Standard: £9.95; Price Express: —; Days: 10",
            "Zone: Moon; Price Standard, Price Express: ask us",
            "Islands cost more",
        ]

    def test_a_title_over_all_columns_is_a_line(self, document: Read) -> None:
        page = """<html><table><tr><th colspan=2>Germany only</th></tr><tr><th>Weight</th><th>Price</th></tr>
            <tr><td>2 kg</td><td>5 €</td></tr></table></html>"""
        assert read_lines(document(page, "a.html")) == ["Germany only", "Weight: 2 kg; Price: 5 €"]

    def test_new_headings_within_a_table(self, document: Read) -> None:
        page = """<html><table><tr><th>Zone</th><th>Price</th></tr><tr><td>UK</td><td>£5</td></tr>
            <tr><th>Day</th><th>Hours</th></tr><tr><td>Mon</td><td>9-5</td></tr></table></html>"""
        assert read_lines(document(page, "a.html")) == ["Zone: UK; Price: £5", "Day: Mon; Hours: 9-5"]

    @pytest.mark.parametrize(
        ("rows", "lines"),
        [
            ("<tr><th>Call us</th><th>02 9000 0000</th></tr>", ["Call us: 02 9000 0000"]),
            ("<tr><th>UK</th><th>£5</th></tr><tr><th>EU</th><th>£9</th></tr>", ["UK: £5", "EU: £9"]),
            ("<tr><th>Notice</th></tr><tr><td>We are away.</td></tr>", ["Notice", "We are away."]),
            ("<tr><th>Zone<th rowspan=9>Price</tr><tr><td>UK<td>£5</tr>", ["Zone: UK; Price: £5"]),
            ("<tr><td>UK<td rowspan=0>£5</tr><tr></tr><tr><td>EU</tr>", ["UK: £5", "EU: £5"]),
            ("<tr><td>UK<td rowspan=2>£5</tr><tr></tr><tr><td>EU</tr>", ["UK: £5", "EU"]),
            ("<tr><td colspan=x>UK<td colspan=-2>£5</tr>", ["UK: £5"]),
            ("<tr><td><b>Term</b><td><b>Sense</b></tr><tr><td>Oak<td>wood</tr>", ["Term: Oak; Sense: wood"]),
            (
                "<tr><td>T<b>erm</b><td><b>Sense</b></tr><tr><td>Oak<td>wood</tr>",
                ["Term: Sense", "Oak: wood"],
            ),
        ],
    )
    def test_no_row_is_lost(self, document: Read, rows: str, lines: list[str]) -> None:
        assert read_lines(document(f"<html><table>{rows}</table></html>", "a.html")) == lines

    def test_a_total_in_headings_is_a_row(self, document: Read) -> None:
        page = """<html><table><tr><th>Part</th><th>Price</th></tr><tr><td>Lamp</td><td>£5</td></tr>
            <tr><th>Total</th><th>£5</th></tr><tr><td>Post</td><td>£2</td></tr>
            <tr><th>Terms</th><th>as always</th></tr></table></html>"""
        assert read_lines(document(page, "a.html")) == [
            "Part: Lamp; Price: £5", "Part: Total; Price: £5", "Part: Post; Price: £2",
            "Part: Terms; Price: as always",
        ]  # fmt: skip

    def test_a_small_page_that_claims_a_huge_table(self, document: Read) -> None:
        page = "<html><table>" + "<tr><td colspan=1000 rowspan=60000>a</tr>" * 20_000 + "</table></html>"
        assert document(page, "a.html").passages[0].text.startswith("a")

    @pytest.mark.parametrize(
        ("markup", "text"),
        [
            ("30 days, <del>14 days</del>", "30 days"),
            ("<s>14</s> 30 days.", "30 days."),
            ("30 days<strike>, 14 days</strike>.", "30 days."),
            ("By <span style='text-decoration: line-through'>DHL</span> UPS", "By UPS"),
            ("by <s>DHL</s> UPS", "by UPS"),
            ("<span style='text-decoration:underline'>30 days</span>, really", "30 days, really"),
            ("<ins>30 days</ins>", "30 days"),
        ],
    )
    def test_struck_out_words_are_not_quoted(self, document: Read, markup: str, text: str) -> None:
        read = document(f"<html><p>{markup}</p></html>", "a.html")
        assert read_lines(read) == [text] and read.hidden_text == ()


def test_struck_out_words_of_markdown(document: Read) -> None:
    assert read_lines(document("Back within ~~14~~ 30 days.", "a.md")) == ["Back within 30 days."]


class TestMenus:
    @pytest.mark.parametrize(
        "menu",
        [
            "<nav><a href=/>Home</a> <a href=/cart>Cart</a></nav>",
            "<nav><h2>Menu</h2><ul><li><a href=/>Home</a></li><li><a href=/p>iPhone 15</a></li></ul></nav>",
            "<div role=navigation><a href=/a>Shop</a> › <a href=/b>Lamps</a></div>",
        ],
    )
    def test_links_alone_are_no_passage(self, document: Read, menu: str) -> None:
        assert read_lines(document(f"<html>{menu}<p>We ship daily.</p></html>", "a.html")) == [
            "We ship daily."
        ]

    @pytest.mark.parametrize(
        "menu",
        [
            "<nav><a href=/>Home</a> <a href=tel:0290000000>Call us</a></nav>",
            "<nav><a href=/>Home</a> Mon–Fri 9–17</nav>",
            "<nav><a href=/>Home</a> Ring 02 9000 0000</nav>",
            "<nav>We are closed for good on all public holidays. <a href=/>Home</a></nav>",
            "<ul><li><a href=/a>Dresden</a></li><li><a href=/b>Gera</a></li></ul>",
        ],
    )
    def test_what_says_something_stays(self, document: Read, menu: str) -> None:
        assert len(read_lines(document(f"<html>{menu}<p>We ship daily.</p></html>", "a.html"))) > 1


TEXTS = st.text("ab1€ ", max_size=4).map(str.strip)
CELLS = st.builds(Cell, TEXTS, st.sampled_from(["heading", "strong", ""]))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5), st.booleans())
def test_no_text_below_the_first_row_is_lost(rows: list[list[Cell]], doubted: bool) -> None:
    rows = [row for row in rows if any(cell.text for cell in row)]
    read = "\n".join(grids.lines(rows, doubted=doubted))
    rows_of_data = [row for row in rows[1:] if any(cell.text and not cell.marked for cell in row)]
    assert all(cell.text in read for row in rows_of_data for cell in row)
