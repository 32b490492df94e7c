"""Which line, row or record holds where several are about the thing asked for: the row of a place or a brand,
the rule before its cases, the figure of the property asked for, what is reduced and what can be had today."""

from dataclasses import replace
from decimal import Decimal

import pytest
from stall import BIG_TENT, MUG, SATURDAY, SHOP, TENT, Paged, Stall, ask, last_reply

from appliance.answers import evidence, places, policy, reading, tables
from appliance.answers.composer import Composer
from appliance.core.products import Passage, Product
from appliance.knowledge.hits import PassageHit

BRITISH = """Where to: UK mainland; How: Tracked 48; Charge: £4.50; Free from: £75
Where to: UK mainland; How: Next-day courier; Charge: £8.95; Free from: never free
Where to: Scottish Highlands and Islands, Northern Ireland; How: Post; Charge: £7.50; Free from: £120
Where to: Channel Islands; How: Tracked; Charge: £9.50; Free from: £150
Where to: Ireland and the rest of the EU; How: Courier; Charge: £18.00; Free from: £250"""
AUSTRALIAN = """Zone: Local; Where: Ballarat, postcodes 3350 to 3358; Standard delivery: $6.50
Zone: Victoria; Where: the rest of Victoria; Standard delivery: $9.50
Zone: West and North; Where: WA and NT; Standard delivery: $16.50"""
BRANDS = """Brand: Corvane hand grinders; Covered for: 5 years; Small print: burrs are not covered
Brand: Tamarack; Covered for: lifetime; Small print: against leaks; dents excluded
Brand: Northglass; Covered for: 1 year; Small print: breakage is not covered"""


class Listing(Stall):
    """A shop with one page, a table under a heading."""

    def __init__(self, title: str, heading: str, rows: str, shown: tuple[Product, ...] = (TENT, MUG)) -> None:
        super().__init__(shown)
        self.page = PassageHit(Passage(rows, heading), f"{title}.md", title, 0.5, 0.5, "p-0")

    def find_passages(self, query: str, k: int = 5) -> list[PassageHit]:
        return [self.page]


@pytest.mark.parametrize(
    ("asked", "says", "silent"),
    [
        ("what's postage to Belfast?", "£7.50", ("£18.00", "£4.50")),
        ("what's delivery to Jersey?", "£9.50", ("£7.50", "£4.50")),
        ("how much is delivery to Orkney", "£7.50", ("£9.50", "£4.50")),
        ("I live in Leeds, what's the postage?", "£4.50", ("£7.50", "£9.50", "£18.00")),
        ("delivery to the uk mainland?", "£8.95", ("£7.50", "£9.50", "£18.00")),
        ("what is delivery to Ireland?", "£18.00", ("£7.50", "£4.50")),
    ],
)
def test_a_british_place_finds_its_row(asked: str, says: str, silent: tuple[str, ...]) -> None:
    said = ask(Listing("Delivery", "What delivery costs", BRITISH), asked)
    assert says in said
    assert not [price for price in silent if price in said]


def test_what_is_said_of_no_place_is_no_yes_to_one_abroad() -> None:
    said = "We deliver to PO boxes and parcel lockers.\nWe do not ship to any other country."
    reply = ask(Listing("Delivery", "Where we deliver to", said), "do you deliver to London?")
    assert reply.startswith("We do not ship to any other country.")


@pytest.mark.parametrize("asked", ["do you deliver to Belfast?", "what's postage to Leeds?"])
def test_a_town_abroad_is_told_that_nothing_goes_abroad(asked: str) -> None:
    reply = last_reply(Composer(SHOP, Stall(), lambda: SATURDAY), asked)
    assert "We do not ship to any other country." in reply.text


@pytest.mark.parametrize(
    ("asked", "says"), [("postage to perth?", "$16.50"), ("delivery to Bendigo?", "$9.50")]
)
def test_an_australian_town_finds_its_state(asked: str, says: str) -> None:
    said = ask(Listing("Delivery", "What delivery costs", AUSTRALIAN), asked)
    assert says in said
    assert "$6.50" not in said


def test_the_row_a_product_is_named_in_answers_though_its_cells_are_short() -> None:
    said = ask(
        Listing("Warranty", "Warranty by brand", BRANDS), "How long is the guarantee on a Tamarack tumbler?"
    )
    assert "lifetime" in said
    assert "5 years" not in said
    assert "1 year" not in said


def test_a_row_on_another_topic_is_no_answer() -> None:
    said = ask(
        Listing(
            "Our brands", "Where they come from", "Brand: Tamarack; From: Canada\nBrand: Corvane; From: Turin"
        ),
        "how long is the guarantee on a Tamarack tumbler?",
    )
    assert "Canada" not in said


def test_a_cell_may_hold_a_semicolon() -> None:
    row = "Brand: Tamarack; Covered for: lifetime; Small print: against leaks; dents excluded"
    assert tables.columns_of(row) == ("brand", "covered for", "small print")
    assert tables.columns_of("S; 34; 36") == ("", "", "")


@pytest.mark.parametrize(
    ("word", "called"),
    [
        ("perth", "wa"),
        ("bendigo", "victoria"),
        ("fargo", "lower"),
        ("leeds", "mainland"),
        ("sark", "channel"),
        ("belfast", "northern"),
    ],
)
def test_a_town_is_of_a_region(word: str, called: str) -> None:
    assert called in places.wider(word)


@pytest.mark.parametrize("word", ["honolulu", "munich", "jacket", "price", "bath"])
def test_what_is_not_on_the_mainland_is_not_called_so(word: str) -> None:
    assert "mainland" not in places.wider(word)


def test_a_heading_that_asks_the_very_thing_goes_before_likeness(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PassageHit(
        Passage("From 14, with an adult.", "Classes › How old?"), "a.md", "Classes", 0.5, 0.5, "p-0"
    )
    other = PassageHit(
        Passage("For Latte Art you need a steady hand.", "Classes"), "a.md", "Classes", 0.5, 0.5, "p-1"
    )

    class Classes(Stall):
        def find_passages(self, query: str, k: int = 5) -> list[PassageHit]:
            return [other, page]

    heard = {"From 14, with an adult.": 1.5}
    monkeypatch.setattr(
        reading, "_of_pair", lambda message, said, yes, no: heard.get(said.rpartition(" | ")[2], 0.2)
    )
    said = ask(Classes(), "How old must she be for the latte art class?")
    assert "From 14" in said
    assert "steady hand" not in said


def test_more_lines_are_read_where_none_of_the_likeliest_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"We care about thing number {n}." for n in range(8)] + ["Opened, there is a 15% fee."]
    hit = PassageHit(Passage("\n".join(lines), "Good to know"), "a.md", "Good to know", 0.5, 0.5, "p-0")

    class Long(Stall):
        def find_passages(self, query: str, k: int = 5) -> list[PassageHit]:
            return [hit]

    def judge(question: object, told: list[evidence.Candidate], sense: object) -> object:
        return evidence.np.zeros(len(told))

    monkeypatch.setattr(evidence, "judge_pages", judge)
    monkeypatch.setattr(reading, "_of_pair", lambda message, said, yes, no: 3.0 if "15%" in said else -1.0)
    reply = last_reply(
        Composer(SHOP, Long(), lambda: SATURDAY), "never plugged it in. how much do you keep if I return it"
    )
    assert not reply.answered  # the reader alone is no proof
    assert "This may help: Opened, there is a 15% fee." in reply.text


@pytest.mark.parametrize(
    "asked",
    [
        "anything on sale at the moment?",
        "what's on special",
        "Was ist zurzeit reduziert?",
        "有什么打折的吗？",
    ],
)
def test_what_is_reduced_is_listed(asked: str) -> None:
    cheaper = replace(MUG, variants=(replace(MUG.variants[0], compare_at=Decimal("25.00")),))
    said = ask(Stall((TENT, cheaper)), asked)
    assert "Enamel Mug" in said
    assert "Ridge 2 Tent" not in said


def test_nothing_is_called_reduced_that_is_not() -> None:
    assert "Enamel Mug" not in ask(Stall((TENT, MUG)), "anything on sale at the moment?")


@pytest.mark.parametrize(
    ("asked", "silent"),
    [
        ("what's the diameter of the enamel mug?", "400 ml"),
        ("how heavy is the merino jumper?", "100% merino"),
    ],
)
def test_a_figure_of_another_property_is_no_answer(asked: str, silent: str) -> None:
    reply = last_reply(Composer(SHOP, Stall(), lambda: SATURDAY), asked)
    assert not reply.answered
    assert silent not in reply.text.partition("This may help")[0]


def test_a_letter_that_is_no_size_of_the_product_is_not_refused() -> None:
    said = ask(Stall(), "I'm on the L all day. What is the enamel mug made of?")
    assert "doesn't come in" not in said


def test_a_follow_up_about_days_keeps_the_place() -> None:
    said = ask(
        Listing("Delivery", "What delivery costs", BRITISH.replace("How:", "Takes: 3 days; How:")),
        "do you deliver to Jersey?",
        "how many days does that take at most",
    )
    assert "Channel Islands" in said
    assert "UK mainland" not in said


def test_the_cheapest_that_is_gone_is_said_to_be_gone_and_passed_over_for_today() -> None:
    bargain = replace(BIG_TENT, variants=(replace(BIG_TENT.variants[0], price=Decimal("199.00")),))
    stall = Stall((TENT, bargain))
    assert ask(stall, "what's your cheapest tent?").startswith("The cheapest is Ridge 4 Tent at $199.00. ")
    assert "out of stock" in ask(stall, "what's your cheapest tent?")
    assert "Ridge 2 Tent" in ask(stall, "what's the cheapest tent I can take home today?")


def test_what_is_on_the_shelf_of_accessories_is_not_the_thing() -> None:
    peg = replace(MUG, key="peg", title="Steel Peg", categories=("Tent Accessories",))
    assert "Ridge 2 Tent" in ask(Stall((TENT, peg)), "what's your cheapest tent?")


MENDING = Paged(
    ("Repairs", "We re-proof a tent for $45, and patch one for $20 a patch."), document="repairs.md"
)
"""A shop that mends what it sells, at prices that its page lists."""


@pytest.mark.parametrize(
    "asked",
    ["What do you charge to patch the Ridge 2 Tent?", "how much is it to have a Ridge 2 Tent patched?"],
)
def test_the_price_of_a_service_is_not_that_of_the_thing(asked: str) -> None:
    assert "$499" not in ask(MENDING, asked)
    assert "$20" in ask(MENDING, asked)


def test_the_price_of_a_thing_is_told_though_a_service_is_called_so() -> None:
    assert "$499.00" in ask(MENDING, "how much is the Ridge 2 Tent?")
    assert "$499.00" in ask(MENDING, "what does it cost to get the Ridge 2 Tent?")


SEALING = Paged(
    ("Repairs", "Job: New neck seal; Price: £48\nJob: Broken zip; Price: £60\nJob: Split seam; Price: £15"),
    document="repairs.md",
    title="Repair bench",
)
"""A shop whose repair prices name what it sells too."""


@pytest.mark.parametrize(
    ("asked", "sure", "says"),
    [
        ("the neck seal of my Ridge 2 Tent is torn, how much for a new one?", 0.9, "£48"),
        ("I have a Ridge 2 Tent with a torn neck seal. What do you charge for that?", 0.9, "£48"),
        ("the neck seal of my Ridge 2 Tent is torn, how much for a new one?", 0.6, "$499.00"),
        ("how much is the Ridge 2 Tent?", 0.9, "$499.00"),
        ("how much is the Ridge 2 Tent with a rucksack?", 0.9, "$499.00"),
        ("I have seen the Ridge 2 Tent. How much is it?", 0.9, "$499.00"),
    ],
)
def test_a_page_prices_what_is_named_beside_a_product(
    monkeypatch: pytest.MonkeyPatch, asked: str, sure: float, says: str
) -> None:
    (hit,) = SEALING.find_passages("")
    page = policy.Page(hit.id, hit.document, hit.title, hit.passage)
    found = policy.Quote("Job: New neck seal; Price: £48.", page, sure)
    monkeypatch.setattr(Composer, "_quote", lambda self, question, pages: found)
    assert says in ask(SEALING, asked)
