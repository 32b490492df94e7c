"""Searching and browsing a shop as its callers do: conditions, pages, facets, codes."""

# ruff: noqa: E501 (a file as Shopify exports it)

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from knowledge_parts import CountingJob, opened

from appliance.core.schemas import Hit
from appliance.knowledge.hits import Filters
from appliance.knowledge.knowledge import Knowledge

CATALOGUE = """Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Option2 Name,Option2 Value,\
Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Barcode
merino-crew,Harbour Merino Crew,<p>A warm jumper.</p>,North Quay,Jumpers,Colour,Red,Size,M,CREW-RM,shopify,0,deny,89.00,
merino-crew,,,,,,Red,,L,CREW-RL,shopify,4,deny,99.00,
merino-crew,,,,,,Navy,,M,CREW-NM,shopify,7,deny,89.00,
lambswool-vest,Lambswool Vest,<p>Sleeveless jumper.</p>,Old Mill,Jumpers,Colour,Red,Size,M,VEST-RM,shopify,2,deny,120.00,
tea-towel,Linen Tea Towel,<p>Dries fast.</p>,Old Mill,Kitchen,Title,Default Title,,,TOWEL-1,shopify,9,deny,14.50,0412345678905
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "shop.csv").write_text(CATALOGUE)
    knowledge = opened(folder)
    knowledge.import_file(folder / "shop.csv", "shop.csv", job=CountingJob())
    yield knowledge
    knowledge.close()


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


def test_the_wire_record_carries_the_catalogues_own_id_and_facts(shop: Knowledge) -> None:
    hit = shop.search("tea towel", 1)[0]
    assert (hit.id, hit.sku, hit.price, hit.currency) == ("tea-towel", "TOWEL-1", Decimal("14.50"), "AUD")
    assert (hit.kind, hit.availability, hit.source) == ("product", "in_stock", "shop.csv")


def test_one_variant_must_meet_all_conditions_together(shop: Knowledge) -> None:
    assert ids(shop.search("jumper in red, size M in stock")) == ["lambswool-vest"]
    assert set(ids(shop.search("jumper in red in stock"))) == {"merino-crew", "lambswool-vest"}
    assert ids(shop.search("jumper in red in stock under $100")) == ["merino-crew"]
    assert ids(shop.search("jumper in red in stock under $95")) == []


def test_conditions_alone_list_the_cheapest_first(shop: Knowledge) -> None:
    assert ids(shop.search("under $100")) == ["tea-towel", "merino-crew"]


@pytest.mark.parametrize("condition", [Filters(brand="old mill"), Filters(category="kitchen")])
def test_brand_and_category_are_caseless(shop: Knowledge, condition: Filters) -> None:
    assert "tea-towel" in [hit.product.key for hit in shop.find_products("towel", 5, condition)]
    assert "merino-crew" not in [hit.product.key for hit in shop.find_products("crew", 5, condition)]


@pytest.mark.parametrize("code", ["CREW-RL", "crew rl", "is CREW-RL in stock?"])
def test_a_variants_sku_names_the_variant(shop: Knowledge, code: str) -> None:
    hit = shop.find_products(code)[0]
    assert hit.exact
    assert hit.score > 1
    assert hit.variant is not None
    assert hit.variant.options == (("Colour", "Red"), ("Size", "L"))


@pytest.mark.parametrize("key", ["tea-towel", "TOWEL-1", "412345678905", "0412345678905"])
def test_a_product_is_looked_up_by_handle_sku_or_barcode(shop: Knowledge, key: str) -> None:
    product = shop.product(key)
    assert product is not None
    assert product.key == "tea-towel"


def test_a_stranger_is_not_looked_up(shop: Knowledge) -> None:
    assert shop.product("TOWEL") is None


def test_coverage_says_how_much_of_the_question_the_product_is(shop: Knowledge) -> None:
    assert shop.find_products("red merino crew")[0].coverage == 1.0
    assert shop.find_products("purple merino violin")[0].coverage == pytest.approx(1 / 3)


def test_pages_are_sorted_filtered_and_counted(shop: Knowledge) -> None:
    total, page = shop.products(offset=1, limit=1, sort="price")
    assert (total, page[0].key) == (3, "merino-crew")
    assert [p.key for p in shop.products(sort="-title")[1]] == ["tea-towel", "lambswool-vest", "merino-crew"]
    assert [p.key for p in shop.products(text="towel")[1]] == ["tea-towel"]
    assert [p.key for p in shop.products(text="lamb")[1]] == ["lambswool-vest"]
    assert [p.key for p in shop.products(text="crew-nm")[1]] == ["merino-crew"]
    assert shop.products(text='" OR *')[0] == 0


def test_facets_name_what_there_is_as_it_is_spelt(shop: Knowledge) -> None:
    facets = shop.facets()
    assert facets.products == 3
    assert facets.options["Colour"] == {"Red": 2, "Navy": 1}
    assert facets.brands == {"Old Mill": 2, "North Quay": 1}
    assert facets.categories["Jumpers"] == 2
    assert (facets.price_min, facets.price_max) == (Decimal("14.5"), Decimal("120.0"))


@pytest.mark.parametrize(
    "question", ['"', "*", "NEAR(", "a AND", "'; DROP TABLE products;--", "\0", "🧶", "^title:x"]
)
def test_nothing_a_visitor_types_breaks_the_search(shop: Knowledge, question: str) -> None:
    shop.search(question)
    shop.find_passages(question)
    shop.products(text=question)
    assert shop.products()[0] == 3
