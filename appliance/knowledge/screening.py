"""What the guard makes of the entries of a file: the texts it leaves of them, and which it holds back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Protocol

from appliance.core.products import Passage, Product
from appliance.core.schemas import Decision, Judgement, Place, Verdict
from appliance.knowledge import indexing
from appliance.knowledge.rows import Entry, Held

SENTENCE, LONG_LABEL = 3, 40
"""Words, and characters in scripts without spaces, from which a label may give an order."""
_LEVELS = re.compile(r"\s+[›>]\s+|\n")


class Screen(Protocol):
    """Judges a text of a file; `source` says where in which file, for the record."""

    def __call__(self, text: str, place: Place, *, source: str = "") -> Judgement: ...


class Note(Protocol):
    """Puts on record what was looked at in a file: `count` "rows" or "parts", of which `held` are held back.
    Raises `errors.StoreFailed`."""

    def __call__(self, source: str, of: str, count: int, *, held: int, took_ms: float) -> None: ...


def screened(entry: Entry, screen: Screen, name: str) -> tuple[Entry, Held | None]:
    """Return `entry` of the file `name` with the text the guard leaves of it, and why it is held back, if
    it is.

    Anything but an allow is held for the owner to judge.
    """
    item, source = entry.item, _where(entry.item, name)
    if isinstance(item, Product):
        described, reason = _product_screened(item, screen, source)
        return replace(entry, item=described, embedded=indexing.embedded_product(described)), reason
    judgement = screen(item.text, Place.DOCUMENT, source=source)
    cleaned = replace(item, text=judgement.text)
    checked = replace(entry, item=cleaned, embedded=indexing.embedded_passage(cleaned, entry.title))
    return checked, _holding(judgement, item.text)


def labels_held(entry: Entry, screen: Screen, name: str, known: dict[str, Held | None]) -> Held | None:
    """Return why an entry is held back for what stands round its text, if it is: a heading, a category, an
    option, which the bot says and shows too. They return with many rows, so `known` keeps what was said."""
    item = entry.item
    labels = _labels_of_product(item) if isinstance(item, Product) else (entry.title, item.heading)
    for label in dict.fromkeys(part for whole in labels for part in _LEVELS.split(whole)):
        if len(label.split()) >= SENTENCE or len(label) >= LONG_LABEL:
            if label not in known:
                known[label] = _holding(screen(label, Place.DOCUMENT, source=_where(item, name)), label)
            if known[label] is not None:
                return known[label]
    return None


def _product_screened(item: Product, screen: Screen, source: str) -> tuple[Product, Held | None]:
    """Return the product with the description that the guard leaves of it, and why it is held back."""
    head = "\n".join((item.title, item.brand, *(f"{n}: {v}" for n, v in item.attributes), ""))
    judgement = screen(head + item.description, Place.DOCUMENT, source=source)
    if judgement.text.startswith(head):
        described = judgement.text.removeprefix(head)
    else:  # something of the head was masked or cleaned: what is left of the description is not to be told
        described = screen(item.description, Place.DOCUMENT, source=source).text
    return replace(item, description=described), _holding(judgement, head + item.description)


def _labels_of_product(item: Product) -> tuple[str, ...]:
    """Return what a product is filed and chosen under, which the bot says and shows too."""
    options = (part for variant in item.variants for option in variant.options for part in option)
    return (*item.categories, *item.tags, *options, *(variant.sku for variant in item.variants))


def _where(item: Product | Passage, name: str) -> str:
    """Return the file's name and where in it something stands, as far as that is known."""
    if isinstance(item, Product):
        return f"{name}, row {item.row}" if item.row else name
    return f"{name}, page {item.page}" if item.page else name


def _holding(judgement: Judgement, text: str) -> Held | None:
    if judgement.decision is Decision.ALLOW:
        return None
    unexplained = Verdict(
        decision=judgement.decision, scanner="guard", reason="The guard did not clear this text."
    )
    return Held(judgement.deciding or unexplained, text)
