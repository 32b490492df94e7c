"""A small shop in memory for tests of answers: real products, real pages, no index."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import numpy as np

from appliance.answers import text
from appliance.answers.answerer import _next_state
from appliance.answers.composer import Composer
from appliance.answers.reply import Reply, State
from appliance.core.products import Availability, Passage, Product, Variant
from appliance.core.schemas import Shop
from appliance.knowledge.hits import Filters, PassageHit, ProductHit

IN, OUT, BACK = Availability.IN_STOCK, Availability.OUT_OF_STOCK, Availability.BACKORDER


def variant(
    sku: str, price: str, stock: Availability = IN, quantity: int | None = 5, **options: str
) -> Variant:
    pairs = tuple((name.title(), value) for name, value in options.items())
    return Variant(sku, Decimal(price), None, "AUD", quantity, stock, "", pairs)


SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)

PAINT = Product(
    "paint",
    "Pan Paint Box",
    "Gum arabic paints.",
    variants=(variant("PB-12", "39.00", pans="12 pans"), variant("PB-24", "68.00", pans="24 pans")),
)
TENT = Product(
    "ridge-2",
    "Ridge 2 Tent",
    "Two-person tent with an aluminium pole. Waterproof to 3,000 mm. Weighs 1.9 kg.",
    "Kestrel",
    ("Tents",),
    variants=(variant("KR-R2", "499.00"),),
)
BIG_TENT = Product(
    "ridge-4",
    "Ridge 4 Tent",
    "Four-person tent.",
    "Kestrel",
    ("Tents",),
    variants=(variant("KR-R4", "699.00", OUT, 0),),
)
JUMPER = Product(
    "jumper",
    "Merino Jumper",
    "Knitted from 100% merino wool. Hand wash cool; not for the tumble dryer.",
    "Saltmarsh",
    ("Knitwear",),
    variants=(
        variant("MJ-S-B", "120.00", size="S", colour="Blue"),
        variant("MJ-L-B", "130.00", OUT, 0, size="L", colour="Blue"),
        variant("MJ-L-G", "130.00", size="L", colour="Green"),
    ),
)
MUG = Product(
    "mug", "Enamel Mug", "Holds 400 ml. Not for the microwave.", variants=(variant("EM-1", "18.50", BACK, 0),)
)
DRAFT = Product(
    "tarp", "Storm Tarp", "Not on sale yet.", variants=(variant("ST-1", "89.00"),), published=False
)
PRODUCTS = (TENT, BIG_TENT, JUMPER, MUG, DRAFT)

RETURNS = "You may return unworn items within 45 days. Sale items cannot be returned."
SHIPPING = "Standard shipping costs $9.95 within Australia. We do not ship to any other country."
HOURS = "Monday: closed\nTuesday to Friday: 9:30 am to 5:30 pm\nSaturday: 9:00 am to 4:00 pm"
PAGES = (
    ("returns.md", "Returns", Passage(RETURNS, "Change of mind")),
    ("shipping.md", "Shipping", Passage(SHIPPING)),
    ("hours.md", "Opening hours", Passage(HOURS)),
)

SHOP = Shop(
    id="ridge",
    name="Ridge & Co",
    created=datetime(2026, 1, 1, tzinfo=UTC),
    contact="hello@ridge.example",
    phone="03 5550 1234",
    website="https://ridge.example",
)


class Stall:
    """Finds by shared words; its "meaning" is a bag of hashed stems, so that likeness is real but small."""

    def __init__(self, shown: Sequence[Product] = PRODUCTS) -> None:
        self.shown = shown

    def find_products(self, query: str, k: int = 10, filters: Filters | None = None) -> list[ProductHit]:
        asked = set(text.stems(query))
        scored = [(len(asked & set(text.stems(_words(product)))), product) for product in self.shown]
        codes = {text.fold(token) for token in query.split()}
        hits = []
        for score, product in sorted(scored, key=lambda entry: -entry[0])[:k]:
            named = next((v for v in product.variants if text.fold(v.sku) in codes), None)
            share = score / max(1, len(asked))
            hits.append(ProductHit(product, share, "test", named is not None, share, named))
        return hits

    def find_passages(self, query: str, k: int = 5) -> list[PassageHit]:
        return [
            PassageHit(passage, name, title, 0.5, 0.5, f"p-{n}")
            for n, (name, title, passage) in enumerate(PAGES)
        ]

    def knows(self, word: str) -> bool:
        return any(word in text.tokens(_words(product)) for product in self.shown)

    def product(self, key: str) -> Product | None:
        return next((product for product in self.shown if product.key == key), None)

    def products(
        self, offset: int = 0, limit: int = 50, text: str = "", sort: str = ""
    ) -> tuple[int, list[Product]]:
        ordered = sorted(
            self.shown, key=lambda p: p.variants[0].price or Decimal(0), reverse=sort.startswith("-")
        )
        return len(ordered), ordered[offset : offset + limit]

    embedder_id = "stall"

    def vector(self, question: str) -> np.ndarray:
        return _vector(question)

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([_vector(line) for line in texts])


class Paged(Stall):
    """A stall whose pages hold these passages, (heading, text) each; `title` where headings do not say it."""

    def __init__(self, *said: tuple[str, str], document: str, title: str = "") -> None:
        super().__init__()
        self.passages = [
            PassageHit(
                Passage(told, heading), document, title or heading.partition(" › ")[0], 0.5, 0.5, f"p-{n}"
            )
            for n, (heading, told) in enumerate(said)
        ]

    def find_passages(self, query: str, k: int = 5) -> list[PassageHit]:
        return self.passages


def _words(product: Product) -> str:
    options = [value for v in product.variants for _, value in v.options]
    return " ".join((product.title, product.brand, *product.categories, product.description, *options))


def _vector(line: str) -> np.ndarray:
    made = np.zeros(256, np.float32)
    for stem in text.stems(line):
        made[int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 256] += 1
    return made / max(1.0, float(np.linalg.norm(made)))


def last_reply(composer: Composer, *messages: str) -> Reply:
    """Return the reply to the last of the messages of one conversation."""
    state = State()
    for message in messages:
        reply = composer.reply(message, state)
        state = _next_state(reply, state, message)
    return reply


def ask(stall: Stall, *messages: str) -> str:
    """Return what the stall's bot says on its Saturday to the last of the messages of one conversation."""
    return last_reply(Composer(SHOP, stall, lambda: SATURDAY), *messages).text
