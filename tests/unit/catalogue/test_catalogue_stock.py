import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.catalogue import stock
from appliance.core.products import Availability

IN, OUT, LATER, UNKNOWN = (
    Availability.IN_STOCK, Availability.OUT_OF_STOCK, Availability.BACKORDER, Availability.UNKNOWN,
)  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "quantity", "stated"),
    [
        ("12", 12, None),
        ("12.0", 12, None),
        ("1,200", 1200, None),
        ("-3", -3, None),
        ("12 pcs", 12, None),
        ("12 Stück", 12, None),
        ("5 pièces", 5, None),
        ("3 Stk.", 3, None),
        ("12 件", 12, None),
        ("²", None, None),
        ("12 a b", None, None),
        ("0", 0, None),
        ("", None, None),
        ("10+", None, IN),
        (">10", None, IN),
        ("2.5", None, IN),
        ("In stock", None, IN),
        ("yes", None, IN),
        ("VRAI", None, IN),
        ("FALSCH", None, OUT),
        ("ausverkauft", None, OUT),
        ("Épuisé", None, OUT),
        ("售罄", None, OUT),
        ("Pre-order", None, LATER),
        ("ask us", None, None),
    ],
)
def test_a_stock_cell(cell: str, quantity: int | None, stated: Availability | None) -> None:
    assert stock.read(cell) == (quantity, stated)


@pytest.mark.parametrize(
    ("quantity", "stated", "oversell", "result"),
    [
        (5, None, False, IN),
        (0, None, False, OUT),
        (-2, None, False, OUT),
        (-2, None, True, LATER),
        (0, IN, False, OUT),
        (5, OUT, False, OUT),
        (None, IN, False, IN),
        (None, None, True, UNKNOWN),
        (0, LATER, False, LATER),
    ],
)
def test_what_can_be_bought(
    quantity: int | None, stated: Availability | None, oversell: bool, result: Availability
) -> None:
    assert stock.availability(quantity, stated, oversell=oversell) is result


@pytest.mark.parametrize(
    ("cell", "value"),
    [("TRUE", True), ("1", True), ("-1", False), ("nein", False), ("x", None), ("WAHR", True),
     ("verdadero", True), ("Faux", False), ("off", False), ("sold out", None), ("active", None), ("", None)],
)  # fmt: skip
def test_yes_and_no(cell: str, value: bool | None) -> None:
    assert stock.truth(cell) is value


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("Active", True), ("publish", True), ("ja", True), ("1", True), ("Draft", False), ("unpublished", False),
     ("off", False), ("Entwurf", False), ("masqué", False), ("sold out", None), ("new arrival", None)],
)  # fmt: skip
def test_a_status(cell: str, shown: bool | None) -> None:
    assert stock.shown(cell) is shown


@pytest.mark.parametrize(
    ("cell", "over"),
    [("Sold out!", True), ("discontinued", True), ("no", False), ("hidden", False), ("in stock", False)],
)
def test_a_status_may_say_that_there_is_no_more(cell: str, over: bool) -> None:
    assert stock.is_over(cell) is over


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_text_is_read(cell: str) -> None:
    quantity, stated = stock.read(cell)
    assert quantity is None or stated is None
