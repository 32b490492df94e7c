"""Conversations: what a follow-up keeps, which variant is meant, what is weighed against what."""

from datetime import UTC, datetime

import pytest
from stall import OUT, SHOP, Stall, variant

from appliance.answers.answerer import _next_state
from appliance.answers.composer import Composer
from appliance.answers.reply import Reply, State
from appliance.core.products import Product

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)

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
PAINT = Product(
    "paint",
    "Pan Paint Box",
    "Gum arabic paints.",
    variants=(variant("PB-12", "39.00", pans="12 pans"), variant("PB-24", "68.00", pans="24 pans")),
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


def ask(*messages: str, composer: Composer = COMPOSER) -> Reply:
    """Return the reply to the last of the messages of one conversation."""
    state = State()
    for message in messages:
        reply = composer.reply(message, state)
        state = _next_state(reply, state, message)
    return reply


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


INK = Product(
    "ink", "Copper Fountain Pen Ink", "For pens.", "Copper", ("Ink",), variants=(variant("IN-1", "11.00"),)
)
SCHOOL_PEN = Product(
    "pen-a",
    "Kontor School Fountain Pen",
    "Light.",
    "Brandt",
    ("Fountain Pens",),
    variants=(variant("PE-1", "24.00"),),
)
PISTON_PEN = Product(
    "pen-b",
    "Heron Piston Fountain Pen – 14k",
    "Heavy.",
    "Heron",
    ("Fountain Pens",),
    variants=(variant("PE-2", "245.00"),),
)
POCKET_PEN = Product(
    "pen-c", "Heron Mini", "Small.", "Heron", ("Fountain Pens",), variants=(variant("PE-3", "19.00"),)
)
FOX = Product("fox", "Floppy Fox", "A toy.", "", ("Dog > Toys",), variants=(variant("TO-1", "6.50"),))
MAT = Product("mat", "Snuffle Mat", "Hide treats.", "", ("Dog > Toys",), variants=(variant("TO-2", "18.00"),))
TUNNEL = Product(
    "tunnel", "Crinkle Tunnel", "A toy.", "", ("Cat > Toys",), variants=(variant("TO-3", "30.00"),)
)
CLAY = Product(
    "clay",
    "Clay Cat Litter 10 kg",
    "Clumps.",
    "",
    ("Cat > Litter & Trays",),
    variants=(variant("LI-8", "9.00"),),
)
WOOD = Product(
    "wood", "Wood Cat Litter", "Pellets.", "", ("Cat > Litter & Trays",), variants=(variant("LI-9", "6.50"),)
)
TRAY = Product(
    "tray",
    "Cat Litter Tray with Flap",
    "Hooded.",
    "",
    ("Cat > Litter & Trays",),
    variants=(variant("LI-7", "4.00"),),
)
TREE = Product("tree", "Loft Cat Tree", "Tall.", "", ("Cat > Trees",), variants=(variant("CT-1", "65.00"),))
GRAND = Product(
    "grand", "Loft Cat Tree Grande", "Taller.", "", ("Cat > Trees",), variants=(variant("CT-2", "165.00"),)
)
KIND_OF = (INK, SCHOOL_PEN, PISTON_PEN, POCKET_PEN, FOX, MAT, TUNNEL, CLAY, WOOD, TRAY, TREE, GRAND)
KINDS = Composer(SHOP, Stall(KIND_OF), lambda: SATURDAY)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What's the cheapest fountain pen you carry?", "Heron Mini at $19.00"),
        ("just curious haha, what's the most expensive fountain pen you've got?", "14k at $245.00"),
        ("What's the dearest dog toy you do?", "Snuffle Mat at $18.00"),
        ("What's the cheapest cat litter you'll sell me?", "Wood Cat Litter at $6.50"),
        ("which of your dog toys would cost me the least", "Floppy Fox at $6.50"),
        ("cheapest cat litter, not counting wood", "Clay Cat Litter 10 kg at $9.00"),
        ("cheapest ink", "Copper Fountain Pen Ink at $11.00"),
    ],
)
def test_the_cheapest_is_one_of_those_things(question: str, says: str) -> None:
    assert says in ask(question, composer=KINDS).text


@pytest.mark.parametrize(
    "question", ["what's your cheapest pencil", "most expensive cat toy box", "cheapest pen holder"]
)
def test_a_superlative_of_what_is_not_sold_is_no_guess(question: str) -> None:
    reply = ask(question, composer=KINDS)
    assert not reply.answered
    assert "$" not in reply.text


def test_the_cheapest_of_those_listed() -> None:
    assert "Floppy Fox" in ask("do you have dog toys", "which one is the cheapest?", composer=KINDS).text


@pytest.mark.parametrize(
    "question",
    [
        "Was kostet der normale Loft Cat Tree, nicht der Grande?",
        "how much is the Loft cat tree, not the Grande",
    ],
)
def test_a_product_that_is_not_meant_is_not_told(question: str) -> None:
    said = ask(question, composer=KINDS).text
    assert "165" not in said
    assert "65" in said


def test_a_thing_without_something_is_asked_whole() -> None:
    assert "Hard" not in ask("is the yak chew without salt?").text


HARD = Product(
    "hard",
    "Tide Logbook, Hardcover",
    "Lies flat. Thick paper of 90 gsm.",
    variants=(variant("TL-H", "22.00"),),
)
SOFT = Product(
    "soft", "Tide Logbook, Softcover", "Light. Thin paper of 80 gsm.", variants=(variant("TL-S", "17.00"),)
)
BYPASS = Product("byp", "Heron No. 2 Bypass Secateurs", "Cuts 20 mm.", variants=(variant("SE-1", "64.95"),))
LEFT = Product(
    "left", "Heron No. 2 Left-Handed Secateurs", "Cuts 20 mm.", variants=(variant("SE-2", "69.95"),)
)
BLADE = Product("blade", "Heron No. 2 Replacement Blade", "A blade.", variants=(variant("SE-3", "19.95"),))
PILZ = tuple(
    Product(f"pilz-{c}", f"Pilz lamp, {c}", "Weighs 900 g.", variants=(variant(f"PI-{c}", price),))
    for c, price in (("moss", "59.00"), ("cream", "47.00"))
)
MINI = Product("mini", "Pilz mini lamp, cream", "Weighs 400 g.", variants=(variant("PM-1", "39.00"),))
PAIRS = Composer(SHOP, Stall((HARD, SOFT, BYPASS, LEFT, BLADE, *PILZ, MINI, PAINT)), lambda: SATURDAY)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("How heavy are the Pilz and the Pilz mini each?", ("900 g", "400 g"), "$"),
        (
            "price difference between the ordinary No. 2 and the left-handed version?",
            ("$5.00", "$69.95"),
            "$19.95",
        ),
        (
            "How much more is the pan paint box with 24 pans instead of 12?",
            ("$68.00", "$39.00", "$29.00"),
            "come to",
        ),
        ("which is cheaper, the tide logbook hardcover or the softcover", ("Softcover is cheaper",), "90"),
    ],
)
def test_what_is_asked_of_two_is_told_of_both(question: str, says: tuple[str, ...], never: str) -> None:
    said = ask(question, composer=PAIRS).text
    assert all(each in said for each in says)
    assert never not in said


def test_a_comparison_of_something_else_tells_no_prices() -> None:
    said = ask("Hardcover logbook versus softcover: which one has the thicker paper?", composer=PAIRS).text
    assert not said.startswith("Tide Logbook, Hardcover costs")
    assert "cheaper" not in said


def test_a_family_of_several_prices_is_not_compared_by_price() -> None:
    assert (
        "$59.00"
        not in ask("which is cheaper, the pilz or the pilz mini", composer=PAIRS).text.split("mini")[-1]
    )


def test_two_sizes_of_one_product_are_no_two_products() -> None:
    said = ask(
        "what is the price difference between the two widths of the pan paint box?", composer=PAIRS
    ).text
    assert "Logbook" not in said
    sizes = ask(
        "What is the price difference between the two sizes of the pan paint box?", composer=PAIRS
    ).text
    assert "lamp" not in sizes
