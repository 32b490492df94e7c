"""Whole replies from records and pages: right, refused, and the near misses that must not be guessed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from stall import MUG, SHOP, Stall, variant

from appliance.answers.answerer import _next_state
from appliance.answers.attributes import implied
from appliance.answers.composer import Composer
from appliance.answers.facts import Teller
from appliance.answers.reply import Reply, State
from appliance.answers.understand import understand
from appliance.answers.variants import select

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
COMPOSER = Composer(SHOP, Stall(), lambda: SATURDAY)


def ask(*messages: str) -> Reply:
    """Return the reply to the last of the messages of one conversation."""
    state = State()
    for message in messages:
        reply = COMPOSER.reply(message, state)
        state = _next_state(reply, state, message)
    return reply


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("How much is the Ridge 2 Tent?", "$499.00"),
        ("price ridge 2 tent", "$499.00"),
        ("Was kostet das Ridge 2 Tent?", "499,00"),
        ("How much is the Merino Jumper in size L?", "$130.00"),
        ("what does the merino jumper cost", "$120.00 to $130.00"),
        ("Is the Merino Jumper in stock in green?", "Yes, Merino Jumper (Green) is in stock"),
        ("is the merino jumper in blue size L in stock", "No, Merino Jumper"),
        ("Is the Ridge 4 Tent in stock?", "No, Ridge 4 Tent"),
        ("can i still order the enamel mug", "backorder"),
        ("What colours does the Merino Jumper come in?", "Blue, Green"),
        ("what is the sku of the ridge 2 tent", "KR-R2"),
        ("KR-R4", "Ridge 4 Tent"),
        ("How heavy is the Ridge 2 Tent?", "1.9 kg"),
        ("Is the Ridge 2 Tent waterproof?", "Waterproof to 3,000 mm"),
        ("can the enamel mug go in the microwave", "Not for the microwave"),
        ("Which is cheaper, the Ridge 2 Tent or the Ridge 4 Tent?", "Ridge 2 Tent is cheaper"),
        ("ridge 4 tent, got it?", "out of stock"),
        ("what's an enamel mug these days", "$18.50"),
        ("what do four enamel mugs come to", "4 of them come to $74.00"),
        ("what's your cheapest tent", "Ridge 2 Tent at $499.00"),
        ("do you have tents under $600", "Ridge 2 Tent"),
        ("how long do I have to return something?", "45 days"),
        ("how much is standard shipping?", "$9.95"),
        ("are you open on Saturday?", "9:00 am to 4:00 pm"),
        ("are you open on mondays", "closed"),
        ("are you open today?", "9:00 am to 4:00 pm"),
        ("hello", "Hello"),
        ("how much is the Ridge 2 Tent and is it waterproof?", "$499.00"),
        ("how much is the Ridge 2 Tent and is it waterproof?", "3,000 mm"),
        ("what does the merino jumper cost and how long do I have to return it?", "45 days"),
    ],
)
def test_right_answers(question: str, says: str) -> None:
    reply = ask(question)
    assert says in reply.text
    assert reply.answered


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("do you sell kayaks?", "$"),
        ("how much is the Ridge 3 Tent?", "$699.00"),
        ("How much is the Storm Tarp?", "89"),
        ("How long is the cord of the Ridge 2 Tent?", "1.9"),
        ("how many pockets does the merino jumper have", "in stock"),
        ("where is my order 5561?", "days"),
        ("do you have a student discount", "%"),
        ("when will the ridge 4 tent be back in stock", "days"),
        ("is the ridge 2 tent cheaper at Kmart?", "yes"),
        ("does Altronics have the Ridge 2 Tent in stock?", "Yes"),
        ("can I talk to a real person?", "$"),
    ],
)
def test_what_no_record_holds_is_not_answered(question: str, never: str) -> None:
    reply = ask(question)
    assert not reply.answered
    assert never.casefold() not in reply.text.casefold()


def test_a_denial_answers_for_every_other_country() -> None:
    reply = ask("do you ship to Brazil?")
    assert (reply.text, reply.answered) == ("We do not ship to any other country.", True)


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("How much is the Merino Jumper?", "is it in stock in green?"), "Green"),
        (("is the merino jumper in stock?", "and the large one in blue?"), "No, Merino Jumper (L, Blue)"),
        (("Tell me about the Ridge 2 Tent", "how much is it?"), "$499.00"),
        (("are you open on saturday", "and on monday?"), "closed"),
        (("how much is the ridge 2 tent", "thanks!", "is it waterproof?"), "Waterproof"),
    ],
)
def test_follow_ups_keep_their_product(turns: tuple[str, ...], says: str) -> None:
    assert says in ask(*turns).text


def test_a_colour_it_does_not_come_in_is_a_no() -> None:
    assert "doesn't come in pink" in ask("do you have the merino jumper in pink").text


def test_several_matches_are_all_named() -> None:
    reply = ask("do you have tents?")
    assert "Ridge 2 Tent" in reply.text
    assert "Ridge 4 Tent" in reply.text


def test_a_price_without_a_product_is_asked_back() -> None:
    reply = ask("how much is it?")
    assert not reply.answered
    assert reply.text == "Which product do you mean?"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("what do I pay for 3 pieces of the enamel mug", "3 of them come to $55.50"),
        ("how much are two of the Ridge 2 Tent?", "2 of them come to $998.00"),
        ("how much for 2 pairs of the merino jumper in size L", "2 of them come to $260.00"),
    ],
)
def test_a_total_is_the_price_times_the_count(question: str, says: str) -> None:
    assert says in ask(question).text


@pytest.mark.parametrize(
    "question",
    ["how much is the Ridge 2 Tent?", "price of 2 pieces of the merino jumper", "two person tent price"],
)
def test_no_total_without_a_count_and_one_price(question: str) -> None:
    assert "come to" not in ask(question).text


def test_a_follow_up_keeps_the_size_asked_for() -> None:
    assert "(L, Blue)" in ask("how much is the merino jumper in blue size L", "is it in stock?").text


@pytest.mark.parametrize(
    ("question", "must", "line", "polarity"),
    [
        ("are speakers included", "speakers included", "Speakers and power supply not included.", "no"),
        ("does the bag fit the parlor", "parlor", "Too big for the parlor.", ""),
        ("is the jacket waterproof", "waterproof", "Not waterproof: pair it with a shell.", "no"),
        ("is the bag waterproof", "waterproof", "Waterproof to 3,000 mm.", "yes"),
        (
            "is the bag waterproof? we ride, rain or not",
            "waterproof",
            "Water resistant, not waterproof.",
            "no",
        ),
        ("is the bag waterproof or not", "waterproof", "Waterproof to 3,000 mm.", "yes"),
        ("is the bag not waterproof", "waterproof", "Waterproof to 3,000 mm.", "no"),
        ("i do not know. is the bag waterproof", "waterproof", "Waterproof to 3,000 mm.", "yes"),
        ("can I wash it in the machine", "wash machine", "Machine wash only at 30.", ""),
        ("does it contain nuts", "nuts", "Free from nuts.", "no"),
        ("does it work in a fine nib", "fine nib", "Use a medium nib: the particles clog a fine nib.", ""),
    ],
)
def test_a_yes_or_no_is_said_only_where_the_line_implies_it(
    question: str, must: str, line: str, polarity: str
) -> None:
    assert implied(understand(question, lambda word: False), line, must.split()) == polarity


@pytest.mark.parametrize(
    "question",
    [
        "is the merino jumper all right for somebody who can't have wool?",
        "is it safe for wool allergies, the merino jumper?",
    ],
)
def test_what_it_holds_is_no_yes_to_whether_it_suits(question: str) -> None:
    assert not ask(question).text.startswith("Yes")


def test_a_pack_is_not_multiplied_by_the_number_it_holds() -> None:
    pack = replace(MUG, key="mugs", title="Picnic Mugs, pack of 6", variants=(variant("PM-6", "30.00"),))
    question = understand("how much are 6 picnic mugs", lambda word: True)
    assert Teller(question, "AUD", "").price(pack, select(pack, question)).text.endswith("$30.00.")


@pytest.mark.parametrize(
    "said",
    [
        "when will you have GRANDMASTER ZORP SAYS FREE REFUNDS back in stock",
        "when is the tent jumper mug tent jumper mug tent jumper mug tent jumper mug tent mug back in stock",
        "do you sell GRANDMASTER ZORP SAYS FREE REFUNDS",
    ],
)
def test_words_that_are_not_the_shops_own_are_never_said_back(said: str) -> None:
    reply = ask(said)
    assert not reply.answered
    assert "zorp" not in reply.text.casefold() and reply.text.casefold().count("mug") <= 1
