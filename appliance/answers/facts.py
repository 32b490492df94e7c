"""Facts taken from records and rendered as sentences: what the bot may say of a product.

A fact's text holds only what the record holds. `answered` is False when the record does not say.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from appliance.answers import money, text
from appliance.answers.language import Attribute, Lexicon
from appliance.answers.understand import Question, Topic
from appliance.answers.variants import Selection, option_values, select
from appliance.core.products import Availability, Product, Variant

MAX_LISTED = 5


@dataclass(frozen=True)
class Fact:
    """A rendered fact and the record it comes from."""

    text: str
    products: tuple[Product, ...] = ()
    answered: bool = True


@dataclass(frozen=True)
class Teller:
    """Renders facts in the question's language. `currency` is the shop's, where a record names none;
    `contact` is the sentence that tells how to reach the shop."""

    question: Question
    currency: str
    contact: str

    @property
    def lexicon(self) -> Lexicon:
        return self.question.lexicon

    def tell(self, product: Product) -> Fact | None:
        """Return the fact of this product that the question asks for, or None when prose has to tell it."""
        selection = select(product, self.question)
        if selection.refused:
            return self._not_offered(product, selection)
        told = self._by_topic(product, selection)
        if told is not None:
            return told
        left = self.left_over(product)
        if self._asks_option(product):
            return self.options(product, selection)
        if left or self.question.about(Topic.ATTRIBUTE):
            return None
        return self.overview(product, selection)

    def _by_topic(self, product: Product, selection: Selection) -> Fact | None:
        question = self.question
        for topic in question.topics:
            if topic is Topic.ATTRIBUTE:
                if self._only_names(product) and len(question.topics) > 1:
                    continue
                return self.attribute(product)
            if self._asks_more(topic, product):
                return None
            if topic in (Topic.SKU, Topic.BARCODE) and self._names_code(product):
                return self.found_code(product, selection)
            if topic is Topic.BROWSE and not self.left_over(product):
                told = selection.label or _gone(selection.variants)
                return self.stock(product, selection) if told else self.have(product)
            teller = {
                Topic.PRICE: self.price,
                Topic.STOCK: self.stock,
                Topic.QUANTITY: self.quantity,
                Topic.OPTIONS: self.options,
                Topic.SKU: self.sku,
                Topic.BARCODE: self.barcode,
                Topic.BRAND: self.brand,
            }.get(topic)
            if teller:
                return teller(product, selection)
        if self._names_code(product) and not self.left_over(product):
            return self.found_code(product, selection)
        return None

    def _asks_more(self, topic: Topic, product: Product) -> bool:
        """Return whether a topic's cue is about something else: "how much memory", "how many pockets"."""
        if topic is Topic.QUANTITY:
            return bool(self.left_over(product) or _COUNTS_PARTS.search(self.question.folded))
        if topic is Topic.PRICE:
            return self._measures_something(product)
        return topic is Topic.BRAND and bool(self.left_over(product))  # "who makes its motor?"

    def _only_names(self, product: Product) -> bool:
        """Return whether the attribute's words are the product's own name: an iron, a wash, a travel size."""
        heard = [word for word in self.question.soft if self._of_attribute(word)]
        title = set(text.stems(product.title))
        return bool(heard) and all(text.stem(word) in title for word in heard)

    def _of_attribute(self, word: str) -> bool:
        wanted = self.lexicon.attributes.get(self.question.attribute)
        return wanted is not None and any(cue.pattern.search(word) for cue in wanted.ask)

    def _measures_something(self, product: Product) -> bool:
        found = _HOW_MUCH_NOUN.search(self.question.folded)
        left = set(map(text.stem, self.left_over(product)))
        return found is not None and text.stem(found.group(1)) in left

    def left_over(self, product: Product) -> tuple[str, ...]:
        """Return the content words that neither name the product nor one of its options or codes."""
        named = {text.stem(t) for field in _naming(product) for t in text.tokens(field)}
        if self.question.about(Topic.BROWSE, Topic.STOCK, Topic.PRICE) and not self.question.attribute:
            named |= {t for _, value in product.attributes if len(value) < 60 for t in text.stems(value)}
        named |= {one + two for one, two in itertools.pairwise(text.stems(product.title))}
        codes = {token for code in self.question.codes for token in text.tokens(code)}
        wanted = set(self.question.wanted)
        counted = _COUNTS_PARTS.search(self.question.folded)
        if counted:
            return (counted.group(1),)
        return tuple(
            word
            for word in self.question.words
            if word not in codes
            and word not in wanted
            and word not in self.lexicon.generic
            and not text.match_word(text.stem(word), named)
            and not any(twin in named for twin in self.question.twins.get(text.stem(word), ()))
        )

    def _names_code(self, product: Product) -> bool:
        asked = {_plain(code) for code in self.question.codes}
        return any(asked & ({_plain(v.sku), _plain(v.barcode)} - {""}) for v in product.variants)

    def _asks_option(self, product: Product) -> bool:
        """Return whether the question says the name of an option: "what scents are there?"."""
        said = {text.stem(word) for word in self.question.all_words}
        return (
            any(set(text.stems(name)) & said for name in option_values(product)) and not self.question.wanted
        )

    def have(self, product: Product) -> Fact:
        return Fact(self._say("have_one", entry=self.entry(product)), (product,))

    def found_code(self, product: Product, selection: Selection) -> Fact:
        """Say what a SKU or barcode is, with price and stock."""
        asked = {_plain(code): code for code in self.question.codes}
        code = next(
            c
            for plain, c in asked.items()
            if any(plain in (_plain(v.sku), _plain(v.barcode)) for v in product.variants)
        )
        label = f" ({selection.label})" if selection.label else ""
        said = self._say("found_code", code=code, title=product.title, variant=label)
        price = self.price(product, selection) if _has_price(selection.variants) else None
        stock = self.stock(product, selection)
        parts = [said, price.text if price else "", _plainly(stock.text) if stock.answered else ""]
        return Fact(" ".join(part for part in parts if part), (product,))

    # --- price -----------------------------------------------------------------------------------

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
        else:
            said = self._price_range(product, variants)
        return Fact(f"{said} {self._reduction(variants)}".strip(), (product,))

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
        return said + " " + ", ".join(f"{value}: {self._price(v)}" for value, v in by_value.items()) + "."

    def _reduction(self, variants: list[Variant]) -> str:
        was = {variant.compare_at for variant in variants if _reduced(variant)}
        if len(was) == 1 and all(_reduced(variant) for variant in variants):
            value = next(iter(was))
            assert value is not None
            return self._say("price_was", was=self._amount(value, variants[0].currency))
        if not was and self.lexicon.hears("was_price", self.question.folded):
            return self._say("price_not_reduced")
        return ""

    # --- stock -----------------------------------------------------------------------------------

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
            if label and phrase != "in_stock":
                said += self._other_variants(product, selection)
            return Fact(said, (product,))
        there = _labels(v for v in selection.variants if v.availability is Availability.IN_STOCK)
        gone = _labels(v for v in selection.variants if v.availability is not Availability.IN_STOCK)
        if not there:
            return Fact(self._say("out_of_stock" + suffix, title=title, variant=label), (product,))
        said = self._say("stock_some", title=title, in_stock=_join(there), out_of_stock=_join(gone))
        return Fact(said, (product,))

    def _other_variants(self, product: Product, selection: Selection) -> str:
        others = _labels(
            variant
            for variant in product.variants
            if variant not in selection.variants and variant.availability is Availability.IN_STOCK
        )
        return " " + self._say("stock_other", in_stock=_join(others)) if others else ""

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
            said += " " + "; ".join(f"{_label(v)}: {max(0, v.quantity or 0)}" for v in counted[:12]) + "."
        return Fact(said, (product,))

    # --- options, codes, brand -------------------------------------------------------------------

    def options(self, product: Product, selection: Selection) -> Fact:
        said = self._options_text(product)
        if self.lexicon.hears("stock", self.question.folded) and len(product.variants) > 1:
            said += " " + self.stock(product, selection).text
        return Fact(said, (product,))

    def _options_text(self, product: Product, asked_only: bool = True) -> str:
        values = option_values(product)
        values = {
            name: found for name, found in values.items() if len(found) > 1 or len(values) > 1 or found[0]
        }
        if not values:
            return self._say("no_options", title=product.title)
        asked = self._asked_options(values) if asked_only else values
        parts = [
            self._say("option_list", name=name, values=_join(found))
            for name, found in (asked or values).items()
        ]
        return self._say("options", title=product.title, list="; ".join(parts))

    def _asked_options(self, values: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Keep the options whose name the question says: sizes, colours."""
        said = set(self.question.all_words)
        words = self.lexicon.data["options"]["words"]
        kinds = {kind for kind, names in words.items() if said & {text.fold(name) for name in names}}
        english = {
            "size": ("size",),
            "colour": ("colour", "color"),
            "flavour": ("flavour", "flavor"),
            "length": ("length",),
        }
        wanted = {name for kind in kinds for name in english[kind]}
        stems = {text.stem(word) for word in said}
        return {
            name: found
            for name, found in values.items()
            if any(word in text.fold(name) for word in wanted) or set(text.stems(name)) & stems
        }

    def _not_offered(self, product: Product, selection: Selection) -> Fact:
        wanted = ", ".join(value.upper() if len(value) <= 3 else value for value in selection.refused)
        said = self._say(
            "not_offered",
            title=product.title,
            wanted=wanted,
            options=self._options_text(product, asked_only=False),
        )
        return Fact(said, (product,))

    def sku(self, product: Product, selection: Selection) -> Fact:
        return self._code("sku", product, selection, [(v, v.sku) for v in selection.variants if v.sku])

    def barcode(self, product: Product, selection: Selection) -> Fact:
        return self._code(
            "barcode", product, selection, [(v, v.barcode) for v in selection.variants if v.barcode]
        )

    def _code(
        self, kind: str, product: Product, selection: Selection, found: list[tuple[Variant, str]]
    ) -> Fact:
        if not found:
            return Fact(self._say(f"{kind}_unknown", title=product.title), (product,), False)
        if len({code for _, code in found}) == 1:
            name = f"{kind}_variant" if selection.label else kind
            said = self._say(name, title=product.title, variant=selection.label, **{kind: found[0][1]})
        else:
            listed = ", ".join(f"{_label(variant)}: {code}" for variant, code in found[:12])
            said = self._say(f"{kind}_many", title=product.title, list=listed)
        return Fact(said, (product,))

    def brand(self, product: Product, selection: Selection) -> Fact:
        del selection
        if product.brand:
            return Fact(self._say("brand", title=product.title, brand=product.brand), (product,))
        named = [
            (n, v)
            for n, v in product.attributes
            if text.fold(n) in ("author", "autor", "auteur", "publisher", "verlag", "brand")
        ]
        if named:
            return Fact(
                self._say("attribute", title=product.title, name=named[0][0], value=named[0][1]), (product,)
            )
        return self.silent(product)

    # --- attributes ------------------------------------------------------------------------------

    def attribute(self, product: Product) -> Fact | None:
        """Return what the record says of the attribute asked for: a field of that name, else a sentence.

        None when it says nothing, or when more was asked than the attribute's name tells.
        """
        wanted = self.lexicon.attributes.get(self.question.attribute)
        if wanted is None:
            return None
        field = self._field(product, wanted)
        if field:
            return self._told_field(product, *field)
        if self.left_over(product):
            return None
        quoted = self._quote(product, wanted)
        return self.quoted(product, quoted) if quoted else None

    def _field(self, product: Product, wanted: Attribute) -> tuple[str, str] | None:
        """Return the field of the asked name ("Vegan"), else one holding the word, else one of its kind."""
        fields = [(name, value) for name, value in self._fields(product) if self._figure_told(value)]
        left = {text.stem(word) for word in self.left_over(product)}
        asked = left | {text.stem(word) for word in self.question.soft}
        named = [entry for entry in fields if asked and set(text.stems(entry[0])) <= asked]
        kind = [entry for entry in fields if _field_named(text.fold(entry[0]), wanted, self.question.folded)]
        holding = [
            e for e in (*kind, *fields) if asked & set(text.stems(e[1])) and left <= set(text.stems(e[1]))
        ]
        found = named or holding or (kind if not left and self._asks_kind(wanted) else [])
        return found[0] if found else None

    def _asks_kind(self, wanted: Attribute) -> bool:
        """Return whether the attribute itself is asked for ("ingredients"), not a part of it ("vegan?")."""
        general = {
            text.stem(t) for cue in (*wanted.ask[:4], *wanted.find[:2]) for t in text.tokens(cue.phrase)
        }
        general |= {text.stem(word) for word in self.question.lexicon.fillers}
        heard = [text.stem(word) for word in self.question.soft if self._of_attribute(word)]
        told = [any(len(g) > 3 and word.startswith(g[:5]) for g in general) for word in heard]
        return bool(wanted.units) or all(told)

    def _told_field(self, product: Product, name: str, value: str) -> Fact:
        said = self._say("attribute", title=product.title, name=name, value=value)
        plain = {"yes": "yes", "no": "no", "ja": "yes", "nein": "no", "oui": "yes", "non": "no"}
        left = {text.stem(word) for word in self.left_over(product)}
        must = self.left_over(product) or self.question.soft
        whole = bool(left) and left <= set(text.stems(value))
        told = "yes" if whole else implied(self.question, f"{name} {value}", must)
        polarity = plain.get(text.fold(value)) or told
        return Fact(
            f"{self._say(polarity)} {said}" if polarity and self.question.yes_no else said, (product,)
        )

    def _figure_told(self, told: str) -> bool:
        """ "How many grams of sugar?" is answered by a figure only."""
        return not _ASKS_COUNT.search(self.question.folded) or any(char.isdigit() for char in told)

    def _fields(self, product: Product) -> list[tuple[str, str]]:
        fields = [(name, value) for name, value in product.attributes if value]
        if self.question.attribute == "category" and product.categories:
            fields.append(("Category", ", ".join(product.categories)))
        fields += [(name, _join(values)) for name, values in option_values(product).items()]
        return fields

    def _quote(self, product: Product, wanted: Attribute) -> str:
        """Return the sentences of the description that tell the attribute, at most two."""
        asked = {text.stem(word) for cue in wanted.ask for word in text.tokens(cue.phrase.rstrip("*"))}
        asked &= {text.stem(word) for word in self.question.all_words}
        asked -= {text.stem(word) for word in self.lexicon.fillers}
        scored = []
        for order, sentence in enumerate(text.sentences(product.description)):
            score = _tells(sentence, wanted, asked)
            if score >= (1.5 if wanted.units else 1) and self._figure_told(sentence):
                scored.append((-score, order, sentence))
        best = sorted(scored)[:2]
        kept = [entry for entry in best if entry[0] <= 0.7 * best[0][0]] if best else []
        return " ".join(sentence for _, _, sentence in sorted(kept, key=lambda entry: entry[1]))

    def quoted(self, product: Product, line: str) -> Fact:
        """Return a line of the record as an answer; a yes-or-no question gets the yes or no it implies."""
        said = self._say("quoted", title=product.title, text=line)
        closed = self.question.yes_no and not self.question.about(Topic.BROWSE, Topic.QUANTITY)
        must = self.left_over(product) or self.question.soft
        polarity = implied(self.question, line, must) if closed else ""
        return Fact(f"{self._say(polarity)} {said}" if polarity else said, (product,))

    def tells(self, line: str) -> bool:
        """Return whether a line can tell the attribute asked for, if one is: a colour, not merely a sole."""
        wanted = self.lexicon.attributes.get(self.question.attribute)
        if wanted is None:
            return True
        heard = {text.stem(word) for word in self.question.soft}
        return bool(heard & set(text.stems(line))) or _tells(line, wanted, set()) > 0

    def silent(self, product: Product) -> Fact:
        return Fact(
            self._say("unknown_attribute", title=product.title, contact=self.contact), (product,), False
        )

    # --- whole products --------------------------------------------------------------------------

    def overview(self, product: Product, selection: Selection) -> Fact:
        """Describe a product: the start of its description, price and stock."""
        prose = [] if selection.label else text.sentences(product.description)[:2]
        parts = [self._say("quoted", title=product.title, text=" ".join(prose))] if prose else []
        parts.append(self.price(product, selection).text if _has_price(selection.variants) else "")
        stock = self.stock(product, selection)
        parts.append(_plainly(stock.text) if stock.answered else "")
        said = " ".join(part for part in parts if part)
        return Fact(said or product.title, (product,))

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

    # --- words -----------------------------------------------------------------------------------

    def _say(self, phrase: str, **values: object) -> str:
        return self.lexicon.say(phrase, **values)

    def _price(self, variant: Variant) -> str:
        assert variant.price is not None
        return self._amount(variant.price, variant.currency)

    def _amount(self, value: Decimal, currency: str) -> str:
        return money.amount(value, currency or self.currency, self.question.language)

    def amount(self, value: Decimal, product: Product) -> str:
        return self._amount(value, product.variants[0].currency)


def _price_of(variant: Variant) -> Decimal:
    return variant.price if variant.price is not None else Decimal(0)


def _has_price(variants: Iterable[Variant]) -> bool:
    return any(variant.price is not None for variant in variants)


def _reduced(variant: Variant) -> bool:
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


def _label(variant: Variant) -> str:
    return " / ".join(value for _, value in variant.options) or variant.sku


def _labels(variants: Iterable[Variant]) -> tuple[str, ...]:
    return tuple(_label(variant) for variant in variants)


def _join(values: Sequence[str]) -> str:
    shown = list(values[:24])
    return ", ".join(shown) + (" …" if len(values) > len(shown) else "")


_HOW_MUCH_NOUN = re.compile(r"(?:how much|wie ?viel|combien de|cuanto|cuanta)\s+([^\W\d_]+)")
_ASKS_COUNT = re.compile(r"how many|how much|wie ?viele?|combien d|cuant[oa]s?|多少|几")
_COUNTS_PARTS = re.compile(
    r"how many ([^\W\d_]+) (?:does|has|are in|are there in|come in|come with|fit|can)(?!\w)"
)
DENIALS = frozenset(
    text.tokens("no not never nothing none without non kein keine keinen nicht ohne sans pas sin free frei")
)


def implied(question: Question, line: str, must: Sequence[str]) -> str:
    """Return "yes" or "no" when one clause holds the words `must`, plainly or denied; else an empty string.

    "Not for the microwave" denies the microwave; "wash by hand, no tumble drying" does not deny washing.
    """
    asked = {text.stem(word) for word in (*question.words, *question.soft)}
    telling = {text.stem(word) for word in must if word not in DENIALS}
    for clause in re.split(r"[;:.]|,\s|\bbut\b|\band\b", line):
        words = text.tokens(clause)
        found = [place for place, word in enumerate(words) if text.stem(word) in asked]
        told = {text.stem(words[place]) for place in found}
        if not found or not telling or not telling <= told:
            continue
        start, end = max(0, found[0] - 3), found[-1] + 4
        denied = bool(DENIALS & set(words[start:end]))
        return "yes" if denied == bool(DENIALS & set(question.all_words)) else "no"
    return ""


def _plainly(said: str) -> str:
    """Drop a leading yes or no from a fact that is told unasked."""
    rest = re.sub(r"^(?:Yes|No|Ja|Nein|Oui|Non|Sí|No|有|没有)[,，]\s*", "", said)
    return rest[:1].upper() + rest[1:]


def _plain(code: str) -> str:
    return "".join(char for char in code.casefold() if char.isalnum())


def _gone(variants: Iterable[Variant]) -> bool:
    return {variant.availability for variant in variants} <= {
        Availability.OUT_OF_STOCK,
        Availability.BACKORDER,
    }


def _naming(product: Product) -> list[str]:
    """Return the texts that name a product and its options."""
    options = [part for variant in product.variants for option in variant.options for part in option]
    return [product.title, product.brand, *product.categories, *product.tags, *options]


def _field_named(name: str, wanted: Attribute, question: str) -> bool:
    """Return whether a record's field is of the attribute's kind: "Weight (kg)", "Material"."""
    heard = [cue for cue in wanted.ask if cue.pattern.search(question)]
    if wanted.name in name or any(cue.pattern.fullmatch(name) for cue in heard):
        return True
    first = [cue for cue in wanted.find if len(cue.phrase.rstrip("*")) > 3][:2]
    return any(cue.pattern.search(name) for cue in first)


def _tells(sentence: str, wanted: Attribute, asked: set[str]) -> float:
    """Return how well a sentence tells an attribute: the asked word itself, then typical words and units."""
    folded = text.fold(sentence)
    if any(cue.pattern.search(folded) for cue in wanted.avoid):
        return 0.0
    score = 3.0 * min(1, sum(word in {text.stem(t) for t in text.tokens(folded)} for word in asked))
    score += min(2, sum(bool(cue.pattern.search(folded)) for cue in wanted.find if len(cue.phrase) > 2))
    if wanted.units:
        units = "|".join(re.escape(unit) for unit in wanted.units)
        measured = re.search(rf"\d[\s-]*(?:{units})(?!\w)", folded)
        score = score + 1.5 if measured else min(score, 1.0)
    return score
