"""Conversations: what a follow-up keeps, which variant is meant, what is weighed against what."""

import pytest
from stall import OUT, PAINT, SATURDAY, SHOP, Stall, last_reply, variant

from appliance.answers.composer import Composer
from appliance.answers.reply import Reply
from appliance.core.products import Product

HARNESS = Product(
    "harness",
    "Trailhead Dog Harness",
    "A padded harness. Weighs 310 g. Contains recycled nylon and no latex.",
    "Trailhead",
    ("Dogs", "Harnesses"),
    variants=(
        variant("TH-S", "29.00", size="S"),
        variant("TH-M", "34.00", OUT, 0, size="M"),
        variant("TH-L", "39.00", size="L"),
    ),
)
BEAN = Product(
    "bean",
    "Harbour Coffee Beans",
    "Dark roast.",
    "Harbour",
    ("Coffee",),
    variants=(
        variant("HB-250", "11.00", bag="250 g"),
        variant("HB-1000", "38.00", bag="1 kg"),
    ),
)
TARP = Product(
    "sheet",
    "Ground Sheet",
    "Heavy canvas.",
    variants=(
        variant("GS-1", "45.00", size="120 × 90 cm"),
        variant("GS-2", "69.00", size="180 × 90 cm"),
    ),
)
NIB = Product(
    "nib",
    "Copper Ruling Pen",
    "A pen for ruling lines.",
    variants=(variant("CP-24", "12.00", width="2.4 mm"), variant("CP-60", "14.00", width="6.0 mm")),
)
SHEARS = Product(
    "shears",
    "Kitchen Shears",
    "Forged steel.",
    attributes=(("Weight of large", "420 g"),),
    variants=(
        variant("KS-RM", "40.00", grip="Right-handed", size="Medium"),
        variant("KS-RL", "40.00", grip="Right-handed", size="Large"),
        variant("KS-LM", "44.00", OUT, 0, grip="Left-handed", size="Medium"),
    ),
)
CREAM = Product(
    "cream",
    "Oatmeal Shower Cream",
    "Mild.",
    variants=(variant("OC-250", "7.50", bottle="250 ml"), variant("OC-1", "19.00", bottle="1 litre")),
)
STOOL_OAK = Product(
    "stool-oak",
    "Nordby stool, oak",
    "Carries 120 kg.",
    "Nordby",
    ("Stools",),
    variants=(variant("ST-O", "79.00"),),
)
STOOL_BLACK = Product(
    "stool-black",
    "Nordby stool, black",
    "Painted.",
    "Nordby",
    ("Stools",),
    variants=(variant("ST-B", "75.00", OUT, 0),),
)
LAMP_OAK = Product(
    "lamp-oak", "Skagen lamp, oak", "A lamp.", "Skagen", ("Lamps",), variants=(variant("LA-O", "189.00"),)
)
RUG_SMALL = Product(
    "rug-s", "Sisal rug 80 × 150 cm", "Woven.", "", ("Rugs",), variants=(variant("RU-1", "74.00"),)
)
RUG_LARGE = Product(
    "rug-l", "Sisal rug 160 × 230 cm", "Woven.", "", ("Rugs",), variants=(variant("RU-2", "179.00"),)
)
LIME = Product(
    "lime",
    "Tahitian Lime Tree",
    "Evergreen. Weighs 8 kg.",
    "",
    ("Trees",),
    attributes=(("Safe for dogs", "no"),),
    variants=(
        variant("LI-1", "46.00", **{"pot size": "200 mm"}),
        variant("LI-2", "74.00", OUT, 0, **{"pot size": "300 mm"}),
    ),
)
FERN = Product(
    "fern",
    "Boston Fern",
    "Graceful. Weighs 2 kg.",
    "",
    ("Trees",),
    attributes=(("Safe for dogs", "yes"),),
    variants=(variant("FE-1", "15.00"),),
)
POT = Product(
    "pot",
    "Terracotta Pot",
    "Unglazed.",
    "",
    ("Pots",),
    variants=(variant("PO-1", "12.00", size="15 cm"), variant("PO-2", "24.00", size="30 cm")),
)
CHEW = Product("chew", "Yak Chew", "Hard. Made from yak milk and salt.", variants=(variant("YC-1", "4.00"),))
SHOWN = (
    CHEW,
    STOOL_OAK,
    STOOL_BLACK,
    LAMP_OAK,
    RUG_SMALL,
    RUG_LARGE,
    LIME,
    FERN,
    POT,
    HARNESS,
    BEAN,
    TARP,
    NIB,
    SHEARS,
    PAINT,
    CREAM,
)
COMPOSER = Composer(SHOP, Stall(SHOWN), lambda: SATURDAY)


def ask(*messages: str) -> Reply:
    return last_reply(COMPOSER, *messages)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("is the trailhead dog harness in stock in a medium", "No, Trailhead Dog Harness (M)", "come in"),
        ("Trailhead dog harness, do you have it in a large?", "(L)", "come in"),
        ("Ground sheet 180 x 90. Price.", "$69.00", "$45.00"),
        ("Was kostet das Ground Sheet in 180x90?", "69,00", "45,00"),
        ("Combien coûte le flacon d'un litre du Oatmeal Shower Cream ?", "19,00", "7,50"),
        ("Was kostet ein Liter Oatmeal Shower Cream?", "19,00", "7,50"),
        ("harbour coffee beans, biggest bag, what am i paying today", "$38.00", "$11.00"),
        ("Harbour coffee beans: how much for the little bag?", "$11.00", "$38.00"),
        ("how much is the bigger bag of harbour coffee beans", "$38.00", "$11.00"),
        ("Was kostet der Copper Ruling Pen mit 6 mm Breite?", "14,00", "12,00"),
        ("got the kitchen shears for lefties?", "No, Kitchen Shears (Left-handed)", "Yes"),
    ],
)
def test_a_variant_is_meant_however_it_is_named(question: str, says: str, never: str) -> None:
    said = ask(question).text
    assert says in said
    assert never not in said


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("What does the medium kitchen shears weigh?", "420"),
    ],
)
def test_a_field_of_another_variant_is_no_answer(question: str, never: str) -> None:
    reply = ask(question)
    assert never not in reply.text
    assert not reply.answered


@pytest.mark.parametrize(
    "question", ["What do the large kitchen shears weigh?", "how heavy are the kitchen shears?"]
)
def test_a_field_of_the_variant_asked_for_is_one(question: str) -> None:
    assert "large – 420 g" in ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "How much more is the pan paint box with 24 pans instead of 12?",
        "what would 24 pans rather than 12 cost in the pan paint box",
        "how much is the pan paint box with 24 pans",
    ],
)
def test_a_number_that_names_a_variant_is_no_order(question: str) -> None:
    said = ask(question).text
    assert "come to" not in said
    assert "$68.00" in said


def test_pieces_plainly_ordered_are_added_up() -> None:
    assert "3 of them come to $135.00" in ask("what do three ground sheets in 120 x 90 come to").text


@pytest.mark.parametrize(
    "question",
    [
        "Is there any latex in the trailhead dog harness?",
        "Are there any buckles on the Trailhead Dog Harness?",
        "I have the Trailhead Dog Harness in my cart and was going to use it on my goat. That's fine, right?",
        "Can I get the Trailhead Dog Harness embroidered?",
    ],
)
def test_stock_is_no_answer_to_something_else(question: str) -> None:
    assert not ask(question).text.startswith("Yes")


@pytest.mark.parametrize(
    "question",
    [
        "Can I get the Trailhead Dog Harness?",
        "are there any trailhead dog harnesses left in L",
        "is the dog harness for big dogs in stock in large",
    ],
)
def test_stock_is_told_where_it_is_asked(question: str) -> None:
    assert "in stock" in ask(question).text


@pytest.mark.parametrize(
    "message",
    [
        "you've been a lifesaver, thanks a million :)",
        "Lovely, that's me sorted. Ta very much.",
        "Perfecto, muchas gracias por la ayuda",
        "Super, danke dir für die schnelle Antwort!",
        "ah ok",
        "Merci infiniment pour votre aide",
        "great stuff, cheers",
        "ok got it",
        "alright then",
    ],
)
def test_thanks_in_more_words(message: str) -> None:
    assert ask("how much is the ground sheet?", message).topic.value == "thanks"


@pytest.mark.parametrize(
    "message",
    [
        "Ey up, anybody in?",
        "hello, anyone there?",
        "Hi there, lovely shop you have!",
        "Guten Tag zusammen!",
        "Bonjour tout le monde",
    ],
)
def test_greetings_in_more_words(message: str) -> None:
    assert ask(message).topic.value == "greeting"


@pytest.mark.parametrize(
    ("message", "never"),
    [
        ("thanks, and the trailhead dog harness?", "welcome"),
        ("cheers, but the strap still broke", "welcome"),
        ("ok and the large one?", "welcome"),
        ("hi, do you sell kayaks", "Hello"),
        ("thanks! how much is the ground sheet?", "welcome"),
        ("is it great?", "welcome"),
    ],
)
def test_more_than_small_talk_is_answered(message: str, never: str) -> None:
    assert never not in ask("how much is the trailhead dog harness?", message).text


@pytest.mark.parametrize(
    ("turns", "says", "never"),
    [
        (
            ("do you have a Tahitian lime tree", "What pot sizes does it come in?"),
            "200 mm, 300 mm",
            "Terracotta",
        ),
        (
            (
                "do you have a Tahitian lime tree",
                "what pot sizes does it come in?",
                "is the smaller of the two in stock",
            ),
            "Yes, Tahitian Lime Tree (200 mm)",
            "Terracotta",
        ),
        (("do you stock the trailhead dog harness?", "and how heavy are they"), "310 g", "in stock"),
        (("do you have yak chews", "whats in them"), "yak milk", "Yes, we have"),
        (("Is the Boston fern safe for dogs?", "ok and the Tahitian lime?"), "no", "$46"),
        (
            ("Is the Boston fern safe for dogs?", "and how heavy is it?", "and the Tahitian lime?"),
            "8 kg",
            "2 kg",
        ),
        (("how much is the copper ruling pen in 2.4 mm", "and the 6 mm"), "$14.00", "$12.00"),
        (("how much is the 1 kg of harbour coffee beans", "and the little bag?"), "$11.00", "$38.00"),
        (("do you have the nordby stool", "oak i think"), "Nordby stool, oak", "Skagen"),
        (("do you have the nordby stool", "oak i think", "how much is it"), "$79.00", "$189.00"),
        (
            ("do you have the nordby stool", "the second one, is it in stock?"),
            "Nordby stool, black is out of stock",
            "Yes",
        ),
        (("do you have the nordby stool", "how much is the cheaper one"), "$75.00", "$79.00"),
        (("i like the sisal rug", "the big one please, how much"), "$179.00", "$74.00"),
        (
            ("is the trailhead dog harness in stock in a medium", "how much is it in that size"),
            "$34.00",
            "$29.00",
        ),
        (
            ("is the trailhead dog harness in stock in a medium", "how heavy is it?", "and how much is it?"),
            "$34.00",
            "$29.00",
        ),
    ],
)
def test_a_follow_up_keeps_what_was_chosen(turns: tuple[str, ...], says: str, never: str) -> None:
    said = ask(*turns).text
    assert says in said
    assert never not in said


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("do you have the nordby stool", "do you have a skagen lamp in oak?"), "Skagen lamp, oak"),
        (("how much is the nordby stool in oak", "how much is the terracotta pot?"), "Terracotta Pot costs"),
        (("do you have a Tahitian lime tree", "how much is the terracotta pot in 15 cm"), "$12.00"),
        (("i like the sisal rug", "how much is the small terracotta pot?"), "$12.00"),
    ],
)
def test_another_product_clearly_named_ends_the_focus(turns: tuple[str, ...], says: str) -> None:
    assert says in ask(*turns).text


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("article number small sisal rug", "RU-1", "RU-2"),
        ("the bigger sisal rug, price", "$179.00", "$74.00"),
    ],
)
def test_the_small_or_large_one_of_two_products(question: str, says: str, never: str) -> None:
    said = ask(question).text
    assert says in said
    assert never not in said


def test_a_thing_without_something_is_asked_whole() -> None:
    assert "Hard" not in ask("is the yak chew without salt?").text
