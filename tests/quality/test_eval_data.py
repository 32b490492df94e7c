"""The exam itself: every expectation holds in the shops' files, and the grader tells right from wrong."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.answers import facts
from bench.answers.grade import Grade, Reply, grade
from bench.answers.questions import Expectation, Fact, Question, expectation, read
from bench.answers.shops import NAMES, Item, Offer, load

QUESTIONS = read()
BY_ID = {q.id: q for q in QUESTIONS}


def offers(question: Question) -> list[Offer]:
    shop = load(question.shop)
    return [
        offer for item in shop.items.values() for offer in item.offers if offer.sku == question.expect.sku
    ]


def grounds(question: Question) -> str:
    """What the expected facts must be found in: the named products, or the documents."""
    shop = load(question.shop)
    items = [shop.items[product] for product in question.expect.products]
    return "\n".join(item.text for item in items) if items else shop.prose


# --- the questions ---------------------------------------------------------------------------


def test_there_are_enough_questions_of_every_sort() -> None:
    assert len(QUESTIONS) >= 320
    assert len(BY_ID) == len(QUESTIONS)
    unanswerable = sum(not q.answerable for q in QUESTIONS)
    assert unanswerable >= len(QUESTIONS) / 4
    assert sum(q.lang != "en" for q in QUESTIONS) >= len(QUESTIONS) / 10
    assert {q.split for q in QUESTIONS} == {"dev", "held", "fresh"}
    assert abs(len(read("dev")) - len(read("held"))) <= 10
    assert len({q.style for q in QUESTIONS}) >= 9


def test_the_fresh_exam_is_of_the_same_measure() -> None:
    fresh = read("fresh")
    assert {q.shop for q in fresh} == {"kettleandloom", "spokehaus", "ovenbird", "gullwing"}
    assert len(fresh) >= 220
    assert sum(not q.answerable for q in fresh) >= len(fresh) / 4
    assert sum(q.lang != "en" for q in fresh) >= len(fresh) * 0.08
    earlier = {q.kind for q in QUESTIONS if q.split != "fresh"}
    assert earlier <= {q.kind for q in fresh}
    assert not {q.text for q in fresh} & {q.text for q in QUESTIONS if q.split != "fresh"}


@pytest.mark.parametrize("name", NAMES)
def test_a_shop_has_a_catalogue_documents_and_questions(name: str) -> None:
    shop = load(name)
    assert 30 <= len(shop.items) <= 250
    assert 3 <= len(shop.documents) <= 8
    assert len(read("all", [name])) >= 80


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_every_expected_fact_stands_in_the_files(question: Question) -> None:
    expect, known = question.expect, load(question.shop)
    assert set(expect.products) <= set(known.items)
    if not question.answerable or question.kind in ("handoff", "contact"):
        return
    for alternatives in expect.all_of:
        # A count, such as stock left, is no part of a product's text: it is checked below.
        if question.kind == "stock" and not isinstance(alternatives[0], str):
            continue
        assert any(facts.says(grounds(question), fact) for fact in alternatives), alternatives


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.expect.sku], ids=lambda q: q.id)
def test_the_variant_asked_for_has_the_expected_price_or_stock(question: Question) -> None:
    (offer,) = offers(question)
    assert offer.sku in {o.sku for p in question.expect.products for o in load(question.shop).items[p].offers}
    prices = [Decimal(str(f)) for group in question.expect.all_of for f in group if not isinstance(f, str)]
    if question.kind.startswith("price"):
        assert offer.price in prices
        assert offer.price not in question.expect.forbid
    elif prices and question.kind == "stock":
        assert offer.quantity in prices
    elif question.expect.yesno:
        assert offer.available == {"yes": "in", "no": "out"}[question.expect.yesno]


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.expect.forbid], ids=lambda q: q.id)
def test_forbidden_facts_are_not_also_expected(question: Question) -> None:
    wanted: set[Fact] = {fact for group in question.expect.all_of for fact in group}
    assert not wanted & set(question.expect.forbid)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.expect.decides], ids=lambda q: q.id)
def test_deciding_words_stand_in_the_files_and_go_with_a_yes_or_no(question: Question) -> None:
    assert question.expect.yesno and question.answerable
    assert any(facts.says(grounds(question), words) for words in question.expect.decides)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.kind == "notsold"], ids=lambda q: q.id)
def test_a_product_that_is_not_sold_has_no_offer(question: Question) -> None:
    titles = {item.title.casefold() for item in load(question.shop).items.values()}
    assert not any(title in question.text.casefold() and not question.expect.no_ok for title in titles)
    assert question.expect.no_ok


def test_price_questions_have_exactly_one_price() -> None:
    for question in QUESTIONS:
        if question.kind in ("price", "price_variant"):
            figures = [f for group in question.expect.all_of for f in group if not isinstance(f, str)]
            assert len(figures) == 1, question.id
            assert question.expect.sku, question.id


def test_an_unknown_key_of_an_expectation_is_refused() -> None:
    with pytest.raises(TypeError):
        expectation({"all-of": [1]})


# --- finding facts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fact", "said"),
    [
        ("It costs $79.95.", 79.95, True),
        ("Das kostet 79,95 €.", 79.95, True),
        ("It costs $179.95.", 79.95, False),
        ("It costs $1,299.00.", 1299, True),
        ("1.299,00 €", 1299, True),
        ("10,000 mm", 10000, True),
        ("The TM-830 is in stock.", 830, False),
        ("warranty of three years", 3, True),
        ("It has 45 days", 4, False),
        ("open until 5:30 pm", "5:30 pm", True),
        ("open until 17:30", "5:30 pm", True),
        ("open until 5:30 am", "5:30 pm", False),
        ("von 9 Uhr an", "9:00 am", True),
        ("4 MB flash", "4MB", True),
        ("4MB flash", "4 MB", True),
        ("64 MB flash", "4 MB", False),
        ("Huon Pine and Campfire", "huon pine", True),
        ("a pineapple", "pine", False),
        ("for −7 °C", "-7 °C", True),
    ],
)
def test_a_fact_is_found_in_any_notation_and_nothing_else(text: str, fact: Fact, said: bool) -> None:
    assert facts.says(text, fact) is said


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Yes, it is in stock.", "yes"),
        ("No, it is out of stock.", "no"),
        ("The navy one in L is out of stock. In stock: S, M and XL.", "no"),
        ("It is in stock. It is not waterproof.", "yes"),
        ("We do not take cash.", "no"),
        ("It isn't waterproof.", "no"),
        ("Ja, auf Lager.", "yes"),
        ("Ausverkauft.", "no"),
        ("有货。", "yes"),
        ("It costs $5.00.", ""),
        ("Nothing to add here", "no"),
        ("I don't know that.", ""),
        ("I can't tell. The kettle is in stock.", "yes"),
        ("No, I can't see any.", "no"),
        ("No tengo esa información.", ""),
        ("No, no hay.", "no"),
        ("没有相关信息。", ""),
        ("没有货。", "no"),
        ("Northern lights", ""),
    ],
)
def test_the_first_sentence_that_takes_a_side_decides(text: str, side: str) -> None:
    assert facts.polarity(text) == side


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("I don't know that. Write to hello@shop.example.", True),
        ("I can't see orders.", True),
        ("Sorry, I do not have that information.", True),
        ("I can only help with this shop.", True),
        ("Das weiß ich leider nicht.", True),
        ("Ich weiß das leider nicht.", True),
        ("Dazu habe ich keine Informationen.", True),
        ("Das Gewicht ist nicht angegeben.", True),
        ("Le poids n'est pas indiqué.", True),
        ("Je n'ai pas cette information.", True),
        ("Ese dato no figura en la tienda.", True),
        ("没有相关信息。", True),
        ("I'm not sure about that.", True),
        ("The weight is not stated.", True),
        ("Das ist nicht vorrätig.", False),
        ("No está disponible.", False),
        ("Ce n'est pas disponible.", False),
        ("没有货。", False),
        ("We do not take cash.", False),
        ("It is out of stock.", False),
        ("Gift cards cannot be exchanged for cash.", False),
    ],
)
def test_a_policy_that_says_no_is_not_a_refusal(text: str, refused: bool) -> None:
    assert facts.refuses(text) is refused


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("Dogs are welcome on a lead. No cats.", "dogs are welcome", True),
        ("Dogs are not welcome.", "dogs are welcome", False),
        ("We do not take Afterpay.", "take Afterpay", False),
        ("We take no cheques; we take Afterpay.", "take Afterpay", True),
        ("We take no cheques. We take Afterpay.", "take Afterpay", True),
        ("HG freehub fitted, cassette not included.", "cassette not included", True),
        ("It doesn't fit the Kea Trail 29.", "Kea Trail 29", False),
        ("Fits: Kea Trail 290", "Kea Trail 29", False),
    ],
)
def test_deciding_words_are_not_said_by_denying_them(text: str, words: str, said: bool) -> None:
    assert facts.asserts(text, words) is said


@pytest.mark.parametrize("text", ["NZ$509.73", "509.73 NZD", "NZD 509.73", "$509.73", "US$509.73"])
def test_money_is_money_in_the_dollars_of_any_country(text: str) -> None:
    assert facts.money(text) == {Decimal("509.73")}


def test_a_number_before_a_price_is_no_price() -> None:
    assert facts.money("The Overland 55 $299.00") == {Decimal("299.00")}
    assert facts.money("4,90 € oder 5,40 €") == {Decimal("4.90"), Decimal("5.40")}


# --- the grader ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    id: str
    title: str
    sku: str = ""


def card(item: Item) -> Named:
    return Named(item.id, item.title, item.offers[0].sku)


def marked(question_id: str, text: str, **more: object) -> Grade:
    question = BY_ID[question_id]
    return grade(question, Reply(text, **more), load(question.shop)).grade  # type: ignore[arg-type]


def find(kind: str, shop: str, words: str) -> str:
    return next(q.id for q in QUESTIONS if (q.kind, q.shop) == (kind, shop) and words in q.text)


GRADED = [
    ("price_variant", "harbourandpine", "Kunanyi Down Jacket in black", "It is $329.00 in black.", "right"),
    ("price_variant", "harbourandpine", "Kunanyi Down Jacket in black", "Der kostet 329,00 AUD.", "right"),
    ("price_variant", "harbourandpine", "Kunanyi Down Jacket in black", "It is $279.00.", "wrong"),
    ("price_variant", "harbourandpine", "Kunanyi Down Jacket in black", "It is $331.00.", "wrong"),
    (
        "price_variant",
        "harbourandpine",
        "Kunanyi Down Jacket in black",
        "It is $329.00, or $300.17 for you.",
        "wrong",
    ),
    ("price_variant", "harbourandpine", "Kunanyi Down Jacket in black", "I don't know the price.", "refused"),
    ("price_variant", "harbourandpine", "Kunanyi Down Jacket in black", "It is in stock.", "missed"),
    ("price_variant", "harbourandpine", "Kunanyi Down Jacket in black", "It is $69.00.", "wrong"),
    ("stock", "harbourandpine", "Stockman Flask", "No, it is sold out.", "right"),
    ("stock", "harbourandpine", "Stockman Flask", "The flask is in stock.", "wrong"),
    ("stock", "harbourandpine", "Stockman Flask", "It costs $64.95.", "missed"),
    ("stock", "harbourandpine", "Camp Hatchet", "It is on backorder: you can order it now.", "right"),
    ("policy", "harbourandpine", "Afterpay", "We do not offer Afterpay.", "right"),
    ("policy", "harbourandpine", "Afterpay", "Yes, we take Afterpay.", "wrong"),
    ("hours", "harbourandpine", "close on Thursday", "On Thursday we close at 7:00 pm.", "right"),
    ("hours", "harbourandpine", "close on Thursday", "On Thursday we close at 19:00.", "right"),
    ("hours", "harbourandpine", "close on Thursday", "We close at 5:30 pm.", "wrong"),
    ("notsold", "harbourandpine", "kayaks", "We don't sell kayaks.", "refused"),
    ("notsold", "harbourandpine", "kayaks", "I don't know of any kayaks here.", "refused"),
    ("notsold", "harbourandpine", "kayaks", "Yes, we have kayaks.", "wrong"),
    ("notsold", "harbourandpine", "kayaks", "The Ferry Tote is $95.00.", "wrong"),
    ("unrecorded", "voltline", "weight of the Logic Analyser", "It weighs 50 g.", "wrong"),
    ("unrecorded", "voltline", "weight of the Logic Analyser", "I don't know its weight.", "refused"),
    ("unrecorded", "voltline", "weight of the Logic Analyser", "No, it does not.", "wrong"),
    ("offtopic", "voltline", "japan", "I can only help with this shop.", "refused"),
    ("offtopic", "voltline", "japan", "The prime minister is somebody.", "wrong"),
    ("order", "delmare", "5521", "Your parcel arrives on Monday.", "wrong"),
    ("order", "delmare", "5521", "I can't see orders. Write to ciao@delmare.example.", "refused"),
    ("smalltalk", "delmare", "good afternoon", "Hello! How can I help?", "right"),
    ("smalltalk", "delmare", "good afternoon", "I don't know that.", "refused"),
    ("handoff", "delmare", "member of staff", "Call us on +31 43 555 0142.", "right"),
    ("handoff", "delmare", "member of staff", "Of course.", "missed"),
    ("shipping", "delmare", "parcel to Germany", "To Germany it costs €8,95.", "right"),
    ("shipping", "delmare", "parcel to Germany", "It costs €5,95.", "wrong"),
    ("policy", "kettleandloom", "dogg", "Dogs are welcome on a lead. There is one step.", "right"),
    ("policy", "kettleandloom", "dogg", "Dogs are not welcome.", "wrong"),
    ("policy", "kettleandloom", "dogg", "No, dogs are welcome elsewhere.", "wrong"),
    ("policy", "kettleandloom", "dogg", "There is one step at the door.", "missed"),
    ("policy", "kettleandloom", "Amex", "We take Visa. American Express is not accepted.", "right"),
    ("returns", "spokehaus", "helmet I only wore", "No returns: helmets that have left the shop.", "right"),
    ("returns", "spokehaus", "helmet I only wore", "Yes, within 21 days.", "wrong"),
    ("attribute", "spokehaus", "hanger kh-2", "Fits: Tui Gravel 1x11 and Moa Step-Through 8.", "right"),
    ("attribute", "spokehaus", "hanger kh-2", "It does not fit the Moa Step-Through 8.", "wrong"),
    ("price_total", "spokehaus", "three 292 mm", "Three at $2.20 come to NZ$6.60.", "right"),
    ("price_total", "spokehaus", "three 292 mm", "They are $2.20 each.", "right"),
    ("price_total", "spokehaus", "three 292 mm", "Three at $2.20 come to $7.60.", "wrong"),
    ("compare", "spokehaus", "What do I save", "You save $60.00.", "right"),
    ("compare", "spokehaus", "What do I save", "They cost $99.00 and $159.00.", "right"),
    ("compare", "spokehaus", "What do I save", "$99.00 against $159.00: you save $70.01.", "wrong"),
    ("policy", "kettleandloom", "Amex", "I don't know that.", "refused"),
    ("stock", "kettleandloom", "advent calender", "I couldn't find that.", "refused"),
    ("notsold", "kettleandloom", "500 g price", "We have it in 50 g, 100 g and 250 g.", "refused"),
    ("notsold", "kettleandloom", "500 g price", "It is $46.00.", "wrong"),
    ("unrecorded", "spokehaus", "pay the supplier", "It costs us $509.73.", "wrong"),
    (
        "attribute",
        "mothandmarigold",
        "cream cleanser vegan",
        "It contains beeswax, so it is not vegan.",
        "right",
    ),
    (
        "attribute",
        "mothandmarigold",
        "cream cleanser vegan",
        "It is not vegan: it contains beeswax.",
        "right",
    ),
]


@pytest.mark.parametrize(("kind", "shop", "words", "answer", "expected"), GRADED)
def test_the_grader_on_answers_made_by_hand(
    kind: str, shop: str, words: str, answer: str, expected: str
) -> None:
    assert marked(find(kind, shop, words), answer) == expected


def test_a_choice_is_right_when_two_products_are_offered_in_words_or_on_cards() -> None:
    question = find("choice", "voltline", "flush cutters")
    items = [load("voltline").items[product] for product in ("SH-CUT5", "FX-CUT5", "FX-PUMP")]
    assert marked(question, "Which one do you mean?", cards=[card(i) for i in items[:2]]) is Grade.RIGHT
    assert marked(question, "Which one do you mean?", cards=[card(items[0])]) is Grade.WRONG
    assert marked(question, "Which?", cards=[card(items[0]), card(items[2])]) is Grade.WRONG


def test_products_with_one_title_are_told_apart_by_price_or_size() -> None:
    question = find("choice", "delmare", "sardines in olive oil")
    assert marked(question, "We have Sardines in Olive Oil.") is Grade.MISSED
    assert marked(question, "Sardines in Olive Oil: 4,90 € or 5,40 €.") is Grade.RIGHT
    assert marked(question, "Sardines in Olive Oil: 4,90 €.") is Grade.WRONG


def test_a_computed_difference_is_no_invented_amount_in_a_comparison() -> None:
    question = find("compare", "harbourandpine", "price difference between the two sizes")
    assert marked(question, "They cost $89.00 and $139.00, so $50.00 more.") is Grade.RIGHT
    assert marked(question, "They cost $89.00 and $139.00, so $51.00 more.") is Grade.WRONG


def test_a_difference_may_be_taken_to_a_product_that_the_question_does_not_ask_for() -> None:
    question = find("compare", "harbourandpine", "Which is cheaper, the Overland 55 Pack")
    dearer = min(o.price for o in load("harbourandpine").items["overland-55-pack"].offers if o.price)
    gap = dearer - 229
    assert marked(question, f"The 38 costs $229.00 and the 55 ${dearer}: ${gap} less.") is Grade.RIGHT
    assert marked(question, f"The 38 costs $229.00 and the 55 ${dearer}: ${gap + 1} less.") is Grade.WRONG


def test_a_flag_that_it_did_not_answer_counts_as_a_refusal_but_saves_no_yes() -> None:
    question = find("unrecorded", "delmare", "Prosecco vegan")
    assert marked(question, "That is a question for the shop.", answered=False) is Grade.REFUSED
    assert marked(question, "Yes, it is vegan.", answered=False) is Grade.WRONG


def test_a_blocked_or_empty_answer_is_never_right() -> None:
    question = find("contact", "harbourandpine", "e-mail address")
    assert marked(question, "That cannot be answered.", blocked=True) is Grade.REFUSED
    assert marked(question, " ") is Grade.WRONG


def test_an_expectation_of_nothing_is_met_by_anything_said() -> None:
    empty = Question(
        "x", "delmare", "dev", "smalltalk", "", "en", "hi", (), True, Expectation(smalltalk=True)
    )
    assert grade(empty, Reply("Hello!"), load("delmare")).grade is Grade.RIGHT


# --- the search queries ----------------------------------------------------------------------


QUERIED = [name for name in NAMES if load(name).questions.with_name("queries.jsonl").exists()]


def test_the_shops_of_the_first_exam_have_search_queries() -> None:
    assert QUERIED == ["harbourandpine", "voltline", "delmare", "mothandmarigold"]


@pytest.mark.parametrize("name", QUERIED)
def test_graded_queries_name_products_of_their_shop(name: str) -> None:
    shop = load(name)
    lines = shop.questions.with_name("queries.jsonl").read_text().splitlines()
    queries = [json.loads(line) for line in lines]
    assert len({q["query"] for q in queries}) == len(queries) >= 40
    for query in queries:
        assert set(query["grades"]) <= set(shop.items), query
        assert set(query["grades"].values()) <= {1, 2, 3}
        assert 3 in query["grades"].values(), query
