"""Questions of the exam and what a right answer to each must and must not say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bench.answers.shops import NAMES, load

Fact = str | int | float
"""A text, a time of day written as text ("5:30 pm"), or a number."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the grader looks for.

    Each entry of `all_of` is a set of alternatives, of which one must be said. `any_of` is one more such
    set, which for an unanswerable question is the only thing that may be said beside a refusal. `choose` is
    how many of `products` must be offered. `no_ok`: a plain "no" is as good as a refusal ("we do not sell
    kayaks"). `sku` is the variant the question is about; the check of the questions uses it. `decides` are
    words of a rule that answer a yes/no question without a yes or a no ("gloves and helmets stay sold").
    """

    all_of: tuple[tuple[Fact, ...], ...] = ()
    any_of: tuple[Fact, ...] = ()
    forbid: tuple[Fact, ...] = ()
    yesno: str = ""
    decides: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    choose: int = 0
    smalltalk: bool = False
    no_ok: bool = False
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a customer. `turns` are the customer's earlier messages of the same conversation."""

    id: str
    shop: str
    split: str
    kind: str
    style: str
    lang: str
    text: str
    turns: tuple[str, ...]
    answerable: bool
    expect: Expectation


def read(split: str = "all", shops: Iterable[str] = NAMES) -> tuple[Question, ...]:
    """Return the questions of a split ("dev", "held", "fresh" or "all") over the named shops."""
    lines = (line for shop in shops for line in load(shop).questions.read_text().splitlines())
    asked = (question(json.loads(line)) for line in lines)
    return tuple(q for q in asked if split in ("all", q.split))


def question(record: dict[str, Any]) -> Question:
    """Return the question that one line of questions.jsonl holds."""
    return Question(
        id=record["id"],
        shop=record["shop"],
        split=record["split"],
        kind=record["kind"],
        style=record["style"],
        lang=record["lang"],
        text=record["question"],
        turns=tuple(record["turns"]),
        answerable=record["answerable"],
        expect=expectation(record["expect"]),
    )


def expectation(record: dict[str, Any]) -> Expectation:
    """Return the expectation; raises TypeError for a key that the grader does not know."""
    known = dict(record)
    all_of = (tuple(f) if isinstance(f, list) else (f,) for f in known.pop("all_of", ()))
    return Expectation(
        all_of=tuple(all_of),
        any_of=tuple(known.pop("any_of", ())),
        forbid=tuple(known.pop("forbid", ())),
        decides=tuple(known.pop("decides", ())),
        products=tuple(known.pop("product_ids", ())),
        **known,
    )
