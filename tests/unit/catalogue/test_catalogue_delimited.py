import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import Read

from appliance.catalogue import delimited, reader
from appliance.core.errors import FileRefused


def numbered(count: int) -> list[str]:
    return ["Name,SKU,Price", *(f'"Item, {i}",S{i},{i}.50' for i in range(2, count + 1))]


def test_a_quote_that_never_closes_costs_one_row(read: Read) -> None:
    rows = numbered(12_000)
    rows[7_999] = '"Broken item,SB,19.99'
    outcome = read("\n".join(rows))
    assert outcome.refused == [8_000]
    assert "Row 8000" in outcome.problems[0].message
    assert len(outcome.products) == 11_998
    assert outcome["S8001"].title == "Item, 8001"


def test_stopping_names_the_row(save: Callable[[str, str], Path]) -> None:
    rows = numbered(50)
    rows[29] = '"Broken item,SB,19.99'
    events = reader.read_catalogue(save("a.csv", "\n".join(rows)), "a.csv", on_problem="stop")
    with pytest.raises(FileRefused, match="Row 30 "):
        list(events)


@pytest.mark.parametrize(
    "broken",
    [
        '"Broken item,S4,1.00',
        '"Bro"ken item",S4,1.00',
        '"<p class="x">\nmore "text"\nend</p>",S4,1.00',
        'Broken item,"S4,1.00',
    ],
)
def test_reading_goes_on_after_broken_quoting(read: Read, broken: str) -> None:
    rows = numbered(40)
    rows[3] = broken
    outcome = read("\n".join(rows))
    assert outcome.refused == [4]
    assert "S4" not in outcome.keys
    assert len(outcome.products) == 38
    assert outcome["S40"].title == "Item, 40"


def test_the_rest_of_a_cell_that_never_closes_may_look_like_a_row(read: Read) -> None:
    rows = numbered(40)
    rows[3] = '"Broken\nitem,S4,1.00'
    outcome = read("\n".join(rows))
    assert outcome.refused == [4]
    assert outcome["S4"].title == "item"
    assert outcome["S40"].title == "Item, 40"


def test_lines_given_up_with_a_broken_row_are_counted(read: Read) -> None:
    rows = numbered(20)
    rows[3] = '"<p class="x">\nsome text\nmore text\nend</p>",S4,1.00'
    message = read("\n".join(rows)).problems[0].message
    assert message == "Row 4 has a quote inside a quoted cell; it was left out with the 3 lines after it."


def test_no_other_quotes_in_the_file(read: Read) -> None:
    rows = ["Name,SKU,Price", *(f"Item {i},S{i},{i}" for i in range(2, 6_000))]
    rows[99] = 'Item "x,S100,1'
    rows[199] = '"Item x,S200,1'
    outcome = read("\n".join(rows))
    assert outcome.refused == [200]
    assert outcome["S100"].title == 'Item "x'
    assert len(outcome.products) == 5_997


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_and_newlines_in_cells(read: Read, ending: str) -> None:
    text = ending.join(["Name,SKU,Description", 'A,1,"<p>one</p>\n<p>two</p>"', "B,2,plain", ""])
    outcome = read(text)
    assert outcome["1"].description == "one\ntwo"
    assert outcome["2"].row == 3


def test_mixed_line_endings(read: Read) -> None:
    assert read("Name,SKU\r\nA,1\nB,2\r\nC,3").keys == ["1", "2", "3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(read: Read, delimiter: str) -> None:
    rows = [
        "Name,SKU,Price".replace(",", delimiter),
        *(f"Thing {i},S{i},1".replace(",", delimiter) for i in range(5)),
    ]
    assert len(read("\n".join(rows), "export.txt").products) == 5


def test_the_delimiter_line_of_excel(read: Read) -> None:
    assert read("sep=;\nName;SKU;Price\nA, B;1;2,50\n")["1"].title == "A, B"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(read: Read, codec: str) -> None:
    outcome = read("Name,SKU,Price\nCafé Müller,1,5 €\n".encode(codec))
    assert outcome.products[0].title == "Café Müller"
    assert outcome.products[0].variants[0].currency == "EUR"


def test_chinese_of_a_chinese_excel(read: Read) -> None:
    outcome = read("商品名称,货号,价格\n羊毛围巾,W1,128\n".encode("gb18030"))
    assert outcome["W1"].title == "羊毛围巾"


def test_utf8_with_one_stray_byte_stays_utf8(read: Read) -> None:
    outcome = read("Name,SKU\nCafé,1\nMüsli,2\nNaïve,3\n".encode() + b"Caf\xe9,4\n")
    assert [product.title for product in outcome.products] == ["Café", "Müsli", "Naïve", "Café"]


def test_titles_above_the_header(read: Read) -> None:
    outcome = read("Price list autumn;;\n;;\nArtikelnummer;Bezeichnung;Preis\nA1;Hose;12,50\n")
    assert outcome["A1"].row == 4


def test_nul_bytes_are_removed_and_said(read: Read) -> None:
    outcome = read(b"Name,Price\nA\x00B,1\nC,2\n")
    assert outcome["ab"].title == "AB"
    assert [(problem.row, problem.refused) for problem in outcome.problems] == [(2, False)]


@pytest.mark.parametrize(
    "cell", ["=CMD()", "=1+1", "=A1", "@SUM(A1)", "+SUM(1)", "=cmd|'/C calc'!A0", '"=HYPERLINK(""x"")"']
)
def test_formulas_are_left_empty_and_named(read: Read, cell: str) -> None:
    outcome = read(f"Name,SKU,Price,Note\nA,1,5,{cell}\n")
    assert outcome["1"].attributes == ()
    assert "Cell D2 (Note)" in outcome.problems[0].message
    assert not outcome.problems[0].refused


@pytest.mark.parametrize(
    "cell", ["-5", "+61 400 000", "=== Features ===", "- a list", "@home", "-Soft (cotton)"]
)
def test_text_that_only_begins_like_a_formula_stays(read: Read, cell: str) -> None:
    outcome = read(f"Name,SKU,Price,Note\nA,1,5,{cell}\n")
    assert outcome["1"].attributes == (("Note", cell),)


def test_excels_text_marker_is_taken_off(read: Read) -> None:
    assert read('Name,SKU\nA,"=""00123"""\n').keys == ["00123"]


def test_a_cell_with_the_delimiter_outside_of_quotes_is_refused(read: Read) -> None:
    outcome = read("Name,SKU,Price\nA,1,19,99\nB,2,5\n")
    assert outcome.refused == [2]
    assert outcome.keys == ["2"]


def test_empty_columns_at_the_end_are_no_problem(read: Read) -> None:
    assert read("Name,SKU,Price,,\nA,1,5,,\nB,2,6,,,\n").keys == ["1", "2"]


def test_columns_without_and_with_the_same_name(read: Read) -> None:
    outcome = read("Name,SKU,,Note,Note\nA,1,x,y,z\n")
    assert dict(outcome["1"].attributes) == {"Column 3": "x", "Note": "y", "Note (2)": "z"}


def test_five_thousand_columns(read: Read) -> None:
    header = ",".join(["Name", "SKU", *(f"attr_{i}" for i in range(5_000))])
    rows = [
        ",".join([f"P{i}", str(i), *("v" if j % 500 == i else "" for j in range(5_000))]) for i in range(20)
    ]
    outcome = read("\n".join([header, *rows]))
    assert len(outcome["3"].attributes) == 10
    assert outcome["3"].attributes[0] == ("Attr 3", "v")


def test_a_cell_beyond_the_limit_costs_one_row(read: Read) -> None:
    assert read(f'Name,SKU,Note\nA,1,{"x" * 200_000}\nB,2,"{"y" * 200_000}"\nC,3,z\n').keys[-1] == "3"


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)),
        max_size=12), min_size=3, max_size=3),
        min_size=1, max_size=12,
    )
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_records_are_what_the_csv_module_wrote(rows: list[list[str]]) -> None:
    """Whatever a proper writer writes comes back; cells stripped of line ends by nobody."""
    rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    lines = io.StringIO(stream.getvalue(), newline="")
    assert [record.cells for record in delimited.records(lines, ",", 3)] == rows


@given(st.text(alphabet=st.sampled_from('ab",;\n'), max_size=200))
@settings(deadline=None)
def test_broken_text_gives_records_in_order(text: str) -> None:
    found = list(delimited.records(io.StringIO(text, newline=""), ",", 3))
    assert [record.number for record in found] == list(range(1, len(found) + 1))
    assert all(record.line <= text.count("\n") + 1 for record in found)
