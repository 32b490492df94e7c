"""What names a product exactly, and what only looks as if it did."""

from __future__ import annotations

import pytest

from appliance.core.products import Product, Variant
from appliance.knowledge import codes
from appliance.knowledge.codes import CodeKind


def found(title: str, **more: object) -> dict[str, CodeKind]:
    product = Product(key="handle-1", title=title, **more)  # type: ignore[arg-type]
    return {code.code: code.kind for code in sorted(codes.of_product(product), key=lambda c: -c.kind)}


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Sonya WH-1000XM4 headphones", "wh1000xm4"),
        ("Samsara SM G950F phone", "smg950f"),
        ("Ketta kettle KX 2200B", "kx2200b"),
        ("Drill 18V DCD796", "dcd796"),
    ],
)
def test_model_numbers_in_titles_are_codes(title: str, code: str) -> None:
    assert found(title)[code] is CodeKind.IN_TITLE


@pytest.mark.parametrize(
    "word", ["64GB", "1080p", "15.6inch", "1920x1080", "4-pack", "1TB 2TB", "500 ml", "2019"]
)
def test_quantities_are_not_codes(word: str) -> None:
    kinds = found(f"Acme thing {word} black")
    assert CodeKind.IN_TITLE not in kinds.values()


def test_an_accessory_fits_a_model_and_is_not_it() -> None:
    assert found("Case for Sonya WH-1000XM4")["wh1000xm4"] is CodeKind.FITS


def test_skus_barcodes_and_model_attributes_are_codes() -> None:
    kinds = found(
        "Mug",
        attributes=(("Model number", "MG-7 B"), ("Material", "Stoneware")),
        variants=(Variant(sku="MUG-RED", barcode="0400123456789"),),
    )
    assert kinds["mugred"] is CodeKind.SKU
    assert kinds["400123456789"] is CodeKind.BARCODE
    assert kinds["mg7b"] is CodeKind.MODEL
    assert "stoneware" not in kinds


def test_a_question_offers_its_codes_and_no_plain_word() -> None:
    asked = codes.asked("do you have the WH-1000XM4 in black?")
    assert asked["wh1000xm4"][0] == 1
    assert "black" not in asked
    assert "redshirt" in codes.asked("redshirt")
