"""What a file is, and what is refused with a sentence: workbooks, JSON, archives, wrong names."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import openpyxl
import pytest
from outcomes import Read

from appliance.catalogue import archives, reader, sheets, structured
from appliance.core.errors import ApplianceError, FileRefused, TooLarge
from appliance.core.products import Availability

Save = Callable[[str, str | bytes], Path]


def workbook(*rows: list[Any], **others: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Products"
    for row in rows:
        sheet.append(row)
    for title, content in others.items():
        further = book.create_sheet(title, 0)
        for row in content:
            further.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(**entries: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in entries.items():
            written.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


LAMP = ["Lamp", "007", 19.99, 4]
HEADER = ["Name", "SKU", "Price", "Stock"]


class TestWorkbooks:
    def test_typed_cells(self, read: Read) -> None:
        outcome = read(workbook(HEADER, LAMP, ["Rug", 12345, "1.299,00", None]), "a.xlsx")
        lamp, rug = outcome["007"].variants[0], outcome["12345"].variants[0]
        assert (lamp.price, lamp.quantity, lamp.availability) == (Decimal("19.99"), 4, Availability.IN_STOCK)
        assert rug.price == Decimal("1299.00")

    def test_a_number_is_shown_as_excel_shows_it(self, read: Read) -> None:
        outcome = read(workbook(HEADER, ["A", 4006381333931, 0.1 + 0.2, 1.0]), "a.xlsx")
        variant = outcome["4006381333931"].variants[0]
        assert (variant.price, variant.quantity) == (Decimal("0.30"), 1)

    def test_titles_above_the_header_and_the_row_of_a_product(self, read: Read) -> None:
        outcome = read(workbook(["Price list 2026"], [], HEADER, LAMP, [None, "X", 1, 1]), "a.xlsx")
        assert outcome["007"].row == 4
        assert outcome.refused == [5]

    def test_the_sheet_with_products_is_read_and_the_others_named(self, read: Read) -> None:
        outcome = read(workbook(HEADER, LAMP, Notes=[["Read me first"]]), "a.xlsx")
        assert outcome.keys == ["007"]
        assert "Notes" in outcome.problems[0].message
        assert not outcome.problems[0].refused

    def test_a_formula_without_a_value_names_its_cell(self, read: Read) -> None:
        outcome = read(workbook(HEADER, ["Lamp", "1", "=2*3", 1], ["Rug", "2", 5, 1]), "a.xlsx")
        assert outcome["1"].variants[0].price is None
        assert [problem.message for problem in outcome.problems] == [
            "Cell C2 holds a formula that was never calculated; it was left empty."
        ]

    def test_a_formula_with_a_value_is_that_value(self, read: Read) -> None:
        content = io.BytesIO(workbook(HEADER, ["Lamp", "1", "=2*3", 1]))
        changed = io.BytesIO()
        with zipfile.ZipFile(content) as old, zipfile.ZipFile(changed, "w") as new:
            for entry in old.namelist():
                new.writestr(entry, old.read(entry).replace(b"<f>2*3</f><v></v>", b"<f>2*3</f><v>6</v>")
                             .replace(b"<f>2*3</f><v />", b"<f>2*3</f><v>6</v>"))  # fmt: skip
        outcome = read(changed.getvalue(), "a.xlsx")
        assert outcome["1"].variants[0].price == Decimal(6)
        assert outcome.problems == ()

    def test_an_error_value_names_its_cell(self, read: Read) -> None:
        outcome = read(workbook(HEADER, ["Lamp", "1", "#REF!", 1]), "a.xlsx")
        assert "Cell C2 holds an error" in outcome.problems[0].message

    def test_a_cell_at_the_far_corner_is_refused_before_it_costs_memory(self, save: Save) -> None:
        book = openpyxl.load_workbook(io.BytesIO(workbook(HEADER, LAMP)))
        assert book.active is not None
        book.active["XFD1048576"] = 1
        stream = io.BytesIO()
        book.save(stream)
        with pytest.raises(TooLarge, match="1,048,576 rows by 16,384 columns"):
            reader.inspect(save("a.xlsx", stream.getvalue()), "a.xlsx")

    def test_a_hidden_sheet_is_not_read(self, read: Read) -> None:
        book = openpyxl.load_workbook(
            io.BytesIO(workbook(HEADER, LAMP, Secret=[HEADER, ["S", "9", 1, 1], LAMP]))
        )
        book["Secret"].sheet_state = "hidden"
        stream = io.BytesIO()
        book.save(stream)
        assert read(stream.getvalue(), "a.xlsx").keys == ["007"]

    def test_an_empty_workbook(self, save: Save) -> None:
        with pytest.raises(FileRefused, match="is empty"):
            reader.inspect(save("a.xlsx", workbook()), "a.xlsx")

    def test_declared_entities_are_refused(self, save: Save) -> None:
        bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
        with pytest.raises(FileRefused, match="entities"):
            reader.inspect(save("a.xlsx", archive(xl__workbook_xml=bomb)), "a.xlsx")

    def test_a_doctype_is_refused(self, save: Save) -> None:
        content = archive(**{"xl/_rels/workbook.xml.rels": b"<!DOCTYPE x><a/>", "xl/workbook.xml": b"<a/>"})
        with pytest.raises(FileRefused, match="damaged"):
            reader.inspect(save("a.xlsx", content), "a.xlsx")


class TestArchives:
    def test_a_bomb_by_ratio(self, save: Save) -> None:
        path = save("a.xlsx", archive(xl__workbook_xml=b"<a/>", xl__big_xml=bytes(40 * 2**20)))
        with pytest.raises(TooLarge, match="grows more than"):
            archives.check(path, "a.xlsx")

    def test_a_bomb_by_size(self, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archives, "MAX_UNPACKED", 1000)
        path = save("a.docx", archive(word__document_xml=b"x" * 2000))
        with pytest.raises(TooLarge, match="would unpack"):
            reader.read_document(path, "a.docx")

    def test_a_bomb_whose_header_lies(self, save: Save) -> None:
        content = bytearray(archive(xl__workbook_xml=b"a" * 100_000))
        size = (100_000).to_bytes(4, "little")
        while (at := content.find(size)) >= 0:
            content[at : at + 4] = (10).to_bytes(4, "little")
        with pytest.raises(FileRefused, match="damaged"):
            archives.check(save("a.xlsx", bytes(content)), "a.xlsx")

    def test_too_many_entries(self, save: Save) -> None:
        entries = {f"xl/{i}.bin": b"" for i in range(archives.MAX_ENTRIES + 1)}
        with pytest.raises(TooLarge, match="holds 5,001 files"):
            archives.check(save("a.xlsx", archive(**entries)), "a.xlsx")

    def test_a_truncated_workbook(self, save: Save) -> None:
        with pytest.raises(FileRefused, match="damaged"):
            reader.kind_of(save("a.xlsx", workbook(HEADER, LAMP)[:500]), "a.xlsx")


class TestJson:
    PRODUCTS: ClassVar = [
        {"id": 7, "title": "Desk", "brand": {"name": "Oak"}, "price": {"amount": 199.5, "currency": "AUD"},
         "attributes": {"Material": "Oak"}, "images": [{"src": "https://x/d.jpg"}], "tags": ["a", "b"]},
        {"id": 8, "title": "Chair", "options": [{"name": "Colour", "values": ["Red", "Blue"]}], "variants": [
            {"title": "Red", "option1": "Red", "sku": "C-R", "price": "49.00", "inventory_quantity": 2},
            {"title": "Blue", "option1": "Blue", "sku": "C-B", "price": "59.00", "inventory_quantity": 0}]},
    ]  # fmt: skip

    @pytest.mark.parametrize(
        "wrap", [lambda p: p, lambda p: {"meta": {"v": 1}, "products": p}, lambda p: {"data": {"items": p}}]
    )
    def test_a_list_anywhere_near_the_top(self, read: Read, wrap: Callable[[Any], Any]) -> None:
        outcome = read(json.dumps(wrap(self.PRODUCTS)), "a.json")
        desk, chair = outcome["7"], outcome["8"]
        assert (desk.brand, desk.attributes, desk.tags) == ("Oak", (("Material", "Oak"),), ("a", "b"))
        assert (desk.image, desk.variants[0].price, desk.variants[0].currency) == (
            "https://x/d.jpg", Decimal("199.50"), "AUD",
        )  # fmt: skip
        assert [(v.sku, v.price, v.quantity, v.options) for v in chair.variants] == [
            ("C-R", Decimal("49.00"), 2, (("Colour", "Red"),)),
            ("C-B", Decimal("59.00"), 0, (("Colour", "Blue"),)),
        ]

    def test_variants_fall_back_on_their_product(self, read: Read) -> None:
        product = {
            "sku": "T",
            "name": "Tee",
            "price": 20,
            "variants": [{"size": "S"}, {"size": "M", "price": 25}],
        }
        outcome = read(json.dumps([product]), "a.json")
        assert [(v.price, v.options) for v in outcome["T"].variants] == [
            (Decimal(20), (("Size", "S"),)), (Decimal(25), (("Size", "M"),)),
        ]  # fmt: skip

    def test_a_product_without_variants_beside_one_with_some(self, read: Read) -> None:
        mug = {"name": "Mug", "sku": "M1", "price": {"amount": 4.5, "currency": "USD"}, "stock": 3}
        sizes = [
            {"sku": "T-S", "size": "S", "price": 19, "inventory_quantity": 4},
            {"size": "M", "price": 21, "inventory_quantity": 0},
        ]
        tee = {"name": "Tee", "sku": "T", "stock": 99, "price": 18, "variants": sizes}
        outcome = read(json.dumps([mug, tee]), "a.json", currency="EUR")
        (variant,) = outcome["M1"].variants
        assert outcome["M1"].attributes == ()
        assert (variant.sku, variant.price, variant.currency, variant.quantity) == (
            "M1", Decimal("4.50"), "USD", 3,
        )  # fmt: skip
        tee_variants = next(product for product in outcome.products if product.title == "Tee").variants
        assert [(v.price, v.currency, v.quantity) for v in tee_variants] == [
            (Decimal(19), "EUR", 4), (Decimal(21), "EUR", 0),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ('[{"name": "A"},', "it breaks off before its end"),
            ('[{"name": "A", "sku": "1', "it breaks off before its end"),
            ('[\n{"name" "A"}]', '“"A"}]” in line 2 is not expected there'),
            ("[" * 100_000, "nested too deeply"),
        ],
    )
    def test_what_is_wrong_is_said_in_words(self, save: Save, content: str, words: str) -> None:
        with pytest.raises(FileRefused) as caught:
            reader.inspect(save("a.json", content), "a.json")
        assert words in caught.value.message

    def test_numbers_stay_exact(self, read: Read) -> None:
        outcome = read(
            '[{"name": "A", "sku": "1", "price": 1.234}, {"name": "B", "sku": "2", "price": 0.1},'
            '{"name": "C", "sku": "3", "price": 1e2}, {"name": "D", "sku": "4", "price": 1e999999999}]',
            "a.json",
        )
        assert [p.variants[0].price for p in outcome.products] == [
            Decimal("1.234"), Decimal("0.10"), Decimal(100), None,
        ]  # fmt: skip

    def test_what_a_nested_variant_says_is_one_value(self, read: Read) -> None:
        cuts = ("Half tray, serves 6", "Whole tray, serves 12")
        variants = [{"sku": cut[0], "options": {"Cut": cut}, "price": 7.5} for cut in cuts]
        outcome = read(json.dumps([{"title": "Focaccia", "variants": variants}]), "a.json")
        (product,) = outcome.products
        assert [dict(variant.options) for variant in product.variants] == [{"Cut": cut} for cut in cuts]
        assert [variant.sku for variant in product.variants] == ["H", "W"]

    def test_json_lines_go_on_after_a_bad_line(self, read: Read) -> None:
        outcome = read('{"name":"A","sku":"1"}\n{bad\n\n{"name":"B","sku":"2"}\n[1]\n', "a.jsonl")
        assert outcome.keys == ["1", "2"]
        assert outcome.refused == [2, 5]

    @pytest.mark.parametrize(
        "content", ['{"a": 1}', "[]", "[1, 2]", '{"products": []}', '{"a": [', '[{"a":1},']
    )
    def test_no_list_of_products(self, save: Save, content: str) -> None:
        with pytest.raises(FileRefused):
            reader.inspect(save("a.json", content), "a.json")

    def test_deep_nesting(self, save: Save) -> None:
        with pytest.raises(FileRefused):
            reader.inspect(save("a.json", "[" * 100_000), "a.json")

    def test_a_document_too_large_to_hold(self, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(structured, "MAX_BYTES", 10)
        with pytest.raises(TooLarge, match="JSON document"):
            reader.inspect(save("a.json", json.dumps(self.PRODUCTS)), "a.json")


class TestWhatAFileIs:
    TABLE = "Name,SKU,Price\nLamp,1,5\nRug,2,6\n"

    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("a.csv", TABLE, "catalogue"),
            ("a.csv", workbook(HEADER, LAMP), "catalogue"),
            ("a.xlsx", TABLE, "catalogue"),
            ("a.txt", TABLE, "catalogue"),
            ("a", TABLE.replace(",", "\t"), "catalogue"),
            ("a.csv", '[{"name":"A"}]', "catalogue"),
            ("a.json", TABLE, "catalogue"),
            ("a.json", '{"name":"A"}\n{"name":"B"}', "catalogue"),
            ("a.txt", "We ship on Monday, Tuesday, and Friday.\nReturns, refunds, and so on.\n", "document"),
            ("a.md", "# Returns\n\nThirty days.", "document"),
            ("a.csv", "<!doctype html><html><p>Hello</p></html>", "document"),
            ("a.html", "<h1>Hi</h1>", "document"),
            ("a.txt", "%PDF-1.7\n...", "document"),
        ],
    )
    def test_told_by_content(self, save: Save, name: str, content: str | bytes, kind: str) -> None:
        if name == "a.csv" and isinstance(content, str) and content.startswith("["):
            content = content.replace("[", "Name\n[", 1)
        assert reader.kind_of(save(name, content), name) == kind

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "is empty"),
            (b"\xef\xbb\xbf \r\n", "is empty"),
            (b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture"),
            (b"\xff\xd8\xff\xe0" + bytes(40), "a picture"),
            (b"MZ\x90\x00" + bytes(60), "a Windows program"),
            (b"\x7fELF\x02" + bytes(60), "a program"),
            (b"\x1f\x8b\x08" + bytes(40), "a compressed archive"),
            (b"\xd0\xcf\x11\xe0" + bytes(600), "before 2007"),
            (b"\xd0\xcf\x11\xe0" + bytes(60) + "EncryptedPackage".encode("utf-16-le"), "password"),
            (bytes(range(32)) * 30, "neither text"),
            (archive(readme=b"x"), "a ZIP archive"),
        ],
    )
    def test_what_is_refused(self, save: Save, content: bytes, words: str) -> None:
        with pytest.raises(FileRefused, match=words) as caught:
            reader.inspect(save("export.csv", content), "export.csv")
        assert caught.value.resolution
        assert "export.csv" in caught.value.message

    def test_words_that_begin_like_a_program_are_text(self, save: Save) -> None:
        assert reader.kind_of(save("a.csv", "BMX,SKU\nMZ,1\n"), "a.csv") == "catalogue"
        assert reader.kind_of(save("b.csv", "MZ name,SKU\nx,1\n"), "b.csv") == "catalogue"

    def test_many_comments_before_a_text(self, save: Save) -> None:
        """A backtracking pattern would take for ever here."""
        assert reader.kind_of(save("a", "<!--a-->" * 5_000 + "zzz"), "a") == "document"

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(FileRefused, match="cannot be read"):
            reader.kind_of(tmp_path / "gone.csv", "gone.csv")

    def test_a_document_is_no_catalogue_and_the_other_way_round(self, save: Save) -> None:
        with pytest.raises(FileRefused, match="not a product list"):
            list(reader.read_catalogue(save("a.md", "# Hi"), "a.md"))
        with pytest.raises(FileRefused, match="a table"):
            reader.read_document(save("a.csv", self.TABLE), "a.csv")

    def test_refusals_are_all_ours(self) -> None:
        assert issubclass(FileRefused, ApplianceError)
        assert sheets.MAX_CELLS < 16_384 * 1_048_576


class TestTablesInDisguise:
    PAGE = "<html><body><table><tr><th>Product</th><th>Price</th></tr><tr><td>Mug</td><td>5</td></tr></table>"
    FEED = '<?xml version="1.0"?><products><product><name>Mug</name><price>4.5</price></product></products>'

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("prices.xls", PAGE, "a web page under the name of a spreadsheet: no products"),
            ("prices.XLSX", PAGE, "a web page under the name of a spreadsheet: no products"),
            ("feed.xml", FEED, "an XML file: no products"),
            ("feed.xls", FEED, "an XML file: no products"),
            ("feed.xml", FEED.partition("?>")[2], "an XML file: no products"),
            ("prices.ods", b"PK\x03\x04" + bytes(range(200)), "in a format that is not read"),
        ],
    )
    def test_they_get_a_sentence(self, save: Save, name: str, content: str | bytes, words: str) -> None:
        with pytest.raises(FileRefused, match=words) as caught:
            reader.inspect(save(name, content), name)
        assert "XLSX" in caught.value.resolution

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("prices.html", PAGE),
            ("help.txt", PAGE),
            ("help.xml", '<?xml version="1.0"?>\n<!DOCTYPE html><html><p>We ship daily.</p></html>'),
            ("help.md", "<?xml version?> is how XML begins.\n"),
        ],
    )
    def test_pages_stay_pages(self, save: Save, name: str, content: str) -> None:
        assert reader.kind_of(save(name, content), name) == "document"


class TestBytesByChance:
    @pytest.mark.parametrize("size", [30, 200, 2_000, 70_000])
    @pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.pdf", "x.doc", "X.XLS"])
    def test_under_an_office_name_are_refused(self, save: Save, name: str, size: int) -> None:
        for seed in range(25):
            content = random.Random(seed).randbytes(size)
            with pytest.raises(FileRefused) as caught:
                reader.kind_of(save(name, content), name)
            assert name in caught.value.message and caught.value.resolution

    @pytest.mark.parametrize("name", ["x.txt", "x.md", "x.csv", "x"])
    def test_under_any_name_are_refused(self, save: Save, name: str) -> None:
        for seed in range(25):
            with pytest.raises(FileRefused):
                reader.kind_of(save(name, random.Random(seed).randbytes(2_000)), name)

    @pytest.mark.parametrize(
        ("name", "content", "kind"),
        [
            ("list.pdf", b"SKU,Name,Price\n1,Scarf,3\n2,Hat,4\n", "catalogue"),
            ("list.xlsx", "SKU;Name;Preis\n1;Mütze;3\n2;Hut;4\n".encode("cp1252"), "catalogue"),
            ("list.xls", "SKU\tName\tPrice\n1\tHat\t3\n2\tCap\t4\n".encode("utf-16"), "catalogue"),
            ("returns.docx", b"# Returns\n\nThirty days, unused.\n", "document"),
            ("returns.doc", "Rückgabe: 30 Tage, ungetragen.\f".encode(), "document"),
            ("returns.pdf", "Thirty days, unused.\n".encode("utf-16"), "document"),
            ("returns.txt", "Rückgabe: 30 Tage, ungetragen. Größe egal.".encode("cp1252"), "document"),
            ("zurueck.txt", "三十天内可以退货，未使用过的商品。".encode("gb18030"), "document"),
            ("list.csv", b"SKU,Name,Price\n1,Sca\x00rf,3\n2,Ha\x01t,4\n3,Long woollen cap,5\n", "catalogue"),
        ],
    )
    def test_text_under_another_name_is_still_read(
        self, save: Save, name: str, content: bytes, kind: str
    ) -> None:
        assert reader.kind_of(save(name, content), name) == kind
