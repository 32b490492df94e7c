"""Products, files and previews in words, without Qt."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from appliance.catalogue import layout
from appliance.core.products import Availability, Product, Variant
from appliance.core.schemas import ColumnGuess, Preview, ProductCard, RowProblem
from gui.presenters import catalogue


def product(*variants: Variant) -> Product:
    return Product(key="p", title="Mug", variants=variants or (Variant(),))


def variant(
    price: str | None = None, quantity: int | None = None, kind: str = "unknown", **more: str
) -> Variant:
    amount = None if price is None else Decimal(price)
    return Variant(
        price=amount,
        quantity=quantity,
        availability=Availability(kind),
        currency="AUD",
        sku=more.get("sku", ""),
    )


def preview(*columns: ColumnGuess, **more: object) -> Preview:
    known = {"file": "a.csv", "kind": "catalogue", "format": "table", "format_title": "CSV"}
    return Preview.model_validate({**known, "columns": columns, "fields": ("title", "price"), **more})


def test_a_price_is_one_amount_or_a_range_or_nothing() -> None:
    assert catalogue.price(product(variant("12.5"))) == "$12.50"
    assert catalogue.price(product(variant("12.5"), variant("1200"), variant())) == "$12.50 – $1,200.00"
    assert catalogue.price(product()) == ""


@pytest.mark.parametrize(
    ("variants", "words"),
    [
        ((variant(quantity=2, kind="in_stock"), variant(quantity=-1, kind="out_of_stock")), "2 in stock"),
        ((variant(kind="in_stock"),), "In stock"),
        ((variant(quantity=0, kind="out_of_stock"),), "Out of stock"),
        ((variant(kind="backorder"), variant(kind="out_of_stock")), "On order"),
        ((variant(),), ""),
    ],
)
def test_stock_is_said_as_far_as_it_is_known(variants: tuple[Variant, ...], words: str) -> None:
    assert catalogue.stock(product(*variants)) == words


def test_several_codes_are_one_and_a_number() -> None:
    assert catalogue.codes(product(variant(sku="A"), variant(sku="B"), variant(sku="C"))) == "A  +2"
    assert catalogue.codes(product()) == ""


def test_a_sale_is_told_when_the_whole_product_is_reduced() -> None:
    card = ProductCard(id="p", title="Mug", price=Decimal(8), compare_at=Decimal(10), currency="EUR")
    assert catalogue.card_was(card) == "was €10.00"
    assert catalogue.card_was(card.model_copy(update={"price_max": Decimal(10)})) == ""
    assert catalogue.card_price(card.model_copy(update={"currency": ""}), "GBP") == "£8.00"


def test_every_field_a_column_may_have_has_words() -> None:
    unnamed = [name for name in layout.FIELDS if catalogue.field(name) == name]
    assert not unnamed


def test_only_what_the_owner_may_choose_goes_back_to_the_service() -> None:
    shown = preview(
        ColumnGuess(column="Name", field="title"),
        ColumnGuess(column="Option1 Name", field="name 1"),
        ColumnGuess(column="Size", field="option:Size"),
        ColumnGuess(column="Fabric", field=""),
    )
    assert catalogue.mapping(shown, {}) is None
    assert catalogue.mapping(shown, {"Fabric": "price"}) == {
        "Name": "title",
        "Size": "option:Size",
        "Fabric": "price",
    }


def test_a_column_of_an_export_keeps_its_own_meaning_as_a_choice() -> None:
    guess = ColumnGuess(column="Option1 Name", field="name 1")
    assert catalogue.choices(preview(guess), guess)[-1] == ("name 1", "As the export says")
    plain = ColumnGuess(column="Name", field="title")
    assert [name for name, _ in catalogue.choices(preview(plain), plain)] == ["title", "price"]


def test_thousands_of_columns_are_cut_and_said() -> None:
    many = preview(*(ColumnGuess(column=f"c{n}", field="title" if n == 900 else "") for n in range(1000)))
    shown = catalogue.columns(many)
    assert shown[0].column == "c900"
    assert len(shown) == catalogue.MAPPED_FIRST
    assert catalogue.unshown(many) == "900 more columns are kept as further details."
    assert catalogue.unshown(preview()) == ""


def test_what_a_file_was_taken_for_is_a_sentence() -> None:
    table = preview(ColumnGuess(column="Name", field="title"), rows=1)
    assert catalogue.understood(table) == "Table: a product list with 1 row and 1 column."
    page = preview(kind="document", format="pdf", format_title="PDF", rows=12)
    assert catalogue.understood(page) == "PDF: a document with 12 passages."


def test_a_file_without_products_cannot_be_imported() -> None:
    assert not catalogue.importable(preview(problems=(RowProblem(row=1, message="No title."),)))
    assert catalogue.importable(preview(products=(ProductCard(id="a", title="A"),)))


def test_a_problem_names_its_row_when_there_is_one() -> None:
    assert catalogue.problem(RowProblem(row=8000, message="No title.")) == "Row 8,000: No title."
    assert catalogue.problem(RowProblem(row=3, message="Row 3 has no title.")) == "Row 3 has no title."
    assert catalogue.problem(RowProblem(row=0, message="Hidden text.")) == "Hidden text."


def test_folders_give_what_may_be_knowledge_and_files_are_taken_as_they_are(tmp_path: Path) -> None:
    for name in ("a.csv", "b.md", "photo.jpg", ".git/c.csv", "in/d.PDF"):
        file = tmp_path / "shop" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    odd = tmp_path / "export"
    odd.touch()
    found = catalogue.files_below([tmp_path / "shop", odd, odd, tmp_path / "missing.csv"])
    assert [file.name for file in found] == ["a.csv", "b.md", "d.PDF", "export"]
