"""What is said where nothing surely answers: the likeliest line or product, as that and not as the answer."""

import numpy as np
import pytest
from stall import BIG_TENT, SATURDAY, SHOP, TENT, Stall, last_reply

from appliance.answers import composer, evidence, reading
from appliance.answers.composer import Composer
from appliance.answers.reply import Reply
from appliance.answers.resolve import Resolution
from appliance.core.products import Passage
from appliance.knowledge.hits import PassageHit

LINE = "Standard shipping costs $9.95 within Australia."


def ask(*messages: str) -> Reply:
    return last_reply(Composer(SHOP, Stall(), lambda: SATURDAY), *messages)


def pages_are(monkeypatch: pytest.MonkeyPatch, sure: float) -> None:
    """Let the line on shipping be this sure to answer, whatever is asked, and no other line."""

    def judge(question: object, lines: list[evidence.Candidate], sense: object) -> np.ndarray:
        return np.array([sure if line.text == LINE else 0.0 for line in lines])

    monkeypatch.setattr(evidence, "judge_pages", judge)
    monkeypatch.setattr(reading, "surely_silent", lambda message, line: False)


def likely(monkeypatch: pytest.MonkeyPatch, sure: float) -> None:
    found = Resolution(nearest=(TENT, BIG_TENT), sure=sure)
    monkeypatch.setattr(composer, "point", lambda question, hits, shelf: found)


ASKED = "do you gift wrap parcels?"


def test_a_line_that_may_answer_is_told_beside_the_denial(monkeypatch: pytest.MonkeyPatch) -> None:
    pages_are(monkeypatch, 0.2)
    reply = ask(ASKED)
    assert not reply.answered
    assert "You can reach us" in reply.text
    assert reply.text.endswith(f"This may help: {LINE}")
    assert [source.title for source in reply.sources] == ["Shipping"]


def test_a_likely_line_is_told_instead_of_the_denial(monkeypatch: pytest.MonkeyPatch) -> None:
    pages_are(monkeypatch, 0.32)
    reply = ask(ASKED)
    assert not reply.answered
    assert reply.text.startswith("I'm not sure. You can reach us")
    assert reply.text.endswith(f"This may help: {LINE}")


def test_an_unlikely_line_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pages_are(monkeypatch, 0.1)
    assert LINE not in ask(ASKED).text


def test_a_line_that_surely_does_not_answer_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pages_are(monkeypatch, 0.32)
    monkeypatch.setattr(reading, "surely_silent", lambda message, line: True)
    assert LINE not in ask(ASKED).text


def test_an_order_that_nobody_can_see_is_still_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pages_are(monkeypatch, 0.32)
    said = ask("where is my parcel?").text
    assert said.startswith("I can't see orders")
    assert LINE in said


def test_who_names_no_product_is_asked_which_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    pages_are(monkeypatch, 0.32)
    assert ask("how much is it?").text == "Which product do you mean?"


def test_the_likeliest_product_is_told_of_if_it_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    likely(monkeypatch, 0.4)
    reply = ask("how much is that shelter thing for a couple?")
    assert not reply.answered
    assert reply.text.startswith("I'm not sure which product you mean. If it is Ridge 2 Tent:")
    assert "$499.00" in reply.text
    assert "$699.00" not in reply.text  # another product's price beside it would be read as an answer
    assert reply.products == (TENT, BIG_TENT)


def test_the_next_question_is_about_the_likeliest_product(monkeypatch: pytest.MonkeyPatch) -> None:
    likely(monkeypatch, 0.4)
    asked = "how much is that shelter thing for a couple?"
    assert ask(asked, "and is it in stock?").text == "Yes, Ridge 2 Tent is in stock."


def test_no_product_is_told_of_that_is_hardly_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    likely(monkeypatch, 0.1)
    said = ask("how much is that shelter thing for a couple?").text
    assert "If it is" not in said
    assert "Ridge 2 Tent ($499.00); Ridge 4 Tent ($699.00), out of stock" in said


def test_what_the_shop_does_not_sell_gets_no_condition(monkeypatch: pytest.MonkeyPatch) -> None:
    likely(monkeypatch, 0.4)
    said = ask("do you sell kayaks?").text
    assert "If it is" not in said
    assert "$" not in said


class Abroad(Stall):
    """A shop whose page on delivery names the countries it delivers to, and one it does not."""

    def find_passages(self, query: str, k: int = 5) -> list[PassageHit]:
        said = (
            "We do not deliver to the United Kingdom, sorry.\n"
            "Country: Germany; Parcel: $14.90.\nCountry: Switzerland; Parcel: $19.90."
        )
        beside = Passage("Our potter trained in Munich and in Switzerland.")
        return [
            PassageHit(Passage(said, "What delivery costs"), "delivery.md", "Delivery", 0.5, 0.5, "p-0"),
            PassageHit(beside, "about.md", "About us", 0.5, 0.5, "p-1"),
        ]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("do u ship to the uk", "We do not deliver to the United Kingdom"),
        ("shipping to munich?", "Country: Germany; Parcel: $14.90"),
        ("what's delivery to zurich", "Country: Switzerland; Parcel: $19.90"),
        ("Was kostet der Versand nach Bern?", "Country: Switzerland; Parcel: $19.90"),
    ],
)
def test_a_place_that_delivery_names_is_told_of_however_it_is_called(asked: str, says: str) -> None:
    reply = last_reply(Composer(SHOP, Abroad(), lambda: SATURDAY), asked)
    assert reply.answered
    assert says in reply.text
    assert "potter" not in reply.text


@pytest.mark.parametrize(
    "asked", ["what is the article number of the ridge 2 tent", "ridge 2 tent artikelnummer"]
)
def test_a_code_is_told_by_any_name_for_it(asked: str) -> None:
    assert "KR-R2" in ask(asked).text
