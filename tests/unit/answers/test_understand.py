"""What a question asks, in several ways of asking and several languages."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.answers import text
from appliance.answers.understand import Question, Topic, understand

SHOP_WORDS = {"tent", "ridge", "jumper", "merino", "jacket", "blue", "post", "lantern", "prince"}


def asked(message: str) -> Question:
    return understand(message, SHOP_WORDS.__contains__)


@pytest.mark.parametrize(
    ("message", "topic", "words"),
    [
        ("How much is the Ridge 2 tent?", Topic.PRICE, ("ridge", "2", "tent")),
        ("pirce of ridge tent", Topic.PRICE, ("ridge", "tent")),
        ("ridge tent price pls", Topic.PRICE, ("ridge", "tent")),
        ("is the ridge tent in stock", Topic.STOCK, ("ridge", "tent")),
        ("How many Ridge 2 tents are left?", Topic.QUANTITY, ("ridge", "2", "tents")),
        ("what sizes does the merino jumper come in?", Topic.OPTIONS, ("merino", "jumper")),
        ("whats the sku of the ridge tent", Topic.SKU, ("ridge", "tent")),
        ("Was kostet das Ridge Zelt?", Topic.PRICE, ("ridge", "zelt")),
        ("¿Cuánto cuesta el Ridge?", Topic.PRICE, ("ridge",)),
        ("Combien coûte le Ridge ?", Topic.PRICE, ("ridge",)),
        ("Combien coûte l'huile ?", Topic.PRICE, ("huile",)),
        ("Quanto costa la tenda Ridge 2?", Topic.PRICE, ("tenda", "ridge", "2")),
        ("quant'è l'olio?", Topic.PRICE, ("olio",)),
        ("qual e' il prezzo del maglione", Topic.PRICE, ("maglione",)),
        ("ce l'avete ancora la Ridge 2?", Topic.STOCK, ("ridge", "2")),
        ("In che taglie c'è il merino jumper?", Topic.OPTIONS, ("merino", "jumper")),
        ("a che ora aprite il sabato?", Topic.HOURS, ("sabato",)),
        ("spedite in Francia?", Topic.SHIPPING, ("francia",)),
        ("entro quanti giorni posso fare il reso?", Topic.RETURNS, ()),
        ("si puo pagare in contanti?", Topic.PAYMENT, ()),
        ("dov'è il mio ordine 1234?", Topic.ORDER, ("1234",)),
        ("vorrei parlare con una persona", Topic.HANDOFF, ()),
        ("avete uno sconto?", Topic.DISCOUNT, ()),
        ("sei un robot?", Topic.IDENTITY, ()),
        ("tende sotto i 200 euro", Topic.BROWSE, ("tende",)),
        ("Ridge 2 Tent 多少钱？", Topic.PRICE, ("ridge", "2", "tent")),
        ("what time do you open on sunday", Topic.HOURS, ("sunday",)),
        ("how much is shipping to Perth", Topic.SHIPPING, ("perth",)),
        ("can I talk to a real person", Topic.HANDOFF, ()),
        ("where is my order #1234?", Topic.ORDER, ("1234",)),
        ("hi there", Topic.GREETING, ()),
        ("thanks!", Topic.THANKS, ()),
        ("are you a robot?", Topic.IDENTITY, ()),
        ("hi, how much is the ridge tent?", Topic.PRICE, ("ridge", "tent")),
        ("do you have a student discount?", Topic.DISCOUNT, ()),
        ("when will the jacket be back in stock?", Topic.RESTOCK, ("jacket",)),
    ],
)
def test_topic_and_words(message: str, topic: Topic, words: tuple[str, ...]) -> None:
    question = asked(message)
    assert question.topic is topic
    assert question.words == words


@pytest.mark.parametrize(
    ("message", "low", "high"),
    [
        ("tents under $200", None, "200"),
        ("a jacket for under fifty dollars", None, "50"),
        ("anything between 50 and 100?", "50", "100"),
        ("tents $100-$150", "100", "150"),
        ("jackets over $1,000", "1000", None),
        ("tents for $80 or less", None, "80"),
        ("Zelte unter 200 €", None, "200"),
        ("tende sotto i 200 euro", None, "200"),
        ("qualcosa tra 20 e 50 euro", "20", "50"),
        ("低于200元的帐篷", None, "200"),
        ("a tent under 2 kg", None, None),
        ("returned within 30 days", None, None),
        ("a 2-3 person tent", None, None),
    ],
)
def test_price_bounds(message: str, low: str | None, high: str | None) -> None:
    question = asked(message)
    assert (question.low, question.high) == (low and Decimal(low), high and Decimal(high))


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("do you have it in blue?", ("blue",)),
        ("and the large one?", ("l",)),
        ("extra large in black", ("xl", "black")),
        ("size 10 please", ("10",)),
        ("lo avete in nero, taglia grande?", ("l", "nero")),
        ("avete la taglia 42?", ("42",)),
        ("I'm after the merino jumper", ()),
        ("the jumper's price", ()),
    ],
)
def test_wanted_options(message: str, wanted: tuple[str, ...]) -> None:
    assert asked(message).wanted == wanted


def test_the_sentence_that_asks_counts_and_the_story_is_context() -> None:
    question = asked("My grandson loves astronomy. He turns ten soon. How much is the ridge tent?")
    assert question.words == ("ridge", "tent")
    assert any("astronomy" in chunk for chunk in question.context)


def test_a_word_of_the_shop_is_not_mended_into_a_cue() -> None:
    assert "prince" in asked("do you have the prince lantern?").words


def test_a_follow_up_is_seen() -> None:
    assert asked("is it in stock?").anaphoric
    assert asked("and the large one?").continuing


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("ciao", "it"),
        ("ok grazie", "it"),
        ("Quanto costa?", "it"),
        ("la tenda e impermeabile?", "it"),
        ("e quella nera?", "it"),
        ("no", "en"),
        ("come in", "en"),
        ("per litre", "en"),
        ("prima facie", "en"),
        ("lip salve", "en"),
        ("espresso cups", "en"),
        ("heart rate strap", "en"),
        ("lava lamp", "en"),
        ("lavender candle", "en"),
        ("noise reduction headphones", "en"),
        ("reference book", "en"),
        ("bio yoghurt", "en"),
        ("laboratory apron", "en"),
        ("Shampoo Bar", "en"),
        ("Cassette 11-Speed", "en"),
        ("Costa coffee cup", "en"),
        ("do you ship to Costa Rica?", "en"),
        ("salsa verde, is it in stock?", "en"),
        ("how much is the nero espresso?", "en"),
        ("Quanto custa a tenda?", "en"),
        ("la chaqueta de lana", "es"),
        ("¿Tienen la tienda en verde?", "es"),
        ("y la negra?", "es"),
        ("avez-vous la tente en rose ?", "fr"),
        ("ok merci", "fr"),
    ],
)
def test_the_language_of_a_message(message: str, language: str) -> None:
    assert asked(message).language == language


def test_a_word_known_in_english_is_not_mended_into_a_cue() -> None:
    assert "carta" in asked("avete la carta?").folded
    assert asked("quanto costa il vino?").words == ("vino",)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_message_is_understood_somehow(message: str) -> None:
    understand(message, SHOP_WORDS.__contains__)


@pytest.mark.parametrize("word", ["march", "hiking", "latex", "coats", "shots", "stone"])
def test_a_word_that_customers_write_is_no_slip(word: str) -> None:
    assert word in understand(f"{word} please", lambda known: False).folded


@pytest.mark.parametrize(("slip", "meant"), [("pirce", "price"), ("delivry", "delivery"), ("yuo", "you")])
def test_slips_are_mended_still(slip: str, meant: str) -> None:
    assert meant in understand(f"{slip} of it", lambda known: False).folded


@pytest.mark.parametrize("said", ["gecko 9,8 mm", "gecko 9.8 mm"])
def test_a_decimal_is_one_word_with_comma_or_point(said: str) -> None:
    assert understand(said, lambda word: True).words == ("gecko", "9.8", "mm")


def test_thousands_and_lists_are_no_decimals() -> None:
    assert "1,000" in text.tokens("1,000 pieces")
    assert text.tokens("in 4, 5 or 6") == ["in", "4", "5", "or", "6"]


@pytest.mark.parametrize(
    "said",
    [
        "what would you charge me to bring a floor lamp to Munich",
        "what do you sting me for bringing it to Harrogate?",
    ],
)
def test_bringing_a_thing_is_delivery(said: str) -> None:
    assert Topic.SHIPPING in understand(said, lambda word: True).topics


def test_bringing_a_friend_is_none() -> None:
    assert Topic.SHIPPING not in understand("can I bring a friend to the class", lambda word: True).topics
