"""Sale dates in the forms shops write them, and texts that only look like dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outcomes import Read

from appliance.catalogue import dates

TODAY = date(2026, 5, 15)


@pytest.mark.parametrize(
    ("start", "end", "on"),
    [
        ("", "", True),
        ("2026-06-01", "", False),
        ("", "2026-05-01", False),
        ("2026-05-01", "2026-05-31T00:00", True),
        ("2026-05-01 00:00:00", "2026-05-15 23:59:59", True),
        ("2026/05/01", "20260531", True),
        ("", "31/05/2026", True),
        ("", "31/01/2026", False),
        ("12/31/30", "", False),
        ("1/1/20", "2/1/20", False),  # over, whichever of its numbers is the month
        ("", "1.6.2026", True),
        ("", "06.01.2026", False),
        ("", "31. Mai 2026", True),
        ("", "31 de mayo de 2026", True),
        ("", "30 avril 2026", False),
        ("1 giugno 2026", "", False),
        ("May 16th, 2026", "", False),
        ("0000-00-00", "0000-00-00 00:00:00", True),
        ("-", "n/a", True),
        ("soon", "2026-01-31", False),
    ],
)
def test_a_sale_is_on_between_its_dates(start: str, end: str, on: bool) -> None:
    assert dates.on_sale(start, end, today=TODAY) is on


@pytest.mark.parametrize(
    ("start", "end", "named"),
    [
        ("", "05/06/2026", "05/06/2026"),  # the 5th of June, or the 6th of May
        ("soon", "later", "soon"),
        ("", "31/02/2026", "31/02/2026"),
        ("", "while stocks last", "while stocks last"),
        ("2026-05-01", "10", "10"),
        ("", "Friday", "Friday"),
        ("", "May 31", "May 31"),
        ("", "2026", "2026"),
        ("", "10:30", "10:30"),
        ("", "1604188800", "1604188800"),
        ("2026-06-05x", "", "2026-06-05x"),
    ],
)
def test_an_unclear_date_is_no_answer(start: str, end: str, named: str) -> None:
    assert dates.on_sale(start, end, today=TODAY) is None
    assert dates.unclear(start, end) == named


@pytest.mark.parametrize(("day_first", "on"), [(True, True), (False, False)])
def test_an_order_that_is_known_settles_a_date(day_first: bool, on: bool) -> None:
    assert dates.on_sale("", "05/06/2026", day_first=day_first, today=TODAY) is on


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        (["31/10/2026", "01/02/2026", ""], True),
        (["10-31-26"], False),
        (["31/10/2026", "10/31/2026"], None),
        (["01/02/2026", "2026-10-31", "31.10.2026", "99/99/2026"], None),
    ],
)
def test_dates_that_prove_an_order(cells: list[str], verdict: bool | None) -> None:
    evidence = dates.Evidence()
    for cell in cells:
        evidence.add(cell)
    assert evidence.verdict() is verdict


@given(st.text(max_size=30))
def test_any_text_may_stand_for_a_date(text: str) -> None:
    assert dates.on_sale(text, text, today=TODAY) in (True, False, None)


TABLE = "Name,SKU,Price,Sale price,Sale start,{},Stock\n"


class TestInFiles:
    @pytest.mark.parametrize(
        "header",
        ["Sale ends", "Sale end date", "special_price_to", "Aktion gültig bis", "Angebotsende", "Valid until",
         "Date fin promo", "Fecha fin oferta", "Fine offerta", "Actie geldig t/m", "Fim da promoção",
         "促销结束日期", "discountEndDate"],
    )  # fmt: skip
    def test_a_plain_tables_dates_are_obeyed(self, read: Read, header: str) -> None:
        rows = "Hat,H,20.00,15.00,,2020-01-31,4\nTie,T,20.00,15.00,31/01/2020,2999-01-31,4\n"
        outcome = read(TABLE.format(header) + rows)
        hat, tie = outcome["H"].variants[0], outcome["T"].variants[0]
        assert (hat.price, hat.compare_at) == (Decimal("20.00"), None)
        assert (tie.price, tie.compare_at) == (Decimal("15.00"), Decimal("20.00"))
        assert outcome.problems == ()

    def test_an_unclear_date_keeps_the_regular_price_and_is_told(self, read: Read) -> None:
        rows = "Hat,H,20.00,15.00,01/02/2020,03/04/2999,4\nTie,T,20.00,15.00,,soon,4\nCap,C,20.00,,,soon,4\n"
        outcome = read(TABLE.format("Sale ends") + rows)
        assert [product.variants[0].price for product in outcome.products] == [
            Decimal("15.00"), Decimal("20.00"), Decimal("20.00"),
        ]  # fmt: skip
        (note,) = outcome.problems
        assert (note.row, note.refused) == (3, False)
        assert "“soon”" in note.message
        assert "regular price" in note.message

    @pytest.mark.parametrize("header", ["End date", "Best before", "Delivery to", "Special features", "From"])
    def test_other_dates_are_not_those_of_a_sale(self, read: Read, header: str) -> None:
        content = f"Name,SKU,Price,Sale price,{header}\nHat,H,20.00,15.00,2020-01-31\n"
        assert read(content)["H"].variants[0].price == Decimal("15.00")

    def test_without_a_sale_price_a_date_is_a_further_detail(self, read: Read) -> None:
        hat = read("Name,SKU,Price,Offer ends\nHat,H,20.00,2020-01-31\n")["H"]
        assert hat.attributes == (("Offer ends", "2020-01-31"),)

    @pytest.mark.parametrize(("flag", "price"), [("no", "20.00"), ("yes", "15.00"), ("", "15.00")])
    def test_a_flag_may_end_a_sale(self, read: Read, flag: str, price: str) -> None:
        content = f"Name,SKU,Price,Sale price,On sale\nHat,H,20.00,15.00,{flag}\n"
        assert read(content)["H"].variants[0].price == Decimal(price)

    @pytest.mark.parametrize(
        ("interval", "price"),
        [
            ("2020-01-01T00:00-0800/2020-01-31T23:59-0800", "20.00"),
            ("2020-01-01/2999-01-31", "15.00"),
            ("31/01/2999", "20.00"),
        ],
    )
    def test_both_dates_may_stand_in_one_cell(self, read: Read, interval: str, price: str) -> None:
        content = f"title,id,price,sale_price,sale_price_effective_date\nHat,H,20.00,15.00,{interval}\n"
        outcome = read(content)
        assert outcome["H"].variants[0].price == Decimal(price)
        assert len(outcome.problems) == (interval == "31/01/2999")

    @pytest.mark.parametrize(("known", "price"), [("31/01/2020", "15.00"), ("01/31/2020", "20.00")])
    def test_one_date_tells_the_order_of_the_others(
        self, read: Read, monkeypatch: pytest.MonkeyPatch, known: str, price: str
    ) -> None:
        monkeypatch.setattr(dates, "current_day", lambda: TODAY)
        rows = f"Hat,H,20.00,15.00,,05/06/2026,4\nTie,T,20.00,15.00,,{known},4\n"
        outcome = read(TABLE.format("Sale ends") + rows)
        assert outcome["H"].variants[0].price == Decimal(price)
        assert outcome["T"].variants[0].price == Decimal("20.00")
        assert outcome.problems == ()
