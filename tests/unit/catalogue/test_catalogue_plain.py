"""Tables that no platform exported."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import Read

from appliance.catalogue import headers, reader
from appliance.core.errors import FileRefused, InvalidInput
from appliance.core.products import Availability


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Product Name,SKU,Price,Stock,Brand,Category", "title sku price quantity brand categories"),
        (
            "Artikelbezeichnung;Artikelnummer;Preis;Bestand;Hersteller;Warengruppe",
            "title sku price quantity brand categories",
        ),
        (
            "Désignation;Référence;Prix TTC;Quantité;Marque;Catégorie",
            "title sku price quantity brand categories",
        ),
        ("Nombre;Referencia;Precio;Existencias;Marca;Categoría", "title sku price quantity brand categories"),
        ("Nome prodotto;Codice;Prezzo;Giacenza;Marca;Categoria", "title sku price quantity brand categories"),
        (
            "Productnaam;Artikelcode;Prijs;Voorraad;Merk;Categorie",
            "title sku price quantity brand categories",
        ),
        (
            "Nome do produto;Código;Preço;Quantidade;Marca;Categoria",
            "title sku price quantity brand categories",
        ),
        ("商品名称,货号,价格,库存,品牌,分类", "title sku price quantity brand categories"),
        (
            "productName,itemNumber,unitPrice,stockOnHand,brandName,productType",
            "title sku price quantity brand categories",
        ),
        (
            "PRODUCT_NAME,ITEM_CODE,SELLING_PRICE,QTY,VENDOR,DEPARTMENT",
            "title sku price quantity brand categories",
        ),
        ("Prodcut Name,SKU,Prices,Quantitty,Brnad,Categroy", "title sku price quantity brand categories"),
        (
            "Name,Price (AUD),Was,Sale Price,Barcode,Image URL",
            "title price compare_at sale_price barcode image",
        ),
        ("Name,Price ex GST,Price inc GST,Size,Farbe,Link", "title  price option:Size option:Colour url"),
        ("Apfel,Name,Price/kg,Price per piece", " title  price"),
        ("Name,Price (kg),Grundpreis,Price", "title   price"),
        ("Name,VK netto,VK brutto,EK netto", "title  price ignore"),
        ("Name,Price (EUR) net,Price (EUR) gross", "title  price"),
        ("Item,Unit price GBP incl. VAT", "title price"),
        ("Name,Price,Price inc VAT", "title  price"),
        ("Name,Old price,New price", "title compare_at price"),
        ("Name,Price ex GST,Sale price ex VAT,Price/m", "title   "),
        ("Name,Cost price ex VAT,Net price,Price/Item", "title ignore  price"),
        ("Name,Cost,Wholesale Price,Price,Margin,Supplier Price", "title ignore ignore price ignore ignore"),
        (
            "Name,Stock Sydney,Stock Perth,Stock status,Stock alert,Low stock level",
            "title quantity quantity availability  ",
        ),
    ],
)
def test_columns_are_understood(header: str, fields: str) -> None:
    columns = header.replace(";", ",").split(",")
    found = headers.guess(columns)
    assert [found.get(index, "") for index in range(len(columns))] == fields.split(" ")


@pytest.mark.parametrize(
    "header", ["Note", "Material", "Weight (kg)", "Nameplate", "Pricing tier", "Sizeable", ""]
)
def test_other_columns_are_attributes(header: str) -> None:
    assert headers.guess(["Title", "SKU", header]) == {0: "title", 1: "sku"}


@given(st.lists(st.text(max_size=30), max_size=8))
@settings(deadline=None)
def test_any_headers_are_guessed(columns: list[str]) -> None:
    assert all(0 <= index < len(columns) for index in headers.guess(columns))


def test_a_whole_product(read: Read) -> None:
    outcome = read(
        "ID,SKU,Name,Description,Price,Was,Stock,Brand,Category,Tags,URL,Image,Material\n"
        'P1,A-1,Lamp,"<p>Bright</p>",$19.95,$25.00,4,Lumen,Home > Light,"desk, led",https://x/p,https://x/i.jpg,Oak\n',
        currency="AUD",
    )
    product = outcome["P1"]
    variant = product.variants[0]
    assert (product.title, product.description, product.brand) == ("Lamp", "Bright", "Lumen")
    assert (product.categories, product.tags) == (("Home > Light",), ("desk", "led"))
    assert (product.url, product.image, product.attributes) == (
        "https://x/p",
        "https://x/i.jpg",
        (("Material", "Oak"),),
    )
    assert (variant.sku, variant.price, variant.compare_at) == ("A-1", Decimal("19.95"), Decimal("25.00"))
    assert (variant.currency, variant.quantity, variant.availability) == ("AUD", 4, Availability.IN_STOCK)
    assert product.row == 2


def test_prices_are_decided_by_the_column(read: Read) -> None:
    outcome = read("Name;SKU;Preis\nA;1;1.299\nB;2;12,50\nC;3;1.234,50 €\n")
    assert [product.variants[0].price for product in outcome.products] == [
        Decimal(1299), Decimal("12.50"), Decimal("1234.50"),
    ]  # fmt: skip


def test_a_currency_sign_in_some_cells_is_meant_for_all(read: Read) -> None:
    outcome = read("Name;SKU;Preis\nA;1;12,50 €\nB;2;9,99\nC;3;\n", currency="AUD")
    assert {product.variants[0].currency for product in outcome.products} == {"EUR"}


def test_several_currencies_stay_with_their_cells(read: Read) -> None:
    outcome = read("Name,SKU,Price\nA,1,€12\nB,2,£9\nC,3,5\n", currency="AUD")
    assert [product.variants[0].currency for product in outcome.products] == ["EUR", "GBP", "AUD"]


def test_a_sale_price_is_the_price(read: Read) -> None:
    found = read("Name,SKU,Price,Sale price\nA,1,20,15\nB,2,20,0\nC,3,20,25\nD,4,20,\n").products
    assert [(p.variants[0].price, p.variants[0].compare_at) for p in found] == [
        (Decimal(15), Decimal(20)), (Decimal(20), None), (Decimal(20), None), (Decimal(20), None),
    ]  # fmt: skip


def test_of_two_currencies_the_shops_own_is_the_price(read: Read) -> None:
    content = "Title,Price (USD),Price (EUR),SKU\nMug,10.00,9.00,M\n"
    for currency, price in (("EUR", "9.00"), ("USD", "10.00"), ("GBP", "10.00")):
        found = read(content, currency=currency)["M"].variants[0]
        assert (found.price, found.currency) == (Decimal(price), "USD" if currency == "GBP" else currency)


def test_two_rows_of_headers_are_read_together(read: Read) -> None:
    outcome = read(
        "Our prices,,,,\n,,,,\nItem,Price (EUR),,Code,In stock\n,net,gross,,pcs\n"
        "Saw,20,24.20,S1,3\nNail,.1,.12,N1,\n"
    )
    assert [(p.title, p.variants[0].price, p.variants[0].currency) for p in outcome.products] == [
        ("Saw", Decimal("24.20"), "EUR"), ("Nail", Decimal("0.12"), "EUR"),
    ]  # fmt: skip
    assert outcome["S1"].variants[0].quantity == 3
    assert outcome["S1"].row == 5
    assert outcome["S1"].attributes == (("Price (EUR) net", "20"),)
    assert outcome.problems == ()


@pytest.mark.parametrize("first", [",9.99,R1", ",,R1", "Total,,"])
def test_a_first_row_without_a_name_is_no_header(read: Read, first: str) -> None:
    assert read(f"Item,Price,Code\n{first}\nSaw,20,S1\n")["S1"].variants[0].price == Decimal(20)


def test_a_row_names_its_own_currency(read: Read) -> None:
    outcome = read(
        "Name,SKU,Price,Currency\nA,1,10,EUR\nB,2,11,USD\nC,3,£12,EUR\nD,4,13,\nE,5,$5,AUD\n", currency="EUR"
    )
    assert [(p.variants[0].price, p.variants[0].currency) for p in outcome.products] == [
        (Decimal(10), "EUR"), (Decimal(11), "USD"), (None, "EUR"), (Decimal(13), "EUR"), (Decimal(5), "AUD"),
    ]  # fmt: skip
    assert "“£12” is not in EUR" in outcome.problems[0].message


def test_a_column_sale_is_a_price_when_it_holds_prices(read: Read) -> None:
    prices = read("Name,SKU,Price,Sale\nA,1,20,15\nB,2,20,\n").products
    assert [product.variants[0].price for product in prices] == [Decimal(15), Decimal(20)]
    marks = read("Name,SKU,Price,Sale\nA,1,20,1\nB,2,20,0\n").products
    assert [product.variants[0].price for product in marks] == [Decimal(20), Decimal(20)]


def test_rows_of_one_title_with_options_are_variants(read: Read) -> None:
    outcome = read("Name,SKU,Size,Colour,Price\nShirt,S1,S,Red,10\nShirt,S2,M,Red,12\nHat,H1,,,5\n")
    assert [variant.options for variant in outcome["S1"].variants] == [
        (("Size", "S"), ("Colour", "Red")), (("Size", "M"), ("Colour", "Red")),
    ]  # fmt: skip
    assert outcome["H1"].variants[0].options == ()


def test_rows_of_one_parent_are_variants(read: Read) -> None:
    outcome = read(
        "Parent SKU,SKU,Name,Size,Price\n,TS,T-Shirt,,\nTS,TS-S,T-Shirt S,S,10\nTS,TS-M,T-Shirt M,M,11\n"
        ",CAP,Cap,,5\n"
    )
    assert outcome.keys == ["TS", "CAP"]
    assert outcome["TS"].title == "T-Shirt"
    assert [(v.sku, v.price) for v in outcome["TS"].variants] == [
        ("TS-S", Decimal(10)),
        ("TS-M", Decimal(11)),
    ]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("S, M, L", ["S", "M", "L"]),
        ("S/M/L", ["S", "M", "L"]),
        ("10,5", ["10,5"]),
        ("30 x 40 cm", ["30 x 40 cm"]),
    ],
)
def test_a_cell_may_list_sizes(read: Read, cell: str, values: list[str]) -> None:
    outcome = read(f'Name,SKU,Size,Price\nShirt,S1,"{cell}",10\n')
    assert [dict(variant.options)["Size"] for variant in outcome["S1"].variants] == values


def test_colours_joined_by_a_slash_are_one(read: Read) -> None:
    assert read("Name,SKU,Colour\nShirt,S1,Black/White\n")["S1"].variants[0].options == (
        ("Colour", "Black/White"),
    )


def test_stock_of_several_places_is_summed(read: Read) -> None:
    assert read("Name,SKU,Stock Sydney,Stock Perth\nA,1,2,3\n")["1"].variants[0].quantity == 5


def test_one_in_a_column_of_counts_is_the_last_one(read: Read) -> None:
    outcome = read("Name,SKU,In stock\nA,1,46\nB,2,1\nC,3,0\nD,4,\n")
    assert [outcome[key].variants[0].quantity for key in "1234"] == [46, 1, 0, None]


def test_one_in_a_column_of_flags_is_no_count(read: Read) -> None:
    outcome = read("Name,SKU,In stock\nA,1,1\nB,2,0\n")
    variants = [outcome[key].variants[0] for key in "12"]
    assert [variant.quantity for variant in variants] == [None, None]
    assert [variant.availability for variant in variants] == [
        Availability.IN_STOCK,
        Availability.OUT_OF_STOCK,
    ]


def test_a_row_without_a_title_is_refused(read: Read) -> None:
    outcome = read("Name,SKU,Price\n,1,5\nB,2,6\n")
    assert outcome.refused == [2]
    assert "Row 2 has no title" in outcome.problems[0].message
    assert outcome.keys == ["2"]


def test_a_second_row_of_the_same_key_is_refused(read: Read) -> None:
    outcome = read("Name,SKU,Price\nA,1,5\nB,1,6\n")
    assert outcome.refused == [3]
    assert outcome["1"].title == "A"


def test_two_products_of_one_sku_are_kept_and_flagged(read: Read) -> None:
    outcome = read("ID,Name,SKU,Price\nP1,A,S1,5\nP2,B,S1,6\n")
    assert outcome.keys == ["P1", "P2"]
    assert [(problem.row, problem.refused) for problem in outcome.problems] == [(3, False)]


def test_blank_rows_are_nothing(read: Read) -> None:
    outcome = read("Name,Price\nA,1\n,\n\nB,2\n")
    assert outcome.keys == ["a", "b"]
    assert outcome.problems == ()
    assert outcome["b"].row == 5


@pytest.mark.parametrize(
    "word", ["TOTAL", "Summe", "Gesamt", "Grand Total:", "Sous-total", "Sub-total", "合计"]
)
def test_a_total_is_no_product(read: Read, word: str) -> None:
    outcome = read(f"Name,SKU,Price,Stock\nMug,M1,4.50,3\n{word},,433.37,18\n", on_problem="stop")
    assert outcome.keys == ["M1"]
    assert [(problem.row, problem.refused) for problem in outcome.problems] == [(3, False)]
    assert "Row 3 is a total" in outcome.problems[0].message


@pytest.mark.parametrize("row", ["Total War DVD,,9.90,1", "Total,T1,9.90,1"])
def test_a_product_may_be_called_like_a_total(read: Read, row: str) -> None:
    assert len(read(f"Name,SKU,Price,Stock\nMug,M1,4.50,3\n{row}\n").products) == 2


def test_a_name_that_stands_once_is_meant_for_the_variants_below(read: Read) -> None:
    outcome = read("Name,Size,Price,SKU\nTee,S,10,T1\n,M,12,T2\n,L,,T3\nCap,,8,C1\n,S,9,X1\n")
    assert [(v.sku, dict(v.options), v.price) for v in outcome["T1"].variants] == [
        ("T1", {"Size": "S"}, Decimal(10)), ("T2", {"Size": "M"}, Decimal(12)), ("T3", {"Size": "L"}, None),
    ]  # fmt: skip
    assert len(outcome["C1"].variants) == 1
    assert outcome.refused == [6]
    (note,) = (problem for problem in outcome.problems if not problem.refused)
    assert (note.row, "variants of the product above (“Tee”)" in note.message) == (3, True)


@pytest.mark.parametrize("row", [",S,9,X1,", ",M,9,X1,Made of wool.", ",,9,X1,"])
def test_a_row_that_lacks_its_name_is_no_variant(read: Read, row: str) -> None:
    outcome = read(f"Name,Size,Price,SKU,Description\nTee,S,10,T1,Soft.\n{row}\n")
    assert outcome.refused == [3]
    assert len(outcome["T1"].variants) == 1


def test_one_sku_at_two_prices_is_said(read: Read) -> None:
    outcome = read("Name,Colour,SKU,Price\nCup,White,DUP,4.50\nCup,White,DUP,4.90\n")
    assert "“Cup” (DUP) is there more than once, at 4.50 and 4.90" in outcome.problems[0].message
    assert read("Name,Colour,SKU,Price\nCup,White,C1,4.50\nCup,Red,C2,4.90\n").problems == ()


@pytest.mark.parametrize("header", ["Price ex VAT", "Prix HT", "Price/kg"])
def test_a_list_without_a_price_column_says_so(read: Read, header: str) -> None:
    outcome = read(f"Name,SKU,{header}\nMug,M1,10\n")
    assert outcome["M1"].variants[0].price is None
    (note,) = outcome.problems
    assert "No column was read as the price" in note.message
    assert f"“{header}”" in note.message
    assert not note.refused
    assert [problem.message for problem in read("Name,SKU\nMug,M1\n").problems] == [
        "No column was read as the price."
    ]


def test_a_currency_that_no_file_names_is_said(read: Read) -> None:
    assert "read as EUR, the shop's own" in read("Name,Price\nA,1\n", currency="EUR").problems[0].message
    for named in ("Name,Price (EUR)\nA,1\n", "Name,Price\nA,1 €\n", "Name,Price,Currency\nA,1,GBP\n"):
        assert read(named, currency="EUR").problems == ()


def test_a_price_that_is_none_is_said(read: Read) -> None:
    outcome = read("Name,SKU,Price\nA,1,from 5\nB,2,6\n")
    assert outcome["1"].variants[0].price is None
    assert "Row 2" in outcome.problems[0].message


def test_without_a_title_column_nothing_is_read(read: Read, save: Callable[[str, str], Path]) -> None:
    content = "Foo,Bar\nLamp,5\nRug,6\n"
    with pytest.raises(FileRefused, match="names of products"):
        read(content)
    preview = reader.inspect(save("a.csv", content), "a.csv")
    assert preview.products == ()
    assert "names of products" in preview.problems[0].message
    assert [column.column for column in preview.columns] == ["Foo", "Bar"]


def test_the_owner_corrects_the_mapping(read: Read) -> None:
    mapping = {
        "Foo": "title", "Bar": "price", "Code": "sku", "Wood": "option:Timber", "Note": "ignore",
        "Brand": "attribute", "Gone": "price",
    }  # fmt: skip
    outcome = read("Foo,Bar,Code,Wood,Note,Brand\nLamp,5,L1,Oak,secret,Lumen\n", mapping=mapping)
    product = outcome["L1"]
    assert (product.title, product.variants[0].price) == ("Lamp", Decimal(5))
    assert product.variants[0].options == (("Timber", "Oak"),)
    assert (product.brand, product.attributes) == ("", (("Brand", "Lumen"),))


def test_a_choice_for_a_column_that_is_not_there_is_said(read: Read) -> None:
    outcome = read("Name,Price\nA,1\n", mapping={"Foo": "brand"})
    assert "There is no column “Foo”" in outcome.problems[0].message


def test_a_list_without_a_header_row_is_told_from_one_without_names(read: Read) -> None:
    with pytest.raises(FileRefused, match=r"has no header row: .*“Mug, 4\.50, 3”"):
        read("Mug,4.50,3\nCup,5.00,2\n")


def test_a_stop_says_that_nothing_was_imported(read: Read) -> None:
    with pytest.raises(FileRefused, match=r"^Nothing was imported from file\.csv: Row 3 has no title\.$"):
        read("Name,Price\nA,1\n,2\n", on_problem="stop")


def test_a_field_chosen_for_one_column_leaves_the_guessed_one(read: Read) -> None:
    outcome = read("Name,Label,SKU\nwrong,Right,1\n", mapping={"Label": "title"})
    assert outcome["1"].title == "Right"


def test_a_mapping_to_nothing_is_refused(read: Read) -> None:
    with pytest.raises(InvalidInput, match="colour of money"):
        read("Name,SKU\nA,1\n", mapping={"Name": "colour of money"})


def test_preview(save: Callable[[str, str], Path]) -> None:
    rows = "".join(f"Thing {i},S{i},{i},Oak\n" for i in range(30))
    preview = reader.inspect(save("list.csv", f"Name,SKU,Price,Material\n,X,1,\n{rows}"), "list.csv")
    assert (preview.kind, preview.format, preview.format_title, preview.rows) == (
        "catalogue",
        "table",
        "Delimited text",
        31,
    )
    assert [(c.column, c.field) for c in preview.columns] == [
        ("Name", "title"), ("SKU", "sku"), ("Price", "price"), ("Material", ""),
    ]  # fmt: skip
    assert preview.columns[3].sample == "Oak"
    assert len(preview.products) == 10
    assert preview.problems[0].row == 2
    assert set(preview.fields) >= {"title", "sku", "price", "attribute", "ignore"}


def test_progress_counts_the_rows(save: Callable[[str, str], Path]) -> None:
    seen: list[tuple[int, int | None]] = []
    rows = "".join(f"Thing {i},S{i}\n" for i in range(450))
    path = save("a.csv", f"Name,SKU\n{rows}")
    list(reader.read_catalogue(path, "a.csv", progress=lambda done, total: seen.append((done, total))))
    assert seen == [(200, 450), (400, 450), (450, 450)]


def test_reading_twice_gives_the_same(read: Read) -> None:
    content = "Name,SKU,Size\n" + "".join(f"Thing {i % 7},S{i},{i}\n" for i in range(60))
    assert read(content) == read(content)


def test_a_header_may_name_two_things(read: Read) -> None:
    found = read("Plant / product,Code,Price\nLavender,L1,4.50\nSpade,S1,30\n")
    assert [product.title for product in found.products] == ["Lavender", "Spade"]


def test_a_price_list_without_a_known_title_is_named_by_its_cells(read: Read) -> None:
    rows = "Grade,Wine,Price\nA,Hill Shiraz 2021,24\nA,Hill Merlot 2022,19\nB,River Rosé,15\nA,Old Port,40\n"
    assert [p.title for p in read(rows).products] == [
        "Hill Shiraz 2021",
        "Hill Merlot 2022",
        "River Rosé",
        "Old Port",
    ]


def test_a_table_that_names_nothing_is_still_refused(read: Read) -> None:
    with pytest.raises(FileRefused, match="looks like the names"):
        read("Grade,Price\nA,4.50\nA,30\nB,30\nB,31\n")
    with pytest.raises(FileRefused, match="looks like the names"):
        read("Day,From,To\nMonday,9,17\nTuesday,9,17\nWednesday,9,17\nThursday,9,12\n")


def test_remarks_describe_unless_something_better_does(read: Read) -> None:
    assert read("Item,Price,Remarks\nKibble,4,Grain free.\n").products[0].description == "Grain free."
    both = read("Item,Price,Notes,Description\nKibble,4,New bag,Grain free.\n").products[0]
    assert both.description == "Grain free."
    assert ("Notes", "New bag") in both.attributes


class TestVisibility:
    """What a shop hides or no longer sells is not offered, however its table says so."""

    @pytest.mark.parametrize(
        ("header", "cell", "published"),
        [
            ("Actif", "FAUX", False), ("Actif", "VRAI", True), ("Sichtbar", "FALSCH", False),
            ("Activo", "VERDADERO", True), ("Visible", "off", False), ("Status", "unpublished", False),
            ("Status", "Draft", False), ("Status", "active", True), ("Status", "new arrival", True),
            ("Hidden", "yes", False), ("Hidden", "no", True), ("Hidden", "", True), ("Archived", "1", False),
            ("Hidden treasure", "yes", True),
        ],
    )  # fmt: skip
    def test_in_one_column(self, read: Read, header: str, cell: str, published: bool) -> None:
        outcome = read(f"Name;SKU;Price;{header}\nMug;M;4;{cell}\nCup;C;5;\n")
        assert (outcome["M"].published, outcome["C"].published) == (published, True)

    @pytest.mark.parametrize(
        ("cells", "published"),
        [("yes,draft", False), ("no,active", False), (",archived", False), ("1,live", True)],
    )
    def test_a_status_counts_beside_a_flag(self, read: Read, cells: str, published: bool) -> None:
        assert read(f"Name,SKU,Price,Visible,Status\nMug,M,4,{cells}\n")["M"].published is published

    @pytest.mark.parametrize(
        ("header", "cell", "out"),
        [
            ("Sold out", "yes", True), ("Sold out", "sold out", True), ("Sold out", "no", False),
            ("Discontinued", "x", False), ("Discontinued", "TRUE", True), ("For sale", "N", True),
            ("For sale", "Y", False), ("Status", "sold out", True), ("Status", "active", False),
            ("Ausverkauft", "ja", True),
        ],
    )  # fmt: skip
    def test_what_is_no_longer_sold(self, read: Read, header: str, cell: str, out: bool) -> None:
        product = read(f"Name,SKU,Price,Stock,{header}\nMug,M,4,7,{cell}\n")["M"]
        variant = product.variants[0]
        assert product.published
        assert (variant.quantity, variant.availability) == (
            (None, Availability.OUT_OF_STOCK) if out else (7, Availability.IN_STOCK)
        )

    def test_a_row_that_says_sold_out_is_no_header(self, read: Read) -> None:
        content = "Plant,Figure,Left\nRose,5,sold out\nFern,6,\nOak,7,hidden\n"
        outcome = read(content, mapping={"Plant": "title", "Figure": "price"})
        assert [product.title for product in outcome.products] == ["Rose", "Fern", "Oak"]

    def test_nested_variants_say_it_for_themselves(self, read: Read) -> None:
        variants = (
            '{"sku": "S", "price": 4, "visible": true}, {"sku": "M", "price": 5, "visible": false},'
            '{"sku": "L", "price": 6, "visible": true, "sold_out": true}'
        )
        records = f'[{{"name": "Mug", "status": "active", "variants": [{variants}]}}]'
        (mug,) = read(records, "products.json").products
        assert [variant.sku for variant in mug.variants] == ["S", "L"]
        assert mug.variants[1].availability is Availability.OUT_OF_STOCK
        hidden = read(records.replace("active", "draft"), "products.json").products[0]
        assert not hidden.published

    def test_a_hidden_size_is_left_out_beside_the_others(self, read: Read) -> None:
        rows = "Shirt,S-S,S,20,no\nShirt,S-M,M,20,yes\nVest,V-S,S,9,no\nVest,V-M,M,9,no\n"
        outcome = read(f"Name,SKU,Size,Price,Visible\n{rows}")
        shirt, vest = outcome.products
        assert ([variant.sku for variant in shirt.variants], shirt.published) == (["S-M"], True)
        assert ([variant.sku for variant in vest.variants], vest.published) == (["V-S", "V-M"], False)


class TestNothingIsLostInSilence:
    @pytest.mark.parametrize("count", ["lots", "1e9", "ask", "3 or 4"])
    def test_a_stock_that_is_no_count(self, read: Read, count: str) -> None:
        outcome = read(f"SKU,Name,Price,Stock\nA,Hat,1.00,{count}\n")
        assert [p.message for p in outcome.problems] == [
            f"Row 2: “{count}” is no count; the Stock was left out."
        ]
        assert outcome["A"].variants[0].quantity is None

    @pytest.mark.parametrize("count", ["", "-", "n/a", "3.5", "10+", "yes", "sold out", "12 pcs", "-4"])
    def test_a_stock_that_is_understood_or_says_nothing(self, read: Read, count: str) -> None:
        assert read(f"SKU,Name,Price,Stock\nA,Hat,1.00,{count}\n").problems == ()

    def test_digits_of_other_scripts_are_prices(self, read: Read) -> None:
        outcome = read("SKU,Name,Price\nA,Hat,٣٫٥٠\nB,Cap,£１２.50\nC,Bag,१०\n", currency="GBP")
        assert [p.variants[0].price for p in outcome.products] == [
            Decimal(n) for n in ("3.50", "12.50", "10")
        ]
        assert outcome.problems == ()

    def test_a_price_that_is_thousands_or_not(self, read: Read) -> None:
        outcome = read("SKU,Name,Price\nA,Hat,12.34\nB,Cap,12.345\nC,Bag,5.00\n", currency="EUR")
        assert outcome["B"].variants[0].price is None
        assert "“12.345” is not clear" in outcome.problems[-1].message

    @pytest.mark.parametrize(
        ("cell", "currency", "price"),
        [("12.345", "KWD", "12.345"), ("0.125", "EUR", "0.125"), ("12.3450", "EUR", "12.345")],
    )
    def test_more_decimals_that_are_clear(self, read: Read, cell: str, currency: str, price: str) -> None:
        outcome = read(f"SKU,Name,Price\nA,Hat,12.34\nB,Cap,{cell}\nC,Bag,5.00\n", currency=currency)
        assert outcome["B"].variants[0].price == Decimal(price)

    def test_thousands_among_commas_are_thousands(self, read: Read) -> None:
        outcome = read('SKU,Name,Price\nA,Hat,"12,34"\nB,Cap,12.345\n', currency="EUR")
        assert outcome["B"].variants[0].price == Decimal(12345)

    def test_a_title_that_is_cut(self, read: Read) -> None:
        outcome = read(f"SKU,Name,Price\nA,{'long ' * 100}hat,1.00\nB,{'x' * 300},2.00\n")
        assert [p.message for p in outcome.problems if "title" in p.message] == [
            "Row 2: the title has 503 characters; it was cut."
        ]

    def test_a_line_of_json_is_named_by_its_place_in_the_file(self, read: Read) -> None:
        outcome = read('{"title": "A", "price": 3}\n{broken\n{"title": "C", "price": 5}\n', "a.jsonl")
        assert "Line 2" in outcome.problems[0].message and "in line 2" in outcome.problems[0].message

    def test_a_choice_for_a_column_that_is_not_there(self, save: Callable[..., Path]) -> None:
        path = save("a.csv", "Ding,Price\nGlove,5\n")
        with pytest.raises(FileRefused, match="no column “nope”") as caught:
            list(reader.read_catalogue(path, "a.csv", mapping={"nope": "title"}))
        assert "Ding, Price" in caught.value.resolution

    def test_a_column_that_may_be_the_price_is_named(self, read: Read) -> None:
        outcome = read("SKU,Name,Kosten\nA,Mütze,5.00\n")
        assert any("“Kosten”" in problem.message for problem in outcome.problems)

    def test_a_file_of_headers_alone_is_not_told_of_its_currency(self, read: Read) -> None:
        assert read("SKU,Name,Price\n", currency="EUR").problems == ()
        assert "no currency" in read("SKU,Name,Price\nA,Hat,1.00\n", currency="EUR").problems[0].message
