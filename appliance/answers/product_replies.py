"""Replies about products: one told, several listed, none found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from appliance.answers import evidence, policy, reading, text
from appliance.answers.desk import within
from appliance.answers.facts import MAX_LISTED, Fact, Teller
from appliance.answers.offers import reduced
from appliance.answers.page_replies import PageReplies
from appliance.answers.reply import Reply, State
from appliance.answers.resolve import Resolution
from appliance.answers.topics import PRODUCT_TOPICS, Topic
from appliance.answers.understand import Question
from appliance.answers.variants import of_other_variant, option_values, select
from appliance.core.products import Product

SURELY_PAGE = 0.85
"""How sure a page must be to go before a product that is probably meant."""
SURE_RECORD = 0.65
"""How sure a line of a product's record must be to be quoted."""
SURELY_ATTRIBUTE, MAY_BE_OFFER = 0.7, 0.2
"""How sure meaning is that a property was asked for, and from where on it may be price or stock."""
OFFERED = (Topic.PRICE, Topic.STOCK, Topic.QUANTITY, Topic.OPTIONS)
POOL = 200
"""Products looked through where none is named."""
OWN_FIRST = 0.3
"""How much surer a page must be than the product's own record to go before it."""


@dataclass(frozen=True)
class ProductReplies(PageReplies):
    """Answers from the records of products."""

    def _tell(self, question: Question, resolution: Resolution) -> Reply:
        teller = self._teller(question)
        chosen = _told_apart(resolution.products)
        if question.low is not None or question.high is not None:
            return self._listed(question, chosen)
        if len(chosen) == 1:
            return self._told_one(question, teller, chosen[0])
        on_sale = self._reduced(question, chosen)
        if on_sale:
            return on_sale
        if question.about(Topic.OPTIONS):
            return self._listed(question, chosen)
        if question.topic is Topic.UNCLEAR and all(teller.left_over(product) for product in chosen):
            headed = [p for p in chosen if question.words[-1] not in teller.left_over(p)]
            if len(headed) > 1 and len(question.all_words) <= 3:  # "cat litter"
                return self._listed(question, headed)
            return self._not_found(question, replace(resolution, nearest=chosen[:3]))
        if question.topic in (Topic.BROWSE, Topic.DESCRIBE, Topic.UNCLEAR) or len(chosen) > MAX_LISTED:
            return self._listed(question, chosen)
        if question.about(Topic.STOCK) and question.about(Topic.BROWSE):
            return self._listed(question, chosen)
        teller = self._teller(replace(question, count=1))  # a total is of one product
        told = [fact for product in chosen if (fact := teller.tell(product))]
        if not told:
            return self._told_one(question, teller, chosen[0])
        return self._facts(question, told, chosen)

    def _told_one(self, question: Question, teller: Teller, product: Product) -> Reply:
        told = teller.tell(product)
        if told is None:
            return self._from_prose(question, teller, product)
        titled = set(text.stems(product.title))
        other = any(text.stem(word) not in titled for word in question.words)
        if question.about(Topic.OPTIONS) and not option_values(product) and other:
            inside = self._from_prose(question, teller, product)  # "what size hook do I need for it?"
            if inside.answered:
                return inside
        named = tuple(" ".join(text.tokens(value)) for value in select(product, question).named)
        return replace(self._facts(question, [told], (product,)), options=named)

    def _from_prose(self, question: Question, teller: Teller, product: Product) -> Reply:
        """Answer what no field holds from the product's own text or the shop's guides, word for word."""
        lines, own = self._own_lines(question, teller, product)
        page = self._quote(question, self._pages(question))
        least = own + OWN_FIRST if own >= SURE_RECORD else policy.MIN_SURE
        if page is not None and page.sure >= least and self._tells_of(page, question, teller, product):
            return replace(self._quoted(question, page), products=(product,), focus=(product.key,))
        if own >= SURE_RECORD:
            return self._told_with(question, teller, product, teller.quoted(product, *lines))
        if question.topic is Topic.BROWSE:
            return self._not_found(question, Resolution(nearest=(product,)))
        return self._told_with(question, teller, product, teller.silent(product))

    def _tells_of(self, page: policy.Quote, question: Question, teller: Teller, product: Product) -> bool:
        """Return whether a page's line says something of what is asked beside the product."""
        said = says_any(page, teller.left_over(product), question) and teller.tells(page.text)
        return said and not reading.surely_silent(question.text, page.headed)

    def _own_lines(self, question: Question, teller: Teller, product: Product) -> tuple[list[str], float]:
        """Return the likeliest line of a product's record, with a second one that may well answer instead,
        and how sure it is that one of them does."""
        lines = lines_for(product, question)
        if not lines:
            return [], 0.0
        sure = evidence.judge_record(question, product.title, lines, self.sense)
        told = [n for n in evidence.told(sure) if teller.certifies(product, lines[n])]
        return [lines[n] for n in told], evidence.either(sure[told])

    def _told_with(self, question: Question, teller: Teller, product: Product, fact: Fact) -> Reply:
        """Return a fact, with price and stock when those may have been meant: "what do they go for"."""
        meant = self.sense.meant(question)
        offered = meant.of(*OFFERED) >= MAY_BE_OFFER
        doubtful = offered if fact.answered else offered or meant.of(Topic.ATTRIBUTE) < SURELY_ATTRIBUTE
        known = teller.known(product) if doubtful and not question.attribute else None
        return self._facts(question, [fact, known] if known else [fact], (product,))

    def _listed(self, question: Question, products: Sequence[Product]) -> Reply:
        """List several products: an answer to "do you have", a choice for anything else."""
        teller = self._teller(question)
        inside = [product for product in products if within(product, question)]
        if not inside:
            return self._nothing_in_range(question, products)
        listing = teller.listing(inside)
        browsing = (
            question.topic in (Topic.BROWSE, Topic.STOCK, Topic.UNCLEAR) or question.low or question.high
        )
        if len(inside) == 1:
            said = question.say("have_one", entry=teller.entry(inside[0]))
        elif browsing:
            head = "list_head" if len(inside) <= MAX_LISTED else "list_head_more"
            said = question.say(head, count=len(inside), list=listing)
        else:
            said = question.say("choice", list=listing)
        return self._facts(question, [Fact(said, tuple(inside))], inside)

    def _nothing_in_range(self, question: Question, products: Sequence[Product]) -> Reply:
        teller = self._teller(question)
        low = teller.amount(question.low, products[0]) if question.low is not None else ""
        high = teller.amount(question.high, products[0]) if question.high is not None else ""
        name = "bounds_between" if low and high else "bounds_under" if high else "bounds_over"
        bounds = question.say(name, low=low, high=high)
        said = question.say("nothing_in_range", bounds=bounds, list=teller.listing(products[:3]))
        return self._facts(question, [Fact(said, tuple(products[:3]))], products[:3])

    def _reduced(self, question: Question, among: Sequence[Product] = ()) -> Reply | None:
        """List what is sold below its former price, of all or of some products, where a question asks for no
        more than that."""
        if not question.lexicon.hears("was_price", question.folded):
            return None
        found = [product for product in among or self._priced() if any(map(reduced, product.variants))]
        said = question.say("reduced_now", list=self._teller(question).listing(found))
        return self._facts(question, [Fact(said, tuple(found))], found) if found else None

    def _nothing_named(self, question: Question) -> Reply:
        on_sale = self._reduced(question)
        if on_sale:
            return on_sale
        bounded = question.low is not None or question.high is not None
        if question.about(Topic.BROWSE, Topic.STOCK, Topic.PRICE) and bounded:
            pool = self._priced()
            inside = [product for product in pool if within(product, question)]
            return self._listed(question, inside or pool[:3])
        if question.topic in PRODUCT_TOPICS and question.topic not in (Topic.BROWSE, Topic.DESCRIBE):
            return Reply(question.say("which"), question.topic, answered=False)
        paged = self._policy(question)
        return paged or self._said(question, "unknown", State(), answered=False)

    def _priced(self) -> list[Product]:
        """Return what is on sale, cheapest first, as far as it is looked through for one answer."""
        return [product for product in self.shelf.products(limit=POOL, sort="price")[1] if product.published]

    def _not_found(self, question: Question, resolution: Resolution) -> Reply:
        """Say that the shop does not have it, or answer from a page when no product was meant."""
        if not question.about(Topic.STOCK, Topic.SKU, Topic.BARCODE):
            whole = question.about(Topic.PRICE, Topic.QUANTITY)
            paged = self._policy(question, whole=whole)
            if paged:
                return paged
        wanted = self._in_our_words(question)
        name = "unknown_product" if wanted else "unknown_product_plain"
        said = question.say(name, wanted=wanted, contact=self._contact(question))
        nearest = [product for product in resolution.nearest if within(product, question)][:3]
        if nearest and not text.is_cjk(wanted):
            offer = question.about(Topic.PRICE, Topic.STOCK, Topic.QUANTITY) and not question.superlative
            listed = self._teller(question).listing(nearest) if offer else titles(nearest)
            said += " " + question.say("nearest", list=listed)
        return Reply(said, question.topic, tuple(nearest), answered=False)


def says_any(page: policy.Quote, words: Sequence[str], question: Question) -> bool:
    """Return whether a quoted line, or what heads it, says one of the words asked for beside the product."""
    bag = frozenset(text.stems(f"{page.page.title} {page.page.passage.heading} {page.text}"))
    return any(evidence.meets(text.stem(word), bag, question) for word in words)


def _told_apart(products: Sequence[Product]) -> tuple[Product, ...]:
    """Return the products, those of one title named with what tells them apart: "Olives, 950 g jar"."""
    titles = [product.title for product in products]
    apart = []
    for product in products:
        twins = [other for other in products if other.title == product.title]
        title = product.title
        if titles.count(title) > 1:
            fields = [("", product.brand), *product.attributes]
            values = [v for n, v in fields if v and len(v) < 30 and any(v != _field_of(o, n) for o in twins)]
            title = f"{title}, {values[0]}" if values else title
        apart.append(replace(product, title=title))
    return tuple(apart)


def _field_of(product: Product, name: str) -> str:
    return dict(product.attributes).get(name, "") if name else product.brand


def _of_options(product: Product, question: Question) -> list[str]:
    """Return what the options asked for say beside their name: "8 inch, serves 14"."""
    selection = select(product, question)
    chosen = selection.variants if selection.named else ()
    return list(
        dict.fromkeys(f"{name}: {value}" for v in chosen for name, value in v.options if "," in value)
    )


def titles(products: Sequence[Product]) -> str:
    return "; ".join(product.title for product in products)


def lines_for(product: Product, question: Question) -> list[str]:
    """Return the lines of a record but those of another variant than is asked for; the title is one where it
    names what is to be counted."""
    selection = select(product, question)
    own = [line for line in prose(product) if not of_other_variant(line.split(":")[0], product, selection)]
    counts = evidence.Asked.of(question).counted in text.stems(product.title)  # "Chain 126 links"
    return own + _of_options(product, question) + [product.title] * counts


def prose(product: Product) -> list[str]:
    """Return the lines of a record: its fields, then the sentences of its description."""
    return [f"{name}: {value}" for name, value in product.attributes] + text.sentences(product.description)
