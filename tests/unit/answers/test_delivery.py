"""Which line of a shop's pages on delivery and returns holds: the rule before its cases, who pays postage,
what is too bulky, until when to order, what goes to other countries."""

import pytest
from stall import SATURDAY, SHOP, Paged, ask, last_reply

from appliance.answers import tables
from appliance.answers.composer import Composer

RETURNS = Paged(
    ("Returns and exchanges", "You have 45 days from delivery to send it back, unworn."),
    ("Returns and exchanges › Sale items", "Sale items may be returned within 21 days."),
    ("Returns and exchanges › Refunds", "Charges are refunded only if all is back within 14 days."),
    ("Click and collect", "We keep it for 7 days, then it goes back on the shelf."),
    document="returns.md",
)
"""A shop whose page on returns says the rule, a case of it, and how long a parcel waits."""


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("How long do I have to return something?", "You have 45 days"),
        ("how many days do I have to send it back?", "You have 45 days"),
        ("how long do I have to return sale items?", "Sale items may be returned within 21 days"),
    ],
)
def test_who_asks_how_long_is_told_the_rule_and_not_a_case(asked: str, first: str) -> None:
    assert ask(RETURNS, asked).startswith(first)


POSTAGE = Paged(
    ("Sending things back", "You have 28 days from delivery, and we refund the price to your card."),
    (
        "Sending things back › Who pays the postage",
        "You do, unless it is faulty; then we send a label.",
    ),
    ("Sending things back › Sale items", "Anything bought at a reduced price can be exchanged."),
    ("Delivery", "Delivery costs €4.50, and is free from €60."),
    document="returns.md",
)
"""A shop whose page on returns has who pays under a heading, beside other costs."""


@pytest.mark.parametrize(
    "asked",
    [
        "Who covers the cost of sending a return, please?",
        "who pays for return postage?",
        "do I have to pay to send it back?",
        "are returns free?",
        "Is there a charge for returning something?",
        "Wer zahlt die Rücksendung?",
        "Qui paie les frais de retour ?",
        "¿Quién paga los gastos de devolución?",
        "Chi paga le spese di reso?",
        "退货运费谁出？",
    ],
)
def test_who_asks_what_a_return_costs_is_told_who_pays(asked: str) -> None:
    assert ask(POSTAGE, asked).startswith("You do, unless it is faulty")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("How long do I have to return something?", "You have 28 days"),
        ("can I exchange something I bought at a reduced price?", "Anything bought"),
        ("what does delivery cost?", "Delivery costs"),
    ],
)
def test_what_else_is_asked_of_returns_and_postage_is_told(asked: str, first: str) -> None:
    assert ask(POSTAGE, asked).startswith(first)


BULKY = Paged(
    ("", "Where to: Ireland; Cost: €4.50\nWhere to: Northern Ireland and Great Britain; Cost: €8.50"),
    ("", "The Ridge 4 Tent is too bulky for the post. It goes by courier, for €15, wherever you live."),
    document="delivery.md",
    title="Delivery",
)
"""A shop whose page on delivery has a table, and a rule for what is too big for it."""


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("What does it cost to have the Ridge 4 Tent sent to Belfast?", "€15"),
        ("what is delivery to Belfast?", "€8.50"),
        ("what does it cost to have the Enamel Mug sent to Belfast?", "€8.50"),
    ],
)
def test_what_is_too_bulky_for_the_table_is_told_its_own_cost(asked: str, told: str) -> None:
    assert told in ask(BULKY, asked)


CUTOFFS = Paged(
    ("Delivery", "Zone A: Strathdale, Epsom. Delivery fee: $12. Van days: Monday to Saturday."),
    ("Delivery", "Order before 11 am, Monday to Friday, and you get it the same day."),
    ("Delivery", "For zones B and C your order has to be in by 4 pm the day before the van day."),
    ("Delivery › Last orders for Christmas", "- New Zealand: 4 December\n- Queensland: 15 December"),
    ("Delivery › Tracking", "If nothing has come ten days after the latest date, write to us."),
    ("Collecting", "Orders for the stall travel over with us and are there after 3 pm the next day."),
    ("Visit us", "In December we are open on Mondays, 11 am to 5 pm."),
    document="delivery.md",
)
"""A shop whose page on delivery says until when one may order."""


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Latest time to order for same-day dispatch?", "before 11 am"),
        ("By what time must my order be in to get it delivered the same day?", "before 11 am"),
        ("If I order at 2 in the afternoon, will it be shipped that same day?", "before 11 am"),
        ("What's the last day I can order for delivery to Brisbane before Christmas?", "15 December"),
        ("are you open on mondays in december?", "11 am to 5 pm"),
    ],
)
def test_who_asks_until_when_to_order_is_told_the_time(asked: str, told: str) -> None:
    assert told in ask(CUTOFFS, asked)


def test_the_time_that_orders_are_there_is_not_the_time_to_order() -> None:
    assert "travel over" not in ask(CUTOFFS, "next day delivery what time do i have to order by")


WITHIN = "Standard shipping costs $9.95 within Australia."
NONE_ABROAD = "We do not post to other countries."
TABLE = "To: Rest of Australia; Price: $14\nTo: New Zealand; Price: $25\nTo: Singapore, Japan; Price: $40"
RATES = Paged(("Delivery", f"{WITHIN}\n{TABLE}"), document="delivery.md")
AT_HOME = Paged(("Delivery", f"{WITHIN}\n{NONE_ABROAD}"), document="delivery.md")
HOBART = SHOP.model_copy(update={"time_zone": "Australia/Hobart"})


@pytest.mark.parametrize(
    "asked",
    [
        "Do you ship abroad?",
        "Do you ship to other countries?",
        "Do you deliver outside Australia?",
        "liefert ihr ins Ausland?",
        "livrez-vous à l'étranger ?",
        "hacen envíos fuera de Australia?",
        "spedite anche in altri paesi?",
        "你们可以寄到国外吗？",
    ],
)
def test_asked_about_other_countries_what_speaks_of_them_is_told(asked: str) -> None:
    listed = last_reply(Composer(HOBART, RATES, lambda: SATURDAY), asked)
    none = last_reply(Composer(HOBART, AT_HOME, lambda: SATURDAY), asked)
    assert "To: New Zealand; Price: $25. To: Singapore, Japan; Price: $40" in listed.text and listed.answered
    assert NONE_ABROAD in none.text and none.answered


def test_a_place_at_home_is_not_abroad() -> None:
    assert not ask(RATES, "How much is delivery within Australia?").startswith("To: New Zealand")
    assert "$25" in ask(RATES, "How much is delivery to New Zealand?")


@pytest.mark.parametrize(
    ("line", "home", "how"),
    [
        ("To: Canada; Price: $16", "US", 2),
        ("To: New England (CT, MA, ME); Price: $5", "US", 0),
        ("To: Rest of the contiguous US; Price: $7", "US", 0),
        ("To: Alaska, Hawaii, Puerto Rico; Price: $12", "US", 0),
        ("To: Rest of the world; Price: $40", "GB", 1),
        ("Within 5 days of it reaching us.", "AU", 0),
        ("We do not ship overseas.", "AU", 1),
    ],
)
def test_how_a_line_speaks_of_abroad(line: str, home: str, how: int) -> None:
    assert tables.abroad(line, home) == how
