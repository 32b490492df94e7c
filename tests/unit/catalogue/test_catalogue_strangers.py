"""Whatever a stranger uploads: products, problems or one of our errors, never a traceback."""

from __future__ import annotations

import io
import random
import tempfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import pdf, show

from appliance.catalogue import reader
from appliance.core.errors import ApplianceError
from appliance.core.products import Product

NAMES = ["a.csv", "a.xlsx", "a.json", "a.jsonl", "a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a"]
HEADERS = (
    "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Body (HTML)",
    "ID,Type,SKU,Name,Published,In stock?,Stock,Regular price,Sale price,Parent,"
    "Attribute 1 name,Attribute 1 value(s)",
    "Token,Item Name,Variation Name,SKU,Price,Current Quantity Here,Option Name 1,Option Value 1",
    "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,MATERIALS,IMAGE1,VARIATION 1 NAME,VARIATION 1 VALUES,SKU",
    "sku,store_view_code,attribute_set_code,product_type,name,price,configurable_variations,additional_attributes",
    "Product ID,Active (0/1),Name *,Price tax included,Discount percent,Reference #,"
    "Quantity,Feature(Name:Value:Position)",
    "Item Type,Product ID,Product Name,Product Code/SKU,Price,Sale Price,"
    "Current Stock Level,Category,Product Description",
    "Name,SKU,Price,Was,Stock,Size,Colour,Category,Parent SKU",
)
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "",
            "1",
            "A",
            "variable",
            "variation",
            "Product",
            "SKU",
            "id:1",
            "1.234,5",
            "$5",
            "=A1",
            '"',
            "<b>x",
            "S|M",
            "-1",
        ]
    ),
)


def consume(content: bytes, name: str) -> None:
    """Read a file in every way; only our own errors may come out, each with a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        for read in (reader.inspect, lambda p, n: list(reader.read_catalogue(p, n)), reader.read_document):
            try:
                found = read(path, name)
            except ApplianceError as error:
                assert error.message
                assert error.resolution
            else:
                check(found)


def check(found: object) -> None:
    if isinstance(found, list):
        products = [event for event in found if isinstance(event, Product)]
        assert len({product.key for product in products}) == len(products)
        assert all(product.key and product.title and product.variants for product in products)


def small(cases: int) -> settings:
    return settings(max_examples=cases, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.binary(max_size=400), st.sampled_from(NAMES))
@small(150)
def test_random_bytes(content: bytes, name: str) -> None:
    consume(content, name)


@given(
    st.text(max_size=400), st.sampled_from(NAMES), st.sampled_from(["utf-8", "utf-16", "cp1252", "gb18030"])
)
@small(150)
def test_random_text(content: str, name: str, codec: str) -> None:
    consume(content.encode(codec, "replace"), name)


@given(
    st.sampled_from(HEADERS),
    st.lists(st.lists(CELLS, max_size=12), max_size=8),
    st.sampled_from([",", ";", "\t"]),
)
@small(300)
def test_random_rows_below_a_known_header(header: str, rows: list[list[str]], delimiter: str) -> None:
    lines = [header.replace(",", delimiter), *(delimiter.join(row) for row in rows)]
    consume("\n".join(lines).encode("utf-8", "replace"), "export.csv")


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=8)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.sampled_from(["name", "sku", "price", "variants", "options", "value", "x"]),
                inner,
                max_size=5,
            ),
        ),
        max_leaves=25,
    )
)
@small(200)
def test_random_json(value: object) -> None:
    import json

    consume(json.dumps([value, {"name": "A", "variants": value}]).encode(), "a.json")


def samples() -> dict[str, bytes]:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Name", "SKU", "Price"])
    book.active.append(["Lamp", "1", 5])
    workbook, word = io.BytesIO(), io.BytesIO()
    book.save(workbook)
    written = docx.Document()
    written.add_heading("Returns", 1)
    written.add_paragraph("Thirty days.")
    written.save(word)
    return {
        "a.xlsx": workbook.getvalue(),
        "a.docx": word.getvalue(),
        "a.pdf": pdf(show(760, "Returns", 20) + show(700, "Thirty days.") + show(680, "hidden", mode=3)),
        "a.csv": (HEADERS[0] + '\nscarf,Scarf,Size,S,1,5.00,3,"<p>a</p>"\n').encode(),
        "a.html": b"<html><h1>A</h1><table><tr><td>b</td></tr></table><p style='display:none'>c</p></html>",
    }


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.pdf", "a.csv", "a.html"])
@pytest.mark.parametrize("seed", range(12))
def test_damaged_files(name: str, seed: int) -> None:
    """Bytes changed, cut out or repeated at random places of a valid file."""
    chance = random.Random(f"{name}{seed}")
    content = bytearray(samples()[name])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content))
        match chance.randrange(3):
            case 0:
                content[at] = chance.randrange(256)
            case 1:
                del content[at : at + chance.randint(1, 40)]
            case _:
                content[at:at] = content[at : at + chance.randint(1, 40)]
    consume(bytes(content), name)
