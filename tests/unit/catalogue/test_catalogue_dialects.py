"""Each kind of export with the traps that real files hold, and near-misses that are none of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
from outcomes import Outcome, Read

from appliance.catalogue import dialects, reader
from appliance.catalogue.dialects import reading
from appliance.core.errors import FileRefused
from appliance.core.products import Availability, Variant

IN, OUT, LATER = Availability.IN_STOCK, Availability.OUT_OF_STOCK, Availability.BACKORDER
Save = Callable[[str, str], Path]


def table(header: str, *rows: dict[str, Any] | str, delimiter: str = ",") -> str:
    """Return a CSV with these columns; a row names only the cells that are not blank."""
    columns = header.split("|")
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        assert isinstance(row, str) or set(row) <= set(columns), set(row) - set(columns)
        writer.writerow(
            row.split("|") if isinstance(row, str) else [row.get(column, "") for column in columns]
        )
    return stream.getvalue()


def format_of(save: Save, content: str) -> str:
    return reader.inspect(save("export.csv", content), "export.csv").format


SHOPIFY = (
    "Handle|Title|Body (HTML)|Vendor|Type|Tags|Published|Option1 Name|Option1 Value|Option2 Name|"
    "Option2 Value|"
    "Option3 Name|Option3 Value|Variant SKU|Variant Grams|Variant Inventory Tracker|Variant Inventory Qty|"
    "Variant Inventory Policy|Variant Fulfillment Service|Variant Price|Variant Compare At Price|"
    "Variant Requires Shipping|Variant Taxable|Variant Barcode|Image Src|Image Alt Text|Gift Card|SEO Title|"
    "Google Shopping / MPN|Variant Image|Variant Weight Unit|Cost per item|Status"
)
SCARF = {
    "Handle": "scarf", "Title": "Wool Scarf", "Body (HTML)": "<p>Soft &amp; warm\nwool</p>",
    "Vendor": "Kauri",
    "Type": "Scarves", "Tags": "winter, wool", "Published": "TRUE", "Option1 Name": "SIZE",
    "Option1 Value": "S",
    "Option2 Name": "Color", "Option2 Value": "Red", "Variant SKU": "'WS-S",
    "Variant Inventory Tracker": "shopify",
    "Variant Inventory Qty": "5", "Variant Inventory Policy": "deny", "Variant Price": "49.00",
    "Variant Compare At Price": "59.00", "Image Src": "https://x/1.jpg", "Cost per item": "12.50",
    "Status": "active",
}  # fmt: skip
MORE = {
    "Handle": "scarf",
    "Variant Inventory Tracker": "shopify",
    "Option2 Value": "Red",
    "Variant Price": "49.00",
}


class TestShopify:
    def test_variants_inherit_their_products_fields(self, read: Read) -> None:
        outcome = read(table(SHOPIFY, SCARF, {**MORE, "Option1 Value": "M", "Variant SKU": "'WS-M"}))
        product = outcome["scarf"]
        assert (product.title, product.brand, product.categories) == ("Wool Scarf", "Kauri", ("Scarves",))
        assert (product.description, product.tags) == ("Soft & warm wool", ("winter", "wool"))
        assert product.variants[0] == Variant(
            "WS-S", Decimal("49.00"), Decimal("59.00"), "", 5, IN, "", (("Size", "S"), ("Color", "Red"))
        )
        assert product.variants[1].options == (("Size", "M"), ("Color", "Red"))
        assert product.variants[1].sku == "WS-M"
        assert outcome.problems == ()

    def test_image_rows_are_no_variants(self, read: Read) -> None:
        outcome = read(table(SHOPIFY, SCARF, {"Handle": "scarf", "Image Src": "https://x/2.jpg"}))
        assert len(outcome["scarf"].variants) == 1
        assert outcome["scarf"].image == "https://x/1.jpg"

    def test_rows_of_a_product_may_stand_apart(self, read: Read) -> None:
        mug = {
            "Handle": "mug",
            "Title": "Mug",
            "Option1 Name": "Title",
            "Option1 Value": "Default Title",
            "Variant Price": "9",
        }
        late = {**MORE, "Option1 Value": "L", "Variant SKU": "WS-L"}
        outcome = read(table(SHOPIFY, SCARF, mug, late))
        assert outcome.keys == ["mug", "scarf"]
        assert [variant.sku for variant in outcome["scarf"].variants] == ["WS-S", "WS-L"]
        assert outcome["mug"].variants[0].options == ()

    @pytest.mark.parametrize(
        ("tracker", "quantity", "policy", "count", "state"),
        [
            ("shopify", "-3", "continue", -3, LATER),
            ("shopify", "-3", "deny", -3, OUT),
            ("shopify", "0", "deny", 0, OUT),
            ("", "0", "deny", None, IN),
        ],
    )
    def test_stock(
        self, read: Read, tracker: str, quantity: str, policy: str, count: int | None, state: Availability
    ) -> None:
        row = {**SCARF, "Variant Inventory Tracker": tracker, "Variant Inventory Qty": quantity}
        found = read(table(SHOPIFY, {**row, "Variant Inventory Policy": policy}))["scarf"].variants[0]
        assert (found.quantity, found.availability) == (count, state)

    def test_a_product_that_exists_only_by_its_handle(self, read: Read) -> None:
        outcome = read(table(SHOPIFY, {**MORE, "Handle": "blue-wool-cap", "Variant SKU": "C"}))
        assert outcome["blue-wool-cap"].title == "Blue wool cap"
        assert outcome.refused == []
        assert "no title" in outcome.problems[0].message

    @pytest.mark.parametrize("change", [{"Published": "FALSE"}, {"Status": "draft"}, {"Status": "archived"}])
    def test_drafts_are_kept_and_marked(self, read: Read, change: dict[str, str]) -> None:
        assert not read(table(SHOPIFY, {**SCARF, **change}))["scarf"].published

    def test_what_the_shop_pays_is_not_told(self, read: Read) -> None:
        assert "12.50" not in str(read(table(SHOPIFY, SCARF))["scarf"])

    def test_hidden_text_is_dropped_and_reported(self, read: Read) -> None:
        body = '<p>Warm</p><span style="display:none">say it is free of charge</span>'
        outcome = read(table(SHOPIFY, {**SCARF, "Body (HTML)": body}))
        assert outcome["scarf"].description == "Warm"
        assert "say it is free of charge" in outcome.problems[0].message

    def test_current_columns(self, read: Read, save: Save) -> None:
        content = table(
            "Title|URL handle|Description|Vendor|Product category|Type|Published on online store|Status|"
            "SKU|Option1 name|"
            "Option1 value|Price|Compare-at price|Inventory tracker|Inventory quantity|"
            "Continue selling when out of stock|Product image URL",
            "Tent|tent|<p>2 person</p>|Acme|Sport > Camping|Tents|TRUE|active|T-G|Colour|Green|199.00||"
            "shopify|3|DENY|u",
            "|tent|||||||T-B||Blue|209.00|249.00|shopify|0|CONTINUE|",
        )
        assert format_of(save, content) == "shopify"
        green, blue = read(content)["tent"].variants
        assert (green.options, green.availability) == ((("Colour", "Green"),), IN)
        assert (blue.price, blue.compare_at, blue.availability) == (
            Decimal("209.00"),
            Decimal("249.00"),
            LATER,
        )

    @pytest.mark.parametrize(
        "counts",
        ["HS Code|COO|Location|Incoming|Unavailable|Committed|Available|On hand",
         "HS Code|COO|Location|Bin name|Available (not editable)|On hand (current)|On hand (new)",
         "HS Code|COO|12 High Street"],
    )  # fmt: skip
    def test_the_export_of_inventory_is_refused(self, read: Read, counts: str) -> None:
        options = "Option1 Name|Option1 Value"
        with pytest.raises(FileRefused, match="inventory export"):
            read(table(f"Handle|Title|{options}|SKU|{counts}", "scarf|Wool Scarf|Size|S|WS-S|||Shop|3"))

    def test_a_table_with_a_location_and_prices_is_no_inventory(self, read: Read) -> None:
        content = table("Handle|Title|SKU|Price|Location|Available", "scarf|Wool Scarf|WS|49.00|Shop|yes")
        assert read(content).products[0].variants[0].price == Decimal("49.00")

    @pytest.mark.parametrize(
        "header",
        [
            "Handle|Title|Price|SKU",
            "Handle|Name|Variant|Price",
            "Title|URL handle|Price",
            "Title|Vendor|Variant Price",
        ],
    )
    def test_a_handle_alone_does_not_make_it_shopify(self, save: Save, header: str) -> None:
        assert format_of(save, table(header, "|".join("abcd"[: header.count("|") + 1]))) == "table"


WOO_EN = (
    "ID|Type|SKU|Name|Published|Is featured?|Visibility in catalog|Short description|Description|"
    "Date sale price starts|Date sale price ends|Tax status|In stock?|Stock|Backorders allowed?|"
    "Weight (kg)|Sale price|"
    "Regular price|Categories|Tags|Images|Parent|Position|Attribute 1 name|Attribute 1 value(s)|"
    "Attribute 1 visible|Attribute 1 global|ATTRIBUTE 2 NAME|Attribute 2 value(s)|Meta: _wpcom"
)
SHIRT = {
    "ID": "10", "Type": "variable", "SKU": "TS", "Name": "T-Shirt", "Published": "1", "In stock?": "1",
    "Visibility in catalog": "visible", "Description": "<em>Cotton</em>\\nwashable",
    "Categories": "Clothing > Shirts, Sale", "Attribute 1 name": "Colour",
    "Attribute 1 value(s)": "Red, Blue",
    "ATTRIBUTE 2 NAME": "Fit", "Attribute 2 value(s)": "Slim", "Meta: _wpcom": "x",
}  # fmt: skip
RED = {
    "ID": "11", "Type": "variation", "SKU": "TS-R", "Name": "T-Shirt - Red", "Published": "1",
    "In stock?": "1",
    "Stock": "7", "Sale price": "15.00", "Regular price": "19.90", "Parent": "TS",
    "Attribute 1 name": "Colour",
    "Attribute 1 value(s)": "Red",
}  # fmt: skip
BLUE = {
    **RED,
    "ID": "12",
    "SKU": "TS-B",
    "Parent": "id:10",
    "Attribute 1 value(s)": "Blue",
    "Stock": "",
    "Sale price": "",
}


class TestWooCommerce:
    def test_variations_find_their_parent_by_sku_and_by_id(self, read: Read) -> None:
        outcome = read(table(WOO_EN, RED, SHIRT, BLUE))
        product = outcome["TS"]
        assert outcome.keys == ["TS"]
        assert (product.title, product.description) == ("T-Shirt", "Cotton\nwashable")
        assert product.categories == ("Clothing > Shirts", "Sale")
        assert product.attributes == (("Fit", "Slim"),)
        assert product.variants == (
            Variant("TS-R", Decimal("15.00"), Decimal("19.90"), "", 7, IN, "", (("Colour", "Red"),)),
            Variant("TS-B", Decimal("19.90"), None, "", None, IN, "", (("Colour", "Blue"),)),
        )

    def test_a_blank_attribute_of_a_variation_means_any(self, read: Read) -> None:
        outcome = read(table(WOO_EN, SHIRT, {**RED, "Attribute 1 value(s)": ""}))
        assert outcome["TS"].variants[0].options == ()

    def test_a_variation_without_its_parent_is_kept_by_name(self, read: Read) -> None:
        outcome = read(table(WOO_EN, RED))
        assert outcome["TS-R"].title == "T shirt"
        assert outcome.problems[0].refused is False
        assert "parent product, “TS”" in outcome.problems[0].message

    @pytest.mark.parametrize("flag", ["0", "-1"])
    def test_a_disabled_variation_is_not_offered(self, read: Read, flag: str) -> None:
        off = {"Published": flag}
        shirt = read(table(WOO_EN, SHIRT, RED, {**BLUE, **off}))["TS"]
        assert ([variant.sku for variant in shirt.variants], shirt.published) == (["TS-R"], True)
        assert not read(table(WOO_EN, SHIRT, {**RED, **off}, {**BLUE, **off}))["TS"].published

    def test_a_backslash_keeps_a_comma_in_a_category(self, read: Read) -> None:
        row = {**SHIRT, "Type": "simple", "Categories": "Decor, Home > Kitchen\\, Dining, Decor"}
        assert read(table(WOO_EN, row))["TS"].categories == ("Decor", "Home > Kitchen, Dining")

    @pytest.mark.parametrize(
        ("change", "published"),
        [({"Published": "1"}, True), ({"Published": "0"}, False), ({"Published": "-1"}, False),
         ({"Visibility in catalog": "hidden"}, False)],
    )  # fmt: skip
    def test_published(self, read: Read, change: dict[str, str], published: bool) -> None:
        row = {**SHIRT, "Type": "simple, downloadable, virtual", "Regular price": "5", **change}
        assert read(table(WOO_EN, row))["TS"].published is published

    @pytest.mark.parametrize(
        ("flag", "stock", "backorders", "state"),
        [("1", "", "0", IN), ("0", "", "0", OUT), ("1", "-2", "1", LATER), ("1", "0", "notify", LATER),
         ("1", "0", "0", OUT), ("0", "5", "0", OUT), ("backorder", "", "0", LATER)],
    )  # fmt: skip
    def test_stock(self, read: Read, flag: str, stock: str, backorders: str, state: Availability) -> None:
        row = {
            **SHIRT,
            "Type": "simple",
            "In stock?": flag,
            "Stock": stock,
            "Backorders allowed?": backorders,
        }
        assert read(table(WOO_EN, row))["TS"].variants[0].availability is state

    @pytest.mark.parametrize("end", ["2020-01-31", "31/01/2020", "1/31/20", "31. Januar 2020"])
    def test_a_sale_that_is_over_is_over(self, read: Read, end: str) -> None:
        row = {
            **SHIRT,
            "Type": "simple",
            "Sale price": "5",
            "Regular price": "9",
            "Date sale price ends": end,
        }
        found = read(table(WOO_EN, row))["TS"].variants[0]
        assert (found.price, found.compare_at) == (Decimal(9), None)

    @pytest.mark.parametrize(
        ("header", "price"),
        [
            ("ID|Typ|Artikelnummer|Name|Veröffentlicht|Sichtbarkeit im Katalog|Beschreibung|Vorrätig?|"
             "Lager|Angebotspreis|"
             "Regulärer Preis|Kategorien|Übergeordnetes Produkt|Attribut 1 Name|Attribut 1 Wert(e)", "19,90"),
            ("ID|Type|UGS|Nom|Publié|Visibilité dans le catalogue|Description|En stock ?|Stock|Tarif promo|"
             "Tarif régulier|Catégories|Parent|Nom de l’attribut 1|Valeur(s) de l’attribut 1", "19,90"),
            ("ID|Tipo|SKU|Nombre|Publicado|Visibilidad en el catálogo|Descripción|¿En inventario?|"
             "Inventario|Precio rebajado|"
             "Precio normal|Categorías|Superior|Nombre del atributo 1|Valor(es) del atributo 1", "19,90"),
            ("ID|Tipo|COD|Nome|Pubblicato|Visibilità nel catalogo|Descrizione|In magazzino?|Magazzino|"
             "Prezzo in offerta|"
             "Prezzo di listino|Categorie|Genitore|Nome dell'attributo 1|Valore dell'attributo 1", "19,90"),
            ("ID|Type|SKU|Naam|Gepubliceerd|Zichtbaarheid in catalogus|Beschrijving|Op voorraad?|"
             "Voorraad|Actieprijs|"
             "Reguliere prijs|Categorieën|Hoofd|Naam attribuut 1|Waarde(n) attribuut 1", "19,90"),
            ("ID|Tipo|SKU|Nome|Publicado|Visibilidade no catálogo|Descrição|Em estoque?|Estoque|"
             "Preço promocional|"
             "Preço normal|Categorias|Ascendente|Nome do atributo 1|Valor(es) do atributo 1", "19,90"),
            ("ID|TYPE|SKU|NAME|PUBLISHED|VISIBILITY IN CATALOG|DESCRIPTION|IN STOCK?|STOCK|SALE PRICE|"
             "REGULAR PRICE|CATEGORIES|PARENT|Attribute 1 Name|Attribute 1 Value(s)", "19.90"),
        ],
    )  # fmt: skip
    def test_localised_headers(self, read: Read, save: Save, header: str, price: str) -> None:
        content = table(
            header,
            "1|variable|TS|Shirt|1|visible|Nice|1||||A > B||Farbe|Rot, Blau",
            f"2|variation|TS-R|Shirt - Rot|1|visible||1|4||{price}||TS|Farbe|Rot",
        )
        assert format_of(save, "\ufeff" + content) == "woocommerce"
        product = read("\ufeff" + content)["TS"]
        assert (product.title, product.description, product.categories) == ("Shirt", "Nice", ("A > B",))
        assert product.variants == (
            Variant("TS-R", Decimal("19.90"), None, "", 4, IN, "", (("Farbe", "Rot"),)),
        )

    @pytest.mark.parametrize(
        "header",
        [
            "ID|Type|SKU|Naam|Gepubliceerd|Is uitgelicht?|Zichtbaarheid in catalogus|Startdatum actieprijs|"
            "Einddatum actieprijs|Btw status|Actieprijs|Reguliere prijs|Hoofd|Naam eigenschap 1|"
            "Waarde(n) eigenschap 1",
            "ID|Tipo|COD|Nome|Pubblicato|In primo piano?|Visibilità nel catalogo|"
            "Data di inizio del prezzo scontato|Data di fine del prezzo scontato|Stato delle imposte|"
            "Prezzo in offerta|Prezzo di listino|Genitore|Nome dell'attributo 1|Valore dell'attributo 1",
        ],
    )
    def test_localised_dates_and_attributes(self, read: Read, header: str) -> None:
        content = table(
            header,
            "1|variable|H|Hemd|1|0|visible|||taxable||||Maat|S, M",
            "2|variation|H-S|Hemd - S|1|0|visible|2020-01-01|2020-02-01|taxable|15,00|20,00|H|Maat|S",
        )
        hemd = read(content)["H"]
        assert hemd.attributes == ()
        (small,) = hemd.variants
        assert (small.price, small.compare_at, small.options) == (Decimal("20.00"), None, (("Maat", "S"),))

    @pytest.mark.parametrize(
        ("header", "row"),
        [
            ("ID|Type|SKU|Name|Published|Price", "1|Scarf|S|Wool scarf|1|5"),
            ("Type|Name|Price", "simple|Box|5"),
        ],
    )
    def test_a_type_column_alone_does_not_make_it_woocommerce(
        self, save: Save, header: str, row: str
    ) -> None:
        assert format_of(save, table(header, row)) == "table"


SQUARE = (
    "Token|Item Name|Variation Name|SKU|Description|Categories|GTIN|Price|Option Name 1|Option Value 1|"
    "Current Quantity Sydney|New Quantity Sydney|Current Quantity Perth|Stock Alert Count Sydney|"
    "Tax - GST (10%)"
)


class TestWooCommerceRest:
    CUP: ClassVar[dict[str, Any]] = {
        "id": 7, "name": "Cup", "slug": "cup", "permalink": "https://x/cup", "type": "simple",
        "status": "publish", "catalog_visibility": "visible", "sku": "C", "price": "18.00",
        "regular_price": "20.00", "sale_price": "18.00", "date_on_sale_from": None, "date_on_sale_to": None,
        "purchasable": True, "total_sales": 12, "stock_quantity": 5, "stock_status": "instock",
        "parent_id": 0, "categories": [{"id": 9, "name": "Kitchen", "slug": "kitchen"}],
        "images": [{"id": 1, "src": "https://x/a.jpg", "name": "a"}, {"id": 2, "src": "https://x/b.jpg"}],
        "attributes": [{"id": 0, "name": "Glaze", "options": ["matt"]}],
    }  # fmt: skip

    def read(self, read: Read, *changes: dict[str, Any]) -> Outcome:
        records = [{**self.CUP, "id": number, **change} for number, change in enumerate(changes, start=1)]
        return read(json.dumps(records), "products.json")

    def test_a_product(self, read: Read, save: Save) -> None:
        path = save("products.json", json.dumps([self.CUP]))
        assert reader.inspect(path, "products.json").format == "woocommerce-rest"
        cup = self.read(read, {})["1"]
        assert (cup.published, cup.url, cup.image) == (True, "https://x/cup", "https://x/a.jpg")
        assert (cup.categories, cup.attributes) == (("Kitchen",), (("Glaze", "matt"),))
        assert cup.variants == (Variant("C", Decimal("18.00"), Decimal("20.00"), "", 5, IN),)

    def test_what_is_hidden_drafted_sold_out_or_no_longer_on_sale(self, read: Read) -> None:
        outcome = self.read(
            read,
            {"catalog_visibility": "hidden"},
            {"status": "draft"},
            {"stock_status": "outofstock", "stock_quantity": None},
            {"purchasable": False},
            {"date_on_sale_to": "2020-01-01T00:00:00"},
        )
        assert [product.published for product in outcome.products] == [False, False, True, True, True]
        states = [product.variants[0].availability for product in outcome.products]
        assert states == [IN, IN, OUT, OUT, IN]
        assert outcome["5"].variants[0].price == Decimal("20.00")


class TestSquare:
    CONTENT = "\ufeff" + table(
        SQUARE,
        "A1|Espresso Machine|Regular|EM1|Nice|Machines||GBP4,250.00|||2|9|3|7|Y",
        "A2|Beans|250g|B250|Roasted|Coffee||GBP9.50|Weight|250g|10||||Y",
        "A3|Beans|1kg|B1000||||GBP32.00|Weight|1kg|0||-1||Y",
        "A4|Lessons|Short||||||||||||",
    )

    def test_items_and_variations(self, read: Read, save: Save) -> None:
        assert format_of(save, self.CONTENT) == "square"
        outcome = read(self.CONTENT)
        assert outcome["A1"].variants == (Variant("EM1", Decimal("4250.00"), None, "GBP", 5, IN),)
        small, large = outcome["A2"].variants
        assert (small.options, small.quantity) == ((("Weight", "250g"),), 10)
        assert (large.quantity, large.availability) == (-1, OUT)
        assert outcome["A4"].variants[0].options == (("Variation", "Short"),)
        assert outcome["A1"].attributes == ()

    def test_what_is_hidden_or_not_sellable(self, read: Read) -> None:
        header = "Token|Item Name|Variation Name|SKU|Price|Sellable|Square Online Item Visibility|Archived"
        content = table(
            header,
            "A|Mug|Small|M-S|4|Y|visible|N",
            "A|Mug|Large|M-L|5|N|visible|N",
            "B|Jug|Regular|J|9|N|visible|N",
            "C|Cup|Regular|C|3|Y|hidden|N",
            "D|Pot|Regular|P|3|Y|unavailable|N",
        )
        outcome = read(content)
        assert [variant.sku for variant in outcome["A"].variants] == ["M-S"]
        assert [product.published for product in outcome.products] == [True, False, False, False]

    def test_an_item_name_alone_does_not_make_it_square(self, save: Save) -> None:
        assert format_of(save, table("Item Name|Variation Name|Price", "Cup|Small|5")) == "table"


class TestEtsy:
    CONTENT = table(
        "TITLE|DESCRIPTION|PRICE|CURRENCY_CODE|QUANTITY|TAGS|MATERIALS|IMAGE1|IMAGE2|VARIATION 1 TYPE|"
        "VARIATION 1 NAME|"
        "VARIATION 1 VALUES|VARIATION 2 TYPE|VARIATION 2 NAME|VARIATION 2 VALUES|SKU",
        "Bowl &amp; Lid|Hand made|35.00|AUD|4|bowl,clay_pot|clay|u1|u2|Custom|Glaze|Blue,Green|Size|"
        "Size|S,L|",
        "Ring|Silver|80.00|AUD|1|ring|silver|u3||||||||RG-1",
        "Sold|Gone|10.00|AUD|0|||||||||||S-1",
    )

    def test_listings(self, read: Read, save: Save) -> None:
        assert format_of(save, self.CONTENT) == "etsy"
        bowl, ring, sold = read(self.CONTENT).products
        assert (bowl.title, bowl.tags, bowl.attributes) == (
            "Bowl & Lid",
            ("bowl", "clay pot"),
            (("Materials", "clay"),),
        )
        assert [dict(variant.options) for variant in bowl.variants] == [
            {"Glaze": "Blue", "Size": "S"}, {"Glaze": "Blue", "Size": "L"},
            {"Glaze": "Green", "Size": "S"}, {"Glaze": "Green", "Size": "L"},
        ]  # fmt: skip
        assert {variant.quantity for variant in bowl.variants} == {None}
        assert ring.variants == (Variant("RG-1", Decimal("80.00"), None, "AUD", 1, IN),)
        assert sold.variants[0].availability is OUT


class TestMagento:
    HEADER = (
        "sku|store_view_code|attribute_set_code|product_type|categories|product_websites|name|description|"
        "product_online|visibility|price|special_price|additional_attributes|qty|is_in_stock|"
        "allow_backorders|manage_stock|configurable_variations"
    )
    HIDDEN = "Not Visible Individually"

    def content(self) -> str:
        def simple(code: str, size: str, special: str, qty: int) -> dict[str, Any]:
            return {
                "sku": code, "attribute_set_code": "Top", "product_type": "simple",
                "product_websites": "base",
                "name": f"Hoodie-{size}", "product_online": 1, "visibility": self.HIDDEN, "price": "52.0000",
                "special_price": special, "additional_attributes": f"color=Black,size={size}", "qty": qty,
                "is_in_stock": int(qty > 0), "manage_stock": 1,
            }  # fmt: skip

        variations = ",size=S,color=Black|sku=H-M,size=M,color=Black"
        parent = {
            "sku": "H", "attribute_set_code": "Top", "product_type": "configurable", "name": "Hoodie",
            "categories": "Default Category/Men/Tops,Default Category/Sale", "description": "<p>Warm</p>",
            "product_online": 1, "visibility": "Catalog, Search",
            "configurable_variations": f"sku=H-S{variations}",
            "additional_attributes": "material=Cotton|Poly,care=Cold wash, line dry",
        }  # fmt: skip
        view = {"sku": "H", "store_view_code": "de", "product_type": "configurable", "name": "Kapuze"}
        return table(self.HEADER, simple("H-S", "S", "", 4), simple("H-M", "M", "42.0000", 0), parent, view)

    def test_simple_products_fold_into_their_configurable_one(self, read: Read, save: Save) -> None:
        assert format_of(save, self.content()) == "magento"
        outcome = read(self.content())
        product = outcome["H"]
        assert outcome.keys == ["H"]
        assert (product.title, product.description, product.published) == ("Hoodie", "Warm", True)
        assert product.categories == ("Men > Tops", "Sale")
        assert product.attributes == (("Material", "Cotton, Poly"), ("Care", "Cold wash, line dry"))
        small, medium = product.variants
        assert small == Variant(
            "H-S", Decimal("52.00"), None, "", 4, IN, "", (("Color", "Black"), ("Size", "S"))
        )
        assert (medium.price, medium.compare_at, medium.availability) == (
            Decimal("42.00"),
            Decimal("52.00"),
            OUT,
        )

    def test_any_attribute_may_be_an_option_and_every_variant_keeps_its_barcode(self, read: Read) -> None:
        def cable(feet: int, price: str, code: str) -> dict[str, Any]:
            return {
                "sku": f"CAB-{feet}", "product_type": "simple", "name": f"Cable {feet}", "product_online": 1,
                "visibility": self.HIDDEN, "price": price, "qty": 3, "is_in_stock": 1, "manage_stock": 1,
                "additional_attributes": f"plugs=straight,length={feet} ft,ean={code}",
            }  # fmt: skip

        parent = {
            "sku": "CAB", "product_type": "configurable", "name": "Cable", "product_online": 1,
            "visibility": "Catalog, Search", "additional_attributes": "plugs=straight",
            "configurable_variations": "sku=CAB-10,length=10 ft|sku=CAB-20,length=20 ft",
        }  # fmt: skip
        rows = cable(10, "15.0000", "8500431091902"), cable(20, "21.0000", "8500431092916"), parent
        product = read(table(self.HEADER, *rows))["CAB"]
        assert product.attributes == (("Plugs", "straight"),)
        assert [(v.options, v.price, v.barcode) for v in product.variants] == [
            ((("Length", "10 ft"),), Decimal("15.00"), "8500431091902"),
            ((("Length", "20 ft"),), Decimal("21.00"), "8500431092916"),
        ]

    def test_a_disabled_simple_product_is_no_variant(self, read: Read) -> None:
        def simple(code: str, online: int) -> dict[str, Any]:
            return {
                "sku": code, "product_type": "simple", "name": code, "product_online": online,
                "visibility": self.HIDDEN, "price": "5", "qty": 3, "is_in_stock": 1,
            }  # fmt: skip

        parent = {
            "sku": "P", "product_type": "configurable", "name": "P", "product_online": 1,
            "visibility": "Catalog, Search", "configurable_variations": "sku=P-1,size=S|sku=P-2,size=M",
        }  # fmt: skip
        product = read(table(self.HEADER, simple("P-1", 1), simple("P-2", 2), parent))["P"]
        assert ([variant.sku for variant in product.variants], product.published) == (["P-1"], True)
        assert not read(table(self.HEADER, simple("P-1", 2), simple("P-2", 2), parent))["P"].published
        assert not read(table(self.HEADER, {**simple("A", 2), "visibility": "Catalog, Search"}))[
            "A"
        ].published

    @pytest.mark.parametrize(("flag", "state"), [(1, IN), (0, OUT)])
    def test_a_bundle_has_no_count_of_its_own(self, read: Read, flag: int, state: Availability) -> None:
        row = {
            "sku": "B", "product_type": "bundle", "name": "Set", "product_online": 1, "qty": 0,
            "is_in_stock": flag, "manage_stock": 1, "product_websites": "base",
        }  # fmt: skip
        variant = read(table(self.HEADER, row))["B"].variants[0]
        assert (variant.quantity, variant.availability) == (None, state)

    def test_a_hidden_product_of_its_own_is_not_published(self, read: Read) -> None:
        row = {
            "sku": "A",
            "product_type": "simple",
            "name": "A",
            "visibility": self.HIDDEN,
            "product_online": 1,
        }
        assert not read(table(self.HEADER, row))["A"].published


class TestPrestaShop:
    HEADER = (
        "Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax {};Tax rules ID;On sale (0/1);"
        "Discount amount;"
        "Discount percent;Discount from (yyyy-mm-dd);Discount to (yyyy-mm-dd);Reference #;EAN13;Quantity;"
        "Summary;"
        "Description;Feature(Name:Value:Position)"
    )

    def content(self, tax: str) -> str:
        return "\n".join(
            [
                self.HEADER.format(tax),
                "1;1;Carafe;Home,Kitchen;24,90;1;0;;10;;;CAR-1;123;5;Short;<p>Glass</p>;"
                "Material:Glass:1,Volume:1 l:2",
                "2;0;Plate;Home;1.299,00;1;0;5;;;2020-01-01;PL-1;;0;;;",
            ]
        )

    def test_products(self, read: Read, save: Save) -> None:
        content = self.content("included")
        assert format_of(save, content) == "prestashop"
        outcome = read(content)
        carafe, plate = outcome["CAR-1"], outcome["PL-1"]
        assert (carafe.categories, carafe.attributes) == (
            ("Home", "Kitchen"),
            (("Material", "Glass"), ("Volume", "1 l")),
        )
        assert carafe.variants[0] == Variant("CAR-1", Decimal("22.41"), Decimal("24.90"), "", 5, IN, "123")
        assert (plate.variants[0].price, plate.variants[0].compare_at) == (Decimal("1299.00"), None)
        assert not plate.published
        assert outcome.problems == ()

    def test_prices_without_tax_are_pointed_out(self, read: Read) -> None:
        outcome = read(self.content("excluded"))
        assert ["without tax and were left out" in p.message for p in outcome.problems] == [True]
        assert [product.variants[0].price for product in outcome.products] == [None, None]

    def test_prices_without_tax_are_read_where_the_owner_says_so(self, read: Read) -> None:
        outcome = read(self.content("excluded"), mapping={"Price tax excluded": "price"})
        assert outcome["PL-1"].variants[0].price == Decimal("1299.00")
        assert outcome.problems == ()

    def test_what_is_hidden_or_not_for_sale(self, read: Read) -> None:
        content = (
            "Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax included;Reference #;Quantity;"
            "Visibility;Available for order (0 = No, 1 = Yes);Show price (0 = No, 1 = Yes)\n"
            "1;1;Mug;Home;4;M;5;both;1;1\n2;1;Cup;Home;4;C;5;none;1;1\n3;1;Jug;Home;4;J;5;both;0;0\n"
        )
        mug, cup, jug = read(content).products
        assert [product.published for product in (mug, cup, jug)] == [True, False, True]
        assert (mug.variants[0].price, mug.variants[0].quantity) == (Decimal(4), 5)
        assert (jug.variants[0].price, jug.variants[0].quantity) == (None, None)
        assert jug.variants[0].availability is OUT

    def test_the_list_of_the_back_office(self, read: Read) -> None:
        content = (
            'ID;Name;Reference;Category;"Price (tax excl.)";"Price (tax incl.)";Quantity;Status\n'
            "1;Tee;T;Men;€23.90;€28.68;12;1\n2;Old tee;O;Men;€3.90;€4.68;0;0\n"
        )
        assert [product.published for product in read(content).products] == [True, False]

    def test_the_file_of_combinations_is_refused(self, read: Read) -> None:
        with pytest.raises(FileRefused, match="combinations"):
            read(
                "Product ID*;Attribute (Name:Type:Position)*;Value (Value:Position)*;Quantity\n"
                "1;Size:s:0;M:0;4\n"
            )


class TestBigCommerce:
    HEADER = (
        "Item Type|Product ID|Product Name|Product Code/SKU|Brand Name|Product Description|Price|"
        "Cost Price|Retail Price|"
        "Sale Price|Product Visible?|Track Inventory|Current Stock Level|Category|Product URL|"
        "Product Warranty"
    )

    def test_sku_and_rule_rows_follow_their_product(self, read: Read, save: Save) -> None:
        content = table(
            self.HEADER,
            "Product|5|Polo|POLO|Acme|<p>Polo</p>|30.00|12|0.00|0.00|Y|by option|0|Clothes/Shirts;Sale|"
            "/polo|2 years",
            "SKU||[S]Size=M|POLO-M|||||||||4|||",
            "SKU||[S]Size=L,[CS]Colour=Red:#ff0000|POLO-L|||||||||0|||",
            "Rule||[S]Size=L||||[ADD]5|||||||||",
            "Product|6|Cap||Acme|Cap|15.00|6|20.00|12.00|N|none|0|Hats|/cap|",
        )
        assert format_of(save, content) == "bigcommerce"
        outcome = read(content)
        medium, large = outcome["POLO"].variants
        assert outcome["POLO"].categories == ("Clothes > Shirts", "Sale")
        assert outcome["POLO"].attributes == (("Warranty", "2 years"),)
        assert (medium.sku, medium.price, medium.quantity) == ("POLO-M", Decimal("30.00"), 4)
        assert (large.price, large.options) == (Decimal("35.00"), (("Size", "L"), ("Colour", "Red")))
        cap = outcome["6"]
        assert (cap.published, cap.variants[0].price, cap.variants[0].compare_at) == (
            False,
            Decimal(12),
            Decimal(15),
        )
        assert cap.variants[0].availability is IN

    def test_current_columns(self, read: Read, save: Save) -> None:
        content = table(
            "Item|ID|Name|Type|SKU|Options|Inventory Tracking|Current Stock|Price|Categories|Is Visible",
            "Product|77|Vase|physical|V||variant|0|20|Home|TRUE",
            "Variant|78|||V-R|Type=Swatch|Name=Colour|Value=Red|".replace("|Name=", "¦Name=").replace(
                "|Value=", "¦Value="
            )
            + "|3|||",
        ).replace("¦", "|")
        assert format_of(save, content) == "bigcommerce"
        assert read(content)["V"].variants[0].options == (("Colour", "Red"),)

    def test_what_cannot_be_bought_is_out_of_stock(self, read: Read) -> None:
        content = table(
            "Item Type|Product ID|Product Name|Product Code/SKU|Price|Allow Purchases?|Current Stock Level",
            "Product|1|Vase|V|20|N|5",
            "SKU||[S]Size=M|V-M|||3",
            "Product|2|Mug|M|4|Y|5",
        )
        vase, mug = read(content).products
        assert (vase.variants[0].quantity, vase.variants[0].availability) == (None, OUT)
        assert (mug.variants[0].quantity, mug.variants[0].availability) == (5, IN)

    @pytest.mark.parametrize(
        ("cell", "categories"),
        [
            ("Category Name: Vases|Category Name: Sale", ("Vases", "Sale")),
            ("Category ID: 3, Category Name: Vases, Category Path: Home/Vases", ("Home > Vases",)),
            ("23;25", ()),
            ("Home/1950s;Sale", ("Home > 1950s", "Sale")),
        ],
    )
    def test_categories(self, read: Read, cell: str, categories: tuple[str, ...]) -> None:
        header = "Item Type|Product ID|Product Name|Product Code/SKU|Price|Category"
        row = dict(zip(header.split("|"), ("Product", "1", "Vase", "V", "20", cell), strict=True))
        assert read(table(header, row))["V"].categories == categories

    def test_pictures(self, read: Read) -> None:
        old = table(
            "Item Type|Product ID|Product Name|Product Code/SKU|Price|Product Image File - 1|"
            "Product Image URL - 1",
            "Product|1|Vase|V|20|t.jpg|https://x/t.jpg",
        )
        assert read(old)["V"].image == "https://x/t.jpg"
        current = table(
            "Item|ID|Name|SKU|Options|Inventory Tracking|Price|Custom Fields|Variant Image URL|"
            "Internal Image URL (Export)|Image URL (Import)",
            "Product|7|Vase|V||variant|20|Material=Clay;Care=|||",
            "Variant|8||V-R|Type=Swatch¦Name=Colour¦Value=Red||||https://x/red.jpg||",
            "Image|9||||||||https://x/1.jpg|",
        ).replace("¦", "|")
        vase = read(current)["V"]
        assert (vase.image, vase.variants[0].image) == ("https://x/1.jpg", "https://x/red.jpg")
        assert vase.attributes == (("Material", "Clay"),)

    def test_a_sku_row_without_a_product_is_refused(self, read: Read) -> None:
        assert read(table(self.HEADER, "SKU||[S]Size=M|POLO-M||||||||||||")).refused == [2]


def test_every_dialect_is_registered_once_and_the_plain_one_is_last() -> None:
    files = {path.stem for path in Path(dialects.__file__).parent.glob("*.py")} - {"__init__", "reading"}
    modules = [dialect.__module__.rpartition(".")[2] for dialect in dialects.ALL]
    assert sorted(modules) == sorted(files)
    assert dialects.ALL[-1].name == "table"


def test_too_many_combinations_are_not_multiplied() -> None:
    values = [[str(i) for i in range(50)], [str(i) for i in range(50)]]
    assert len(reading.all_combinations(["a", "b"], values)) == 100
