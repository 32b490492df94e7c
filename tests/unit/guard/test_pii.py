"""Personal information: found, masked, kept when it is the shop's; and what only looks like it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.core.schemas import Shop
from appliance.guard import pii, pii_numbers

PERSONAL = {
    "e-mail address": [
        "write to <jane.doe+shop@mail.example.com>",
        "my mail: <j_d@t-online.de>.",
        "it's <jane.doe (at) example (dot) com> ok?",
    ],
    "phone number": [
        "call me on <0412 345 678>",
        "ring <(02) 9374 4000> after six",
        "<+61 412 345 678>",
        "<+49 30 901820>",
        "mobile <0412345678>",
        "my number is <+44 20 7946 0958>",
    ],
    "card number": [
        "card <4111 1111 1111 1111> exp 12/27",
        "<5555-5555-5555-4444>",
        "amex <378282246310005>",
    ],
    "IBAN": [
        "IBAN <DE89 3704 0044 0532 0130 00>",
        "<GB82WEST12345698765432>",
        "an <FR14 2004 1010 0505 0001 3M02 606>",
    ],
    "ABN": ["ABN <51 824 753 556>", "my abn is <51824753556>"],
    "ACN": ["ACN <004 085 616>", "A.C.N. <004085616>"],
    "tax file number": [
        "my TFN is <123 456 782>",
        "tax file number: <123456782>",
        "TFN <80000008>",
        "here: <123 456 782>",
    ],
    "Medicare number": ["medicare <2123 45670 1>", "Medicare card no <2123456701>", "<2123 45670 1/2>"],
    "driver's licence": [
        "driver's licence no. <12345678>",
        "Drivers license: <AB123456>",
        "driving licence <1234AB567>",
        "my licence number is <22914406>",
    ],
    "passport": ["passport number <PA1234567>", "Passport no: <N1234567>"],
    "bank account": [
        "BSB <062-000 12345678>",
        "bsb: <062000>",
        "account number <12345678>",
        "BSB <062-000, account 12345678>",
    ],
    "IP address": ["from <8.8.8.8> yesterday", "my ip <2001:4860:4860::8888>"],
    "address": [
        "I live at <12 Smith Street, Richmond VIC 3121>",
        "<Unit 5/12 Ocean Parade, Bondi NSW 2026>",
        "send it to <12 smith st richmond vic 3121>, thanks",
        "<PO Box 123, Hobart TAS 7000>",
        "my address is <8 Kestrel Cl, Halls Head WA 6210>",
        "<40 Marine Bvd, Docklands VIC 3008>",
        "<Hauptstraße 12, 10115 Berlin>",
        "<12 rue de la Paix, 75002 Paris>",
        "deliver to <7 Rocky Road> please",
        "<Calle Mayor 5, 28013 Madrid>",
    ],
    "date of birth": ["born on <12/03/1980>", "DOB: <1980-03-12>", "date of birth <3rd March 1980>"],
    "access key": ["key <sk-proj-abcdefghijklmnop1234>", "Authorization: Bearer <abcdefghijklmnop1234>"],
    "password": ["my password is <hunter2-x>", "PIN: <4921>", "Passwort: <geheim77>"],
}

NEAR_MISSES = [
    "order 100123456",
    "Order number: 0412345678",
    "SKU 4111-AB-1111",
    "EAN 9312345678907",
    "barcode 4006381333931",
    "4006381333931",
    "ISBN 9780306406157",
    "tracking 33XY1234567890",
    "$1,299.00 or 1.299,00 €",
    "on 02/03/2026 at 10:30",
    "total 1389.06",
    "2026-03-12",
    "model 051824753556 is out",
    "invoice 51 824 753 556",
    "part no 123 456 782",
    "500 GB Hard Drive",
    "2 Rocky Road bars",
    "3 Abbey Road vinyl",
    "24 Carat Way ring",
    "firmware 2.4.1.0",
    "192.168.1.1 is the router",
    "127.0.0.1",
    "size 8-10-12",
    "120 x 80 x 75 cm",
    "the passport holder fits 2 passports",
    "a licence key ABC12345",
    "the licence number 22914406 on the box",
    "my licence key 22914406",
    "6 Flaschen 70 cl, Riesling 2019",
    "12 bottles of 35 cl 2021",
    "driver bits 12345678",
    "safety pin 20pcs",
    "reset your password in 2 steps",
    "in my account 12 orders",
    "card games for 4 players, 2026 edition",
    "@harbourandpine on social media",
    "meet at 5",
    "10,000 mm rating, 2.5 layers",
    "4111 1111 1111 1112",
    "DE89 3704 0044 0532 0130 01",
    "born to run 2026",
    "12 street art prints",
    "1 in 11 numbers: 123456789",
]


def shop(**more: str) -> Shop:
    return Shop.model_validate({"id": "s", "name": "S", "created": datetime(2026, 1, 1, tzinfo=UTC), **more})


def split(marked: str) -> tuple[str, tuple[int, int]]:
    start, end = marked.index("<"), marked.index(">") - 1
    return marked.replace("<", "").replace(">", ""), (start, end)


@pytest.mark.parametrize(
    ("kind", "marked"), [(kind, one) for kind, listed in PERSONAL.items() for one in listed]
)
def test_it_is_found_where_it_stands(kind: str, marked: str) -> None:
    text, span = split(marked)
    assert pii.find(text) == (pii.Personal(kind, span),)


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_it_only_looks_like_it(text: str) -> None:
    assert pii.find(text) == ()


def test_a_mask_says_what_it_hides() -> None:
    masked = pii.mask("Mail jane@example.com or call 0412 345 678.")
    assert masked.text == "Mail [e-mail address] or call [phone number]."
    assert [finding.kind for finding in masked.findings] == ["e-mail address", "phone number"]


def test_a_span_moves_with_the_mask() -> None:
    text = "Mail jane@example.com then refund"
    masked = pii.mask(text)
    start, end = masked.move((text.index("refund"), len(text)))
    assert masked.text[start:end] == "refund"
    assert masked.text[slice(*masked.move((7, 9)))] == "[e-mail address]"
    assert masked.text[slice(*masked.move((0, 4)))] == "Mail"


OWN = pii.own_details(
    shop(
        contact="hello@harbourandpine.example",
        phone="+61 3 6234 5678",
        address="12 Salamanca Place, Hobart TAS 7000",
        website="https://www.harbourandpine.example/shop",
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "Write to hello@harbourandpine.example",
        "Write to jobs@harbourandpine.example",
        "Ring (03) 6234 5678",
        "Ring +61 3 6234 5678",
        "Visit 12 Salamanca Place, Hobart TAS 7000",
    ],
)
def test_the_shops_own_details_stay(text: str) -> None:
    assert pii.mask(text, OWN).text == text


@pytest.mark.parametrize(
    "text",
    [
        "jane@gmail.com",
        "0412 345 678",
        "14 Salamanca Place, Hobart TAS 7000",
        "jane@notharbourandpine.example",
    ],
)
def test_a_customers_details_go(text: str) -> None:
    assert pii.mask(text, OWN).findings


def test_a_free_mail_address_does_not_open_its_domain() -> None:
    own = pii.own_details(shop(contact="myshop@gmail.com"))
    assert pii.mask("myshop@gmail.com", own).findings == ()
    assert pii.mask("jane@gmail.com", own).findings


def test_an_empty_profile_keeps_nothing() -> None:
    own = pii.own_details(shop())
    assert own == pii.Own()
    assert pii.mask("jane@example.com", own).findings


@pytest.mark.parametrize(
    "text",
    [
        "Call us on 03 6234 5678.",
        "Write to info@supplier.example",
        "Our store is at 12 Elizabeth Street, Hobart TAS 7000",
        "Hotline 1300 655 506",
        "Call 13 22 44",
    ],
)
def test_what_a_document_calls_the_shops_stays(text: str) -> None:
    assert pii.mask(text, shop_speaks=True).text == text


BRANCH = "14 Rose Street, Hobart TAS 7000\nPhone (03) 6231 0188\nTuesday to Saturday 9:30 am - 5:00 pm"


@pytest.mark.parametrize(
    "text",
    [
        f"THE SHED (the little one)\n{BRANCH}\nClosed Sunday and Monday",
        BRANCH,
        "Dresden (lamps and textiles) Louisenstraße 41, 01099 Dresden. Telephone +49 351 5550 4380. "
        "Tuesday to Friday 11:00–18:30, Saturday 10:00–16:00.",
        "Filiale Süd\nTelefon: 0351 5550 4380\nMo-Fr 10-19 Uhr, Sa 10-16 Uhr",
        "Lyon\n12 rue Mercière, 69002 Lyon\nMardi au samedi : 10h00 - 19h00",
        "Sevilla\nCalle Sierpes 12, 41004 Sevilla\nLunes a viernes de 10:00 a 20:00",
        "Saturday 10:00-16:00\nTel. 03 6231 0188",
        "Salvatorgasse 9, 6060 Hall in Tirol Telefon +43 5223 555 0127\n\nSamstag 9:00–13:00 Uhr",
        f"{BRANCH}\nCustomer parking in the yard. Customers may bring dogs.",
        "Skipton: 14 Rose Street, Hobart TAS 7000, Mon to Fri 9 am to 5 pm",
    ],
)
def test_a_branch_with_its_hours_stays(text: str) -> None:
    """A place that says when it is open invites the public: its address and number are the shop's."""
    assert pii.mask(text, shop_speaks=True, region="AU" if "03 6" in text else "DE").text == text


@pytest.mark.parametrize(
    "text",
    [
        BRANCH.replace("Tuesday to Saturday 9:30 am - 5:00 pm", "She came on Tuesday."),  # no hours
        "Jane Smith\n14 Rose Street, Hobart TAS 7000\nPhone 03 6231 0188",
        f"Jane Smith\n{BRANCH.replace('Tuesday', 'Available Tuesday')}",
        f"Ship to: Jane Smith\n{BRANCH}",
        f"Order 10482 for Jane Smith\n{BRANCH}",
        f"Mrs Smith\n{BRANCH}",
        f"Dear team,\n{BRANCH}\nKind regards, Jane",
        f"I live at\n{BRANCH}",
        f"“Lovely shop, open late”\n{BRANCH}",
        f"Review by Jane\n{BRANCH}",
        f"Meine Adresse:\n{BRANCH}",
        f"Frau Weber\n{BRANCH}",
        "Call Jane on 0412 345 678, Monday to Friday 9 am to 5 pm.",
        "Jane Smith, 14 Rose Street, Hobart TAS 7000: your shop is great, open Saturday 9 am to 5 pm!",
        "The driver rang 0412 345 678 on Tuesday between 9:00 and 12:00 - 13:00.",
        f"{BRANCH}\n\n\n\n\n\n\n\n\n\n\n\nJane\n0412 345 678",
        f"From a customer:\n{BRANCH}",
        "Samstag 9:00–13:00 Uhr, dann Otto Moser Telefon +43 5223 555 0127",
        "Salvatorgasse 9, 6060 Hall in Tirol, hier wohnt Otto, Telefon +43 5223 555 0127\nSamstag 9:00–13:00",
        f"{BRANCH}\nThe winner of our draw: Jane, 0412 345 678",
    ],
)
def test_hours_do_not_make_a_customers_details_the_shops(text: str) -> None:
    assert pii.mask(text, shop_speaks=True).findings


def test_hours_keep_nothing_in_what_a_customer_says() -> None:
    assert pii.mask(BRANCH).findings


@pytest.mark.parametrize(
    "text",
    [
        "Reviewed by Jane, jane.doe@example.com: lovely.",
        "Customer Tim, 0412 345 678, wants a call back",
        "paid with 4111 1111 1111 1111 in our store",
    ],
)
def test_a_customer_in_a_document_is_masked(text: str) -> None:
    assert pii.mask(text, shop_speaks=True).findings


@pytest.mark.parametrize(
    "prefix", [4, 51, 55, 2221, 2720, 34, 37, 36, 38, 39, 300, 305, 6011, 6440, 6599, 3528, 62]
)
def test_card_prefixes_and_lengths(prefix: int) -> None:
    length = {34: 15, 37: 15, 36: 14, 38: 14, 39: 14, 300: 14, 305: 14}.get(prefix, 16)
    assert pii.find(f"paid by {_card(prefix, length)} today")


@pytest.mark.parametrize(
    ("prefix", "length"), [(1, 16), (9, 16), (4, 14), (51, 15), (4, 13), (7, 19), (35, 17)]
)
def test_numbers_no_issuer_uses_are_no_cards(prefix: int, length: int) -> None:
    assert not pii.find(f"paid by {_card(prefix, length)} today")


def _card(prefix: int, length: int) -> str:
    head = f"{prefix}{'1' * length}"[: length - 1]
    return next(head + digit for digit in "0123456789" if pii_numbers.luhn(pii_numbers.digits(head + digit)))


@given(st.text(max_size=300))
def test_any_text_can_be_masked_and_masking_again_changes_nothing(text: str) -> None:
    masked = pii.mask(text)
    for finding in masked.findings:
        assert 0 <= finding.span[0] < finding.span[1] <= len(text)
    assert all(a.span[1] <= b.span[0] for a, b in zip(masked.findings, masked.findings[1:], strict=False))


@given(st.text(alphabet="0123456789 -./@+ABab,", max_size=120))
def test_digits_in_any_grouping_are_judged(text: str) -> None:
    masked = pii.mask(text)
    assert pii.blot(text, masked.findings) == masked


@pytest.mark.parametrize(
    "text", ["1 " * 5000, "a@" * 5000, "12 a " * 4000, "1" * 20000, "a." * 10000, "1.1." * 5000]
)
def test_long_repetitive_texts_are_masked(text: str) -> None:
    assert pii.mask(text).text is not None


# --- precision and recall on made-up customers ------------------------------------------------------

CARRIERS = (
    "Hi, my {what} is {value}, can you help?",
    "Please update my details: {what} {value}.",
    "{value} is my {what} btw",
    "Customer note - {what}: {value} - wants a call back",
)
PRODUCT_LINES = (
    "Order {n8} arrived late, SKU {sku}, I paid ${price}.",
    "EAN {ean}, model {sku}, {n3} pcs, ${price}",
    "Is item {n8} still {price} dollars on {day}/{month}/2026?",
    "Tracking {n12}, parcel {n3} of 900",
    "The {n3} GB drive, part {n9}, version {n3}.{day}.{month}",
    "Size {n3} x {day} x {month} cm, barcode {ean}",
)


def _make(seed: int) -> dict[str, Callable[[random.Random], tuple[str, str]]]:
    def numbers(rng: random.Random, count: int) -> str:
        return "".join(rng.choice("0123456789") for _ in range(count))

    def valid(rng: random.Random, make: Callable[[], str], kind: str, what: str) -> str:
        while True:
            value = make()
            if any(finding.kind == kind for finding in pii.find(f"{what} {value}")):
                return value

    return {
        "e-mail address": lambda rng: (
            "e-mail",
            f"{rng.choice(['ann', 'li.wei', 'o_b'])}{numbers(rng, 3)}@mail.example",
        ),
        "phone number": lambda rng: (
            "mobile",
            f"04{rng.randint(10, 39)} {numbers(rng, 3)} {numbers(rng, 3)}",
        ),
        "card number": lambda rng: ("card", _card(int("4" + numbers(rng, 10)), 16)),
        "tax file number": lambda rng: (
            "TFN",
            valid(
                rng,
                lambda: f"{rng.randint(100, 999)} {numbers(rng, 3)} {numbers(rng, 3)}",
                "tax file number",
                "TFN",
            ),
        ),
        "address": lambda rng: (
            "address",
            f"{rng.randint(1, 299)} {rng.choice(['Smith', 'Queen', 'Lygon'])} "
            f"{rng.choice(['Street', 'Road', 'Ave', 'Court'])}, "
            f"{rng.choice(['Carlton VIC 3053', 'Glebe NSW 2037'])}",
        ),
        "passport": lambda rng: ("passport number", f"PA{numbers(rng, 7)}"),
        "bank account": lambda rng: (
            "account",
            f"BSB 0{numbers(rng, 2)}-{numbers(rng, 3)} {numbers(rng, 8)}",
        ),
    }


def test_precision_and_recall_on_made_up_texts() -> None:
    rng = random.Random(7)
    found = missed = wrong = 0
    for make in (_make(7)).values():
        for number in range(40):
            what, value = make(rng)
            text = CARRIERS[number % 4].format(what=what, value=value)
            masked = pii.mask(text).text
            hidden = value[-6:] not in masked
            found, missed = found + hidden, missed + (not hidden)
    for number in range(400):
        line = PRODUCT_LINES[number % len(PRODUCT_LINES)]
        digits = {
            f"n{size}": "".join(rng.choice("0123456789") for _ in range(size)) for size in (3, 8, 9, 12)
        }
        text = line.format(
            **digits,
            sku=f"TF-{rng.randint(100, 999)}-{rng.choice('ABC')}",
            ean=f"93{rng.randint(10**10, 10**11 - 1)}",
            price=f"{rng.randint(1, 1999)}.{rng.randint(10, 99)}",
            day=rng.randint(1, 28),
            month=rng.randint(1, 12),
        )
        wrong += len(pii.find(text))
    recall, precision = found / (found + missed), found / (found + wrong)
    assert recall >= 0.95, recall
    assert precision >= 0.97, precision
