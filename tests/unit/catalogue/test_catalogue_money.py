from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.catalogue import currencies, money
from appliance.catalogue.text import Number


@pytest.mark.parametrize(
    ("cell", "value", "currency"),
    [
        ("1.234,50", "1234.50", ""),
        ("1,234.50", "1234.50", ""),
        ("1'234.50", "1234.50", ""),
        ("1’234.50", "1234.50", ""),
        ("1 234,50 €", "1234.50", "EUR"),
        ("1\u202f234,50\u00a0€", "1234.50", "EUR"),
        ("GBP4,250.00", "4250.00", "GBP"),
        ("12,5 €", "12.50", "EUR"),
        ("CHF 12.–", "12", "CHF"),
        ("1,23,456.00", "123456.00", ""),
        ("1.234.567", "1234567", ""),
        ("0.125", "0.125", ""),
        ("32.0000", "32.00", ""),
        (".99", "0.99", ""),
        ("A$19.95", "19.95", "AUD"),
        ("19.95 AUD inc. GST", "19.95", "AUD"),
        ("free", "0.00", ""),
        ("12.00.", "12.00", ""),
        ("12.00*", "12.00", ""),
        ("29,-", "29", ""),
        ("29,50", "29.50", ""),
        ("CHF 1'250.-", "1250", "CHF"),
        ("Fr. 5.-", "5", "CHF"),
        ("1 249,00", "1249.00", ""),
        ("99p", "0.99", "GBP"),
        ("150 pence", "1.50", "GBP"),
        ("£1.99p", "1.99", "GBP"),
        ("50c", "0.50", ""),
        ("5 ct", "0.05", ""),
        ("99¢", "0.99", ""),
        ("100 Ft", "100", "HUF"),
        ("RM 12", "12", "MYR"),
        ("R100", "100", "ZAR"),
        ("Rs.1,299/-", "1299", ""),
        ("US $5.00", "5.00", "USD"),
        ("Fr 12.50", "12.50", "CHF"),
        ("12,50 zł/szt", "12.50", "PLN"),
        ("R$ 10", "10", "BRL"),
        ("12 eur", "12", "EUR"),
        ("12 pounds", "12", "GBP"),
        ("€12.50 / piece", "12.50", "EUR"),
        ("12,50 € pro Stück", "12.50", "EUR"),
        ("£15.00 each", "15.00", "GBP"),
        ("12.00 plus postage", "12.00", ""),
        ("12,00 € zzgl. Versand", "12.00", "EUR"),
        ("12,00 € inkl. MwSt.", "12.00", "EUR"),
        ("12,00 TTC", "12.00", ""),
        ("UVP 25,00", "25.00", ""),
        ("NEW 5.00", "5.00", ""),
        ("售价12元", "12", "CNY"),
    ],
)
def test_a_cell_that_is_clear_by_itself(cell: str, value: str, currency: str) -> None:
    assert money.read(cell) == money.Amount(Decimal(value), currency)


@pytest.mark.parametrize(
    "cell",
    [
        "10 - 20", "from 19.99", "ab 5,00", "10%", "-5.00", "(5.00)", "2 for 10", "9" * 20, "10+", "> 10",
        "1.50p", "£99p", "£1k", "1.5 Mio", "2万", "1.2.3", "1,234,5", "12.50.00", "1.234,567.89", "£12.5O",
        "4.50/kg", "5 €/m", "£3 per metre", "12 € pro kg", "$5/pound", "3.50 a kg", "£9/month",
        "10.00 + VAT", "10.00 ex. GST", "10,00 zzgl. MwSt.", "10,00 HT", "10,00 netto", "10 VAT not included",
        "ca. 12 €", "~12", "approx. 12.00", "od 12 zł",
    ],
)  # fmt: skip
def test_what_is_not_one_price_is_said_and_not_guessed(cell: str) -> None:
    amount = money.read(cell)
    assert amount.value is None
    assert amount.problem


@pytest.mark.parametrize("cell", ["", "  ", "n/a", "POA", "-", "on request"])
def test_no_price_is_no_problem(cell: str) -> None:
    assert money.read(cell) == money.Amount()


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (["1.299", "12,50"], "1.299", "1299"),
        (["1.299", "12.50"], "1.299", "1.299"),
        (["1,299", "12.50"], "1,299", "1299"),
        (["1,299", "12,50"], "1,299", "1.299"),
        (["1.299", "2.499"], "1.299", "1299"),
        (["1.299", "1.234.567"], "1.299", "1299"),
    ],
)
def test_the_column_settles_what_a_cell_leaves_open(column: list[str], cell: str, value: str) -> None:
    evidence = money.Evidence()
    for neighbour in column:
        evidence.add(neighbour)
    assert money.read(cell, evidence.decimal_mark()).value == Decimal(value)


def test_a_number_of_the_file_needs_no_evidence() -> None:
    assert money.read(Number("1.234"), ",").value == Decimal("1.234")


@pytest.mark.parametrize(("expected", "code"), [("AUD", "AUD"), ("NZD", "NZD"), ("EUR", "USD"), ("", "")])
def test_a_bare_dollar_is_the_shops_own(expected: str, code: str) -> None:
    assert currencies.currency_in("$5", expected) == code


@pytest.mark.parametrize("cell", ["¥12,000", "199 kr", "100 pesos", "Rs. 50", "12 lei"])
def test_a_sign_of_several_other_currencies_is_no_price_of_the_shop(cell: str) -> None:
    amount = money.read(cell, expected="EUR")
    assert (amount.value, amount.currency) == (None, "")
    assert "may be in" in amount.problem


@pytest.mark.parametrize(
    ("cell", "expected", "value"),
    [
        ("¥12,000", "JPY", "12000"),
        ("199 kr", "SEK", "199"),
        ("199 kr.", "DKK", "199"),
        ("Rs. 50", "INR", "50"),
    ],
)
def test_a_shared_sign_is_the_shops_own_currency(cell: str, expected: str, value: str) -> None:
    assert money.read(cell, expected=expected) == money.Amount(Decimal(value), expected)


def test_cents_are_none_where_money_has_no_cents() -> None:
    assert money.read("50c", expected="EUR").value == Decimal("0.50")
    assert money.read("50c", expected="GBP").value is None
    assert money.read("50c", expected="JPY").value is None


def test_a_number_that_is_none_says_nothing_about_its_column() -> None:
    evidence = money.Evidence()
    evidence.add("1.2.3")
    assert evidence.decimal_mark() == ""


def test_words_that_look_like_codes_are_none() -> None:
    assert currencies.currency_in("NEW 5.00") == ""


@given(
    st.decimals(min_value=0, max_value=9_999_999, places=2),
    st.sampled_from([(",", "."), (".", ","), ("'", "."), (" ", ",")]),
    st.sampled_from(["", "€", "$", "AUD "]),
)
def test_every_way_of_writing_comes_back_exact(amount: Decimal, marks: tuple[str, str], sign: str) -> None:
    group, mark = marks
    written = f"{amount:,.2f}".translate(str.maketrans({",": group, ".": mark}))
    assert money.read(sign + written, mark).value == amount


@given(st.text(max_size=60), st.sampled_from(["", ".", ","]))
@settings(deadline=None)
def test_any_text_gives_an_amount_or_a_problem(cell: str, mark: str) -> None:
    amount = money.read(cell, mark)
    assert amount.value is None or (amount.value >= 0 and not amount.problem)
