"""Questions to try are made from products that can answer them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from appliance.core.products import Availability, Product, Variant
from appliance.service import trial


def product(
    title: str, *, price: str = "", stock: Availability = Availability.UNKNOWN, colours: str = ""
) -> Product:
    variants = [
        Variant(
            price=Decimal(price) if price else None,
            availability=stock,
            options=(("Colour", colour),) if colour else (),
        )
        for colour in colours.split(",")
    ]
    return Product(key=title.lower(), title=title, variants=tuple(variants), row=2)


def asked(*products: Product) -> list[tuple[str, str, str]]:
    return [(question.kind, question.title, question.option) for question in trial.questions(products)]


def test_each_question_is_about_what_its_product_says() -> None:
    shelf = (
        product("Mug", price="12"),
        product("Kettle", stock=Availability.IN_STOCK),
        product("Scarf", colours="red,blue"),
        product("Mystery"),
    )
    assert asked(*shelf) == [("price", "Mug", ""), ("stock", "Kettle", ""), ("option", "Scarf", "Colour")]


def test_where_nothing_can_be_chosen_a_description_is_asked_for() -> None:
    plain = replace(product("Case", price="9", stock=Availability.IN_STOCK), description="Nine instruments.")
    kite = replace(product("Kite"), description="Flies.")
    assert asked(plain, kite) == [("price", "Case", ""), ("stock", "Case", ""), ("description", "Kite", "")]


def test_one_product_answers_all_and_none_answers_nothing() -> None:
    only = product("Scarf", price="5", stock=Availability.IN_STOCK, colours="red,blue")
    assert [kind for kind, *_ in asked(only)] == ["price", "stock", "option"]
    assert asked(product("Mystery")) == []
    assert asked() == []


def test_nobody_types_a_whole_paragraph() -> None:
    long, short = product("Very " * 20 + "long", price="5"), product("Mug", price="4")
    assert asked(long, short)[0] == ("price", "Mug", "")
    assert asked(long)[0][0] == "price"
