"""Query sets with known answers: graded head queries, and known items asked by code, part and with slips."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from appliance.core.products import Product
from bench.knowledge.electronics import Truth


@dataclass(frozen=True)
class Query:
    """What a customer types and how good each product is for it: number in the catalogue → grade 1..3."""

    text: str
    grades: Mapping[int, int]
    family: str


Asked = Mapping[str, tuple[Sequence[tuple[str, str]], Mapping[str, int]]]


def graded(truths: Sequence[Truth], kinds: Asked, seed: int = 3, limit: int = 250) -> list[Query]:
    """Return head queries: 3 the right kind with the feature asked, 2 without it, 1 or 2 a related kind."""
    rng = random.Random(seed)
    members: dict[str, list[int]] = {}
    for number, truth in enumerate(truths):
        members.setdefault(truth.kind, []).append(number)
    queries = []
    for kind, (asked, related) in kinds.items():
        brands = sorted({truths[n].brand for n in members.get(kind, [])})
        for text, feature in asked:
            branded = bool(brands) and rng.random() < 0.2
            brand = rng.choice(brands) if branded else ""
            grades = _grades(truths, members, kind, feature, brand, related)
            if 3 in grades.values():
                queries.append(Query(f"{brand} {text}".strip().lower(), grades, "graded"))
    return rng.sample(queries, min(limit, len(queries)))


def known(
    products: Sequence[Product], truths: Sequence[Truth], seed: int = 4, each: int = 150
) -> list[Query]:
    """Return queries for one product each: by code, whole, partial and shuffled name, with a slip."""
    rng = random.Random(seed)
    makers = {
        "code": lambda p, t: _code(rng, t.code),
        "exact": lambda p, t: p.title,
        "partial": lambda p, t: " ".join(_some(rng, p.title.split(), 0.6)),
        "shuffled": lambda p, t: " ".join(_some(rng, p.title.split(), 1.0, shuffle=True)),
        "slip": lambda p, t: _slip(rng, p.title),
        "sku": lambda p, t: p.variants[0].sku,
    }
    titles: dict[str, list[int]] = {}
    for number, product in enumerate(products):
        titles.setdefault(product.title, []).append(number)
    queries = []
    for family, make in makers.items():
        for number in rng.sample(range(len(products)), min(each, len(products))):
            same = titles[products[number].title] if family not in ("code", "sku") else [number]
            queries.append(Query(make(products[number], truths[number]), dict.fromkeys(same, 1), family))
    return queries


def _grades(
    truths: Sequence[Truth],
    members: Mapping[str, list[int]],
    kind: str,
    feature: str,
    brand: str,
    related: Mapping[str, int],
) -> dict[int, int]:
    grades = {}
    for number in members.get(kind, []):
        truth = truths[number]
        right = (not feature or any(feature.lower() in s.lower() for s in truth.specs)) and brand in (
            "",
            truth.brand,
        )
        grades[number] = 3 if right else 1
    for other, grade in related.items():
        if grade and not brand:
            grades |= dict.fromkeys(members.get(other, []), 1 if feature else grade)
    return grades


def _code(rng: random.Random, code: str) -> str:
    return rng.choice(
        (code, code.lower(), code.replace("-", ""), code.replace("-", " "), code.replace(" ", ""))
    )


def _some(rng: random.Random, parts: list[str], share: float, shuffle: bool = False) -> list[str]:
    kept = sorted(rng.sample(range(len(parts)), max(2, round(share * len(parts))) if len(parts) > 1 else 1))
    if shuffle:
        rng.shuffle(kept)
    return [parts[n] for n in kept]


def _slip(rng: random.Random, title: str) -> str:
    """Return `title` with one slip in a word of at least five letters, where there is one."""
    parts = title.split()
    long = [n for n, part in enumerate(parts) if len(part) >= 5 and part.isalpha()] or [0]
    n = rng.choice(long)
    word, at = parts[n], rng.randrange(1, max(2, len(parts[n]) - 1))
    parts[n] = rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        )
    )
    return " ".join(parts)
