"""Facts taken from records and rendered as sentences: what the bot may say of a product.

A fact's text holds only what the record holds. `answered` is False when the record does not say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from appliance.answers import text
from appliance.answers.attributes import DENIALS, Attributes
from appliance.answers.kinds import Kinds
from appliance.answers.measures import lasting, measures
from appliance.answers.offers import Offers, gone, has_price, plainly
from appliance.answers.understand import Topic
from appliance.answers.variants import Selection, option_values, select
from appliance.answers.voice import COUNTS_PARTS, MAX_LISTED, Fact, join, plain
from appliance.core.products import Product

__all__ = ("DENIALS", "MAX_LISTED", "Fact", "Teller")


@dataclass(frozen=True)
class Teller(Offers, Kinds, Attributes):
    """Tells of a product what a question asks."""

    def tell(self, product: Product) -> Fact | None:
        """Return the fact of this product that the question asks for, or None when prose has to tell it."""
        selection = select(product, self.question)
        if selection.refused and not self._asks_nature(product, selection):
            return self._not_offered(product, selection)
        told = self._rhythm(product) or self._by_topic(product, selection)
        if told is not None:
            return told
        left = self.left_over(product)
        if self._lacks_kind(product):
            return None
        if self._asks_option(product) and not selection.named and len(left) < 2:
            return self.options(product, selection)
        if left or (self.question.about(Topic.ATTRIBUTE) and not self._asks_none(product)):
            return None
        return self.overview(product, selection)

    def _by_topic(self, product: Product, selection: Selection) -> Fact | None:
        question = self.question
        for topic in question.topics:
            if topic is Topic.ATTRIBUTE:
                if self._asks_none(product) or self._names_figure(selection):
                    continue
                return self.attribute(product)
            if self._asks_more(topic, product):
                return None
            if (
                topic is Topic.OPTIONS
                and selection.named
                and not self.lexicon.hears("options", question.folded)
            ):
                return self.overview(product, selection)  # "the helmet in white, large?"
            if topic in (Topic.SKU, Topic.BARCODE) and self._names_code(product):
                return self.found_code(product, selection)
            if topic is Topic.BROWSE and not self.left_over(product):
                told = selection.label or gone(selection.variants)
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

    def _rhythm(self, product: Product) -> Fact | None:
        """Return how often something comes, by the options that tell it: "Every: 2 weeks, 4 weeks"."""
        options = option_values(product).items() if _HOW_OFTEN.search(self.question.folded) else ()
        rates = [(name, values) for name, values in options if any(map(lasting, values))]
        listed = "; ".join(self._say("option_list", name=name, values=join(values)) for name, values in rates)
        return Fact(self._say("options", title=product.title, list=listed), (product,)) if rates else None

    def _asks_nature(self, product: Product, selection: Selection) -> bool:
        """Return whether a word that could be an option is none: "is the dye natural", "I'm not small", "how
        long does it last? I'm on the L for hours"."""
        question = self.question
        offered = question.about(Topic.OPTIONS, Topic.STOCK, Topic.PRICE, Topic.BROWSE)
        if offered or not question.about(Topic.ATTRIBUTE):
            return False
        letters = all(len(word) < 3 for word in selection.refused)
        return letters or not option_values(product) or bool(self.left_over(product))

    def _asks_more(self, topic: Topic, product: Product) -> bool:
        """Return whether a topic's cue is about something else: "how much memory", "how many pockets"."""
        if topic is Topic.QUANTITY:
            if _COUNTS_STOCK.search(self.question.folded):
                return False
            return bool(self.left_over(product) or COUNTS_PARTS.search(self.question.folded))
        if topic is Topic.PRICE:
            return self._measures_something(product)
        if topic in (Topic.STOCK, Topic.BROWSE) and self._in_another(product):
            return True
        if topic is Topic.STOCK:  # "is there any wheat in the biscuits?"
            return not self._asks_stock() and not self._only_named(product)
        if topic is Topic.OPTIONS:  # "the sole colour" of slippers, "which fingers of the gloves are cut"
            heard = self.lexicon.hears("options", self.question.folded)
            more = (self._asks_other_option(product) or not heard) and bool(self.left_over(product))
            return more or self._lacks_kind(product)
        return topic is Topic.BRAND and bool(self.left_over(product))  # "who makes its motor?"

    def _in_another(self, product: Product) -> bool:
        """Return whether something is asked for "in" what no option is: "available in German?"."""
        found = _IN.search(self.question.folded)
        return found is not None and found.group(1) in self.left_over(product)

    def _lacks_kind(self, product: Product) -> bool:
        """Return whether colours or flavours are asked for of what comes in others, or sizes of what comes in
        colours alone."""
        own = {token for name in option_values(product) for token in text.tokens(name)}
        said, words = set(self.question.all_words), self.lexicon.data["options"]["words"]
        asked = {kind for kind, names in words.items() if said & set(map(text.fold, names))}
        if not own or not asked & {"colour", "flavour", "size"}:
            return False
        looks = {text.fold(name) for kind in ("colour", "flavour") for name in words.get(kind, ())}
        looks |= {"colour", "color", "flavour", "flavor"}
        return own <= looks if "size" in asked else not own & looks

    def _only_named(self, product: Product) -> bool:
        """Return whether a question that no cue of stock was heard in says no more than what the product is:
        "is the winter blend with the clove back yet"."""
        left = self.left_over(product)
        if self.lexicon.hears("stock", self.question.folded):
            return not left
        return set(map(text.stem, left)) <= set(text.stems(product.description))

    def _asks_stock(self) -> bool:
        """Return whether stock is asked for in so many words, not in words that ask for anything."""
        loose = set(self.lexicon.data["cues"]["stock_loosely"])
        cues = self.lexicon.cues["stock"]
        return any(cue.phrase not in loose and cue.pattern.search(self.question.folded) for cue in cues)

    def _asks_other_option(self, product: Product) -> bool:
        """Return whether a kind of option is named that the product does not come in."""
        said = set(self.question.all_words)
        kinds = self.lexicon.data["options"]["words"].values()
        asked = [{text.fold(name) for name in names} for names in kinds if said & {*map(text.fold, names)}]
        own = {token for name in option_values(product) for token in text.tokens(name)}
        return bool(asked) and not any(names & own for names in asked)

    def _asks_none(self, product: Product) -> bool:
        """Return whether no attribute is asked for after all: the words heard as one name the product or its
        option (an iron, a travel size), or, where none was heard, nothing is said but its name."""
        question = self.question
        if not question.attribute:
            asks = question.yes_no or _ASKS_HOW.search(question.folded)
            return not asks and not self.left_over(product)
        heard = [word for word in question.soft if self._of_attribute(word)]
        options = [value for values in option_values(product).values() for value in values]
        named = set(text.stems(" ".join((product.title, *options))))
        told = len(question.topics) > 1 or not question.yes_no
        return told and bool(heard) and all(text.stem(word) in named for word in heard)

    def _names_figure(self, selection: Selection) -> bool:
        """Return whether a measure is told to name the variant whose price or stock is asked for: "what is
        the pot of 30 cm diameter"."""
        wanted = self.lexicon.attributes.get(self.question.attribute)
        ranked = self.lexicon.rank_words & set(self.question.all_words)
        said = bool(measures(self.question.folded) or ranked)
        measured = bool(wanted and wanted.units and selection.named and said)
        return measured and self.question.about(Topic.PRICE, Topic.STOCK, Topic.QUANTITY)

    def _measures_something(self, product: Product) -> bool:
        found = _HOW_MUCH_NOUN.search(self.question.folded)
        left = set(map(text.stem, self.left_over(product)))
        return found is not None and text.stem(found.group(1)) in left

    def _names_code(self, product: Product) -> bool:
        asked = {plain(code) for code in self.question.codes}
        return any(asked & ({plain(v.sku), plain(v.barcode)} - {""}) for v in product.variants)

    def _asks_option(self, product: Product) -> bool:
        """Return whether the question says the name of an option: "what scents are there?"."""
        said = {text.stem(word) for word in self.question.all_words} - set(text.stems(product.title))
        return (
            any(set(text.stems(name)) & said for name in option_values(product)) and not self.question.wanted
        )

    def options(self, product: Product, selection: Selection) -> Fact:
        said = self._options_text(product)
        if self.lexicon.hears("stock", self.question.folded) and len(product.variants) > 1:
            said += " " + self.stock(product, selection).text
        return Fact(said, (product,))

    def overview(self, product: Product, selection: Selection) -> Fact:
        """Describe a product: the start of its description, price and stock."""
        prose = [] if selection.label else text.sentences(product.description)[:2]
        quoted = self._say("quoted", title=product.title, text=" ".join(prose)) if prose else ""
        price, stock = self._offer(product, selection)
        # what cannot be had is said first
        parts = (stock, quoted, price) if gone(selection.variants) else (quoted, price, stock)
        said = " ".join(part for part in parts if part)
        return Fact(said or product.title, (product,))

    def known(self, product: Product) -> Fact | None:
        """Return price and stock, for a question not surely understood; None when neither is known."""
        said = " ".join(part for part in self._offer(product, select(product, self.question)) if part)
        return Fact(self._say("known_instead", facts=said), (product,), False) if said else None

    def _offer(self, product: Product, selection: Selection) -> tuple[str, str]:
        """Return what a product costs and whether it is there, each empty when the record doesn't say."""
        price = self.price(product, selection).text if has_price(selection.variants) else ""
        stock = self.stock(product, selection)
        return price, plainly(stock.text) if stock.answered else ""


_IN = re.compile(r"(?<!\w)(?:in|en|auf) (?:an? |the )?([^\W\d_]{3,})\W*$")
_HOW_OFTEN = re.compile(r"how often|how frequently|wie oft|a quelle frequence|cada cuanto|ogni quanto|多久")
_COUNTS_STOCK = re.compile(
    r"how many of (?:the|your|those|these)\b.*\b(?:left|in stock|have you|do you have|got)(?!\w)"
)
"""What asks for pieces on the shelf, however the thing is called: "how many of the trains have you got"."""
_ASKS_HOW = re.compile(r"(?<!\w)(?:where|how|why|who|whose|which|when)(?!\w)")
_HOW_MUCH_NOUN = re.compile(r"(?:how much|wie ?viel|combien de|cuanto|cuanta)\s+([^\W\d_]+)")
