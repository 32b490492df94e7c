"""Facts of what is on offer: price, stock, quantity, options, codes, and products as entries of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from appliance.answers import text
from appliance.answers.variants import Selection, option_values, select
from appliance.answers.voice import MAX_LISTED, Fact, Voice, join, plain
from appliance.core.products import Availability, Product, Variant


@dataclass(frozen=True)
class Offers(Voice):
    """Tells what is on offer."""

    def have(self, product: Product) -> Fact:
        return Fact(self._say("have_one", entry=self.entry(product)), (product,))

    def found_code(self, product: Product, selection: Selection) -> Fact:
        """Say what a SKU or barcode is, with price and stock."""
        asked = {plain(code): code for code in self.question.codes}
        code = next(
            c
            for bare, c in asked.items()
            if any(bare in (plain(v.sku), plain(v.barcode)) for v in product.variants)
        )
        label = f" ({selection.label})" if selection.label else ""
        said = self._say("found_code", code=code, title=product.title, variant=label)
        price = self.price(product, selection) if has_price(selection.variants) else None
        stock = self.stock(product, selection)
        parts = [said, price.text if price else "", plainly(stock.text) if stock.answered else ""]
        return Fact(" ".join(part for part in parts if part), (product,))

    def price(self, product: Product, selection: Selection) -> Fact:
        variants = [variant for variant in selection.variants if variant.price is not None]
        if not variants:
            return Fact(
                self._say("price_unknown", title=product.title, contact=self.contact), (product,), False
            )
        prices = sorted({variant.price for variant in variants if variant.price is not None})
        if len(prices) == 1:
            name = "price_variant" if selection.label else "price"
            said = self._say(
                name, title=product.title, variant=selection.label, price=self._price(variants[0])
            )
            said += self._total(product, variants[0])
        else:
            said = self._price_range(product, variants)
        return Fact(f"{said} {self._reduction(variants)}".strip(), (product,))

    def _total(self, product: Product, variant: Variant) -> str:
        """Return what the number asked for costs together, nothing for one."""
        if self.question.count == 1 or variant.price is None:
            return ""
        values = (value for values in option_values(product).values() for value in values)
        named = text.fold(" ".join((product.title, *values)))
        count = self.question.count
        if re.search(rf"(?:of|x|×)\s?{count}(?!\d)|(?<!\d){count}[\s-]?(?:pack|pcs|pieces)", named):
            return ""  # "how much are 6 buns" of which a pack holds six
        total = self._amount(self.question.count * variant.price, variant.currency)
        return " " + self._say("price_total", count=self.question.count, total=total)

    def _price_range(self, product: Product, variants: list[Variant]) -> str:
        lowest, highest = min(variants, key=_price_of), max(variants, key=_price_of)
        option = _deciding_option(variants)
        name = "price_range" if option else "price_range_plain"
        said = self._say(
            name,
            title=product.title,
            low=self._price(lowest),
            high=self._price(highest),
            option=option.lower(),
        )
        if not option:
            return said
        by_value = {dict(variant.options).get(option, ""): variant for variant in variants}
        if len(by_value) > 8:
            return said
        between = "; " if any("," in value for value in by_value) else ", "
        return said + " " + between.join(f"{value}: {self._price(v)}" for value, v in by_value.items()) + "."

    def _reduction(self, variants: list[Variant]) -> str:
        was = {variant.compare_at for variant in variants if reduced(variant)}
        if len(was) == 1 and all(reduced(variant) for variant in variants):
            value = next(iter(was))
            assert value is not None
            return self._say("price_was", was=self._amount(value, variants[0].currency))
        if not was and self.lexicon.hears("was_price", self.question.folded):
            return self._say("price_not_reduced")
        return ""

    def stock(self, product: Product, selection: Selection) -> Fact:
        kinds = {variant.availability for variant in selection.variants}
        title, label = product.title, selection.label
        suffix = "_variant" if label else ""
        if kinds == {Availability.UNKNOWN}:
            return Fact(self._say("stock_unknown", title=title, contact=self.contact), (product,), False)
        if len(kinds) == 1:
            phrase = {
                Availability.IN_STOCK: "in_stock",
                Availability.OUT_OF_STOCK: "out_of_stock",
                Availability.BACKORDER: "backorder",
            }[next(iter(kinds))]
            said = self._say(phrase + suffix, title=title, variant=label)
            if phrase != "in_stock":
                said += self._other_variants(product, selection) if label else ""
                return self._gone(product, said, phrase)
            return Fact(said, (product,))
        there = _labels(v for v in selection.variants if v.availability is Availability.IN_STOCK)
        gone = _labels(v for v in selection.variants if v.availability is not Availability.IN_STOCK)
        if not there:
            said = self._say("out_of_stock" + suffix, title=title, variant=label)
            return self._gone(product, said, "out_of_stock")
        said = self._say("stock_some", title=title, in_stock=join(there), out_of_stock=join(gone))
        return Fact(said, (product,))

    def _gone(self, product: Product, said: str, phrase: str) -> Fact:
        """Return that a product is gone with what its description says of ordering it; whether it may be
        ordered all the same is nothing that a record without such a line tells."""
        anyway = _ordered_anyway(product)
        if phrase == "backorder" or anyway or not _ASKS_ANYWAY.search(self.question.folded):
            return Fact(said + anyway, (product,))
        return Fact(f"{plainly(said)} {self.contact}", (product,), False)

    def _other_variants(self, product: Product, selection: Selection) -> str:
        others = _labels(
            variant
            for variant in product.variants
            if variant not in selection.variants and variant.availability is Availability.IN_STOCK
        )
        return " " + self._say("stock_other", in_stock=join(others)) if others else ""

    def quantity(self, product: Product, selection: Selection) -> Fact:
        counted = [v for v in selection.variants if v.quantity is not None]
        if not counted or len(counted) < len(selection.variants):
            kinds = {variant.availability for variant in selection.variants}
            if kinds == {Availability.IN_STOCK}:
                return Fact(self._say("quantity_unknown", title=product.title), (product,))
            return self.stock(product, selection)
        total = sum(max(0, v.quantity or 0) for v in counted)
        if total == 0:
            return self.stock(product, selection)
        name = "quantity_variant" if selection.label else "quantity"
        said = self._say(name, title=product.title, variant=selection.label, quantity=total)
        if len(counted) > 1:
            said += " " + "; ".join(f"{label_of(v)}: {max(0, v.quantity or 0)}" for v in counted[:12]) + "."
        return Fact(said, (product,))

    def entry(self, product: Product) -> str:
        """Return a product as an entry of a list: title, price and, when it is not there, so."""
        selection = select(product, self.question)
        variants = [
            variant for variant in (selection.variants or product.variants) if variant.price is not None
        ]
        prices = sorted({_price_of(variant) for variant in variants})
        said = product.title
        if prices:
            low, high = (
                self._amount(prices[0], variants[0].currency),
                self._amount(prices[-1], variants[0].currency),
            )
            said += f" ({low})" if low == high else f" ({low}–{high})"
        kinds = {variant.availability for variant in selection.variants or product.variants}
        if kinds == {Availability.OUT_OF_STOCK}:
            said += f", {self._say('stock_word_out_of_stock')}"
        return said

    def listing(self, products: Sequence[Product]) -> str:
        return "; ".join(self.entry(product) for product in products[:MAX_LISTED])


_ORDERED_ANYWAY = re.compile(
    r"\b(?:back[\s-]?orders?|pre-?orders?|made to order|(?:nach|vor)bestell\w*|auf bestellung|sur commande|"
    r"precommandes?|por encargo|su ordinazione)\b"
)


_ASKS_ANYWAY = re.compile(
    r"\border (?:one|it|them|some)\b|\bput in an order\b|\bplace an order\b|order \w+ anyway"
)
"""Asks whether what is gone can be ordered."""


def _ordered_anyway(product: Product) -> str:
    """Return the sentence of a description that tells how what is gone can be ordered, "" without one."""
    lines = text.sentences(product.description)
    return next((f" {line}" for line in lines if _ORDERED_ANYWAY.search(text.fold(line))), "")


def _price_of(variant: Variant) -> Decimal:
    return variant.price if variant.price is not None else Decimal(0)


def has_price(variants: Iterable[Variant]) -> bool:
    return any(variant.price is not None for variant in variants)


def reduced(variant: Variant) -> bool:
    return variant.compare_at is not None and variant.price is not None and variant.compare_at > variant.price


def _deciding_option(variants: list[Variant]) -> str:
    """Return the option whose value alone decides the price, or an empty string."""
    for name, _ in variants[0].options:
        prices: dict[str, set[Decimal]] = {}
        for variant in variants:
            prices.setdefault(dict(variant.options).get(name, ""), set()).add(_price_of(variant))
        if all(len(found) == 1 for found in prices.values()):
            return name
    return ""


def label_of(variant: Variant) -> str:
    return " / ".join(value for _, value in variant.options) or variant.sku


def _labels(variants: Iterable[Variant]) -> tuple[str, ...]:
    return tuple(label_of(variant) for variant in variants)


def plainly(said: str) -> str:
    """Drop a leading yes or no from a fact that is told unasked."""
    rest = re.sub(r"^(?:Yes|No|Ja|Nein|Oui|Non|Sí|No|有|没有)[,，]\s*", "", said)
    return rest[:1].upper() + rest[1:]


def gone(variants: Iterable[Variant]) -> bool:
    return {variant.availability for variant in variants} <= {
        Availability.OUT_OF_STOCK,
        Availability.BACKORDER,
    }
