"""Questions whose words no record settles: what is pointed at, what is not, and what was fitted."""

from dataclasses import replace

import numpy as np
import pytest
from stall import PRODUCTS, Stall, variant

from appliance.answers import evidence, pointing
from appliance.answers.resolve import match, resolve, tags_apart
from appliance.answers.understand import understand
from appliance.answers.variants import select
from appliance.core.products import Product

STALL = Stall()


def pointed(said: str) -> list[str]:
    question = understand(said, STALL.knows)
    hits = [hit for hit in STALL.find_products(" ".join(question.words)) if hit.product.published]
    return [product.key for product in pointing.point(question, hits, STALL).products]


def test_a_story_round_a_name_points_at_the_product_that_rules_lose() -> None:
    said = "our old one tore in the gale at easter so i was eyeing the jumper, merino, what's it go for"
    question = understand(said, STALL.knows)
    hits = STALL.find_products(" ".join(question.words))
    assert not resolve(question, hits).products
    assert pointed(said) == ["jumper"]


@pytest.mark.parametrize(
    "said",
    [
        "how much is a kayak",
        "do you sell socks",
        "what medicine should I take for a sore throat",
        "hello",
        "",
    ],
)
def test_what_the_shop_does_not_sell_points_at_nothing(said: str) -> None:
    assert pointed(said) == []


def test_a_measure_that_no_product_has_points_at_nothing() -> None:
    assert pointed("what does the ridge 3 tent cost") == []


def test_features_are_those_that_were_fitted_and_finite() -> None:
    question = understand("the big blue jumper for my brother's birthday", STALL.knows)
    hits = STALL.find_products(" ".join(question.words))
    matches = tags_apart([match(question, hit) for hit in hits], question)
    made = pointing.features(question, hits, matches, STALL)
    assert made.shape == (len(hits), len(pointing.FEATURES))
    assert len(evidence.fitted()["pointing"].mean) == len(pointing.FEATURES)
    assert np.isfinite(made).all()


def test_one_candidate_has_nothing_beside_it() -> None:
    question = understand("jumper", STALL.knows)
    hits = STALL.find_products("jumper", k=1)
    matches = [match(question, hit) for hit in hits]
    assert pointing.features(question, hits, matches, STALL).shape == (1, len(pointing.FEATURES))


CARAFE = replace(
    PRODUCTS[0],
    key="carafe",
    title="Chandler Carafe",
    description="Glass.",
    variants=(variant("C-4", "49.00", size="4 cups"), variant("C-8", "64.00", size="8 cups")),
)
BEANS = replace(
    CARAFE,
    title="Ferry Beans",
    variants=(variant("B-1", "54.00", weight="1 kg"), variant("B-2", "15.50", weight="250 g")),
)
SLEEVES = replace(CARAFE, title="Card Sleeves", variants=(variant("S-1", "3.75"),))


@pytest.mark.parametrize(
    ("said", "product", "named"),
    [
        ("what does the bigger Chandler carafe cost", CARAFE, ("8 cups",)),
        ("the smallest chandler carafe", CARAFE, ("4 cups",)),
        ("ferry beans, small bag", BEANS, ("250 g",)),
        ("ferry beans, the large bag", BEANS, ("1 kg",)),
        ("Was kostet die größere Chandler Carafe?", CARAFE, ("8 cups",)),
        ("chandler carafe, 4 cups, for a big family", CARAFE, ("4 cups",)),
        ("chandler carafe", CARAFE, ()),
    ],
)
def test_a_size_word_means_the_least_or_the_most_of_a_measure(
    said: str, product: Product, named: tuple[str, ...]
) -> None:
    assert select(product, understand(said, STALL.knows)).named == named


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("got more of the small card sleeves?", ()),
        ("card sleeves in small?", ("s",)),
        ("do the card sleeves come in size S", ("s",)),
        ("card sleeves in blue", ("blue",)),
    ],
)
def test_a_customers_own_small_is_no_size_where_nothing_comes_in_sizes(
    said: str, refused: tuple[str, ...]
) -> None:
    assert select(SLEEVES, understand(said, STALL.knows)).refused == refused
